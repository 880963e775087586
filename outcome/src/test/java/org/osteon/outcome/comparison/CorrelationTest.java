package org.osteon.outcome.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// Correlations against Anscombe's published quartet and against their definitions.
class CorrelationTest {
    private static final double[] X = {10, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5};
    private static final double[] X4 = {8, 8, 8, 8, 8, 8, 8, 19, 8, 8, 8};
    private static final double[][] Y = {
        {8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68},
        {9.14, 8.14, 8.74, 8.77, 9.26, 8.10, 6.13, 3.10, 9.13, 7.26, 4.74},
        {7.46, 6.77, 12.74, 7.11, 7.81, 8.84, 6.08, 5.39, 8.15, 6.42, 5.73},
        {6.58, 5.76, 7.71, 8.84, 8.47, 7.04, 5.25, 12.50, 5.56, 7.91, 6.89}
    };

    @Test
    void anscombes_quartet_has_its_published_correlations() {
        double[] expected = {
            0.81642051634484, 0.81623650600024, 0.81628673948960, 0.81652143688850
        };
        for (int i = 0; i < Y.length; i++) {
            assertThat(Correlation.pearson(i == 3 ? X4 : X, Y[i]))
                    .isCloseTo(expected[i], offset(1e-13));
        }
    }

    @Test
    void a_line_correlates_perfectly_and_a_constant_not_at_all() {
        double[] x = {0.1, 0.2, 0.3, 0.7};
        double[] up = {1.3, 1.6, 1.9, 3.1};
        double[] down = {-1.3, -1.6, -1.9, -3.1};
        assertThat(Correlation.pearson(x, up)).isCloseTo(1, offset(1e-15)).isLessThanOrEqualTo(1);
        assertThat(Correlation.pearson(x, down))
                .isCloseTo(-1, offset(1e-15))
                .isGreaterThanOrEqualTo(-1);
        assertThat(Correlation.pearson(x, new double[] {5, 5, 5, 5})).isNaN();
        assertThat(Correlation.kendallTauB(x, new double[] {5, 5, 5, 5})).isNaN();
        assertThat(Correlation.kendallTauB(x, up)).isEqualTo(1);
        assertThat(Correlation.kendallTauB(x, down)).isEqualTo(-1);
        assertThat(Correlation.spearman(x, new double[] {1, 10, 100, 1000})).isEqualTo(1);
    }

    /// Kendall's definition: concordant less discordant pairs, over the geometric mean of the pairs
    /// that are untied in each.
    private static double byPairs(double[] x, double[] y) {
        double balance = 0;
        double untiedX = 0;
        double untiedY = 0;
        for (int i = 0; i < x.length; i++) {
            for (int j = 0; j < i; j++) {
                double dx = Math.signum(x[i] - x[j]);
                double dy = Math.signum(y[i] - y[j]);
                balance += dx * dy;
                untiedX += dx * dx;
                untiedY += dy * dy;
            }
        }
        return balance / Math.sqrt(untiedX * untiedY);
    }

    @Test
    void kendalls_tau_counts_pairs_with_many_ties_or_none() {
        SplittableRandom random = new SplittableRandom(11);
        for (int round = 0; round < 300; round++) {
            int n = 2 + random.nextInt(40);
            int values = round % 3 == 0 ? 1_000_000 : 2 + random.nextInt(8);
            double[] x = random.doubles(n).map(v -> Math.floor(v * values)).toArray();
            double[] y = random.doubles(n).map(v -> Math.floor(v * values)).toArray();
            double expected = byPairs(x, y);
            if (Double.isNaN(expected)) {
                assertThat(Correlation.kendallTauB(x, y)).isNaN();
            } else {
                assertThat(Correlation.kendallTauB(x, y)).isCloseTo(expected, offset(1e-12));
                assertThat(Correlation.kendallTauB(y, x)).isCloseTo(expected, offset(1e-12));
            }
        }
    }
}
