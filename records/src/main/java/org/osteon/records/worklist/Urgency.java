package org.osteon.records.worklist;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.osteon.workflow.desk.Priority;
import org.osteon.workflow.desk.WorklistEntry;
import org.osteon.workflow.tasks.Task;

/// How soon a chart should be assessed again. In the order in which it is done.
enum Urgency {
    /// Somebody has just written to it.
    CHANGED,
    /// Its last answer calls for somebody: something is urgent, late, held or not known.
    PRESSING,
    /// Something is to be decided, released, given or done, or its time begins.
    OPEN,
    /// It was never assessed.
    NEW,
    /// The others.
    REST;

    static Urgency of(WorklistEntry entry, LocalDate day) {
        if (entry.priority().compareTo(Priority.THIS_WEEK) < 0) {
            return PRESSING;
        }
        return switch (entry.attention()) {
            case CALL, OVERDUE, HELD, UNREADABLE, UNDETERMINED -> PRESSING;
            case TO_RELEASE, TO_DECIDE, TO_GIVE, DUE -> OPEN;
            case LATER ->
                    isBy(entry.nextDay(), day)
                                    || entry.tasks().stream().anyMatch(task -> isBy(task, day))
                            ? OPEN
                            : REST;
        };
    }

    private static boolean isBy(Task task, LocalDate day) {
        return isBy(task.from(), day) || isBy(task.to(), day);
    }

    private static boolean isBy(@Nullable LocalDate one, LocalDate day) {
        return one != null && !one.isAfter(day);
    }
}
