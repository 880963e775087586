package org.osteon.app.http.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osteon.records.apps.App;
import org.osteon.records.apps.SignedStatements;
import org.osteon.records.words.Problem;
import org.threeten.extra.MutableClock;

/// A program shows its keys at an address that an administrator named: there, and nowhere else,
/// this server asks, and no more often than it must.
class KeysByAddressTest {
    private final MutableClock clock = MutableClock.of(TestServer.NOW, ZoneOffset.UTC);
    private final AtomicInteger asked = new AtomicInteger();
    private volatile String shown = "";
    private volatile int status = 200;
    private HttpServer theirs;
    private TestServer server;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        theirs = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        theirs.createContext(
                "/",
                exchange -> {
                    asked.incrementAndGet();
                    byte[] body = shown.getBytes(StandardCharsets.UTF_8);
                    if (status == 302) {
                        exchange.getResponseHeaders().set("Location", "/elsewhere");
                    }
                    exchange.sendResponseHeaders(status, body.length);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                });
        theirs.start();
        server = new TestServer(folder, TestServer.KNOWLEDGE, clock);
        ProgramUnderTest.register(
                server,
                "nightly",
                App.Kind.KEY,
                "system/*.rs",
                SignedStatements.keys("  " + address() + "\n"),
                "physician");
    }

    @AfterEach
    void stop() {
        server.close();
        theirs.stop(0);
    }

    private String address() {
        return "http://127.0.0.1:" + theirs.getAddress().getPort() + "/jwks.json";
    }

    private int token(RSAKey key, String elsewhere) throws Exception {
        JWSHeader.Builder header = new JWSHeader.Builder(JWSAlgorithm.RS384).keyID(key.getKeyID());
        if (!elsewhere.isEmpty()) {
            header.jwkURL(URI.create(elsewhere));
        }
        SignedJWT jwt =
                new SignedJWT(
                        header.build(),
                        new JWTClaimsSet.Builder()
                                .issuer("nightly")
                                .subject("nightly")
                                .audience(server.url() + "/oauth/token")
                                .jwtID(UUID.randomUUID().toString())
                                .expirationTime(Date.from(clock.instant().plusSeconds(200)))
                                .build());
        jwt.sign(new RSASSASigner(key));
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("grant_type", "client_credentials");
        fields.put("scope", "system/*.rs");
        fields.put(
                "client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
        fields.put("client_assertion", jwt.serialize());
        return new ProgramUnderTest(server, "nightly")
                .post("/oauth/token", fields, "")
                .statusCode();
    }

    private static RSAKey key(String name) throws Exception {
        return new RSAKeyGenerator(2048).keyID(name).generate();
    }

    private static String set(RSAKey... keys) {
        return new JWKSet(List.<com.nimbusds.jose.jwk.JWK>of(keys)).toPublicJWKSet().toString();
    }

    @Test
    void keys_are_asked_for_once_and_again_when_one_is_new() throws Exception {
        RSAKey first = key("a");
        RSAKey second = key("b");
        shown = set(first);
        assertThat(asked).hasValue(0);
        assertThat(token(first, "")).isEqualTo(200);
        assertThat(token(first, "")).isEqualTo(200);
        assertThat(asked).hasValue(1);

        shown = set(second);
        // Somebody who makes up names does not make it ask.
        assertThat(token(second, "")).isEqualTo(401);
        assertThat(asked).hasValue(1);
        clock.add(Duration.ofSeconds(61));
        assertThat(token(second, "")).isEqualTo(200);
        assertThat(token(first, "")).as("taken away").isEqualTo(401);
        assertThat(asked).hasValue(2);
    }

    @Test
    void an_address_that_does_not_answer_keeps_its_keys_for_an_hour() throws Exception {
        RSAKey key = key("a");
        shown = set(key);
        assertThat(token(key, "")).isEqualTo(200);
        status = 500;
        clock.add(Duration.ofMinutes(50));
        assertThat(token(key, "")).isEqualTo(200);
        clock.add(Duration.ofMinutes(11));
        assertThat(token(key, "")).isEqualTo(401);
    }

    @Test
    void nobody_is_followed_elsewhere() throws Exception {
        RSAKey key = key("a");
        shown = set(key);
        status = 302;
        assertThat(token(key, address())).isEqualTo(401);
        assertThat(asked).as("no redirect, no jku").hasValue(1);
        shown = "x".repeat(200_000);
        status = 200;
        clock.add(Duration.ofMinutes(2));
        assertThat(token(key, "")).isEqualTo(401);
    }

    @Test
    void an_address_of_another_machine_has_tls_and_is_plain() {
        for (String one :
                List.of(
                        "http://keys.example/jwks",
                        "https://me@keys.example/jwks",
                        "https://keys.example/jwks?x=1",
                        "https://keys.example/a b",
                        "https:///jwks")) {
            assertThatThrownBy(() -> SignedStatements.keys(one))
                    .as(one)
                    .isInstanceOf(Problem.class);
        }
        assertThat(SignedStatements.keys("https://keys.example/jwks"))
                .isEqualTo("https://keys.example/jwks");
    }
}
