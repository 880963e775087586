package org.osteon.hla.match;

/// The smallest and largest value that a count can take given what is known.
public record Range(int min, int max) {
    /// Nothing is known of a locus.
    public static final Range UNTYPED = new Range(0, 2);

    /// No mismatch.
    public static final Range ZERO = new Range(0, 0);

    /// Refuses a negative count, or a largest below the smallest, with an
    /// `IllegalArgumentException`.
    public Range {
        if (min < 0 || max < min) {
            throw new IllegalArgumentException("not a range: " + min + " to " + max);
        }
    }

    /// What two counts come to together.
    public Range plus(Range other) {
        return new Range(min + other.min, max + other.max);
    }

    /// The smallest range that covers both.
    public Range cover(Range other) {
        return new Range(Math.min(min, other.min), Math.max(max, other.max));
    }

    /// Whether nothing is left open.
    public boolean isExact() {
        return min == max;
    }

    @Override
    public String toString() {
        return isExact() ? String.valueOf(min) : min + "-" + max;
    }
}
