package org.osteon.pathway;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where a patient stands on a pathway's board.
///
/// @param column the id of the first column whose condition holds; [#UNKNOWN] where a rule of the
///   board failed
/// @param lines what the card says beside the name, in words
/// @param clocks what runs, as the chart tells it
public record BoardPlace(String column, List<String> lines, List<Clock> clocks) {
    /// No column of a board: nobody can say where the patient stands.
    public static final String UNKNOWN = "unknown";

    public BoardPlace {
        lines = List.copyOf(lines);
        clocks = List.copyOf(clocks);
    }

    /// Something that began and has a time to end.
    ///
    /// @param title what runs, in words
    /// @param end the time it runs to; null where the chart tells none
    public record Clock(String title, Instant start, @Nullable Instant end) {}
}
