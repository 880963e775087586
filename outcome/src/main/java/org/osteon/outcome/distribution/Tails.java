package org.osteon.outcome.distribution;

import java.util.function.DoubleUnaryOperator;

/// Tail probabilities and quantiles of the chi-square, t, F and beta distributions. Each tail is
/// computed as such, down to the least number that there is; where a quantile of an upper tail is
/// asked for, the tail is what it is asked by.
public final class Tails {
    /// A quotient of this does not change t.
    private static final double FAR = 1e145;

    private static final int MOST_DOUBLINGS = 2200;

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
        return df == 1 ? Normal.twoSided(Math.sqrt(x)) : Incomplete.gammaUpper(df / 2, x / 2);
    }

    /// P(chi-square with `df` degrees of freedom <= x).
    public static double chiSquareCumulative(double x, double df) {
        return Incomplete.gammaLower(df / 2, x / 2);
    }

    /// The x with P(chi-square <= x) = p.
    public static double chiSquareQuantile(double p, double df) {
        double target = logOf(p);
        return positiveRoot(x -> Math.log(chiSquareCumulative(x, df)) - target, df);
    }

    /// The x with P(chi-square >= x) = `tail`.
    public static double chiSquareUpperQuantile(double tail, double df) {
        double target = logOf(tail);
        return positiveRoot(x -> target - Math.log(chiSquare(x, df)), df);
    }

    /// P(|T| >= |t|) for Student's t; the normal tail when `df` is infinite.
    public static double studentTwoSided(double t, double df) {
        if (Double.isNaN(t) || Double.isNaN(df)) {
            return Double.NaN;
        }
        if (Double.isInfinite(df)) {
            return Normal.twoSided(t);
        }
        double far = Math.abs(t);
        if (far > FAR * Math.sqrt(df)) {
            return Incomplete.betaNear0(df / 2, 0.5, Math.log(df) - 2 * Math.log(far));
        }
        double square = t * t;
        return Incomplete.beta(df / 2, 0.5, df / (df + square), square / (df + square));
    }

    /// P(T <= t) for Student's t.
    public static double studentCumulative(double t, double df) {
        double half = studentTwoSided(t, df) / 2;
        return t > 0 ? 1 - half : half;
    }

    /// The t with P(|T| <= t) = `confidence`.
    public static double studentCritical(double confidence, double df) {
        return studentUpperQuantile(1 - confidence, df);
    }

    /// The t with P(|T| >= t) = `tail`.
    public static double studentUpperQuantile(double tail, double df) {
        double target = logOf(tail);
        return positiveRoot(t -> target - Math.log(studentTwoSided(t, df)), 1);
    }

    /// P(F >= f).
    public static double f(double f, double df1, double df2) {
        if (Double.isNaN(f)) {
            return Double.NaN;
        }
        if (f <= 0) {
            return 1;
        }
        double above = df1 * f;
        return above > FAR * FAR * df2
                ? Incomplete.betaNear0(df2 / 2, df1 / 2, Math.log(df2) - Math.log(above))
                : Incomplete.beta(df2 / 2, df1 / 2, df2 / (df2 + above), above / (df2 + above));
    }

    /// The x with P(beta(a, b) <= x) = p.
    public static double betaQuantile(double p, double a, double b) {
        double target = logOf(p);
        return share(w -> Math.log(Incomplete.beta(a, b, share(w), share(-w))) - target, a, b);
    }

    /// The x with P(beta(a, b) >= x) = `tail`.
    public static double betaUpperQuantile(double tail, double a, double b) {
        double target = logOf(tail);
        return share(w -> target - Math.log(Incomplete.beta(b, a, share(-w), share(w))), a, b);
    }

    private static double logOf(double p) {
        if (!(p > 0 && p < 1)) {
            throw new IllegalArgumentException("a probability strictly between 0 and 1, not " + p);
        }
        return Math.log(p);
    }

    /// The share of which w is the logit.
    private static double share(double w) {
        return 1 / (1 + Math.exp(-w));
    }

    /// The share at whose logit a rising function is 0.
    private static double share(DoubleUnaryOperator rising, double a, double b) {
        double middle = Math.log(a / b);
        double low = middle - 1;
        double high = middle + 1;
        for (double step = 2; rising.applyAsDouble(low) > 0; step *= 2) {
            high = low;
            low -= step;
        }
        for (double step = 2; rising.applyAsDouble(high) < 0; step *= 2) {
            low = high;
            high += step;
        }
        return share(Brent.root(rising, low, high, 0));
    }

    /// Where a function that rises over the positive numbers is 0.
    private static double positiveRoot(DoubleUnaryOperator rising, double start) {
        if (Double.isNaN(rising.applyAsDouble(start))) {
            return Double.NaN;
        }
        double low = start;
        double high = start;
        for (int i = 0; i < MOST_DOUBLINGS && rising.applyAsDouble(low) > 0; i++) {
            high = low;
            low /= 2;
        }
        for (int i = 0; i < MOST_DOUBLINGS && rising.applyAsDouble(high) < 0; i++) {
            low = high;
            high *= 2;
        }
        return low == high ? low : Brent.root(rising, low, high, 0);
    }
}
