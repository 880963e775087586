package org.osteon.outcome;

/// Data or options from which the asked-for statistic is not defined. The message names the value
/// and the remedy and may be shown to the user as it is.
public final class UnusableInputException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    /// An input that cannot be used.
    ///
    /// @param message what is wrong and what to do, in one sentence
    public UnusableInputException(String message) {
        super(message);
    }
}
