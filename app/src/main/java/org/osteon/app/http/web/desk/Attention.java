package org.osteon.app.http.web.desk;

import java.util.Locale;
import org.osteon.app.http.web.Tone;

/// What a patient needs of the people who look at the worklist. In the order of urgency.
enum Attention {
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

    String title() {
        return title;
    }

    Tone tone() {
        return tone;
    }

    /// As it stands in links.
    String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
