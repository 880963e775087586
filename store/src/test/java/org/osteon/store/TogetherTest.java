package org.osteon.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/// Several things in one transaction, and several writers in one commit: all of it or nothing of
/// each.
class TogetherTest extends StoreTest {
    private static Change.Put observation(String id) {
        return Change.put(
                "Observation", id, "{\"resourceType\":\"Observation\",\"id\":\"" + id + "\"}");
    }

    @Test
    void what_is_done_together_reads_what_it_wrote_and_is_there_at_its_end() {
        String seen =
                store.together(() -> {
                    store.append("a", at(MONDAY), List.of(observation("o")));
                    store.keep("note", new KeptNote("n", "{}"));
                    return store.chart("a").orElseThrow().resources().size()
                            + " "
                            + store.keptCount("note");
                });

        assertThat(seen).isEqualTo("1 1");
        assertThat(store.chart("a")).isPresent();
        assertThat(store.verify()).isInstanceOf(Verification.Intact.class);
    }

    @Test
    void nobody_else_sees_it_before_its_end() throws Exception {
        try (var threads = Executors.newSingleThreadExecutor()) {
            long seen =
                    store.together(() -> {
                        store.append("a", at(MONDAY), List.of(observation("o")));
                        try {
                            return threads.submit(store::chartCount).get();
                        } catch (Exception e) {
                            throw new IllegalStateException(e);
                        }
                    });
            assertThat(seen).isZero();
            assertThat(store.chartCount()).isEqualTo(1);
        }
    }

    @Test
    void where_it_throws_nothing_of_it_is_written() {
        assertThatThrownBy(() ->
                        store.together(() -> {
                            store.append("a", at(MONDAY), List.of(observation("o")));
                            store.look(List.of());
                            throw new IllegalStateException("given up");
                        }))
                .hasMessage("given up");

        assertThat(store.chartCount()).isZero();
        append("a", MONDAY, observation("o"));
        assertThat(store.verify()).isInstanceOf(Verification.Intact.class);
    }

    @Test
    void a_part_that_is_not_recorded_leaves_no_trace_and_the_others_stay() {
        store.together(() -> {
            store.append("a", at(MONDAY), List.of(observation("o")));
            List<Appended> conflict =
                    store.appendAll(
                            at(MONDAY),
                            List.of(
                                    new ChartBatch("b", List.of(observation("o"))),
                                    new ChartBatch("a", List.of(observation("o").expecting(7)))),
                            List.of(new NoteChange.Keep("note", new KeptNote("n", "{}"))));
            assertThat(conflict).anyMatch(Appended.Conflict.class::isInstance);
            assertThat(store.chart("b")).isEmpty();
            store.append("c", at(MONDAY), List.of(observation("o")));
            return true;
        });

        assertThat(store.charts(0, 10)).extracting(ChartListing::id).containsExactly("a", "c");
        assertThat(store.keptCount("note")).isZero();
        assertThat(store.verify()).isInstanceOf(Verification.Intact.class);
    }

    @Test
    void what_is_read_as_of_one_moment_knows_nothing_that_came_since_and_writes_nothing()
            throws Exception {
        append("a", MONDAY, observation("o"));
        try (var threads = Executors.newSingleThreadExecutor()) {
            long seen =
                    store.reading(() -> {
                        long before = store.chartCount();
                        try {
                            threads.submit(() -> append("b", MONDAY, observation("o"))).get();
                        } catch (Exception e) {
                            throw new IllegalStateException(e);
                        }
                        assertThat(store.chartCount()).isEqualTo(before);
                        assertThatThrownBy(() ->
                                        store.append("c", at(MONDAY), List.of(observation("o"))))
                                .isInstanceOf(IllegalStateException.class);
                        return before;
                    });
            assertThat(seen).isEqualTo(1);
        }
        assertThat(store.chartCount()).isEqualTo(2);
    }

    /// While one writes, others come: they go to disk in one commit, and one that fails takes
    /// nobody with it.
    @Test
    void writers_that_wait_go_together_and_each_gets_its_own_answer() throws Exception {
        append("a", MONDAY, observation("o"));
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Boolean> first =
                    threads.submit(() ->
                            store.together(() -> {
                                begun.countDown();
                                try {
                                    end.await();
                                } catch (InterruptedException e) {
                                    throw new IllegalStateException(e);
                                }
                                return true;
                            }));
            begun.await();
            List<Future<List<Appended>>> all = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                String chart = "p" + i;
                Change change =
                        i % 4 == 1 ? observation("o").expecting(9) : observation("o").expecting(0);
                all.add(
                        threads.submit(() ->
                                store.appendAll(
                                        at(MONDAY),
                                        List.of(new ChartBatch(chart, List.of(change))),
                                        List.of(
                                                new NoteChange.Keep(
                                                        "note", new KeptNote(chart, "{}"))))));
            }
            Thread.sleep(200);
            end.countDown();
            assertThat(first.get()).isTrue();
            for (int i = 0; i < all.size(); i++) {
                List<Appended> given = all.get(i).get();
                assertThat(given).hasSize(1);
                assertThat(given.getFirst())
                        .isInstanceOf(
                                i % 4 == 1 ? Appended.Conflict.class : Appended.Recorded.class);
                assertThat(store.chart("p" + i).isPresent()).isEqualTo(i % 4 != 1);
            }
        }
        assertThat(store.keptCount("note")).isEqualTo(30);
        assertThat(store.verify()).isInstanceOf(Verification.Intact.class);
    }

    @Test
    void notes_are_walked_over_by_their_ids() {
        for (String id : List.of("c", "a", "b", "ä")) {
            store.keep("note", new KeptNote(id, "{}"));
        }
        store.keep("other", new KeptNote("aa", "{}"));

        List<String> all = new ArrayList<>();
        List<KeptNote> some = store.keptAfter("note", "", 2);
        while (!some.isEmpty()) {
            some.forEach(one -> all.add(one.id()));
            some = store.keptAfter("note", some.getLast().id(), 2);
        }
        assertThat(all).containsExactly("a", "b", "c", "ä");
    }
}
