package org.osteon.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The table of audit entries within a transaction.
final class AuditLog {
    static final String COLUMNS =
            "sequence, recorded, actor, action, reason, chart, detail, changes, changes_hash, hash,"
                    + " seal, address, request";

    private static final Hash NO_CHANGES = new FieldHash().result();

    private final Session session;

    AuditLog(Session session) {
        this.session = session;
    }

    /// Adds an entry that changes nothing.
    long add(Attribution by, @Nullable String chart, String detail) throws SQLException {
        return add(by, Micros.of(by.at()), chart, detail, 0, NO_CHANGES);
    }

    /// Adds an entry at the end of the chain; the transaction must be the only writer.
    long add(
            Attribution by,
            long recorded,
            @Nullable String chart,
            String detail,
            int changes,
            Hash changesHash)
            throws SQLException {
        long sequence = 1;
        Hash previous = Hash.ZERO;
        try (ResultSet last =
                session.prepare(
                                "SELECT sequence, hash, seal FROM audit ORDER BY sequence DESC"
                                        + " LIMIT 1")
                        .executeQuery()) {
            if (last.next()) {
                sequence = last.getLong(1) + 1;
                previous = Hash.wrap(last.getBytes(2));
                SealGuard.requireOurs(session, sequence - 1, previous, last.getBytes(3));
            }
        }
        Hash hash =
                AuditChain.hash(
                        previous,
                        sequence,
                        recorded,
                        by.actor(),
                        by.action(),
                        by.reason(),
                        chart,
                        detail,
                        changes,
                        changesHash,
                        by.origin());
        PreparedStatement insert =
                session.prepare(
                        "INSERT INTO audit ("
                                + COLUMNS
                                + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
        insert.setLong(1, sequence);
        insert.setLong(2, recorded);
        insert.setString(3, by.actor());
        insert.setString(4, by.action());
        insert.setString(5, by.reason());
        if (chart == null) {
            insert.setNull(6, Types.VARCHAR);
        } else {
            insert.setString(6, chart);
        }
        insert.setString(7, detail);
        insert.setInt(8, changes);
        insert.setBytes(9, changesHash.bytes());
        insert.setBytes(10, hash.bytes());
        insert.setBytes(11, session.seal(hash));
        insert.setString(12, Origin.kept(by.origin().address()));
        insert.setString(13, Origin.kept(by.origin().request()));
        insert.executeUpdate();
        return sequence;
    }

    AuditHead head() throws SQLException {
        try (ResultSet last =
                session.prepare("SELECT sequence, hash FROM audit ORDER BY sequence DESC LIMIT 1")
                        .executeQuery()) {
            return last.next()
                    ? new AuditHead(last.getLong(1), Hash.wrap(last.getBytes(2)).toString())
                    : new AuditHead(0, Hash.ZERO.toString());
        }
    }

    /// Entries after a sequence, oldest first.
    List<AuditEntry> after(@Nullable String chart, long sequence, int limit) throws SQLException {
        return list(chart, "sequence > ? ORDER BY sequence", sequence, limit);
    }

    /// Entries before a sequence, newest first.
    List<AuditEntry> before(@Nullable String chart, long sequence, int limit) throws SQLException {
        return list(chart, "sequence < ? ORDER BY sequence DESC", sequence, limit);
    }

    private List<AuditEntry> list(@Nullable String chart, String range, long sequence, int limit)
            throws SQLException {
        PreparedStatement select =
                session.prepare(
                        "SELECT "
                                + COLUMNS
                                + " FROM audit WHERE "
                                + (chart == null ? "" : "chart = ? AND ")
                                + range
                                + " LIMIT ?");
        int at = 1;
        if (chart != null) {
            select.setString(at++, chart);
        }
        select.setLong(at++, sequence);
        select.setInt(at, limit);
        List<AuditEntry> entries = new ArrayList<>();
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                entries.add(entry(rows));
            }
        }
        return entries;
    }

    static AuditEntry entry(ResultSet row) throws SQLException {
        return new AuditEntry(
                row.getLong(1),
                Micros.instant(row.getLong(2)),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                Optional.ofNullable(row.getString(6)),
                row.getString(7),
                row.getInt(8),
                Origin.of(row.getString(12), row.getString(13)),
                Hash.wrap(row.getBytes(10)).toString());
    }
}
