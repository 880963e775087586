package org.osteon.outcome.comparison;

import java.util.Arrays;

/// Order statistics of all differences x - y or of all Walsh averages without forming them: the
/// sorted matrix of sums is counted with two pointers, and the value is found by bisection on the
/// bits of a double (64 passes, O(n) each).
final class PairwiseOrder {
    private final double[] a;
    private final double[] b;
    private final boolean walsh;

    private PairwiseOrder(double[] a, double[] b, boolean walsh) {
        this.a = a;
        this.b = b;
        this.walsh = walsh;
    }

    /// All differences x_i - y_j.
    static PairwiseOrder differences(double[] x, double[] y) {
        double[] a = x.clone();
        double[] b = new double[y.length];
        for (int j = 0; j < b.length; j++) {
            b[j] = -y[j];
        }
        Arrays.sort(a);
        Arrays.sort(b);
        return new PairwiseOrder(a, b, false);
    }

    /// All averages (x_i + x_j)/2 with i <= j.
    static PairwiseOrder walshAverages(double[] x) {
        double[] a = x.clone();
        Arrays.sort(a);
        return new PairwiseOrder(a, a, true);
    }

    /// How many there are.
    long count() {
        return walsh ? (long) a.length * (a.length + 1) / 2 : (long) a.length * b.length;
    }

    /// The k-th smallest, k from 1.
    double smallest(long k) {
        long low = sortable(a[0] + b[0]) - 1;
        long high = sortable(a[a.length - 1] + b[b.length - 1]);
        while (low < high - 1) {
            // The mean without overflow: the two may be further apart than a long holds.
            long middle = (low & high) + ((low ^ high) >> 1);
            if (atMost(value(middle)) >= k) {
                high = middle;
            } else {
                low = middle;
            }
        }
        double sum = value(high);
        return walsh ? sum / 2 : sum + 0.0;
    }

    /// The k-th largest.
    double largest(long k) {
        return smallest(count() + 1 - k);
    }

    /// The median of them all.
    double median() {
        long n = count();
        return n % 2 == 1 ? smallest(n / 2 + 1) : (smallest(n / 2) + smallest(n / 2 + 1)) / 2;
    }

    private long atMost(double limit) {
        long pairs = 0;
        int j = b.length - 1;
        for (double first : a) {
            while (j >= 0 && first + b[j] > limit) {
                j--;
            }
            pairs += j + 1;
        }
        if (!walsh) {
            return pairs;
        }
        long diagonal = 0;
        for (double value : a) {
            diagonal += value + value <= limit ? 1 : 0;
        }
        return (pairs + diagonal) / 2;
    }

    private static long sortable(double value) {
        long bits = Double.doubleToLongBits(value + 0.0);
        return bits >= 0 ? bits : Long.MIN_VALUE - bits;
    }

    private static double value(long sortable) {
        return Double.longBitsToDouble(sortable >= 0 ? sortable : Long.MIN_VALUE - sortable);
    }
}
