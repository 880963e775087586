package org.osteon.workflow.tasks;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osteon.workflow.PersonName;
import org.osteon.workflow.desk.Priority;

/// Something that a person of the team must do for a patient.
///
/// @param id its name: pathway, what it is about, what that hangs on, and which time it is
/// @param about the id of the plan item, the code of the alert, the reference of the order or of
///   the response that waits for a signature, or where among the patient's pages a report is
/// @param title what is to be done, or what was found
/// @param from the first day for it
/// @param to the last day for it
/// @param overdue whether that day has passed
/// @param critical whether it must not wait beyond its last day
/// @param clears what ends it, in words; may be empty
/// @param form the form that ends it; empty where none does
/// @param formTitle what that form is called
/// @param roles whose work it is; empty: anybody's
/// @param hand what people did to it
/// @param since when it was first found to be there
public record Task(
        String id,
        String pathway,
        Kind kind,
        String about,
        String title,
        Priority priority,
        @Nullable LocalDate from,
        @Nullable LocalDate to,
        boolean overdue,
        boolean critical,
        String clears,
        String form,
        String formTitle,
        List<String> roles,
        Hand hand,
        @Nullable Instant since) {
    public Task {
        roles = List.copyOf(roles);
    }

    /// What kind of thing it is. In the order in which it is seen to, of the same priority.
    public enum Kind {
        /// Somebody must see to the patient.
        CALL,
        /// Something stands in the way, and can be cleared.
        HOLD,
        /// An order to be released.
        RELEASE,
        /// A released order to be given.
        GIVE,
        /// A form that one person signed, to be signed by the second.
        SIGN,
        /// Something that somebody asked for in a form.
        ASKED,
        /// Something that others are to be told of: an authority, a registry.
        REPORT,
        /// Something of the plan.
        ITEM
    }

    /// What people did to a task.
    ///
    /// @param owner the name of the person who has it; empty: nobody
    /// @param role whose role it was given to; empty: none
    /// @param until the day from which it is wanted again; null where it was not put off
    /// @param reason why it was put off
    /// @param notes what was said of it, the latest last
    public record Hand(
            String owner,
            String role,
            @Nullable LocalDate until,
            String reason,
            List<String> notes) {
        /// Nobody did anything to it.
        public static final Hand NONE = new Hand("", "", null, "", List.of());

        public Hand {
            notes = List.copyOf(notes);
        }
    }

    /// Whether it was put off beyond a day.
    public boolean isSnoozed(LocalDate today) {
        return hand.until() != null && hand.until().isAfter(today);
    }

    /// Whether it is for a person or their role: given to them, or to nobody and work of their
    /// role.
    public boolean isFor(String person, String role) {
        if (!hand.owner().isEmpty()) {
            return isOf(person);
        }
        return hand.role().isEmpty()
                ? !role.isEmpty() && roles.contains(role)
                : hand.role().equals(role);
    }

    /// Whether it was given to this person.
    public boolean isOf(String person) {
        return PersonName.areSame(person, hand.owner());
    }

    /// Whether its time begins only later.
    public boolean isAhead(LocalDate today) {
        return from != null && from.isAfter(today);
    }

    /// Whether it has to be done by a day at the latest, and still can.
    public boolean isDueBy(LocalDate day) {
        return !overdue && to != null && !to.isAfter(day);
    }

    /// Whether no rule of a pathway asks for it: somebody did in a form, or others are to be told.
    public boolean isOfSomebody() {
        return kind == Kind.ASKED || kind == Kind.REPORT;
    }

    /// The same as first found at a moment.
    public Task foundAt(Instant first) {
        return new Task(
                id, pathway, kind, about, title, priority, from, to, overdue, critical, clears,
                form, formTitle, roles, hand, first);
    }
}
