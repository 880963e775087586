package org.osteon.outcome.comparison;

import org.jspecify.annotations.Nullable;
import org.osteon.outcome.UnusableInputException;
import org.osteon.outcome.distribution.Normal;
import org.osteon.outcome.distribution.Tails;

/// Change within one group: t interval, Wilcoxon's signed-rank test, Hodges and Lehmann's estimate.
///
/// @param n values
/// @param mean their mean
/// @param sd standard deviation
/// @param se of the mean
/// @param t mean over standard error, `NaN` when all values are equal
/// @param df n - 1
/// @param p two-sided
/// @param ci limits of the mean
/// @param median type 7
/// @param q1q3 quartiles, type 7
/// @param quantiles minimum, 5, 25, 50, 75, 95 % and maximum, type 7
/// @param standardisedResponseMean mean over standard deviation
/// @param signedRank Wilcoxon's test, null when all values are 0
/// @param hodgesLehmann median of the Walsh averages
/// @param hodgesLehmannCIWalshRank its limits by the rank from the null distribution, null when all
///   values are 0
/// @param hodgesLehmannExactCI the same limits where that distribution is exact: no ties, no zeros,
///   n < 50
public record OneSample(
        int n,
        double mean,
        double sd,
        double se,
        double t,
        int df,
        double p,
        double[] ci,
        double median,
        double[] q1q3,
        double[] quantiles,
        double standardisedResponseMean,
        @Nullable SignedRank signedRank,
        double hodgesLehmann,
        @Nullable RankInterval hodgesLehmannCIWalshRank,
        double @Nullable [] hodgesLehmannExactCI) {

    /// Wilcoxon's signed-rank test after dropping zeros.
    ///
    /// @param nNonZero values that are not 0
    /// @param V sum of the positive ranks
    /// @param pNormalCorrected normal approximation with continuity correction
    /// @param pNormal without
    /// @param pExact from the exact distribution, null with ties, zeros or 50 and more values
    public record SignedRank(
            int nNonZero,
            double V,
            double pNormalCorrected,
            double pNormal,
            @Nullable Double pExact) {}

    /// Limits between two ranks of the sorted averages or differences.
    ///
    /// @param rank counted from either end
    /// @param lower lower limit
    /// @param upper upper limit
    public record RankInterval(long rank, double lower, double upper) {}

    private static final double[] PROBABILITIES = {0, 0.05, 0.25, 0.5, 0.75, 0.95, 1};

    /// Describes and tests the values against 0.
    public static OneSample of(double[] values, double confidence) {
        int n = values.length;
        if (n < 2) {
            throw new UnusableInputException(
                    n + " value" + (n == 1 ? "" : "s") + ": at least two are needed");
        }
        double mean = Describe.mean(values);
        double sd = Math.sqrt(Describe.variance(values));
        double se = sd / Math.sqrt(n);
        double t = sd > 0 ? mean / se : Double.NaN;
        double reach = Tails.studentCritical(confidence, n - 1) * se;
        double[] quantiles = new double[PROBABILITIES.length];
        for (int i = 0; i < quantiles.length; i++) {
            quantiles[i] = Describe.quantile(values, PROBABILITIES[i]);
        }
        double[] nonZero = java.util.Arrays.stream(values).filter(v -> v != 0).toArray();
        Ranks ranks = new Ranks(java.util.Arrays.stream(nonZero).map(Math::abs).toArray());
        boolean exact = nonZero.length == n && !ranks.ties() && n < 50;
        // Zeros are dropped here as in the test, unless there is nothing else.
        PairwiseOrder averages =
                PairwiseOrder.walshAverages(nonZero.length == 0 ? values : nonZero);
        RankInterval interval = null;
        if (nonZero.length > 0) {
            long rank =
                    Math.max(
                            1,
                            RankDistributions.signedRankQuantile(
                                    (1 - confidence) / 2, nonZero.length));
            interval = new RankInterval(rank, averages.smallest(rank), averages.largest(rank));
        }
        return new OneSample(
                n,
                mean,
                sd,
                se,
                t,
                n - 1,
                Tails.studentTwoSided(t, n - 1),
                new double[] {mean - reach, mean + reach},
                quantiles[3],
                new double[] {quantiles[2], quantiles[4]},
                quantiles,
                sd > 0 ? mean / sd : Double.NaN,
                nonZero.length == 0 ? null : signedRank(nonZero, ranks, exact),
                averages.median(),
                interval,
                exact && interval != null ? new double[] {interval.lower, interval.upper} : null);
    }

    private static SignedRank signedRank(double[] values, Ranks ranks, boolean exact) {
        int n = values.length;
        double v = 0;
        for (int i = 0; i < n; i++) {
            if (values[i] > 0) {
                v += ranks.rank[i];
            }
        }
        double mean = n * (n + 1.0) / 4;
        double sd = Math.sqrt(n * (n + 1.0) * (2 * n + 1.0) / 24 - ranks.tieSum / 48);
        double distance = Math.abs(v - mean);
        Double pExact = null;
        if (exact) {
            double lower = RankDistributions.signedRank(v, n);
            double upper = RankDistributions.signedRank(n * (n + 1.0) / 2 - v, n);
            pExact = Math.min(1, 2 * Math.min(lower, upper));
        }
        return new SignedRank(
                n, v, corrected(distance, sd), Normal.twoSided(distance / sd), pExact);
    }

    /// The normal tail with half a unit towards the mean, none at the mean itself.
    static double corrected(double distance, double sd) {
        return Normal.twoSided((distance == 0 ? 0 : distance - 0.5) / sd);
    }
}
