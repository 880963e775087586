package org.osteon.outcome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.osteon.outcome.comparison.DoseTrend;
import org.osteon.outcome.comparison.RankStatistics;
import org.osteon.outcome.competing.CumulativeIncidence;
import org.osteon.outcome.competing.GrayStatistic;
import org.osteon.outcome.data.Groups;
import org.osteon.outcome.survival.EventTimes;
import org.osteon.outcome.survival.FixedTime;
import org.osteon.outcome.survival.KaplanMeier;
import org.osteon.outcome.survival.LogRank;
import org.osteon.outcome.survival.RestrictedMeanComparison;

/// A test that compares nothing has no statistic and no p value: p = 1 would say that a difference
/// was looked for. With nothing to compare the covariance of the score is 0 and U' V^- U is 0/0
/// (C10).
class NothingComparedTest {
    private static final Groups TWO = Groups.of(List.of("a", "a", "b", "b"));
    private static final Groups ONE = Groups.single(4);

    private static EventTimes times(int... events) {
        return EventTimes.of(new double[] {1, 2, 3, 4}, events);
    }

    @Test
    void without_events_no_member_of_the_log_rank_family_has_a_p_value() {
        for (double rho : new double[] {0, 1}) {
            var test = LogRank.test(times(0, 0, 0, 0), TWO, ONE, rho);
            assertThat(test.df()).isZero();
            assertThat(test.chisq()).isNaN();
            assertThat(test.p()).isNaN();

            var trend = LogRank.trend(times(0, 0, 0, 0), TWO, ONE, rho, new double[] {1, 2});
            assertThat(trend.chisq()).isNaN();
            assertThat(trend.p()).isNaN();
        }
        assertThat(LogRank.test(times(0, 0, 0, 0), TWO, TWO, 0).p()).isNaN();
    }

    @Test
    void one_event_while_both_groups_are_at_risk_is_a_comparison() {
        // At 1 two of four are in a: E = 1/2, V = 1/4, chi-square (1/2)^2 / (1/4) = 1.
        var test = LogRank.test(times(1, 0, 0, 0), TWO, ONE, 0);

        assertThat(test.df()).isEqualTo(1);
        assertThat(test.chisq()).isEqualTo(1);
        assertThat(test.p())
                .isCloseTo(0.31731050786291415, org.assertj.core.data.Offset.offset(1e-15));
        assertThat(LogRank.trend(times(1, 0, 0, 0), TWO, ONE, 0, new double[] {1, 2}).chisq())
                .isEqualTo(1);
    }

    @Test
    void an_event_after_one_group_has_left_compares_nothing() {
        var test = LogRank.test(times(0, 0, 1, 0), TWO, ONE, 0);

        assertThat(test.expected()).containsExactly(0, 1);
        assertThat(test.p()).isNaN();
    }

    @Test
    void events_of_everybody_at_one_time_compare_nothing() {
        EventTimes together = EventTimes.of(new double[] {5, 5, 5, 5}, new int[] {1, 1, 1, 1});

        var test = LogRank.test(together, TWO, ONE, 0);

        assertThat(test.df()).isEqualTo(1);
        assertThat(test.p()).isNaN();
    }

    @Test
    void a_log_rank_test_of_one_group_has_no_p_value() {
        var test = LogRank.test(times(1, 1, 0, 0), ONE, ONE, 0);

        assertThat(test.df()).isZero();
        assertThat(test.p()).isNaN();
    }

    @Test
    void grays_test_of_a_cause_that_never_happened_has_no_p_value_and_that_of_one_event_has() {
        for (double rho : new double[] {0, 1}) {
            assertThat(GrayStatistic.test(times(0, 2, 0, 0), 1, TWO, ONE, rho).chisq()).isNaN();
            assertThat(GrayStatistic.test(times(0, 2, 0, 0), 1, TWO, ONE, rho).p()).isNaN();
            assertThat(GrayStatistic.test(times(0, 0, 0, 0), 1, TWO, TWO, rho).p()).isNaN();
            assertThat(GrayStatistic.test(times(1, 2, 0, 0), 1, TWO, ONE, rho).p())
                    .isBetween(0.0, 1.0);
        }
    }

    @Test
    void incidence_tests_only_causes_that_happened_and_needs_one() {
        var summary =
                CumulativeIncidence.summarise(
                        times(0, 2, 0, 2), TWO, ONE, new double[] {4}, 0, 0.95);
        assertThat(summary.gray().get(0).p()).isNaN();
        assertThat(summary.gray().get(1).p()).isBetween(0.0, 1.0);
        assertThatThrownBy(() ->
                        CumulativeIncidence.summarise(
                                times(0, 0, 0, 0), TWO, ONE, new double[] {4}, 0, 0.95))
                .isInstanceOf(UnusableInputException.class)
                .hasMessageContaining("no event of any kind");
    }

    @Test
    void curves_that_never_fall_are_not_compared() {
        var curves = KaplanMeier.curves(times(0, 0, 0, 0), TWO);

        var fixed = FixedTime.compare(curves.get(0), curves.get(1), 2);
        assertThat(fixed.pLinear()).isNaN();
        assertThat(fixed.pCloglog()).isNaN();
        assertThat(
                        RestrictedMeanComparison.compare(
                                        TWO.labels(), curves.get(0), curves.get(1), 2, 0.95)
                                .p())
                .isNaN();
    }

    @Test
    void equal_values_have_no_ranks_to_compare() {
        double[] equal = {7, 7, 7, 7};

        assertThat(RankStatistics.kruskalWallis(equal, TWO).p()).isNaN();
        assertThat(RankStatistics.jonckheere(equal, TWO).p()).isNaN();
        assertThat(RankStatistics.friedman(new double[][] {equal, equal}).p()).isNaN();
        assertThat(RankStatistics.kruskalWallis(new double[] {7, 7, 7, 8}, TWO).p())
                .isBetween(0.0, 1.0);
    }

    @Test
    void a_dose_trend_of_a_proportion_of_0_or_1_is_refused() {
        for (boolean all : new boolean[] {false, true}) {
            boolean[] event = {all, all, all, all};
            assertThatThrownBy(() -> DoseTrend.proportions(event, TWO, new double[] {1, 2}))
                    .isInstanceOf(UnusableInputException.class)
                    .hasMessageContaining("all have the same outcome");
        }
        assertThat(
                        DoseTrend.proportions(
                                        new boolean[] {true, false, false, false},
                                        TWO,
                                        new double[] {1, 2})
                                .p())
                .isBetween(0.0, 1.0);
    }
}
