package org.osteon.app.http.web.link;

import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// The ends of a scale that the unit of a measure names: `0 to 100, 100 best`, `of 10`.
///
/// @param down whether less is better
record Scale(double least, double most, boolean down) {
    private static final Pattern NUMBER = Pattern.compile("(?<![\\p{L}\\d.−-])[−-]?\\d+");

    /// The scale that a unit names, wide enough for these values.
    static Scale of(String unit, boolean down, List<Double> values) {
        List<Double> ends =
                NUMBER.matcher(unit)
                        .results()
                        .map(MatchResult::group)
                        .map(one -> Double.valueOf(one.replace('−', '-')))
                        .toList();
        double first = ends.stream().min(Double::compare).orElse(0.0);
        double least = ends.size() == 1 ? Math.min(0, first) : first;
        double most = ends.stream().max(Double::compare).orElse(0.0);
        for (double value : values) {
            least = Math.min(least, value);
            most = Math.max(most, value);
        }
        return new Scale(least, Math.max(most, least + 1), down);
    }

    /// How it is read, in a sentence.
    String read(Speech speech) {
        return down
                ? speech.say(
                        "{0} is best, {1} is worst.", speech.number(least), speech.number(most))
                : speech.say(
                        "{0} is worst, {1} is best.", speech.number(least), speech.number(most));
    }

    /// Whether a change for the better is a fall.
    static boolean falls(Optional<java.math.BigDecimal> minimalChange, List<String> codes) {
        return minimalChange.filter(one -> one.signum() < 0).isPresent()
                || codes.contains("lower-is-better");
    }
}
