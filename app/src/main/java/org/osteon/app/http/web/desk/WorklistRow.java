package org.osteon.app.http.web.desk;

import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.osteon.workflow.desk.Attention;
import org.osteon.workflow.desk.Priority;
import org.osteon.workflow.desk.Wording;
import org.osteon.workflow.desk.WorklistEntry;
import org.osteon.workflow.tasks.Task;

/// A row of the list: a patient and a therapy, with what is to be done first.
///
/// @param lead what stands in the row; null where nothing is to be done
/// @param more how many further tasks there are, as far as they were asked for
/// @param priority how soon, without what was put off
/// @param isMine whether the lead is for who looks, or for their role, and can be done today
record WorklistRow(
        WorklistEntry entry,
        @Nullable Task lead,
        int more,
        Priority priority,
        boolean isMine,
        LocalDate today) {
    /// The form by which people say that something ended (records, 3.1, A3).
    static final String CLOSE = "close-task";

    /// The row of a patient, of the tasks that are asked for.
    static WorklistRow of(WorklistEntry entry, WorklistView view, Predicate<Task> wanted) {
        Task lead = null;
        int count = 0;
        for (Task task : entry.tasks()) {
            if (wanted.test(task)) {
                lead = lead == null ? task : lead;
                count++;
            }
        }
        return new WorklistRow(
                entry,
                lead,
                Math.max(0, count - 1),
                priority(entry, view.today()),
                lead != null
                        && !lead.isAhead(view.today())
                        && lead.isFor(view.who().name(), view.who().role()),
                view.today());
    }

    /// What the pathway says, unless all that it says so of was put off.
    private static Priority priority(WorklistEntry entry, LocalDate today) {
        boolean isPutOff = false;
        Priority others = Priority.NONE;
        for (Task task : entry.tasks()) {
            boolean isSnoozed = task.isSnoozed(today);
            if (task.priority() == entry.priority()) {
                if (!isSnoozed) {
                    return entry.priority();
                }
                isPutOff = true;
            } else if (!isSnoozed && task.priority().compareTo(others) < 0) {
                others = task.priority();
            }
        }
        return isPutOff ? others : entry.priority();
    }

    /// An emergency before a call; everything else goes by its day.
    int clock() {
        return entry.attention() == Attention.CALL ? entry.rank() : Integer.MAX_VALUE;
    }

    /// Of what is for now or today, the end of it.
    LocalDate pressingUntil() {
        return priority.compareTo(Priority.THIS_WEEK) < 0 && lead != null
                ? Objects.requireNonNullElse(lead.to(), LocalDate.MAX)
                : LocalDate.MAX;
    }

    /// In its time, then too late, then with nothing to do.
    int standing() {
        boolean late = lead == null ? entry.attention() == Attention.OVERDUE : lead.overdue();
        if (lead == null && entry.attention() == Attention.LATER) {
            return 2;
        }
        return late ? 1 : 0;
    }

    /// By when, or else from when.
    LocalDate day() {
        return lead == null
                ? Objects.requireNonNullElse(entry.nextDay(), LocalDate.MAX)
                : Optional.ofNullable(lead.to())
                        .or(() -> Optional.ofNullable(lead.from()))
                        .orElse(LocalDate.MAX);
    }

    /// The one sentence.
    String sentence() {
        if (lead == null) {
            return entry.reason().isEmpty()
                    ? entry.decision()
                    : entry.decision() + ": " + entry.reason();
        }
        return lead.priority() == entry.priority()
                        && entry.priority().compareTo(Priority.ROUTINE) < 0
                        && !entry.reason().isEmpty()
                ? entry.reason()
                : lead.title();
    }

    /// What ends it; where that is not known, what the pathway decides.
    String clears() {
        if (lead == null) {
            return entry.next().isEmpty() ? "" : "next: " + entry.next();
        }
        return lead.clears().isEmpty() ? entry.decision() : lead.clears();
    }

    /// The code of the rule that says it; empty where no rule does.
    String rule() {
        if (lead != null
                && (lead.kind() == Task.Kind.CALL || lead.kind() == Task.Kind.HOLD)
                && entry.rules().contains(lead.about())) {
            return lead.about();
        }
        boolean isReason =
                (lead == null || lead.kind() == Task.Kind.HOLD)
                        && switch (entry.attention()) {
                            case CALL, HELD, UNDETERMINED, TO_DECIDE -> true;
                            case UNREADABLE, OVERDUE, TO_RELEASE, TO_GIVE, DUE, LATER -> false;
                        };
        return isReason && !entry.rules().isEmpty() ? entry.rules().getFirst() : "";
    }

    /// Whether the chart cannot be read: there is no page of the patient.
    boolean isUnreadable() {
        return entry.attention() == Attention.UNREADABLE;
    }

    /// Who has it.
    String owner() {
        return lead == null ? "" : owner(lead);
    }

    static String owner(Task task) {
        return task.hand().owner().isEmpty()
                ? Wording.term(task.hand().role())
                : task.hand().owner();
    }

    /// Whose work it is where nobody has it.
    static String work(Task task) {
        return task.roles().isEmpty()
                ? ""
                : Wording.term(task.roles().getFirst()).toLowerCase(java.util.Locale.ROOT);
    }

    /// When.
    String due() {
        return lead == null ? entry.nextWhen() : due(lead, today);
    }

    static String due(Task task, LocalDate today) {
        if (task.isSnoozed(today)) {
            return "put off to " + short_(task.hand().until(), today);
        }
        if (task.overdue() && task.to() != null) {
            return short_(task.to(), today)
                    + ", "
                    + Wording.age(task.to(), today).replace(" ago", " late");
        }
        if (task.isAhead(today)) {
            return "from " + short_(task.from(), today);
        }
        if (task.to() == null) {
            return "";
        }
        return task.to().equals(today) ? "today" : "by " + short_(task.to(), today);
    }

    private static String short_(@Nullable LocalDate day, LocalDate today) {
        if (day == null) {
            return "";
        }
        return day.getYear() == today.getYear() ? Wording.dayOfYear(day) : Wording.day(day);
    }

    /// How long it has been in the list.
    String age(Task task, java.time.ZoneId zone) {
        return task.since() == null
                ? ""
                : Wording.age(task.since().atZone(zone).toLocalDate(), today);
    }

    /// The task with its button.
    TaskLink link(Task task) {
        return new TaskLink(entry.chart(), entry.pathway(), task);
    }

    /// The patient's page.
    String page() {
        return "/patients/" + entry.chart() + "?pathway=" + entry.pathway();
    }

    /// Its name among the rows.
    String id() {
        return entry.chart() + "/" + entry.pathway();
    }

    /// The last day that a task can be put off to.
    String longest(Task task) {
        LocalDate most = today.plusDays(org.osteon.workflow.tasks.TaskLife.LONGEST_SNOOZE_DAYS);
        LocalDate end = task.to() == null ? today : task.to();
        return (task.critical() && end.isBefore(most) ? end : most).toString();
    }

    /// Whether it can wait at all.
    boolean canWait(Task task) {
        return !task.critical() || (task.to() != null && task.to().isAfter(today));
    }
}
