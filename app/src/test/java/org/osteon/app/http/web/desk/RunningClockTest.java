package org.osteon.app.http.web.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import org.junit.jupiter.api.Test;
import org.osteon.pathway.BoardPlace;

/// A clock of a board says in words what its bar shows (records, 5.5).
class RunningClockTest {
    private static final Instant BEGAN = Instant.parse("2025-06-02T10:35:00Z");
    private static final BoardPlace.Clock INFUSION =
            new BoardPlace.Clock("Runs, 15 minutes", BEGAN, BEGAN.plusSeconds(900));

    private static RunningClock at(int minute) {
        return RunningClock.of(
                INFUSION, ZonedDateTime.of(2025, 6, 2, 10, minute, 0, 0, ZoneOffset.UTC));
    }

    @Test
    void it_tells_when_it_began_when_it_ends_and_what_is_left() {
        RunningClock clock = at(43);

        assertThat(clock.words())
                .isEqualTo("Runs, 15 minutes: began 10:35, ends from 10:50, 7 minutes left");
        assertThat(clock.share()).isEqualTo(53);
        assertThat(clock.over()).isFalse();
    }

    @Test
    void from_its_end_on_its_time_is_over_and_a_minute_before_it_is_not() {
        assertThat(at(49).over()).isFalse();
        assertThat(at(50).over()).isTrue();
        assertThat(at(50).words()).endsWith("time is over");
        assertThat(at(59).share()).isEqualTo(100);
    }

    @Test
    void what_has_no_end_says_only_when() {
        RunningClock clock =
                RunningClock.of(
                        new BoardPlace.Clock("Comes", BEGAN, null),
                        ZonedDateTime.of(2025, 6, 2, 9, 0, 0, 0, ZoneOffset.UTC));

        assertThat(clock.words()).isEqualTo("Comes 10:35");
        assertThat(clock.share()).isNegative();
    }
}
