package org.osteon.app.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osteon.records.people.Account;
import org.osteon.records.people.Accounts;
import org.osteon.records.people.OneTimePasswords;
import org.osteon.store.LookEntry;

/// Who is not known gets in nowhere; who is, by password, code, link or token.
class SignInTest {
    private static final String FORM = "0123456789abcdef0123456789abcdef";

    private static TestServer server;
    private static Accounts accounts;

    @BeforeAll
    static void start(@TempDir Path folder) {
        server = new TestServer(folder, TestServer.KNOWLEDGE);
        accounts =
                new Accounts(
                        server.store(),
                        new HashedPasswords(),
                        Clock.fixed(TestServer.NOW, ZoneOffset.UTC));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static HttpResponse<String> asNobody(String path, String accept) {
        return server.sendAsItIs(
                HttpRequest.newBuilder(URI.create(server.url() + path))
                        .header("Accept", accept)
                        .build());
    }

    private static HttpResponse<String> post(
            String path, String cookie, Map<String, String> fields) {
        String body =
                fields.entrySet().stream()
                        .map(one ->
                                one.getKey()
                                        + "="
                                        + URLEncoder.encode(one.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&"));
        return server.sendAsItIs(
                HttpRequest.newBuilder(URI.create(server.url() + path))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .header(
                                "Cookie",
                                "osteon-form=" + FORM + (cookie.isEmpty() ? "" : "; " + cookie))
                        .POST(HttpRequest.BodyPublishers.ofString(body + "&formToken=" + FORM))
                        .build());
    }

    private static HttpResponse<String> signIn(String user, String password, String code) {
        return post("/sign-in", "", Map.of("user", user, "password", password, "code", code));
    }

    private static HttpResponse<String> get(String path, String cookie) {
        return server.sendAsItIs(
                HttpRequest.newBuilder(URI.create(server.url() + path))
                        .header("Cookie", cookie)
                        .header("Accept", "text/html")
                        .build());
    }

    private static String session(HttpResponse<String> signedIn) {
        return signedIn.headers().allValues("Set-Cookie").stream()
                .filter(one -> one.startsWith("osteon-session="))
                .map(one -> one.substring(0, one.indexOf(';')))
                .findFirst()
                .orElse("");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/patients/p",
                "/fhir",
                "/fhir/",
                "/fhir/Patient",
                "//fhir/Patient",
                "/FHIR/Patient",
                "/fhir//Patient",
                "/%66hir/Patient",
                "/fhir%2FPatient",
                "/fhir/Patient;a=b",
                "/./fhir/Patient",
                "/health/../patients",
                "/assets/../patients/p",
                "/sign-in/../patients/p",
                "/cds-services",
                "/cds-services/",
                "/donors",
                "/outcomes",
                "/import",
                "/rules",
                "/accounts",
                "/looks",
                "/looks/export?month=2025-01&form=csv",
                "/apps",
                "/authorize",
                "/patients/p/apps",
                "/patients/p/apps/x",
                "/oauth",
                "/fhir/metadata/../Patient",
                "/fhir/.well-known/smart-configuration/../../Patient",
                "/.well-known/../patients/p",
                "/oauth/../patients/p",
                "/me",
                "/confirm",
                "/emergency",
                "/Sign-In/../donors"
            })
    void nobody_gets_in_anywhere(String path) {
        HttpResponse<String> answer = asNobody(path, "application/json");

        assertThat(answer.statusCode()).as(path).isIn(400, 401, 404);
        assertThat(answer.body()).doesNotContain("\"resourceType\":\"Bundle\"", "Worklist");
    }

    @Test
    void a_person_is_led_to_the_page_and_a_program_is_told() {
        HttpResponse<String> page = asNobody("/patients/p?pathway=x", "text/html");
        assertThat(page.statusCode()).isEqualTo(303);
        assertThat(page.headers().firstValue("Location"))
                .contains("/sign-in?back=%2Fpatients%2Fp%3Fpathway%3Dx");
        HttpResponse<String> fhir = asNobody("/fhir/Patient", "text/html");
        assertThat(fhir.statusCode()).isEqualTo(401);
        assertThat(fhir.body()).contains("\"OperationOutcome\"", "\"login\"");
        assertThat(fhir.headers().firstValue("WWW-Authenticate")).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/health",
                "/health/live",
                "/health/ready",
                "/sign-in",
                "/assets/osteon.css"
            })
    void what_needs_nobody_is_open(String path) {
        assertThat(asNobody(path, "*/*").statusCode()).isEqualTo(200);
    }

    @Test
    void there_is_no_account_that_nobody_made() {
        for (String user : List.of("admin", "user", "root", "osteon")) {
            assertThat(signIn(user, user, "").statusCode()).isEqualTo(422);
        }
    }

    @Test
    void somebody_signs_in_looks_and_signs_out() {
        Account anna = server.people().withPassword("Anna Signs", "nurse");
        HttpResponse<String> entered = signIn(anna.id(), SignedIn.PASSWORD, "");

        assertThat(entered.statusCode()).isEqualTo(303);
        assertThat(entered.headers().allValues("Set-Cookie").toString())
                .contains("HttpOnly", "SameSite=Lax");
        String session = session(entered);
        assertThat(get("/", session).body()).contains("Anna Signs", "Sign out");
        assertThat(post("/sign-out", session, Map.of()).statusCode()).isEqualTo(303);
        assertThat(get("/", session).statusCode()).isEqualTo(303);
        assertThat(server.store().looks(null, Long.MAX_VALUE, 50))
                .extracting(LookEntry::look)
                .filteredOn(look -> look.person().equals(anna.id()))
                .extracting(look -> look.action())
                .contains("sign-in", "list", "sign-out");
    }

    @Test
    void a_form_from_elsewhere_signs_nobody_in() {
        Account ben = server.people().withPassword("Ben Elsewhere", "nurse");
        HttpResponse<String> answer =
                server.sendAsItIs(
                        HttpRequest.newBuilder(URI.create(server.url() + "/sign-in"))
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(
                                        HttpRequest.BodyPublishers.ofString(
                                                "user=" + ben.id() + "&password=x"))
                                .build());
        assertThat(answer.statusCode()).isEqualTo(403);
    }

    @Test
    void an_unknown_name_and_a_wrong_password_are_answered_alike() {
        Account chi = server.people().withPassword("Chi Alike", "nurse");

        HttpResponse<String> wrong = signIn(chi.id(), "not the password", "");
        HttpResponse<String> unknown = signIn("nobody.here", "not the password", "");

        assertThat(wrong.statusCode()).isEqualTo(unknown.statusCode()).isEqualTo(422);
        assertThat(wrong.body().replace(chi.id(), "X"))
                .isEqualTo(unknown.body().replace("nobody.here", "X"));
    }

    @Test
    void after_five_wrong_tries_the_right_password_waits_too() {
        Account dora = server.people().withPassword("Dora Locked", "nurse");
        for (int i = 0; i < 5; i++) {
            assertThat(signIn(dora.id(), "wrong", "").statusCode()).isEqualTo(422);
        }

        HttpResponse<String> right = signIn(dora.id(), SignedIn.PASSWORD, "");

        assertThat(right.statusCode()).isEqualTo(429);
        assertThat(session(right)).isEmpty();
        String link = accounts.invite(dora.id());
        assertThat(
                        post(
                                        "/sign-in/welcome",
                                        "",
                                        Map.of("key", link, "password", "another four words"))
                                .statusCode())
                .isEqualTo(303);
        assertThat(signIn(dora.id(), "another four words", "").statusCode()).isEqualTo(303);
        assertThat(
                        post(
                                        "/sign-in/welcome",
                                        "",
                                        Map.of("key", link, "password", "yet another one"))
                                .statusCode())
                .isEqualTo(404);
    }

    @Test
    void a_code_is_asked_for_and_good_once() {
        Account eve = server.people().withPassword("Eve Coded", "nurse");
        String secret = OneTimePasswords.newSecret();
        String code = OneTimePasswords.code(secret, TestServer.NOW);
        List<String> recovery =
                accounts.withSecondFactor(
                                eve.id(),
                                secret,
                                OneTimePasswords.code(secret, TestServer.NOW.minusSeconds(30)))
                        .orElseThrow();

        assertThat(signIn(eve.id(), SignedIn.PASSWORD, "").body()).contains("asks for a code");
        assertThat(signIn(eve.id(), SignedIn.PASSWORD, "000000").statusCode()).isEqualTo(422);
        assertThat(signIn(eve.id(), SignedIn.PASSWORD, code).statusCode()).isEqualTo(303);
        assertThat(signIn(eve.id(), SignedIn.PASSWORD, code).statusCode()).isEqualTo(422);
        assertThat(signIn(eve.id(), SignedIn.PASSWORD, recovery.getFirst()).statusCode())
                .isEqualTo(303);
        assertThat(signIn(eve.id(), SignedIn.PASSWORD, recovery.getFirst()).statusCode())
                .isEqualTo(422);
    }

    @Test
    void a_token_is_of_a_role_and_can_be_revoked() {
        String bearer = server.people().bearer("auditor", true);
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(server.url() + "/fhir/Patient?_count=1"))
                        .header("Authorization", bearer)
                        .build();
        assertThat(server.sendAsItIs(request).statusCode()).isEqualTo(200);
        HttpRequest other =
                HttpRequest.newBuilder(URI.create(server.url() + "/fhir/Patient?_count=1"))
                        .header("Authorization", "Bearer osteon_guessed")
                        .build();
        assertThat(server.sendAsItIs(other).statusCode()).isEqualTo(401);
    }

