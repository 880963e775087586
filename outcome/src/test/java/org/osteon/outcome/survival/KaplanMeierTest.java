package org.osteon.outcome.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.quicktheories.QuickTheory.qt;
import static org.quicktheories.generators.SourceDSL.integers;
import static org.quicktheories.generators.SourceDSL.lists;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.osteon.outcome.UnusableInputException;
import org.osteon.outcome.data.Groups;

/// Kaplan-Meier and what is made from it (H12, K1).
class KaplanMeierTest {
    private static EventTimes of(double[] time, int... event) {
        return EventTimes.of(time, event);
    }

    @Test
    void someone_censored_on_the_day_of_a_death_was_still_at_risk() {
        SurvivalCurve curve =
                KaplanMeier.curve(
                        of(
                                new double[] {3, 5, 5, 8, 8, 12, 15, 15, 20, 24},
                                1,
                                1,
                                0,
                                1,
                                1,
                                0,
                                1,
                                0,
                                1,
                                0));
        assertThat(curve.survivalAt(5)).isCloseTo(0.8, within(1e-15));
        assertThat(curve.greenwoodAt(15)).isCloseTo(0.165476190476190, within(1e-14));
        assertThat(curve.restrictedMean(18).rmst()).isCloseTo(12.485714285714286, within(1e-13));
    }

    @Test
    void the_median_of_a_flat_stretch_at_one_half_is_its_middle() {
        SurvivalCurve curve =
                KaplanMeier.curve(of(new double[] {2, 4, 6, 9, 11, 13}, 1, 1, 1, 0, 1, 0));
        assertThat(curve.quantile(0.5)).isEqualTo(8.5);
    }

    @Test
    void without_any_event_survival_stays_one_and_the_median_is_not_reached() {
        SurvivalCurve curve = KaplanMeier.curve(of(new double[] {1, 2, 3}, 0, 0, 0));
        assertThat(curve.survivalAt(100)).isEqualTo(1);
        assertThat(curve.quantile(0.5)).isNaN();
        assertThat(Interval.LOGLOG.limits(1, 0, 1.96)).containsExactly(1, 1);
    }

    @Test
    void all_censored_at_zero_is_a_curve_at_one() {
        assertThat(KaplanMeier.curve(of(new double[] {0, 0}, 0, 0)).survivalAt(0)).isEqualTo(1);
    }

    @Test
    void a_death_on_day_zero_lowers_the_curve_at_once() {
        assertThat(KaplanMeier.curve(of(new double[] {0, 5}, 1, 0)).survivalAt(0)).isEqualTo(0.5);
    }

    @Test
    void a_negative_time_is_refused_with_its_row() {
        assertThatThrownBy(() -> of(new double[] {1, -2}, 0, 1))
                .isInstanceOf(UnusableInputException.class)
                .hasMessageContaining("row 2 has time -2.0");
    }

    @Test
    void a_horizon_beyond_follow_up_is_refused() {
        SurvivalCurve curve = KaplanMeier.curve(of(new double[] {1, 2}, 1, 0));
        assertThatThrownBy(() -> curve.restrictedMean(3))
                .hasMessageContaining("follow-up ends at 2.0");
    }

    @Test
    void a_curve_never_rises_and_its_limits_enclose_it() {
        qt().withFixedSeed(7)
                .forAll(lists().of(integers().between(0, 40)).ofSizeBetween(1, 60))
                .checkAssert(codes -> {
                    SurvivalCurve curve = KaplanMeier.curve(random(codes));
                    double before = 1;
                    for (double t : curve.times()) {
                        double s = curve.survivalAt(t);
                        assertThat(s).isBetween(0.0, before);
                        before = s;
                        for (Interval interval : Interval.values()) {
                            double[] limits = interval.limits(s, curve.greenwoodAt(t), 1.96);
                            if (s > 0) {
                                assertThat(limits[0]).isLessThanOrEqualTo(s + 1e-12);
                                assertThat(limits[1]).isGreaterThanOrEqualTo(s - 1e-12);
                            }
                        }
                    }
                });
    }

    @Test
    void at_risk_and_events_and_censored_before_a_day_are_everybody() {
        qt().withFixedSeed(8)
                .forAll(
                        lists().of(integers().between(0, 40)).ofSizeBetween(1, 60),
                        integers().between(0, 25))
                .checkAssert((codes, day) -> {
                    SurvivalCurve curve = KaplanMeier.curve(random(codes));
                    int eventsBefore = curve.eventsUpTo(Math.nextDown((double) day));
                    assertThat(curve.atRisk(day) + eventsBefore + curve.censoredBefore(day))
                            .isEqualTo(codes.size());
                });
    }

    @Test
    void whole_days_and_the_same_times_as_fractions_give_the_same_curve() {
        qt().withFixedSeed(9)
                .forAll(lists().of(integers().between(0, 40)).ofSizeBetween(1, 60))
                .checkAssert(codes -> {
                    EventTimes days = random(codes);
                    double[] scaled = new double[days.size()];
                    int[] events = new int[days.size()];
                    for (int i = 0; i < scaled.length; i++) {
                        scaled[i] = days.time(i) * 0.375;
                        events[i] = days.event(i);
                    }
                    assertThat(KaplanMeier.curve(EventTimes.of(scaled, events)).survival())
                            .containsExactly(KaplanMeier.curve(days).survival());
                });
    }

    @Test
    void weights_of_one_give_the_plain_curve_and_greenwoods_error() {
        qt().withFixedSeed(10)
                .forAll(lists().of(integers().between(0, 40)).ofSizeBetween(2, 60))
                .checkAssert(codes -> {
                    EventTimes data = random(codes);
                    double[] ones = new double[data.size()];
                    java.util.Arrays.fill(ones, 1);
                    SurvivalCurve curve = KaplanMeier.curve(data);
                    var weighted =
                            WeightedKaplanMeier.summarise(
                                            data,
                                            Groups.single(data.size()),
                                            ones,
                                            new double[] {5, 10})
                                    .get("all");
                    assertThat(weighted.surv()[1]).isCloseTo(curve.survivalAt(10), within(1e-12));
                    if (curve.survivalAt(10) > 0) {
                        assertThat(weighted.seRobust()[1])
                                .isCloseTo(curve.standardErrorAt(10), within(1e-10));
                    }
                });
    }

    @Test
    void pseudo_values_average_to_the_estimate_without_censoring() {
        double[] pseudo = PseudoValues.survival(of(new double[] {1, 2, 3, 4}, 1, 1, 1, 1), 2.5);
        assertThat(pseudo).containsExactly(new double[] {0, 0, 1, 1}, within(1e-12));
    }

    /// Times 0 to 20, every other code censored.
    private static EventTimes random(List<Integer> codes) {
        double[] time = new double[codes.size()];
        int[] event = new int[codes.size()];
        for (int i = 0; i < time.length; i++) {
            time[i] = codes.get(i) / 2;
            event[i] = codes.get(i) % 2;
        }
        return EventTimes.of(time, event);
    }
}
