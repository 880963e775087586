package org.osteon.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/// Many at once: nobody sees half a batch, nobody's change is lost.
class ConcurrencyTest extends StoreTest {
    private static final int WRITERS = 4;
    private static final int BATCHES = 25;

    /// Each writer on a store of its own, as in processes of their own.
    private List<Appended> appendFromAll(Callable<Appended> step) throws Exception {
        try (var threads = Executors.newFixedThreadPool(WRITERS)) {
            List<Future<Appended>> running = new ArrayList<>();
            for (int i = 0; i < WRITERS * BATCHES; i++) {
                running.add(threads.submit(step));
            }
            List<Appended> done = new ArrayList<>();
            for (Future<Appended> future : running) {
                done.add(future.get());
            }
            return done;
        }
    }

    @Test
    void each_counted_change_is_there_and_the_others_were_told() throws Exception {
        append("p1", MONDAY, creatinine("0"));
        List<ChartStore> stores = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
            stores.add(ChartStore.open(location, key()));
        }
        var turn = new java.util.concurrent.atomic.AtomicInteger();
        List<Appended> done =
                appendFromAll(() -> {
                    ChartStore mine = stores.get(turn.incrementAndGet() % WRITERS);
                    StoredResource now = mine.read("p1", creatinine()).orElseThrow();
                    return mine.append(
                            "p1",
                            at(TUESDAY),
                            List.of(creatinine("" + now.version()).expecting(now.version())));
                });
        long written = done.stream().filter(Appended.Recorded.class::isInstance).count();
        assertThat(written).isPositive();
        assertThat(done)
                .allSatisfy(appended ->
                        assertThat(appended)
                                .isInstanceOfAny(Appended.Recorded.class, Appended.Conflict.class));
        assertThat(store.read("p1", creatinine()).orElseThrow().version()).isEqualTo(written + 1);
        assertThat(store.verify()).isInstanceOf(Verification.Intact.class);
        stores.forEach(ChartStore::close);
    }

    @Test
    void readers_see_whole_batches_only() throws Exception {
        AtomicBoolean writing = new AtomicBoolean(true);
        try (var threads = Executors.newFixedThreadPool(3)) {
            List<Future<Integer>> readers = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                readers.add(
                        threads.submit(() -> {
                            int reads = 0;
                            while (writing.get() || reads == 0) {
                                var chart = store.chart("p1");
                                if (chart.isPresent()) {
                                    assertThat(chart.get().resources()).hasSize(10);
                                    assertThat(
                                                    chart.get().resources().stream()
                                                            .map(StoredResource::version)
                                                            .distinct())
                                            .hasSize(1);
                                    reads++;
                                }
                            }
                            return reads;
                        }));
            }
            for (int batch = 0; batch < BATCHES; batch++) {
                Change[] changes = new Change[10];
                for (int i = 0; i < 10; i++) {
                    changes[i] = resource("Observation", "o" + i, "\"n\":" + batch);
                }
                append("p1", MONDAY, changes);
            }
            writing.set(false);
            for (Future<Integer> reader : readers) {
                assertThat(reader.get()).isPositive();
            }
        }
    }

    @Test
    void several_may_open_a_new_store_at_the_same_time() throws Exception {
        for (int round = 0; round < 5; round++) {
            String fresh = database.newLocation(folder);
            CyclicBarrier together = new CyclicBarrier(WRITERS);
            try (var threads = Executors.newFixedThreadPool(WRITERS)) {
                List<Callable<Appended>> steps = new ArrayList<>();
                for (int i = 0; i < WRITERS; i++) {
                    String chart = "p" + i;
                    steps.add(() -> {
                        together.await();
                        try (ChartStore mine = ChartStore.open(fresh)) {
                            return mine.append(chart, at(MONDAY), List.of(creatinine("1.1")));
                        }
                    });
                }
                for (Future<Appended> done : threads.invokeAll(steps)) {
                    assertThat(done.get()).isInstanceOf(Appended.Recorded.class);
                }
            }
            try (ChartStore mine = ChartStore.open(fresh)) {
                assertThat(mine.chartCount()).isEqualTo(WRITERS);
                assertThat(mine.verify()).isInstanceOf(Verification.Intact.class);
            }
        }
    }
}
