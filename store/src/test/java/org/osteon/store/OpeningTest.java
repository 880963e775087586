package org.osteon.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What cannot be opened is left alone, and the message says what it is and what to do.
class OpeningTest {
    @TempDir Path folder;

    private static StoreProblem problemOf(String location) {
        StoreException e =
                catchThrowableOfType(StoreException.class, () -> ChartStore.open(location).close());
        assertThat(e).as(location).isNotNull();
        assertThat(e.getMessage()).isEqualTo(e.problem().message()).hasLineCount(1);
        return e.problem();
    }

    @Test
    void a_file_of_another_kind_is_left_alone() throws IOException {
        Path file = folder.resolve("notes.txt");
        Files.writeString(
                file, "Remember the milk, and the dental examination before the infusion");
        assertThat(problemOf(file.toString())).isInstanceOf(StoreProblem.NotAStore.class);
        assertThat(Files.readString(file)).startsWith("Remember the milk");
    }

    @Test
    void an_sqlite_file_of_someone_else_is_left_alone() {
        String file = folder.resolve("other.db").toString();
        TestDatabase.SQLITE.execute(file, "CREATE TABLE song (title TEXT)");
        assertThat(problemOf(file)).isInstanceOf(StoreProblem.NotAStore.class);
        TestDatabase.SQLITE.execute(file, "INSERT INTO song VALUES ('still here')");
    }

    @Test
    void a_schema_of_someone_else_is_left_alone() {
        String location = TestDatabase.POSTGRESQL.newLocation(folder);
        TestDatabase.POSTGRESQL.execute(location, "CREATE TABLE song (title TEXT)");
        assertThat(problemOf(location)).isInstanceOf(StoreProblem.NotAStore.class);
    }

    private static void withoutNames(String location) {
        for (String table : List.of("name_few", "name_some", "name_many", "named")) {
            TestDatabase.SQLITE.execute(location, "DROP TABLE " + table);
        }
    }

    @Test
    void the_resources_of_a_store_of_schema_7_are_found_by_their_names_afterwards() {
        String location = folder.resolve("seven.db").toString();
        try (ChartStore store = ChartStore.open(location)) {
            for (int chart = 0; chart < 30; chart++) {
                List<Change> changes = new ArrayList<>();
                for (int i = 0; i < 100; i++) {
                    changes.add(StoreTest.resource("Goal", "g" + chart + "-" + i, ""));
                }
                store.append("p" + chart, StoreTest.at(StoreTest.MONDAY), changes);
            }
        }
        withoutNames(location);
        TestDatabase.SQLITE.execute(
                location,
                "UPDATE osteon_store SET schema_version = 7",
                "DELETE FROM flyway_schema_history WHERE version > '7'");

        try (ChartStore store = ChartStore.open(location)) {
            for (String id : List.of("g0-0", "g15-50", "g29-99")) {
                assertThat(store.find(new ResourceId("Goal", id))).as(id).hasSize(1);
            }
            assertThat(store.verify()).isInstanceOf(Verification.Intact.class);
        }
    }

    @Test
    void a_store_of_a_later_osteon_is_left_alone() {
        for (TestDatabase database : TestDatabase.values()) {
            String location = database.newLocation(folder);
            ChartStore.open(location).close();
            database.execute(location, "UPDATE osteon_store SET schema_version = 99");
            assertThat(problemOf(location))
                    .isInstanceOfSatisfying(
                            StoreProblem.NewerSchema.class,
                            newer -> assertThat(newer.found()).isEqualTo(99));
        }
    }

    @Test
    void a_folder_is_no_store() {
        assertThat(problemOf(folder.toString())).isInstanceOf(StoreProblem.Unreadable.class);
    }

    @Test
    void a_path_through_a_file_is_no_place_for_a_store() throws IOException {
        Path file = Files.writeString(folder.resolve("a-file"), "x");
        assertThat(problemOf(file.resolve("charts.db").toString()))
                .isInstanceOf(StoreProblem.Unreadable.class);
    }

    @Test
    void folders_above_a_new_store_are_made() {
        Path file = folder.resolve("deep/er/charts.db");
        ChartStore.open(file).close();
        assertThat(file).exists();
    }

    @Test
    void a_damaged_file_is_called_damaged() throws IOException {
        Path file = folder.resolve("charts.db");
        ChartStore.open(file).close();
        byte[] bytes = Files.readAllBytes(file);
        java.util.Arrays.fill(bytes, 100, bytes.length, (byte) 7);
        Files.write(file, bytes);
        assertThat(problemOf(file.toString())).isInstanceOf(StoreProblem.Damaged.class);
    }

    @Test
    void a_server_that_does_not_answer_is_named_without_its_password() {
        StoreProblem problem =
                problemOf("jdbc:postgresql://localhost:1/charts?user=osteon&password=secret");
        assertThat(problem).isInstanceOf(StoreProblem.Unreachable.class);
        assertThat(problem.message()).contains("localhost:1/charts").doesNotContain("secret");
    }

    @Test
    void a_database_that_is_not_there_is_named() {
        String url = TestDatabase.POSTGRESQL.newLocation(folder).replace("/postgres?", "/nowhere?");
        StoreProblem problem = problemOf(url);
        assertThat(problem).isInstanceOf(StoreProblem.Unreachable.class);
        assertThat(problem.message()).contains("nowhere");
    }

    @Test
    void another_kind_of_database_is_refused() {
        assertThat(problemOf("jdbc:h2:mem:x")).isInstanceOf(StoreProblem.NotAStore.class);
        assertThat(problemOf("jdbc:postgresql:?broken:url:://"))
                .isInstanceOf(StoreProblem.Unreachable.class);
    }

    @Test
    void a_schema_that_is_not_there_is_made() {
        String url =
                TestDatabase.POSTGRESQL
                        .newLocation(folder)
                        .replaceFirst("currentSchema=.*", "currentSchema=made_by_us");
        try (ChartStore store = ChartStore.open(url)) {
            assertThat(store.chartCount()).isZero();
        }
    }

    @Test
    void a_closed_store_says_so() {
        ChartStore store = ChartStore.open(folder.resolve("charts.db"));
        store.close();
        StoreException e = catchThrowableOfType(StoreException.class, () -> store.chart("p1"));
        assertThat(e.problem().message()).contains("closed");
        assertThat(List.of(store.location()).getFirst()).endsWith("charts.db");
    }
}
