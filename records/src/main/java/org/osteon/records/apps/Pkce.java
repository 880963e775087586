package org.osteon.records.apps;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.regex.Pattern;
import org.osteon.chart.Sha256;

/// Proof that who shows a code is who asked for it (RFC 7636), by its one method that hides the
/// proof: S256.
public final class Pkce {
    private static final Pattern VERIFIER = Pattern.compile("[A-Za-z0-9._~-]{43,128}");
    private static final Pattern CHALLENGE = Pattern.compile("[A-Za-z0-9_-]{43}");

    private Pkce() {}

    /// Whether a text can be a challenge.
    public static boolean isChallenge(String text) {
        return CHALLENGE.matcher(text).matches();
    }

    static boolean isOf(String verifier, String challenge) {
        return VERIFIER.matcher(verifier).matches()
                && MessageDigest.isEqual(
                        challenge(verifier).getBytes(StandardCharsets.US_ASCII),
                        challenge.getBytes(StandardCharsets.US_ASCII));
    }

    /// The challenge of a verifier.
    public static String challenge(String verifier) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(
                        Sha256.begun().digest(verifier.getBytes(StandardCharsets.US_ASCII)));
    }
}
