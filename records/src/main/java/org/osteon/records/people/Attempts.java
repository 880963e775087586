package org.osteon.records.people;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.osteon.store.ChartStore;

/// Tries to sign in, counted in the store: several servers count together, and starting one again
/// forgets nothing. Each counts before anybody looks whether it is right, so that many at the same
/// time are no more than as many one after the other. An account is locked for a while after a few
/// wrong ones, an address after many.
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

    /// @param failed those that were wrong, or are being looked at
    /// @param since the last of them
    record Count(int failed, Instant since) {}

    /// Begins one, which counts as wrong until it is found to be right.
    ///
    /// @return how long nobody may try; empty where it may be tried
    Optional<Duration> begin(String account, String address) {
        Optional<Duration> ofAccount = take(ofAccount(account), OF_ACCOUNT);
        if (ofAccount.isPresent()) {
            return ofAccount;
        }
        Optional<Duration> ofAddress = take(ofAddress(address), OF_ADDRESS);
        if (ofAddress.isPresent()) {
            less(ofAccount(account));
        }
        return ofAddress;
    }

    private Optional<Duration> take(String id, int most) {
        Instant now = clock.instant();
        if (counts.add(id, new Count(1, now))) {
            return Optional.empty();
        }
        boolean[] locked = new boolean[1];
        Optional<Count> after =
                counts.change(
                        id,
                        one -> {
                            boolean recent = now.isBefore(one.since().plus(LOCKED));
                            locked[0] = recent && one.failed() >= most;
                            return locked[0] ? one : new Count(recent ? one.failed() + 1 : 1, now);
                        });
        return after.filter(_ -> locked[0])
                .map(one -> Duration.between(now, one.since().plus(LOCKED)));
    }

    /// It was not wrong, and is not yet right: a code is asked for.
    void undecided(String account, String address) {
        less(ofAccount(account));
        less(ofAddress(address));
    }

    /// It was right: the account's wrong ones count no more.
    void succeeded(String account, String address) {
        forget(account);
        less(ofAddress(address));
    }

    /// What was wrong counts no more: somebody has shown otherwise who they are.
    void forget(String account) {
        counts.remove(ofAccount(account));
    }

    private void less(String id) {
        var _ = counts.change(id, one -> new Count(Math.max(0, one.failed() - 1), one.since()));
    }

    /// Hashed: what people type as a user name may be anything, a password among it.
    private static String ofAccount(String account) {
        return "account " + Secrets.kept(account);
    }

    private static String ofAddress(String address) {
        return "address " + Secrets.kept(address);
    }
}
