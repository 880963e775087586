package org.osteon.records.links;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.osteon.records.people.Notes;
import org.osteon.store.ChartStore;

/// Sees when somebody guesses: wrong entries of an hour, wherever they come from.
final class Watch {
    /// So many in an hour are no patient's slips (operational default).
    static final int ALARMING = 20;

    private static final Duration SHOWN = Duration.ofDays(30);

    private final Notes<GuessedHour> hours;
    private final Clock clock;

    Watch(ChartStore store, Clock clock) {
        this.hours = new Notes<>(store, "link-watch", GuessedHour.class);
        this.clock = clock;
    }

    /// What is counted.
    enum What {
        UNKNOWN,
        WRONG,
        REFUSED,
        CLOSED
    }

    /// Counts one; how the hour stands then.
    GuessedHour count(What what) {
        Instant from = clock.instant().truncatedTo(ChronoUnit.HOURS);
        String id = from.toString();
        GuessedHour first = more(new GuessedHour(from, 0, 0, 0, 0), what);
        return hours.add(id, first)
                ? first
                : hours.change(id, one -> more(one, what)).orElse(first);
    }

    private static GuessedHour more(GuessedHour hour, What what) {
        return new GuessedHour(
                hour.from(),
                hour.unknown() + (what == What.UNKNOWN ? 1 : 0),
                hour.wrong() + (what == What.WRONG ? 1 : 0),
                hour.refused() + (what == What.REFUSED ? 1 : 0),
                hour.closed() + (what == What.CLOSED ? 1 : 0));
    }

    /// The hours with so many that somebody has to know, the latest first.
    List<GuessedHour> alarms() {
        Instant since = clock.instant().minus(SHOWN);
        return hours.all().stream()
                .filter(one -> one.from().isAfter(since))
                .filter(one -> one.all() >= ALARMING)
                .sorted((one, other) -> other.from().compareTo(one.from()))
                .toList();
    }

    /// How many links were closed lately.
    int closed() {
        Instant since = clock.instant().minus(SHOWN);
        return hours.all().stream()
                .filter(one -> one.from().isAfter(since))
                .mapToInt(GuessedHour::closed)
                .sum();
    }
}
