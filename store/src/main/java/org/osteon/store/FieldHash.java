package org.osteon.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;
import org.osteon.chart.Sha256;

/// SHA-256 over a row of fields, each with its length before it, so that no two rows give the same
/// bytes.
final class FieldHash {
    private final MessageDigest digest = begun();

    static Hash of(byte[] bytes, int length) {
        MessageDigest digest = begun();
        digest.update(bytes, 0, length);
        return Hash.wrap(digest.digest());
    }

    static Hash of(byte[] bytes) {
        return of(bytes, bytes.length);
    }

    FieldHash add(long number) {
        digest.update(ByteBuffer.allocate(Long.BYTES).putLong(number).flip());
        return this;
    }

    FieldHash add(byte[] bytes) {
        add((long) bytes.length);
        digest.update(bytes);
        return this;
    }

    /// @param text null where a damaged database has none: no text is so short
    FieldHash add(@Nullable String text) {
        return text == null ? add(-1L) : add(text.getBytes(StandardCharsets.UTF_8));
    }

    FieldHash add(Hash hash) {
        return add(hash.bytes());
    }

    Hash result() {
        return Hash.wrap(digest.digest());
    }

    private static MessageDigest begun() {
        return Sha256.begun();
    }
}
