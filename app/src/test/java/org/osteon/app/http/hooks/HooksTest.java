package org.osteon.app.http.hooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.osteon.app.http.server.TestServer;
import org.osteon.store.Attribution;
import org.osteon.store.AuditEntry;
import org.osteon.store.Change;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// CDS Hooks over real HTTP, by requests recorded in the form of the standard.
class HooksTest {
    private static final Path REQUESTS = Path.of("src/test/resources/hooks");

    @TempDir static Path folder;
    private static TestServer server;

    @BeforeAll
    static void start() {
        server = new TestServer(folder, TestServer.KNOWLEDGE);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void discovery_tells_the_services_with_what_they_would_like_to_be_sent() {
        JsonNode services = json(server.get("/cds-services")).path("services");

        assertThat(texts(services, "hook"))
                .containsExactly("patient-view", "order-select", "order-sign");
        assertThat(services)
                .allSatisfy(service -> {
                    assertThat(service.path("id").stringValue()).isNotBlank();
                    assertThat(service.path("title").stringValue()).isNotBlank();
                    assertThat(service.path("description").stringValue()).isNotBlank();
                    assertThat(service.path("prefetch").path("patient").stringValue())
                            .isEqualTo("Patient/{{context.patientId}}");
                    assertThat(service.path("version").stringValue())
                            .isEqualTo("cooling 0.1.0, iron-infusion 0.1.0");
                    assertThat(service.path("hookVersion").stringValue()).isEqualTo("1.0");
                    assertThat(service.path("usageRequirements").stringValue()).isNotBlank();
                });
    }

    @Test
    void an_opened_chart_gives_a_card_in_the_form_of_the_standard() throws IOException {
        JsonNode card = onlyCard(call("patient-view"));

        assertThat(card.path("uuid").stringValue()).matches("[0-9a-f-]{36}");
        assertThat(card.path("summary").stringValue())
                .isEqualTo("Cooling: 35.5 degrees is below 36");
        assertThat(card.path("indicator").stringValue()).isEqualTo("critical");
        assertThat(card.path("detail").stringValue())
                .contains("Warm the patient first.")
                .contains("[COLD](" + server.url() + "/rules/cooling/COLD), section 2, S1");
        assertThat(card.path("source").path("label").stringValue()).isEqualTo("Cooling 0.1.0");
        assertThat(card.path("source").path("url").stringValue())
                .isEqualTo(server.url() + "/rules/cooling");
        assertThat(card.path("source").path("topic").path("code").stringValue())
                .isEqualTo("cooling");
        assertThat(texts(card.path("overrideReasons"), "code")).contains("benefit-outweighs-risk");
    }

    @Test
    void a_chosen_order_that_must_not_be_is_to_be_removed() throws IOException {
        JsonNode card = onlyCard(call("order-select"));

        assertThat(card.path("summary").stringValue())
                .isEqualTo("Cooling: Do not cool: 35.5 degrees is below 36");
        assertThat(card.path("selectionBehavior").stringValue()).isEqualTo("any");
        JsonNode action = card.path("suggestions").path(0).path("actions").path(0);
        assertThat(action.path("type").stringValue()).isEqualTo("delete");
        assertThat(action.path("resourceId").stringValue()).isEqualTo("ServiceRequest/ice");
        assertThat(action.has("resource")).isFalse();
    }

    @Test
    void an_order_that_is_not_chosen_gives_no_card() throws IOException {
        String other =
                request("order-select")
                        .replace("[\"ServiceRequest/ice\"]", "[\"ServiceRequest/x-ray\"]");
        assertThat(cards(post("order-select", other))).isEmpty();
    }

    @Test
    void signing_is_stopped_by_findings_only() throws IOException {
        assertThat(cards(call("order-sign"))).hasSize(1);
        String warm = request("order-sign").replace("35.5", "38.5");
        assertThat(cards(post("order-sign", warm))).isEmpty();
    }

    @Test
    void what_was_not_sent_and_is_missing_is_named() throws IOException {
        String without = request("order-sign").replace("\"temperature\"", "\"pulse\"");
        JsonNode card = onlyCard(post("order-sign", without));
        assertThat(card.path("detail").stringValue()).contains("Missing: a body temperature");
    }

    @Test
    void without_prefetch_the_patient_of_the_store_is_meant() throws IOException {
        server.store()
                .append(
                        "in-store",
                        new Attribution("test", TestServer.NOW, "import"),
                        List.of(
                                Change.put(
                                        "Patient",
                                        "in-store",
                                        "{\"resourceType\":\"Patient\",\"id\":\"in-store\"}"),
                                Change.put(
                                        "Observation",
                                        "t",
                                        """
                                        {"resourceType":"Observation","id":"t","status":"final",
                                        "code":{"coding":[{"system":"urn:example","code":"temperature"}]},
                                        "effectiveDateTime":"2025-03-01",
                                        "valueQuantity":{"value":35.0,"unit":"degrees"}}\
                                        """)));
        String call =
                """
                {"hook":"patient-view","hookInstance":"7e1b0f55-0000-4000-8000-000000000001",
                "context":{"userId":"Practitioner/x","patientId":"in-store"}}\
                """;

        JsonNode card = onlyCard(post("patient-view", call));

        assertThat(card.path("summary").stringValue()).contains("35.0 degrees is below 36");
        assertThat(card.path("links").path(0).path("url").stringValue())
                .isEqualTo(server.url() + "/patients/in-store");
        assertThat(post("patient-view", call.replace("in-store", "nobody")).statusCode())
                .isEqualTo(412);
    }

    @Test
    void feedback_is_kept_in_the_audit_with_its_reason() throws IOException {
        String card = onlyCard(call("order-sign")).path("uuid").stringValue();
        String feedback = Files.readString(REQUESTS.resolve("feedback.json")).replace("CARD", card);

        assertThat(server.post("/cds-services/osteon-order-sign/feedback", feedback).statusCode())
                .isEqualTo(200);

        AuditEntry entry = server.store().auditSince(0, 1000).getLast();
        assertThat(entry.action()).isEqualTo("card overridden");
        assertThat(entry.reason()).contains("tumour board").contains("benefit-outweighs-risk");
        assertThat(entry.detail()).contains(card).contains("35.5 degrees is below 36");
    }

    @Test
    void overrides_are_counted_with_their_reasons_on_a_page_and_on_that_of_the_rule()
            throws IOException {
        String again =
                request("order-sign")
                        .replaceFirst(
                                "\"hookInstance\": \"[^\"]+\"", "\"hookInstance\": \"counted-1\"");
        String card = onlyCard(post("order-sign", again)).path("uuid").stringValue();
        String feedback = Files.readString(REQUESTS.resolve("feedback.json")).replace("CARD", card);
        server.post("/cds-services/osteon-order-sign/feedback", feedback);

        String page = server.get("/rules/overrides").body();

        assertThat(page)
                .contains("href=\"/rules/cooling/COLD\"")
                .contains("The benefit outweighs the risk")
                .contains("tumour board");
        assertThat(server.get("/rules/cooling/COLD").body())
                .contains("On cards in other record systems")
                .contains("The benefit outweighs the risk");
        String nurse =
                server.send(
                                HttpRequest.newBuilder(
                                                URI.create(server.url() + "/rules/overrides"))
                                        .header(
                                                "Cookie",
                                                server.people().cookie("A. Nurse", "nurse"))
                                        .header("Accept", "text/html")
                                        .build())
                        .body();
        assertThat(nurse).contains("1 person").doesNotContain("tumour board");
        for (String days : List.of("0", "-1", "x", "99999")) {
            assertThat(server.get("/rules/overrides?days=" + days).statusCode())
                    .as(days)
                    .isEqualTo(400);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nonsense",
                "[]",
                "{}",
                "{\"hook\":\"patient-view\"}",
                "{\"hook\":\"patient-view\",\"hookInstance\":\"x\",\"context\":{}}",
                "{\"hook\":\"patient-view\",\"hookInstance\":\"x\",\"context\":7}",
                "{\"hook\":\"order-sign\",\"hookInstance\":\"x\",\"context\":{\"patientId\":\"p\"}}"
            })
    void a_call_that_is_none_is_refused_with_the_reason(String body) {
        HttpResponse<String> answer = post("patient-view", body);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("error");
    }

    @Test
    void a_resource_that_cannot_be_read_stops_the_call_as_the_answer_could_be_wrong()
            throws IOException {
        HttpResponse<String> answer =
                post(
                        "patient-view",
                        request("patient-view")
                                .replace("\"id\": \"t-1\"", "\"id\": \"\"")
                                .replace("Observation/t-1", ""));
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("prefetch.observations, entry 1");
    }

    @ParameterizedTest
    @CsvSource({"osteon-nothing,404", "osteon-order-sign,400"})
    void an_unknown_service_and_the_wrong_hook_are_told(String service, int status)
            throws IOException {
        assertThat(server.post("/cds-services/" + service, request("patient-view")).statusCode())
                .isEqualTo(status);
    }

    @Test
    void feedback_that_is_none_is_refused() {
        for (String body :
                List.of("", "{}", "{\"feedback\":[{\"card\":\"x\",\"outcome\":\"?\"}]}")) {
            assertThat(server.post("/cds-services/osteon-order-sign/feedback", body).statusCode())
                    .isEqualTo(400);
        }
    }

    @Test
    void a_body_beyond_all_measure_is_refused_before_it_is_sent() throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            String head =
                    """
                    POST /cds-services/osteon-patient-view HTTP/1.1\r
                    Host: localhost\r
                    Content-Type: application/json\r
                    Cookie: %s\r
                    Content-Length: 64000001\r
                    \r
                    """
                            .formatted(server.people().cookie());
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            byte[] answer = socket.getInputStream().readNBytes(12);
            assertThat(new String(answer, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 413");
        }
    }

    @Test
    void a_body_of_unknown_length_is_cut_off_at_the_same_place() {
        HttpRequest request =
                HttpRequest.newBuilder(
                                URI.create(server.url() + "/cds-services/osteon-patient-view"))
                        .POST(
                                HttpRequest.BodyPublishers.ofByteArrays(
                                        Collections.nCopies(64, new byte[1_000_001])))
                        .build();
        assertThat(server.send(request).statusCode()).isEqualTo(413);
    }

    private static HttpResponse<String> call(String hook) throws IOException {
        return post(hook, request(hook));
    }

    private static String request(String hook) throws IOException {
        return Files.readString(REQUESTS.resolve(hook + ".json"));
    }

    private static HttpResponse<String> post(String hook, String body) {
        return server.post("/cds-services/osteon-" + hook, body);
    }

    private static JsonNode onlyCard(HttpResponse<String> answer) {
        JsonNode cards = cards(answer);
        assertThat(cards).hasSize(1);
        return cards.path(0);
    }

    private static JsonNode cards(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return json(answer).path("cards");
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return JsonMapper.shared().readTree(answer.body());
    }

    private static List<String> texts(JsonNode list, String field) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(item -> item.path(field).stringValue())
                .toList();
    }
}
