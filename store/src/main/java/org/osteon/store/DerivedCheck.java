package org.osteon.store;

import java.io.IOException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Whether what is derived from the versions (the current version of each resource, what it is
/// found by, the counts) still says what they say: a change there would hide a resource, or show an
/// old version.
final class DerivedCheck {
    private static final int FETCH = 500;

    private final Session session;

    DerivedCheck(Session session) {
        this.session = session;
    }

    Optional<Verification.Broken> run() throws SQLException {
        Optional<Verification.Broken> broken = currentVersions();
        if (broken.isEmpty()) {
            broken = searchValues();
        }
        if (broken.isEmpty()) {
            broken = charts();
        }
        if (broken.isEmpty() && session.keepsNames()) {
            broken = names();
        }
        return broken.isEmpty() ? seals() : broken;
    }

    /// Whether what the application keeps beside the charts was written by this store. Nothing can
    /// be said without a key.
    private Optional<Verification.Broken> seals() throws SQLException {
        AuditKey key = session.key();
        if (key == null) {
            return Optional.empty();
        }
        try (ResultSet rows =
                session.prepare(
                                "SELECT c.id, s.key, s.revision, s.json, s.seal FROM summary s"
                                        + " LEFT JOIN chart c ON c.number = s.chart"
                                        + " ORDER BY s.chart, s.key")
                        .executeQuery()) {
            while (rows.next()) {
                String chart = String.valueOf(rows.getString(1));
                Hash line =
                        ChartList.line(
                                chart, rows.getString(2), rows.getLong(3), rows.getString(4));
                if (!isSealed(key, line, rows.getBytes(5))) {
                    return broken(0, "the summary of chart " + chart);
                }
            }
        }
        try (ResultSet rows =
                session.prepare("SELECT kind, id, json, seal FROM kept ORDER BY kind, id")
                        .executeQuery()) {
            while (rows.next()) {
                Hash line = KeptNotes.line(rows.getString(1), rows.getString(2), rows.getString(3));
                if (!isSealed(key, line, rows.getBytes(4))) {
                    return broken(
                            0, "the note %s/%s".formatted(rows.getString(1), rows.getString(2)));
                }
            }
        }
        return Optional.empty();
    }

    private static boolean isSealed(AuditKey key, Hash line, byte @Nullable [] seal) {
        return seal != null && key.seal(line).equals(Hash.wrap(seal));
    }

    private Optional<Verification.Broken> currentVersions() throws SQLException {
        return first(
                "SELECT v.sequence, 'the current version of ' || v.type || '/' || v.id"
                        + " FROM version v LEFT JOIN resource r ON r.number = v.resource"
                        + " WHERE r.number IS NULL OR r.chart <> v.chart OR r.type <> v.type"
                        + " OR r.id <> v.id OR r.version < v.version"
                        + " OR (r.version = v.version AND (r.latest <> v.number"
                        + " OR r.recorded <> v.recorded OR r.deleted <> v.deleted))"
                        + " ORDER BY v.number LIMIT 1",
                "SELECT 0, 'a current version of ' || r.type || '/' || r.id"
                        + " FROM resource r LEFT JOIN version v ON v.number = r.latest"
                        + " WHERE v.number IS NULL OR v.resource <> r.number LIMIT 1");
    }

    private Optional<Verification.Broken> charts() throws SQLException {
        return first(
                "SELECT c.revision, 'the line of chart ' || c.id || ' in the list'"
                        + " FROM chart c WHERE c.resources <> (SELECT COUNT(*) FROM resource r"
                        + " WHERE r.chart = c.number AND r.deleted = 0)"
                        + " OR (c.revision, c.last_recorded) <> (SELECT v.sequence, v.recorded"
                        + " FROM version v WHERE v.chart = c.number ORDER BY v.number DESC LIMIT 1)"
                        + " OR c.first_recorded <> (SELECT v.recorded FROM version v"
                        + " WHERE v.chart = c.number ORDER BY v.number LIMIT 1) LIMIT 1");
    }

    /// Whether each resource is found by its name.
    private Optional<Verification.Broken> names() throws SQLException {
        NameIndex names = new NameIndex(session);
        PreparedStatement select = session.prepare("SELECT number, type, id FROM resource");
        select.setFetchSize(FETCH);
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                if (!names.enters(rows.getLong(1), rows.getString(2), rows.getString(3))) {
                    return broken(
                            0, "what finds %s/%s".formatted(rows.getString(2), rows.getString(3)));
                }
            }
        }
        return names.surplus() == 0 ? Optional.empty() : broken(0, "a name of no resource");
    }

    private Optional<Verification.Broken> first(String... queries) throws SQLException {
        for (String sql : queries) {
            try (ResultSet rows = session.prepare(sql).executeQuery()) {
                if (rows.next()) {
                    return broken(rows.getLong(1), rows.getString(2));
                }
            }
        }
        return Optional.empty();
    }

    /// Reads each current text again, beside what it is found by.
    private Optional<Verification.Broken> searchValues() throws SQLException {
        PreparedStatement texts =
                session.prepare(
                        "SELECT r.number, v.sequence, v.type, v.id, r.deleted, r.content_hash,"
                                + " r.date_from, r.date_to, v.json FROM resource r"
                                + " JOIN version v ON v.number = r.latest ORDER BY r.number");
        PreparedStatement tokens =
                session.prepare(
                        "SELECT resource, parameter, system, code FROM token ORDER BY resource");
        texts.setFetchSize(FETCH);
        tokens.setFetchSize(FETCH);
        try (ResultSet text = texts.executeQuery();
                ResultSet token = tokens.executeQuery()) {
            boolean more = token.next();
            while (text.next()) {
                Set<SearchValues.Token> kept = new LinkedHashSet<>();
                while (more && token.getLong(1) <= text.getLong(1)) {
                    kept.add(
                            new SearchValues.Token(
                                    token.getString(2), token.getString(3), token.getString(4)));
                    more = token.next();
                }
                if (!agrees(text, kept)) {
                    return broken(
                            text.getLong(2),
                            "what %s/%s is found or compared by"
                                    .formatted(text.getString(3), text.getString(4)));
                }
            }
            return more ? broken(0, "a code of no resource") : Optional.empty();
        }
    }

    private static boolean agrees(ResultSet text, Set<SearchValues.Token> kept)
            throws SQLException {
        Hash content = Hash.wrap(text.getBytes(6));
        if (text.getInt(5) != 0) {
            return kept.isEmpty() && content.equals(Hash.ZERO);
        }
        byte[] json = text.getBytes(9);
        try {
            SearchValues values = SearchValues.of(json);
            return content.equals(Content.of(json).hash())
                    && text.getLong(7) == values.from()
                    && text.getLong(8) == values.to()
                    && kept.equals(values.tokens());
        } catch (IOException _) {
            return false;
        }
    }

    private static Optional<Verification.Broken> broken(long sequence, String what) {
        return Optional.of(
                new Verification.Broken(sequence, what, "what was written", "something else"));
    }
}
