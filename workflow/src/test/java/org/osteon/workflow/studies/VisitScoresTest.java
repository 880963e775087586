package org.osteon.workflow.studies;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.osteon.pathway.Course;

/// At a visit counts the form nearest to the planned day within its window, the earlier of two
/// (outcomes, 10).
class VisitScoresTest {
    private static final LocalDate ZERO = LocalDate.of(2025, 1, 10);
    private static final Study.Visit BEFORE = new Study.Visit("before", "Before", 0, -180, 0);
    private static final Study.Visit WEEK_6 = new Study.Visit("week-6", "Week 6", 42, 35, 49);

    private static Course.Point at(int day, int value) {
        return new Course.Point(ZERO.plusDays(day), BigDecimal.valueOf(value), "");
    }

    private static VisitScores of(LocalDate last, Course.Point... points) {
        return VisitScores.of(List.of(points), List.of(BEFORE, WEEK_6), ZERO, last);
    }

    @Test
    void the_nearest_within_the_window_counts_and_the_earlier_of_two_as_near() {
        VisitScores scores =
                of(
                        ZERO.plusDays(400),
                        at(-181, 1),
                        at(-20, 2),
                        at(0, 3),
                        at(34, 4),
                        at(40, 5),
                        at(44, 6),
                        at(50, 7));

        assertThat(scores.at("before")).contains(3.0);
        assertThat(scores.at("week-6")).contains(5.0);
    }

    @Test
    void what_lies_outside_every_window_counts_at_none() {
        assertThat(of(ZERO.plusDays(400), at(-181, 1), at(34, 4), at(50, 7)).byVisit()).isEmpty();
    }

    @Test
    void a_visit_is_expected_once_its_window_has_begun_while_they_were_followed() {
        assertThat(of(ZERO.plusDays(34)).expected()).containsEntry("week-6", false);
        assertThat(of(ZERO.plusDays(35)).expected()).containsEntry("week-6", true);
        assertThat(of(ZERO.plusDays(34), at(40, 5)).at("week-6"))
                .as("who left before reported nothing that counts")
                .isEmpty();
    }
}
