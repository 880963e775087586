package org.osteon.feeds;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.osteon.chart.Sha256;

/// Ids of what a message makes: the same for the same order of the same sender, so that a
/// correction finds what it corrects, and a message that comes twice makes nothing twice.
final class Names {
    private static final int DIGITS = 32;

    private Names() {}

    static String of(String prefix, String... parts) {
        MessageDigest digest = Sha256.begun();
        for (String part : parts) {
            digest.update(part.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
        }
        return prefix + "-" + HexFormat.of().formatHex(digest.digest()).substring(0, DIGITS);
    }
}
