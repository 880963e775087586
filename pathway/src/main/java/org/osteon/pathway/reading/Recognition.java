package org.osteon.pathway.reading;

import java.time.LocalDate;
import java.util.List;
import org.osteon.chart.Resource;

/// Recognises what a resource means where its codes and units are not those that the rules ask for.
/// Immutable and safe to share.
@FunctionalInterface
public interface Recognition {

    /// Recognises nothing beyond what is written.
    Recognition NONE = (written, unusedDay, unusedNotes) -> written;

    /// The resource as the rules shall see it: with codings and tags added, quantities in the units
    /// that rules know. The same object where nothing is to be changed.
    ///
    /// @param written as the chart has it, not entered in error
    /// @param asOf the day of the assessment
    /// @param notes what to tell of it
    Resource read(Resource written, LocalDate asOf, ReadingNotes notes);

    /// Results inside a resource that rules shall see as resources of their own.
    ///
    /// @param read as it was recognised
    default List<Resource> parts(Resource read, ReadingNotes notes) {
        return List.of();
    }

    /// This, and then another on what came of it.
    default Recognition then(Recognition next) {
        Recognition first = this;
        return new Recognition() {
            @Override
            public Resource read(Resource written, LocalDate asOf, ReadingNotes notes) {
                return next.read(first.read(written, asOf, notes), asOf, notes);
            }

            @Override
            public List<Resource> parts(Resource read, ReadingNotes notes) {
                return next.parts(read, notes);
            }
        };
    }
}
