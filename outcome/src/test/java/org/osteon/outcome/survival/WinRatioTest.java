package org.osteon.outcome.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.osteon.outcome.UnusableInputException;
import org.osteon.outcome.data.Groups;

/// Pairs counted by hand (Pocock, Ariti, Collier and Wang 2012): death decides before admission.
class WinRatioTest {
    /// Two without treatment, then three with it.
    private static final Groups GROUPS =
            Groups.of(List.of("control", "control", "treated", "treated", "treated"));

    /// Deaths: control 1 on day 5, treated 1 on day 8; the others are seen until day 10, 10 and 4.
    private static final EventTimes DEATH =
            EventTimes.of(new double[] {5, 10, 8, 10, 4}, new int[] {1, 0, 1, 0, 0});

    /// Admissions: control 2 on day 2, treated 2 on day 2, treated 3 on day 3.
    private static final EventTimes ADMISSION =
            EventTimes.of(new double[] {5, 2, 8, 2, 3}, new int[] {0, 1, 0, 1, 1});

    @Test
    void each_pair_is_decided_by_the_first_level_that_tells() {
        WinRatio.Result result = WinRatio.compare(List.of(DEATH, ADMISSION), GROUPS);

        // Death: treated 1 and 2 outlive control 1; treated 1 dies before control 2 is lost. The
        // third
        // is seen too short to tell. Admission: control 2 is admitted before treated 3 and on the
        // day of
        // treated 2; treated 3 before control 1.
        assertThat(result.winsByLevel()).containsExactly(2, 1);
        assertThat(result.lossesByLevel()).containsExactly(1, 1);
        assertThat(result.wins()).isEqualTo(3);
        assertThat(result.losses()).isEqualTo(2);
        assertThat(result.ties()).isEqualTo(1);
        assertThat(result.winRatio()).isCloseTo(1.5, within(1e-12));
        assertThat(result.netBenefit()).isCloseTo(1 / 6.0, within(1e-12));
        assertThat(result.winOdds()).isCloseTo(3.5 / 2.5, within(1e-12));
    }

    @Test
    void the_order_of_the_levels_matters() {
        WinRatio.Result result = WinRatio.compare(List.of(ADMISSION, DEATH), GROUPS);

        assertThat(result.winsByLevel()).containsExactly(2, 1);
        assertThat(result.lossesByLevel()).containsExactly(2, 0);
    }

    @Test
    void with_the_groups_named_the_other_way_round_wins_are_losses() {
        Groups other = Groups.of(List.of("b", "b", "a", "a", "a"));

        WinRatio.Result one = WinRatio.compare(List.of(DEATH, ADMISSION), GROUPS);
        WinRatio.Result turned = WinRatio.compare(List.of(DEATH, ADMISSION), other);

        assertThat(turned.winsByLevel()).isEqualTo(one.lossesByLevel());
        assertThat(turned.lossesByLevel()).isEqualTo(one.winsByLevel());
        assertThat(turned.ties()).isEqualTo(one.ties());
        assertThat(turned.netBenefit()).isCloseTo(-one.netBenefit(), within(1e-12));
        assertThat(turned.winRatio() * one.winRatio()).isCloseTo(1, within(1e-12));
    }

    @Test
    void where_nobody_loses_there_is_no_ratio_and_ties_still_give_odds() {
        EventTimes death = EventTimes.of(new double[] {5, 9, 9, 9, 9}, new int[] {1, 0, 0, 0, 0});

        WinRatio.Result result = WinRatio.compare(List.of(death), GROUPS);

        assertThat(result.wins()).isEqualTo(3);
        assertThat(result.losses()).isZero();
        assertThat(result.winRatio()).isNaN();
        assertThat(result.winOdds()).isCloseTo(4.5 / 1.5, within(1e-12));
    }

    @Test
    void three_groups_are_refused_by_their_names() {
        assertThatThrownBy(() ->
                        WinRatio.compare(
                                List.of(DEATH), Groups.of(List.of("a", "b", "c", "a", "b"))))
                .isInstanceOf(UnusableInputException.class)
                .hasMessageContaining("two groups")
                .hasMessageContaining("[a, b, c]");
    }
}
