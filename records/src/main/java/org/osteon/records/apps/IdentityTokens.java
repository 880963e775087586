package org.osteon.records.apps;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osteon.records.people.Account;
import org.osteon.records.people.Notes;
import org.osteon.records.people.Secrets;
import org.osteon.store.ChartStore;

/// Statements of who signed in (`id_token`, OpenID Connect), for programs that were let know. They
/// are signed by a key that the store keeps, made at the first of them: several servers sign alike.
public final class IdentityTokens {
    private static final int BITS = 2048;
    private static final Duration LASTS = Duration.ofMinutes(10);
    private static final String KEY = "current";

    private final ChartStore store;
    private final Notes<Key> keys;
    private final Clock clock;

    public IdentityTokens(ChartStore store, Clock clock) {
        this.store = store;
        this.keys = new Notes<>(store, "app-identity-key", Key.class);
        this.clock = clock;
    }

    /// Who signed in, for a program that is told.
    ///
    /// @param asResource whether as a resource of FHIR, too
    /// @param nonce what the statement repeats; may be empty
    public record Told(String account, boolean asResource, String nonce) {
        /// By what somebody let it know; empty where they did not.
        static Optional<Told> of(String account, String scopes, @Nullable String nonce) {
            ScopeRequest granted = ScopeRequest.of(scopes);
            return granted.tellsWho()
                    ? Optional.of(
                            new Told(
                                    account,
                                    granted.words().contains(ScopeRequest.FHIR_USER),
                                    nonce == null ? "" : nonce))
                    : Optional.empty();
        }
    }

    /// @param jwk both halves, as a JSON Web Key, as the store hides it
    record Key(String jwk) {}

    /// The public half of what signs, as a JSON Web Key Set.
    public String keys() {
        return new JWKSet(key().toPublicJWK()).toString();
    }

    /// A statement of who signed in.
    ///
    /// @param issuer who says so: this server
    /// @param base of its FHIR interface
    /// @param app for whom it is
    public String of(String issuer, String base, App app, Account account, Told told) {
        Instant now = clock.instant();
        JWTClaimsSet.Builder claims =
                new JWTClaimsSet.Builder()
                        .issuer(issuer)
                        .subject(account.id())
                        .audience(app.id())
                        .issueTime(Date.from(now))
                        .expirationTime(Date.from(now.plus(LASTS)));
        if (!told.nonce().isEmpty()) {
            claims.claim("nonce", told.nonce());
        }
        if (told.asResource()) {
            claims.claim("name", account.name());
            claims.claim("fhirUser", base + "/" + resource(account));
        }
        RSAKey key = key();
        try {
            SignedJWT statement =
                    new SignedJWT(
                            new JWSHeader.Builder(JWSAlgorithm.RS256)
                                    .keyID(key.getKeyID())
                                    .type(JOSEObjectType.JWT)
                                    .build(),
                            claims.build());
            statement.sign(new RSASSASigner(key));
            return statement.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException("a key of ours signs", e);
        }
    }

    /// Who they are in charts: a patient, or the practitioner of care teams.
    private static String resource(Account account) {
        return account.ownChart().isEmpty()
                ? "Practitioner/" + account.practitioner()
                : "Patient/" + account.ownChart();
    }

    private RSAKey key() {
        try {
            // What a lost key hid is of no use.
            Key kept =
                    keys.usable(
                            KEY,
                            now -> store.secrets().shows(now.jwk()),
                            () -> new Key(store.secrets().hide(made().toString())));
            return RSAKey.parse(store.secrets().show(kept.jwk()));
        } catch (ParseException e) {
            throw new IllegalStateException("a key of ours is one", e);
        }
    }

    private static RSAKey made() {
        try {
            return new RSAKeyGenerator(BITS)
                    .keyUse(KeyUse.SIGNATURE)
                    .algorithm(JWSAlgorithm.RS256)
                    .keyID(Secrets.fresh().substring(0, 16))
                    .generate();
        } catch (JOSEException e) {
            throw new IllegalStateException("every Java platform has RSA", e);
        }
    }
}
