package org.osteon.outcome.comparison;

import java.util.Arrays;

/// Mean, standard deviation and quantiles.
public final class Describe {
    private Describe() {}

    /// The arithmetic mean.
    public static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        double rough = sum / values.length;
        double rest = 0;
        for (double value : values) {
            rest += value - rough;
        }
        return rough + rest / values.length;
    }

    /// The variance with denominator n - 1.
    public static double variance(double[] values) {
        double mean = mean(values);
        double squares = 0;
        for (double value : values) {
            squares += (value - mean) * (value - mean);
        }
        return squares / (values.length - 1);
    }

    /// The quantile by linear interpolation between order statistics (type 7 of Hyndman and Fan
    /// 1996).
    public static double quantile(double[] values, double p) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double at = (sorted.length - 1) * p;
        int low = (int) Math.floor(at + 4 * Math.ulp(at));
        double part = at - low;
        if (Math.abs(part) < 1e-12) {
            return sorted[low];
        }
        return sorted[low] + part * (sorted[Math.min(low + 1, sorted.length - 1)] - sorted[low]);
    }
}
