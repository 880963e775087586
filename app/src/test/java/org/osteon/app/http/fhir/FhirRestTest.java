package org.osteon.app.http.fhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.rest.api.MethodOutcome;
import ca.uhn.fhir.rest.client.api.IGenericClient;
import ca.uhn.fhir.rest.client.api.ServerValidationModeEnum;
import ca.uhn.fhir.rest.client.interceptor.AdditionalRequestHeadersInterceptor;
import ca.uhn.fhir.rest.gclient.DateClientParam;
import ca.uhn.fhir.rest.gclient.IQuery;
import ca.uhn.fhir.rest.gclient.ReferenceClientParam;
import ca.uhn.fhir.rest.gclient.TokenClientParam;
import ca.uhn.fhir.rest.server.exceptions.BaseServerResponseException;
import ca.uhn.fhir.rest.server.exceptions.InvalidRequestException;
import ca.uhn.fhir.rest.server.exceptions.PreconditionFailedException;
import ca.uhn.fhir.rest.server.exceptions.ResourceGoneException;
import ca.uhn.fhir.rest.server.exceptions.ResourceNotFoundException;
import ca.uhn.fhir.rest.server.exceptions.ResourceVersionConflictException;
import ca.uhn.fhir.rest.server.exceptions.UnprocessableEntityException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.CapabilityStatement;
import org.hl7.fhir.r4.model.CarePlan;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.DetectedIssue;
import org.hl7.fhir.r4.model.GuidanceResponse;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Medication;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.StringType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osteon.app.http.server.TestServer;

/// The FHIR REST interface by HAPI's own client, over real HTTP and a real store.
class FhirRestTest {
    @TempDir static Path folder;
    private static TestServer server;
    private static IGenericClient client;

