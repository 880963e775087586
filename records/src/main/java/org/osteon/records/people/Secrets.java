package org.osteon.records.people;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import org.osteon.chart.Sha256;

/// Random secrets, and what is kept of them: who reads the store cannot use them.
public final class Secrets {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int BYTES = 32;

    private Secrets() {}

    /// One that nobody guesses, in hexadecimal.
    public static String fresh() {
        return HexFormat.of().formatHex(bytes(BYTES));
    }

    /// The same for an address, as short as it can be.
    public static String address() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(BYTES));
    }

    static byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    /// What is kept of one.
    public static String kept(String secret) {
        return Sha256.hex(secret);
    }

    /// Whether that is kept of it; what is near it takes as long as what is not.
    public static boolean isKept(String secret, String kept) {
        return MessageDigest.isEqual(
                kept(secret).getBytes(StandardCharsets.UTF_8),
                kept.getBytes(StandardCharsets.UTF_8));
    }
}
