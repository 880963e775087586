package org.osteon.sweep;

import java.io.Serial;

/// What came out is not as much as went in: nothing of it is to be relied on.
final class CountMismatchException extends RuntimeException {
    @Serial private static final long serialVersionUID = 1;

    CountMismatchException(String message) {
        super(message);
    }
}
