package org.osteon.outcome.competing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.quicktheories.QuickTheory.qt;
import static org.quicktheories.generators.SourceDSL.integers;
import static org.quicktheories.generators.SourceDSL.lists;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.osteon.outcome.UnusableInputException;
import org.osteon.outcome.data.DesignMatrix;
import org.osteon.outcome.data.Groups;
import org.osteon.outcome.survival.EventTimes;
import org.osteon.outcome.survival.KaplanMeier;

/// Cumulative incidence, Gray's test and Fine-Gray (H12).
class CompetingRisksTest {
    private static EventTimes random(List<Integer> codes) {
        double[] time = new double[codes.size()];
        int[] event = new int[codes.size()];
        for (int i = 0; i < time.length; i++) {
            time[i] = codes.get(i) / 3;
            event[i] = codes.get(i) % 3;
        }
        return EventTimes.of(time, event);
    }

    @Test
    void survival_and_the_incidences_of_all_causes_sum_to_one() {
        qt().withFixedSeed(11)
                .forAll(lists().of(integers().between(0, 60)).ofSizeBetween(1, 60))
                .checkAssert(codes -> {
                    EventTimes data = random(codes);
                    double end = data.maxTime();
                    double sum = KaplanMeier.curve(data.anyEvent()).survivalAt(end);
                    for (int cause = 1; cause <= 2; cause++) {
                        sum += new IncidenceCurve(data, cause).at(end);
                    }
                    assertThat(sum).isCloseTo(1, within(1e-12));
                });
    }

    @Test
    void with_one_cause_the_jackknife_error_is_greenwoods() {
        qt().withFixedSeed(12)
                .forAll(lists().of(integers().between(0, 40)).ofSizeBetween(2, 60))
                .checkAssert(codes -> {
                    EventTimes data = random(codes).anyEvent();
                    var curve = KaplanMeier.curve(data);
                    double t = data.maxTime() / 2;
                    if (curve.survivalAt(t) > 0) {
                        assertThat(
                                        new IncidenceCurve(data, 1)
                                                .jackknifeErrorsAt(new double[] {t})[0])
                                .isCloseTo(curve.standardErrorAt(t), within(1e-9));
                    }
                });
    }

    @Test
    void beyond_follow_up_an_incidence_is_not_defined() {
        IncidenceCurve curve =
                new IncidenceCurve(EventTimes.of(new double[] {1, 2}, new int[] {1, 2}), 1);
        assertThat(curve.at(2)).isEqualTo(0.5);
        assertThat(curve.at(2.5)).isNaN();
    }

    @Test
    void incidence_without_any_event_is_refused() {
        EventTimes data = EventTimes.of(new double[] {1, 2}, new int[] {0, 0});
        assertThatThrownBy(() ->
                        CumulativeIncidence.summarise(
                                data, Groups.single(2), Groups.single(2), new double[0], 0, 0.95))
                .isInstanceOf(UnusableInputException.class)
                .hasMessageContaining("every row is censored");
    }

    @Test
    void grays_test_does_not_depend_on_the_order_of_the_groups() {
        qt().withFixedSeed(13)
                .forAll(lists().of(integers().between(0, 60)).ofSizeBetween(10, 60))
                .checkAssert(codes -> {
                    EventTimes data = random(codes);
                    List<String> labels = new java.util.ArrayList<>();
                    for (int i = 0; i < codes.size(); i++) {
                        labels.add(List.of("a", "b", "c").get(i % 3));
                    }
                    Groups groups = Groups.of(labels);
                    Groups single = Groups.single(codes.size());
                    if (new IncidenceCurve(data, 1).at(data.maxTime()) > 0) {
                        assertThat(
                                        GrayStatistic.test(
                                                        data,
                                                        1,
                                                        groups.withReference("c"),
                                                        single,
                                                        0)
                                                .chisq())
                                .isCloseTo(
                                        GrayStatistic.test(data, 1, groups, single, 0).chisq(),
                                        within(1e-8));
                    }
                });
    }

    @Test
    void a_covariate_that_separates_the_events_is_not_estimable() {
        EventTimes data =
                EventTimes.of(new double[] {1, 2, 3, 4, 5, 6}, new int[] {1, 1, 1, 0, 0, 2});
        DesignMatrix x = new DesignMatrix(List.of("x"), new double[][] {{1, 1, 1, 0, 0, 0}});
        assertThatThrownBy(() -> FineGray.fit(data, 1, x, 0.95))
                .isInstanceOf(UnusableInputException.class)
                .hasMessageContaining("'x' is not estimable");
    }

    @Test
    void without_competing_events_fine_gray_is_cox_with_breslow_ties() {
        SplittableRandom random = new SplittableRandom(5);
        int n = 200;
        double[] time = new double[n];
        int[] event = new int[n];
        double[] x = new double[n];
        for (int i = 0; i < n; i++) {
            x[i] = random.nextGaussian();
            time[i] = Math.ceil(-50 * Math.log(random.nextDouble()) * Math.exp(-0.5 * x[i]));
            event[i] = random.nextDouble() < 0.7 ? 1 : 0;
        }
        EventTimes data = EventTimes.of(time, event);
        DesignMatrix design = new DesignMatrix(List.of("x"), new double[][] {x});
        var cox =
                org.osteon.outcome.cox.CoxModel.fit(
                                new org.osteon.outcome.cox.CoxModel.Specification(
                                        data,
                                        design,
                                        Groups.single(n),
                                        null,
                                        null,
                                        org.osteon.outcome.cox.CoxModel.Ties.BRESLOW,
                                        0.95))
                        .coefficients();
        assertThat(FineGray.fit(data, 1, design, 0.95).coef()[0])
                .isCloseTo(cox.coef()[0], within(1e-10));
    }
}
