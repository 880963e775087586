package org.osteon.records.worklist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.osteon.pathway.KnowledgeBase;
import org.osteon.pathway.Pathway;
import org.osteon.pathway.WorkedCase;
import org.osteon.records.TestKnowledge;
import org.osteon.workflow.desk.Attention;
import org.osteon.workflow.desk.Priority;
import org.osteon.workflow.desk.WorklistEntry;
import org.osteon.workflow.forms.FormLibrary;

/// Whom the sweep of a new day takes first, over the worked cases of every therapy.
class UrgencyTest {
    private static final Path KNOWLEDGE = Path.of("..", "knowledge");
    private static final List<WorklistEntry> ENTRIES = new ArrayList<>();
    private static final Ground K = new Ground("k", "");

    @BeforeAll
    static void everybody() throws IOException {
        KnowledgeBase knowledge = TestKnowledge.delivered();
        FormLibrary forms = FormLibrary.of(knowledge);
        for (Pathway pathway : knowledge.pathways()) {
            for (WorkedCase one : WorkedCase.of(KNOWLEDGE, pathway)) {
                ENTRIES.addAll(WorklistEntry.of(List.of(pathway), forms, one.chart(), one.asOf()));
            }
        }
    }

    @Test
    void who_is_for_now_or_today_or_held_or_late_comes_first() {
        assertThat(ENTRIES)
                .filteredOn(one ->
                        one.priority().compareTo(Priority.THIS_WEEK) < 0
                                || one.attention().compareTo(Attention.UNDETERMINED) <= 0)
                .isNotEmpty()
                .allSatisfy(
                        one -> assertThat(Urgency.of(one, one.asOf())).isEqualTo(Urgency.PRESSING));
    }

    @Test
    void whose_time_begins_comes_before_who_can_wait() {
        assertThat(ENTRIES)
                .filteredOn(one ->
                        one.attention() == Attention.LATER
                                && one.priority().compareTo(Priority.THIS_WEEK) >= 0
                                && one.nextDay() != null
                                && one.nextDay().isAfter(one.asOf()))
                .isNotEmpty()
                .allSatisfy(one -> {
                    assertThat(Urgency.of(one, one.nextDay())).isEqualTo(Urgency.OPEN);
                    assertThat(Urgency.of(withoutTasks(one), one.nextDay().minusDays(1)))
                            .isEqualTo(Urgency.REST);
                });
    }

    private static WorklistEntry withoutTasks(WorklistEntry one) {
        return one.with(List.of());
    }

    @Test
    void what_changed_is_before_everything_and_what_was_never_assessed_before_who_can_wait() {
        ListedChart chart = new ListedChart("a", 1);
        LocalDate day = LocalDate.of(2025, 3, 2);
        assertThat(chart.urgency(day)).isEqualTo(Urgency.NEW);
        chart.know(new ChartLines(1, day, "k", List.of()));
        assertThat(chart.urgency(day)).isEqualTo(Urgency.REST);
        chart.seen(2);
        assertThat(chart.urgency(day)).isEqualTo(Urgency.CHANGED);
        assertThat(chart.isCurrent(day, K)).isFalse();
        chart.know(new ChartLines(2, day, "k", List.of()));
        assertThat(chart.isCurrent(day, K)).isTrue();
        assertThat(chart.isCurrent(day, new Ground("other knowledge", ""))).isFalse();
        assertThat(chart.isCurrent(day.plusDays(1), K)).isFalse();
        chart.know(new ChartLines(1, day, "k", List.of()));
        assertThat(chart.isCurrent(day, K)).as("an older answer does not come back").isTrue();
    }
}
