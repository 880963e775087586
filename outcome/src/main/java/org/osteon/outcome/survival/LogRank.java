package org.osteon.outcome.survival;

import java.util.ArrayList;
import java.util.List;
import org.osteon.outcome.UnusableInputException;
import org.osteon.outcome.data.Groups;
import org.osteon.outcome.distribution.SymmetricMatrix;
import org.osteon.outcome.distribution.Tails;

/// The log-rank family of tests: weights S(u-)^rho with S the pooled Kaplan-Meier of the stratum
/// (Harrington and Fleming 1982), hypergeometric covariance, strata summed, and the test for trend
/// (Tarone 1975). Any event counts.
public final class LogRank {
    private LogRank() {}

    /// The result of the test.
    ///
    /// @param groups labels in order
    /// @param n people per group
    /// @param rho power of the weight; 0 = log-rank, 1 = Peto-Peto type
    /// @param observed weighted events
    /// @param expected weighted events expected
    /// @param variance covariance of observed minus expected
    /// @param chisq the statistic; `NaN` when nothing is compared: one group, no events, or events
    ///   only at times when one group is at risk or when everybody has the event
    /// @param df groups with positive expectation minus one; 0 with one group or without events
    /// @param p upper tail; `NaN` with the statistic
    public record Result(
            List<String> groups,
            int[] n,
            double rho,
            double[] observed,
            double[] expected,
            double[][] variance,
            double chisq,
            int df,
            double p) {}

    /// The test for trend over ordered groups.
    ///
    /// @param scores score per group
    /// @param U sum of score times observed minus expected
    /// @param V its variance
    /// @param chisq U^2/V, `NaN` when V is 0
    /// @param df 1
    /// @param p upper tail
    @SuppressWarnings("checkstyle:RecordComponentName")
    public record Trend(double[] scores, double U, double V, double chisq, int df, double p) {}

    /// Compares the groups.
    ///
    /// @param strata one group when not stratified
    public static Result test(EventTimes data, Groups groups, Groups strata, double rho) {
        int k = groups.count();
        double[] observed = new double[k];
        double[] expected = new double[k];
        double[][] variance = new double[k][k];
        for (int s = 0; s < strata.count(); s++) {
            if (strata.count() == 1) {
                accumulate(data, groups.index(), k, rho, observed, expected, variance);
            } else {
                int[] rows = strata.rowsOf(s);
                int[] index = new int[rows.length];
                for (int i = 0; i < rows.length; i++) {
                    index[i] = groups.index()[rows[i]];
                }
                accumulate(data.rows(rows), index, k, rho, observed, expected, variance);
            }
        }
        List<Integer> informative = new ArrayList<>();
        for (int g = 0; g < k; g++) {
            if (expected[g] > 0) {
                informative.add(g);
            }
        }
        int df = Math.max(0, informative.size() - 1);
        double[] difference = new double[df];
        double[][] covariance = new double[df][df];
        for (int a = 0; a < df; a++) {
            int ga = informative.get(a);
            difference[a] = observed[ga] - expected[ga];
            for (int b = 0; b < df; b++) {
                covariance[a][b] = variance[ga][informative.get(b)];
            }
        }
        double chisq = SymmetricMatrix.quadraticForm(covariance, difference);
        return new Result(
                groups.labels(),
                groups.sizes(),
                rho,
                observed,
                expected,
                variance,
                chisq,
                df,
                Tails.chiSquare(chisq, df));
    }

    /// The test for trend with one score per group.
    public static Trend trend(
            EventTimes data, Groups groups, Groups strata, double rho, double[] scores) {
        Result test = test(data, groups, strata, rho);
        double u = 0;
        double v = 0;
        for (int a = 0; a < scores.length; a++) {
            u += scores[a] * (test.observed[a] - test.expected[a]);
            for (int b = 0; b < scores.length; b++) {
                v += scores[a] * scores[b] * test.variance[a][b];
            }
        }
        double chisq = v > 0 ? u * u / v : Double.NaN;
        return new Trend(scores.clone(), u, v, chisq, 1, Tails.chiSquare(chisq, 1));
    }

    /// Scores for a trend: the labels themselves when all are numbers, else 1, 2, 3 ...
    public static double[] scores(Groups groups) {
        double[] scores = new double[groups.count()];
        try {
            for (int g = 0; g < scores.length; g++) {
                scores[g] = Double.parseDouble(groups.labels().get(g));
            }
        } catch (NumberFormatException e) {
            for (int g = 0; g < scores.length; g++) {
                scores[g] = g + 1;
            }
        }
        return scores;
    }

    private static void accumulate(
            EventTimes data,
            int[] group,
            int k,
            double rho,
            double[] observed,
            double[] expected,
            double[][] variance) {
        TimeGrid grid = TimeGrid.of(data);
        int m = grid.size();
        if ((long) m * k > Integer.MAX_VALUE - 8) {
            throw new UnusableInputException(
                    m + " times in " + k + " groups are more than can be compared at once");
        }
        int[] exits = new int[m * k];
        int[] events = new int[m * k];
        int[] entries = new int[data.hasEntry() ? (m + 1) * k : 0];
        double[] y = new double[k];
        for (int i = 0; i < group.length; i++) {
            int cell = grid.slot(i) * k + group[i];
            exits[cell]++;
            if (data.event(i) != 0) {
                events[cell]++;
            }
            if (data.hasEntry()) {
                entries[grid.entrySlot(i) * k + group[i]]++;
            } else {
                y[group[i]]++;
            }
        }
        double pooled = 1;
        for (int s = 0; s < m; s++) {
            double total = 0;
            double d = 0;
            for (int g = 0; g < k; g++) {
                if (data.hasEntry()) {
                    y[g] += entries[s * k + g];
                }
                total += y[g];
                d += events[s * k + g];
            }
            if (d > 0) {
                double w = rho == 0 ? 1 : Math.pow(pooled, rho);
                double spread = total > 1 ? w * w * d * (total - d) / (total - 1) : 0;
                for (int g = 0; g < k; g++) {
                    double share = y[g] / total;
                    observed[g] += w * events[s * k + g];
                    expected[g] += w * d * share;
                    variance[g][g] += spread * share;
                    for (int h = 0; h < k; h++) {
                        variance[g][h] -= spread * share * y[h] / total;
                    }
                }
                pooled *= 1 - d / total;
            }
            for (int g = 0; g < k; g++) {
                y[g] -= exits[s * k + g];
            }
        }
    }
}
