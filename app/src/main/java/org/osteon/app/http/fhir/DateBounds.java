package org.osteon.app.http.fhir;

import ca.uhn.fhir.rest.param.DateParam;
import ca.uhn.fhir.rest.param.DateRangeParam;
import ca.uhn.fhir.rest.param.ParamPrefixEnum;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osteon.records.words.Problem;
import org.osteon.records.words.ProblemKind;
import org.osteon.store.ResourceQuery;

/// Search dates as spans of time. A date without a time is the calendar day as the store sees it,
/// in UTC, and not (as HAPI would widen it) in whichever zone.
final class DateBounds {
    /// How long a date with hours and minutes is.
    private static final int MINUTES = "2025-03-01T10:00".length();

    private DateBounds() {}

    static ResourceQuery.Span span(@Nullable DateRangeParam range) {
        return range == null
                ? ResourceQuery.Span.ANY
                : new ResourceQuery.Span(
                        lower(range.getLowerBound()), upper(range.getUpperBound()));
    }

    private static Optional<Instant> lower(@Nullable DateParam bound) {
        if (bound == null || bound.isEmpty()) {
            return Optional.empty();
        }
        Whole whole = Whole.of(bound);
        return Optional.of(
                isOneOf(bound, ParamPrefixEnum.GREATERTHAN, ParamPrefixEnum.STARTS_AFTER)
                        ? whole.end().plus(1, ChronoUnit.MICROS)
                        : whole.start());
    }

    private static Optional<Instant> upper(@Nullable DateParam bound) {
        if (bound == null || bound.isEmpty()) {
            return Optional.empty();
        }
        Whole whole = Whole.of(bound);
        return Optional.of(
                isOneOf(bound, ParamPrefixEnum.LESSTHAN, ParamPrefixEnum.ENDS_BEFORE)
                        ? whole.start().minus(1, ChronoUnit.MICROS)
                        : whole.end());
    }

    private static boolean isOneOf(DateParam bound, ParamPrefixEnum... prefixes) {
        ParamPrefixEnum own = bound.getPrefix();
        if (own == ParamPrefixEnum.NOT_EQUAL || own == ParamPrefixEnum.APPROXIMATE) {
            throw new Problem(
                    ProblemKind.UNUSABLE,
                    "dates are compared by eq, lt, le, gt, ge, sa and eb, not by "
                            + own.getValue());
        }
        for (ParamPrefixEnum prefix : prefixes) {
            if (prefix == own) {
                return true;
            }
        }
        return false;
    }

    /// All that a date may mean: of `2025-03` the whole month.
    record Whole(Instant start, Instant end) {
        static Whole of(DateParam bound) {
            return of(bound.getValueAsString());
        }

        static Whole of(String text) {
            try {
                return switch (text.length()) {
                    case 4 -> days(Year.parse(text).atDay(1), ChronoUnit.YEARS);
                    case 7 -> days(YearMonth.parse(text).atDay(1), ChronoUnit.MONTHS);
                    case 10 -> days(LocalDate.parse(text), ChronoUnit.DAYS);
                    default -> moment(text);
                };
            } catch (DateTimeException e) {
                throw new Problem(
                        ProblemKind.UNUSABLE,
                        "'"
                                + text
                                + "' is not a FHIR date"
                                + (text.contains(" ")
                                        ? "; in an address the + of an offset is written %2B"
                                        : ""));
            }
        }

        private static Whole days(LocalDate first, ChronoUnit unit) {
            return new Whole(
                    first.atStartOfDay(ZoneOffset.UTC).toInstant(),
                    first.plus(1, unit)
                            .atStartOfDay(ZoneOffset.UTC)
                            .toInstant()
                            .minus(1, ChronoUnit.MICROS));
        }

        private static Whole moment(String text) {
            boolean zoned = text.matches(".*(Z|[+-]\\d\\d:\\d\\d)");
            Instant start =
                    zoned
                            ? OffsetDateTime.parse(text).toInstant()
                            : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
            if (text.contains(".")) {
                return new Whole(start, start);
            }
            ChronoUnit unit =
                    text.replaceAll("(Z|[+-]\\d\\d:\\d\\d)$", "").length() == MINUTES
                            ? ChronoUnit.MINUTES
                            : ChronoUnit.SECONDS;
            return new Whole(start, start.plus(1, unit).minus(1, ChronoUnit.MICROS));
        }
    }
}
