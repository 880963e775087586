package org.osteon.outcome.distribution;

import org.hipparchus.special.Erf;

/// The standard normal distribution.
public final class Normal {
    private static final double SQRT_2 = Math.sqrt(2);
    private static final double SQRT_2_PI = Math.sqrt(2 * Math.PI);

    /// Tails below this leave 1 - 2p too few digits.
    private static final double FAR = 1e-10;

    /// Beyond this the tail is the density times Mills's ratio.
    private static final double MILLS = 5;

    /// Terms of the continued fraction of Mills's ratio that are enough from there on.
    private static final int TERMS = 60;

    private Normal() {}

    /// P(Z <= x), accurate in both tails.
    public static double cumulative(double x) {
        return x < -MILLS ? density(x) * mills(-x) : 0.5 * Erf.erfc(-x / SQRT_2);
    }

    /// The logarithm of P(Z <= x), also where the tail is below the least number.
    public static double logCumulative(double x) {
        return x < -MILLS
                ? -x * x / 2 - Math.log(SQRT_2_PI) + Math.log(mills(-x))
                : Math.log(cumulative(x));
    }

    /// P(|Z| >= |z|).
    public static double twoSided(double z) {
        return 2 * cumulative(-Math.abs(z));
    }

    /// The density.
    public static double density(double x) {
        // The square in two parts: its rounding would cost the digits of the power far out.
        double round = Math.abs(x) < 64 ? Math.rint(x * 16) / 16 : x;
        double rest = (x - round) * (x + round);
        return Math.exp(-round * round / 2) * Math.exp(-rest / 2) / SQRT_2_PI;
    }

    /// The upper tail over the density: 1/(x + 1/(x + 2/(x + 3/(x + ...)))).
    private static double mills(double x) {
        double below = x;
        for (int n = TERMS; n > 0; n--) {
            below = x + n / below;
        }
        return 1 / below;
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

    /// The x with P(Z >= x) = `tail`.
    public static double upperQuantile(double tail) {
        return -quantile(tail);
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
        return upperQuantile((1 - confidence) / 2);
    }
}
