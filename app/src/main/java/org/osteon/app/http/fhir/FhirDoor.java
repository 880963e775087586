package org.osteon.app.http.fhir;

import ca.uhn.fhir.rest.annotation.Operation;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.osteon.app.http.Door;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/// The FHIR interface: what it does with resources, and the operations that its providers have.
@Component
@Order(1)
final class FhirDoor implements Door {
    private static final List<Class<?>> PROVIDERS =
            List.of(
                    PatientOperations.class,
                    FormProvider.class,
                    FormIntake.class,
                    BulkProvider.class,
                    SubscriptionProvider.class);

    @Override
    public String title() {
        return "FHIR R4";
    }

    @Override
    public String path() {
        return FhirConfiguration.PATH;
    }

    @Override
    public List<Offer> offers() {
        List<Offer> offers = new ArrayList<>();
        offers.add(
                new Offer(
                        "read, history, search, create, update, patch, delete",
                        "of every type of resource that a chart holds; create and update by a"
                                + " search, too"));
        offers.add(
                new Offer(
                        "CodeSystem, ValueSet, Questionnaire: read, search",
                        "what codes of this server mean, what the rules ask by, its forms"));
        offers.add(
                new Offer(
                        "AuditEvent: read, search",
                        "what was done and looked at, of a patient or by auditors of all"));
        offers.add(new Offer("transaction, batch", "a Bundle at the base"));
        PROVIDERS.stream()
                .flatMap(provider -> Stream.of(provider.getDeclaredMethods()))
                .filter(method -> method.isAnnotationPresent(Operation.class))
                .map(FhirDoor::operation)
                .sorted(Comparator.comparing(Offer::name))
                .forEach(offers::add);
        return offers;
    }

    private static Offer operation(Method method) {
        Operation operation = method.getAnnotation(Operation.class);
        return new Offer(
                operation.name(),
                operation.type() == IBaseResource.class
                        ? "an operation on the whole server"
                        : "an operation on " + operation.type().getSimpleName());
    }

    @Override
    public List<Try> tries(String patient) {
        String base = FhirConfiguration.PATH;
        return List.of(
                new Try(
                        "What the server can do (CapabilityStatement)",
                        "GET",
                        base + "/metadata?_summary=true",
                        ""),
                new Try("Patients of this store", "GET", base + "/Patient?_count=5", ""),
                new Try(
                        "A patient's results since 2025, the latest first, with the patient",
                        "GET",
                        base
                                + "/Observation?patient="
                                + patient
                                + "&date=ge2025&_sort=-date&_include=Observation:subject&_count=5",
                        ""),
                new Try(
                        "What the codes of its decisions mean",
                        "GET",
                        base + "/CodeSystem?url=urn:osteon:decision",
                        ""),
                new Try("A whole chart", "GET", base + "/Patient/" + patient + "/$everything", ""),
                new Try(
                        "What the pathways say of a patient",
                        "GET",
                        base + "/Patient/" + patient + "/$assess",
                        ""),
                new Try(
                        "Keep a chart: a transaction",
                        "POST",
                        base,
                        "{\"resourceType\":\"Bundle\",\"type\":\"transaction\",\"entry\":[{"
                                + "\"resource\":{\"resourceType\":\"Patient\",\"id\":\"example\","
                                + "\"gender\":\"female\",\"birthDate\":\"1958-04-02\"},"
                                + "\"request\":{\"method\":\"PUT\",\"url\":\"Patient/example\"}}]}"));
    }
}
