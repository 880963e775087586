package org.osteon.app.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osteon.records.apps.App;
import org.osteon.records.apps.Apps;
import org.osteon.records.people.Account;
import org.osteon.records.people.Accounts;

/// What a program that was let in cannot do, whatever it tries.
class SmartAttacksTest {
    private static final Clock CLOCK = Clock.fixed(TestServer.NOW, ZoneOffset.UTC);
    private static final String READS = "launch/patient patient/*.rs offline_access";
    private static TestServer server;
    private static ProgramUnderTest app;
    private static String cookie;

    @BeforeAll
    static void start(@TempDir Path folder) {
        SmartSite site = SmartSite.open(folder);
        server = site.server();
        app = site.app();
        cookie = site.cookie();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void an_address_that_was_not_registered_to_the_letter_is_nowhere_to_be_sent_to() {
        for (String redirect :
                List.of(
                        "https://app.example/callback/",
                        "https://app.example/callback?x",
                        "https://app.example/callback#x",
                        "https://app.example/Callback",
                        "https://app.example/callback/../evil",
                        "https://app.example:443/callback",
                        "https://app.example.evil.example/callback",
                        "https://app.example@evil.example/callback",
                        "http://app.example/callback",
                        "http://127.0.0.1:9998/back?x=1",
                        "//evil.example",
                        "javascript:alert(1)",
                        "",
                        "https://evil.example/")) {
            Map<String, String> asked = app.asked(READS);
            asked.put("redirect_uri", redirect);
            HttpResponse<String> answer = app.ask(asked, cookie);
            assertThat(answer.statusCode()).as(redirect).isEqualTo(400);
            assertThat(answer.headers().firstValue("Location")).isEmpty();
            assertThat(app.answer(asked, "p1", cookie, "patient/*.rs").statusCode())
                    .as(redirect)
                    .isEqualTo(400);
        }
        Map<String, String> twice = app.asked(READS);
        twice.put("redirect_uri#2", "https://evil.example/");
        assertThat(app.ask(twice, cookie).statusCode()).isEqualTo(400);
        Map<String, String> unknown = app.asked(READS);
        unknown.put("client_id", "nobody");
        assertThat(app.ask(unknown, cookie).statusCode()).isEqualTo(400);
    }

    @Test
    void what_it_asks_wrongly_is_told_to_the_program_and_asked_of_nobody() {
        Map<String, String> wrong =
                Map.of(
                        "response_type",
                        "token",
                        "aud",
                        "https://other.example/fhir",
                        "state",
                        "",
                        "code_challenge",
                        "short",
                        "code_challenge_method",
                        "plain",
                        "scope",
                        "system/*.rs openid");
        wrong.forEach((name, value) -> {
            Map<String, String> asked = app.asked(READS);
            asked.put(name, value);
            HttpResponse<String> answer = app.ask(asked, cookie);
            assertThat(answer.statusCode()).as(name).isEqualTo(303);
            assertThat(ProgramUnderTest.told(answer, "error")).as(name).isPresent();
            Map<String, String> none = app.asked(READS);
            none.remove(name);
            assertThat(ProgramUnderTest.told(app.ask(none, cookie), "error")).as(name).isPresent();
            Map<String, String> twice = app.asked(READS);
            twice.put(name + "#2", value);
            assertThat(ProgramUnderTest.told(app.ask(twice, cookie), "error")).as(name).isPresent();
        });
    }

    @Test
    void a_code_is_good_once_and_shown_twice_ends_what_came_of_it() {
        String code = app.code(READS, "p1", cookie);
        HttpResponse<String> tokens = app.exchange(code);
        String access = ProgramUnderTest.member(tokens, "access_token").orElseThrow();
        String refresh = ProgramUnderTest.member(tokens, "refresh_token").orElseThrow();
        assertThat(app.get("/fhir/Patient/p1", access).statusCode()).isEqualTo(200);

        assertThat(ProgramUnderTest.member(app.exchange(code), "error")).contains("invalid_grant");

        assertThat(app.get("/fhir/Patient/p1", access).statusCode()).isEqualTo(401);
        assertThat(ProgramUnderTest.member(app.refresh(refresh, ""), "error"))
                .contains("invalid_grant");
    }

    @Test
    void a_code_is_good_for_who_asked_only() {
        ProgramUnderTest.register(
                server, "thief", App.Kind.PUBLIC, "patient/*.rs launch/patient", "", "");
        ProgramUnderTest thief = new ProgramUnderTest(server, "thief");
        assertThat(thief.exchange(app.code(READS, "p1", cookie)).statusCode()).isEqualTo(400);
        assertThat(
                        app.exchange(
                                        app.code(READS, "p1", cookie),
                                        "w".repeat(64),
                                        ProgramUnderTest.REDIRECT)
                                .statusCode())
                .isEqualTo(400);
        assertThat(
                        app.exchange(app.code(READS, "p1", cookie), "", ProgramUnderTest.REDIRECT)
                                .statusCode())
                .isEqualTo(400);
        assertThat(
                        app.exchange(
                                        app.code(READS, "p1", cookie),
                                        ProgramUnderTest.challenge(ProgramUnderTest.VERIFIER),
                                        ProgramUnderTest.REDIRECT)
                                .statusCode())
                .isEqualTo(400);
        assertThat(
                        app.exchange(
                                        app.code(READS, "p1", cookie),
                                        ProgramUnderTest.VERIFIER,
                                        "http://127.0.0.1:9999/back?x=1")
                                .statusCode())
                .isEqualTo(400);
        assertThat(app.exchange("x.y").statusCode()).isEqualTo(400);
        assertThat(app.exchange("").statusCode()).isEqualTo(400);
    }

    @Test
    void refreshing_gives_new_tokens_and_an_old_one_shown_again_ends_all() {
        HttpResponse<String> first = app.exchange(app.code(READS, "p1", cookie));
        String one = ProgramUnderTest.member(first, "refresh_token").orElseThrow();
        HttpResponse<String> second = app.refresh(one, "");
        assertThat(second.statusCode()).isEqualTo(200);
        assertThat(second.body()).contains("\"patient\":\"p1\"");
        String two = ProgramUnderTest.member(second, "refresh_token").orElseThrow();
        String access = ProgramUnderTest.member(second, "access_token").orElseThrow();
        assertThat(two).isNotEqualTo(one);
        assertThat(app.get("/fhir/Patient/p1", access).statusCode()).isEqualTo(200);

        assertThat(ProgramUnderTest.member(app.refresh(one, ""), "error"))
                .contains("invalid_grant");

        assertThat(ProgramUnderTest.member(app.refresh(two, ""), "error"))
                .contains("invalid_grant");
        assertThat(app.get("/fhir/Patient/p1", access).statusCode()).isEqualTo(401);
    }

    @Test
    void refreshing_narrows_and_never_widens() {
        String scopes = "launch/patient patient/Observation.rs offline_access";
        HttpResponse<String> first = app.exchange(app.code(scopes, "p1", cookie));
        String refresh = ProgramUnderTest.member(first, "refresh_token").orElseThrow();
        for (String wider :
                List.of(
                        "patient/*.rs",
                        "patient/Observation.crs",
                        "user/Observation.rs",
                        "system/Observation.rs",
                        "patient/Patient.r",
                        "patient/Observation.rs online_access",
                        "patient/Observation.rs openid")) {
            assertThat(ProgramUnderTest.member(app.refresh(refresh, wider), "error"))
                    .as(wider)
                    .contains("invalid_scope");
        }
        HttpResponse<String> narrow =
                app.refresh(refresh, "patient/Observation.r?category=laboratory");
        assertThat(narrow.statusCode()).as(narrow.body()).isEqualTo(200);
        String access = ProgramUnderTest.member(narrow, "access_token").orElseThrow();
        assertThat(app.get("/fhir/Observation/p1-lab", access).statusCode()).isEqualTo(200);
        assertThat(app.get("/fhir/Observation/p1-vital", access).statusCode()).isEqualTo(404);
    }

    @Test
    void a_program_of_one_patient_gets_at_no_other() {
        String token = app.token(READS, "p1", cookie);
        for (String path :
                List.of(
                        "/fhir/Patient/p2",
                        "/fhir/Patient/p2/_history",
                        "/fhir/Patient/p2/_history/1",
                        "/fhir/Patient/p2/$everything",
                        "/fhir/Patient/p2/$assess",
                        "/fhir/Observation/p2-lab",
                        "/fhir/Observation/p2-lab/_history",
                        "/fhir/Questionnaire/none/$populate?subject=Patient/p2")) {
            assertThat(app.get(path, token).statusCode()).as(path).isEqualTo(404);
        }
        for (String path :
                List.of(
                        "/fhir/Patient?_id=p2",
                        "/fhir/Observation?patient=p2",
                        "/fhir/Observation?patient=Patient/p2",
                        "/fhir/Observation?subject=p2",
                        "/fhir/Observation?patient=p1&subject=p2",
                        "/fhir/Observation?_id=p2-lab",
                        "/fhir/AuditEvent?patient=p2")) {
            HttpResponse<String> found = app.get(path, token);
            assertThat(found.statusCode()).as(path).isEqualTo(200);
            assertThat(found.body().replace(" ", "")).as(path).contains("\"total\":0");
            assertThat(found.body()).doesNotContain("\"entry\"");
        }
        HttpResponse<String> both = app.get("/fhir/Observation?patient=p1,p2", token);
        assertThat(both.body().replace(" ", "")).contains("\"total\":2");
        for (String path :
                List.of(
                        "/fhir/Observation?patient.birthdate=1970-01-01",
                        "/fhir/Observation?subject:Patient.birthdate=1970-01-01",
                        "/fhir/Patient?_has:Observation:patient:code=718-7",
                        "/fhir/Patient?_include=Observation:patient",
                        "/fhir/Observation?_revinclude=Provenance:target")) {
            HttpResponse<String> found = app.get(path, token);
            assertThat(found.body()).as(path).doesNotContain("p2");
        }
        HttpResponse<String> posted =
                server.sendAsItIs(
                        HttpRequest.newBuilder(
                                        URI.create(server.url() + "/fhir/Observation/_search"))
                                .header("Authorization", "Bearer " + token)
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(HttpRequest.BodyPublishers.ofString("patient=p2"))
                                .build());
        assertThat(posted.body().replace(" ", "")).contains("\"total\":0");
        HttpResponse<String> batch =
                app.send(
                        "POST",
                        "/fhir",
                        token,
                        """
                        {"resourceType":"Bundle","type":"batch","entry":[
                        {"request":{"method":"GET","url":"Patient/p2"}},
                        {"request":{"method":"GET","url":"Patient/p1"}},
                        {"request":{"method":"PUT","url":"Patient/p2"},"resource":{"resourceType":"Patient","id":"p2"}}]}\
                        """);
        assertThat(batch.body()).contains("404").doesNotContain("Patient/p2\",\"birthDate");
        assertThat(server.store().history("p2", 0, 50)).hasSize(3);
        HttpResponse<String> all = app.get("/fhir/Patient?_count=1", token);
        assertThat(all.body().replace(" ", "")).contains("\"total\":1");
        for (String page : List.of("/", "/patients/p1", "/looks", "/me", "/accounts", "/metrics")) {
            assertThat(app.get(page, token).statusCode()).as(page).isEqualTo(401);
        }
    }

    @Test
    void a_program_writes_what_it_was_let_write_and_only_where() {
        String token =
                app.token("launch/patient patient/Observation.c patient/Patient.r", "p3", cookie);
        String mine =
                SmartSite.observation("p3", "x", "laboratory").json().replace("\"id\":\"x\",", "");
        assertThat(app.send("POST", "/fhir/Observation", token, mine).statusCode()).isEqualTo(201);
        String theirs = mine.replace("Patient/p3", "Patient/p2");
        assertThat(app.send("POST", "/fhir/Observation", token, theirs).statusCode())
                .isGreaterThanOrEqualTo(400);
        assertThat(
                        app.send(
                                        "PUT",
                                        "/fhir/Observation/p3-lab",
                                        token,
                                        SmartSite.observation("p3", "p3-lab", "x").json())
                                .statusCode())
                .isEqualTo(403);
        int before = server.store().history("p3", 0, 500).size();
        assertThat(app.send("DELETE", "/fhir/Observation/p3-lab", token, "").statusCode())
                .isLessThan(500);
        assertThat(
                        app.send(
                                        "POST",
                                        "/fhir/Condition",
                                        token,
                                        """
                                        {"resourceType":"Condition","code":{"text":"x"},\
                                        "subject":{"reference":"Patient/p3"}}\
                                        """)
                                .statusCode())
                .isEqualTo(403);
        assertThat(
                        app.send(
                                        "POST",
                                        "/fhir",
                                        token,
                                        """
                                        {"resourceType":"Bundle","type":"transaction","entry":[
                                        {"request":{"method":"POST","url":"Observation"},"resource":%s},
                                        {"request":{"method":"POST","url":"Condition"},"resource":{"resourceType":"Condition","code":{"text":"x"},"subject":{"reference":"Patient/p3"}}}]}\
                                        """
                                                .formatted(mine))
                                .statusCode())
                .isEqualTo(403);
        assertThat(server.store().history("p3", 0, 500)).hasSize(before);
    }

    @Test
    void an_assessment_through_a_narrow_scope_says_that_it_does_not_know_all() {
        String token =
                app.token(
                        "launch/patient patient/Patient.rs"
                                + " patient/Observation.rs?category=laboratory",
                        "p1",
                        cookie);
        assertThat(app.get("/fhir/Patient/p1/$assess", token).body())
                .contains("the scopes of this program, withheld a part");
        String all = app.token(READS, "p1", cookie);
        assertThat(app.get("/fhir/Patient/p1/$assess", all).body()).doesNotContain("withheld");
        String blind = app.token("launch/patient patient/Observation.rs", "p1", cookie);
        assertThat(app.get("/fhir/Patient/p1/$assess", blind).statusCode()).isEqualTo(404);
    }

    @Test
    void what_changes_for_the_person_or_the_program_counts_at_once() {
        Accounts accounts = new Accounts(server.store(), new HashedPasswords(), CLOCK);
        Account leaver = server.people().account("L. Leaver", "physician");
        String theirs = server.people().cookie("L. Leaver", "physician");
        String token = app.token(READS, "p1", theirs);
        assertThat(app.get("/fhir/Patient/p1", token).statusCode()).isEqualTo(200);
        accounts.change("test", leaver.id(), List.of("research"), true, leaver.id(), "");
        assertThat(app.get("/fhir/Patient/p1", token).statusCode()).isEqualTo(404);
        accounts.change("test", leaver.id(), List.of("physician"), true, leaver.id(), "");
        assertThat(app.get("/fhir/Patient/p1", token).statusCode()).isEqualTo(200);
        accounts.disable("test", leaver.id(), true);
        assertThat(app.get("/fhir/Patient/p1", token).statusCode()).isEqualTo(401);

        ProgramUnderTest.register(
                server, "shut", App.Kind.PUBLIC, "patient/*.rs launch/patient", "", "");
        ProgramUnderTest shut = new ProgramUnderTest(server, "shut");
        String other = shut.token("launch/patient patient/*.rs", "p1", cookie);
        new Apps(server.store(), CLOCK).disable("test", "shut", true);
        assertThat(shut.get("/fhir/Patient/p1", other).statusCode()).isEqualTo(401);
        assertThat(shut.ask(shut.asked("patient/*.rs"), cookie).statusCode()).isEqualTo(400);
    }

    @Test
    void tokens_are_kept_as_hashes() {
        String token = app.token(READS, "p1", cookie);
        for (String kind : List.of("app-token", "app-grant", "app-code")) {
            assertThat(server.store().kept(kind))
                    .isNotEmpty()
                    .noneMatch(note -> (note.id() + note.json()).contains(token))
                    .noneMatch(note -> (note.id() + note.json()).contains("osteon-"));
        }
    }

    @Test
    void what_there_is_is_told_to_anybody_and_nothing_else() {
        for (String path :
                List.of(
                        "/fhir/.well-known/smart-configuration",
                        "/.well-known/smart-configuration",
                        "/.well-known/oauth-authorization-server",
                        "/fhir/metadata")) {
            HttpResponse<String> told =
                    server.sendAsItIs(
                            HttpRequest.newBuilder(URI.create(server.url() + path)).build());
            assertThat(told.statusCode()).as(path).isEqualTo(200);
            assertThat(told.body()).contains(server.url() + "/oauth/token");
        }
        for (String path : List.of("/fhir/Patient", "/fhir/.well-known/x", "/fhir/metadata/x")) {
            assertThat(
                            server.sendAsItIs(
                                            HttpRequest.newBuilder(URI.create(server.url() + path))
                                                    .build())
                                    .statusCode())
                    .as(path)
                    .isEqualTo(401);
        }
    }

    @Test
    void a_page_of_a_registered_program_may_ask_here_and_no_other_and_no_cookie_counts() {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(server.url() + "/fhir/Patient/p1"))
                        .header("Origin", "https://app.example");
        assertThat(server.sendAsItIs(request.copy().header("Cookie", cookie).build()).statusCode())
                .isEqualTo(401);
        String token = app.token(READS, "p1", cookie);
        HttpResponse<String> answer =
                server.sendAsItIs(
                        request.copy().header("Authorization", "Bearer " + token).build());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Access-Control-Allow-Origin"))
                .contains("https://app.example");
        assertThat(answer.headers().firstValue("Access-Control-Allow-Credentials")).isEmpty();
        HttpResponse<String> before =
                server.sendAsItIs(
                        request.copy()
                                .header("Access-Control-Request-Method", "GET")
                                .method("OPTIONS", HttpRequest.BodyPublishers.noBody())
                                .build());
        assertThat(before.statusCode()).isEqualTo(204);
        HttpResponse<String> stranger =
                server.sendAsItIs(
                        HttpRequest.newBuilder(URI.create(server.url() + "/oauth/token"))
                                .header("Origin", "https://evil.example")
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(HttpRequest.BodyPublishers.ofString("grant_type=x"))
                                .build());
        assertThat(stranger.statusCode()).isEqualTo(403);
        assertThat(stranger.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
        HttpResponse<String> page =
                server.sendAsItIs(
                        HttpRequest.newBuilder(URI.create(server.url() + "/me"))
                                .header("Origin", "https://app.example")
                                .header("Cookie", cookie)
                                .build());
        assertThat(page.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
    }
}
