package org.osteon.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Appends one batch to one chart within the caller's transaction.
final class ChartWriter {
    /// From here on the chart's heads are read at once rather than one by one.
    private static final int MANY = 32;

    private final Session session;
    private final String chart;
    private final Attribution by;
    private final AuditLog audit;

    private final Map<ResourceId, Head> heads = new LinkedHashMap<>();
    private final List<NewVersion> added = new ArrayList<>();
    private final List<ImportReceipt.Outcome> outcomes = new ArrayList<>();
    private final List<Appended.VersionConflict> conflicts = new ArrayList<>();

    /// The latest version of a resource, before or after this batch.
    private record Head(
            long number,
            long latest,
            long version,
            boolean deleted,
            Hash content,
            boolean isNew,
            boolean changed,
            @Nullable SearchValues values) {}

    private record NewVersion(long number, long resource, long version, Batch.Prepared prepared) {}

    /// A row of `chart`.
    private record ChartRow(long number, long resources) {}

    ChartWriter(Session session, String chart, Attribution by) {
        this.session = session;
        this.chart = chart;
        this.by = by;
        this.audit = new AuditLog(session);
    }

    Appended append(Batch batch) throws SQLException {
        ChartRow row = chartRow();
        if (row != null) {
            readHeads(row.number(), batch.changes());
        }
        long next = number("SELECT MAX(number) FROM version") + 1;
        for (Batch.Prepared prepared : batch.changes()) {
            apply(prepared, next + added.size());
        }
        if (!conflicts.isEmpty()) {
            return new Appended.Conflict(conflicts);
        }
        long recorded = Micros.of(by.at());
        OptionalLong sequence = OptionalLong.empty();
        if (!added.isEmpty()) {
            sequence = OptionalLong.of(write(row, recorded));
        }
        return new Appended.Recorded(
                new ImportReceipt(chart, sequence, Micros.instant(recorded), outcomes));
    }

    private void apply(Batch.Prepared prepared, long number) {
        ResourceId resource = prepared.resource();
        Head head = heads.get(resource);
        long actual = head == null || head.deleted() ? 0 : head.version();
        OptionalLong expected = prepared.change().expectedVersion();
        if (expected.isPresent() && expected.getAsLong() != actual) {
            conflicts.add(new Appended.VersionConflict(resource, expected.getAsLong(), actual));
            return;
        }
        long version = head == null ? 0 : head.version();
        Hash content = prepared.content();
        if (content.equals(head == null ? Hash.ZERO : head.content())) {
            outcome(resource, ImportReceipt.Effect.UNCHANGED, version);
            return;
        }
        Head changed =
                new Head(
                        head == null ? number : head.number(),
                        number,
                        version + 1,
                        prepared.deletes(),
                        content,
                        head == null || head.isNew(),
                        true,
                        prepared.values());
        heads.put(resource, changed);
        added.add(new NewVersion(number, changed.number(), changed.version(), prepared));
        outcome(
                resource,
                prepared.deletes()
                        ? ImportReceipt.Effect.DELETED
                        : actual > 0 ? ImportReceipt.Effect.UPDATED : ImportReceipt.Effect.CREATED,
                changed.version());
    }

    private void outcome(ResourceId resource, ImportReceipt.Effect effect, long version) {
        outcomes.add(new ImportReceipt.Outcome(resource, effect, version));
    }

    private @Nullable ChartRow chartRow() throws SQLException {
        PreparedStatement select =
                session.prepare("SELECT number, resources FROM chart WHERE id = ?");
        select.setString(1, chart);
        try (ResultSet rows = select.executeQuery()) {
            return rows.next() ? new ChartRow(rows.getLong(1), rows.getLong(2)) : null;
        }
    }

    private void readHeads(long chartNumber, List<Batch.Prepared> changes) throws SQLException {
        String columns =
                "SELECT type, id, number, latest, version, deleted, content_hash FROM resource";
        if (changes.size() >= MANY) {
            PreparedStatement select = session.prepare(columns + " WHERE chart = ?");
            select.setLong(1, chartNumber);
            readHeads(select);
            return;
        }
        PreparedStatement select =
                session.prepare(columns + " WHERE type = ? AND id = ? AND chart = ?");
        for (Batch.Prepared prepared : changes) {
            select.setString(1, prepared.resource().type());
            select.setString(2, prepared.resource().id());
            select.setLong(3, chartNumber);
            readHeads(select);
        }
    }

