package org.osteon.outcome.comparison;

/// Correlations of two measures; not defined (`NaN`) when one of them is constant.
public final class Correlation {
    private Correlation() {}

    /// Pearson's correlation.
    public static double pearson(double[] x, double[] y) {
        double mx = Describe.mean(x);
        double my = Describe.mean(y);
        double xx = 0;
        double yy = 0;
        double xy = 0;
        for (int i = 0; i < x.length; i++) {
            xx += (x[i] - mx) * (x[i] - mx);
            yy += (y[i] - my) * (y[i] - my);
            xy += (x[i] - mx) * (y[i] - my);
        }
        return Math.max(-1, Math.min(1, xy / Math.sqrt(xx * yy)));
    }

    /// Spearman's correlation: Pearson's of the mid-ranks.
    public static double spearman(double[] x, double[] y) {
        return pearson(new Ranks(x).rank, new Ranks(y).rank);
    }

    /// The two-sided p value of Spearman's correlation: exact up to nine pairs, by a series beyond,
    /// by Student's t when there are ties; `NaN` when the correlation is not defined.
    public static double spearmanP(double[] x, double[] y) {
        Ranks rx = new Ranks(x);
        Ranks ry = new Ranks(y);
        return SpearmanDistribution.twoSided(
                pearson(rx.rank, ry.rank), x.length, rx.ties() || ry.ties());
    }

    /// Kendall's tau-b, counted in O(n log n) with a Fenwick tree.
    public static double kendallTauB(double[] x, double[] y) {
        int n = x.length;
        Ranks rx = new Ranks(x);
        Ranks ry = new Ranks(y);
        int[] order = Ranks.order(x);
        double[] tree = new double[2 * n + 2];
        double balance = 0;
        for (int i = 0; i < n; ) {
            int j = i;
            while (j < n && x[order[j]] == x[order[i]]) {
                int twice = (int) (2 * ry.rank[order[j]]);
                double below = upTo(tree, twice - 1);
                double notAbove = upTo(tree, twice);
                balance += below - (i - notAbove);
                j++;
            }
            for (int k = i; k < j; k++) {
                for (int at = (int) (2 * ry.rank[order[k]]); at < tree.length; at += at & -at) {
                    tree[at]++;
                }
            }
            i = j;
        }
        double pairs = (double) n * (n - 1) / 2;
        return balance / Math.sqrt((pairs - rx.tiePairs / 2) * (pairs - ry.tiePairs / 2));
    }

    private static double upTo(double[] tree, int at) {
        double sum = 0;
        for (int k = at; k > 0; k -= k & -k) {
            sum += tree[k];
        }
        return sum;
    }
}
