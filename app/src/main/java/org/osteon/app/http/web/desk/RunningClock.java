package org.osteon.app.http.web.desk;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.osteon.pathway.BoardPlace;
import org.osteon.workflow.desk.Wording;

/// Something that runs, as it stands at a moment: in words, for those who cannot see a bar.
///
/// @param words `Runs, 15 minutes: began 10:35, ends 10:50, 7 minutes left`
/// @param share how much of it is over, 0 to 100; below 0 where its end is not known
/// @param over whether an end that is a limit has passed
record RunningClock(Instant start, String words, int share, boolean over) {
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("HH:mm");

    static RunningClock of(BoardPlace.Clock clock, ZonedDateTime now) {
        String began = MINUTE.format(clock.start().atZone(now.getZone()));
        boolean ahead = clock.start().isAfter(now.toInstant());
        if (clock.end() == null) {
            return new RunningClock(clock.start(), clock.title() + " " + began, -1, false);
        }
        Instant end = clock.end();
        long whole = Math.max(1, Duration.between(clock.start(), end).toMinutes());
        long left = Duration.between(now.toInstant(), end).toMinutes();
        String ends = MINUTE.format(end.atZone(now.getZone()));
        return new RunningClock(
                clock.start(),
                clock.title()
                        + ": "
                        + (ahead ? "begins " : "began ")
                        + began
                        + ", "
                        + clock.ending()
                        + " "
                        + ends
                        + (ahead ? "" : ", " + left(left, clock.limit())),
                Math.clamp((whole - left) * 100 / whole, 0, 100),
                clock.limit() && left <= 0);
    }

    private static String left(long minutes, boolean limit) {
        if (minutes > 0) {
            return Wording.count(minutes, "minute", "minutes") + " left";
        }
        return limit ? Wording.count(-minutes, "minute", "minutes") + " too late" : "time is up";
    }

    static String minute(ZonedDateTime at) {
        return MINUTE.format(at);
    }
}
