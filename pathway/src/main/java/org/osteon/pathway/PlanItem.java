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
/// @param task what tells it from everything else that is ever to be done for this patient: the
///   pathway, its id, what it hangs on (the procedure, the dose, the course) and which time it is.
///   Planned twice it is the same
/// @param end how people ended it, in words, where no fact did
public record PlanItem(
        String id,
        String title,
        Optional<LocalDate> from,
        Optional<LocalDate> to,
        Status status,
        Optional<String> priority,
        Optional<String> actor,
        String source,
        String task,
        Optional<String> end) {

    /// The system of names of tasks.
    public static final String TASK_SYSTEM = "urn:osteon:task";

    /// Who does what a person of the team need not see to.
    private static final String PATIENT = "patient";

    /// Whether somebody of the team has to do it; what the patient does stands on the patient's
    /// sheet.
    public boolean isForTheTeam() {
        return isForTheTeam(actor);
    }

    /// The same by who does it, where only that is known.
    public static boolean isForTheTeam(Optional<String> actor) {
        return actor.filter(PATIENT::equals).isEmpty();
    }

    /// Whether its sources press for it: then its own form or result ends it, and nobody's word.
    public boolean isPressing() {
        return priority.filter(word -> !word.equals("routine")).isPresent();
    }

    /// Whether it still has to be done.
    public boolean isOpen() {
        return switch (status) {
            case PLANNED, DUE, OVERDUE -> true;
            case DONE, CANCELLED -> false;
        };
    }

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
