package org.osteon.records.links;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.osteon.records.people.Notes;
import org.osteon.records.people.Secrets;
import org.osteon.store.ChartStore;

/// Who came in by a link: for half an hour after the last thing that they did, in one browser.
final class LinkSessions {
    private static final Duration IDLE = Duration.ofMinutes(30);
    private static final Duration LONGEST = Duration.ofHours(12);
    private static final Duration TOUCH = Duration.ofMinutes(1);

    private final Notes<Session> sessions;
    private final Clock clock;

    LinkSessions(ChartStore store, Clock clock) {
        this.sessions = new Notes<>(store, "link-session", Session.class);
        this.clock = clock;
    }

    record Session(String link, Instant begun, Instant used) {}

    /// Begins one.
    ///
    /// @return the secret that the browser keeps
    String begin(String link) {
        Instant now = clock.instant();
        sessions.ids(one -> !lives(one, now)).forEach(sessions::remove);
        String secret = Secrets.fresh();
        sessions.keep(Secrets.kept(secret), new Session(link, now, now));
        return secret;
    }

    /// The id of the link of a secret, while it lasts.
    Optional<String> link(String secret) {
        Instant now = clock.instant();
        String id = Secrets.kept(secret);
        Optional<Session> found = sessions.one(id).filter(one -> lives(one, now));
        if (found.isPresent() && now.isAfter(found.get().used().plus(TOUCH))) {
            found = sessions.change(id, one -> new Session(one.link(), one.begun(), now));
        }
        return found.map(Session::link);
    }

    private static boolean lives(Session one, Instant now) {
        return now.isBefore(one.used().plus(IDLE)) && now.isBefore(one.begun().plus(LONGEST));
    }

    void end(String secret) {
        sessions.remove(Secrets.kept(secret));
    }

    void endAll(String link) {
        sessions.ids(one -> one.link().equals(link)).forEach(sessions::remove);
    }
}
