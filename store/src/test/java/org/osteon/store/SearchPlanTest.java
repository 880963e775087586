package org.osteon.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What is searched in a chart costs what is in the chart, however many others there are: in a file
/// it is found by chart and type, and never by walking through all resources of the type.
class SearchPlanTest {
    private static final ResourceQuery IN_CHART = ResourceQuery.of("Consent").inChart("p1");
    private static final Instant DAY = Instant.parse("2025-06-02T00:00:00Z");

    @TempDir Path folder;

    /// How SQLite goes about each statement of a search.
    private List<String> plans(ResourceQuery query) throws SQLException {
        String file = folder.resolve("charts.db").toString();
        ChartStore.open(folder.resolve("charts.db")).close();
        try (Database database = Database.at(file, false);
                Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
            List<String> asked = new ArrayList<>();
            ResourceSearch.run(new Session(heard(connection, asked), database), query);
            assertThat(asked).hasSize(2);
            List<String> plans = new ArrayList<>();
            for (String sql : asked) {
                plans.add(plan(connection, sql));
            }
            return plans;
        }
    }

    /// A connection whose statements are noted.
    private static Connection heard(Connection connection, List<String> asked) {
        return (Connection)
                Proxy.newProxyInstance(
                        SearchPlanTest.class.getClassLoader(),
                        new Class<?>[] {Connection.class},
                        (_, method, arguments) -> {
                            if (method.getName().equals("prepareStatement")) {
                                asked.add((String) arguments[0]);
                            }
                            try {
                                return method.invoke(connection, arguments);
                            } catch (InvocationTargetException e) {
                                throw e.getCause();
                            }
                        });
    }

    /// Nobody has counted yet what is in the tables: so it is while a registry comes in.
    @Test
    void a_chart_is_read_by_its_own_versions_where_postgresql_has_no_statistics_too()
            throws SQLException {
        String location = TestDatabase.POSTGRESQL.newLocation(folder);
        try (ChartStore store = ChartStore.open(location, folder.resolve("server.key"))) {
            for (int chart = 0; chart < 60; chart++) {
                List<Change> changes = new ArrayList<>();
                for (int i = 0; i < 100; i++) {
                    changes.add(StoreTest.resource("Goal", "g" + chart + "-" + i, ""));
                }
                store.append("p" + chart, StoreTest.at(DAY), changes);
            }
        }
        List<String> asked = new ArrayList<>();
        try (Database database = Database.at(location, false);
                Connection connection = DriverManager.getConnection(location)) {
            VersionReader reader =
                    new VersionReader(new Session(heard(connection, asked), database));
            assertThat(reader.chart("p7", 40)).isPresent();
            assertThat(reader.contents("p7", 40, (_, _) -> true)).hasSize(100);
            asked.removeIf(sql -> !sql.contains(" version ") || !sql.contains("sequence"));
            assertThat(asked).hasSize(2);
            for (String sql : asked) {
                assertThat(explained(connection, sql))
                        .contains("version_by_chart")
                        .doesNotContain("version_by_sequence");
            }
        }
    }

    private static String explained(Connection connection, String sql) throws SQLException {
        List<String> steps = new ArrayList<>();
        try (PreparedStatement explain = connection.prepareStatement("EXPLAIN " + sql)) {
            explain.setLong(1, 8);
            explain.setLong(2, 40);
            try (ResultSet rows = explain.executeQuery()) {
                while (rows.next()) {
                    steps.add(rows.getString(1));
                }
            }
        }
        return String.join("\n", steps);
    }

    private static String plan(Connection connection, String sql) throws SQLException {
        List<String> steps = new ArrayList<>();
        try (PreparedStatement explain = connection.prepareStatement("EXPLAIN QUERY PLAN " + sql);
                ResultSet rows = explain.executeQuery()) {
            while (rows.next()) {
                steps.add(rows.getString("detail"));
            }
        }
        return String.join("\n", steps);
    }

    private static void assertByChart(List<String> plans) {
        assertThat(plans)
                .allSatisfy(plan -> assertThat(plan).contains("resource_by_id (chart=? AND type=?"))
                .noneSatisfy(plan -> assertThat(plan).containsAnyOf("by_type", "by_recorded"));
    }

    @ParameterizedTest
    @EnumSource(ResourceQuery.Order.class)
    void in_whatever_order(ResourceQuery.Order order) throws SQLException {
        assertByChart(plans(IN_CHART.order(order)));
    }

    @Test
    void whatever_else_is_asked() throws SQLException {
        ResourceQuery.Span span =
                new ResourceQuery.Span(Optional.of(DAY), Optional.of(DAY.plusSeconds(86_400)));
        for (ResourceQuery query :
                List.of(
                        IN_CHART.recorded(span),
                        IN_CHART.dated(span),
                        IN_CHART.withId("a", "b"),
                        IN_CHART.with("status", "active"),
                        IN_CHART.inChart("p1", "p2", "p3"))) {
            assertByChart(plans(query));
            assertByChart(plans(query.order(ResourceQuery.Order.LAST_RECORDED_FIRST)));
        }
    }
}
