package org.osteon.app;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

/// A clock that stands until a test moves it.
public final class MovableClock extends Clock {
    private final AtomicReference<Instant> now;

    public MovableClock(Instant first) {
        now = new AtomicReference<>(first);
    }

    public void pass(Duration time) {
        now.updateAndGet(before -> before.plus(time));
    }

    /// Noon of that day.
    public void set(LocalDate day) {
        now.set(day.atTime(LocalTime.NOON).toInstant(ZoneOffset.UTC));
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
        return now.get();
    }
}
