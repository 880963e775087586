package org.osteon.records.charts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osteon.chart.Resource;
import org.osteon.store.Attribution;
import org.osteon.store.Change;
import org.osteon.store.ChartStore;

/// What charts say of who may see them is known whole, or not at all.
class ChartRegisterTest {
    private static final List<String> TYPES = List.of("CareTeam", "Consent");

    @TempDir Path folder;
    private ChartStore store;

    @BeforeEach
    void open() {
        store = ChartStore.open(folder.resolve("charts.db"));
    }

    @AfterEach
    void close() {
        store.close();
    }

    private void write(String chart, int teams) {
        List<Change> changes = new ArrayList<>();
        for (String type : List.of("Consent", "CareTeam", "Patient")) {
            for (int i = 0; i < (type.equals("CareTeam") ? teams : 1); i++) {
                changes.add(
                        Change.put(
                                type,
                                chart + i,
                                "{\"resourceType\":\"%s\",\"id\":\"%s\"}"
                                        .formatted(type, chart + i)));
            }
        }
        store.append(
                chart,
                new Attribution("test", Instant.parse("2025-03-02T11:00:00Z"), "import"),
                changes);
    }

    private ChartRegister<List<String>> register() {
        return new ChartRegister<>(
                store,
                TYPES,
                (_, resources) -> resources.stream().map(Resource::reference).toList());
    }

    @Test
    void read_by_many_threads_it_is_what_one_reads() {
        for (int chart = 0; chart < 12; chart++) {
            write("c" + chart + "-", 210);
        }
        ChartRegister<List<String>> ready = register();
        ready.makeReady();
        assertThat(ready.all()).hasSize(12).isEqualTo(register().all());
        assertThat(ready.all().get("c3-"))
                .hasSize(211)
                .startsWith("CareTeam/c3-0", "CareTeam/c3-1")
                .endsWith("Consent/c3-0");
    }

    @Test
    void what_comes_after_it_was_made_ready_is_heard_of() {
        write("a", 1);
        ChartRegister<List<String>> ready = register();
        ready.makeReady();
        write("b", 2);
        ready.makeReady();
        assertThat(ready.all()).containsOnlyKeys("a", "b");
    }

    @Test
    void one_that_could_not_be_read_is_read_again_and_never_taken_for_one_that_says_nothing() {
        write("a", 1);
        AtomicInteger asked = new AtomicInteger();
        ChartRegister<List<String>> register =
                new ChartRegister<>(
                        store,
                        TYPES,
                        (_, _) -> {
                            if (asked.incrementAndGet() < 3) {
                                throw new IllegalStateException("not now");
                            }
                            return List.of("said");
                        });
        assertThatThrownBy(register::makeReady).hasMessageContaining("not now");
        assertThatThrownBy(register::all).hasMessageContaining("not now");
        assertThat(register.all()).containsKey("a");
    }
}
