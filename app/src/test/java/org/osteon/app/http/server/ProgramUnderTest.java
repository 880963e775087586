package org.osteon.app.http.server;

import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.osteon.records.apps.App;
import org.osteon.records.apps.Apps;

/// A program that asks to be let in, over real HTTP, as a browser and the program would.
final class ProgramUnderTest {
    static final String VERIFIER = "v".repeat(64);
    static final String REDIRECT = "https://app.example/callback";

    private final TestServer server;
    private final String id;

    ProgramUnderTest(TestServer server, String id) {
        this.server = server;
        this.id = id;
    }

    /// Registers one.
    static Apps.Registered register(
            TestServer server, String id, App.Kind kind, String scopes, String keys, String role) {
        return new Apps(server.store(), Clock.fixed(TestServer.NOW, ZoneOffset.UTC))
                .register(
                        "test",
                        new App(
                                id,
                                "Program " + id,
                                kind,
                                List.of(REDIRECT, "http://127.0.0.1:9999/back?x=1"),
                                "https://app.example/launch",
                                scopes,
                                "",
                                keys,
                                role,
                                "",
                                false,
                                false,
                                TestServer.NOW));
    }

    static String form(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(one ->
                        one.getKey().replaceAll("#.*", "")
                                + "="
                                + URLEncoder.encode(one.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    static String challenge(String verifier) {
        try {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(verifier.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /// What it asks, as it should.
    Map<String, String> asked(String scopes) {
        Map<String, String> asked = new LinkedHashMap<>();
        asked.put("response_type", "code");
        asked.put("client_id", id);
        asked.put("redirect_uri", REDIRECT);
        asked.put("scope", scopes);
        asked.put("state", "s-1");
        asked.put("aud", server.url() + "/fhir");
        asked.put("code_challenge", challenge(VERIFIER));
        asked.put("code_challenge_method", "S256");
        return asked;
    }

    HttpResponse<String> ask(Map<String, String> asked, String cookie) {
        return server.send(
                HttpRequest.newBuilder(URI.create(server.url() + "/authorize?" + form(asked)))
                        .header("Cookie", cookie)
                        .header("Accept", "text/html")
                        .build());
    }

    /// A person answers with everything ticked, or with these.
    HttpResponse<String> answer(
            Map<String, String> asked, String patient, String cookie, String... ticked) {
        Map<String, String> fields = new LinkedHashMap<>(asked);
        fields.put("let", "yes");
        fields.put("patient", patient);
        fields.put("formToken", "t");
        String[] ticks = ticked.length == 0 ? ticks(ask(asked, cookie).body()) : ticked;
        for (int i = 0; i < ticks.length; i++) {
            fields.put("tick#" + i, ticks[i]);
        }
        return server.send(
                HttpRequest.newBuilder(URI.create(server.url() + "/authorize"))
                        .header("Cookie", cookie + "; osteon-form=t")
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(form(fields)))
                        .build());
    }

    private static String[] ticks(String page) {
        return Pattern.compile("name=\"tick\" value=\"([^\"]+)\"")
                .matcher(page)
                .results()
                .map(one -> one.group(1).replace("&amp;", "&").replace("&#61;", "="))
                .toArray(String[]::new);
    }

    /// What stands in the address that the browser is sent back to.
    static Optional<String> told(HttpResponse<String> answer, String name) {
        Matcher found =
                Pattern.compile("[?&]" + name + "=([^&]*)")
                        .matcher(answer.headers().firstValue("Location").orElse(""));
        return found.find()
                ? Optional.of(URLDecoder.decode(found.group(1), StandardCharsets.UTF_8))
                : Optional.empty();
    }

    String code(String scopes, String patient, String cookie) {
        return told(answer(asked(scopes), patient, cookie), "code").orElseThrow();
    }

    HttpResponse<String> post(String path, Map<String, String> fields, String authorization) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(server.url() + path))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(form(fields)));
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        return server.sendAsItIs(request.build());
    }

    HttpResponse<String> exchange(String code) {
        return exchange(code, VERIFIER, REDIRECT);
    }

    HttpResponse<String> exchange(String code, String verifier, String redirect) {
        return post(
                "/oauth/token",
                Map.of(
                        "grant_type",
                        "authorization_code",
                        "code",
                        code,
                        "redirect_uri",
                        redirect,
                        "client_id",
                        id,
                        "code_verifier",
                        verifier),
                "");
    }

    HttpResponse<String> refresh(String token, String scopes) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("grant_type", "refresh_token");
        fields.put("refresh_token", token);
        fields.put("client_id", id);
        if (!scopes.isEmpty()) {
            fields.put("scope", scopes);
        }
        return post("/oauth/token", fields, "");
    }

    /// A token of data, all the way.
    String token(String scopes, String patient, String cookie) {
        return member(exchange(code(scopes, patient, cookie)), "access_token").orElseThrow();
    }

    static Optional<String> member(HttpResponse<String> answer, String name) {
        Matcher found = Pattern.compile("\"" + name + "\":\\s*\"([^\"]*)\"").matcher(answer.body());
        return found.find() ? Optional.of(found.group(1)) : Optional.empty();
    }

    HttpResponse<String> get(String path, String token) {
        return server.sendAsItIs(
                HttpRequest.newBuilder(URI.create(server.url() + path))
                        .header("Authorization", "Bearer " + token)
                        .header("Accept", "application/fhir+json")
                        .build());
    }

    HttpResponse<String> send(String method, String path, String token, String json) {
        return server.sendAsItIs(
                HttpRequest.newBuilder(URI.create(server.url() + path))
                        .header("Authorization", "Bearer " + token)
                        .header("Content-Type", "application/fhir+json")
                        .method(method, HttpRequest.BodyPublishers.ofString(json))
                        .build());
    }
}
