package org.osteon.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What people keep beside the charts, within a transaction.
final class KeptNotes {
    private final Session session;

    KeptNotes(Session session) {
        this.session = session;
    }

    boolean put(String kind, String id, String json) throws SQLException {
        SealGuard.requireNoted(session);
        return putAnyhow(kind, id, json);
    }

    /// The same of what tells the key itself.
    boolean putAnyhow(String kind, String id, String json) throws SQLException {
        PreparedStatement upsert =
                session.prepare(
                        "INSERT INTO kept (kind, id, json, seal) VALUES (?, ?, ?, ?)"
                                + " ON CONFLICT (kind, id) DO UPDATE SET json = excluded.json,"
                                + " seal = excluded.seal");
        upsert.setString(1, kind);
        upsert.setString(2, id);
        upsert.setString(3, json);
        upsert.setBytes(4, session.seal(line(kind, id, json)));
        return upsert.executeUpdate() > 0;
    }

    /// False where it was to be new and is not.
    boolean apply(NoteChange change) throws SQLException {
        return switch (change) {
            case NoteChange.Keep(String kind, KeptNote note) -> {
                boolean _ = put(kind, note.id(), note.json());
                yield true;
            }
            case NoteChange.Add(String kind, KeptNote note) ->
                    one(kind, note.id()).isEmpty() && put(kind, note.id(), note.json());
            case NoteChange.Discard(String kind, String id) -> {
                boolean _ = remove(kind, id);
                yield true;
            }
        };
    }

    /// What the seal of a note covers.
    static Hash line(String kind, String id, String json) {
        return new FieldHash().add("kept").add(kind).add(id).add(json).result();
    }

    /// Seals what was kept before there was a key.
    void seal(AuditKey key) throws SQLException {
        PreparedStatement update =
                session.prepare("UPDATE kept SET seal = ? WHERE kind = ? AND id = ?");
        try (ResultSet rows =
                session.prepare("SELECT kind, id, json FROM kept ORDER BY kind, id")
                        .executeQuery()) {
            while (rows.next()) {
                update.setBytes(
                        1,
                        key.seal(line(rows.getString(1), rows.getString(2), rows.getString(3)))
                                .bytes());
                update.setString(2, rows.getString(1));
                update.setString(3, rows.getString(2));
                update.addBatch();
            }
        }
        update.executeBatch();
    }

    List<KeptNote> all(String kind) throws SQLException {
        PreparedStatement select =
                session.prepare("SELECT id, json FROM kept WHERE kind = ? ORDER BY id");
        select.setString(1, kind);
        return notes(select);
    }

    /// Those whose ids begin like this, by id.
    List<KeptNote> under(String kind, String prefix) throws SQLException {
        PreparedStatement select =
                session.prepare(
                        "SELECT id, json FROM kept WHERE kind = ? AND id >= ? AND id < ? ORDER BY"
                                + " id");
        select.setString(1, kind);
        select.setString(2, prefix);
        select.setString(3, prefix + Character.MAX_VALUE);
        return notes(select);
    }

    List<KeptNote> after(String kind, String id, int limit) throws SQLException {
        PreparedStatement select =
                session.prepare(
                        "SELECT id, json FROM kept WHERE kind = ? AND id > ? ORDER BY id LIMIT ?");
        select.setString(1, kind);
        select.setString(2, id);
        select.setInt(3, limit);
        return notes(select);
    }

    private static List<KeptNote> notes(PreparedStatement select) throws SQLException {
        List<KeptNote> notes = new ArrayList<>();
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                notes.add(new KeptNote(rows.getString(1), rows.getString(2)));
            }
        }
        return notes;
    }

    long count(String kind) throws SQLException {
        PreparedStatement select = session.prepare("SELECT COUNT(*) FROM kept WHERE kind = ?");
        select.setString(1, kind);
        try (ResultSet rows = select.executeQuery()) {
            return rows.next() ? rows.getLong(1) : 0;
        }
    }

    Optional<KeptNote> one(String kind, String id) throws SQLException {
        PreparedStatement select =
                session.prepare("SELECT json FROM kept WHERE kind = ? AND id = ?");
        select.setString(1, kind);
        select.setString(2, id);
        try (ResultSet rows = select.executeQuery()) {
            return rows.next()
                    ? Optional.of(new KeptNote(id, rows.getString(1)))
                    : Optional.empty();
        }
    }

    boolean remove(String kind, String id) throws SQLException {
        PreparedStatement delete = session.prepare("DELETE FROM kept WHERE kind = ? AND id = ?");
        delete.setString(1, kind);
        delete.setString(2, id);
        return delete.executeUpdate() > 0;
    }
}
