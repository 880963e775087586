package org.osteon.pathway;

import java.util.List;

/// Where a patient stands on a pathway's board.
///
/// @param column the id of the first column whose condition holds; [#UNKNOWN] where a rule of the
///   board failed
/// @param lines what the card says beside the name, in words
public record BoardPlace(String column, List<String> lines) {
    /// No column of a board: nobody can say where the patient stands.
    public static final String UNKNOWN = "unknown";

    public BoardPlace {
        lines = List.copyOf(lines);
    }
}
