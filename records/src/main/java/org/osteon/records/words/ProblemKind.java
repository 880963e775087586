package org.osteon.records.words;

/// The kinds of trouble that an answer can tell of. What each is in HTTP and in FHIR stands in one
/// table, at the doors that speak them.
public enum ProblemKind {
    /// What was given cannot be read or used.
    UNUSABLE("That cannot be used", "Go back, correct it, and send it again."),
    /// It may not be done from here, or not by this person.
    REFUSED("Not allowed", "Ask somebody who may."),
    /// There is no such thing.
    MISSING("Not here", "Go to the worklist and start from there."),
    /// There was such a thing, and it was deleted.
    GONE("No longer here", "Go to the worklist and start from there."),
    /// It was changed meanwhile, or what else is there stands in its way.
    CHANGED("Changed meanwhile", "Look at the new state, and decide again."),
    /// What the request rests on does not hold here.
    UNMET("Not on this ground", "Look at the present state, and ask again."),
    /// It is more than is taken at once.
    TOO_LARGE("Too large", "Use the command line for more: osteon import FILE…"),
    /// It is written in a form that is not read.
    UNKNOWN_TYPE("Not in this form", "Send it in a form that is read here."),
    /// It did not come within the time that a request has.
    TOO_SLOW("Too slow", "Send it again, in one go."),
    /// There is more to do than can be done, for now.
    BUSY("Too much at once", "Wait a moment, and send it again."),
    /// It was read and understood, and as it stands it cannot be done.
    INCOMPLETE("That cannot be done as it stands", "Go back, correct it, and send it again."),
    /// What has to answer does not, for now.
    UNAVAILABLE(
            "The store does not answer",
            "Nothing was half-written. Try again when it is put right."),
    /// Our own fault.
    FAULT("Our own fault", "Try again. If it happens again, the server's log says what it was.");

    private final String title;
    private final String remedy;

    ProblemKind(String title, String remedy) {
        this.title = title;
        this.remedy = remedy;
    }

    /// What is wrong, in a few words, where nothing closer is known.
    public String title() {
        return title;
    }

    /// What to do, where nothing closer is known.
    public String remedy() {
        return remedy;
    }
}
