package org.osteon.app.http.web.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.osteon.access.Action;
import org.osteon.app.http.web.PatientLines;
import org.osteon.records.words.Problem;
import org.osteon.workflow.desk.WorklistEntry;

/// Somebody is looked for by the number of their record: that nobody has it is said only as far as
/// numbers are known.
class RecordNumberTest {
    private static FollowUpController finding(List<String> charts, int pending) {
        return new FollowUpController(
                null,
                new PatientLines() {
                    @Override
                    public Lines lines(LocalDate day) {
                        throw new AssertionError("no list is asked for");
                    }

                    @Override
                    public WithRecord withRecord(Action action, String number) {
                        assertThat(action).isEqualTo(Action.REPORT);
                        assertThat(number).isEqualTo("77-1");
                        return new WithRecord(charts, pending);
                    }

                    @Override
                    public void shown(Collection<WorklistEntry> entries) {
                        throw new AssertionError("nobody is shown");
                    }
                },
                null);
    }

    private static String told(List<String> charts, int pending) {
        String[] said = new String[1];
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> finding(charts, pending).find(" 77-1 "))
                .satisfies(problem -> said[0] = problem.getMessage() + " " + problem.remedy());
        return said[0];
    }

    @Test
    void while_charts_are_still_to_be_read_nobody_is_not_said_for_good() {
        assertThat(told(List.of(), 3))
                .contains(
                        "“77-1” is the record number of nobody whose reports are yours.",
                        "3 charts are still to be read: their numbers are not known yet.",
                        "Ask again in a moment.");
        assertThat(told(List.of(), 1)).contains("1 chart is still to be read");
        assertThat(told(List.of("a", "b"), 2))
                .contains("is the record number of 2 patients", "2 charts are still to be read");
    }

    @Test
    void once_all_are_read_nobody_is_nobody() {
        assertThat(told(List.of(), 0))
                .contains("is the record number of nobody")
                .doesNotContain("still to be read", "in a moment");
    }

    @Test
    void one_that_is_found_is_led_to_whatever_is_still_to_be_read() {
        assertThat(finding(List.of("p7"), 5).find("77-1").getHeaders().getLocation())
                .hasToString("/patients/p7/follow-up");
    }
}
