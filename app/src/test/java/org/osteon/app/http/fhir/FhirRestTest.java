package org.osteon.app.http.fhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ca.uhn.fhir.rest.api.MethodOutcome;
import ca.uhn.fhir.rest.client.api.IGenericClient;
import ca.uhn.fhir.rest.gclient.DateClientParam;
import ca.uhn.fhir.rest.gclient.IQuery;
import ca.uhn.fhir.rest.gclient.ReferenceClientParam;
import ca.uhn.fhir.rest.gclient.TokenClientParam;
import ca.uhn.fhir.rest.server.exceptions.PreconditionFailedException;
import ca.uhn.fhir.rest.server.exceptions.ResourceGoneException;
import ca.uhn.fhir.rest.server.exceptions.ResourceNotFoundException;
import ca.uhn.fhir.rest.server.exceptions.ResourceVersionConflictException;
import ca.uhn.fhir.rest.server.exceptions.UnprocessableEntityException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.CapabilityStatement;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Medication;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.Reference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osteon.app.http.server.TestServer;

/// The FHIR REST interface by HAPI's own client, over real HTTP and a real store: resources and
/// searches.
class FhirRestTest {
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
    void the_capability_statement_tells_what_can_be_done_and_nothing_more() {
        CapabilityStatement statement =
                hapi.capabilities().ofType(CapabilityStatement.class).execute();

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
        String patient = client.newPatient();
        MethodOutcome created =
                hapi.create()
                        .resource(FhirClient.temperature(patient, "2025-03-01", "38.50"))
                        .execute();

        assertThat(created.getCreated()).isTrue();
        Observation read =
                hapi.read()
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
                        hapi.create()
                                .resource(FhirClient.temperature("nobody-here", "2025-03-01", "37"))
                                .execute())
                .isInstanceOf(UnprocessableEntityException.class)
                .hasMessageContaining("Patient/nobody-here, who is not here");
        assertThatThrownBy(() -> hapi.create().resource(new Medication()).execute())
                .isInstanceOf(UnprocessableEntityException.class)
                .hasMessageContaining("about no patient");
    }

    @Test
    void each_update_is_a_version_and_all_of_them_can_be_read() {
        String patient = client.newPatient();
        Observation observation = FhirClient.temperature(patient, "2025-03-01", "37");
        IdType id = (IdType) hapi.create().resource(observation).execute().getId().toUnqualified();
        observation.setId(id.toUnqualifiedVersionless());
        observation.setValue(new Quantity().setValue(new BigDecimal("39")).setUnit("degrees"));
        MethodOutcome updated = hapi.update().resource(observation).execute();

        assertThat(updated.getId().getVersionIdPart()).isEqualTo("2");
        assertThat(
                        hapi.read()
                                .resource(Observation.class)
                                .withId(id.withVersion("1"))
                                .execute()
                                .getValueQuantity()
                                .getValue())
                .isEqualByComparingTo("37");
        Bundle history = hapi.history().onInstance(id).returnBundle(Bundle.class).execute();
        assertThat(history.getEntry())
                .extracting(entry -> entry.getResource().getMeta().getVersionId())
                .containsExactly("2", "1");
    }

    @Test
    void an_update_on_top_of_an_old_version_is_refused_and_changes_nothing() {
        String patient = client.newPatient();
        Observation observation = FhirClient.temperature(patient, "2025-03-01", "37");
        IdType id = (IdType) hapi.create().resource(observation).execute().getId();
        observation.setId(id.toUnqualifiedVersionless());
        observation.setStatus(Observation.ObservationStatus.AMENDED);
        hapi.update().resource(observation).withAdditionalHeader("If-Match", "W/\"1\"").execute();
        observation.setStatus(Observation.ObservationStatus.CANCELLED);

        assertThatThrownBy(() ->
                        hapi.update()
                                .resource(observation)
                                .withAdditionalHeader("If-Match", "W/\"1\"")
                                .execute())
                .isInstanceOf(PreconditionFailedException.class)
                .hasMessageContaining("at version 2");
        assertThat(
                        hapi.read()
                                .resource(Observation.class)
                                .withId(id.toUnqualifiedVersionless())
                                .execute()
                                .getStatus())
                .isEqualTo(Observation.ObservationStatus.AMENDED);
    }

    @Test
    void an_update_can_create_but_cannot_move_to_another_patient() {
        String patient = client.newPatient();
        String other = client.newPatient();
        Observation observation = FhirClient.temperature(patient, "2025-03-01", "37");
        observation.setId("Observation/" + UUID.randomUUID());
        assertThat(hapi.update().resource(observation).execute().getCreated()).isTrue();

        observation.setSubject(new Reference("Patient/" + other));
        assertThatThrownBy(() -> hapi.update().resource(observation).execute())
                .isInstanceOf(UnprocessableEntityException.class)
                .hasMessageContaining("cannot be moved");
    }

    @Test
    void what_was_deleted_is_gone_but_its_versions_stay() {
        String patient = client.newPatient();
        IdType id =
                (IdType)
                        hapi.create()
                                .resource(FhirClient.temperature(patient, "2025-03-01", "37"))
                                .execute()
                                .getId();
        hapi.delete().resourceById(id.toUnqualifiedVersionless()).execute();

        assertThatThrownBy(() ->
                        hapi.read()
                                .resource(Observation.class)
                                .withId(id.toUnqualifiedVersionless())
                                .execute())
                .isInstanceOf(ResourceGoneException.class);
        assertThat(
                        hapi.read()
                                .resource(Observation.class)
                                .withId(id.toUnqualifiedVersionless().withVersion("1"))
                                .execute()
                                .getValueQuantity()
                                .getValue())
                .isEqualByComparingTo("37");
        assertThat(client.search("Observation", patient).getTotal()).isZero();
    }

    @Test
    void a_patient_with_a_chart_is_not_deleted() {
        String patient = client.newPatient();
        hapi.create().resource(FhirClient.temperature(patient, "2025-03-01", "37")).execute();

        assertThatThrownBy(() -> hapi.delete().resourceById("Patient", patient).execute())
                .isInstanceOf(ResourceVersionConflictException.class)
                .hasMessageContaining("1 other resources");
    }

    @Test
    void what_is_not_there_is_not_found() {
        assertThatThrownBy(() -> hapi.read().resource(Patient.class).withId("nobody").execute())
                .isInstanceOf(ResourceNotFoundException.class);
    }

    @Test
    void a_search_finds_by_patient_code_date_status_and_category() {
        String patient = client.newPatient();
        for (int day = 1; day <= 5; day++) {
            hapi.create()
                    .resource(FhirClient.temperature(patient, "2025-02-0" + day, "37." + day))
                    .execute();
        }
        Observation preliminary = FhirClient.temperature(patient, "2025-02-06", "40");
        preliminary.setStatus(Observation.ObservationStatus.PRELIMINARY);
        preliminary.addCategory(
                new CodeableConcept(new Coding("urn:example:category", "home", "at home")));
        hapi.create().resource(preliminary).execute();

        assertThat(client.search("Observation", patient).getTotal()).isEqualTo(6);
        assertThat(
                        total(
                                hapi.search()
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
                                hapi.search()
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
                                hapi.search()
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
        String patient = client.newPatient();
        for (int i = 0; i < 7; i++) {
            hapi.create()
                    .resource(FhirClient.temperature(patient, "2025-01-0" + (i + 1), "3" + i))
                    .execute();
        }

        Bundle page =
                hapi.search()
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
            page = hapi.loadPage().next(page).execute();
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

    /// What each reader would read otherwise is read by none.
    @Test
    void a_body_that_can_be_read_in_two_ways_is_refused_with_the_place() {
        long before = server.store().auditHead().sequence();
        for (String twice :
                List.of(
                        "{\"resourceType\":\"Patient\",\"gender\":\"male\",\"gender\":\"female\"}",
                        "{\"resourceType\":\"Patient\",\"identifier\":[{\"value\":\"1\",\"value\":\"2\"}]}",
                        "{\"resourceType\":\"Patient\",\"resourceType\":\"Patient\"}")) {
            HttpResponse<String> answer = post("/fhir/Patient", twice);
            assertThat(answer.statusCode()).as(twice).isEqualTo(400);
            assertThat(answer.body()).contains("OperationOutcome", "twice in one object");
        }
        byte[] latin =
                "{\"resourceType\":\"Patient\",\"name\":[{\"family\":\"Häberle\"}]}"
                        .getBytes(StandardCharsets.ISO_8859_1);
        HttpResponse<String> broken = bytes(latin, "application/fhir+json");
        assertThat(broken.statusCode()).isEqualTo(400);
        assertThat(broken.body()).contains("no UTF-8 from byte 46 on");
        for (String other : List.of("iso-8859-1", "windows-1252")) {
            HttpResponse<String> named = bytes(latin, "application/fhir+json; charset=" + other);
            assertThat(named.statusCode()).isEqualTo(415);
            assertThat(named.body()).contains("read as UTF-8", other);
        }
        assertThat(server.store().auditHead().sequence()).isEqualTo(before);

        byte[] plain = "{\"resourceType\":\"Patient\"}".getBytes(StandardCharsets.US_ASCII);
        assertThat(bytes(plain, "application/fhir+json; charset=iso-8859-1").statusCode())
                .isEqualTo(201);
    }

    private static HttpResponse<String> bytes(byte[] body, String type) {
        return server.send(
                HttpRequest.newBuilder(URI.create(server.url() + "/fhir/Patient"))
                        .header("Content-Type", type)
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                        .build());
    }

    @Test
    void a_chain_that_cannot_be_followed_names_those_that_can() {
        assertThat(server.get("/fhir/Observation?patient.name=x").body())
                .contains("a Patient is found by", "identifier");
    }

    private static HttpResponse<String> post(String path, String body) {
        return server.send(
                HttpRequest.newBuilder(URI.create(server.url() + path))
                        .header("Content-Type", "application/fhir+json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build());
    }
}