    private void readHeads(PreparedStatement select) throws SQLException {
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                heads.put(
                        new ResourceId(rows.getString(1), rows.getString(2)),
                        new Head(
                                rows.getLong(3),
                                rows.getLong(4),
                                rows.getLong(5),
                                rows.getInt(6) != 0,
                                Hash.wrap(rows.getBytes(7)),
                                false,
                                false,
                                null));
            }
        }
    }

    private long write(@Nullable ChartRow row, long recorded) throws SQLException {
        long chartNumber = row == null ? number("SELECT MAX(number) FROM chart") + 1 : row.number();
        FieldHash changes = new FieldHash();
        for (NewVersion version : added) {
            ResourceId resource = version.prepared().resource();
            AuditChain.add(
                    changes,
                    version.number(),
                    version.resource(),
                    resource.type(),
                    resource.id(),
                    version.version(),
                    version.prepared().deletes(),
                    version.prepared().textHash());
        }
        long sequence = audit.add(by, recorded, chart, "", added.size(), changes.result());
        writeChart(row, chartNumber, recorded, sequence);
        writeVersions(chartNumber, recorded, sequence);
        writeHeads(chartNumber, recorded);
        if (session.keepsNames()) {
            boolean _ = new NameIndex(session).enterMany();
        }
        return sequence;
    }

    private void writeChart(@Nullable ChartRow row, long number, long recorded, long sequence)
            throws SQLException {
        long resources = row == null ? 0 : row.resources();
        for (ImportReceipt.Outcome outcome : outcomes) {
            switch (outcome.effect()) {
                case CREATED -> resources++;
                case DELETED -> resources--;
                case UPDATED, UNCHANGED -> {}
            }
        }
        PreparedStatement write =
                session.prepare(
                        row == null
                                ? "INSERT INTO chart (resources, last_recorded, revision, number,"
                                        + " first_recorded, id) VALUES (?, ?, ?, ?, ?, ?)"
                                : "UPDATE chart SET resources = ?, last_recorded = ?, revision = ?"
                                        + " WHERE number = ?");
        write.setLong(1, resources);
        write.setLong(2, recorded);
        write.setLong(3, sequence);
        write.setLong(4, number);
        if (row == null) {
            write.setLong(5, recorded);
            write.setString(6, chart);
        }
        write.executeUpdate();
    }

    private void writeVersions(long chartNumber, long recorded, long sequence) throws SQLException {
        PreparedStatement insert =
                session.prepare(
                        "INSERT INTO version (number, sequence, chart, resource, type, id, version,"
                                + " recorded, deleted, text_hash, json)"
                                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
        for (NewVersion version : added) {
            Batch.Prepared prepared = version.prepared();
            insert.setLong(1, version.number());
            insert.setLong(2, sequence);
            insert.setLong(3, chartNumber);
            insert.setLong(4, version.resource());
            insert.setString(5, prepared.resource().type());
            insert.setString(6, prepared.resource().id());
            insert.setLong(7, version.version());
            insert.setLong(8, recorded);
            insert.setInt(9, prepared.deletes() ? 1 : 0);
            insert.setBytes(10, prepared.textHash().bytes());
            insert.setString(11, prepared.change() instanceof Change.Put put ? put.json() : "");
            insert.addBatch();
        }
        insert.executeBatch();
    }

    private void writeHeads(long chartNumber, long recorded) throws SQLException {
        PreparedStatement insert =
                session.prepare(
                        "INSERT INTO resource (latest, version, recorded, deleted, content_hash,"
                                + " date_from, date_to, number, chart, type, id)"
                                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
        PreparedStatement update =
                session.prepare(
                        "UPDATE resource SET latest = ?, version = ?, recorded = ?, deleted = ?,"
                                + " content_hash = ?, date_from = ?, date_to = ? WHERE number = ?");
        PreparedStatement forget = session.prepare("DELETE FROM token WHERE resource = ?");
        PreparedStatement token =
                session.prepare(
                        "INSERT INTO token (resource, parameter, code, system)"
                                + " VALUES (?, ?, ?, ?)");
        for (var entry : heads.entrySet()) {
            Head head = entry.getValue();
            if (!head.changed()) {
                continue;
            }
            SearchValues values = head.values();
            PreparedStatement write = head.isNew() ? insert : update;
            write.setLong(1, head.latest());
            write.setLong(2, head.version());
            write.setLong(3, recorded);
            write.setInt(4, head.deleted() ? 1 : 0);
            write.setBytes(5, head.content().bytes());
            write.setLong(6, values == null ? SearchValues.UNDATED : values.from());
            write.setLong(7, values == null ? SearchValues.UNDATED : values.to());
            write.setLong(8, head.number());
            if (head.isNew()) {
                write.setLong(9, chartNumber);
                write.setString(10, entry.getKey().type());
                write.setString(11, entry.getKey().id());
            } else {
                forget.setLong(1, head.number());
                forget.addBatch();
            }
            write.addBatch();
            if (values != null) {
                addTokens(token, head.number(), values);
            }
        }
        insert.executeBatch();
        update.executeBatch();
        forget.executeBatch();
        token.executeBatch();
    }

    /// Adds what a resource is found by, to be executed by the caller.
    static void addTokens(PreparedStatement insert, long resource, SearchValues values)
            throws SQLException {
        for (SearchValues.Token token : values.tokens()) {
            insert.setLong(1, resource);
            insert.setString(2, token.parameter());
            insert.setString(3, token.code());
            insert.setString(4, token.system());
            insert.addBatch();
        }
    }

    private long number(String sql) throws SQLException {
        try (ResultSet rows = session.prepare(sql).executeQuery()) {
            return rows.next() ? rows.getLong(1) : 0;
        }
    }
}
