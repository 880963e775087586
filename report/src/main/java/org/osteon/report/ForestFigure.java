package org.osteon.report;

import java.util.List;

/// Differences of several sites with their limits, and what they come to together.
///
/// @param title what the difference is
/// @param lines of the sites, in their order
/// @param together below them, each a diamond
/// @param predictionFrom where the difference of a further site would lie, from; NaN: not defined
/// @param predictionTo to
public record ForestFigure(
        String title,
        List<Line> lines,
        List<Line> together,
        double predictionFrom,
        double predictionTo) {
    /// Copies.
    public ForestFigure {
        lines = List.copyOf(lines);
        together = List.copyOf(together);
    }

    /// A difference.
    ///
    /// @param words the same, written: the difference, its limits
    /// @param weight how much of the whole it is, 0 to 100
    public record Line(
            String name,
            double estimate,
            double lower,
            double upper,
            double weight,
            String words) {}

    /// Whether there is a prediction interval.
    public boolean predicts() {
        return Double.isFinite(predictionFrom) && Double.isFinite(predictionTo);
    }
}
