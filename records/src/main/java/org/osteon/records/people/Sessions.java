package org.osteon.records.people;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.osteon.store.ChartStore;

/// Who is signed in, kept in the store: it outlasts the server, and holds for several.
public final class Sessions {
    /// Who does nothing for so long is signed out.
    public static final Duration IDLE = Duration.ofMinutes(30);

    /// After so long somebody signs in again, a shift's length.
    private static final Duration LONGEST = Duration.ofHours(12);

    /// Written down no more often than this.
    private static final Duration TOUCH = Duration.ofMinutes(1);

    /// How long a password counts for what asks for it again.
    private static final Duration CONFIRMED = Duration.ofMinutes(5);

    /// How long it counts for a signature.
    private static final Duration FRESH = Duration.ofHours(4);

    private final Notes<Session> sessions;
    private final Clock clock;

    public Sessions(ChartStore store, Clock clock) {
        this.sessions = new Notes<>(store, "session", Session.class);
        this.clock = clock;
    }

    /// A sign-in.
    ///
    /// @param account whose
    /// @param role as what they work now
    /// @param begun when they signed in
    /// @param used when they last did anything
    /// @param confirmed when they last gave their password
    public record Session(
            String account, String role, Instant begun, Instant used, Instant confirmed) {}

    /// Begins one.
    ///
    /// @return the secret that the browser keeps
    public String begin(Account account) {
        Instant now = clock.instant();
        sweep(now);
        String secret = Secrets.fresh();
        sessions.keep(
                Secrets.kept(secret),
                new Session(
                        account.id(),
                        account.roles().isEmpty() ? "" : account.roles().getFirst(),
                        now,
                        now,
                        now));
        return secret;
    }

    /// The one of a secret, if it still is one.
    public Optional<Session> current(String secret) {
        Instant now = clock.instant();
        String id = Secrets.kept(secret);
        Optional<Session> found = sessions.one(id).filter(one -> lives(one, now));
        if (found.isPresent() && now.isAfter(found.get().used().plus(TOUCH))) {
            return sessions.change(
                    id,
                    one ->
                            new Session(
                                    one.account(), one.role(), one.begun(), now, one.confirmed()));
        }
        return found;
    }

    /// Whether the sign-in of a secret still holds, by what is kept of the secret.
    public boolean holds(String kept) {
        return sessions.one(kept).filter(one -> lives(one, clock.instant())).isPresent();
    }

    private static boolean lives(Session one, Instant now) {
        return now.isBefore(one.used().plus(IDLE)) && now.isBefore(one.begun().plus(LONGEST));
    }

    /// Whether the password was given a short while ago.
    public boolean isConfirmed(Session session) {
        return clock.instant().isBefore(session.confirmed().plus(CONFIRMED));
    }

    /// Whether it was shown who they are within half a shift: for a signature.
    public boolean isFresh(Session session) {
        return clock.instant().isBefore(session.confirmed().plus(FRESH));
    }

    /// The password was given again.
    public void confirm(String secret) {
        Instant now = clock.instant();
        var _ =
                sessions.change(
                        Secrets.kept(secret),
                        one -> new Session(one.account(), one.role(), one.begun(), now, now));
    }

    /// Works in another of their roles.
    public void as(String secret, String role) {
        var _ =
                sessions.change(
                        Secrets.kept(secret),
                        one ->
                                new Session(
                                        one.account(),
                                        role,
                                        one.begun(),
                                        one.used(),
                                        one.confirmed()));
    }

    /// Ends one.
    public void end(String secret) {
        sessions.remove(Secrets.kept(secret));
    }

    private void sweep(Instant now) {
        List<String> over = sessions.ids(one -> !lives(one, now));
        over.forEach(sessions::remove);
    }

    /// Ends all of an account: it was shut, or its password is another.
    public void endAll(String account) {
        sessions.ids(one -> one.account().equals(account)).forEach(sessions::remove);
    }
}
