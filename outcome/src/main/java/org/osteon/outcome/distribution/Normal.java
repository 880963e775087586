package org.osteon.outcome.distribution;

import org.hipparchus.special.Erf;

/// The standard normal distribution.
public final class Normal {
    private static final double SQRT_2 = Math.sqrt(2);
    private static final double SQRT_2_PI = Math.sqrt(2 * Math.PI);

    /// Tails below this leave 1 - 2p too few digits.
    private static final double FAR = 1e-10;

    private Normal() {}

    /// P(Z <= x), accurate in both tails.
    public static double cumulative(double x) {
        return 0.5 * Erf.erfc(-x / SQRT_2);
    }

    /// P(|Z| >= |z|).
    public static double twoSided(double z) {
        return Erf.erfc(Math.abs(z) / SQRT_2);
    }

    /// The density.
    public static double density(double x) {
        return Math.exp(-x * x / 2) / SQRT_2_PI;
    }

    /// The x with P(Z <= x) = p, p strictly between 0 and 1.
    public static double quantile(double p) {
        if (!(p > 0 && p < 1)) {
            throw new IllegalArgumentException("a probability strictly between 0 and 1, not " + p);
        }
        if (p > 0.5) {
            return -quantile(1 - p);
        }
        if (p < FAR) {
            return farQuantile(p);
        }
        double x = -SQRT_2 * Erf.erfInv(1 - 2 * p);
        // Two Newton steps on the tail itself bring the inverse to the last digit.
        for (int i = 0; i < 2; i++) {
            double density = density(x);
            if (density > 0) {
                x -= (cumulative(x) - p) / density;
            }
        }
        return x;
    }

    /// Newton on the logarithm of the tail, which is nearly a parabola there.
    private static double farQuantile(double p) {
        double x = -Math.sqrt(-2 * Math.log(p));
        double step = 1;
        while (Math.abs(step) > 1e-12 && density(x) > 0) {
            double tail = cumulative(x);
            step = (Math.log(tail) - Math.log(p)) * tail / density(x);
            x -= step;
        }
        return x;
    }

    /// The z of a two-sided interval, e.g. 1.959963984540054 for 0.95.
    public static double critical(double confidence) {
        return -quantile((1 - confidence) / 2);
    }
}
