package org.osteon.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The table of looks within a transaction.
final class LookLog {
    static final String COLUMNS =
            "sequence, recorded, person, name, role, purpose, address, request, action, outcome,"
                    + " charts, detail, hash, seal";

    /// The action of the entry in the audit that holds an end of this chain.
    static final String ANCHOR = "looks";

    private final Session session;

    LookLog(Session session) {
        this.session = session;
    }

    /// Adds looks at the end of the chain; the transaction must be the only writer.
    void add(List<Look> looks) throws SQLException {
        long sequence = 0;
        Hash previous = Hash.ZERO;
        try (ResultSet last =
                session.prepare(
                                "SELECT sequence, hash, seal FROM look ORDER BY sequence DESC"
                                        + " LIMIT 1")
                        .executeQuery()) {
            if (last.next()) {
                sequence = last.getLong(1);
                previous = Hash.wrap(last.getBytes(2));
            }
            SealGuard.requireLooksOurs(
                    session, sequence, previous, sequence == 0 ? null : last.getBytes(3));
        }
        PreparedStatement insert =
                session.prepare(
                        "INSERT INTO look ("
                                + COLUMNS
                                + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
        PreparedStatement index =
                session.prepare("INSERT INTO look_chart (chart, sequence) VALUES (?, ?)");
        boolean charts = false;
        for (Look look : looks) {
            sequence++;
            long recorded = Micros.of(look.at());
            String named = String.join("\n", look.charts());
            previous = hash(previous, sequence, recorded, look, named);
            int at = 1;
            insert.setLong(at++, sequence);
            insert.setLong(at++, recorded);
            for (String text : texts(look, named)) {
                insert.setString(at++, text);
            }
            insert.setBytes(at++, previous.bytes());
            insert.setBytes(at, session.seal(previous));
            insert.addBatch();
            for (String chart : look.charts()) {
                index.setString(1, chart);
                index.setLong(2, sequence);
                index.addBatch();
                charts = true;
            }
        }
        insert.executeBatch();
        if (charts) {
            index.executeBatch();
        }
    }

    private static List<String> texts(Look look, String charts) {
        return List.of(
                look.person(),
                look.name(),
                look.role(),
                look.purpose(),
                look.address(),
                look.request(),
                look.action(),
                look.outcome(),
                charts,
                look.detail());
    }

    static Hash hash(Hash previous, long sequence, long recorded, Look look, String charts) {
        FieldHash hash = new FieldHash().add("look").add(previous).add(sequence).add(recorded);
        texts(look, charts).forEach(hash::add);
        return hash.result();
    }

    AuditHead head() throws SQLException {
        try (ResultSet row =
                session.prepare("SELECT sequence, hash FROM look ORDER BY sequence DESC LIMIT 1")
                        .executeQuery()) {
            return row.next()
                    ? new AuditHead(row.getLong(1), Hash.wrap(row.getBytes(2)).toString())
                    : new AuditHead(0, Hash.ZERO.toString());
        }
    }

    /// Looks before a sequence, newest first.
    ///
    /// @param chart of this chart only, or null
    List<LookEntry> before(@Nullable String chart, long sequence, int limit) throws SQLException {
        PreparedStatement select =
                session.prepare(
                        "SELECT "
                                + COLUMNS
                                + " FROM look WHERE sequence "
                                + (chart == null
                                        ? "< ?"
                                        : "IN (SELECT sequence FROM look_chart WHERE chart = ?"
                                                + " AND sequence < ? ORDER BY sequence DESC"
                                                + " LIMIT ?)")
                                + " ORDER BY sequence DESC LIMIT ?");
        int at = 1;
        if (chart != null) {
            select.setString(at++, chart);
        }
        select.setLong(at++, sequence);
        if (chart != null) {
            select.setInt(at++, limit);
        }
        select.setInt(at, limit);
        List<LookEntry> looks = new ArrayList<>();
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                looks.add(entry(rows));
            }
        }
        return looks;
    }

    static LookEntry entry(ResultSet row) throws SQLException {
        String charts = row.getString(11);
        return new LookEntry(
                row.getLong(1),
                new Look(
                        Micros.instant(row.getLong(2)),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5),
                        row.getString(6),
                        row.getString(7),
                        row.getString(8),
                        row.getString(9),
                        row.getString(10),
                        charts.isEmpty() ? List.of() : charts.lines().toList(),
                        row.getString(12)));
    }

    /// The last look that was there when a key began; those after it are sealed by it.
    static long before(Session session, AuditKey key) throws SQLException {
        PreparedStatement select =
                session.prepare(
                        "SELECT detail FROM audit WHERE action = ? AND sequence <= ?"
                                + " ORDER BY sequence DESC LIMIT 1");
        select.setString(1, ANCHOR);
        select.setLong(2, key.from());
        try (ResultSet row = select.executeQuery()) {
            String[] end = row.next() ? row.getString(1).split(":", 2) : new String[0];
            return end.length == 2 && end[0].matches("\\d{1,18}") ? Long.parseLong(end[0]) : 0;
        }
    }

    /// Writes the end of this chain into the audit, where it is not there yet.
    void anchor(Instant at) throws SQLException {
        AuditHead head = head();
        if (head.sequence() == 0) {
            return;
        }
        String end = head.sequence() + ":" + head.hash();
        PreparedStatement select =
                session.prepare(
                        "SELECT detail FROM audit WHERE action = ? ORDER BY sequence DESC LIMIT 1");
        select.setString(1, ANCHOR);
        try (ResultSet row = select.executeQuery()) {
            if (row.next() && row.getString(1).equals(end)) {
                return;
            }
        }
        new AuditLog(session)
                .add(new Attribution("osteon", at, ANCHOR, "", Origin.NONE), null, end);
    }
}
