package org.osteon.bench.app;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;

/// Noon of a day, UTC, until the next.
final class MovableClock extends Clock {
    private volatile LocalDate day;

    MovableClock(LocalDate first) {
        day = first;
    }

    void nextDay() {
        day = day.plusDays(1);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }

    @Override
    public Instant instant() {
        return day.atTime(12, 0).toInstant(ZoneOffset.UTC);
    }
}
