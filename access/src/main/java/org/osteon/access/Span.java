package org.osteon.access;

import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.stream.Stream;
import org.osteon.chart.FhirObject;
import org.osteon.chart.FhirTime;

/// From when to when something holds; open where nothing is said.
record Span(Optional<FhirTime> from, Optional<FhirTime> to) {

    /// The element `period`.
    static Span of(FhirObject holder) {
        Optional<FhirObject> period = holder.object("period");
        return new Span(
                period.flatMap(one -> one.time("start")), period.flatMap(one -> one.time("end")));
    }

    boolean holds(ZonedDateTime now) {
        return from.map(time -> !earliest(time, now).isAfter(now)).orElse(true)
                && to.map(time -> now.isBefore(end(time, now))).orElse(true);
    }

    /// When it next begins or ends.
    Optional<Instant> nextTurn(ZonedDateTime now) {
        return Stream.concat(
                        from.map(time -> earliest(time, now)).stream(),
                        to.map(time -> end(time, now)).stream())
                .filter(now::isBefore)
                .map(ZonedDateTime::toInstant)
                .min(Instant::compareTo);
    }

    private static ZonedDateTime earliest(FhirTime time, ZonedDateTime now) {
        return moment(time, now).orElseGet(() -> time.earliest().atStartOfDay(now.getZone()));
    }

    /// The last day counts to its end.
    private static ZonedDateTime end(FhirTime time, ZonedDateTime now) {
        return moment(time, now)
                .orElseGet(() -> time.latest().plusDays(1).atStartOfDay(now.getZone()));
    }

    private static Optional<ZonedDateTime> moment(FhirTime time, ZonedDateTime now) {
        return Optional.ofNullable(time.time())
                .flatMap(of -> time.date().map(day -> day.atTime(of)))
                .map(at ->
                        time.offset() == null
                                ? at.atZone(now.getZone())
                                : at.atZone(time.offset()));
    }
}
