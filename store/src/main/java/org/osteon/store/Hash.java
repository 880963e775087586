package org.osteon.store;

import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// A SHA-256 value.
final class Hash {
    /// What stands before the first of a chain.
    static final Hash ZERO = new Hash(new byte[32]);

    private static final Hash MISSING = new Hash(new byte[0]);

    private final byte[] bytes;

    private Hash(byte[] bytes) {
        this.bytes = bytes;
    }

    /// A hash as it came from a digest or the database; the array is not copied. Where a damaged
    /// database has none, it is equal to no hash of anything.
    static Hash wrap(byte @Nullable [] bytes) {
        return bytes == null ? MISSING : new Hash(bytes);
    }

    byte[] bytes() {
        return bytes;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Hash hash && Arrays.equals(bytes, hash.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /// Hexadecimal.
    @Override
    public String toString() {
        return HexFormat.of().formatHex(bytes);
    }
}