    @BeforeAll
    static void start() {
        server = new TestServer(folder, TestServer.KNOWLEDGE);
        FhirContext context = FhirContext.forR4Cached();
        context.getRestfulClientFactory().setSocketTimeout(120_000);
        context.getRestfulClientFactory().setServerValidationMode(ServerValidationModeEnum.NEVER);
        client = context.newRestfulGenericClient(server.url() + "/fhir");
        var known = new AdditionalRequestHeadersInterceptor();
        known.addHeaderValue("Authorization", server.people().bearer("physician", false));
        client.registerInterceptor(known);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void the_capability_statement_tells_what_can_be_done_and_nothing_more() {
        CapabilityStatement statement =
                client.capabilities().ofType(CapabilityStatement.class).execute();

        assertThat(statement.getFhirVersion().toCode()).isEqualTo("4.0.1");
        var observation =
                statement.getRestFirstRep().getResource().stream()
                        .filter(resource -> resource.getType().equals("Observation"))
                        .findFirst()
                        .orElseThrow();
        assertThat(observation.getInteraction())
                .extracting(interaction -> interaction.getCode().toCode())
                .contains(
                        "read",
                        "vread",
                        "history-instance",
                        "search-type",
                        "create",
                        "update",
                        "delete");
        assertThat(observation.getSearchParam())
                .extracting(parameter -> parameter.getName())
                .contains("patient", "code", "date", "status", "category", "_id", "_lastUpdated")
                .doesNotContain("gender", "clinical-status");
        assertThat(statement.getRestFirstRep().getInteraction())
                .extracting(interaction -> interaction.getCode().toCode())
                .contains("transaction");
    }

    @Test
    void what_is_created_can_be_read_with_its_version_and_time() {
        String patient = newPatient();
        MethodOutcome created =
                client.create().resource(temperature(patient, "2025-03-01", "38.50")).execute();

        assertThat(created.getCreated()).isTrue();
        Observation read =
                client.read()
                        .resource(Observation.class)
                        .withId(created.getId().toUnqualifiedVersionless())
                        .execute();
        assertThat(read.getValueQuantity().getValue()).isEqualTo(new BigDecimal("38.50"));
        assertThat(read.getMeta().getVersionId()).isEqualTo("1");
        assertThat(read.getMeta().getLastUpdated().toInstant()).isEqualTo(TestServer.NOW);
    }

    @Test
    void a_patient_is_the_first_of_a_chart_and_other_resources_need_one_that_is_here() {
        assertThatThrownBy(() ->
                        client.create()
                                .resource(temperature("nobody-here", "2025-03-01", "37"))
                                .execute())
                .isInstanceOf(UnprocessableEntityException.class)
                .hasMessageContaining("Patient/nobody-here, who is not here");
        assertThatThrownBy(() -> client.create().resource(new Medication()).execute())
                .isInstanceOf(UnprocessableEntityException.class)
                .hasMessageContaining("about no patient");
    }

    @Test
    void each_update_is_a_version_and_all_of_them_can_be_read() {
        String patient = newPatient();
        Observation observation = temperature(patient, "2025-03-01", "37");
        IdType id =
                (IdType) client.create().resource(observation).execute().getId().toUnqualified();
        observation.setId(id.toUnqualifiedVersionless());
        observation.setValue(new Quantity().setValue(new BigDecimal("39")).setUnit("degrees"));
        MethodOutcome updated = client.update().resource(observation).execute();

        assertThat(updated.getId().getVersionIdPart()).isEqualTo("2");
        assertThat(
                        client.read()
                                .resource(Observation.class)
                                .withId(id.withVersion("1"))
                                .execute()
                                .getValueQuantity()
                                .getValue())
                .isEqualByComparingTo("37");
        Bundle history = client.history().onInstance(id).returnBundle(Bundle.class).execute();
        assertThat(history.getEntry())
                .extracting(entry -> entry.getResource().getMeta().getVersionId())
                .containsExactly("2", "1");
    }

    @Test
    void an_update_on_top_of_an_old_version_is_refused_and_changes_nothing() {
        String patient = newPatient();
        Observation observation = temperature(patient, "2025-03-01", "37");
        IdType id = (IdType) client.create().resource(observation).execute().getId();
        observation.setId(id.toUnqualifiedVersionless());
        observation.setStatus(Observation.ObservationStatus.AMENDED);
        client.update().resource(observation).withAdditionalHeader("If-Match", "W/\"1\"").execute();
        observation.setStatus(Observation.ObservationStatus.CANCELLED);

        assertThatThrownBy(() ->
                        client.update()
                                .resource(observation)
                                .withAdditionalHeader("If-Match", "W/\"1\"")
                                .execute())
                .isInstanceOf(PreconditionFailedException.class)
                .hasMessageContaining("at version 2");
        assertThat(
                        client.read()
                                .resource(Observation.class)
                                .withId(id.toUnqualifiedVersionless())
                                .execute()
                                .getStatus())
                .isEqualTo(Observation.ObservationStatus.AMENDED);
    }

    @Test
    void an_update_can_create_but_cannot_move_to_another_patient() {
        String patient = newPatient();
        String other = newPatient();
        Observation observation = temperature(patient, "2025-03-01", "37");
        observation.setId("Observation/" + UUID.randomUUID());
        assertThat(client.update().resource(observation).execute().getCreated()).isTrue();

        observation.setSubject(new Reference("Patient/" + other));
        assertThatThrownBy(() -> client.update().resource(observation).execute())
                .isInstanceOf(UnprocessableEntityException.class)
                .hasMessageContaining("cannot be moved");
    }

    @Test
    void what_was_deleted_is_gone_but_its_versions_stay() {
        String patient = newPatient();
        IdType id =
                (IdType)
                        client.create()
                                .resource(temperature(patient, "2025-03-01", "37"))
                                .execute()
                                .getId();
        client.delete().resourceById(id.toUnqualifiedVersionless()).execute();

        assertThatThrownBy(() ->
                        client.read()
                                .resource(Observation.class)
                                .withId(id.toUnqualifiedVersionless())
                                .execute())
                .isInstanceOf(ResourceGoneException.class);
        assertThat(
                        client.read()
                                .resource(Observation.class)
                                .withId(id.toUnqualifiedVersionless().withVersion("1"))
                                .execute()
                                .getValueQuantity()
                                .getValue())
                .isEqualByComparingTo("37");
        assertThat(search("Observation", patient).getTotal()).isZero();
    }

    @Test
    void a_patient_with_a_chart_is_not_deleted() {
        String patient = newPatient();
        client.create().resource(temperature(patient, "2025-03-01", "37")).execute();

        assertThatThrownBy(() -> client.delete().resourceById("Patient", patient).execute())
                .isInstanceOf(ResourceVersionConflictException.class)
                .hasMessageContaining("1 other resources");
    }

    @Test
    void what_is_not_there_is_not_found() {
        assertThatThrownBy(() -> client.read().resource(Patient.class).withId("nobody").execute())
                .isInstanceOf(ResourceNotFoundException.class);
    }

    @Test
    void a_search_finds_by_patient_code_date_status_and_category() {
        String patient = newPatient();
        for (int day = 1; day <= 5; day++) {
            client.create()
                    .resource(temperature(patient, "2025-02-0" + day, "37." + day))
                    .execute();
        }
        Observation preliminary = temperature(patient, "2025-02-06", "40");
        preliminary.setStatus(Observation.ObservationStatus.PRELIMINARY);
        preliminary.addCategory(
                new CodeableConcept(new Coding("urn:example:category", "home", "at home")));
        client.create().resource(preliminary).execute();

        assertThat(search("Observation", patient).getTotal()).isEqualTo(6);
        assertThat(
                        total(
                                client.search()
                                        .forResource(Observation.class)
                                        .where(new ReferenceClientParam("patient").hasId(patient))
                                        .and(
                                                new DateClientParam("date")
                                                        .afterOrEquals()
                                                        .day("2025-02-04"))
                                        .and(
                                                new TokenClientParam("status")
                                                        .exactly()
                                                        .code("final"))))
                .isEqualTo(2);
        assertThat(
                        total(
                                client.search()
                                        .forResource(Observation.class)
                                        .where(
                                                new ReferenceClientParam("subject")
                                                        .hasId("Patient/" + patient))
                                        .and(
                                                new TokenClientParam("category")
                                                        .exactly()
                                                        .systemAndCode(
                                                                "urn:example:category", "home"))))
                .isEqualTo(1);
        assertThat(
                        total(
                                client.search()
                                        .forResource(Observation.class)
                                        .where(new ReferenceClientParam("patient").hasId(patient))
                                        .and(
                                                new TokenClientParam("code")
                                                        .exactly()
                                                        .systemAndCode("urn:example", "other"))))
                .isZero();
    }

    private static int total(IQuery<?> query) {
        return query.returnBundle(Bundle.class).execute().getTotal();
    }

    @Test
    void pages_follow_each_other_without_a_gap() {
        String patient = newPatient();
        for (int i = 0; i < 7; i++) {
            client.create()
                    .resource(temperature(patient, "2025-01-0" + (i + 1), "3" + i))
                    .execute();
        }

        Bundle page =
                client.search()
                        .forResource(Observation.class)
                        .where(new ReferenceClientParam("patient").hasId(patient))
                        .sort()
                        .descending("date")
                        .count(3)
                        .returnBundle(Bundle.class)
                        .execute();
        List<String> dates = new ArrayList<>();
        while (true) {
            page.getEntry()
                    .forEach(entry ->
                            dates.add(
                                    ((Observation) entry.getResource())
                                            .getEffectiveDateTimeType()
                                            .getValueAsString()));
            if (page.getLink(Bundle.LINK_NEXT) == null) {
                break;
            }
            page = client.loadPage().next(page).execute();
        }

        assertThat(dates)
                .containsExactly(
                        "2025-01-07",
                        "2025-01-06",
                        "2025-01-05",
                        "2025-01-04",
                        "2025-01-03",
                        "2025-01-02",
                        "2025-01-01");
    }

    @Test
    void a_search_by_what_it_does_not_know_is_refused_and_never_answered_with_everything() {
        assertThat(server.get("/fhir/Patient?shoe-size=43").statusCode()).isEqualTo(400);
        assertThat(server.get("/fhir/Observation?code:text=fever").statusCode()).isEqualTo(400);
        assertThat(server.get("/fhir/Observation?patient.name=x").statusCode()).isEqualTo(400);
        assertThat(server.get("/fhir/Observation?_sort=status").statusCode()).isEqualTo(400);
        assertThat(server.get("/fhir/NoSuchType").statusCode()).isEqualTo(404);
    }

    @Test
    void a_body_that_is_no_resource_is_refused_with_the_reason() {
        assertThat(post("/fhir/Patient", "{").statusCode()).isEqualTo(400);
        assertThat(post("/fhir/Patient", "{\"resourceType\":\"Observation\"}").statusCode())
                .isEqualTo(400);
        var unknown = post("/fhir/Patient", "{\"resourceType\":\"Patient\",\"shoeSize\":43}");
        assertThat(unknown.statusCode()).isEqualTo(400);
        assertThat(unknown.body()).contains("OperationOutcome").contains("shoeSize");
    }

    private static HttpResponse<String> post(String path, String body) {
        return server.send(
                HttpRequest.newBuilder(URI.create(server.url() + path))
                        .header("Content-Type", "application/fhir+json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build());
    }

    @Test
    void a_transaction_creates_a_patient_and_what_refers_to_it_at_once() {
        Bundle bundle = new Bundle().setType(Bundle.BundleType.TRANSACTION);
        add(bundle, "urn:uuid:a", new Patient().setActive(true), "Patient");
        Observation observation = temperature("x", "2025-03-01", "36");
        observation.setSubject(new Reference("urn:uuid:a"));
        add(bundle, "urn:uuid:b", observation, "Observation");

        Bundle answer = client.transaction().withBundle(bundle).execute();

        assertThat(answer.getType()).isEqualTo(Bundle.BundleType.TRANSACTIONRESPONSE);
        assertThat(answer.getEntry())
                .extracting(entry -> entry.getResponse().getStatus())
                .containsOnly("201 Created");
        String patient =
                new IdType(answer.getEntryFirstRep().getResponse().getLocation()).getIdPart();
        assertThat(search("Observation", patient).getTotal()).isEqualTo(1);
        assertThat(server.store().auditOf(patient, Long.MAX_VALUE, 10)).hasSize(1);
    }

    @Test
    void a_transaction_with_one_bad_entry_changes_nothing() {
        String patient = newPatient();
        long before = server.store().auditHead().sequence();
        Bundle bundle = new Bundle().setType(Bundle.BundleType.TRANSACTION);
        add(bundle, "urn:uuid:b", temperature(patient, "2025-03-01", "36"), "Observation");
        bundle.addEntry()
                .setResource(temperature(patient, "2025-03-01", "35"))
                .getRequest()
                .setMethod(Bundle.HTTPVerb.PUT)
                .setUrl("Observation/never-there")
                .setIfMatch("W/\"7\"");

        assertThatThrownBy(() -> client.transaction().withBundle(bundle).execute())
                .isInstanceOf(BaseServerResponseException.class);
        assertThat(search("Observation", patient).getTotal()).isZero();
        assertThat(server.store().auditHead().sequence()).isEqualTo(before);
    }

    @Test
    void a_transaction_over_two_patients_is_refused_and_a_batch_does_each_for_itself() {
        String one = newPatient();
        String other = newPatient();
        Bundle bundle = new Bundle().setType(Bundle.BundleType.TRANSACTION);
        add(bundle, "urn:uuid:b", temperature(one, "2025-03-01", "36"), "Observation");
        add(bundle, "urn:uuid:c", temperature(other, "2025-03-01", "36"), "Observation");
        assertThatThrownBy(() -> client.transaction().withBundle(bundle).execute())
                .isInstanceOf(UnprocessableEntityException.class)
                .hasMessageContaining("one patient");

        add(bundle, "urn:uuid:d", temperature("nobody", "2025-03-01", "36"), "Observation");
        bundle.setType(Bundle.BundleType.BATCH);
        Bundle answer = client.transaction().withBundle(bundle).execute();
        assertThat(answer.getEntry())
                .extracting(entry -> entry.getResponse().getStatus())
                .containsExactly("201 Created", "201 Created", "422");
    }

    @Test
    void everything_is_the_whole_chart() {
        String patient = newPatient();
        client.create().resource(temperature(patient, "2025-03-01", "36")).execute();

        Bundle everything =
                client.operation()
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
                client.validate()
                        .resource(new Observation().setValue(new StringType("x")))
                        .execute();
        assertThat(issues(bad))
                .anySatisfy(issue -> assertThat(issue).contains("Observation.status"))
                .anySatisfy(issue -> assertThat(issue).contains("Observation.code"));

        MethodOutcome good = client.validate().resource(new Patient().setActive(true)).execute();
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
        String patient = newPatient();
        String observation =
                client.create()
                        .resource(temperature(patient, "2025-03-01", "35.5"))
                        .execute()
                        .getId()
                        .getIdPart();
        ServiceRequest order = new ServiceRequest();
        order.setStatus(ServiceRequest.ServiceRequestStatus.DRAFT);
        order.setIntent(ServiceRequest.ServiceRequestIntent.ORDER);
        order.setSubject(new Reference("Patient/" + patient));
        order.setCode(new CodeableConcept(new Coding("urn:example", "cooling", "")));
        client.create().resource(order).execute();

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
        String patient = newPatient();
        assertThatThrownBy(() -> assess(patient, "2025-02-30"))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("no day 2025-02-30");
        assertThat(server.get("/fhir/Patient/" + patient + "/$assess?pathway=cupping").body())
                .contains("known: cooling");
    }

    private static Bundle assess(String patient, String asOf) {
        return client.operation()
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

    private static Bundle search(String type, String patient) {
        return client.search()
                .forResource(type)
                .where(new ReferenceClientParam("patient").hasId(patient))
                .returnBundle(Bundle.class)
                .execute();
    }

    private static void add(Bundle bundle, String url, Resource resource, String type) {
        bundle.addEntry()
                .setFullUrl(url)
                .setResource(resource)
                .getRequest()
                .setMethod(Bundle.HTTPVerb.POST)
                .setUrl(type);
    }

    private static String newPatient() {
        return client.create()
                .resource(new Patient().setActive(true))
                .execute()
                .getId()
                .getIdPart();
    }

    private static Observation temperature(String patient, String day, String degrees) {
        Observation observation = new Observation();
        observation.setStatus(Observation.ObservationStatus.FINAL);
        observation.setSubject(new Reference("Patient/" + patient));
        observation.setCode(new CodeableConcept(new Coding("urn:example", "temperature", "")));
        observation.setEffective(new DateTimeType(day));
        observation.setValue(new Quantity().setValue(new BigDecimal(degrees)).setUnit("degrees"));
        return observation;
    }
}
