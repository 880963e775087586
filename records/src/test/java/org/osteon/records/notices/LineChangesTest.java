package org.osteon.records.notices;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.osteon.pathway.BoardPlace;
import org.osteon.records.worklist.LineNews;
import org.osteon.workflow.desk.Attention;
import org.osteon.workflow.desk.CareSetting;
import org.osteon.workflow.desk.Priority;
import org.osteon.workflow.desk.WorklistEntry;
import org.osteon.workflow.tasks.Task;

/// What happened between two answers about a chart, each with its neighbours.
class LineChangesTest {
    private static final LocalDate DAY = LocalDate.of(2025, 3, 2);
    private static final Instant AT = Instant.parse("2025-03-02T12:00:00Z");

    private static WorklistEntry entry(
            String pathway, String decision, int rank, Attention attention, Task... tasks) {
        return new WorklistEntry(
                DAY,
                "p1",
                pathway,
                Priority.NONE,
                attention,
                rank,
                "Example",
                "",
                "",
                "",
                "",
                "",
                decision,
                "why it is so, in words that change every day",
                "",
                null,
                "",
                BoardPlace.of(""),
                null,
                List.of(tasks),
                List.of(),
                new CareSetting("", ""),
                "example");
    }

    private static Task task(String id, Task.Kind kind, String about, LocalDate from) {
        return new Task(
                id,
                "a",
                kind,
                about,
                "to do",
                Priority.TODAY,
                from,
                null,
                false,
                false,
                "",
                "",
                "",
                List.of(),
                Task.Hand.NONE,
                null);
    }

    private static LineNews.Lines lines(long revision, LocalDate day, WorklistEntry... entries) {
        return new LineNews.Lines(revision, day, List.of(entries));
    }

    private static List<Notice> between(LineNews.Lines before, LineNews.Lines now) {
        return LineChanges.of("p1", Optional.of(before), now, AT);
    }

    @Test
    void the_same_answer_for_another_reason_or_on_another_day_is_no_news() {
        assertThat(
                        between(
                                lines(1, DAY, entry("a", "Go", 2, Attention.LATER)),
                                lines(2, DAY.plusDays(1), entry("a", "Go", 2, Attention.DUE))))
                .isEmpty();
    }

    @Test
    void a_decision_that_becomes_another_begins_or_ends_is_news_of_its_pathway() {
        assertThat(
                        between(
                                lines(
                                        1,
                                        DAY,
                                        entry("a", "Go", 2, Attention.LATER),
                                        entry("b", "Go", 2, Attention.LATER),
                                        entry("c", "Go", 2, Attention.LATER)),
                                lines(
                                        2,
                                        DAY,
                                        entry("a", "Stop", 0, Attention.HELD),
                                        entry("b", "Go", 2, Attention.LATER),
                                        entry("d", "Go", 2, Attention.LATER))))
                .allMatch(one -> one.topic() == Topic.DECISION_CHANGED)
                .allMatch(one -> one.focus().equals("Patient/p1"))
                .extracting(Notice::pathway)
                .containsExactly("a", "c", "d");
    }

    @Test
    void a_chart_that_can_no_longer_be_read_is_news() {
        assertThat(
                        between(
                                lines(1, DAY, entry("a", "Go", 2, Attention.LATER)),
                                lines(2, DAY, WorklistEntry.unreadable("p1", "broken", DAY))))
                .extracting(Notice::topic)
                .containsExactly(Topic.DECISION_CHANGED);
    }

    @Test
    void a_red_flag_is_news_once_and_a_second_one_again() {
        Task first = task("a|f1", Task.Kind.CALL, "F1", DAY);
        Task second = task("a|f2", Task.Kind.CALL, "F2", DAY);
        LineNews.Lines none = lines(1, DAY, entry("a", "Call", 0, Attention.CALL));
        LineNews.Lines one = lines(2, DAY, entry("a", "Call", 0, Attention.CALL, first));
        LineNews.Lines both = lines(3, DAY, entry("a", "Call", 0, Attention.CALL, first, second));
        LineNews.Lines quiet = lines(4, DAY, entry("a", "Call", 0, Attention.LATER));

        assertThat(between(none, one)).extracting(Notice::topic).containsExactly(Topic.RED_FLAG);
        assertThat(between(one, both)).extracting(Notice::topic).containsExactly(Topic.RED_FLAG);
        assertThat(between(both, both)).isEmpty();
        assertThat(between(both, one)).isEmpty();
        assertThat(between(quiet, none)).extracting(Notice::topic).containsExactly(Topic.RED_FLAG);
    }

    @Test
    void a_dose_is_due_when_its_day_has_come_once_whether_it_is_to_be_released_or_given() {
        Task ahead = task("r", Task.Kind.RELEASE, "MedicationRequest/m", DAY.plusDays(1));
        Task give = task("g", Task.Kind.GIVE, "MedicationRequest/m", DAY.plusDays(1));
        LineNews.Lines before = lines(1, DAY, entry("a", "Go", 2, Attention.LATER, ahead));
        LineNews.Lines due =
                lines(1, DAY.plusDays(1), entry("a", "Go", 2, Attention.TO_RELEASE, ahead));
        LineNews.Lines released =
                lines(2, DAY.plusDays(1), entry("a", "Go", 2, Attention.TO_GIVE, give));

        assertThat(between(before, before)).isEmpty();
        assertThat(between(before, due))
                .singleElement()
                .satisfies(one -> assertThat(one.topic()).isEqualTo(Topic.DOSE_DUE))
                .satisfies(one -> assertThat(one.focus()).isEqualTo("MedicationRequest/m"));
        assertThat(between(due, released)).isEmpty();
    }

    @Test
    void the_same_thing_found_twice_is_one_thing() {
        LineNews.Lines go = lines(1, DAY, entry("a", "Go", 2, Attention.LATER));
        LineNews.Lines stop = lines(2, DAY, entry("a", "Stop", 0, Attention.HELD));
        LineNews.Lines later = lines(3, DAY, entry("a", "Stop", 0, Attention.HELD));
        assertThat(between(go, stop)).isEqualTo(between(go, stop));
        assertThat(between(go, stop).getFirst().id())
                .isNotEqualTo(between(go, later).getFirst().id());
    }
}
