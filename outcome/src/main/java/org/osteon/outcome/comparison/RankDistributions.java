package org.osteon.outcome.comparison;

import org.osteon.outcome.distribution.Normal;

/// Null distributions of the two Wilcoxon statistics by counting, and their quantiles. Beyond sizes
/// at which counts leave the range of doubles the normal approximation stands in.
final class RankDistributions {
    private static final int SIGNED_LIMIT = 900;
    private static final long SUM_LIMIT = 4_000_000;

    private RankDistributions() {}

    /// P(V <= v) of the signed-rank statistic of n untied values.
    static double signedRank(double v, int n) {
        double[] counts = signedRankCounts(n);
        return cumulative(counts, v) / total(counts);
    }

    /// The smallest v with P(V <= v) >= p.
    static int signedRankQuantile(double p, int n) {
        if (n > SIGNED_LIMIT) {
            double mean = n * (n + 1.0) / 4;
            double sd = Math.sqrt(n * (n + 1.0) * (2 * n + 1.0) / 24);
            return (int) Math.max(0, Math.ceil(mean + sd * Normal.quantile(p) - 0.5));
        }
        return quantile(signedRankCounts(n), p);
    }

    private static double[] signedRankCounts(int n) {
        int max = n * (n + 1) / 2;
        double[] counts = new double[max + 1];
        counts[0] = 1;
        int reach = 0;
        for (int i = 1; i <= n; i++) {
            reach += i;
            for (int v = reach; v >= i; v--) {
                counts[v] += counts[v - i];
            }
        }
        return counts;
    }

    /// P(W <= w) of the rank-sum statistic of m and n untied values.
    static double rankSum(double w, int m, int n) {
        double[] counts = rankSumCounts(m, n);
        return cumulative(counts, w) / total(counts);
    }

    /// The smallest w with P(W <= w) >= p.
    static long rankSumQuantile(double p, int m, int n) {
        if ((long) m * n > SUM_LIMIT || m + n > 1000) {
            double mean = (double) m * n / 2;
            double sd = Math.sqrt((double) m * n * (m + n + 1) / 12);
            return (long) Math.max(0, Math.ceil(mean + sd * Normal.quantile(p) - 0.5));
        }
        return quantile(rankSumCounts(m, n), p);
    }

    /// The coefficients of the Gaussian binomial: multiplied by (1 - q^(n+i)) and divided by (1 -
    /// q^i) for i = 1..m.
    private static double[] rankSumCounts(int m, int n) {
        int small = Math.min(m, n);
        int large = Math.max(m, n);
        int max = small * large;
        double[] counts = new double[max + 1];
        counts[0] = 1;
        for (int i = 1; i <= small; i++) {
            for (int w = max; w >= large + i; w--) {
                counts[w] -= counts[w - large - i];
            }
            for (int w = i; w <= max; w++) {
                counts[w] += counts[w - i];
            }
        }
        for (int w = 0; w < counts.length / 2; w++) {
            counts[max - w] = counts[w];
        }
        return counts;
    }

    private static double total(double[] counts) {
        double sum = 0;
        for (double count : counts) {
            sum += count;
        }
        return sum;
    }

    private static double cumulative(double[] counts, double upTo) {
        double sum = 0;
        for (int v = 0; v < counts.length && v <= upTo; v++) {
            sum += counts[v];
        }
        return sum;
    }

    private static int quantile(double[] counts, double p) {
        double total = total(counts);
        double sum = 0;
        for (int v = 0; v < counts.length; v++) {
            sum += counts[v];
            if (sum / total >= p * (1 - 1e-14)) {
                return v;
            }
        }
        return counts.length - 1;
    }
}
