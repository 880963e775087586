package org.osteon.feeds;

/// Ends the reading of a message of which nothing is to be taken; becomes an
/// [Outcome.NotUnderstood].
final class Unusable extends Exception {
    private static final long serialVersionUID = 1;

    private final Reason reason;
    private final String place;

    Unusable(Reason reason, String place, String text) {
        super(text, null, false, false);
        this.reason = reason;
        this.place = place;
    }

    Reason reason() {
        return reason;
    }

    String place() {
        return place;
    }

    String text() {
        return String.valueOf(getMessage());
    }
}
