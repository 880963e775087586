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
/// @param over whether its end has passed
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
                        + ", ends from "
                        + ends
                        + (ahead
                                ? ""
                                : left > 0
                                        ? ", " + Wording.count(left, "minute", "minutes") + " left"
                                        : ", time is over"),
                Math.clamp(100 - left * 100 / whole, 0, 100),
                left <= 0);
    }

    static String minute(ZonedDateTime at) {
        return MINUTE.format(at);
    }
}
