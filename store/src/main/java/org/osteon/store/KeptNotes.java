package org.osteon.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// What people keep beside the charts, within a transaction.
final class KeptNotes {
    private final Session session;

    KeptNotes(Session session) {
        this.session = session;
    }

    boolean put(String kind, String id, String json) throws SQLException {
        PreparedStatement upsert =
                session.prepare(
                        "INSERT INTO kept (kind, id, json) VALUES (?, ?, ?)"
                                + " ON CONFLICT (kind, id) DO UPDATE SET json = excluded.json");
        upsert.setString(1, kind);
        upsert.setString(2, id);
        upsert.setString(3, json);
        return upsert.executeUpdate() > 0;
    }

    List<KeptNote> all(String kind) throws SQLException {
        PreparedStatement select =
                session.prepare("SELECT id, json FROM kept WHERE kind = ? ORDER BY id");
        select.setString(1, kind);
        List<KeptNote> notes = new ArrayList<>();
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                notes.add(new KeptNote(rows.getString(1), rows.getString(2)));
            }
        }
        return notes;
    }

    boolean remove(String kind, String id) throws SQLException {
        PreparedStatement delete = session.prepare("DELETE FROM kept WHERE kind = ? AND id = ?");
        delete.setString(1, kind);
        delete.setString(2, id);
        return delete.executeUpdate() > 0;
    }
}
