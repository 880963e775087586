package org.osteon.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// X10: a copy is taken while others write, and a store comes back from it as it was, or as it was
/// at a moment.
class RestorationTest {
    private static final Instant MONDAY = Instant.parse("2025-06-02T08:00:00Z");

    @TempDir private Path folder;

    private Path file = Path.of("");
    private ChartStore store;

    @BeforeEach
    void four_days_of_three_charts() {
        file = folder.resolve("charts.db");
        store = ChartStore.open(file);
        append(0, "p1", StoreTest.creatinine("1.1"), StoreTest.resource("Condition", "c", ""));
        append(1, "p1", StoreTest.creatinine("1.2"));
        append(1, "p2", StoreTest.creatinine("2.1"));
        append(2, "p1", Change.delete("Condition", "c"), StoreTest.resource("Goal", "g", ""));
        append(3, "p3", StoreTest.creatinine("3.1"));
        append(3, "p1", StoreTest.resource("Condition", "c", "\"recordedDate\":\"2025-06-05\""));
        store.putSummaries(List.of(new ChartSummary("p3", "worklist", "{}", 5, 5)));
    }

    @AfterEach
    void close() {
        store.close();
    }

    private static Instant day(int day) {
        return MONDAY.plusSeconds(86_400L * day);
    }

    private void append(int day, String chart, Change... changes) {
        assertThat(store.append(chart, StoreTest.at(day(day)), List.of(changes)))
                .isInstanceOf(Appended.Recorded.class);
    }

    private Path backup() {
        Path copy = folder.resolve("backup.db");
        store.copyTo(copy);
        return copy;
    }

    private ChartStore restored(Path backup, @Nullable Instant at) {
        Path target =
                folder.resolve("restored-" + (at == null ? "whole" : at.getEpochSecond()) + ".db");
        Restoration.finish(Restoration.prepare(backup, target, at), target, day(9));
        return ChartStore.existing(target.toString(), Path.of(file + ".key"));
    }

    private static String text(ChartStore store, String chart, @Nullable Instant at) {
        return (at == null ? store.chart(chart) : store.chart(chart, at))
                .map(found -> new String(found.utf8(), java.nio.charset.StandardCharsets.UTF_8))
                .orElse("none");
    }

    private static void isIntact(ChartStore store) {
        assertThat(store.verify()).isInstanceOf(Verification.Intact.class);
    }

    @Test
    void a_store_comes_back_as_it_was() {
        try (ChartStore back = restored(backup(), null)) {
            isIntact(back);
            assertThat(back.auditHead()).isEqualTo(store.auditHead());
            assertThat(back.charts(0, 9)).isEqualTo(store.charts(0, 9));
            for (String chart : List.of("p1", "p2", "p3")) {
                assertThat(text(back, chart, null)).isEqualTo(text(store, chart, null));
            }
        }
    }

    @Test
    void a_store_comes_back_as_it_was_at_a_moment() {
        for (int day = 0; day < 4; day++) {
            try (ChartStore back = restored(backup(day), day(day).plusSeconds(1))) {
                isIntact(back);
                for (String chart : List.of("p1", "p2", "p3")) {
                    assertThat(text(back, chart, null))
                            .as(chart + " on day " + day)
                            .isEqualTo(text(store, chart, day(day).plusSeconds(1)));
                }
            }
        }
    }

    private Path backup(int day) {
        Path copy = folder.resolve("backup-" + day + ".db");
        store.copyTo(copy);
        return copy;
    }

    @Test
    void what_is_cut_back_is_found_searched_and_written_on_as_if_it_never_went_on() {
        try (ChartStore back = restored(backup(), day(1).plusSeconds(1))) {
            assertThat(back.chartCount()).isEqualTo(2);
            assertThat(back.search(ResourceQuery.of("Observation")).resources()).hasSize(2);
            assertThat(back.find(new ResourceId("Goal", "g"))).isEmpty();
            assertThat(back.listing("p1").orElseThrow().resources()).isEqualTo(2);
        }
        Path target = folder.resolve("restored-" + day(1).plusSeconds(1).getEpochSecond() + ".db");
        try (ChartStore back = ChartStore.open(target.toString(), Path.of(file + ".key"))) {
            assertThat(
                            back.append(
                                    "p1",
                                    StoreTest.at(day(5)),
                                    List.of(StoreTest.creatinine("1.9"))))
                    .isInstanceOf(Appended.Recorded.class);
            isIntact(back);
            assertThatThrownBy(() ->
                            TestDatabase.SQLITE.execute(target.toString(), "DELETE FROM audit"))
                    .hasMessageContaining("only ever added");
        }
    }

    @Test
    void a_copy_taken_while_others_write_is_whole() throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        Thread writer =
                Thread.ofVirtual()
                        .start(() -> {
                            for (int i = 0; !done.get(); i++) {
                                append(
                                        4,
                                        "w" + i,
                                        StoreTest.creatinine("1.1"),
                                        StoreTest.resource("Goal", "g", ""));
                            }
                        });
        for (int i = 0; i < 5; i++) {
            Path copy = backup(10 + i);
            try (ChartStore copied = ChartStore.existing(copy.toString(), Path.of(file + ".key"))) {
                isIntact(copied);
                assertThat(copied.chartsAfter("v", 10_000))
                        .allSatisfy(chart -> assertThat(chart.resources()).isEqualTo(2));
            }
        }
        done.set(true);
        writer.join();
    }

    @Test
    void nothing_is_written_over() throws IOException {
        Path backup = backup();
        Path target = Files.writeString(folder.resolve("mine.db"), "mine");

        assertThatThrownBy(() -> Restoration.prepare(backup, target, null))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("there is a store already; move it away first");
        assertThat(target).hasContent("mine");
        assertThatThrownBy(() -> store.copyTo(target)).hasMessageContaining("is there already");
        assertThat(target).hasContent("mine");
        assertThatThrownBy(() ->
                        Restoration.prepare(
                                folder.resolve("typo.db"), folder.resolve("new.db"), null))
                .hasMessageContaining("there is no such file");
        assertThat(folder.resolve("typo.db")).doesNotExist();
    }

    @Test
    void heads_of_what_was_there_before_are_set_aside() throws IOException {
        store.writeHead(day(4));
        Path backup = backup();
        Path target = folder.resolve("again.db");
        Files.copy(Path.of(file + ".heads"), Path.of(target + ".heads"));

        Path prepared = Restoration.prepare(backup, target, day(1));
        assertThat(Restoration.finish(prepared, target, day(9)))
                .hasValueSatisfying(aside -> assertThat(aside).exists());
        assertThat(Path.of(target + ".heads")).doesNotExist();
        try (ChartStore back = ChartStore.existing(target.toString(), Path.of(file + ".key"))) {
            isIntact(back);
        }
    }
}
