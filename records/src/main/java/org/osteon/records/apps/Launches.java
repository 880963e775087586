package org.osteon.records.apps;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.osteon.records.people.Notes;
import org.osteon.records.people.Secrets;
import org.osteon.store.ChartStore;

/// Programs that are opened from a patient's page: who opened which on whose, for a few minutes and
/// once.
public final class Launches {
    private static final Duration LASTS = Duration.ofMinutes(5);

    private final Notes<Launch> launches;
    private final Clock clock;

    public Launches(ChartStore store, Clock clock) {
        this.launches = new Notes<>(store, "app-launch", Launch.class);
        this.clock = clock;
    }

    /// Who opened which program on whose page.
    record Launch(String app, String account, String chart, Instant until) {}

    /// Opens one.
    ///
    /// @return what the program shows when it asks to be let in
    public String open(App app, String account, String chart) {
        Instant now = clock.instant();
        launches.ids(one -> now.isAfter(one.until())).forEach(launches::remove);
        String secret = Secrets.fresh();
        launches.keep(Secrets.kept(secret), new Launch(app.id(), account, chart, now.plus(LASTS)));
        return secret;
    }

    /// Whose page it was; empty where it was not this program, not this person, or too long ago.
    public Optional<String> chart(String secret, App app, String account) {
        return launches.one(Secrets.kept(secret))
                .filter(one -> one.app().equals(app.id()) && one.account().equals(account))
                .filter(one -> clock.instant().isBefore(one.until()))
                .map(Launch::chart);
    }

    /// It was let in: not again by this.
    ///
    /// @return false where somebody else was quicker
    public boolean use(String secret) {
        return launches.remove(Secrets.kept(secret));
    }
}
