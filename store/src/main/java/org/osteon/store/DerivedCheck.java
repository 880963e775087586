package org.osteon.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/// Whether what is derived from the versions (the heads that charts are read by, the counts) still
/// says what they say: a changed head would hide a resource or show an old version of it.
final class DerivedCheck {
    private final Session session;

    DerivedCheck(Session session) {
        this.session = session;
    }

    Optional<Verification.Broken> run() throws SQLException {
        Optional<Verification.Broken> broken =
                first(
                        "SELECT v.sequence, 'the list of current versions misses ' || v.type || '/' || v.id"
                                + " FROM version v LEFT JOIN resource r ON r.number = v.resource"
                                + " WHERE (r.number IS NULL OR r.chart <> v.chart OR r.type <> v.type"
                                + " OR r.id <> v.id OR r.version < v.version"
                                + " OR r.version = v.version AND (r.latest <> v.number"
                                + " OR r.recorded <> v.recorded OR r.deleted <> v.deleted))"
                                + " ORDER BY v.number LIMIT 1");
        if (broken.isEmpty()) {
            broken =
                    first(
                            "SELECT 0, 'the list of current versions has a row of no version: ' || r.type || '/' || r.id"
                                    + " FROM resource r LEFT JOIN version v ON v.number = r.latest"
                                    + " WHERE v.number IS NULL OR v.resource <> r.number LIMIT 1");
        }
        if (broken.isEmpty()) {
            broken =
                    first(
                            "SELECT c.revision, 'the list of charts is wrong about ' || c.id"
                                    + " FROM chart c WHERE c.resources <> (SELECT COUNT(*) FROM"
                                    + " resource r WHERE r.chart = c.number AND r.deleted = 0)"
                                    + " OR c.revision <> (SELECT MAX(v.sequence) FROM version v"
                                    + " WHERE v.chart = c.number) LIMIT 1");
        }
        return broken;
    }

    private Optional<Verification.Broken> first(String sql) throws SQLException {
        try (ResultSet rows = session.prepare(sql).executeQuery()) {
            return rows.next()
                    ? Optional.of(
                            new Verification.Broken(
                                    rows.getLong(1),
                                    rows.getString(2),
                                    "what the versions say",
                                    "something else"))
                    : Optional.empty();
        }
    }
}
