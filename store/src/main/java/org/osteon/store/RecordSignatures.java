package org.osteon.store;

import java.util.Optional;

/// Signatures by the key of a store, outside its database (Ed25519, RFC 8032): whoever can write
/// the database and not read the key's file cannot make one.
public final class RecordSignatures {
    private final Database database;

    RecordSignatures(Database database) {
        this.database = database;
    }

    /// A signature; empty where the store has no key.
    public Optional<byte[]> sign(byte[] signed) {
        return Optional.ofNullable(database.key()).map(key -> key.sign(signed));
    }

    /// Whether this store signed that; never, where it has no key.
    public boolean hasSigned(byte[] signed, byte[] by) {
        AuditKey key = database.key();
        return key != null && key.hasSigned(signed, by);
    }
}
