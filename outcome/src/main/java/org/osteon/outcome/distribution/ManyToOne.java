package org.osteon.outcome.distribution;

/// Two-sided comparison of k groups with one reference: the mixture of the studentized range and
/// Sidak's power of the t distribution with which the reference package for adjusted means
/// approximates Dunnett's test. Its weight is (k-1)/k and the number of means (1 + sqrt(1 + 8k))/2;
/// with one comparison it is Student's t.
public final class ManyToOne {
    private static final double TOLERANCE = 0.0005;

    private ManyToOne() {}

    private static double weight(int k) {
        return (k - 1.0) / k;
    }

    private static double means(int k) {
        return (1 + Math.sqrt(1 + 8.0 * k)) / 2;
    }

    private static double cumulative(double t, int k, double df) {
        double range = StudentizedRange.cumulative(Math.sqrt(2) * t, means(k), df);
        double sidak = Math.exp(k * Math.log1p(-Tails.studentTwoSided(t, df)));
        return weight(k) * range + (1 - weight(k)) * sidak;
    }

    /// The adjusted two-sided p value of one of k comparisons: both tails of the mixture as such.
    public static double pValue(double t, int k, double df) {
        double single = Tails.studentTwoSided(t, df);
        if (k == 1 || Double.isNaN(single)) {
            return single;
        }
        double range = StudentizedRange.upper(Math.sqrt(2) * Math.abs(t), means(k), df);
        double sidak = -Math.expm1(k * Math.log1p(-single));
        return Math.min(1, weight(k) * range + (1 - weight(k)) * sidak);
    }

    /// The factor of the standard error in simultaneous limits, to the tolerance of the reference
    /// package.
    public static double critical(double confidence, int k, double df) {
        if (k == 1) {
            return Tails.studentCritical(confidence, df);
        }
        double fromRange = StudentizedRange.quantile(confidence, means(k), df) / Math.sqrt(2);
        double fromSidak = Tails.studentUpperQuantile(-Math.expm1(Math.log(confidence) / k), df);
        if (Math.abs(fromRange - fromSidak) < TOLERANCE) {
            return fromRange;
        }
        return Brent.root(t -> cumulative(t, k, df) - confidence, fromRange, fromSidak, TOLERANCE);
    }
}
