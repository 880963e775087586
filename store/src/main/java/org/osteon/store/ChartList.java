package org.osteon.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The list of charts and what the application keeps beside each for its lists, within a
/// transaction.
final class ChartList {
    private static final String SELECT =
            "SELECT c.id, s.key, s.json, s.revision, c.revision FROM summary s"
                    + " JOIN chart c ON c.number = s.chart";

    private final Session session;

    ChartList(Session session) {
        this.session = session;
    }

    List<ChartListing> charts(int offset, int limit) throws SQLException {
        PreparedStatement select =
                session.prepare(
                        "SELECT id, resources, first_recorded, last_recorded, revision FROM chart"
                                + " WHERE id <> ? ORDER BY id LIMIT ? OFFSET ?");
        select.setString(1, ChartStore.SITE);
        select.setInt(2, limit);
        select.setInt(3, offset);
        return listings(select);
    }

    List<ChartListing> chartsAfter(String id, int limit) throws SQLException {
        PreparedStatement select =
                session.prepare(
                        "SELECT id, resources, first_recorded, last_recorded, revision FROM chart"
                                + " WHERE id > ? AND id <> ? ORDER BY id LIMIT ?");
        select.setString(1, id);
        select.setString(2, ChartStore.SITE);
        select.setInt(3, limit);
        return listings(select);
    }

    Optional<ChartListing> chart(String id) throws SQLException {
        PreparedStatement select =
                session.prepare(
                        "SELECT id, resources, first_recorded, last_recorded, revision FROM chart"
                                + " WHERE id = ?");
        select.setString(1, id);
        return listings(select).stream().findFirst();
    }

    long count() throws SQLException {
        PreparedStatement select = session.prepare("SELECT COUNT(*) FROM chart WHERE id <> ?");
        select.setString(1, ChartStore.SITE);
        try (ResultSet rows = select.executeQuery()) {
            return rows.next() ? rows.getLong(1) : 0;
        }
    }

    /// False where there is no such chart.
    boolean put(String chart, String key, String json, long revision) throws SQLException {
        SealGuard.requireNoted(session);
        PreparedStatement upsert =
                session.prepare(
                        "INSERT INTO summary (chart, key, revision, json, seal)"
                                + " SELECT number, ?, ?, ?, ? FROM chart WHERE id = ?"
                                + " ON CONFLICT (chart, key) DO UPDATE SET"
                                + " revision = excluded.revision, json = excluded.json,"
                                + " seal = excluded.seal");
        upsert.setString(1, key);
        upsert.setLong(2, revision);
        upsert.setString(3, json);
        upsert.setBytes(4, session.seal(line(chart, key, revision, json)));
        upsert.setString(5, chart);
        return upsert.executeUpdate() > 0;
    }

    /// What the seal of a summary covers.
    static Hash line(String chart, String key, long revision, String json) {
        return new FieldHash().add("summary").add(chart).add(key).add(revision).add(json).result();
    }

    Optional<ChartSummary> summary(String chart, String key) throws SQLException {
        PreparedStatement select = session.prepare(SELECT + " WHERE c.id = ? AND s.key = ?");
        select.setString(1, chart);
        select.setString(2, key);
        return summaries(select).stream().findFirst();
    }

    List<SummarisedChart> summarised(String key, String after, int limit) throws SQLException {
        PreparedStatement select =
                session.prepare(
                        "SELECT c.id, c.revision, s.key, s.json, s.revision FROM chart c"
                                + " LEFT JOIN summary s ON s.chart = c.number AND s.key = ?"
                                + " WHERE c.id > ? AND c.id <> ? ORDER BY c.id LIMIT ?");
        select.setString(1, key);
        select.setString(2, after);
        select.setString(3, ChartStore.SITE);
        select.setInt(4, limit);
        List<SummarisedChart> charts = new ArrayList<>();
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                String chart = rows.getString(1);
                long revision = rows.getLong(2);
                Optional<ChartSummary> summary =
                        Optional.ofNullable(rows.getString(3)).isEmpty()
                                ? Optional.empty()
                                : Optional.of(
                                        new ChartSummary(
                                                chart,
                                                rows.getString(3),
                                                rows.getString(4),
                                                rows.getLong(5),
                                                revision));
                charts.add(new SummarisedChart(chart, revision, summary));
            }
        }
        return charts;
    }

    long lastVersion() throws SQLException {
        try (ResultSet rows = session.prepare("SELECT MAX(number) FROM version").executeQuery()) {
            return rows.next() ? rows.getLong(1) : 0;
        }
    }

    ChartChanges changedAfter(long version) throws SQLException {
        long last = lastVersion();
        if (last <= version) {
            return new ChartChanges(List.of(), version);
        }
        PreparedStatement select =
                session.prepare(
                        "SELECT id, revision FROM chart WHERE number IN"
                                + " (SELECT chart FROM version WHERE number > ? AND number <= ?)"
                                + " AND id <> ? ORDER BY revision");
        select.setLong(1, version);
        select.setLong(2, last);
        select.setString(3, ChartStore.SITE);
        List<ChartChanges.Changed> charts = new ArrayList<>();
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                charts.add(new ChartChanges.Changed(rows.getString(1), rows.getLong(2)));
            }
        }
        return new ChartChanges(charts, last);
    }

    private static List<ChartListing> listings(PreparedStatement select) throws SQLException {
        List<ChartListing> charts = new ArrayList<>();
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                charts.add(
                        new ChartListing(
                                rows.getString(1),
                                rows.getLong(2),
                                Micros.instant(rows.getLong(3)),
                                Micros.instant(rows.getLong(4)),
                                rows.getLong(5)));
            }
        }
        return charts;
    }

    private static List<ChartSummary> summaries(PreparedStatement select) throws SQLException {
        List<ChartSummary> summaries = new ArrayList<>();
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                summaries.add(
                        new ChartSummary(
                                rows.getString(1),
                                rows.getString(2),
                                rows.getString(3),
                                rows.getLong(4),
                                rows.getLong(5)));
            }
        }
        return summaries;
    }
}
