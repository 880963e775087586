package org.osteon.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Stores that earlier builds made are brought up to date with all that is in them: files as those
/// builds left them, and their rows in a database of PostgreSQL of that schema.
class OlderStoresTest {
    private static final ResourceId OBSERVATION = new ResourceId("Observation", "o1");

    @TempDir Path folder;

    @ParameterizedTest
    @CsvSource({
        "2, SQLITE",
        "4, SQLITE",
        "6, SQLITE",
        "2, POSTGRESQL",
        "4, POSTGRESQL",
        "6, POSTGRESQL"
    })
    void a_store_of_an_earlier_build_is_read_checked_found_and_written_to(
            int schema, TestDatabase database) throws IOException, SQLException {
        Path file = folder.resolve("charts.db");
        unpacked("schema-" + schema + ".db.gz", file);
        Path key = folder.resolve("charts.db.key");
        if (schema >= 4) {
            try (InputStream kept = resource("schema-" + schema + ".db.key")) {
                Files.copy(kept, key);
            }
        }
        String location = file.toString();
        if (database == TestDatabase.POSTGRESQL) {
            location = database.newLocation(folder);
            moved(file, location, schema);
        }

        for (int opening = 0; opening < 2; opening++) {
            try (ChartStore store = ChartStore.open(location, key)) {
                assertThat(store.charts(0, 10))
                        .extracting(ChartListing::id)
                        .containsExactly("p1", "p2");
                assertThat(references(store.chart("p1").orElseThrow()))
                        .contains("Patient/p1", "Observation/o1")
                        .doesNotContain("Condition/c1")
                        .hasSize(2 + opening);
                assertThat(
                                references(
                                        store.chart("p1", Instant.parse("2025-03-03T12:00:00Z"))
                                                .orElseThrow()))
                        .containsExactlyInAnyOrder("Patient/p1", "Observation/o1", "Condition/c1");
                assertThat(store.find(OBSERVATION))
                        .singleElement()
                        .satisfies(one -> assertThat(one.json()).contains("\"final\""));
                assertThat(store.find(new ResourceId("Condition", "c1")))
                        .allMatch(StoredResource::deleted);
                assertThat(store.history("p1", OBSERVATION)).hasSize(2);
                assertThat(store.search(ResourceQuery.of("Patient")).resources()).hasSize(2);
                assertThat(store.verify()).isInstanceOf(Verification.Intact.class);
                store.append(
                        "p1",
                        new Attribution(
                                "N. Example", Instant.parse("2025-06-02T08:00:00Z"), "test"),
                        List.of(
                                Change.put(
                                        "Observation",
                                        "later-" + opening,
                                        "{\"resourceType\":\"Observation\",\"id\":\"later-%d\"}"
                                                .formatted(opening))));
                assertThat(store.verify()).isInstanceOf(Verification.Intact.class);
            }
        }
    }

    private static List<String> references(StoredChart chart) {
        return chart.resources().stream()
                .map(one -> one.resource().type() + "/" + one.resource().id())
                .toList();
    }

    private static InputStream resource(String name) {
        return Objects.requireNonNull(OlderStoresTest.class.getResourceAsStream("older/" + name));
    }

    private static void unpacked(String name, Path to) throws IOException {
        try (InputStream packed = new GZIPInputStream(resource(name))) {
            Files.copy(packed, to);
        }
    }

    /// A database of that schema with the rows of a file.
    private static void moved(Path file, String location, int schema) throws SQLException {
        try (Database server = Database.at(location, true)) {
            Schema.steps(server).target("" + schema).load().migrate();
        }
        try (Connection from = DriverManager.getConnection("jdbc:sqlite:" + file);
                Connection to = DriverManager.getConnection(location);
                Statement tables = from.createStatement();
                ResultSet names =
                        tables.executeQuery(
                                "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT"
                                        + " LIKE 'sqlite%' AND name NOT LIKE 'flyway%' ORDER BY"
                                        + " name <> 'chart', name")) {
            while (names.next()) {
                copied(from, to, names.getString(1));
            }
        }
    }

    private static void copied(Connection from, Connection to, String table) throws SQLException {
        try (Statement clear = to.createStatement();
                Statement read = from.createStatement();
                ResultSet rows = read.executeQuery("SELECT * FROM " + table)) {
            if (table.equals("osteon_store")) {
                clear.execute("DELETE FROM osteon_store");
            }
            int columns = rows.getMetaData().getColumnCount();
            List<String> names =
                    IntStream.rangeClosed(1, columns)
                            .mapToObj(column -> name(rows, column))
                            .toList();
            try (var write =
                    to.prepareStatement(
                            "INSERT INTO %s (%s) VALUES (%s)"
                                    .formatted(
                                            table,
                                            String.join(", ", names),
                                            String.join(
                                                    ", ", Collections.nCopies(columns, "?"))))) {
                while (rows.next()) {
                    for (int column = 1; column <= columns; column++) {
                        write.setObject(column, rows.getObject(column));
                    }
                    write.executeUpdate();
                }
            }
        }
    }

    private static String name(ResultSet rows, int column) {
        try {
            return rows.getMetaData().getColumnName(column);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
