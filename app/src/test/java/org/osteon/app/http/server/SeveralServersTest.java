package org.osteon.app.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osteon.records.apps.App;
import org.osteon.records.apps.SignedStatements;
import org.osteon.records.people.Account;
import org.osteon.records.people.Accounts;
import org.osteon.records.people.OneTimePasswords;
import org.osteon.records.people.SealedTexts;
import org.osteon.store.ChartStore;
import org.osteon.store.SoleWork;
import org.osteon.store.Verification;

/// Two servers on one PostgreSQL: who is signed in, what was used and how often somebody tried are
/// in the store, what only one may do is done by one, and an answer of several pages goes on at
/// either.
class SeveralServersTest {
    private static final Clock CLOCK = Clock.fixed(TestServer.NOW, ZoneOffset.UTC);
    private static final String FORM = "0123456789abcdef0123456789abcdef";

    private static EmbeddedPostgres database;
    private static TestServer one;
    private static TestServer two;
    private static Path key;
    private static String location;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        database = EmbeddedPostgres.builder().setServerConfig("fsync", "off").start();
        location = database.getJdbcUrl("postgres", "postgres");
        key = folder.resolve("audit.key");
        Server.SiteRules rules =
                new Server.SiteRules(
                        false,
                        Optional.empty(),
                        Optional.of(folder.resolve("exports")),
                        List.of(),
                        List.of(),
                        Optional.empty());
        one = server(rules);
        two = server(rules);
    }

    private static TestServer server(Server.SiteRules rules) {
        return new TestServer(
                ChartStore.open(location, key), TestServer.KNOWLEDGE, Limits.usual(), CLOCK, rules);
    }

    @AfterAll
    static void stop() throws Exception {
        one.close();
        two.close();
        database.close();
    }

    private static HttpResponse<String> post(
            TestServer at, String path, String cookie, Map<String, String> fields) {
        Map<String, String> all = new LinkedHashMap<>(fields);
        all.put("formToken", FORM);
        return at.sendAsItIs(
                HttpRequest.newBuilder(URI.create(at.url() + path))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .header("Accept", "text/html")
                        .header(
                                "Cookie",
                                "osteon-form=" + FORM + (cookie.isEmpty() ? "" : "; " + cookie))
                        .POST(HttpRequest.BodyPublishers.ofString(ProgramUnderTest.form(all)))
                        .build());
    }

    private static int signIn(TestServer at, Account account, String password, String code) {
        return post(
                        at,
                        "/sign-in",
                        "",
                        Map.of("user", account.id(), "password", password, "code", code))
                .statusCode();
    }

    private static int get(TestServer at, String path, String cookie) {
        return at.sendAsItIs(
                        HttpRequest.newBuilder(URI.create(at.url() + path))
                                .header("Cookie", cookie)
                                .header("Accept", "text/html")
                                .build())
                .statusCode();
    }

    private static void eventually(String what, BooleanSupplier holds) throws Exception {
        long until = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!holds.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(until);
            Thread.sleep(50);
        }
    }

    @Test
    void who_signs_in_at_one_is_signed_in_at_the_other_and_out_of_both() {
        Account anna = one.people().withPassword("Anna Both", "nurse");
        HttpResponse<String> entered =
                post(
                        one,
                        "/sign-in",
                        "",
                        Map.of("user", anna.id(), "password", SignedIn.PASSWORD, "code", ""));
        String session =
                entered.headers().allValues("Set-Cookie").stream()
                        .filter(cookie -> cookie.startsWith("osteon-session="))
                        .map(cookie -> cookie.substring(0, cookie.indexOf(';')))
                        .findFirst()
                        .orElseThrow();
        assertThat(get(two, "/me", session)).isEqualTo(200);
        assertThat(post(two, "/sign-out", session, Map.of()).statusCode()).isEqualTo(303);
        assertThat(get(one, "/me", session)).isEqualTo(303);

        String again = one.people().cookie("Anna Both", "nurse");
        two.people().shut(anna);
        assertThat(get(one, "/me", again)).isEqualTo(303);
    }

    @Test
    void wrong_passwords_at_both_count_together() {
        Account dora = one.people().withPassword("Dora Both", "nurse");
        for (int i = 0; i < 5; i++) {
            assertThat(signIn(i % 2 == 0 ? one : two, dora, "wrong", "")).isEqualTo(422);
        }
        assertThat(signIn(one, dora, SignedIn.PASSWORD, "")).isEqualTo(429);
        assertThat(signIn(two, dora, SignedIn.PASSWORD, "")).isEqualTo(429);
    }

    @Test
    void a_code_of_the_second_factor_is_good_once_at_whichever() {
        Account eve = one.people().withPassword("Eve Both", "nurse");
        String secret = OneTimePasswords.newSecret();
        assertThat(
                        new Accounts(one.store(), new HashedPasswords(), CLOCK)
                                .withSecondFactor(
                                        eve.id(),
                                        secret,
                                        OneTimePasswords.code(
                                                secret, TestServer.NOW.minusSeconds(30))))
                .isPresent();
        assertThat(one.store().kept("account", eve.id()).orElseThrow().json())
                .as("hidden by the key of the store")
                .contains("hidden:")
                .doesNotContain(secret);
        String code = OneTimePasswords.code(secret, TestServer.NOW);
        assertThat(signIn(one, eve, SignedIn.PASSWORD, code)).isEqualTo(303);
        assertThat(signIn(two, eve, SignedIn.PASSWORD, code)).isEqualTo(422);
    }

    private static int token(TestServer at, String statement) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("grant_type", "client_credentials");
        fields.put("scope", "system/*.rs");
        fields.put(
                "client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
        fields.put("client_assertion", statement);
        return new ProgramUnderTest(at, "nightly").post("/oauth/token", fields, "").statusCode();
    }

    private static String statement(RSAKey rsa) throws Exception {
        SignedJWT jwt =
                new SignedJWT(
                        new JWSHeader.Builder(JWSAlgorithm.RS384).keyID("r").build(),
                        new JWTClaimsSet.Builder()
                                .issuer("nightly")
                                .subject("nightly")
                                .audience(
                                        List.of(
                                                one.url() + "/oauth/token",
                                                two.url() + "/oauth/token"))
                                .jwtID(UUID.randomUUID().toString())
                                .expirationTime(Date.from(TestServer.NOW.plusSeconds(240)))
                                .build());
        jwt.sign(new RSASSASigner(rsa));
        return jwt.serialize();
    }

    @Test
    void what_a_program_signs_is_good_once_at_whichever() throws Exception {
        RSAKey rsa = new RSAKeyGenerator(2048).keyID("r").generate();
        ProgramUnderTest.register(
                one,
                "nightly",
                App.Kind.KEY,
                "system/*.rs",
                SignedStatements.keys(new JWKSet(rsa.toPublicJWK()).toString()),
                "physician");
        String statement = statement(rsa);
        assertThat(token(one, statement)).isEqualTo(200);
        assertThat(token(two, statement)).isEqualTo(401);
        assertThat(token(two, statement(rsa))).isEqualTo(200);
    }

    private static int put(TestServer at, String id) {
        return at.send(
                        HttpRequest.newBuilder(URI.create(at.url() + "/fhir/Patient/" + id))
                                .header("Content-Type", "application/fhir+json")
                                .PUT(
                                        HttpRequest.BodyPublishers.ofString(
                                                "{\"resourceType\":\"Patient\",\"id\":\""
                                                        + id
                                                        + "\"}"))
                                .build())
                .statusCode();
    }

    @Test
    void what_one_writes_the_other_answers_at_once_and_both_leave_one_chain() throws Exception {
        List<Thread> writers = new ArrayList<>();
        for (TestServer at : List.of(one, two)) {
            String name = at == one ? "one-" : "two-";
            for (int writer = 0; writer < 3; writer++) {
                String prefix = name + writer + "-";
                writers.add(
                        Thread.ofVirtual()
                                .start(() -> {
                                    for (int i = 0; i < 6; i++) {
                                        put(at, prefix + i);
                                    }
                                }));
            }
        }
        for (Thread writer : writers) {
            writer.join();
        }
        for (int writer = 0; writer < 3; writer++) {
            for (int i = 0; i < 6; i++) {
                String id = writer + "-" + i;
                assertThat(two.get("/fhir/Patient/one-" + id).statusCode()).isEqualTo(200);
                assertThat(one.get("/fhir/Patient/two-" + id).statusCode()).isEqualTo(200);
            }
        }
        assertThat(one.store().verify()).isInstanceOf(Verification.Intact.class);
    }

    /// Whoever asks sees it with their next page, at whichever server.
    @Test
    void what_is_written_at_one_is_on_the_list_of_the_other() {
        for (TestServer at : List.of(one, two)) {
            TestServer other = at == one ? two : one;
            String id = "listed-" + at.port();
            for (String name : List.of("First", "Second")) {
                TestServer writing = name.equals("First") ? at : other;
                put(writing, "Patient", id, ",\"name\":[{\"family\":\"" + name + id + "\"}]");
                assertThat((writing == at ? other : at).get("/?rows=all&q=" + id).body())
                        .contains(name + id);
            }
        }
    }

    /// All that goes on over several pages, each page at the other server.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/fhir/Patient?_count=2&_sort=-_lastUpdated",
                "/fhir/Observation?_count=1&patient=paged-0&_include=Observation:subject",
                "/fhir/Observation?_count=2&patient:Patient.birthdate=1960-02-03",
                "/fhir/Patient/paged-0/$everything?_count=2",
                "/fhir/Patient/paged-0/_history?_count=2",
                "/fhir/AuditEvent?_count=3&patient=paged-0&type=rest",
                "/fhir/CodeSystem?_count=2"
            })
    void the_next_page_of_an_answer_is_had_at_either(String asked) throws Exception {
        for (int i = 0; i < 4; i++) {
            put(one, "paged-" + i);
        }
        put(one, "Patient", "paged-0", ",\"birthDate\":\"1960-02-03\"");
        for (int i = 0; i < 5; i++) {
            put(
                    one,
                    "Observation",
                    "paged-" + i,
                    ",\"status\":\"final\",\"code\":{\"text\":\"x\"},\"subject\":{\"reference\":"
                            + "\"Patient/paged-0\"}");
        }
        String bearer = one.people().bearer("auditor", true);
        if (!asked.contains("AuditEvent")) {
            bearer = one.people().bearer("physician", true);
        }
        JsonNode alone =
                fhir(
                        one,
                        asked.replaceAll("[?&]_count=\\d+", "?_count=500")
                                .replaceFirst("\\?(.*)\\?", "?$1&"),
                        bearer);
        List<String> whole = ids(alone);
        List<String> paged = new ArrayList<>();
        JsonNode page = fhir(one, asked, bearer);
        TestServer at = two;
        for (int pages = 1; ; pages++) {
            paged.addAll(ids(page));
            String next = link(page, "next");
            if (next.isEmpty()) {
                assertThat(pages).as("pages of " + asked).isGreaterThan(1);
                break;
            }
            page =
                    fhir(
                            at,
                            URI.create(next).getRawPath() + "?" + URI.create(next).getRawQuery(),
                            bearer);
            if (!asked.contains("AuditEvent")) {
                assertThat(page.path("total")).isEqualTo(alone.path("total"));
            }
            at = at == two ? one : two;
        }
        if (!asked.contains("AuditEvent")) {
            assertThat(paged).containsAll(whole);
            assertThat(paged.stream().distinct()).hasSameSizeAs(whole);
        }
    }

    @Test
    void the_address_of_a_page_tells_nothing_and_is_refused_when_changed() throws Exception {
        for (int i = 0; i < 3; i++) {
            put(one, "paged-" + i);
        }
        String bearer = one.people().bearer("physician", true);
        String next =
                link(
                        fhir(one, "/fhir/Patient?_count=1&_id=paged-0,paged-1,paged-2", bearer),
                        "next");
        assertThat(next).doesNotContain("paged");
        String id = next.replaceAll(".*_getpages=([^&]*).*", "$1");
        assertThat(new String(Base64.getUrlDecoder().decode(id), StandardCharsets.ISO_8859_1))
                .doesNotContain("paged");
        String rest = URI.create(next).getRawPath() + "?" + URI.create(next).getRawQuery();
        char middle = id.charAt(id.length() / 2);
        String changed =
                id.substring(0, id.length() / 2)
                        + (middle == 'A' ? 'B' : 'A')
                        + id.substring(id.length() / 2 + 1);
        for (String other :
                List.of(
                        changed,
                        id.substring(1),
                        "x",
                        "AAAA",
                        id + "!",
                        new SealedTexts(one.store()).seal("{\"of\":\"later\",\"version\":2}"))) {
            assertThat(
                            sent(
                                            two,
                                            rest.replace(
                                                    id,
                                                    URLEncoder.encode(
                                                            other, StandardCharsets.UTF_8)),
                                            bearer)
                                    .statusCode())
                    .as(other)
                    .isEqualTo(410);
        }
        assertThat(sent(two, rest, bearer).statusCode()).isEqualTo(200);
    }

    private static List<String> ids(JsonNode bundle) {
        List<String> ids = new ArrayList<>();
        bundle.path("entry")
                .forEach(entry ->
                        ids.add(
                                entry.path("resource").path("resourceType").asText()
                                        + "/"
                                        + entry.path("resource").path("id").asText()
                                        + "/"
                                        + entry.path("resource")
                                                .path("meta")
                                                .path("versionId")
                                                .asText()));
        return ids;
    }

    private static String link(JsonNode bundle, String relation) {
        for (JsonNode link : bundle.path("link")) {
            if (link.path("relation").asText().equals(relation)) {
                return link.path("url").asText();
            }
        }
        return "";
    }

    private static JsonNode fhir(TestServer at, String path, String bearer) throws Exception {
        HttpResponse<String> answer = sent(at, path, bearer);
        assertThat(answer.statusCode()).as(path + answer.body()).isEqualTo(200);
        return new ObjectMapper().readTree(answer.body());
    }

    private static HttpResponse<String> sent(TestServer at, String path, String bearer) {
        return at.sendAsItIs(
                HttpRequest.newBuilder(URI.create(at.url() + path))
                        .header("Authorization", bearer)
                        .header("Accept", "application/fhir+json")
                        .build());
    }

    private static void put(TestServer at, String type, String id, String members) {
        HttpResponse<String> answer =
                at.send(
                        HttpRequest.newBuilder(URI.create(at.url() + "/fhir/" + type + "/" + id))
                                .header("Content-Type", "application/fhir+json")
                                .PUT(
                                        HttpRequest.BodyPublishers.ofString(
                                                "{\"resourceType\":\"%s\",\"id\":\"%s\"%s}"
                                                        .formatted(type, id, members)))
                                .build());
        assertThat(answer.statusCode()).as(answer.body()).isLessThan(300);
    }

    @Test
    void an_export_that_is_asked_for_at_either_is_made_by_one_and_found_at_both() throws Exception {
        put(one, "exported");
        try (SoleWork third = one.store().sole("exports")) {
            assertThat(third.isMine()).as("one of the two has it").isFalse();
        }
        for (TestServer at : List.of(one, two)) {
            String bearer = at.people().bearer("physician", true);
            HttpResponse<String> asked =
                    at.sendAsItIs(
                            HttpRequest.newBuilder(
                                            URI.create(at.url() + "/fhir/$export?_type=Patient"))
                                    .header("Authorization", bearer)
                                    .header("Prefer", "respond-async")
                                    .header("Accept", "application/fhir+json")
                                    .build());
            assertThat(asked.statusCode()).as(asked.body()).isEqualTo(202);
            String status =
                    URI.create(asked.headers().firstValue("Content-Location").orElseThrow())
                            .getPath();
            for (TestServer server : List.of(two, one)) {
                eventually(
                        "it is made", () -> exported(server, status, bearer).statusCode() == 200);
                assertThat(exported(server, status, bearer).body()).contains("Patient");
            }
        }
    }

    private static HttpResponse<String> exported(TestServer at, String status, String bearer) {
        return at.sendAsItIs(
                HttpRequest.newBuilder(URI.create(at.url() + status))
                        .header("Authorization", bearer)
                        .build());
    }
}
