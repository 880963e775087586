package org.osteon.outcome.distribution;

/// Two-sided comparison of k groups with one reference: the mixture of the studentized range and
/// Sidak's power of the t distribution with which the reference package for adjusted means
/// approximates Dunnett's test. Its weight is (k-1)/k and the number of means (1 + sqrt(1 + 8k))/2;
/// with one comparison it is Student's t.
public final class ManyToOne {
    private static final double TOLERANCE = 0.0005;

    private ManyToOne() {}

    private static double cumulative(double t, int k, double df) {
        double weight = (k - 1.0) / k;
        double range =
                StudentizedRange.cumulative(Math.sqrt(2) * t, (1 + Math.sqrt(1 + 8.0 * k)) / 2, df);
        double sidak = Math.pow(1 - Tails.studentTwoSided(t, df), k);
        return weight * range + (1 - weight) * sidak;
    }

    /// The adjusted two-sided p value of one of k comparisons.
    public static double pValue(double t, int k, double df) {
        return k == 1
                ? Tails.studentTwoSided(t, df)
                : Math.max(0, 1 - cumulative(Math.abs(t), k, df));
    }

    /// The factor of the standard error in simultaneous limits, to the tolerance of the reference
    /// package.
    public static double critical(double confidence, int k, double df) {
        if (k == 1) {
            return Tails.studentCritical(confidence, df);
        }
        double fromRange =
                StudentizedRange.quantile(confidence, (1 + Math.sqrt(1 + 8.0 * k)) / 2, df)
                        / Math.sqrt(2);
        double fromSidak = Tails.studentCritical(Math.pow(confidence, 1.0 / k), df);
        if (Math.abs(fromRange - fromSidak) < TOLERANCE) {
            return fromRange;
        }
        return Brent.root(t -> cumulative(t, k, df) - confidence, fromRange, fromSidak, TOLERANCE);
    }
}
