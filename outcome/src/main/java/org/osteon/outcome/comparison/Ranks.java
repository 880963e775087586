package org.osteon.outcome.comparison;

import java.util.Arrays;

/// Mid-ranks and the sums over groups of ties that rank statistics need.
final class Ranks {
    final double[] rank;

    /// Sum of t^3 - t over groups of t equal values.
    final double tieSum;

    /// Sum of t(t-1) and of t(t-1)(t-2) and of t(t-1)(2t+5).
    final double tiePairs;

    final double tieTriples;
    final double tieSpread;

    Ranks(double[] values) {
        int n = values.length;
        int[] order = order(values);
        rank = new double[n];
        double sum = 0;
        double pairs = 0;
        double triples = 0;
        double spread = 0;
        for (int i = 0; i < n; ) {
            int j = i;
            while (j < n && values[order[j]] == values[order[i]]) {
                j++;
            }
            double t = j - i;
            for (int k = i; k < j; k++) {
                rank[order[k]] = (i + j + 1) / 2.0;
            }
            sum += t * t * t - t;
            pairs += t * (t - 1);
            triples += t * (t - 1) * (t - 2);
            spread += t * (t - 1) * (2 * t + 5);
            i = j;
        }
        tieSum = sum;
        tiePairs = pairs;
        tieTriples = triples;
        tieSpread = spread;
    }

    boolean ties() {
        return tiePairs > 0;
    }

    /// The indices of the values in ascending order, equal values in the order given.
    static int[] order(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int n = values.length;
        int[] order = new int[n];
        int[] next = new int[n];
        for (int i = 0; i < n; i++) {
            int first = lowest(sorted, values[i]);
            order[first + next[first]++] = i;
        }
        return order;
    }

    private static int lowest(double[] sorted, double value) {
        int low = 0;
        int high = sorted.length - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (Double.compare(sorted[middle], value) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
