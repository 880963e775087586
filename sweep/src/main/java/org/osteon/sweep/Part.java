package org.osteon.sweep;

import java.io.Serial;
import java.io.Serializable;
import java.util.List;

/// What one task does: some charts of some files, or of a Bulk Data export those patients whose
/// names fall to its number.
///
/// @param number from 0
/// @param slices where its charts are; none of a Bulk Data export
/// @param charts how many charts there are in it; -1 where that is counted otherwise
record Part(int number, List<Slice> slices, long charts) implements Serializable {
    @Serial private static final long serialVersionUID = 1;

    Part {
        slices = List.copyOf(slices);
    }
}
