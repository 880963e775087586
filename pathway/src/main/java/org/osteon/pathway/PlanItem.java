package org.osteon.pathway;

import java.time.LocalDate;
import java.util.Optional;

/// Something to be done, and when.
///
/// @param id stable within the pathway
/// @param title what is to be done
/// @param from the first day for it, where there is one
/// @param to the last day for it, where there is one
/// @param status how it stands on the day of the assessment
/// @param priority how pressing it is, where the pathway says
/// @param actor who does it, where the pathway says
/// @param source which section and which source ask for it; may be empty
public record PlanItem(
        String id,
        String title,
        Optional<LocalDate> from,
        Optional<LocalDate> to,
        Status status,
        Optional<String> priority,
        Optional<String> actor,
        String source) {

    /// How a plan item stands.
    public enum Status {
        PLANNED,
        DUE,
        OVERDUE,
        DONE,
        CANCELLED;

        /// The word of the assessment contract.
        public String word() {
            return switch (this) {
                case PLANNED -> "planned";
                case DUE -> "due";
                case OVERDUE -> "overdue";
                case DONE -> "done";
                case CANCELLED -> "cancelled";
            };
        }
    }
}
