package org.osteon.pathway;

import java.util.List;

/// Where a patient stands on a pathway's board.
///
/// @param column the id of the first column whose condition holds
/// @param lines what the card says beside the name, in words
public record BoardPlace(String column, List<String> lines) {
    public BoardPlace {
        lines = List.copyOf(lines);
    }
}
