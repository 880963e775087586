package org.osteon.records.links;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.osteon.records.people.Notes;
import org.osteon.records.people.Secrets;
import org.osteon.store.ChartStore;

/// Wrong entries by token and by address, counted in the store. A token that there is and one that
/// somebody made up are counted alike, so that neither answer nor time tells them apart.
final class Tries {
    /// Records, 4.1 (operational default): so many for a token, then it is closed until somebody of
    /// the staff opens it again.
    static final int OF_TOKEN = 5;

    /// Records, 4.1 (operational default): so many from an address in an hour.
    static final int OF_ADDRESS = 20;

    private static final Duration WINDOW = Duration.ofHours(1);
    private static final Duration KEPT = Duration.ofDays(1);

    private final Notes<Count> counts;
    private final Clock clock;

    Tries(ChartStore store, Clock clock) {
        this.counts = new Notes<>(store, "link-tries", Count.class);
        this.clock = clock;
    }

    /// @param since the first of them
    /// @param known whether there is such a token: its count stays
    record Count(int failed, Instant since, boolean known) {}

    /// Whether a token is closed, by what is kept of it.
    boolean isClosed(String kept) {
        return counts.one(kept).filter(one -> one.failed() >= OF_TOKEN).isPresent();
    }

    /// What is kept of those that are closed.
    Set<String> closed() {
        return Set.copyOf(counts.ids(one -> one.failed() >= OF_TOKEN));
    }

    /// Whether an address has to wait.
    boolean waits(String address) {
        return counts.one(ofAddress(address))
                .filter(one -> one.failed() >= OF_ADDRESS)
                .filter(one -> clock.instant().isBefore(one.since().plus(WINDOW)))
                .isPresent();
    }

    /// Counts a wrong entry.
    ///
    /// @return how many there were of the token
    int failed(String kept, boolean known, String address) {
        count(ofAddress(address), false, WINDOW);
        return count(kept, known, known ? Duration.ofDays(Integer.MAX_VALUE) : KEPT);
    }

    private int count(String id, boolean known, Duration window) {
        Instant now = clock.instant();
        if (counts.add(id, new Count(1, now, known))) {
            return 1;
        }
        return counts.change(
                        id,
                        one ->
                                now.isBefore(one.since().plus(window))
                                        ? new Count(one.failed() + 1, one.since(), known)
                                        : new Count(1, now, known))
                .map(Count::failed)
                .orElse(1);
    }

    /// The right answer came: of a token nothing is counted any more.
    void forget(String kept) {
        counts.remove(kept);
    }

    /// Takes away what counts no longer.
    void sweep() {
        Instant now = clock.instant();
        counts.ids(one -> !one.known() && now.isAfter(one.since().plus(KEPT)))
                .forEach(counts::remove);
    }

    private static String ofAddress(String address) {
        return "address " + Secrets.kept(address);
    }
}
