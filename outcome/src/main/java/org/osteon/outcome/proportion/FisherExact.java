package org.osteon.outcome.proportion;

import java.util.function.DoubleUnaryOperator;
import org.hipparchus.util.CombinatoricsUtils;
import org.osteon.outcome.distribution.Brent;

/// Fisher's exact test of a 2 x 2 table with the conditional maximum likelihood odds ratio and its
/// exact limits. Roots are found to the tolerance of the reference implementation, so that printed
/// values agree.
final class FisherExact {
    private static final double TOLERANCE = Math.pow(Math.ulp(1.0), 0.25);

    private final int low;
    private final int high;
    private final int x;
    private final double[] logDensity;

    FisherExact(int x1, int n1, int x2, int n2) {
        int k = x1 + x2;
        low = Math.max(0, k - n2);
        high = Math.min(k, n1);
        x = x1;
        logDensity = new double[high - low + 1];
        for (int i = low; i <= high; i++) {
            logDensity[i - low] =
                    CombinatoricsUtils.binomialCoefficientLog(n1, i)
                            + CombinatoricsUtils.binomialCoefficientLog(n2, k - i);
        }
    }

    private double[] density(double oddsRatio) {
        double[] density = new double[logDensity.length];
        double max = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < density.length; i++) {
            density[i] = logDensity[i] + Math.log(oddsRatio) * (low + i);
            max = Math.max(max, density[i]);
        }
        double sum = 0;
        for (int i = 0; i < density.length; i++) {
            density[i] = Math.exp(density[i] - max);
            sum += density[i];
        }
        for (int i = 0; i < density.length; i++) {
            density[i] /= sum;
        }
        return density;
    }

    /// Two-sided: all tables no more probable than the one seen.
    double pValue() {
        double[] density = density(1);
        double limit = density[x - low] * (1 + 1e-7);
        double sum = 0;
        for (double value : density) {
            sum += value <= limit ? value : 0;
        }
        return Math.min(1, sum);
    }

    private double mean(double oddsRatio) {
        if (oddsRatio == 0) {
            return low;
        }
        double[] density = density(oddsRatio);
        double sum = 0;
        for (int i = 0; i < density.length; i++) {
            sum += (low + i) * density[i];
        }
        return sum;
    }

    private double atMost(double oddsRatio) {
        if (oddsRatio == 0) {
            return 1;
        }
        double[] density = density(oddsRatio);
        double sum = 0;
        for (int i = low; i <= x; i++) {
            sum += density[i - low];
        }
        return sum;
    }

    private double atLeast(double oddsRatio) {
        if (oddsRatio == 0) {
            return x <= low ? 1 : 0;
        }
        double[] density = density(oddsRatio);
        double sum = 0;
        for (int i = x; i <= high; i++) {
            sum += density[i - low];
        }
        return sum;
    }

    /// The conditional odds ratio: 0 or infinite when the table lies at an end.
    double oddsRatio() {
        if (x == low) {
            return 0;
        }
        return x == high ? Double.POSITIVE_INFINITY : where(t -> mean(t) - x);
    }

    double[] limits(double confidence) {
        double tail = (1 - confidence) / 2;
        double lower = x == low ? 0 : where(t -> atLeast(t) - tail);
        double upper = x == high ? Double.POSITIVE_INFINITY : where(t -> atMost(t) - tail);
        return new double[] {lower, upper};
    }

    /// The odds ratio at which a monotone function is 0, searched below 1 or as a reciprocal above
    /// it.
    private static double where(DoubleUnaryOperator f) {
        double atOne = f.applyAsDouble(1);
        if (atOne == 0) {
            return 1;
        }
        double atZero = f.applyAsDouble(0);
        return atZero * atOne < 0
                ? Brent.root(f, 0, 1, TOLERANCE)
                : 1 / Brent.root(t -> f.applyAsDouble(1 / t), Math.ulp(1.0), 1, TOLERANCE);
    }
}
