package org.osteon.app.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osteon.records.apps.App;

/// A program learns who signed in, where they let it: OpenID Connect beside SMART (`openid`,
/// `fhirUser`).
class IdentityTokensTest {
    private static final String ALL = "openid fhirUser launch/patient patient/*.rs offline_access";
    private static TestServer server;
    private static ProgramUnderTest app;
    private static String cookie;
    private static String user;

    @BeforeAll
    static void start(@TempDir Path folder) {
        SmartSite site = SmartSite.open(folder);
        server = site.server();
        cookie = site.cookie();
        user = server.people().account("P. Doctor", "physician").id();
        ProgramUnderTest.register(server, "portal", App.Kind.PUBLIC, ALL, "", "");
        app = new ProgramUnderTest(server, "portal");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static String open(String path) {
        HttpResponse<String> answer =
                server.sendAsItIs(HttpRequest.newBuilder(URI.create(server.url() + path)).build());
        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        return answer.body();
    }

    private static HttpResponse<String> tokens(String scopes, String nonce, String... ticked) {
        Map<String, String> asked = app.asked(scopes);
        asked.put("nonce", nonce);
        return app.exchange(
                ProgramUnderTest.told(app.answer(asked, "p1", cookie, ticked), "code")
                        .orElseThrow());
    }

    /// What it says, once its signature is held against the keys that the server shows.
    private static JWTClaimsSet said(HttpResponse<String> tokens) throws Exception {
        SignedJWT statement =
                SignedJWT.parse(ProgramUnderTest.member(tokens, "id_token").orElseThrow());
        assertThat(statement.getHeader().getAlgorithm()).isEqualTo(JWSAlgorithm.RS256);
        JWKSet keys = JWKSet.parse(open("/oauth/keys"));
        assertThat(keys.getKeys()).noneMatch(one -> one.isPrivate());
        assertThat(
                        statement.verify(
                                new RSASSAVerifier(
                                        keys.getKeyByKeyId(statement.getHeader().getKeyID())
                                                .toRSAKey())))
                .isTrue();
        return statement.getJWTClaimsSet();
    }

    @Test
    void a_program_that_was_let_know_is_told_who_it_is() throws Exception {
        JWTClaimsSet said = said(tokens(ALL, "n-1"));
        assertThat(said.getIssuer()).isEqualTo(server.url());
        assertThat(said.getAudience()).containsExactly("portal");
        assertThat(said.getSubject()).isEqualTo(user);
        assertThat(said.getStringClaim("nonce")).isEqualTo("n-1");
        assertThat(said.getStringClaim("fhirUser"))
                .isEqualTo(server.url() + "/fhir/Practitioner/" + user);
        assertThat(said.getIssueTime().toInstant()).isEqualTo(TestServer.NOW);
        assertThat(said.getExpirationTime().toInstant())
                .isBetween(TestServer.NOW.plusSeconds(60), TestServer.NOW.plusSeconds(3_600));
        // The same key signs the next.
        assertThat(said(tokens(ALL, "")).getClaim("nonce")).isNull();
    }

    @Test
    void the_page_says_so_and_it_can_be_left_out() throws Exception {
        assertThat(app.ask(app.asked(ALL), cookie).body()).contains("Learn who you are");
        HttpResponse<String> without = tokens(ALL, "n", "patient/*.rs");
        assertThat(ProgramUnderTest.member(without, "id_token")).isEmpty();
        assertThat(ProgramUnderTest.member(without, "scope").orElseThrow())
                .doesNotContain("openid", "fhirUser");
        assertThat(said(tokens("openid launch/patient patient/*.rs", "n")).getClaim("fhirUser"))
                .isNull();
    }

    @Test
    void who_is_only_told_who_it_is_reads_nothing() throws Exception {
        HttpResponse<String> tokens = tokens("openid fhirUser", "n");
        assertThat(said(tokens).getSubject()).isEqualTo(user);
        assertThat(tokens.body()).doesNotContain("\"patient\"");
        String access = ProgramUnderTest.member(tokens, "access_token").orElseThrow();
        assertThat(app.get("/fhir/Patient/p1", access).statusCode()).isIn(403, 404);
        assertThat(app.get("/fhir/Patient", access).body()).doesNotContain("p1");
    }

    @Test
    void a_program_that_was_not_registered_for_it_learns_nothing() {
        ProgramUnderTest growth = new ProgramUnderTest(server, "growth");
        HttpResponse<String> tokens =
                growth.exchange(
                        growth.code("openid fhirUser launch/patient patient/*.rs", "p1", cookie));
        assertThat(ProgramUnderTest.member(tokens, "id_token")).isEmpty();
    }

    @Test
    void the_next_tokens_come_without_it() {
        HttpResponse<String> first = tokens(ALL, "n");
        HttpResponse<String> next =
                app.refresh(ProgramUnderTest.member(first, "refresh_token").orElseThrow(), "");
        assertThat(next.statusCode()).isEqualTo(200);
        assertThat(ProgramUnderTest.member(next, "id_token")).isEmpty();
    }

    @Test
    void what_there_is_is_told_as_openid_connect_has_it() {
        for (String path :
                new String[] {
                    "/.well-known/openid-configuration", "/fhir/.well-known/smart-configuration"
                }) {
            assertThat(open(path))
                    .contains(
                            "\"issuer\":\"" + server.url() + "\"",
                            "\"jwks_uri\":\"" + server.url() + "/oauth/keys\"",
                            "\"sso-openid-connect\"",
                            "\"RS256\"",
                            "\"openid\"",
                            "\"fhirUser\"");
        }
    }
}
