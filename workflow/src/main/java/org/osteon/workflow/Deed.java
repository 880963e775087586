package org.osteon.workflow;

import java.time.LocalDate;
import java.time.ZonedDateTime;

/// Who does something, when, and why.
///
/// @param author their name
/// @param at the moment, in the time of the place
/// @param reason empty where none is given
public record Deed(String author, ZonedDateTime at, String reason) {
    /// The day on which it is done.
    public LocalDate day() {
        return at.toLocalDate();
    }
}
