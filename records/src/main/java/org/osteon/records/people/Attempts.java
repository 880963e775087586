package org.osteon.records.people;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.osteon.store.ChartStore;

/// Wrong passwords, counted in the store: several servers count together, and starting one again
/// forgets nothing. An account is locked for a while after a few, an address after many.
final class Attempts {
    private static final int OF_ACCOUNT = 5;
    private static final int OF_ADDRESS = 50;
    private static final Duration LOCKED = Duration.ofMinutes(15);

    private final Notes<Count> counts;
    private final Clock clock;

    Attempts(ChartStore store, Clock clock) {
        this.counts = new Notes<>(store, "attempts", Count.class);
        this.clock = clock;
    }

    /// @param since the first of them
    record Count(int failed, Instant since) {}

    /// How long it still is locked; empty where it is not.
    Optional<Duration> locked(String account, String address) {
        return locked(ofAccount(account), OF_ACCOUNT)
                .or(() -> locked(ofAddress(address), OF_ADDRESS));
    }

    private Optional<Duration> locked(String id, int most) {
        Instant now = clock.instant();
        return counts.one(id)
                .filter(one -> one.failed() >= most)
                .map(one -> Duration.between(now, one.since().plus(LOCKED)))
                .filter(Duration::isPositive);
    }

    void failed(String account, String address) {
        count(ofAccount(account));
        count(ofAddress(address));
    }

    private void count(String id) {
        Instant now = clock.instant();
        if (!counts.add(id, new Count(1, now))) {
            var _ =
                    counts.change(
                            id,
                            one ->
                                    now.isBefore(one.since().plus(LOCKED))
                                            ? new Count(one.failed() + 1, now)
                                            : new Count(1, now));
        }
    }

    void succeeded(String account) {
        counts.remove(ofAccount(account));
    }

    /// Hashed: what people type as a user name may be anything, a password among it.
    private static String ofAccount(String account) {
        return "account " + Secrets.kept(account);
    }

    private static String ofAddress(String address) {
        return "address " + Secrets.kept(address);
    }
}
