package org.osteon.outcome.comparison;

import org.osteon.outcome.UnusableInputException;
import org.osteon.outcome.data.Groups;
import org.osteon.outcome.distribution.Normal;
import org.osteon.outcome.distribution.Tails;

/// Rank tests of several groups or of repeated measures, and the trend over ordered groups.
public final class RankStatistics {
    private RankStatistics() {}

    /// A chi-square test.
    ///
    /// @param chisq statistic; `NaN` when all values are equal
    /// @param df degrees of freedom
    /// @param p upper tail
    public record ChiSquare(double chisq, int df, double p) {}

    /// The Jonckheere-Terpstra test.
    ///
    /// @param J sum over ordered pairs of groups of pairs in order, ties one half
    /// @param mean its expectation
    /// @param varTies its variance with ties
    /// @param z standardised
    /// @param p two-sided
    public record Jonckheere(double J, double mean, double varTies, double z, double p) {}

    /// Kruskal and Wallis's test of the groups, corrected for ties.
    public static ChiSquare kruskalWallis(double[] values, Groups groups) {
        if (groups.count() < 2) {
            throw new UnusableInputException(
                    "there is only the group " + groups.labels() + ": at least two are needed");
        }
        Ranks ranks = new Ranks(values);
        double n = values.length;
        double[] sums = new double[groups.count()];
        for (int i = 0; i < values.length; i++) {
            sums[groups.index()[i]] += ranks.rank[i];
        }
        int[] sizes = groups.sizes();
        double h = 0;
        for (int g = 0; g < sums.length; g++) {
            h += sums[g] * sums[g] / sizes[g];
        }
        boolean varies = ranks.tieSum < n * n * n - n;
        h =
                varies
                        ? (12 * h / (n * (n + 1)) - 3 * (n + 1))
                                / (1 - ranks.tieSum / (n * n * n - n))
                        : Double.NaN;
        int df = groups.count() - 1;
        return new ChiSquare(h, df, Tails.chiSquare(h, df));
    }

    /// Friedman's test of repeated measures, one array per measure, corrected for ties.
    public static ChiSquare friedman(double[][] measures) {
        int k = measures.length;
        int n = measures[0].length;
        double[] sums = new double[k];
        double ties = 0;
        for (int i = 0; i < n; i++) {
            double[] row = new double[k];
            for (int j = 0; j < k; j++) {
                row[j] = measures[j][i];
            }
            Ranks ranks = new Ranks(row);
            ties += ranks.tieSum;
            for (int j = 0; j < k; j++) {
                sums[j] += ranks.rank[j];
            }
        }
        double squares = 0;
        for (double sum : sums) {
            double distance = sum - n * (k + 1) / 2.0;
            squares += distance * distance;
        }
        double spread = (double) n * k * (k + 1) - ties / (k - 1);
        double chisq = spread > 0 ? 12 * squares / spread : Double.NaN;
        return new ChiSquare(chisq, k - 1, Tails.chiSquare(chisq, k - 1));
    }

    /// The trend of values over the groups in the order given (Jonckheere 1954; variance with ties
    /// after Lehmann, Nonparametrics, 1975).
    public static Jonckheere jonckheere(double[] values, Groups groups) {
        Ranks ranks = new Ranks(values);
        double total = values.length;
        int[] sizes = groups.sizes();
        double j = 0;
        for (int a = 0; a < groups.count(); a++) {
            double[] x = select(values, groups, a);
            for (int b = a + 1; b < groups.count(); b++) {
                j += above(x, select(values, groups, b));
            }
        }
        double squares = 0;
        double spread = 0;
        double triples = 0;
        double pairs = 0;
        for (int size : sizes) {
            double s = size;
            squares += s * s;
            spread += s * (s - 1) * (2 * s + 5);
            triples += s * (s - 1) * (s - 2);
            pairs += s * (s - 1);
        }
        double mean = (total * total - squares) / 4;
        double variance =
                (total * (total - 1) * (2 * total + 5) - spread - ranks.tieSpread) / 72
                        + triples * ranks.tieTriples / (36 * total * (total - 1) * (total - 2))
                        + pairs * ranks.tiePairs / (8 * total * (total - 1));
        double z = variance > 0 ? (j - mean) / Math.sqrt(variance) : Double.NaN;
        return new Jonckheere(j, mean, variance, z, Normal.twoSided(z));
    }

    private static double[] select(double[] values, Groups groups, int group) {
        int[] rows = groups.rowsOf(group);
        double[] selected = new double[rows.length];
        for (int i = 0; i < rows.length; i++) {
            selected[i] = values[rows[i]];
        }
        java.util.Arrays.sort(selected);
        return selected;
    }

    /// Pairs with x < y, ties one half; both sorted.
    private static double above(double[] x, double[] y) {
        double pairs = 0;
        int below = 0;
        int upTo = 0;
        for (double value : y) {
            while (below < x.length && x[below] < value) {
                below++;
            }
            while (upTo < x.length && x[upTo] <= value) {
                upTo++;
            }
            pairs += (below + upTo) / 2.0;
        }
        return pairs;
    }
}
