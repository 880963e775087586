package org.osteon.outcome.proportion;

import org.osteon.outcome.UnusableInputException;
import org.osteon.outcome.distribution.Normal;
import org.osteon.outcome.distribution.Tails;

/// One proportion with its intervals.
///
/// @param x successes
/// @param n trials
/// @param p x / n
/// @param wald p -/+ z se
/// @param wilson Wilson's score interval (1927): the default
/// @param clopperPearson exact interval from beta quantiles, for safety tables
/// @param agrestiCoull Wald's interval around the shrunken proportion; may leave 0 to 1
public record Proportion(
        int x,
        int n,
        double p,
        double[] wald,
        double[] wilson,
        double[] clopperPearson,
        double[] agrestiCoull) {

    /// Estimates x of n.
    public static Proportion of(int x, int n, double confidence) {
        if (n < 1 || x < 0 || x > n) {
            throw new UnusableInputException(
                    x + " of " + n + " is no proportion: 0 <= x <= n and n >= 1");
        }
        double z = Normal.critical(confidence);
        double p = (double) x / n;
        double reach = z * Math.sqrt(p * (1 - p) / n);
        double tail = (1 - confidence) / 2;
        double lower = x == 0 ? 0 : Tails.betaQuantile(tail, x, n - x + 1.0);
        double upper = x == n ? 1 : Tails.betaUpperQuantile(tail, x + 1.0, n - x);
        double shrunken = (x + z * z / 2) / (n + z * z);
        double wide = z * Math.sqrt(shrunken * (1 - shrunken) / (n + z * z));
        return new Proportion(
                x,
                n,
                p,
                new double[] {p - reach, p + reach},
                wilson(x, n, z),
                new double[] {lower, upper},
                new double[] {shrunken - wide, shrunken + wide});
    }

    static double[] wilson(int x, int n, double z) {
        double p = (double) x / n;
        double square = z * z;
        double centre = (p + square / (2 * n)) / (1 + square / n);
        double reach = z * Math.sqrt(p * (1 - p) / n + square / (4.0 * n * n)) / (1 + square / n);
        return new double[] {Math.max(0, centre - reach), Math.min(1, centre + reach)};
    }
}
