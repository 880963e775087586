package org.osteon.workflow.desk;

import java.util.Locale;

/// What a patient needs of the people who look at the worklist. In the order of urgency.
public enum Attention {
    CALL("See to today", Tone.STOP),
    OVERDUE("Overdue", Tone.STOP),
    HELD("Held", Tone.HOLD),
    UNREADABLE("Cannot be read", Tone.UNKNOWN),
    UNDETERMINED("Undetermined", Tone.UNKNOWN),
    TO_RELEASE("To release", Tone.ADVICE),
    TO_DECIDE("To decide", Tone.ADVICE),
    TO_GIVE("To give", Tone.CLEAR),
    DUE("Due", Tone.ADVICE),
    LATER("Later", Tone.NONE);

    private final String title;
    private final Tone tone;

    Attention(String title, Tone tone) {
        this.title = title;
        this.tone = tone;
    }

    public String title() {
        return title;
    }

    public Tone tone() {
        return tone;
    }

    /// As it stands in links.
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
