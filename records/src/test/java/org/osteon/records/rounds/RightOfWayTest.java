package org.osteon.records.rounds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Whoever waits for an answer goes first, and what goes on by itself comes to its end all the
/// same.
class RightOfWayTest {
    private final ConcurrentLinkedQueue<RightOfWay.Passage> begun = new ConcurrentLinkedQueue<>();
    private final List<Thread> threads = new ArrayList<>();

    @AfterEach
    void interrupt() {
        threads.forEach(Thread::interrupt);
    }

    /// Each of so many threads wants to begin a piece.
    private void want(RightOfWay way, int pieces) {
        for (int i = 0; i < pieces; i++) {
            threads.add(
                    Thread.ofPlatform()
                            .daemon()
                            .start(() -> {
                                try {
                                    begun.add(way.piece());
                                } catch (InterruptedException _) {
                                    Thread.currentThread().interrupt();
                                }
                            }));
        }
        until(() -> threads.stream().allMatch(RightOfWayTest::isDoneOrWaits));
    }

    private static boolean isDoneOrWaits(Thread thread) {
        return thread.getState() == Thread.State.WAITING || !thread.isAlive();
    }

    private static void until(BooleanSupplier what) {
        for (int i = 0; i < 2_000 && !what.getAsBoolean(); i++) {
            pause();
        }
        assertThat(what.getAsBoolean()).isTrue();
    }

    private static void pause() {
        try {
            Thread.sleep(5);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @CsvSource({"2,0,2", "2,1,1", "2,2,1", "2,50,1", "8,0,8", "8,3,5", "8,7,1", "1,0,1", "1,5,1"})
    void each_answer_that_is_being_made_takes_a_processor_but_for_the_last(
            int processors, int answers, int pieces) {
        RightOfWay way = new RightOfWay(processors);
        for (int i = 0; i < answers; i++) {
            assertThat(way.answer()).isNotNull();
        }
        want(way, processors + 2);
        assertThat(begun).hasSize(pieces);
    }

    @Test
    void an_answer_that_is_made_gives_its_processor_back() {
        RightOfWay way = new RightOfWay(2);
        RightOfWay.Passage answer = way.answer();
        want(way, 2);
        assertThat(begun).hasSize(1);
        answer.close();
        until(() -> begun.size() == 2);
    }

    @Test
    void a_piece_that_was_begun_before_somebody_asked_is_ended_and_no_other_begun() {
        RightOfWay way = new RightOfWay(2);
        want(way, 2);
        assertThat(way.answer()).isNotNull();
        want(way, 2);
        begun.remove().close();
        assertThat(begun).hasSize(1);
        begun.remove().close();
        until(() -> begun.size() == 1);
    }

    @Test
    void nothing_holds_up_what_always_may() {
        RightOfWay way = RightOfWay.always();
        assertThat(way.answer()).isNotNull();
        want(way, 20);
        assertThat(begun).hasSize(20);
    }

    @Test
    void who_waits_for_a_piece_can_be_called_off() throws InterruptedException {
        RightOfWay way = new RightOfWay(1);
        RightOfWay.Passage first = way.piece();
        Thread.currentThread().interrupt();
        assertThatExceptionOfType(InterruptedException.class).isThrownBy(way::piece);
        first.close();
        assertThat(way.piece()).isNotNull();
    }

    @Test
    void work_of_many_pieces_lets_others_have_theirs_in_between() throws InterruptedException {
        RightOfWay way = new RightOfWay(1);
        for (int round = 0; round < 50; round++) {
            RightOfWay.Passage one = way.piece();
            want(way, 1);
            one.close();
            Thread.startVirtualThread(() -> {
                until(() -> !begun.isEmpty());
                begun.remove().close();
            });
            try (RightOfWay.Passage next = way.piece()) {
                assertThat(next).isNotNull();
                assertThat(begun).isEmpty();
                until(() -> threads.stream().noneMatch(Thread::isAlive));
            }
        }
    }

    @Test
    void who_is_called_off_holds_up_nobody_behind() {
        RightOfWay way = new RightOfWay(1);
        want(way, 1);
        want(way, 1);
        want(way, 1);
        Thread calledOff = threads.get(1);
        calledOff.interrupt();
        until(() -> !calledOff.isAlive());
        begun.remove().close();
        until(() -> begun.size() == 1);
    }

    @Test
    void all_work_ends_while_others_ask_without_a_pause_and_never_more_is_done_than_may_be()
            throws InterruptedException {
        RightOfWay way = new RightOfWay(3);
        AtomicInteger done = new AtomicInteger();
        AtomicInteger atOnce = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        RightOfWay.Passage always = way.answer();
        for (int i = 0; i < 6; i++) {
            threads.add(
                    Thread.ofPlatform()
                            .daemon()
                            .start(() -> {
                                while (done.get() < 3_000) {
                                    try (RightOfWay.Passage _ = way.piece()) {
                                        most.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
                                        done.incrementAndGet();
                                        atOnce.decrementAndGet();
                                    } catch (InterruptedException _) {
                                        return;
                                    }
                                }
                            }));
            threads.add(
                    Thread.ofPlatform()
                            .daemon()
                            .start(() -> {
                                while (done.get() < 3_000) {
                                    try (RightOfWay.Passage _ = way.answer()) {
                                        Thread.onSpinWait();
                                    }
                                }
                            }));
        }
        for (Thread one : threads) {
            one.join(30_000);
            assertThat(one.isAlive()).isFalse();
        }
        assertThat(done.get()).isGreaterThanOrEqualTo(3_000);
        assertThat(most.get()).isBetween(1, 2);
        always.close();
    }
}
