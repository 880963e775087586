package org.osteon.app;

/// What the user gave cannot be used. The message is one line that names the value and the remedy;
/// the command line prints it and ends with exit code 2.
public final class UnusableInputException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /// Says why.
    public UnusableInputException(String message) {
        super(message);
    }
}
