package org.osteon.outcome.survival;

import org.osteon.outcome.distribution.Normal;
import org.osteon.outcome.distribution.Tails;

/// Comparison of two survival probabilities at one time fixed beforehand (Klein, Logan, Harhoff and
/// Andersen, Statistics in Medicine 2007;26:4505): the plain difference and, preferred, the one on
/// log(-log S).
public final class FixedTime {
    private FixedTime() {}

    /// The comparison. The statistic on log(-log S) is `NaN` when a survival is 0 or 1 at that
    /// time; the error of the plain difference, and its statistic, when one is 0.
    ///
    /// @param t the time
    /// @param surv survival of the first and the second group
    /// @param diff first minus second
    /// @param seDiff standard error of the difference
    /// @param zLinear diff / seDiff
    /// @param pLinear two-sided
    /// @param chisqCloglog statistic on log(-log S), 1 degree of freedom
    /// @param pCloglog its upper tail
    public record Comparison(
            double t,
            double[] surv,
            double diff,
            double seDiff,
            double zLinear,
            double pLinear,
            double chisqCloglog,
            double pCloglog) {}

    /// Compares two curves at a time.
    public static Comparison compare(SurvivalCurve first, SurvivalCurve second, double t) {
        double s1 = first.survivalAt(t);
        double s2 = second.survivalAt(t);
        double se = Math.hypot(first.standardErrorAt(t), second.standardErrorAt(t));
        double z = (s1 - s2) / se;
        double difference = Math.log(-Math.log(s1)) - Math.log(-Math.log(s2));
        double variance =
                first.greenwoodAt(t) / square(Math.log(s1))
                        + second.greenwoodAt(t) / square(Math.log(s2));
        double chisq = square(difference) / variance;
        return new Comparison(
                t,
                new double[] {s1, s2},
                s1 - s2,
                se,
                z,
                Double.isNaN(z) ? Double.NaN : Normal.twoSided(z),
                chisq,
                Tails.chiSquare(chisq, 1));
    }

    private static double square(double x) {
        return x * x;
    }
}
