package org.osteon.sweep;

import java.io.Serial;

/// What was asked for cannot be done as it was asked; the message says in one line what is wrong
/// and what to do.
final class UnusableSweepException extends RuntimeException {
    @Serial private static final long serialVersionUID = 1;

    /// @param message one line that names the value and the remedy
    UnusableSweepException(String message) {
        super(message);
    }
}
