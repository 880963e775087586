package org.osteon.outcome.regression;

import org.osteon.outcome.distribution.Normal;
import org.osteon.outcome.distribution.Tails;

/// The limits of a funnel plot of observed over expected counts: where the ratio of a centre that
/// does as expected lies with a given probability. They are quantiles of the Poisson distribution,
/// interpolated between whole counts (Spiegelhalter, Stat Med 2005;24:1185, appendix A.1.1).
public final class Funnel {
    private Funnel() {}

    /// Limits of the ratio.
    ///
    /// @param lower not below 0
    /// @param upper above it
    public record Limits(double lower, double upper) {}

    /// The limits for an expected count.
    ///
    /// @param expected above 0
    /// @param level such as 0.95: half of the rest lies below, half above
    public static Limits at(double expected, double level) {
        double tail = (1 - level) / 2;
        return new Limits(
                Math.max(0, lower(expected, tail)) / expected,
                Math.max(0, upper(expected, tail)) / expected);
    }

    /// The count that is reached with probability p, interpolated.
    private static double lower(double expected, double p) {
        long count = guess(expected, Normal.quantile(p));
        while (count > 0 && upTo(count - 1, expected) >= p) {
            count--;
        }
        while (upTo(count, expected) < p) {
            count++;
        }
        double reached = upTo(count, expected);
        return count - (reached - p) / (reached - upTo(count - 1, expected));
    }

    /// The count that is exceeded with probability p, interpolated.
    private static double upper(double expected, double p) {
        long count = guess(expected, Normal.upperQuantile(p));
        while (count > 0 && above(count - 1, expected) <= p) {
            count--;
        }
        while (above(count, expected) > p) {
            count++;
        }
        double left = above(count, expected);
        return count - (p - left) / (above(count - 1, expected) - left);
    }

    private static long guess(double expected, double z) {
        return Math.max(0, Math.round(expected + z * Math.sqrt(expected)));
    }

    /// P(count <= n) of a Poisson count.
    private static double upTo(long n, double expected) {
        return n < 0 ? 0 : Tails.chiSquare(2 * expected, 2.0 * (n + 1));
    }

    /// P(count > n) of a Poisson count.
    private static double above(long n, double expected) {
        return n < 0 ? 1 : Tails.chiSquareCumulative(2 * expected, 2.0 * (n + 1));
    }
}
