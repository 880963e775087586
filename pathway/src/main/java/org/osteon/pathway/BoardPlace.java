package org.osteon.pathway;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where a patient stands on a pathway's board.
///
/// @param column the id of the first column whose condition holds; [#UNKNOWN] where a rule of the
///   board failed
/// @param lines what the card says beside the name, in words
/// @param clocks what runs, as the chart tells it
/// @param since the day from which the chart, as it was known on each day up to now, put the
///   patient there; null where the board has no goal for the column, and where nobody knows
/// @param traits what the board can be narrowed by
public record BoardPlace(
        String column,
        List<String> lines,
        List<Clock> clocks,
        @Nullable LocalDate since,
        List<Trait> traits) {
    /// No column of a board: nobody can say where the patient stands.
    public static final String UNKNOWN = "unknown";

    public BoardPlace {
        lines = List.copyOf(lines);
        clocks = List.copyOf(clocks);
        traits = List.copyOf(traits);
    }

    /// In a column of which nothing more is known.
    public static BoardPlace of(String column) {
        return new BoardPlace(column, List.of(), List.of(), null, List.of());
    }

    /// Something that patients of a board have in common, or not.
    ///
    /// @param title what it is, in words
    /// @param value in words, or a day as `2026-12-07`
    public record Trait(String id, String title, String value) {}

    /// Something that began and has a time to end.
    ///
    /// @param title what runs, in words
    /// @param end the time it runs to; null where the chart tells none
    /// @param ending what the end means, in words: `ends from`, `to be used by`
    /// @param limit whether the end must not be passed; else it may not come sooner
    public record Clock(
            String title, Instant start, @Nullable Instant end, String ending, boolean limit) {}
}
