package org.osteon.app.http.web.donors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.osteon.records.words.Problem;
import org.osteon.records.words.ProblemKind;

/// Thirty-two searches at once share the processors, nobody's many hold up another's one, and what
/// is too much is said.
@Timeout(30)
class SearchTurnsTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    /// Searches that begin when they may, and end when they are let.
    private static final class Searches implements AutoCloseable {
        private final ExecutorService people = Executors.newVirtualThreadPerTaskExecutor();
        private final List<String> begun = Collections.synchronizedList(new ArrayList<>());
        private final CountDownLatch first = new CountDownLatch(1);
        private final CountDownLatch let = new CountDownLatch(1);
        private final SearchTurns turns;

        Searches(SearchTurns turns) {
            this.turns = turns;
        }

        Future<String> ask(String who) {
            return people.submit(() ->
                    turns.take(
                            who,
                            () -> {
                                begun.add(who);
                                first.countDown();
                                try {
                                    let.await();
                                } catch (InterruptedException e) {
                                    throw new IllegalStateException(e);
                                }
                                return who;
                            }));
        }

        @Override
        public void close() {
            let.countDown();
            people.close();
        }
    }

    private static void settle() throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(200);
    }

    @Test
    void of_thirty_two_at_once_no_more_run_than_may_and_all_are_answered() throws Exception {
        SearchTurns turns = new SearchTurns(2, SearchTurns.MOST_WAITING, LONG);
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        List<Future<Integer>> all = new ArrayList<>();
        try (ExecutorService people = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 32; i++) {
                int number = i;
                all.add(
                        people.submit(() ->
                                turns.take(
                                        "p" + number % 5,
                                        () -> {
                                            most.accumulateAndGet(
                                                    running.incrementAndGet(), Math::max);
                                            sleep(10);
                                            running.decrementAndGet();
                                            return number;
                                        })));
            }
        }
        for (int i = 0; i < 32; i++) {
            assertThat(all.get(i).get()).isEqualTo(i);
        }
        assertThat(most).hasValue(2);
    }

    private static void sleep(long milliseconds) {
        try {
            TimeUnit.MILLISECONDS.sleep(milliseconds);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void who_asks_for_one_waits_for_one_search_of_who_asks_for_twenty() throws Exception {
        List<String> begun;
        try (Searches searches = new Searches(new SearchTurns(1, 32, LONG))) {
            begun = searches.begun;
            for (int i = 0; i < 20; i++) {
                var _ = searches.ask("many");
            }
            searches.first.await();
            settle();
            Future<String> one = searches.ask("one");
            settle();
            searches.let.countDown();
            one.get();
        }
        assertThat(begun).hasSize(21).startsWith("many", "one", "many");
    }

    @Test
    void what_is_too_much_is_said_and_the_next_is_taken_when_there_is_room() throws Exception {
        SearchTurns turns = new SearchTurns(1, 3, LONG);
        try (Searches searches = new Searches(turns)) {
            for (int i = 0; i < 4; i++) {
                var _ = searches.ask("p" + i);
            }
            searches.first.await();
            settle();
            assertThatThrownBy(() -> turns.take("late", () -> "found"))
                    .isInstanceOfSatisfying(
                            Problem.class,
                            problem -> {
                                assertThat(problem.kind()).isEqualTo(ProblemKind.BUSY);
                                assertThat(problem.message()).contains("3 donor searches wait");
                                assertThat(problem.remedy()).contains("search again");
                            });
            searches.let.countDown();
        }
        assertThat(turns.<String>take("late", () -> "found")).isEqualTo("found");
    }

    @Test
    void a_search_that_fails_leaves_its_turn_to_the_next() {
        SearchTurns turns = new SearchTurns(1, 3, LONG);
        assertThatThrownBy(() ->
                        turns.take(
                                "p",
                                () -> {
                                    throw new IllegalArgumentException("broken");
                                }))
                .hasMessage("broken");
        assertThat(turns.<String>take("p", () -> "found")).isEqualTo("found");
    }

    @Test
    void whose_turn_does_not_come_is_told_and_holds_up_nobody() throws Exception {
        SearchTurns turns = new SearchTurns(1, 3, Duration.ofMillis(300));
        try (Searches searches = new Searches(turns)) {
            var _ = searches.ask("long");
            searches.first.await();
            assertThatThrownBy(() -> turns.take("p", () -> "found"))
                    .isInstanceOfSatisfying(
                            Problem.class,
                            problem -> assertThat(problem.message()).contains("was not begun"));
        }
        assertThat(turns.<String>take("p", () -> "found")).isEqualTo("found");
    }
}
