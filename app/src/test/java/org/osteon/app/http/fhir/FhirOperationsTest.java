package org.osteon.app.http.fhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ca.uhn.fhir.rest.api.MethodOutcome;
import ca.uhn.fhir.rest.client.api.IGenericClient;
import ca.uhn.fhir.rest.server.exceptions.InvalidRequestException;
import java.nio.file.Path;
import java.util.List;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.CarePlan;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DetectedIssue;
import org.hl7.fhir.r4.model.GuidanceResponse;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.StringType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osteon.app.http.server.TestServer;

/// What can be asked of a whole chart, and of a resource that is kept nowhere, by HAPI's own
/// client.
class FhirOperationsTest {
    @TempDir static Path folder;
    private static TestServer server;
    private static FhirClient client;
    private static IGenericClient hapi;

    @BeforeAll
    static void start() {
        server = new TestServer(folder, TestServer.KNOWLEDGE);
        client = new FhirClient(server);
        hapi = client.hapi();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void everything_is_the_whole_chart() {
        String patient = client.newPatient();
        hapi.create().resource(FhirClient.temperature(patient, "2025-03-01", "36")).execute();

        Bundle everything =
                hapi.operation()
                        .onInstance(new IdType("Patient", patient))
                        .named("$everything")
                        .withNoParameters(Parameters.class)
                        .returnResourceType(Bundle.class)
                        .execute();

        assertThat(everything.getType()).isEqualTo(Bundle.BundleType.SEARCHSET);
        assertThat(everything.getEntry())
                .extracting(entry -> entry.getResource().fhirType())
                .containsExactly("Patient", "Observation");
    }

    @Test
    void validate_tells_what_is_wrong_with_a_resource() {
        MethodOutcome bad =
                hapi.validate().resource(new Observation().setValue(new StringType("x"))).execute();
        assertThat(issues(bad))
                .anySatisfy(issue -> assertThat(issue).contains("Observation.status"))
                .anySatisfy(issue -> assertThat(issue).contains("Observation.code"));

        MethodOutcome good = hapi.validate().resource(new Patient().setActive(true)).execute();
        assertThat(((OperationOutcome) good.getOperationOutcome()).getIssue())
                .noneSatisfy(issue ->
                        assertThat(issue.getSeverity())
                                .isEqualTo(OperationOutcome.IssueSeverity.ERROR));
    }

    private static List<String> issues(MethodOutcome outcome) {
        return ((OperationOutcome) outcome.getOperationOutcome())
                .getIssue().stream().map(issue -> issue.getDiagnostics()).toList();
    }

    @Test
    void an_assessment_comes_as_guidance_findings_and_plan() {
        String patient = client.newPatient();
        String observation =
                hapi.create()
                        .resource(FhirClient.temperature(patient, "2025-03-01", "35.5"))
                        .execute()
                        .getId()
                        .getIdPart();
        ServiceRequest order = new ServiceRequest();
        order.setStatus(ServiceRequest.ServiceRequestStatus.DRAFT);
        order.setIntent(ServiceRequest.ServiceRequestIntent.ORDER);
        order.setSubject(new Reference("Patient/" + patient));
        order.setCode(new CodeableConcept(new Coding("urn:example", "cooling", "")));
        hapi.create().resource(order).execute();

        Bundle assessed = assess(patient, "2025-03-02");

        GuidanceResponse guidance = only(assessed, GuidanceResponse.class);
        assertThat(guidance.getModuleCanonicalType().getValue())
                .isEqualTo("urn:osteon:pathway:cooling|0.1.0");
        assertThat(((Parameters) guidance.getContained().getFirst()).getParameter())
                .filteredOn(parameter -> parameter.getName().equals("decision"))
                .extracting(parameter -> parameter.getValue().primitiveValue())
                .containsExactly("STOP");
        DetectedIssue issue = only(assessed, DetectedIssue.class);
        assertThat(issue.getCode().getCodingFirstRep().getCode()).isEqualTo("COLD");
        assertThat(issue.getSeverity()).isEqualTo(DetectedIssue.DetectedIssueSeverity.HIGH);
        assertThat(issue.getEvidenceFirstRep().getDetailFirstRep().getReference())
                .isEqualTo("Observation/" + observation);
        CarePlan plan = only(assessed, CarePlan.class);
        assertThat(plan.getActivityFirstRep().getDetail().getDescription()).isEqualTo("Cool again");
        assertThat(
                        plan.getActivityFirstRep()
                                .getDetail()
                                .getScheduledPeriod()
                                .getStartElement()
                                .getValueAsString())
                .isEqualTo("2025-03-03");
    }

    @Test
    void an_assessment_by_an_unknown_pathway_or_a_bad_day_is_refused() {
        String patient = client.newPatient();
        assertThatThrownBy(() -> assess(patient, "2025-02-30"))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("no day 2025-02-30");
        assertThat(server.get("/fhir/Patient/" + patient + "/$assess?pathway=cupping").body())
                .contains("known: cooling");
    }

    private static Bundle assess(String patient, String asOf) {
        return hapi.operation()
                .onInstance(new IdType("Patient", patient))
                .named("$assess")
                .withParameter(Parameters.class, "asOf", new StringType(asOf))
                .andParameter("pathway", new StringType("cooling"))
                .useHttpGet()
                .returnResourceType(Bundle.class)
                .execute();
    }

    private static <T extends Resource> T only(Bundle bundle, Class<T> type) {
        List<T> found =
                bundle.getEntry().stream()
                        .map(Bundle.BundleEntryComponent::getResource)
                        .filter(type::isInstance)
                        .map(type::cast)
                        .toList();
        assertThat(found).hasSize(1);
        return found.getFirst();
    }
}
