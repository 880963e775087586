package org.osteon.chart;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/// The encoding of JSON by its first bytes: UTF-8, but exports may be UTF-16 or UTF-32 (RFC 4627),
/// with a byte order mark or without.
public final class JsonEncoding {
    /// How many bytes tell.
    public static final int BYTES = 4;

    private JsonEncoding() {}

    /// The same JSON in UTF-8, without a byte order mark if it was in another encoding.
    public static byte[] utf8(byte[] json) {
        Charset charset = of(json);
        return charset.equals(StandardCharsets.UTF_8)
                ? json
                : withoutMark(new String(json, charset)).getBytes(StandardCharsets.UTF_8);
    }

    private static String withoutMark(String text) {
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    /// By the byte order mark, or the zero bytes that the first characters, always ASCII, have.
    public static Charset of(byte[] start) {
        if (start.length < BYTES) {
            return StandardCharsets.UTF_8;
        }
        int first = start[0] & 0xFF;
        int second = start[1] & 0xFF;
        int third = start[2] & 0xFF;
        int fourth = start[3] & 0xFF;
        if (first == 0 && second == 0) {
            return Charset.forName("UTF-32BE");
        }
        boolean littleMark = first == 0xFF && second == 0xFE;
        if ((littleMark || second == 0) && third == 0 && fourth == 0) {
            return Charset.forName("UTF-32LE");
        }
        if (littleMark) {
            return StandardCharsets.UTF_16LE;
        }
        if ((first == 0xFE && second == 0xFF) || first == 0) {
            return StandardCharsets.UTF_16BE;
        }
        return second == 0 ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_8;
    }
}
