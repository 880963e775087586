package org.osteon.app.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osteon.records.apps.App;
import org.osteon.records.apps.AppGrants;
import org.osteon.records.apps.Apps;
import org.osteon.records.apps.SignedStatements;
import org.osteon.records.people.Accounts;
import org.osteon.records.people.Sessions;
import org.osteon.records.worklist.PatientList;
import org.osteon.store.Attribution;
import org.osteon.store.Change;
import org.threeten.extra.MutableClock;

/// What happens is told to who asked for it, by an independent receiver: once it answers, only to
/// where the operator allows it, only of whom they may know, and whatever fails in between.
class SubscriptionTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String SCOPES = "system/*.cruds";

    @TempDir private Path folder;
    private final MutableClock clock = MutableClock.of(TestServer.NOW, ZoneOffset.UTC);
    private Receiver receiver;
    private TestServer server;
    private App app;

    @BeforeEach
    void begin() throws Exception {
        receiver = new Receiver();
        server = serving(receiver.url("/in/"));
        String keys =
                SignedStatements.keys(
                        new JWKSet(
                                        new ECKeyGenerator(Curve.P_384)
                                                .keyID("e")
                                                .generate()
                                                .toPublicJWK())
                                .toString());
        app =
                ProgramUnderTest.register(server, "told", App.Kind.KEY, SCOPES, keys, "physician")
                        .app();
        patient("p1");
        eventually("p1 in the list (kept under " + PatientList.KEPT + ")", () -> listed("p1"));
    }

    @AfterEach
    void end() {
        server.close();
        receiver.close();
    }

    private TestServer serving(String... allowed) {
        return new TestServer(
                folder,
                TestServer.KNOWLEDGE,
                Limits.usual(),
                clock,
                TestServer.connecting(
                        List.of(allowed).stream().map(URI::create).toList(), List.of()));
    }

    private void keep(String chart, Change... changes) {
        server.store()
                .append(
                        chart,
                        new Attribution("test", clock.instant(), "update"),
                        List.of(changes));
    }

    /// Whether the worklist has worked it out, so that it is not new to it any more.
    private boolean listed(String chart) {
        return server.store()
                .summary(chart, PatientList.KEPT)
                .filter(one -> !one.stale())
                .isPresent();
    }

    private void patient(String id) {
        keep(id, Change.put("Patient", id, "{\"resourceType\":\"Patient\",\"id\":\"" + id + "\"}"));
        order(id);
        temperature(id, "37.5");
    }

    private void order(String id) {
        keep(
                id,
                Change.put(
                        "ServiceRequest",
                        id + "-order",
                        """
                        {"resourceType":"ServiceRequest","id":"%1$s-order","status":"draft","intent":"order",
                         "subject":{"reference":"Patient/%1$s"},"authoredOn":"2025-03-01",
                         "code":{"coding":[{"system":"urn:example","code":"cooling"}]}}
                        """
                                .formatted(id)));
    }

    private void temperature(String id, String degrees) {
        keep(
                id,
                Change.put(
                        "Observation",
                        id + "-t",
                        """
                        {"resourceType":"Observation","id":"%1$s-t","status":"final",
                         "subject":{"reference":"Patient/%1$s"},"effectiveDateTime":"2025-03-01",
                         "code":{"coding":[{"system":"urn:example","code":"temperature"}]},
                         "valueQuantity":{"value":%2$s,"unit":"degrees"}}
                        """
                                .formatted(id, degrees)));
    }

    private String token(String scopes) {
        AppGrants grants =
                new AppGrants(
                        server.store(),
                        new Apps(server.store(), clock),
                        new Accounts(server.store(), new HashedPasswords(), clock),
                        new Sessions(server.store(), clock),
                        clock);
        return "Bearer " + ((AppGrants.Answer.Issued) grants.alone(app, scopes)).access();
    }

    private static String wanted(String topic, String endpoint, String more) {
        return """
        {"resourceType":"Subscription","status":"requested","reason":"a test",
         "criteria":"urn:osteon:topic:%s",
         "channel":{"type":"rest-hook","endpoint":"%s","payload":"application/fhir+json",
           "_payload":{"extension":[{"url":"http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition/backport-payload-content","valueCode":"id-only"}]}%s}}
        """
                .formatted(topic, endpoint, more);
    }

    private HttpResponse<String> post(String body, String who) {
        return send("POST", "/fhir/Subscription", body, who);
    }

    private HttpResponse<String> send(String method, String path, String body, String who) {
        return server.sendAsItIs(
                HttpRequest.newBuilder(URI.create(server.url() + path))
                        .header("Authorization", who)
                        .header("Content-Type", "application/fhir+json")
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .build());
    }

    private String subscribed(String topic, String path, String more) throws Exception {
        HttpResponse<String> answer = post(wanted(topic, receiver.url(path), more), token(SCOPES));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        JsonNode made = JSON.readTree(answer.body());
        assertThat(made.path("status").asText()).isEqualTo("requested");
        return made.path("id").asText();
    }

    private String status(String id) throws Exception {
        return JSON.readTree(send("GET", "/fhir/Subscription/" + id, "", token(SCOPES)).body())
                .path("status")
                .asText();
    }

    private static void eventually(String what, BooleanSupplier so) throws InterruptedException {
        for (int i = 0; i < 1200; i++) {
            if (so.getAsBoolean()) {
                return;
            }
            Thread.sleep(50);
        }
        throw new AssertionError("not within a minute: " + what);
    }

    private void active(String id) throws Exception {
        eventually("the handshake", () -> !receiver.taken("handshake").isEmpty());
        for (int i = 0; i < 200 && !status(id).equals("active"); i++) {
            Thread.sleep(50);
        }
        assertThat(status(id)).isEqualTo("active");
    }

    private void told(int count) throws InterruptedException {
        eventually(count + " events", () -> receiver.taken("event-notification").size() >= count);
        assertThat(receiver.taken("event-notification")).hasSize(count);
    }

    private static String number(JsonNode bundle) {
        return Receiver.event(bundle, "event-number").path("valueString").asText();
    }

    @Test
    void a_decision_that_becomes_another_is_told_with_ids_and_nothing_else() throws Exception {
        String id = subscribed("decision-changed", "/in/a", ",\"header\":[\"X-Secret: s\"]");
        active(id);
        temperature("p1", "35.5");
        told(1);

        JsonNode bundle = receiver.taken("event-notification").getFirst();
        assertThat(bundle.path("type").asText()).isEqualTo("history");
        assertThat(number(bundle)).isEqualTo("1");
        assertThat(
                        Receiver.event(bundle, "focus")
                                .path("valueReference")
                                .path("reference")
                                .asText())
                .endsWith("/fhir/Patient/p1");
        assertThat(bundle.toString())
                .doesNotContain(
                        "35.5", "Do not cool", "\"resource\":{\"resourceType\":\"Patient\"");
        assertThat(receiver.headers()).containsOnly("s");

        // Something else in the chart, and the decision stays: nothing is told.
        temperature("p1", "35.4");
        temperature("p1", "37.5");
        told(2);
        assertThat(number(receiver.taken("event-notification").getLast())).isEqualTo("2");

        JsonNode events =
                JSON.readTree(
                        send(
                                        "GET",
                                        "/fhir/Subscription/" + id + "/$events?eventsSinceNumber=2",
                                        "",
                                        token(SCOPES))
                                .body());
        assertThat(Receiver.parameter(events, "type").path("valueCode").asText())
                .isEqualTo("query-event");
        assertThat(number(events)).isEqualTo("2");
        JsonNode state =
                JSON.readTree(
                        send("GET", "/fhir/Subscription/" + id + "/$status", "", token(SCOPES))
                                .body());
        assertThat(
                        Receiver.parameter(state, "events-since-subscription-start")
                                .path("valueString")
                                .asText())
                .isEqualTo("2");
        assertThat(server.store().looks("p1", Long.MAX_VALUE, 100))
                .anyMatch(one ->
                        one.look().action().equals("notify")
                                && one.look().person().equals("app:told"));
        assertThat(send("GET", "/fhir/Subscription/" + id, "", token(SCOPES)).body())
                .doesNotContain("X-Secret: s\"");
    }

    @Test
    void a_chart_that_comes_new_is_told_and_those_before_are_not() throws Exception {
        String id = subscribed("decision-changed", "/in/a", "");
        active(id);
        clock.add(Duration.ofSeconds(1));
        patient("p2");
        eventually("p2", () -> !receiver.taken("event-notification").isEmpty());
        assertThat(receiver.taken("event-notification").getFirst().toString())
                .contains("Patient/p2")
                .doesNotContain("Patient/p1");
    }

    @Test
    void who_answers_badly_is_told_again_under_the_same_number_also_after_a_restart()
            throws Exception {
        String id = subscribed("decision-changed", "/in/a", "");
        active(id);
        receiver.answers(500, 302, 500, 500, 500, 500);
        temperature("p1", "35.5");
        eventually("a refusal", () -> !receiver.refused("event-notification").isEmpty());
        server.close();
        server = serving(receiver.url("/in/"));
        for (int i = 0; i < 40 && receiver.taken("event-notification").isEmpty(); i++) {
            clock.add(Duration.ofMinutes(1));
            Thread.sleep(500);
        }
        told(1);
        assertThat(receiver.refused("event-notification")).hasSize(6);
        assertThat(receiver.refused("event-notification"))
                .extracting(SubscriptionTest::number)
                .containsOnly("1");
        assertThat(number(receiver.taken("event-notification").getFirst())).isEqualTo("1");
    }

    @Test
    void one_that_hangs_holds_up_no_other() throws Exception {
        try (Receiver slow = new Receiver()) {
            server.close();
            server = serving(receiver.url("/in/"), slow.url("/"));
            HttpResponse<String> hanging =
                    post(wanted("decision-changed", slow.url("/x"), ""), token(SCOPES));
            String slowId = JSON.readTree(hanging.body()).path("id").asText();
            eventually("its handshake", () -> !slow.taken("handshake").isEmpty());
            String id = subscribed("decision-changed", "/in/a", "");
            active(id);
            slow.hang(true);
            temperature("p1", "35.5");
            told(1);
            slow.hang(false);
            eventually(
                    "the other",
                    () -> {
                        clock.add(Duration.ofSeconds(5));
                        return !slow.taken("event-notification").isEmpty();
                    });
            assertThat(status(slowId)).isEqualTo("active");
        }
    }

    @Test
    void what_a_patient_denied_is_told_nobody() throws Exception {
        String id = subscribed("decision-changed", "/in/a", "");
        active(id);
        clock.add(Duration.ofSeconds(1));
        keep(
                "p1",
                Change.put(
                        "Consent",
                        "no",
                        """
                        {"resourceType":"Consent","id":"no","status":"active","patient":{"reference":"Patient/p1"},
                         "scope":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/consentscope","code":"patient-privacy"}]},
                         "provision":{"type":"deny"}}
                        """));
        temperature("p1", "35.5");
        patient("p3");
        eventually("p3", () -> !receiver.taken("event-notification").isEmpty());
        assertThat(receiver.taken("event-notification").toString()).doesNotContain("Patient/p1");
    }

    @Test
    void silence_is_told_by_a_heartbeat_and_who_was_shut_out_is_told_no_more() throws Exception {
        String id =
                subscribed(
                        "red-flag",
                        "/in/a",
                        ",\"extension\":[{\"url\":\"http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition/backport-heartbeat-period\",\"valueUnsignedInt\":60}]");
        active(id);
        assertThat(receiver.taken("heartbeat")).isEmpty();
        clock.add(Duration.ofSeconds(61));
        eventually("a heartbeat", () -> !receiver.taken("heartbeat").isEmpty());
        new Apps(server.store(), clock).disable("test", "told", true);
        clock.add(Duration.ofSeconds(61));
        eventually(
                "its end",
                () -> server.store().kept("subscription").getFirst().json().contains("\"OFF\""));
    }

    @Test
    void nobody_is_told_where_the_operator_did_not_say_so() throws Exception {
        for (String elsewhere :
                List.of(
                        receiver.url("/other"),
                        receiver.url("/in/../other"),
                        receiver.url("/in/%2e%2e/other"),
                        receiver.url("/index"),
                        "http://localhost:1/in/a",
                        "http://127.0.0.1@evil.example/in/a",
                        "ftp://127.0.0.1/in/a",
                        "file:///in/a")) {
            HttpResponse<String> answer = post(wanted("red-flag", elsewhere, ""), token(SCOPES));
            assertThat(answer.statusCode()).as(elsewhere + answer.body()).isEqualTo(422);
        }
        String id = subscribed("red-flag", "/in/a", "");
        active(id);
        server.close();
        // Without an address nothing goes out any more, and nothing new is taken.
        server = serving();
        int before = receiver.headers().size();
        temperature("p1", "35.5");
        assertThat(post(wanted("red-flag", receiver.url("/in/a"), ""), token(SCOPES)).statusCode())
                .isEqualTo(422);
        Thread.sleep(1_500);
        assertThat(receiver.headers()).hasSize(before);
    }

    @Test
    void who_may_not_read_whole_charts_cannot_subscribe() {
        for (String who :
                List.of(
                        token("system/Subscription.cruds"),
                        token("system/Observation.rs system/Subscription.c"),
                        token("system/*.rs"),
                        server.people().bearer("physician", true),
                        server.people().bearer("research", false),
                        server.people().bearer("administrator", false))) {
            assertThat(post(wanted("red-flag", receiver.url("/in/a"), ""), who).statusCode())
                    .isEqualTo(403);
        }
        assertThat(post(wanted("red-flag", receiver.url("/in/a"), ""), "Bearer x").statusCode())
                .isEqualTo(401);
    }

    @Test
    void what_cannot_be_held_to_is_refused() {
        assertThat(post(wanted("everything", receiver.url("/in/a"), ""), token(SCOPES)).body())
                .contains("urn:osteon:topic:decision-changed");
        assertThat(
                        post(
                                        wanted("red-flag", receiver.url("/in/a"), "")
                                                .replace("id-only", "full-resource"),
                                        token(SCOPES))
                                .statusCode())
                .isEqualTo(422);
        assertThat(
                        post(
                                        wanted(
                                                "red-flag",
                                                receiver.url("/in/a"),
                                                ",\"header\":[\"Host: evil\"]"),
                                        token(SCOPES))
                                .statusCode())
                .isEqualTo(422);
    }

    @Test
    void each_sees_its_own_and_can_end_it() throws Exception {
        String id = subscribed("dose-due", "/in/a", "");
        String other = server.people().bearer("physician", false);
        assertThat(send("GET", "/fhir/Subscription/" + id, "", other).statusCode()).isEqualTo(404);
        assertThat(send("DELETE", "/fhir/Subscription/" + id, "", other).statusCode())
                .isEqualTo(404);
        assertThat(
                        JSON.readTree(send("GET", "/fhir/Subscription", "", token(SCOPES)).body())
                                .path("total")
                                .asInt())
                .isEqualTo(1);
        active(id);
        HttpResponse<String> off =
                send(
                        "PUT",
                        "/fhir/Subscription/" + id,
                        wanted("dose-due", receiver.url("/in/a"), "")
                                .replace("\"requested\"", "\"off\"")
                                .replace("\"status\"", "\"id\":\"" + id + "\",\"status\""),
                        token(SCOPES));
        assertThat(off.statusCode()).as(off.body()).isEqualTo(200);
        assertThat(status(id)).isEqualTo("off");
        assertThat(send("DELETE", "/fhir/Subscription/" + id, "", token(SCOPES)).statusCode())
                .isBetween(200, 204);
        assertThat(send("GET", "/fhir/Subscription/" + id, "", token(SCOPES)).statusCode())
                .isEqualTo(404);
    }
}
