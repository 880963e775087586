package org.osteon.app.http.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Talks to a hospital's identity provider: the one place from which this server asks another, and
/// only where a site says so. It goes to the issuer, and where the issuer says, and follows nobody
/// further.
public final class HospitalProvider {
    private static final Logger LOG = LoggerFactory.getLogger(HospitalProvider.class);
    private static final int LARGEST = 1_000_000;
    private static final Duration WAITS = Duration.ofSeconds(10);
    private static final Duration SKEW = Duration.ofMinutes(1);
    private static final Duration FRESH = Duration.ofMinutes(5);
    private static final Set<JWSAlgorithm> ALGORITHMS =
            Set.of(
                    JWSAlgorithm.RS256,
                    JWSAlgorithm.RS384,
                    JWSAlgorithm.PS256,
                    JWSAlgorithm.ES256,
                    JWSAlgorithm.ES384);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HospitalSignIn settings;
    private final Clock clock;
    private final HttpClient client =
            HttpClient.newBuilder()
                    .connectTimeout(WAITS)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .build();

    HospitalProvider(HospitalSignIn settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /// Whom it knows.
    ///
    /// @param roles what they are here; empty: nothing
    public record Known(
            String issuer, String subject, String name, List<String> roles, String practitioner) {}

    /// What a site says of it.
    public HospitalSignIn settings() {
        return settings;
    }

    /// Where somebody is sent to sign in; empty where it does not answer.
    public Optional<String> address(
            String back, String state, String nonce, String challenge, boolean again) {
        return told().map(told -> {
            Map<String, String> asked = new LinkedHashMap<>();
            asked.put("response_type", "code");
            asked.put("client_id", settings.clientId());
            asked.put("redirect_uri", back);
            asked.put("scope", "openid profile");
            asked.put("state", state);
            asked.put("nonce", nonce);
            asked.put("code_challenge", challenge);
            asked.put("code_challenge_method", "S256");
            if (again) {
                asked.put("prompt", "login");
                asked.put("max_age", "0");
            }
            String at = told.path("authorization_endpoint").asText();
            return at + (at.contains("?") ? "&" : "?") + form(asked);
        });
    }

    /// Whom a code stands for; empty where it is of no use, or what comes for it is not to be
    /// believed.
    public Optional<Known> known(
            String code, String back, String verifier, String nonce, boolean again) {
        try {
            JsonNode told = told().orElseThrow(() -> new IOException("it does not answer"));
            Map<String, String> fields = new LinkedHashMap<>();
            fields.put("grant_type", "authorization_code");
            fields.put("code", code);
            fields.put("redirect_uri", back);
            fields.put("code_verifier", verifier);
            fields.put("client_id", settings.clientId());
            HttpRequest.Builder request =
                    HttpRequest.newBuilder(ours(told.path("token_endpoint").asText()))
                            .timeout(WAITS)
                            .header("Content-Type", "application/x-www-form-urlencoded")
                            .header("Accept", "application/json");
            if (!settings.secret().isEmpty()) {
                fields.remove("client_id");
                request.header(
                        "Authorization",
                        "Basic "
                                + Base64.getEncoder()
                                        .encodeToString(
                                                (encoded(settings.clientId())
                                                                + ":"
                                                                + encoded(settings.secret()))
                                                        .getBytes(StandardCharsets.UTF_8)));
            }
            JsonNode tokens =
                    json(request.POST(HttpRequest.BodyPublishers.ofString(form(fields))).build());
            JWKSet keys = JWKSet.parse(get(told.path("jwks_uri").asText()).toString());
            return Optional.of(believed(tokens.path("id_token").asText(), keys, nonce, again));
        } catch (IOException
                | ParseException
                | BadJOSEException
                | JOSEException
                | IllegalArgumentException e) {
            LOG.warn("a sign-in by {} failed: {}", settings.issuer(), e.getMessage());
            return Optional.empty();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private Known believed(String statement, JWKSet keys, String nonce, boolean again)
            throws ParseException, BadJOSEException, JOSEException {
        DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
        processor.setJWSKeySelector(
                new JWSVerificationKeySelector<>(ALGORITHMS, new ImmutableJWKSet<>(keys)));
        // What it claims is looked at below, by the clock of this server.
        processor.setJWTClaimsSetVerifier((_, _) -> {});
        JWTClaimsSet claims = processor.process(statement, null);
        Instant now = clock.instant();
        require(settings.issuer().equals(claims.getIssuer()), "another issuer");
        require(claims.getAudience().contains(settings.clientId()), "not for this server");
        require(
                claims.getAudience().size() == 1
                        || settings.clientId().equals(claims.getStringClaim("azp")),
                "for others, too");
        require(isAfter(claims.getExpirationTime(), now.minus(SKEW)), "it has ended");
        require(
                claims.getIssueTime() != null && !isAfter(claims.getIssueTime(), now.plus(SKEW)),
                "it is of the future, or of no time");
        require(nonce.equals(claims.getStringClaim("nonce")), "the answer to another question");
        require(claims.getSubject() != null && !claims.getSubject().isBlank(), "it names nobody");
        require(
                !again || isAfter(claims.getDateClaim("auth_time"), now.minus(FRESH)),
                "they did not show anew who they are");
        String name = claims.getStringClaim("name");
        String practitioner =
                settings.practitionerClaim().isEmpty()
                        ? null
                        : claims.getStringClaim(settings.practitionerClaim());
        return new Known(
                settings.issuer(),
                claims.getSubject(),
                name == null ? "" : name,
                settings.rolesOf(texts(claims.getClaim(settings.roleClaim()))),
                practitioner == null ? "" : practitioner);
    }

    private static boolean isAfter(@Nullable Date date, Instant than) {
        return date != null && date.toInstant().isAfter(than);
    }

    private static List<String> texts(@Nullable Object claim) {
        return switch (claim) {
            case String one -> List.of(one);
            case List<?> all ->
                    all.stream().filter(String.class::isInstance).map(String.class::cast).toList();
            case null, default -> List.of();
        };
    }

    private static void require(boolean holds, String otherwise) throws BadJOSEException {
        if (!holds) {
            throw new BadJOSEException(otherwise);
        }
    }

    /// What it says of itself; empty where it does not answer as it should.
    private Optional<JsonNode> told() {
        try {
            String base = settings.issuer().replaceAll("/$", "");
            JsonNode told = get(base + "/.well-known/openid-configuration");
            if (!settings.issuer().equals(told.path("issuer").asText())) {
                throw new IOException("it says that it is " + told.path("issuer").asText());
            }
            return Optional.of(told);
        } catch (IOException | IllegalArgumentException e) {
            LOG.warn("{} does not answer as it should: {}", settings.issuer(), e.getMessage());
            return Optional.empty();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /// Secrets go to an address of the issuer's kind only: never without TLS to elsewhere.
    private URI ours(String address) throws IOException {
        URI uri = URI.create(address);
        if (!"https".equals(uri.getScheme())
                && !(settings.issuer().startsWith("http://")
                        && "http".equals(uri.getScheme())
                        && URI.create(settings.issuer()).getHost().equals(uri.getHost()))) {
            throw new IOException("it names an address without TLS: " + address);
        }
        return uri;
    }

    private JsonNode get(String address) throws IOException, InterruptedException {
        return json(
                HttpRequest.newBuilder(ours(address))
                        .timeout(WAITS)
                        .header("Accept", "application/json")
                        .build());
    }

    private JsonNode json(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<InputStream> answer =
                client.send(request, HttpResponse.BodyHandlers.ofInputStream());
        try (InputStream body = answer.body()) {
            byte[] bytes = body.readNBytes(LARGEST);
            if (answer.statusCode() != 200) {
                throw new IOException(request.uri() + " answers " + answer.statusCode());
            }
            return JSON.readTree(bytes);
        }
    }

    private static String form(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(one -> one.getKey() + "=" + encoded(one.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
