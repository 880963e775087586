package org.osteon.records.apps;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.osteon.records.people.Notes;
import org.osteon.records.people.Secrets;
import org.osteon.store.ChartStore;

/// Signed statements that were used: each is good once, at whichever of several servers.
public final class Assertions {
    private static final Duration GRACE = Duration.ofMinutes(2);

    private final Notes<Used> used;
    private final Clock clock;

    public Assertions(ChartStore store, Clock clock) {
        this.used = new Notes<>(store, "app-assertion", Used.class);
        this.clock = clock;
    }

    /// @param until when it would have ended: nobody believes it any more
    record Used(Instant until) {}

    /// Uses one.
    ///
    /// @param by who signed it
    /// @param id its name (`jti`)
    /// @param until when it ends
    /// @return false where it was used before
    public boolean use(String by, String id, Instant until) {
        Instant now = clock.instant();
        used.ids(one -> now.isAfter(one.until().plus(GRACE))).forEach(used::remove);
        return used.add(Secrets.kept(by + " " + id), new Used(until));
    }
}
