package org.osteon.workflow;

import java.time.LocalDate;
import java.time.ZonedDateTime;

/// Who does something, when, and why.
///
/// @param author their name
/// @param role whose work they do, as forms name it; empty where they did not say
/// @param at the moment, in the time of the place
/// @param reason empty where none is given
public record Deed(String author, String role, ZonedDateTime at, String reason) {
    /// Of somebody whose role is not known.
    public Deed(String author, ZonedDateTime at, String reason) {
        this(author, "", at, reason);
    }

    /// The day on which it is done.
    public LocalDate day() {
        return at.toLocalDate();
    }

    /// The same by somebody of a role.
    public Deed as(String itsRole) {
        return new Deed(author, itsRole, at, reason);
    }
}
