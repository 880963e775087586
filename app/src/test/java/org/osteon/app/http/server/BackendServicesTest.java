package org.osteon.app.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osteon.records.apps.App;
import org.osteon.records.apps.Apps;
import org.osteon.records.apps.SignedStatements;
import org.osteon.records.words.Problem;
import org.osteon.store.Attribution;
import org.osteon.store.Change;

/// Programs that work on their own: they sign (RS384, ES384), each statement is good once; and what
/// strangers are told of tokens.
class BackendServicesTest {
    private static final Clock CLOCK = Clock.fixed(TestServer.NOW, ZoneOffset.UTC);
    private static RSAKey rsa;
    private static ECKey ec;
    private static TestServer server;
    private static ProgramUnderTest program;
    private static String secret;
    private static String asker;

    @BeforeAll
    static void start(@TempDir Path folder) throws JOSEException {
        rsa = new RSAKeyGenerator(2048).keyID("r").generate();
        ec = new ECKeyGenerator(Curve.P_384).keyID("e").generate();
        server = new TestServer(folder, TestServer.KNOWLEDGE);
        server.store()
                .append(
                        "p1",
                        new Attribution("test", TestServer.NOW, "import"),
                        List.of(
                                Change.put(
                                        "Patient",
                                        "p1",
                                        "{\"resourceType\":\"Patient\",\"id\":\"p1\"}")));
        String keys =
                SignedStatements.keys(
                        new JWKSet(List.of(rsa.toPublicJWK(), ec.toPublicJWK())).toString());
        ProgramUnderTest.register(
                server, "nightly", App.Kind.KEY, "system/*.rs patient/*.rs", keys, "physician");
        program = new ProgramUnderTest(server, "nightly");
        secret =
                ProgramUnderTest.register(
                                server,
                                "portal",
                                App.Kind.SECRET,
                                "patient/*.rs launch/patient offline_access",
                                "",
                                "")
                        .secret()
                        .orElseThrow();
        asker =
                new Apps(server.store(), CLOCK)
                        .register(
                                "test",
                                new App(
                                        "gateway",
                                        "Gateway",
                                        App.Kind.SECRET,
                                        List.of(),
                                        "",
                                        "",
                                        "",
                                        "",
                                        "",
                                        "",
                                        true,
                                        false,
                                        TestServer.NOW))
                        .secret()
                        .orElseThrow();
        new Apps(server.store(), CLOCK)
                .register(
                        "test",
                        new App(
                                "ehr",
                                "Record system",
                                App.Kind.KEY,
                                List.of(),
                                "",
                                "",
                                "",
                                keys,
                                "physician",
                                "https://ehr.example",
                                false,
                                false,
                                TestServer.NOW));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static JWTClaimsSet.Builder claims() {
        return new JWTClaimsSet.Builder()
                .issuer("nightly")
                .subject("nightly")
                .audience(server.url() + "/oauth/token")
                .jwtID(UUID.randomUUID().toString())
                .expirationTime(Date.from(TestServer.NOW.plusSeconds(240)));
    }

    private static String signed(JWSAlgorithm algorithm, String kid, JWSSigner by, JWTClaimsSet of)
            throws JOSEException {
        SignedJWT jwt =
                new SignedJWT(
                        new JWSHeader.Builder(algorithm)
                                .keyID(kid)
                                .type(JOSEObjectType.JWT)
                                .build(),
                        of);
        jwt.sign(by);
        return jwt.serialize();
    }

    private static String byRsa(JWTClaimsSet of) throws JOSEException {
        return signed(JWSAlgorithm.RS384, "r", new RSASSASigner(rsa), of);
    }

    private static HttpResponse<String> token(String statement, String scope) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("grant_type", "client_credentials");
        fields.put("scope", scope);
        fields.put(
                "client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
        fields.put("client_assertion", statement);
        return program.post("/oauth/token", fields, "");
    }

    @Test
    void it_signs_and_reads_as_the_role_that_it_has() throws JOSEException {
        String es = signed(JWSAlgorithm.ES384, "e", new ECDSASigner(ec), claims().build());
        for (String statement : List.of(byRsa(claims().build()), es)) {
            HttpResponse<String> answer =
                    token(statement, "system/Patient.rs system/Observation.c");
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            assertThat(answer.body())
                    .contains("\"scope\":\"system/Patient.rs\"")
                    .contains("\"expires_in\":300")
                    .doesNotContain("refresh_token");
            String access = ProgramUnderTest.member(answer, "access_token").orElseThrow();
            assertThat(program.get("/fhir/Patient/p1", access).statusCode()).isEqualTo(200);
            assertThat(program.get("/fhir/Observation", access).body()).contains("\"total\":0");
        }
        assertThat(server.store().looks("p1", Long.MAX_VALUE, 5))
                .anyMatch(one -> one.look().person().equals("app:nightly"));
    }

    @Test
    void a_statement_is_good_once() throws JOSEException {
        String statement = byRsa(claims().build());
        assertThat(token(statement, "system/*.rs").statusCode()).isEqualTo(200);
        assertThat(token(statement, "system/*.rs").statusCode()).isEqualTo(401);
    }

    @Test
    void nothing_else_is_believed() throws JOSEException {
        RSAKey other = new RSAKeyGenerator(2048).keyID("r").generate();
        byte[] publicKey = rsa.toPublicJWK().toString().getBytes(StandardCharsets.UTF_8);
        JWSHeader own =
                new JWSHeader.Builder(JWSAlgorithm.RS384)
                        .keyID("r")
                        .jwk(other.toPublicJWK())
                        .jwkURL(URI.create("http://127.0.0.1:1/keys"))
                        .build();
        SignedJWT itsOwnKey = new SignedJWT(own, claims().build());
        itsOwnKey.sign(new RSASSASigner(other));
        SignedJWT critical =
                new SignedJWT(
                        new JWSHeader.Builder(JWSAlgorithm.RS384)
                                .keyID("r")
                                .criticalParams(java.util.Set.of("x"))
                                .customParam("x", "y")
                                .build(),
                        claims().build());
        critical.sign(new RSASSASigner(rsa));
        Date late = Date.from(TestServer.NOW.plusSeconds(3600));
        Date past = Date.from(TestServer.NOW.minusSeconds(60));
        for (String statement :
                List.of(
                        new PlainJWT(claims().build()).serialize(),
                        signed(JWSAlgorithm.HS384, "r", new MACSigner(publicKey), claims().build()),
                        signed(JWSAlgorithm.RS256, "r", new RSASSASigner(rsa), claims().build()),
                        signed(JWSAlgorithm.PS384, "r", new RSASSASigner(rsa), claims().build()),
                        signed(JWSAlgorithm.RS384, "e", new RSASSASigner(rsa), claims().build()),
                        signed(JWSAlgorithm.RS384, "r", new RSASSASigner(other), claims().build()),
                        signed(JWSAlgorithm.RS384, "x", new RSASSASigner(rsa), claims().build()),
                        signed(JWSAlgorithm.RS384, null, new RSASSASigner(rsa), claims().build()),
                        itsOwnKey.serialize(),
                        critical.serialize(),
                        byRsa(claims().expirationTime(late).build()),
                        byRsa(claims().expirationTime(past).build()),
                        byRsa(claims().expirationTime(null).build()),
                        byRsa(claims().notBeforeTime(late).build()),
                        byRsa(claims().issueTime(late).build()),
                        byRsa(claims().jwtID(null).build()),
                        byRsa(claims().audience("https://other.example/token").build()),
                        byRsa(claims().audience(server.url() + "/fhir").build()),
                        byRsa(claims().subject("portal").build()),
                        byRsa(claims().subject(null).build()),
                        byRsa(claims().issuer("portal").build()),
                        byRsa(claims().issuer("ehr").subject("ehr").audience("x").build()),
                        byRsa(claims().build()) + "x",
                        "a.b.c",
                        "")) {
            assertThat(token(statement, "system/*.rs").statusCode()).as(statement).isEqualTo(401);
        }
        HttpResponse<String> byName =
                program.post(
                        "/oauth/token",
                        Map.of(
                                "grant_type",
                                "client_credentials",
                                "client_id",
                                "nightly",
                                "scope",
                                "system/*.rs"),
                        "");
        assertThat(byName.statusCode()).isEqualTo(401);
    }

    @Test
    void it_gets_no_more_than_it_was_registered_for() throws JOSEException {
        for (String scope : List.of("", "system/*.cud", "user/*.rs", "patient/*.rs", "openid")) {
            assertThat(ProgramUnderTest.member(token(byRsa(claims().build()), scope), "error"))
                    .as(scope)
                    .contains("invalid_scope");
        }
        assertThat(
                        ProgramUnderTest.member(
                                program.post(
                                        "/oauth/token",
                                        Map.of(
                                                "grant_type",
                                                "client_credentials",
                                                "scope",
                                                "system/*.rs"),
                                        basic("portal", secret)),
                                "error"))
                .contains("unauthorized_client");
    }

    private static String basic(String id, String secret) {
        return "Basic "
                + Base64.getEncoder()
                        .encodeToString((id + ":" + secret).getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void a_secret_is_asked_for_and_tokens_are_told_to_who_may_know() throws JOSEException {
        ProgramUnderTest portal = new ProgramUnderTest(server, "portal");
        String cookie = server.people().cookie("P. Doctor", "physician");
        String scopes = "launch/patient patient/*.rs offline_access";
        assertThat(portal.exchange(portal.code(scopes, "p1", cookie)).statusCode()).isEqualTo(401);
        Map<String, String> exchange =
                Map.of(
                        "grant_type",
                        "authorization_code",
                        "code",
                        portal.code(scopes, "p1", cookie),
                        "redirect_uri",
                        ProgramUnderTest.REDIRECT,
                        "code_verifier",
                        ProgramUnderTest.VERIFIER);
        assertThat(portal.post("/oauth/token", exchange, basic("portal", "x")).statusCode())
                .isEqualTo(401);
        HttpResponse<String> tokens =
                portal.post("/oauth/token", exchange, basic("portal", secret));
        assertThat(tokens.statusCode()).as(tokens.body()).isEqualTo(200);
        String access = ProgramUnderTest.member(tokens, "access_token").orElseThrow();
        String refresh = ProgramUnderTest.member(tokens, "refresh_token").orElseThrow();
        String alone =
                ProgramUnderTest.member(
                                token(byRsa(claims().build()), "system/Patient.r"), "access_token")
                        .orElseThrow();

        for (String one : List.of(access, refresh)) {
            assertThat(asked(one, basic("portal", secret)).body())
                    .contains("\"active\":true")
                    .contains("\"client_id\":\"portal\"")
                    .contains("\"patient\":\"p1\"");
        }
        assertThat(asked(alone, basic("portal", secret)).body()).isEqualTo("{\"active\":false}");
        assertThat(asked(alone, basic("gateway", asker)).body()).contains("\"active\":true");
        assertThat(asked("osteon-access.x", basic("gateway", asker)).body())
                .isEqualTo("{\"active\":false}");
        assertThat(asked(access, "").statusCode()).isEqualTo(401);
        assertThat(asked(access, basic("portal", "x")).statusCode()).isEqualTo(401);
        assertThat(asked(access, "Bearer " + access).statusCode()).isEqualTo(401);

        // A stranger gives back what is not theirs, and nothing happens.
        assertThat(
                        portal.post(
                                        "/oauth/revoke",
                                        Map.of("token", access),
                                        basic("gateway", asker))
                                .statusCode())
                .isEqualTo(200);
        assertThat(portal.get("/fhir/Patient/p1", access).statusCode()).isEqualTo(200);
        portal.post("/oauth/revoke", Map.of("token", refresh), basic("portal", secret));
        assertThat(portal.get("/fhir/Patient/p1", access).statusCode()).isEqualTo(401);
        assertThat(asked(refresh, basic("portal", secret)).body()).isEqualTo("{\"active\":false}");
    }

    private static HttpResponse<String> asked(String token, String authorization) {
        return program.post("/oauth/introspect", Map.of("token", token), authorization);
    }

    @Test
    void what_cannot_be_registered_is_refused_in_words() throws JOSEException {
        Apps apps = new Apps(server.store(), CLOCK);
        for (App wrong :
                List.of(
                        app("x", "https://a.example/", "patient/*.rs", App.Kind.PUBLIC, ""),
                        app("abc", "http://a.example/", "patient/*.rs", App.Kind.PUBLIC, ""),
                        app("abc", "https://a.example/#x", "patient/*.rs", App.Kind.PUBLIC, ""),
                        app("abc", "https://*.example/", "patient/*.rs", App.Kind.PUBLIC, ""),
                        app("abc", "https://u@a.example/", "patient/*.rs", App.Kind.PUBLIC, ""),
                        app("abc", "javascript:alert(1)", "patient/*.rs", App.Kind.PUBLIC, ""),
                        app("abc", "https://a.example/", "patient/*.read", App.Kind.PUBLIC, ""),
                        app("abc", "https://a.example/", "", App.Kind.PUBLIC, ""),
                        app("abc", "https://a.example/", "system/*.rs", App.Kind.PUBLIC, "nurse"),
                        app("abc", "https://a.example/", "system/*.rs", App.Kind.KEY, ""),
                        app(
                                "nightly",
                                "https://a.example/",
                                "patient/*.rs",
                                App.Kind.PUBLIC,
                                ""))) {
            org.assertj.core.api.Assertions.assertThatThrownBy(() -> apps.register("test", wrong))
                    .as("%s", wrong)
                    .isInstanceOf(Problem.class);
        }
        RSAKey weak = new RSAKeyGenerator(1024, true).keyID("w").generate();
        for (String keys :
                List.of(
                        "",
                        "{}",
                        "{\"keys\":[]}",
                        "http://a.example/keys",
                        new JWKSet(rsa).toString(false),
                        new JWKSet(weak.toPublicJWK()).toString(),
                        new JWKSet(
                                        new ECKeyGenerator(Curve.P_256)
                                                .keyID("p")
                                                .generate()
                                                .toPublicJWK())
                                .toString())) {
            org.assertj.core.api.Assertions.assertThatThrownBy(() -> SignedStatements.keys(keys))
                    .as(keys)
                    .isInstanceOf(Problem.class);
        }
    }

    private static App app(String id, String redirect, String scopes, App.Kind kind, String role) {
        return new App(
                id,
                "Title",
                kind,
                List.of(redirect),
                "",
                scopes,
                "",
                "",
                role,
                "",
                false,
                false,
                TestServer.NOW);
    }

    // --- CDS Hooks ---

    private static HttpResponse<String> call(String statement) {
        return server.sendAsItIs(
                HttpRequest.newBuilder(
                                URI.create(server.url() + "/cds-services/osteon-patient-view"))
                        .header("Authorization", "Bearer " + statement)
                        .header("Content-Type", "application/json")
                        .POST(
                                HttpRequest.BodyPublishers.ofString(
                                        """
                                        {"hook":"patient-view","hookInstance":"d1577c69-dfbe-44ad-ba6d-3e05e953b2ea","context":{"userId":"Practitioner/x","patientId":"p1"}}\
                                        """))
                        .build());
    }

    private static JWTClaimsSet.Builder ofHooks() {
        return new JWTClaimsSet.Builder()
                .issuer("https://ehr.example")
                .audience(server.url() + "/cds-services/osteon-patient-view")
                .jwtID(UUID.randomUUID().toString())
                .expirationTime(Date.from(TestServer.NOW.plusSeconds(240)));
    }

    @Test
    void a_record_system_signs_each_call_of_a_hook() throws JOSEException {
        String statement = byRsa(ofHooks().build());
        assertThat(call(statement).statusCode()).isEqualTo(200);
        assertThat(call(statement).statusCode()).isEqualTo(401);
        assertThat(call(byRsa(ofHooks().issuer("https://other.example").build())).statusCode())
                .isEqualTo(401);
        assertThat(call(byRsa(ofHooks().issuer("ehr").build())).statusCode()).isEqualTo(401);
        assertThat(call(byRsa(ofHooks().audience(server.url()).build())).statusCode())
                .isEqualTo(401);
        assertThat(call(new PlainJWT(ofHooks().build()).serialize()).statusCode()).isEqualTo(401);
        String forHooks = byRsa(ofHooks().audience(server.url() + "/fhir/Patient/p1").build());
        assertThat(program.get("/fhir/Patient/p1", forHooks).statusCode()).isEqualTo(401);
        assertThat(server.store().looks("p1", Long.MAX_VALUE, 5))
                .anyMatch(one -> one.look().person().equals("app:ehr"));
    }
}
