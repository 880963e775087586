package org.osteon.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// SHA-256 over a row of fields, each with its length before it, so that no two rows give the same
/// bytes.
final class Sha256 {
    private final MessageDigest digest = digest();

    static Hash of(byte[] bytes, int length) {
        MessageDigest digest = digest();
        digest.update(bytes, 0, length);
        return Hash.wrap(digest.digest());
    }

    static Hash of(byte[] bytes) {
        return of(bytes, bytes.length);
    }

    Sha256 add(long number) {
        digest.update(ByteBuffer.allocate(Long.BYTES).putLong(number).flip());
        return this;
    }

    Sha256 add(byte[] bytes) {
        add((long) bytes.length);
        digest.update(bytes);
        return this;
    }

    Sha256 add(String text) {
        return add(text.getBytes(StandardCharsets.UTF_8));
    }

    Sha256 add(Hash hash) {
        return add(hash.bytes());
    }

    Hash result() {
        return Hash.wrap(digest.digest());
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
