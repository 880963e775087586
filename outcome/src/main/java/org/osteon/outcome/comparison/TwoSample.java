package org.osteon.outcome.comparison;

import org.hipparchus.special.Gamma;
import org.jspecify.annotations.Nullable;
import org.osteon.outcome.UnusableInputException;
import org.osteon.outcome.distribution.Normal;
import org.osteon.outcome.distribution.Tails;

/// Two groups compared: Welch (the default) and pooled t, effect sizes, Mann-Whitney with the
/// probability index, and the Hodges-Lehmann shift. Differences are first minus second.
///
/// @param group1 label of the first group
/// @param group2 label of the second
/// @param n1 values in the first
/// @param n2 values in the second
/// @param mean1 mean of the first
/// @param mean2 mean of the second
/// @param sd1 standard deviation of the first
/// @param sd2 of the second
/// @param diff difference of means
/// @param welch t test with unequal variances
/// @param pooled t test with one variance
/// @param varRatioF ratio of variances
/// @param cohenD difference over the pooled standard deviation
/// @param hedgesGApproxJ Cohen's d times 1 - 3/(4m - 1)
/// @param hedgesGExactJ Cohen's d times the exact factor
/// @param mannWhitney rank-sum test
/// @param hodgesLehmannShift median of all differences
/// @param hodgesLehmannCIDifferenceRank its limits by the rank from the null distribution
/// @param hodgesLehmannExactCI the same where that distribution is exact: no ties, both n < 50
public record TwoSample(
        String group1,
        String group2,
        int n1,
        int n2,
        double mean1,
        double mean2,
        double sd1,
        double sd2,
        double diff,
        TTest welch,
        TTest pooled,
        double varRatioF,
        double cohenD,
        double hedgesGApproxJ,
        double hedgesGExactJ,
        MannWhitney mannWhitney,
        double hodgesLehmannShift,
        OneSample.RankInterval hodgesLehmannCIDifferenceRank,
        double @Nullable [] hodgesLehmannExactCI) {

    /// A t test.
    ///
    /// @param t statistic
    /// @param df degrees of freedom
    /// @param p two-sided
    /// @param ci limits of the difference
    public record TTest(double t, double df, double p, double[] ci) {
        static TTest of(double difference, double se, double df, double confidence) {
            double t = se > 0 ? difference / se : Double.NaN;
            double reach = Tails.studentCritical(confidence, df) * se;
            return new TTest(
                    t,
                    df,
                    Tails.studentTwoSided(t, df),
                    new double[] {difference - reach, difference + reach});
        }
    }

    /// Wilcoxon's rank-sum (Mann-Whitney) test.
    ///
    /// @param W pairs in which the first group is larger, ties one half
    /// @param pNormalCorrected normal approximation with continuity correction
    /// @param pNormal without
    /// @param probIndex W over the number of pairs
    /// @param pExact from the exact distribution, null with ties or 50 and more values in a group
    public record MannWhitney(
            double W,
            double pNormalCorrected,
            double pNormal,
            double probIndex,
            @Nullable Double pExact) {}

    /// Compares two groups of at least two values each.
    public static TwoSample compare(
            String group1, double[] x, String group2, double[] y, double confidence) {
        int n1 = x.length;
        int n2 = y.length;
        if (n1 < 2 || n2 < 2) {
            throw new UnusableInputException(
                    group1
                            + " has "
                            + n1
                            + " and "
                            + group2
                            + " has "
                            + n2
                            + " values: at least two in each group are needed");
        }
        double mean1 = Describe.mean(x);
        double mean2 = Describe.mean(y);
        double v1 = Describe.variance(x);
        double v2 = Describe.variance(y);
        double difference = mean1 - mean2;
        double e1 = v1 / n1;
        double e2 = v2 / n2;
        double welchDf = (e1 + e2) * (e1 + e2) / (e1 * e1 / (n1 - 1) + e2 * e2 / (n2 - 1));
        double m = n1 + n2 - 2;
        double pooledVariance = ((n1 - 1) * v1 + (n2 - 1) * v2) / m;
        double d = pooledVariance > 0 ? difference / Math.sqrt(pooledVariance) : Double.NaN;
        double exactJ =
                Math.exp(Gamma.logGamma(m / 2) - Gamma.logGamma((m - 1) / 2)) / Math.sqrt(m / 2);
        double[] all = java.util.Arrays.copyOf(x, n1 + n2);
        System.arraycopy(y, 0, all, n1, n2);
        Ranks ranks = new Ranks(all);
        boolean exact = !ranks.ties() && n1 < 50 && n2 < 50;
        PairwiseOrder differences = PairwiseOrder.differences(x, y);
        long rank = Math.max(1, RankDistributions.rankSumQuantile((1 - confidence) / 2, n1, n2));
        var interval =
                new OneSample.RankInterval(
                        rank, differences.smallest(rank), differences.largest(rank));
        return new TwoSample(
                group1,
                group2,
                n1,
                n2,
                mean1,
                mean2,
                Math.sqrt(v1),
                Math.sqrt(v2),
                difference,
                TTest.of(
                        difference,
                        Math.sqrt(e1 + e2),
                        Double.isNaN(welchDf) ? m : welchDf,
                        confidence),
                TTest.of(
                        difference,
                        Math.sqrt(pooledVariance * (1.0 / n1 + 1.0 / n2)),
                        m,
                        confidence),
                v2 > 0 ? v1 / v2 : Double.NaN,
                d,
                d * (1 - 3 / (4 * m - 1)),
                d * exactJ,
                mannWhitney(ranks, n1, n2, exact),
                differences.median(),
                interval,
                exact ? new double[] {interval.lower(), interval.upper()} : null);
    }

    private static MannWhitney mannWhitney(Ranks ranks, int n1, int n2, boolean exact) {
        double w = -n1 * (n1 + 1.0) / 2;
        for (int i = 0; i < n1; i++) {
            w += ranks.rank[i];
        }
        double n = n1 + n2;
        double pairs = (double) n1 * n2;
        double sd = Math.sqrt(pairs / 12 * (n + 1 - ranks.tieSum / (n * (n - 1))));
        double distance = Math.abs(w - pairs / 2);
        Double pExact = null;
        if (exact) {
            pExact =
                    Math.min(
                            1,
                            2
                                    * Math.min(
                                            RankDistributions.rankSum(w, n1, n2),
                                            RankDistributions.rankSum(pairs - w, n1, n2)));
        }
        return new MannWhitney(
                w,
                sd > 0 ? OneSample.corrected(distance, sd) : Double.NaN,
                sd > 0 ? Normal.twoSided(distance / sd) : Double.NaN,
                w / pairs,
                pExact);
    }
}
