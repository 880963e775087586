package org.osteon.outcome.cox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.osteon.outcome.UnusableInputException;
import org.osteon.outcome.data.DesignMatrix;
import org.osteon.outcome.data.Groups;
import org.osteon.outcome.survival.EventTimes;

/// Cox regression (H12, K1).
class CoxModelTest {
    private static final EventTimes SIX =
            EventTimes.of(new double[] {1, 2, 2, 3, 4, 5}, new int[] {1, 1, 1, 0, 1, 0});

    private static DesignMatrix x(double... values) {
        return new DesignMatrix(List.of("x"), new double[][] {values});
    }

    @Test
    void efron_and_breslow_on_the_worked_example() {
        var fit = CoxModel.fit(CoxModel.Specification.plain(SIX, x(1, 1, 0, 0, 1, 0)));
        assertThat(fit.coefficients().coef()[0]).isCloseTo(1.341138, within(1e-6));
        assertThat(fit.coefficients().scoreChisq()).isCloseTo(1.540090, within(1e-6));
        assertThat(fit.prediction().baselineCumulativeHazardAtZero(new double[] {1})[0])
                .isCloseTo(1 / 14.470179, within(1e-8));
    }

    @Test
    void a_constant_covariate_is_refused_by_name() {
        assertThatThrownBy(
                        () -> CoxModel.fit(CoxModel.Specification.plain(SIX, x(1, 1, 1, 1, 1, 1))))
                .isInstanceOf(UnusableInputException.class)
                .hasMessageContaining("'x' is constant");
    }

    @Test
    void perfect_separation_is_said_and_not_printed_as_a_number() {
        EventTimes data =
                EventTimes.of(new double[] {1, 2, 3, 4, 5, 6}, new int[] {1, 1, 1, 0, 0, 0});
        assertThatThrownBy(
                        () -> CoxModel.fit(CoxModel.Specification.plain(data, x(1, 1, 1, 0, 0, 0))))
                .isInstanceOf(UnusableInputException.class)
                .hasMessageContaining("not estimable");
    }

    @Test
    void without_events_there_is_nothing_to_fit() {
        EventTimes data = EventTimes.of(new double[] {1, 2}, new int[] {0, 0});
        assertThatThrownBy(() -> CoxModel.fit(CoxModel.Specification.plain(data, x(0, 1))))
                .hasMessageContaining("every row is censored");
    }

    @Test
    void splitting_a_persons_time_changes_nothing() {
        SplittableRandom random = new SplittableRandom(3);
        int n = 150;
        double[] time = new double[n];
        int[] event = new int[n];
        double[] x = new double[n];
        double[] entry = new double[2 * n];
        double[] stop = new double[2 * n];
        int[] ends = new int[2 * n];
        double[] twice = new double[2 * n];
        for (int i = 0; i < n; i++) {
            x[i] = random.nextInt(3);
            time[i] = 2 + random.nextInt(60);
            event[i] = random.nextInt(2);
            int cut = 1 + random.nextInt((int) time[i] - 1);
            entry[2 * i] = 0;
            stop[2 * i] = cut;
            entry[2 * i + 1] = cut;
            stop[2 * i + 1] = time[i];
            ends[2 * i + 1] = event[i];
            twice[2 * i] = x[i];
            twice[2 * i + 1] = x[i];
        }
        var whole = CoxModel.fit(CoxModel.Specification.plain(EventTimes.of(time, event), x(x)));
        var split =
                CoxModel.fit(
                        CoxModel.Specification.plain(
                                EventTimes.entering(entry, stop, ends), x(twice)));
        assertThat(split.coefficients().coef()[0])
                .isCloseTo(whole.coefficients().coef()[0], within(1e-10));
        assertThat(split.coefficients().concordance())
                .isCloseTo(whole.coefficients().concordance(), within(1e-12));
        assertThat(split.proportionality(Proportionality.Transform.KAPLAN_MEIER).chisq()[0])
                .isCloseTo(
                        whole.proportionality(Proportionality.Transform.KAPLAN_MEIER).chisq()[0],
                        within(1e-8));
    }

    @Test
    void whole_number_weights_are_repeated_rows_for_breslow() {
        SplittableRandom random = new SplittableRandom(4);
        int n = 60;
        double[][] rows = new double[4][n];
        List<double[]> repeated = new java.util.ArrayList<>();
        for (int i = 0; i < n; i++) {
            double[] row = {
                1 + random.nextInt(20),
                random.nextInt(2),
                random.nextGaussian(),
                1 + random.nextInt(3)
            };
            for (int c = 0; c < 4; c++) {
                rows[c][i] = row[c];
            }
            for (int k = 0; k < row[3]; k++) {
                repeated.add(row);
            }
        }
        var weighted = breslow(rows[0], rows[1], rows[2], rows[3]);
        int m = repeated.size();
        double[][] more = new double[4][m];
        for (int i = 0; i < m; i++) {
            for (int c = 0; c < 3; c++) {
                more[c][i] = repeated.get(i)[c];
            }
            more[3][i] = 1;
        }
        var plain = breslow(more[0], more[1], more[2], more[3]);
        assertThat(weighted.coef()[0]).isCloseTo(plain.coef()[0], within(1e-10));
        assertThat(weighted.se()[0]).isCloseTo(plain.se()[0], within(1e-10));
    }

    private static CoxModel.Coefficients breslow(
            double[] time, double[] event, double[] x, double[] weights) {
        int[] events = new int[event.length];
        for (int i = 0; i < events.length; i++) {
            events[i] = (int) event[i];
        }
        return CoxModel.fit(
                        new CoxModel.Specification(
                                EventTimes.of(time, events),
                                x(x),
                                Groups.single(time.length),
                                weights,
                                null,
                                CoxModel.Ties.BRESLOW,
                                0.95))
                .coefficients();
    }
}
