package org.osteon.outcome.proportion;

import java.util.function.DoubleUnaryOperator;
import org.osteon.outcome.UnusableInputException;
import org.osteon.outcome.distribution.Brent;
import org.osteon.outcome.distribution.Normal;
import org.osteon.outcome.distribution.Tails;

/// Two proportions compared, first minus second. Ratios with an empty cell are not defined (`NaN`).
///
/// @param x1 successes of the first group
/// @param n1 size of the first group
/// @param x2 successes of the second
/// @param n2 size of the second
/// @param riskDiff difference of proportions
/// @param waldCI its Wald limits
/// @param newcombeCI limits from the two Wilson intervals (Newcombe 1998): the default
/// @param miettinenNurminenCI score limits (1985), for trials
/// @param riskRatio ratio of proportions
/// @param riskRatioCI its limits on the log scale
/// @param oddsRatio sample odds ratio
/// @param oddsRatioWoolfCI its limits on the log scale
/// @param fisherP Fisher's exact test, two-sided
/// @param fisherConditionalOR conditional odds ratio
/// @param fisherORCI its exact limits
/// @param chisq Pearson's statistic without continuity correction
/// @param chisqP upper tail
/// @param chisqYates with continuity correction
/// @param chisqYatesP upper tail
/// @param nnt one over the difference: number needed to treat
public record TwoProportions(
        int x1,
        int n1,
        int x2,
        int n2,
        double riskDiff,
        double[] waldCI,
        double[] newcombeCI,
        double[] miettinenNurminenCI,
        double riskRatio,
        double[] riskRatioCI,
        double oddsRatio,
        double[] oddsRatioWoolfCI,
        double fisherP,
        double fisherConditionalOR,
        double[] fisherORCI,
        double chisq,
        double chisqP,
        double chisqYates,
        double chisqYatesP,
        double nnt) {

    /// Compares x1 of n1 with x2 of n2.
    public static TwoProportions compare(int x1, int n1, int x2, int n2, double confidence) {
        check(x1, n1);
        check(x2, n2);
        double z = Normal.critical(confidence);
        double p1 = (double) x1 / n1;
        double p2 = (double) x2 / n2;
        double difference = p1 - p2;
        double wald = z * Math.sqrt(p1 * (1 - p1) / n1 + p2 * (1 - p2) / n2);
        double ratio = x1 > 0 && x2 > 0 ? p1 / p2 : Double.NaN;
        double seLogRatio = Math.sqrt(1.0 / x1 - 1.0 / n1 + 1.0 / x2 - 1.0 / n2);
        boolean filled = x1 > 0 && x2 > 0 && x1 < n1 && x2 < n2;
        double odds = filled ? (double) x1 * (n2 - x2) / ((double) x2 * (n1 - x1)) : Double.NaN;
        double seLogOdds = Math.sqrt(1.0 / x1 + 1.0 / (n1 - x1) + 1.0 / x2 + 1.0 / (n2 - x2));
        FisherExact fisher = new FisherExact(x1, n1, x2, n2);
        double chisq = pearson(x1, n1, x2, n2, 0);
        double yates = pearson(x1, n1, x2, n2, 0.5);
        return new TwoProportions(
                x1,
                n1,
                x2,
                n2,
                difference,
                new double[] {difference - wald, difference + wald},
                newcombe(x1, n1, x2, n2, z),
                miettinenNurminen(x1, n1, x2, n2, z),
                ratio,
                onLogScale(ratio, z * seLogRatio),
                odds,
                onLogScale(odds, z * seLogOdds),
                fisher.pValue(),
                fisher.oddsRatio(),
                fisher.limits(confidence),
                chisq,
                Tails.chiSquare(chisq, 1),
                yates,
                Tails.chiSquare(yates, 1),
                difference == 0 ? Double.POSITIVE_INFINITY : 1 / difference);
    }

    private static void check(int x, int n) {
        if (n < 1 || x < 0 || x > n) {
            throw new UnusableInputException(
                    x + " of " + n + " is no proportion: 0 <= x <= n and n >= 1");
        }
    }

    private static double[] onLogScale(double estimate, double reach) {
        return new double[] {estimate * Math.exp(-reach), estimate * Math.exp(reach)};
    }

    static double[] newcombe(int x1, int n1, int x2, int n2, double z) {
        double p1 = (double) x1 / n1;
        double p2 = (double) x2 / n2;
        double[] w1 = Proportion.wilson(x1, n1, z);
        double[] w2 = Proportion.wilson(x2, n2, z);
        return new double[] {
            p1 - p2 - Math.hypot(p1 - w1[0], w2[1] - p2),
            p1 - p2 + Math.hypot(w1[1] - p1, p2 - w2[0])
        };
    }

    private static double[] miettinenNurminen(int x1, int n1, int x2, int n2, double z) {
        double p1 = (double) x1 / n1;
        double p2 = (double) x2 / n2;
        double observed = p1 - p2;
        double n = n1 + n2;
        DoubleUnaryOperator score =
                d -> {
                    double se =
                            Constrained.at(d, x1, n1, x2, n2).standardError(n1, n2)
                                    * Math.sqrt(n / (n - 1));
                    return (observed - d) / Math.max(se, 1e-150);
                };
        double lower =
                observed <= -1 ? -1 : bound(d -> score.applyAsDouble(d) - z, -1 + 1e-12, observed);
        double upper =
                observed >= 1 ? 1 : bound(d -> score.applyAsDouble(d) + z, observed, 1 - 1e-12);
        return new double[] {lower, upper};
    }

    private static double bound(DoubleUnaryOperator f, double low, double high) {
        double atLow = f.applyAsDouble(low);
        double atHigh = f.applyAsDouble(high);
        if (atLow * atHigh > 0) {
            return Math.abs(atLow) < Math.abs(atHigh) ? low : high;
        }
        return Brent.root(f, low, high, 1e-15);
    }

    private static double pearson(int x1, int n1, int x2, int n2, double correction) {
        double n = n1 + n2;
        double k = x1 + x2;
        double distance = Math.abs(x1 - n1 * k / n);
        double corrected = distance - Math.min(correction, distance);
        double expected = n / ((double) n1 * n2) * n / (k * (n - k));
        return k == 0 || k == n ? Double.NaN : corrected * corrected * expected * n;
    }
}
