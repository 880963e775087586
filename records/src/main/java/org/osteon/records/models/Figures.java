package org.osteon.records.models;

import java.util.Locale;

/// Numbers of models in words.
final class Figures {
    private static final double SMALL_P = 0.001;
    private static final double LARGE = 1000;
    private static final double SMALL = 0.01;

    private Figures() {}

    /// `1.24 (0.98 to 1.57)`
    static String limits(double value, double lower, double upper) {
        return number(value) + " (" + number(lower) + " to " + number(upper) + ")";
    }

    /// Two decimals; of very large and very small numbers three digits.
    static String number(double value) {
        double size = Math.abs(value);
        return Double.isNaN(value) || Double.isInfinite(value)
                ? "not defined"
                : String.format(
                                Locale.ROOT,
                                size >= LARGE || (size < SMALL && size > 0) ? "%.3g" : "%.2f",
                                value)
                        .replace('-', '−');
    }

    /// Two decimals, whatever the size.
    static String plain(double value) {
        return Double.isNaN(value)
                ? "not defined"
                : String.format(Locale.ROOT, "%.2f", value + 0.0)
                        .replaceFirst("^-(0\\.00)$", "$1")
                        .replace('-', '−');
    }

    /// `0.034`, `below 0.001`
    static String p(double p) {
        return Double.isNaN(p)
                ? "not defined"
                : p < SMALL_P ? "below 0.001" : String.format(Locale.ROOT, "%.3f", p);
    }

    /// `34.1 %`
    static String percent(double share) {
        return Double.isNaN(share)
                ? "not defined"
                : String.format(Locale.ROOT, "%.1f %%", 100 * share).replace('-', '−');
    }
}
