package org.osteon.outcome.cox;

import org.osteon.outcome.survival.RadixOrder;

/// The share of comparable pairs in which the higher predicted risk failed first, equal risks one
/// half. A pair is comparable within a stratum when one fails while the other is at risk and does
/// not fail at the same time. Counted with a Fenwick tree over ranks of risk: O(n log n).
final class Concordance {
    private Concordance() {}

    static double of(RiskSetPass pass, double[] beta) {
        int n = pass.rows();
        double[] eta = new double[n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < beta.length; j++) {
                eta[i] += beta[j] * pass.x(i, j);
            }
        }
        int[] order = RadixOrder.ascending(eta);
        int[] rank = new int[n];
        int distinct = 0;
        for (int i = 0; i < n; i++) {
            if (i > 0 && eta[order[i]] != eta[order[i - 1]]) {
                distinct++;
            }
            rank[order[i]] = distinct;
        }
        distinct++;
        double[] totals = new double[3];
        int start = 0;
        for (int s = 0; s < pass.strata(); s++) {
            int end = Math.max(start, pass.stratumEnd(s));
            stratum(pass, rank, new double[distinct + 1], start, end, totals);
            start = end;
        }
        double comparable = totals[0] + totals[1] + totals[2];
        return comparable > 0 ? (totals[0] + totals[2] / 2) / comparable : Double.NaN;
    }

    /// Adds to totals: concordant, discordant, tied.
    private static void stratum(
            RiskSetPass pass, int[] rank, double[] tree, int start, int end, double[] totals) {
        Integer[] byEntry = new Integer[0];
        if (pass.grid().hasEntry()) {
            byEntry =
                    java.util.stream.IntStream.range(start, end)
                            .boxed()
                            .sorted((a, b) -> Integer.compare(pass.entrySlot(b), pass.entrySlot(a)))
                            .toArray(Integer[]::new);
        }
        int leaving = 0;
        double inTree = 0;
        int i = start;
        while (i < end) {
            int slot = pass.slot(i);
            int from = i;
            while (i < end && pass.slot(i) == slot) {
                if (!pass.died(i)) {
                    add(tree, rank[i], pass.weight(i));
                    inTree += pass.weight(i);
                }
                i++;
            }
            while (leaving < byEntry.length && pass.entrySlot(byEntry[leaving]) > slot) {
                int gone = byEntry[leaving++];
                add(tree, rank[gone], -pass.weight(gone));
                inTree -= pass.weight(gone);
            }
            for (int k = from; k < i; k++) {
                if (pass.died(k)) {
                    double below = upTo(tree, rank[k] - 1);
                    double same = at(tree, rank[k]);
                    totals[0] += pass.weight(k) * below;
                    totals[2] += pass.weight(k) * same;
                    totals[1] += pass.weight(k) * (inTree - below - same);
                }
            }
            for (int k = from; k < i; k++) {
                if (pass.died(k)) {
                    add(tree, rank[k], pass.weight(k));
                    inTree += pass.weight(k);
                }
            }
        }
    }

    private static void add(double[] tree, int rank, double weight) {
        for (int k = rank + 1; k < tree.length; k += k & -k) {
            tree[k] += weight;
        }
    }

    private static double upTo(double[] tree, int rank) {
        double sum = 0;
        for (int k = rank + 1; k > 0; k -= k & -k) {
            sum += tree[k];
        }
        return sum;
    }

    /// What lies at one rank: the two paths through the tree until they meet, which for half of the
    /// ranks is one step.
    private static double at(double[] tree, int rank) {
        int k = rank + 1;
        int stop = k - (k & -k);
        double sum = tree[k];
        for (int below = k - 1; below > stop; below -= below & -below) {
            sum -= tree[below];
        }
        return sum;
    }
}
