package org.osteon.store;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.osteon.chart.FhirTime;

/// The time that a FHIR date means: `2025-06` is all of June. Without an offset it is read as UTC.
///
/// @param from its first microsecond since 1970
/// @param to its last
record DateSpan(long from, long to) {

    /// Empty where the text is no date in any of FHIR's forms.
    static Optional<DateSpan> parse(String text) {
        return FhirTime.parse(text).map(DateSpan::of);
    }

    private static DateSpan of(FhirTime written) {
        LocalDate first = written.earliest();
        if (written.time() != null) {
            ZoneOffset offset = written.offset() == null ? ZoneOffset.UTC : written.offset();
            Instant start = first.atTime(written.time()).toInstant(offset);
            boolean fraction = written.written().indexOf('.') > 0;
            return span(start, start.plus(1, fraction ? ChronoUnit.MICROS : ChronoUnit.SECONDS));
        }
        ChronoUnit length =
                written.month() == 0
                        ? ChronoUnit.YEARS
                        : written.day() == 0 ? ChronoUnit.MONTHS : ChronoUnit.DAYS;
        return span(
                first.atStartOfDay().toInstant(ZoneOffset.UTC),
                first.plus(1, length).atStartOfDay().toInstant(ZoneOffset.UTC));
    }

    private static DateSpan span(Instant start, Instant end) {
        return new DateSpan(Micros.of(start), Micros.of(end) - 1);
    }
}
