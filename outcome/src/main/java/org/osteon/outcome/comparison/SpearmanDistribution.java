package org.osteon.outcome.comparison;

import org.hipparchus.util.CombinatoricsUtils;
import org.osteon.outcome.distribution.Normal;
import org.osteon.outcome.distribution.Tails;

/// The null distribution of Spearman's rank correlation through the sum of squared differences of
/// ranks: counted over all orders up to nine values, the Edgeworth series of Best and Roberts
/// beyond (algorithm AS 89, Applied Statistics 1975;24:377), Student's t with ties.
final class SpearmanDistribution {
    private static final int COUNTED = 9;
    private static final int SERIES = 1290;

    private SpearmanDistribution() {}

    /// The two-sided p value; `NaN` for fewer than three pairs or without a correlation.
    static double twoSided(double rho, int n, boolean ties) {
        if (n < 3 || Double.isNaN(rho)) {
            return Double.NaN;
        }
        if (ties || n > SERIES) {
            return Tails.studentTwoSided(rho / Math.sqrt((1 - rho) * (1 + rho) / (n - 2)), n - 2);
        }
        double middle = ((double) n * n * n - n) / 6;
        // Without ties the sum is an even number; rounding may miss it.
        double sum = 2 * Math.rint(middle * (1 - rho) / 2);
        // The distribution is the same from either end, so the lower tail is an upper one, too.
        double tail = atLeast(Math.max(sum, 2 * middle - sum), n);
        return Math.min(1, 2 * tail);
    }

    /// P(sum of squared differences >= `sum`).
    private static double atLeast(double sum, int n) {
        if (sum <= 0) {
            return 1;
        }
        return n <= COUNTED ? counted(sum, n) : series(sum, n);
    }

    private static double counted(double sum, int n) {
        long[] found = new long[2];
        count(0, 0, 0, sum, n, found);
        return (double) found[0] / found[1];
    }

    /// Every order: `used` are the ranks given so far, `squares` what they add up to.
    private static void count(
            int position, int used, int squares, double sum, int n, long[] found) {
        if (position == n) {
            found[0] += squares >= sum ? 1 : 0;
            found[1]++;
            return;
        }
        for (int rank = 0; rank < n; rank++) {
            if ((used & (1 << rank)) == 0) {
                int apart = rank - position;
                count(position + 1, used | (1 << rank), squares + apart * apart, sum, n, found);
            }
        }
    }

    private static double series(double sum, int n) {
        double b = 1.0 / n;
        double x = (6 * (sum - 1) * b / ((double) n * n - 1) - 1) * Math.sqrt(n - 1.0);
        double y = x * x;
        double u =
                x
                        * b
                        * (0.2274
                                + b * (0.2531 + 0.1745 * b)
                                + y
                                        * (-0.0758
                                                + b * (0.1033 + 0.3932 * b)
                                                - y
                                                        * b
                                                        * (0.0879
                                                                + 0.0151 * b
                                                                - y
                                                                        * (0.0072
                                                                                - 0.0831 * b
                                                                                + y
                                                                                        * b
                                                                                        * (0.0131
                                                                                                - 4.6e-4
                                                                                                        * y)))));
        // No tail holds less than one order.
        double least = Math.exp(-CombinatoricsUtils.factorialLog(n));
        return Math.max(least, Math.min(1, u / Math.exp(y / 2) + Normal.cumulative(-x)));
    }
}
