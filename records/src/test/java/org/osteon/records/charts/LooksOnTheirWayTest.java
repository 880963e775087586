package org.osteon.records.charts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.osteon.access.Person;
import org.osteon.access.Role;

/// Looks are written while the answer is made, and it does not leave before they are on disk.
class LooksOnTheirWayTest {
    private static Visit visit() {
        return new Visit(
                Person.of("anna", "Anna", new Role("nurse")),
                new Role("nurse"),
                List.of(),
                "",
                "r-1",
                "GET /",
                false);
    }

    @Test
    void a_look_is_waited_for_where_nobody_promised_to_wait_later() {
        AtomicBoolean written = new AtomicBoolean();
        visit().look(() -> written.set(true));
        assertThat(written).isTrue();
    }

    @Test
    void an_answer_is_made_meanwhile_and_waits_at_its_end() throws InterruptedException {
        Visit visit = visit();
        CountDownLatch disk = new CountDownLatch(1);
        AtomicBoolean written = new AtomicBoolean();
        visit.looksWhileAnswering();
        visit.look(() -> {
            await(disk);
            written.set(true);
        });
        AtomicBoolean left = new AtomicBoolean();
        Thread answer =
                Thread.ofVirtual()
                        .start(() -> {
                            visit.settle();
                            left.set(true);
                        });
        Thread.sleep(100);
        assertThat(left).as("leaves before its look is on disk").isFalse();

        disk.countDown();
        answer.join();
        assertThat(written).isTrue();
        assertThat(visit.waited()).isPositive();
        AtomicBoolean afterwards = new AtomicBoolean();
        visit.look(() -> afterwards.set(true));
        assertThat(afterwards).as("what is shown after the first byte").isTrue();
    }

    @Test
    void a_look_that_cannot_be_written_is_the_end_of_the_answer_once() {
        Visit visit = visit();
        visit.looksWhileAnswering();
        visit.look(() -> {});
        visit.look(() -> {
            throw new IllegalStateException("the disk is full");
        });
        assertThatThrownBy(visit::settle)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the disk is full");
        visit.settle();
    }

    @Test
    void whoever_answers_without_a_response_waits_all_the_same() {
        Visit visit = visit();
        visit.looksWhileAnswering();
        AtomicBoolean written = new AtomicBoolean();
        String made =
                Visits.answer(
                        visit,
                        () -> {
                            visit.look(() -> {
                                try {
                                    Thread.sleep(50);
                                } catch (InterruptedException _) {
                                    Thread.currentThread().interrupt();
                                }
                                written.set(true);
                            });
                            return "made";
                        });
        assertThat(made).isEqualTo("made");
        assertThat(written).isTrue();
    }

    private static void await(CountDownLatch disk) {
        try {
            disk.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
