package org.osteon.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Sees to it that a store is gone on with by the key that sealed it: another key, or none, would
/// leave entries that a verification holds to be forged. Held at opening and at each entry, as
/// several processes may have the store open.
final class SealGuard {
    /// The note that tells which key it is, before anything was sealed by it.
    private static final String KIND = "audit-key";

    private static final String ID = "now";

    private SealGuard() {}

    /// Finds the key of a store that is opened.
    ///
    /// @param makes whether one is made where there never was any; else the store is read only
    ///   without its key
    /// @throws StoreException where it is to be written, and was sealed by another key or by one
    ///   that is not there
    static void use(Database database, Optional<SealFiles> seals, boolean makes) {
        String file = seals.map(files -> files.key().toString()).orElse("");
        database.sealBy(file, null);
        database.sealBy(file, seals.flatMap(files -> files.key(database, makes)).orElse(null));
        database.read(SealGuard::trouble)
                .ifPresent(problem -> {
                    if (makes) {
                        throw new StoreException(problem);
                    }
                    database.forbidWriting(problem);
                });
    }

    /// What stands in the way of writing with the key at hand.
    static Optional<StoreProblem> trouble(Session session) throws SQLException {
        try (ResultSet last =
                session.prepare(
                                "SELECT sequence, hash, seal FROM audit ORDER BY sequence DESC"
                                        + " LIMIT 1")
                        .executeQuery()) {
            if (last.next()
                    && !isOurs(
                            session,
                            last.getLong(1),
                            Hash.wrap(last.getBytes(2)),
                            last.getBytes(3))) {
                return Optional.of(problem(session));
            }
        }
        try (ResultSet last =
                session.prepare(
                                "SELECT sequence, hash, seal FROM look ORDER BY sequence DESC"
                                        + " LIMIT 1")
                        .executeQuery()) {
            boolean some = last.next();
            return areLooksOurs(
                            session,
                            some ? last.getLong(1) : 0,
                            some ? Hash.wrap(last.getBytes(2)) : Hash.ZERO,
                            some ? last.getBytes(3) : null)
                    ? Optional.empty()
                    : Optional.of(problem(session));
        }
    }

    /// @param sequence of the last entry
    /// @throws StoreException where another key sealed it, or one seals the store and none is here
    static void requireOurs(Session session, long sequence, Hash hash, byte @Nullable [] seal)
            throws SQLException {
        if (!isOurs(session, sequence, hash, seal)) {
            throw new StoreException(problem(session));
        }
    }

    /// The same of the last look, and of the key that is noted: a key that was begun since then has
    /// sealed no look yet.
    ///
    /// @param sequence 0 where there is no look
    static void requireLooksOurs(Session session, long sequence, Hash hash, byte @Nullable [] seal)
            throws SQLException {
        if (!areLooksOurs(session, sequence, hash, seal)) {
            throw new StoreException(problem(session));
        }
    }

    private static boolean isOurs(Session session, long sequence, Hash hash, byte @Nullable [] seal)
            throws SQLException {
        AuditKey key = session.key();
        if (key == null) {
            return seal == null && isNoted(session);
        }
        if (seal == null) {
            return sequence < key.from();
        }
        return key.seal(hash).equals(Hash.wrap(seal)) || sequence + 1 == key.from();
    }

    private static boolean areLooksOurs(
            Session session, long sequence, Hash hash, byte @Nullable [] seal) throws SQLException {
        AuditKey key = session.key();
        if (!isNoted(session)) {
            return false;
        }
        if (key == null) {
            return seal == null;
        }
        // Where some are sealed and later ones are not, a verification tells it.
        return seal == null
                || key.seal(hash).equals(Hash.wrap(seal))
                || sequence <= LookLog.before(session, key);
    }

    /// The same of what is kept beside the audit.
    static void requireNoted(Session session) throws SQLException {
        if (!isNoted(session)) {
            throw new StoreException(problem(session));
        }
    }

    /// Whether no other key is noted than the one at hand.
    private static boolean isNoted(Session session) throws SQLException {
        AuditKey key = session.key();
        Optional<String> noted = noted(session);
        return noted.isEmpty() || (key != null && noted.get().equals(text(key)));
    }

    private static StoreProblem problem(Session session) {
        return session.key() == null
                ? new StoreProblem.NoKey(session.location(), session.keyFile())
                : new StoreProblem.OtherKey(session.location(), session.keyFile());
    }

    /// Writes down which key it is from now on; not sealed yet.
    static void note(Session session, AuditKey key) throws SQLException {
        boolean _ = new KeptNotes(session).putAnyhow(KIND, ID, text(key));
    }

    private static String text(AuditKey key) {
        return "{\"key\":\"" + key.name() + "\"}";
    }

    private static Optional<String> noted(Session session) throws SQLException {
        return new KeptNotes(session).one(KIND, ID).map(KeptNote::json);
    }
}