    @Test
    void an_account_that_is_shut_is_out_at_once() {
        String session = server.people().cookie("Gil Shut", "nurse");
        assertThat(get("/", session).statusCode()).isEqualTo(200);
        accounts.disable("test", server.people().account("Gil Shut", "nurse").id(), true);
        assertThat(get("/", session).statusCode()).isEqualTo(303);
    }

    @Test
    void only_administrators_give_roles() {
        String nurse = server.people().cookie("Ned Nurse", "nurse");
        Map<String, String> made =
                Map.of("user", "new.one", "name", "New One", "role", "administrator");
        assertThat(post("/accounts", nurse, made).statusCode()).isEqualTo(403);
        String administrator = server.people().cookie("Ada Admin", "administrator");
        HttpResponse<String> link = post("/accounts", administrator, made);
        assertThat(link.body()).contains("/sign-in/welcome?key=");
        assertThat(get("/patients/p", administrator).statusCode()).isEqualTo(404);
    }

    @Test
    void a_password_that_is_too_short_is_refused_in_words() {
        Account hal = server.people().account("Hal Short", "nurse");
        HttpResponse<String> answer =
                post(
                        "/sign-in/welcome",
                        "",
                        Map.of("key", accounts.invite(hal.id()), "password", "short"));
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("at least 12 characters");
    }
}
