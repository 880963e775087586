package org.osteon.pathway.batch;

import java.io.Serial;

/// A chart, a case or a file of them cannot be used; the message says in one line what is wrong and
/// what to do.
public final class UnusableChartException extends RuntimeException {
    @Serial private static final long serialVersionUID = 1;

    /// @param message one line that names the value and the remedy
    public UnusableChartException(String message) {
        super(message);
    }

    /// What is wrong.
    public String reason() {
        return String.valueOf(getMessage());
    }
}
