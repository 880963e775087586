package org.osteon.records.links;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.osteon.records.people.Notes;
import org.osteon.records.people.Secrets;
import org.osteon.store.ChartStore;

/// Entries by token and by address, counted in the store before anybody looks whether they are
/// right, so that many at the same time are no more than as many one after the other. A token that
/// there is and one that somebody made up are counted alike, so that neither answer nor time tells
/// them apart.
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

    /// What is kept of those that are closed.
    Set<String> closed() {
        return Set.copyOf(counts.ids(one -> one.failed() >= OF_TOKEN));
    }

    /// Counts an entry of an address, as wrong until it is found to be right.
    ///
    /// @return whether the address has to wait
    boolean waits(String address) {
        return count(ofAddress(address), false, WINDOW) > OF_ADDRESS;
    }

    /// The same of a token, by what is kept of it.
    ///
    /// @return how many there were; more than [#OF_TOKEN] where it is closed
    int of(String kept, boolean known) {
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

    /// The right answer came: of a token nothing is counted any more, and of the address not this.
    void right(String kept, String address) {
        forget(kept);
        var _ =
                counts.change(
                        ofAddress(address),
                        one -> new Count(Math.max(0, one.failed() - 1), one.since(), one.known()));
    }

    /// Of a token nothing is counted any more.
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
