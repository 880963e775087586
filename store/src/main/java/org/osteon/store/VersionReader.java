package org.osteon.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/// Reads charts and single resources within a transaction.
final class VersionReader {
    private static final String VERSION =
            "SELECT c.id, v.type, v.id, v.version, v.recorded, v.deleted, v.json"
                    + " FROM version v JOIN chart c ON c.number = v.chart";

    private static final String LATEST =
            "SELECT c.id, v.type, v.id, v.version, v.recorded, v.deleted, v.json"
                    + " FROM resource r JOIN chart c ON c.number = r.chart"
                    + " JOIN version v ON v.number = r.latest";

    private final Session session;

    /// Of the chart that was read last.
    private long revision;

    VersionReader(Session session) {
        this.session = session;
    }

    /// The chart as it was known at an instant: up to the last entry of its audit that was recorded
    /// by then ([RightTimes]); empty where nothing was known of it.
    Optional<StoredChart> chartKnownAt(String id, long micros) throws SQLException {
        Long chart = chartNumber(id);
        return chart == null ? Optional.empty() : chart(id, lastKnownAt(chart, micros));
    }

    private long lastKnownAt(long chart, long micros) throws SQLException {
        List<long[]> entries = new ArrayList<>();
        PreparedStatement select =
                session.prepare(
                        "SELECT sequence, recorded FROM version WHERE chart = ? ORDER BY number");
        select.setLong(1, chart);
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                if (entries.isEmpty() || entries.getLast()[0] != rows.getLong(1)) {
                    entries.add(new long[] {rows.getLong(1), rows.getLong(2)});
                }
            }
        }
        if (entries.isEmpty()) {
            return 0;
        }
        int own = entries.size();
        earlierAfter(entries.getLast()[0], entries.getLast()[1]).ifPresent(entries::add);
        long[] known = RightTimes.of(entries.stream().mapToLong(entry -> entry[1]).toArray());
        long last = 0;
        for (int i = 0; i < own && known[i] <= micros; i++) {
            last = entries.get(i)[0];
        }
        return last;
    }

    /// The first later entry of any chart that bears an earlier time: it shows that the clock was
    /// wrong, though nothing was written to this chart since. Mostly there is none, and the end of
    /// the audit tells so at once.
    private Optional<long[]> earlierAfter(long sequence, long recorded) throws SQLException {
        try (ResultSet end =
                session.prepare("SELECT recorded FROM audit ORDER BY sequence DESC LIMIT 1")
                        .executeQuery()) {
            if (!end.next() || end.getLong(1) >= recorded) {
                return Optional.empty();
            }
        }
        PreparedStatement select =
                session.prepare(
                        "SELECT sequence, recorded FROM audit WHERE sequence > ? AND recorded < ?"
                                + " ORDER BY sequence LIMIT 1");
        select.setLong(1, sequence);
        select.setLong(2, recorded);
        try (ResultSet rows = select.executeQuery()) {
            return rows.next()
                    ? Optional.of(new long[] {rows.getLong(1), rows.getLong(2)})
                    : Optional.empty();
        }
    }

    /// The chart as it was after an entry of the audit; empty where it was not there yet.
    ///
    /// Reads the versions in the order in which they came: asking the current ones only would take
    /// a second look-up for each (bench/store.md).
    Optional<StoredChart> chart(String id, long sequence) throws SQLException {
        List<StoredResource> resources = latest(id, sequence);
        if (resources.isEmpty()) {
            return Optional.empty();
        }
        resources.removeIf(StoredResource::deleted);
        return Optional.of(new StoredChart(id, revision, resources));
    }

    /// What had been deleted from the chart by an entry of the audit.
    List<StoredResource> removed(String id, long sequence) throws SQLException {
        return latest(id, sequence).stream().filter(StoredResource::deleted).toList();
    }

    private List<StoredResource> latest(String id, long sequence) throws SQLException {
        Long chart = chartNumber(id);
        if (chart == null) {
            return List.of();
        }
        // Added to, the sequence is not looked up: where nobody has counted yet what is in the
        // tables, PostgreSQL would go through the entries of all charts.
        PreparedStatement select =
                session.prepare(
                        "SELECT type, id, version, recorded, deleted, json, resource, sequence FROM"
                                + " version WHERE chart = ? AND sequence + 0 <= ? ORDER BY number");
        select.setLong(1, chart);
        select.setLong(2, sequence);
        // A later version takes the place of the earlier one, in the order of the first.
        Map<Long, StoredResource> latest = new LinkedHashMap<>();
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                latest.put(rows.getLong(7), resource(id, rows, 1));
                revision = rows.getLong(8);
            }
        }
        return new ArrayList<>(latest.values());
    }

    /// The numbers of the versions that make up the chart after an entry of the audit, as far as
    /// they are wanted, in the order of [#chart]. No text is read for it.
    long[] contents(String id, long sequence, BiPredicate<String, Instant> wanted)
            throws SQLException {
        Long chart = chartNumber(id);
        if (chart == null) {
            return new long[0];
        }
        PreparedStatement select =
                session.prepare(
                        "SELECT resource, number, deleted, type, recorded FROM version"
                                + " WHERE chart = ? AND sequence + 0 <= ? ORDER BY number");
        select.setLong(1, chart);
        select.setLong(2, sequence);
        Map<Long, Long> latest = new LinkedHashMap<>();
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                boolean part =
                        rows.getInt(3) == 0
                                && wanted.test(rows.getString(4), Micros.instant(rows.getLong(5)));
                latest.put(rows.getLong(1), part ? rows.getLong(2) : 0);
            }
        }
        return latest.values().stream().mapToLong(Long::longValue).filter(n -> n > 0).toArray();
    }

    /// The versions of these numbers, as far as they are of the chart, in this order.
    List<StoredResource> versions(String chart, long[] numbers) throws SQLException {
        PreparedStatement select = session.prepare(VERSION + " WHERE v.number = ? AND c.id = ?");
        List<StoredResource> found = new ArrayList<>();
        for (long number : numbers) {
            select.setLong(1, number);
            select.setString(2, chart);
            found.addAll(all(select));
        }
        return found;
    }

    /// The latest version of a resource, deleted or not.
    Optional<StoredResource> read(String chart, ResourceId resource) throws SQLException {
        PreparedStatement select =
                session.prepare(LATEST + " WHERE r.type = ? AND r.id = ? AND c.id = ?");
        select.setString(1, resource.type());
        select.setString(2, resource.id());
        select.setString(3, chart);
        return first(select);
    }

    /// The resources of this name in all charts, the deleted ones too, by chart.
    List<StoredResource> find(ResourceId resource) throws SQLException {
        return session.keepsNames() ? findByNumber(resource) : findByName(resource);
    }

    private List<StoredResource> findByName(ResourceId resource) throws SQLException {
        PreparedStatement select =
                session.prepare(LATEST + " WHERE r.type = ? AND r.id = ? ORDER BY c.id");
        select.setString(1, resource.type());
        select.setString(2, resource.id());
        return all(select);
    }

    private List<StoredResource> findByNumber(ResourceId resource) throws SQLException {
        List<StoredResource> found = new ArrayList<>();
        PreparedStatement select = session.prepare(LATEST + " WHERE r.number = ?");
        for (long number :
                new NameIndex(session).numbers(resource.type(), List.of(resource.id()))) {
            select.setLong(1, number);
            found.addAll(all(select));
        }
        found.sort(Comparator.comparing(StoredResource::chart));
        return found;
    }

    Optional<StoredResource> read(String chart, ResourceId resource, long version)
            throws SQLException {
        Long number = resourceNumber(chart, resource);
        if (number == null) {
            return Optional.empty();
        }
        PreparedStatement select =
                session.prepare(VERSION + " WHERE v.resource = ? AND v.version = ?");
        select.setLong(1, number);
        select.setLong(2, version);
        return first(select);
    }

    /// All versions of a resource, newest first.
    List<StoredResource> history(String chart, ResourceId resource) throws SQLException {
        Long number = resourceNumber(chart, resource);
        if (number == null) {
            return List.of();
        }
        PreparedStatement select =
                session.prepare(VERSION + " WHERE v.resource = ? ORDER BY v.version DESC");
        select.setLong(1, number);
        return all(select);
    }

    /// All versions of a chart's resources, newest first.
    List<StoredResource> history(String chart, int offset, int limit) throws SQLException {
        Long number = chartNumber(chart);
        if (number == null) {
            return List.of();
        }
        PreparedStatement select =
                session.prepare(
                        VERSION + " WHERE v.chart = ? ORDER BY v.number DESC LIMIT ? OFFSET ?");
        select.setLong(1, number);
        select.setInt(2, limit);
        select.setInt(3, offset);
        return all(select);
    }

    private @Nullable Long chartNumber(String chart) throws SQLException {
        PreparedStatement select = session.prepare("SELECT number FROM chart WHERE id = ?");
        select.setString(1, chart);
        try (ResultSet rows = select.executeQuery()) {
            return rows.next() ? rows.getLong(1) : null;
        }
    }

    private @Nullable Long resourceNumber(String chart, ResourceId resource) throws SQLException {
        PreparedStatement select =
                session.prepare(
                        "SELECT r.number FROM resource r JOIN chart c ON c.number = r.chart"
                                + " WHERE r.type = ? AND r.id = ? AND c.id = ?");
        select.setString(1, resource.type());
        select.setString(2, resource.id());
        select.setString(3, chart);
        try (ResultSet rows = select.executeQuery()) {
            return rows.next() ? rows.getLong(1) : null;
        }
    }

    private static Optional<StoredResource> first(PreparedStatement select) throws SQLException {
        try (ResultSet rows = select.executeQuery()) {
            return rows.next()
                    ? Optional.of(resource(rows.getString(1), rows, 2))
                    : Optional.empty();
        }
    }

    static List<StoredResource> all(PreparedStatement select) throws SQLException {
        List<StoredResource> resources = new ArrayList<>();
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                resources.add(resource(rows.getString(1), rows, 2));
            }
        }
        return resources;
    }

    /// From the columns type, id, version, recorded, deleted, json.
    static StoredResource resource(String chart, ResultSet row, int column) throws SQLException {
        return new StoredResource(
                chart,
                new ResourceId(row.getString(column), row.getString(column + 1)),
                row.getLong(column + 2),
                Micros.instant(row.getLong(column + 3)),
                row.getInt(column + 4) != 0,
                row.getBytes(column + 5));
    }
}
