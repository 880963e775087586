package org.osteon.outcome.distribution;

import org.hipparchus.distribution.continuous.BetaDistribution;
import org.hipparchus.distribution.continuous.ChiSquaredDistribution;
import org.hipparchus.special.Beta;
import org.hipparchus.special.Gamma;

/// Tail probabilities and quantiles of the chi-square, t, F and beta distributions.
public final class Tails {
    /// Squares of t below which the tail is taken as a complement; there it is at least 8 %.
    private static final double MIDDLE = 1;

    private Tails() {}

    /// P(chi-square with `df` degrees of freedom >= x); not defined (`NaN`) when `df` is 0 or `x`
    /// is not defined: a test that compares nothing has no p value.
    public static double chiSquare(double x, double df) {
        if (df == 0 || Double.isNaN(x)) {
            return Double.NaN;
        }
        if (x <= 0) {
            return 1;
        }
        return df == 1 ? Normal.twoSided(Math.sqrt(x)) : Gamma.regularizedGammaQ(df / 2, x / 2);
    }

    /// The x with P(chi-square <= x) = p.
    public static double chiSquareQuantile(double p, double df) {
        return new ChiSquaredDistribution(df, 1e-14).inverseCumulativeProbability(p);
    }

    /// P(|T| >= |t|) for Student's t; the normal tail when `df` is infinite.
    public static double studentTwoSided(double t, double df) {
        if (Double.isNaN(t) || Double.isNaN(df)) {
            return Double.NaN;
        }
        if (Double.isInfinite(df)) {
            return Normal.twoSided(t);
        }
        double square = t * t;
        // The complement only near the middle, where the tail is no small number: 1 minus the
        // centre would lose its digits far out.
        return square < MIDDLE
                ? 1 - Beta.regularizedBeta(square / (df + square), 0.5, df / 2)
                : Beta.regularizedBeta(df / (df + square), df / 2, 0.5);
    }

    /// P(T <= t) for Student's t.
    public static double studentCumulative(double t, double df) {
        double half = studentTwoSided(t, df) / 2;
        return t > 0 ? 1 - half : half;
    }

    /// The t with P(|T| <= t) = `confidence`, to the last digits by Newton on the tail.
    public static double studentCritical(double confidence, double df) {
        double tail = 1 - confidence;
        double z = Normal.critical(confidence);
        double low = 0;
        double high = Math.max(1, z);
        while (studentTwoSided(high, df) > tail) {
            high *= 2;
        }
        return Brent.root(t -> studentTwoSided(t, df) - tail, low, high, 1e-15);
    }

    /// P(F >= f).
    public static double f(double f, double df1, double df2) {
        return Double.isNaN(f)
                ? Double.NaN
                : Beta.regularizedBeta(df2 / (df2 + df1 * f), df2 / 2, df1 / 2);
    }

    /// The x with P(beta(a, b) <= x) = p.
    public static double betaQuantile(double p, double a, double b) {
        double start = new BetaDistribution(a, b, 1e-14).inverseCumulativeProbability(p);
        return Brent.polish(x -> Beta.regularizedBeta(x, a, b) - p, start);
    }
}
