package org.osteon.app.http.hooks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osteon.app.http.server.TestServer;
import org.osteon.store.Attribution;
import org.osteon.store.Change;

/// Calls as record systems really send them: of somebody else, in part, with an error in the place
/// of data. Each with what stands next to it and is right.
class HooksFieldTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Path CALLS = Path.of("src/test/resources/hooks/field");
    private static final Clock DAY_BEFORE_THE_DOSE =
            Clock.fixed(Instant.parse("2025-06-01T12:00:00Z"), ZoneOffset.UTC);
    private static final String PATIENT = "pt-2b3eb720";
    private static final String HERE = "somebody-of-this-store";

    @TempDir static Path folder;
    private static TestServer server;

    @BeforeAll
    static void start() {
        server = new TestServer(folder, Path.of("../knowledge"), DAY_BEFORE_THE_DOSE);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    /// A call with changes.
    private static HttpResponse<String> call(String name, Consumer<ObjectNode> change)
            throws IOException {
        ObjectNode call =
                (ObjectNode) JSON.readTree(Files.readString(CALLS.resolve(name + ".json")));
        // Totals as a server gives them: of what matches.
        call.path("prefetch")
                .forEach(one -> {
                    if (one instanceof ObjectNode bundle && bundle.path("total").asInt() == 1) {
                        bundle.put("total", bundle.path("entry").size());
                    }
                });
        change.accept(call);
        return server.post("/cds-services/osteon-order-sign", call.toString());
    }

    private static ObjectNode sent(ObjectNode call, String key) {
        return (ObjectNode) call.path("prefetch").path(key);
    }

    private static List<String> summaries(HttpResponse<String> answer) throws IOException {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body())
                .path("cards")
                .valueStream()
                .map(card -> card.path("summary").asText())
                .toList();
    }

    private static void ownPatient(ObjectNode call) {
        sent(call, "patient").put("id", PATIENT);
    }

    /// Our own door to FHIR is strict: what it answers, any should.
    @Test
    void every_template_is_a_search_that_a_fhir_server_answers() throws IOException {
        server.store()
                .append(
                        HERE,
                        new Attribution("test", TestServer.NOW, "import"),
                        List.of(
                                Change.put(
                                        "Patient",
                                        HERE,
                                        "{\"resourceType\":\"Patient\",\"id\":\"" + HERE + "\"}")));
        JsonNode templates =
                JSON.readTree(server.get("/cds-services").body())
                        .path("services")
                        .path(0)
                        .path("prefetch");

        assertThat(templates.properties())
                .extracting(Map.Entry::getKey)
                .contains(
                        "patient",
                        "observations",
                        "consents",
                        "biologicallyDerivedProducts",
                        "questionnaireResponses",
                        "immunizations",
                        "adverseEvents",
                        "procedures",
                        "goals",
                        "serviceRequests",
                        "allergyIntolerances")
                .doesNotContain("practitioners", "organizations");
        for (Map.Entry<String, JsonNode> one : templates.properties()) {
            String search = one.getValue().asText().replace("{{context.patientId}}", HERE);
            assertThat(server.get("/fhir/" + search).statusCode()).as(search).isEqualTo(200);
        }
    }

    // --- somebody else's ---

    @Test
    void a_patient_who_is_not_the_one_of_the_call_is_refused() throws IOException {
        HttpResponse<String> answer = call("another-patient", _ -> {});

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("somebody-else").contains(PATIENT);
        assertThat(summaries(call("another-patient", HooksFieldTest::ownPatient))).isNotEmpty();
    }

    @Test
    void somebody_elses_result_or_draft_is_refused_and_another_spelling_of_the_same_is_not()
            throws IOException {
        for (String element : List.of("conditions", "observations", "procedures")) {
            HttpResponse<String> answer =
                    call(
                            "another-patient",
                            call -> {
                                ownPatient(call);
                                subject(sent(call, element).path("entry").path(0), "Patient/other");
                            });
            assertThat(answer.statusCode()).as(element).isEqualTo(400);
            assertThat(answer.body()).contains("prefetch." + element).contains("Patient/other");
        }
        HttpResponse<String> draft =
                call(
                        "another-patient",
                        call -> {
                            ownPatient(call);
                            subject(draft(call), "Patient/other");
                        });
        assertThat(draft.statusCode()).isEqualTo(400);
        assertThat(draft.body()).contains("context.draftOrders");

        for (String same :
                List.of(
                        "https://ehr.example.org/fhir/Patient/" + PATIENT,
                        "Patient/" + PATIENT + "/_history/3")) {
            assertThat(
                            summaries(
                                    call(
                                            "another-patient",
                                            call -> {
                                                ownPatient(call);
                                                subject(draft(call), same);
                                                subject(
                                                        sent(call, "observations")
                                                                .path("entry")
                                                                .path(0),
                                                        same);
                                            })))
                    .isNotEmpty();
        }
        assertThat(
                        summaries(
                                call(
                                        "another-patient",
                                        call -> {
                                            ownPatient(call);
                                            ((ObjectNode) call.path("context"))
                                                    .put("patientId", "Patient/" + PATIENT);
                                        })))
                .isNotEmpty();
    }

    private static JsonNode draft(ObjectNode call) {
        return call.path("context").path("draftOrders").path("entry").path(0);
    }

    private static void subject(JsonNode entry, String reference) {
        ((ObjectNode) entry.path("resource")).putObject("subject").put("reference", reference);
    }

    @Test
    void without_any_patient_there_is_nothing_to_judge() throws IOException {
        assertThat(
                        call(
                                        "another-patient",
                                        call ->
                                                ((ObjectNode) call.path("prefetch"))
                                                        .remove("patient"))
                                .statusCode())
                .isEqualTo(412);
    }

    // --- a part of it ---

    @Test
    void a_first_page_is_not_taken_for_all() throws IOException {
        List<String> cards = summaries(call("first-page", _ -> {}));

        assertThat(cards.getFirst()).isEqualTo("Incomplete: observations 7 of 500 were sent");
        assertThat(cards).hasSizeGreaterThan(1);
        assertThat(
                        summaries(
                                        call(
                                                "first-page",
                                                call -> sent(call, "observations").remove("total")))
                                .getFirst())
                .isEqualTo("Incomplete: observations only the first page was sent, with 7");
    }

    @Test
    void all_of_it_is_no_part_whatever_comes_with_it() throws IOException {
        Consumer<ObjectNode> whole =
                call -> {
                    sent(call, "observations").remove("link");
                    sent(call, "observations").put("total", 7);
                };
        assertThat(summaries(call("first-page", whole)))
                .noneMatch(one -> one.startsWith("Incomplete"));
        assertThat(
                        summaries(
                                call(
                                        "first-page",
                                        whole.andThen(call -> {
                                            ObjectNode medicine =
                                                    ((ArrayNode)
                                                                    sent(call, "observations")
                                                                            .path("entry"))
                                                            .addObject();
                                            medicine.putObject("search").put("mode", "include");
                                            medicine.putObject("resource")
                                                    .put("resourceType", "Medication")
                                                    .put("id", "m");
                                        }))))
                .noneMatch(one -> one.startsWith("Incomplete"));
        assertThat(
                        summaries(
                                        call(
                                                "first-page",
                                                whole.andThen(call -> {
                                                    sent(call, "observations").put("total", 8);
                                                })))
                                .getFirst())
                .isEqualTo("Incomplete: observations 7 of 8 were sent");
    }

    // --- an error in the place of data ---

    @Test
    void an_error_in_the_place_of_data_is_not_available_and_not_none() throws IOException {
        HttpResponse<String> answer = call("operation-outcome", _ -> {});

        assertThat(summaries(answer).getFirst())
                .startsWith("Incomplete: observations not available");
        assertThat(answer.body()).contains("\"incomplete\"");
    }

    @Test
    void an_error_within_a_page_is_told_and_a_remark_is_not() throws IOException {
        assertThat(summaries(call("operation-outcome", call -> outcome(call, "error"))).getFirst())
                .isEqualTo("Incomplete: observations not available (the archive does not answer)");
        assertThat(summaries(call("operation-outcome", call -> outcome(call, "information"))))
                .noneMatch(one -> one.startsWith("Incomplete"));
        assertThat(
                        summaries(
                                call(
                                        "operation-outcome",
                                        call ->
                                                ((ObjectNode) call.path("prefetch"))
                                                        .putNull("observations"))))
                .noneMatch(one -> one.startsWith("Incomplete"));
    }

    private static void outcome(ObjectNode call, String severity) {
        ObjectNode bundle = ((ObjectNode) call.path("prefetch")).putObject("observations");
        bundle.put("resourceType", "Bundle").put("type", "searchset").put("total", 0);
        ObjectNode entry = bundle.putArray("entry").addObject();
        entry.putObject("search").put("mode", "outcome");
        ObjectNode resource = entry.putObject("resource").put("resourceType", "OperationOutcome");
        resource.putArray("issue")
                .addObject()
                .put("severity", severity)
                .put("code", "transient")
                .put("diagnostics", "the archive does not answer");
    }

    // --- what was not sent, and what has no name yet ---

    @Test
    void what_was_left_out_is_named_on_the_card() throws IOException {
        HttpResponse<String> answer =
                call(
                        "another-patient",
                        call -> {
                            ownPatient(call);
                            ((ObjectNode) call.path("prefetch")).remove("procedures");
                        });

        assertThat(answer.body())
                .contains("Not sent along: ")
                .contains("procedures")
                .contains("questionnaireResponses");
    }

    /// What is not of its form is no "nothing": no card would look like no finding.
    @Test
    void what_is_no_resource_where_one_belongs_is_refused_and_null_is_not() throws IOException {
        for (String wrong : List.of("\"Patient/1\"", "[]", "7", "true", "{}", "{\"id\":\"x\"}")) {
            for (String key : List.of("patient", "observations", "unheard-of")) {
                assertThat(put("prefetch", key, wrong).statusCode()).as(key + wrong).isEqualTo(400);
            }
            assertThat(put("context", "draftOrders", wrong).statusCode()).as(wrong).isEqualTo(400);
        }
        for (String wrong : List.of("\"MedicationRequest/1\"", "{}", "7")) {
            assertThat(put("context", "selections", wrong).statusCode()).as(wrong).isEqualTo(400);
        }
        assertThat(put("prefetch", "observations", "null").statusCode()).isEqualTo(200);
        assertThat(put("context", "selections", "null").statusCode()).isEqualTo(200);
        HttpResponse<String> nothing = put("context", "draftOrders", "null");
        assertThat(nothing.statusCode()).isEqualTo(400);
        assertThat(nothing.body()).contains("context.draftOrders is missing");
    }

    private static HttpResponse<String> put(String where, String key, String json)
            throws IOException {
        JsonNode value = JSON.readTree(json);
        return call(
                "another-patient",
                call -> {
                    ownPatient(call);
                    ((ObjectNode) call.path(where)).set(key, value);
                });
    }

    @Test
    void a_draft_without_an_id_is_judged_as_one_with_an_id() throws IOException {
        List<String> with = summaries(call("another-patient", HooksFieldTest::ownPatient));
        HttpResponse<String> without =
                call(
                        "another-patient",
                        call -> {
                            ownPatient(call);
                            ((ObjectNode) draft(call).path("resource")).remove("id");
                        });

        assertThat(summaries(without)).isEqualTo(with).isNotEmpty();
        assertThat(without.body()).doesNotContain("\"delete\"");
    }
}
