package org.osteon.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Store: several charts and notes in one transaction, all or nothing.
class AppendAllTest {
    private static final Attribution BY =
            new Attribution("Ward 3", Instant.parse("2025-06-02T10:00:00Z"), "feed");

    @TempDir Path folder;

    private static ChartBatch batch(String chart, Change change) {
        return new ChartBatch(chart, List.of(change));
    }

    private static Change.Put put(String id) {
        return Change.put(
                "Observation", id, "{\"resourceType\":\"Observation\",\"id\":\"" + id + "\"}");
    }

    private static NoteChange keep(String id) {
        return new NoteChange.Keep("message", new KeptNote(id, "{}"));
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void charts_and_notes_are_written_together(TestDatabase database) {
        try (ChartStore store = ChartStore.open(database.newLocation(folder))) {
            store.keep("letter", new KeptNote("l", "{}"));
            List<Appended> written =
                    store.appendAll(
                            BY,
                            List.of(batch("a", put("o")), batch("b", put("o"))),
                            List.of(
                                    keep("m-1"),
                                    keep("m-2"),
                                    new NoteChange.Discard("letter", "l")));

            assertThat(written).hasSize(2).allMatch(Appended.Recorded.class::isInstance);
            assertThat(store.chartCount()).isEqualTo(2);
            assertThat(store.keptCount("message")).isEqualTo(2);
            assertThat(store.keptUnder("message", "m-")).hasSize(2);
            assertThat(store.keptUnder("message", "m-2"))
                    .extracting(KeptNote::id)
                    .containsExactly("m-2");
            assertThat(store.kept("letter")).isEmpty();
            assertThat(store.verify()).isInstanceOf(Verification.Intact.class);
        }
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void where_one_is_not_as_expected_nothing_is_written(TestDatabase database) {
        try (ChartStore store = ChartStore.open(database.newLocation(folder))) {
            List<Appended> conflict =
                    store.appendAll(
                            BY,
                            List.of(batch("a", put("o")), batch("b", put("o").expecting(7))),
                            List.of(keep("m")));
            List<Appended> refused =
                    store.appendAll(
                            BY,
                            List.of(
                                    batch("a", put("o")),
                                    batch("b", Change.put("Observation", "o", "no JSON"))),
                            List.of(keep("m")));

            assertThat(conflict).anyMatch(Appended.Conflict.class::isInstance);
            assertThat(refused).hasOnlyElementsOfType(Appended.Refused.class);
            assertThat(store.chartCount()).isZero();
            assertThat(store.kept("message")).isEmpty();
            assertThat(store.appendAll(BY, List.of(batch("a", put("o"))), List.of())).hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void what_bears_an_identifier_is_found_in_all_charts(TestDatabase database) {
        try (ChartStore store = ChartStore.open(database.newLocation(folder))) {
            String json =
                    "{\"resourceType\":\"Observation\",\"id\":\"o\",\"identifier\":[{\"system\":\"urn:s\",\"value\":\"1\"}]}";
            Change bearing = Change.put("Observation", "o", json);
            store.appendAll(
                    BY,
                    List.of(batch("a", bearing), batch("b", bearing), batch("c", put("o"))),
                    List.of());
            store.append("b", BY, List.of(Change.delete("Observation", "o")));

            assertThat(bearing(store, "Observation", "urn:s|1"))
                    .extracting(StoredResource::chart)
                    .containsExactly("a");
            assertThat(bearing(store, "Observation", "urn:t|1")).isEmpty();
            assertThat(bearing(store, "Patient", "urn:s|1")).isEmpty();
        }
    }

    private static List<StoredResource> bearing(ChartStore store, String type, String identifier) {
        return store.search(ResourceQuery.of(type).with("identifier", identifier)).resources();
    }
}
