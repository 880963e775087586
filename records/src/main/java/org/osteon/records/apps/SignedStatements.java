package org.osteon.records.apps;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.net.URISyntaxException;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.osteon.records.outside.Addresses;
import org.osteon.records.words.Problem;
import org.osteon.records.words.ProblemKind;

/// What a program signs to show that it is it (`private_key_jwt`, calls of CDS Hooks): read with
/// the keys that were registered for it, or that the address that was registered shows, whatever
/// the statement itself names (`jku`, `jwk`, `x5u` are not looked at), for a few minutes and once.
public final class SignedStatements {
    private static final int RSA_BITS = 2048;
    private static final int LONGEST_KEYS = 20_000;
    private static final int LONGEST = 8_000;
    private static final int LONGEST_ID = 200;
    private static final Duration LASTS = Duration.ofMinutes(5);
    private static final Duration SKEW = Duration.ofSeconds(30);

    private final Assertions used;
    private final ShownKeys shown;
    private final Clock clock;

    public SignedStatements(Assertions used, ShownKeys shown, Clock clock) {
        this.used = used;
        this.shown = shown;
        this.clock = clock;
    }

    /// What a statement says of itself, before anybody believes it: who signed it. Empty where it
    /// is none.
    public static Optional<String> issuer(String statement) {
        try {
            return statement.length() > LONGEST
                    ? Optional.empty()
                    : Optional.ofNullable(SignedJWT.parse(statement).getJWTClaimsSet().getIssuer());
        } catch (ParseException | IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /// Whether a program signed this, for one of these audiences, now and for the first time.
    ///
    /// @param by the name that it signs with
    /// @param subject whom it speaks of; empty: it may say nothing of it
    public boolean isOf(
            App app, String by, Optional<String> subject, String statement, Set<String> audiences) {
        if (statement.length() > LONGEST || app.keys().isEmpty()) {
            return false;
        }
        try {
            SignedJWT signed = SignedJWT.parse(statement);
            JWTClaimsSet claims = signed.getJWTClaimsSet();
            return isSigned(signed, app)
                    && by.equals(claims.getIssuer())
                    && subject.map(one -> one.equals(claims.getSubject())).orElse(true)
                    && claims.getAudience().stream().anyMatch(audiences::contains)
                    && isNow(claims)
                    && isFirst(app, claims);
        } catch (ParseException | JOSEException | IllegalArgumentException _) {
            return false;
        }
    }

    private boolean isSigned(SignedJWT signed, App app) throws JOSEException, ParseException {
        JWSHeader header = signed.getHeader();
        if (header.getKeyID() == null
                || (header.getCriticalParams() != null && !header.getCriticalParams().isEmpty())) {
            return false;
        }
        JWK key =
                isAddress(app.keys())
                        ? shown.key(app.keys(), header.getKeyID()).orElse(null)
                        : JWKSet.parse(app.keys()).getKeyByKeyId(header.getKeyID());
        JWSVerifier verifier =
                switch (key) {
                    case RSAKey rsa when JWSAlgorithm.RS384.equals(header.getAlgorithm()) ->
                            new RSASSAVerifier(rsa.toRSAPublicKey());
                    case ECKey ec when JWSAlgorithm.ES384.equals(header.getAlgorithm()) ->
                            new ECDSAVerifier(ec.toECPublicKey());
                    case null, default -> null;
                };
        return verifier != null && signed.verify(verifier);
    }

    private boolean isNow(JWTClaimsSet claims) {
        Instant now = clock.instant();
        Date ends = claims.getExpirationTime();
        return ends != null
                && now.isBefore(ends.toInstant().plus(SKEW))
                && !ends.toInstant().isAfter(now.plus(LASTS).plus(SKEW))
                && isNotAhead(claims.getNotBeforeTime(), now)
                && isNotAhead(claims.getIssueTime(), now);
    }

    private static boolean isNotAhead(@Nullable Date date, Instant now) {
        return date == null || !date.toInstant().isAfter(now.plus(SKEW));
    }

    private boolean isFirst(App app, JWTClaimsSet claims) {
        String id = claims.getJWTID();
        return id != null
                && !id.isBlank()
                && id.length() <= LONGEST_ID
                && used.use(app.id(), id, claims.getExpirationTime().toInstant());
    }

    private static boolean isAddress(String keys) {
        return keys.startsWith("https://") || keys.startsWith("http://");
    }

    /// Whether a key that an address shows can be used; others are passed over.
    static boolean isUsable(JWK key) {
        try {
            check(key);
            return true;
        } catch (Problem _) {
            return false;
        }
    }

    /// Reads the public keys of a program, or the address where it shows them.
    ///
    /// @return as they are kept
    /// @throws Problem where they cannot be used, with the reason
    public static String keys(String text) {
        if (text.length() > LONGEST_KEYS) {
            throw refused("they are longer than " + LONGEST_KEYS + " characters");
        }
        if (isAddress(text.strip())) {
            return address(text.strip());
        }
        try {
            JWKSet set = JWKSet.parse(text);
            Set<String> names = new HashSet<>();
            List<JWK> all = set.getKeys();
            for (JWK key : all) {
                check(key);
                if (!names.add(key.getKeyID())) {
                    throw refused("two have the name (kid) " + key.getKeyID());
                }
            }
            if (all.isEmpty()) {
                throw refused("there is none in them");
            }
            return set.toPublicJWKSet().toString();
        } catch (ParseException _) {
            throw refused("they are no JSON Web Key Set ({\"keys\": […]})");
        }
    }

    /// Where a program shows its keys: this server asks there, and nowhere else.
    private static String address(String text) {
        try {
            return new Addresses(List.of(new URI(text)))
                    .allowed(text)
                    .orElseThrow(() -> refused("“" + text + "” is no plain address"))
                    .toString();
        } catch (URISyntaxException _) {
            throw refused("“" + text + "” is no address");
        }
    }

    private static void check(JWK key) {
        if (key.isPrivate()) {
            throw refused(
                    "one is private: keep it where the program is, make another, and give the public"
                            + " half only");
        }
        boolean fits =
                switch (key) {
                    case RSAKey rsa -> rsa.size() >= RSA_BITS;
                    case ECKey ec -> Curve.P_384.equals(ec.getCurve());
                    default -> false;
                };
        if (!fits) {
            throw refused(
                    "RSA of " + RSA_BITS + " bits or more (RS384) and P-384 (ES384) are read");
        }
        if (key.getKeyID() == null || key.getKeyID().isBlank()) {
            throw refused("one has no name (kid)");
        }
        if (key.getKeyUse() != null && !KeyUse.SIGNATURE.equals(key.getKeyUse())) {
            throw refused("one is not for signatures (use)");
        }
    }

    private static Problem refused(String why) {
        return new Problem(
                ProblemKind.INCOMPLETE,
                "These keys cannot be used",
                "These public keys cannot be used: " + why + ".",
                "Go back, correct them, and send them again.");
    }
}
