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
            new BoardPlace.Clock(
                    "Runs, 15 minutes", BEGAN, BEGAN.plusSeconds(900), "ends from", false);
    private static final BoardPlace.Clock PRODUCT =
            new BoardPlace.Clock(
                    "Product", BEGAN, BEGAN.plusSeconds(900), "to be injected by", true);

    private static RunningClock at(int minute) {
        return at(INFUSION, minute);
    }

    private static RunningClock at(BoardPlace.Clock clock, int minute) {
        return RunningClock.of(
                clock, ZonedDateTime.of(2025, 6, 2, 10, minute, 0, 0, ZoneOffset.UTC));
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
    void what_may_not_end_sooner_is_up_from_its_end_on_and_never_late() {
        assertThat(at(49).words()).endsWith("1 minute left");
        assertThat(at(50).words()).endsWith("ends from 10:50, time is up");
        assertThat(at(59).over()).isFalse();
        assertThat(at(59).share()).isEqualTo(100);
    }

    @Test
    void what_must_end_by_then_is_late_from_then_on() {
        assertThat(at(PRODUCT, 49).over()).isFalse();
        assertThat(at(PRODUCT, 49).words()).endsWith("to be injected by 10:50, 1 minute left");
        assertThat(at(PRODUCT, 50).over()).isTrue();
        assertThat(at(PRODUCT, 52).words()).endsWith("to be injected by 10:50, 2 minutes too late");
    }

    @Test
    void what_has_no_end_says_only_when() {
        RunningClock clock =
                RunningClock.of(
                        new BoardPlace.Clock("Comes", BEGAN, null, "", false),
                        ZonedDateTime.of(2025, 6, 2, 9, 0, 0, 0, ZoneOffset.UTC));

        assertThat(clock.words()).isEqualTo("Comes 10:35");
        assertThat(clock.share()).isNegative();
    }
}
