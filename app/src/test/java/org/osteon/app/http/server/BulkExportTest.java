package org.osteon.app.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osteon.records.apps.App;
import org.osteon.records.apps.AppGrants;
import org.osteon.records.apps.Apps;
import org.osteon.records.apps.SignedStatements;
import org.osteon.records.people.Accounts;
import org.osteon.records.people.Sessions;
import org.osteon.store.Attribution;
import org.osteon.store.Change;
import org.osteon.store.KeptNote;

/// Everything out, over HTTP: what is asked for, by whom, and what it says of itself.
class BulkExportTest {
    private static final Clock CLOCK = Clock.fixed(TestServer.NOW, ZoneOffset.UTC);
    private static final JsonMapper JSON = new JsonMapper();
    private static final String EXPORT = "/fhir/$export";
    private static TestServer server;
    private static String physician;
    private static String keys;

    @BeforeAll
    static void start(@TempDir Path folder) throws JOSEException {
        server = new TestServer(folder, TestServer.KNOWLEDGE);
        for (String id : List.of("p1", "p2", "p3")) {
            String subject = ",\"subject\":{\"reference\":\"Patient/" + id + "\"}";
            keep(
                    id,
                    put("Patient", id, ""),
                    observation(id + "-lab", id, "laboratory"),
                    observation(id + "-vital", id, "vital-signs"),
                    put(
                            "MedicationRequest",
                            id + "-m",
                            subject
                                    + ",\"medicationReference\":{\"reference\":\"Medication/drug\"},"
                                    + "\"requester\":{\"reference\":\"Practitioner/doc\"}"),
                    put("Medication", "drug", ""),
                    put("Practitioner", "doc", ""),
                    put(
                            "Provenance",
                            id + "-prov",
                            ",\"target\":[{\"reference\":\"Observation/" + id + "-lab\"}]"));
        }
        keep(
                "denied",
                put("Patient", "denied", ""),
                put(
                        "Consent",
                        "no",
                        ",\"status\":\"active\",\"scope\":{\"coding\":[{\"system\":"
                                + "\"http://terminology.hl7.org/CodeSystem/consentscope\",\"code\":\"patient-privacy\"}]},"
                                + "\"patient\":{\"reference\":\"Patient/denied\"},\"provision\":{\"type\":\"deny\"}"));
        keep(
                "p1",
                put(
                        "Group",
                        "some",
                        ",\"type\":\"person\",\"actual\":true,\"member\":["
                                + member("p1", false)
                                + ","
                                + member("p3", false)
                                + ","
                                + member("p2", true)
                                + ","
                                + member("denied", false)
                                + ","
                                + member("nobody", false)
                                + "]"),
                put(
                        "Group",
                        "nobody",
                        ",\"type\":\"person\",\"actual\":true,\"member\":["
                                + member("p1", true)
                                + "]"));
        physician = server.people().bearer("physician", true);
        keys =
                SignedStatements.keys(
                        new JWKSet(
                                        new ECKeyGenerator(Curve.P_384)
                                                .keyID("e")
                                                .generate()
                                                .toPublicJWK())
                                .toString());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static String member(String id, boolean inactive) {
        return "{\"entity\":{\"reference\":\"Patient/" + id + "\"},\"inactive\":" + inactive + "}";
    }

    private static Change put(String type, String id, String more) {
        return Change.put(
                type, id, "{\"resourceType\":\"%s\",\"id\":\"%s\"%s}".formatted(type, id, more));
    }

    private static Change observation(String id, String patient, String category) {
        return put(
                "Observation",
                id,
                ",\"status\":\"final\",\"subject\":{\"reference\":\"Patient/"
                        + patient
                        + "\"},\"category\":[{\"coding\":[{\"code\":\""
                        + category
                        + "\"}]}]");
    }

    private static void keep(String chart, Change... changes) {
        server.store()
                .append(chart, new Attribution("test", TestServer.NOW, "import"), List.of(changes));
    }

    /// A program on its own, let in with these scopes.
    private static String program(String id, String role, String scopes) {
        App app =
                ProgramUnderTest.register(server, id, App.Kind.KEY, "system/*.cruds", keys, role)
                        .app();
        return token(app, scopes);
    }

    private static String token(App app, String scopes) {
        AppGrants grants =
                new AppGrants(
                        server.store(),
                        new Apps(server.store(), CLOCK),
                        new Accounts(server.store(), new HashedPasswords(), CLOCK),
                        new Sessions(server.store(), CLOCK),
                        CLOCK);
        return "Bearer " + ((AppGrants.Answer.Issued) grants.alone(app, scopes)).access();
    }

    private static HttpResponse<String> send(
            String method, String address, String who, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(
                                URI.create(
                                        address.startsWith("http")
                                                ? address
                                                : server.url() + address))
                        .header("Authorization", who)
                        .method(method, HttpRequest.BodyPublishers.noBody());
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return server.sendAsItIs(request.build());
    }

    private static String ask(String address, String who) {
        HttpResponse<String> answer = send("GET", address, who, "Prefer", "respond-async");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        return answer.headers().firstValue("Content-Location").orElseThrow();
    }

    private static JsonNode wait(String status, String who) throws Exception {
        for (int i = 0; i < 600; i++) {
            HttpResponse<String> answer = send("GET", status, who);
            if (answer.statusCode() != 202) {
                assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
                assertThat(answer.headers().firstValue("Expires")).isPresent();
                return JSON.readTree(answer.body());
            }
            assertThat(answer.headers().firstValue("Retry-After")).isPresent();
            assertThat(answer.headers().firstValue("X-Progress").orElse("")).contains(" charts");
            Thread.sleep(50);
        }
        throw new AssertionError("it was not done in time");
    }

    /// The files of an export by type, each fetched; then it is taken away.
    private static Map<String, String> export(String address, String who) throws Exception {
        String status = ask(address, who);
        JsonNode manifest = wait(status, who);
        assertThat(manifest.path("requiresAccessToken").asBoolean()).isTrue();
        Map<String, String> files = new TreeMap<>();
        for (String part : List.of("output", "deleted", "error")) {
            for (JsonNode one : manifest.path(part)) {
                HttpResponse<String> file = send("GET", one.path("url").asText(), who);
                assertThat(file.statusCode()).isEqualTo(200);
                assertThat(file.body().lines().count()).isEqualTo(one.path("count").asLong());
                files.put(part.equals("output") ? one.path("type").asText() : part, file.body());
            }
        }
        assertThat(send("DELETE", status, who).statusCode()).isEqualTo(202);
        assertThat(send("GET", status, who).statusCode()).isEqualTo(404);
        return files;
    }

    private static long lines(Map<String, String> files, String type) {
        return files.getOrDefault(type, "").lines().count();
    }

    @Test
    void everything_is_there_counted_as_a_search_counts_and_twice_the_same() throws Exception {
        Map<String, String> files = export(EXPORT, physician);
        for (String type : List.of("Patient", "Observation", "MedicationRequest", "Provenance")) {
            JsonNode found =
                    JSON.readTree(
                            send("GET", "/fhir/" + type + "?_summary=count", physician).body());
            assertThat(lines(files, type)).as(type).isEqualTo(found.path("total").asLong());
        }
        assertThat(lines(files, "Medication")).isEqualTo(1);
        assertThat(lines(files, "Practitioner")).isEqualTo(1);
        assertThat(export(EXPORT, physician)).isEqualTo(files);
    }

    @Test
    void a_patient_who_denied_it_is_not_in_it_and_nothing_says_so() throws Exception {
        Map<String, String> files = export("/fhir/Patient/$export", physician);
        assertThat(files.get("Patient")).contains("p1", "p2", "p3").doesNotContain("denied");
        assertThat(files).doesNotContainKeys("error", "Consent");
    }

    @Test
    void types_and_codes_narrow_it() throws Exception {
        Map<String, String> files = export(EXPORT + "?_type=Observation,Patient", physician);
        assertThat(files.keySet()).containsExactly("Observation", "Patient");
        Map<String, String> laboratory =
                export(
                        EXPORT
                                + "?_type=Observation&_typeFilter=Observation%3Fcategory%3Dlaboratory",
                        physician);
        assertThat(lines(laboratory, "Observation")).isEqualTo(3);
        assertThat(laboratory.get("Observation")).doesNotContain("vital");
        Map<String, String> with =
                export(
                        EXPORT
                                + "?_type=Observation&_typeFilter=Observation%3Fcategory%3Dlaboratory"
                                + "&includeAssociatedData=LatestProvenanceResources",
                        physician);
        assertThat(lines(with, "Provenance")).isEqualTo(3);
    }

    @Test
    void since_tells_what_is_new_and_what_is_gone_and_the_future_nothing() throws Exception {
        Attribution later = new Attribution("test", TestServer.NOW.plusSeconds(60), "import");
        server.store()
                .append(
                        "later",
                        new Attribution("test", TestServer.NOW.minusSeconds(900), "import"),
                        List.of(
                                put("Patient", "later", ""),
                                observation("l-old", "later", "laboratory"),
                                observation("l-gone", "later", "laboratory")));
        server.store()
                .append(
                        "later",
                        later,
                        List.of(
                                observation("l-new", "later", "laboratory"),
                                Change.delete("Observation", "l-gone")));
        Map<String, String> files = export(EXPORT + "?_since=2025-03-02T12:00:30Z", physician);
        assertThat(files.keySet()).containsExactly("Observation", "deleted");
        assertThat(files.get("Observation")).contains("l-new").doesNotContain("l-old");
        assertThat(files.get("deleted")).contains("\"DELETE\"", "Observation/l-gone");
        assertThat(export(EXPORT + "?_since=2031-01-01T00:00:00Z", physician)).isEmpty();
    }

    @Test
    void of_a_group_its_members_and_of_a_group_of_nobody_nothing() throws Exception {
        Map<String, String> files = export("/fhir/Group/some/$export", physician);
        assertThat(files.get("Patient")).contains("p1", "p3").doesNotContain("p2");
        // Who denied it and who is not here are told alike.
        assertThat(files.get("error")).contains("Patient/denied", "Patient/nobody");
        assertThat(export("/fhir/Group/nobody/$export", physician)).isEmpty();
        assertThat(
                        send(
                                        "GET",
                                        "/fhir/Group/none/$export",
                                        physician,
                                        "Prefer",
                                        "respond-async")
                                .statusCode())
                .isEqualTo(404);
    }

    @Test
    void a_program_gets_what_its_scopes_say() throws Exception {
        String narrow = program("narrow", "physician", "system/Observation.rs");
        Map<String, String> files = export(EXPORT, narrow);
        assertThat(files.keySet()).containsExactly("Observation");
        assertThat(files.get("Observation")).doesNotContain("denied");
    }

    @Test
    void who_may_not_take_charts_out_is_told_so() {
        for (String who :
                List.of(
                        server.people().bearer("nurse", true),
                        server.people().bearer("research", true),
                        server.people().bearer("administrator", true),
                        program("writing", "physician", "system/Observation.c"),
                        program("nursing", "nurse", "system/*.rs"))) {
            assertThat(send("GET", EXPORT, who, "Prefer", "respond-async").statusCode())
                    .isEqualTo(403);
        }
        assertThat(
                        send("GET", EXPORT, "Bearer osteon_wrong", "Prefer", "respond-async")
                                .statusCode())
                .isEqualTo(401);
    }

    @Test
    void from_a_browser_it_asks_for_the_password_again_after_a_while() {
        String cookie = server.people().cookie("Old session", "physician");
        assertThat(fromABrowser(cookie)).isEqualTo(202);
        // As if it had been given an hour ago.
        server.store()
                .kept("session")
                .forEach(note ->
                        server.store()
                                .keep(
                                        "session",
                                        new KeptNote(
                                                note.id(),
                                                note.json()
                                                        .replaceAll(
                                                                "\"confirmed\":[0-9.E]+",
                                                                "\"confirmed\":1740000000"))));
        assertThat(fromABrowser(cookie)).isEqualTo(403);
    }

    private static int fromABrowser(String cookie) {
        return server.sendAsItIs(
                        HttpRequest.newBuilder(URI.create(server.url() + EXPORT + "?_type=Group"))
                                .header("Cookie", cookie)
                                .header("Prefer", "respond-async")
                                .build())
                .statusCode();
    }

    @Test
    void an_export_is_of_who_asked_for_it_with_what_they_were_let_do() throws Exception {
        App app =
                ProgramUnderTest.register(
                                server, "own", App.Kind.KEY, "system/*.cruds", keys, "physician")
                        .app();
        String wide = token(app, "system/*.rs");
        String status = ask(EXPORT, wide);
        String file = wait(status, wide).path("output").get(0).path("url").asText();
        for (String other :
                List.of(
                        physician,
                        program("other", "physician", "system/*.rs"),
                        token(app, "system/Observation.rs"))) {
            assertThat(send("GET", status, other).statusCode()).isEqualTo(404);
            assertThat(send("GET", file, other).statusCode()).isEqualTo(404);
            assertThat(send("DELETE", status, other).statusCode()).isEqualTo(404);
        }
        assertThat(send("GET", file, token(app, "system/*.rs")).statusCode()).isEqualTo(200);
        assertThat(send("GET", status + "/..%2Fcharts.db", wide).statusCode()).isNotEqualTo(200);
        assertThat(send("GET", status + "/charts.db", wide).statusCode()).isEqualTo(404);
        assertThat(send("DELETE", status, wide).statusCode()).isEqualTo(202);
    }

    @Test
    void each_chart_that_is_taken_is_on_record_once() throws Exception {
        String who = program("looked", "physician", "system/*.rs");
        export(EXPORT, who);
        assertThat(server.store().looks("p2", Long.MAX_VALUE, 1_000))
                .filteredOn(one -> one.look().person().equals("app:looked"))
                .filteredOn(one -> one.look().action().equals("export"))
                .hasSize(1);
        assertThat(server.store().looks("denied", Long.MAX_VALUE, 1_000))
                .noneMatch(one -> one.look().person().equals("app:looked"));
    }

    @Test
    void what_cannot_be_held_to_is_refused_by_its_name() throws IOException {
        refused("", 400, "respond-async");
        refused("?_elements=id", 400, "_elements", "Prefer", "respond-async");
        refused("?_type=Observatoin", 400, "Observatoin", "Prefer", "respond-async");
        refused("?_outputFormat=csv", 400, "csv", "Prefer", "respond-async");
        refused("?_typeFilter=Observation%3Fdate%3Dgt2024", 400, "date", "Prefer", "respond-async");
        refused("?includeAssociatedData=_other", 400, "_other", "Prefer", "respond-async");
        String lenient = "respond-async, handling=lenient";
        refused("?_type=Nothing", 400, "Nothing", "Prefer", lenient);
        refused("?_typeFilter=Observation%3Fdate%3Dgt2024", 400, "date", "Prefer", lenient);
        for (String passedOver :
                List.of(
                        "?_elements=id",
                        "?_summary=nonsense",
                        "?_type=Group,Nothing",
                        "?_type=Group&includeAssociatedData=_other")) {
            HttpResponse<String> taken =
                    send("GET", EXPORT + passedOver, physician, "Prefer", lenient);
            assertThat(taken.statusCode()).as(passedOver).isEqualTo(202);
            String address = taken.headers().firstValue("Content-Location").orElseThrow();
            assertThat(send("DELETE", address, physician).statusCode()).isEqualTo(202);
        }
    }

    private static void refused(String query, int status, String words, String... headers) {
        HttpResponse<String> answer = send("GET", EXPORT + query, physician, headers);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.body()).contains("OperationOutcome", words);
    }

    @Test
    void who_asks_for_too_many_waits() throws Exception {
        String who = program("greedy", "physician", "system/*.rs");
        for (int i = 0; i < 10; i++) {
            wait(ask(EXPORT + "?_type=Group", who), who);
        }
        HttpResponse<String> answer = send("GET", EXPORT, who, "Prefer", "respond-async");
        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
    }
}
