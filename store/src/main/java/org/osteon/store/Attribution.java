package org.osteon.store;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// Who does something to a chart, when, what kind of thing it is, and why.
///
/// @param actor who: a person's name or a system's; never blank
/// @param at when, kept to the microsecond. Never goes back within a chart: a time before the
///   chart's last change is recorded as the time of that change
/// @param action the kind of action, a word of the caller's (`import`, `update`, `release`, `hold`,
///   `override`, `administration` …); never blank
/// @param reason why, in words; may be empty
/// @param origin from where it was asked for
public record Attribution(String actor, Instant at, String action, String reason, Origin origin) {
    public Attribution {
        requireText("actor", actor);
        requireText("action", action);
        Text.requireStorable("reason", reason);
        at = at.truncatedTo(ChronoUnit.MICROS);
    }

    /// Asked for from where this thread's work is.
    public Attribution(String actor, Instant at, String action, String reason) {
        this(actor, at, action, reason, Origin.current());
    }

    /// The same without a reason.
    public Attribution(String actor, Instant at, String action) {
        this(actor, at, action, "");
    }

    private static void requireText(String name, String value) {
        Text.requireStorable(name, value);
        if (value.isBlank()) {
            throw new IllegalArgumentException(name + " must not be blank");
        }
    }
}
