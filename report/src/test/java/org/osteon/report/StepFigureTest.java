package org.osteon.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.osteon.outcome.data.Groups;
import org.osteon.outcome.survival.EventTimes;

class StepFigureTest {
    private static final EventTimes FOUR =
            EventTimes.of(new double[] {100, 200, 300, 400}, new int[] {1, 0, 1, 0});

    @Test
    void groups_too_small_for_the_cut_off_are_drawn_to_the_end_of_their_follow_up() {
        StepFigure figure =
                StepFigure.survival("Survival", "days", "", FOUR, Groups.single(4), 0.95);

        assertThat(figure.end()).isEqualTo(400);
        assertThat(figure.ticks()).endsWith(300, 360);
    }

    @Test
    void a_label_with_a_quotation_mark_is_one_cell() {
        String csv =
                StepFigure.survival("Survival", "days", "", FOUR, Groups.single(4), 0.95).csv();

        assertThat(csv).startsWith("group,time,survival,lower,upper\nall,0,1,,\n");
    }
}
