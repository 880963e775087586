package org.osteon.workflow.studies;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// The flow of people sums on every level, or nothing is drawn (records, 6.4; outcomes, 17).
class ConsortTest {
    private static final List<String> ARMS = List.of("One", "Two");
    private final List<StudyEntry> log = new ArrayList<>();

    private void enter(String number, StudyEntry.Kind kind, String... said) {
        Map<String, String> all = new HashMap<>();
        for (int i = 0; i < said.length; i += 2) {
            all.put(said[i], said[i + 1]);
        }
        log.add(new StudyEntry("s", log.size() + 1, number, kind, all, Instant.EPOCH, "A"));
    }

    private Consort counts(Map<String, String> allocated, boolean locked) {
        return ((Consort.Drawn.Diagram) Consort.of(Participant.of(log), allocated, ARMS, locked))
                .counts();
    }

    @Test
    void people_are_counted_where_the_log_says_they_are() {
        enter("1", StudyEntry.Kind.SCREENED, "result", "FAILS");
        enter("2", StudyEntry.Kind.SCREENED, "result", "MEETS_ALL");
        enter("2", StudyEntry.Kind.DECLINED, "what", "declined to take part");
        enter("3", StudyEntry.Kind.SCREENED, "result", "UNKNOWN");
        for (String number : List.of("4", "5", "6")) {
            enter(number, StudyEntry.Kind.SCREENED, "result", "MEETS_ALL");
            enter(number, StudyEntry.Kind.ALLOCATED);
        }
        enter("4", StudyEntry.Kind.RECEIVED);
        enter("5", StudyEntry.Kind.NOT_RECEIVED, "reason", "wanted none");
        enter("5", StudyEntry.Kind.ENDED, "what", "lost");
        enter("4", StudyEntry.Kind.CODE_BROKEN);
        enter("6", StudyEntry.Kind.NOT_ANALYSED, "reason", "never treated");

        Consort counts = counts(Map.of("4", "One", "5", "One", "6", "Two"), true);

        assertThat(counts.assessed()).isEqualTo(6);
        assertThat(counts.excluded())
                .isEqualTo(Map.of(Consort.NOT_MEETING, 1, "declined to take part", 1));
        assertThat(counts.waiting()).isEqualTo(1);
        assertThat(counts.randomised()).isEqualTo(3);
        Consort.Group one = counts.groups().getFirst();
        assertThat(one.allocated()).isEqualTo(2);
        assertThat(one.received()).isEqualTo(1);
        assertThat(one.notReceived()).isEqualTo(Map.of("wanted none", 1));
        assertThat(one.left()).isEqualTo(Map.of("lost", 1));
        assertThat(one.following()).isEqualTo(1);
        assertThat(one.broken()).isEqualTo(1);
        assertThat(one.analysed()).contains(2);
        Consort.Group two = counts.groups().getLast();
        assertThat(two.receiptOpen()).isEqualTo(1);
        assertThat(two.analysed()).contains(0);
    }

    @Test
    void before_the_data_is_locked_nobody_is_said_to_be_analysed() {
        enter("1", StudyEntry.Kind.ALLOCATED);
        assertThat(counts(Map.of("1", "One"), false).groups())
                .allSatisfy(one -> assertThat(one.analysed()).isEmpty());
    }

    @Test
    void log_and_table_of_allocations_that_differ_are_told_and_not_drawn() {
        enter("1", StudyEntry.Kind.ALLOCATED);
        enter("2", StudyEntry.Kind.SCREENED, "result", "MEETS_ALL");

        assertThat(Consort.of(Participant.of(log), Map.of("2", "One", "9", "Two"), ARMS, false))
                .isInstanceOfSatisfying(
                        Consort.Drawn.Refused.class,
                        refused ->
                                assertThat(refused.differences())
                                        .anyMatch(
                                                one -> one.startsWith("1 is allocated in the log"))
                                        .anyMatch(one -> one.startsWith("2 is in the table"))
                                        .anyMatch(one -> one.startsWith("9 is in the table")));
        assertThat(Consort.of(Participant.of(log), Map.of("1", "Three"), ARMS, false))
                .isInstanceOfSatisfying(
                        Consort.Drawn.Refused.class,
                        refused ->
                                assertThat(refused.differences())
                                        .anyMatch(one -> one.contains("Three")));
    }

    /// Whatever is entered in whatever order, the levels sum.
    @Test
    void every_level_sums_whatever_became_of_people() {
        SplittableRandom random = new SplittableRandom(20261130);
        List<StudyEntry.Kind> kinds = List.of(StudyEntry.Kind.values());
        for (int trial = 0; trial < 300; trial++) {
            log.clear();
            Map<String, String> allocated = new HashMap<>();
            int people = 1 + random.nextInt(30);
            for (int i = 0; i < 120; i++) {
                String number = "p" + random.nextInt(people);
                StudyEntry.Kind kind = kinds.get(random.nextInt(kinds.size()));
                enter(
                        number,
                        kind,
                        "what",
                        random.nextBoolean() ? "lost" : "stopped-treatment",
                        "reason",
                        "r" + random.nextInt(3),
                        "result",
                        random.nextBoolean() ? "FAILS" : "MEETS_ALL");
                if (kind == StudyEntry.Kind.ALLOCATED) {
                    allocated.put(number, ARMS.get(random.nextInt(2)));
                }
            }
            assertThat(Consort.of(Participant.of(log), allocated, ARMS, random.nextBoolean()))
                    .isInstanceOf(Consort.Drawn.Diagram.class);
        }
    }
}
