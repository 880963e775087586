package org.osteon.records.worklist;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.osteon.store.NoteChange;
import org.osteon.workflow.desk.WorklistEntry;

/// What others want to be told when the lines of a chart have become others. It is kept in the
/// transaction in which the new lines are kept, against which the next ones are held: so a change
/// is told, whatever happens in between, and told again only where its telling may have been lost.
@FunctionalInterface
public interface LineNews {
    /// Nobody wants to be told.
    LineNews NONE = (_, _, _) -> List.of();

    /// The lines of a chart, of a revision of it, on a day.
    record Lines(long revision, LocalDate day, List<WorklistEntry> entries) {
        public Lines {
            entries = List.copyOf(entries);
        }
    }

    /// What is to be kept to be told.
    ///
    /// @param before what was said last; empty where nothing was ever said
    List<NoteChange> of(String chart, Optional<Lines> before, Lines now);
}
