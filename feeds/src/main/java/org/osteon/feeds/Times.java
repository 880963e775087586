package org.osteon.feeds;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Times of a message in FHIR's way. A time without a zone is one of the sender's profile. An hour
/// that the change of the clocks gives twice, or not at all, is no certain moment: then the day is
/// kept, and that is told.
final class Times {
    private static final Pattern TIME =
            Pattern.compile(
                    "(\\d{4})(\\d\\d)?(\\d\\d)?(\\d\\d)?(\\d\\d)?(\\d\\d)?(\\.\\d{1,6})?([+-]\\d{4})?");
    private static final DateTimeFormatter WHOLE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssxxx");

    private final ZoneId zone;
    private final List<Remark> remarks;

    Times(ZoneId zone, List<Remark> remarks) {
        this.zone = zone;
        this.remarks = remarks;
    }

    /// A time as FHIR writes it.
    ///
    /// @param text a date, a part of one, or a moment with its zone
    /// @param instant where it is a moment
    record Time(String text, Optional<Instant> instant) {
        String day() {
            return text.length() < 10 ? text : text.substring(0, 10);
        }
    }

    /// The time of a field; empty where there is none.
    Optional<Time> of(Segment segment, int field) throws Unusable {
        return of(segment.text(field), segment.place(field));
    }

    Optional<Time> of(String written, String place) throws Unusable {
        if (written.isEmpty() || written.equals(Segment.NULL)) {
            return Optional.empty();
        }
        Matcher parts = TIME.matcher(written);
        if (!parts.matches()) {
            throw unusable(written, place);
        }
        try {
            return Optional.of(read(parts, written, place));
        } catch (DateTimeException _) {
            throw unusable(written, place);
        }
    }

    private static Unusable unusable(String written, String place) {
        return new Unusable(
                Reason.VALUE,
                place,
                "'" + written + "' is no time; it is written YYYYMMDDHHMMSS+ZZZZ");
    }

    private Time read(Matcher parts, String written, String place) {
        int year = Integer.parseInt(parts.group(1));
        if (year == 0) {
            throw new DateTimeException("there was no year 0");
        }
        if (parts.group(2) == null) {
            return new Time(parts.group(1), Optional.empty());
        }
        int month = Integer.parseInt(parts.group(2));
        if (parts.group(3) == null) {
            return new Time(YearMonth.of(year, month).toString(), Optional.empty());
        }
        LocalDate day = LocalDate.of(year, month, Integer.parseInt(parts.group(3)));
        if (parts.group(4) == null) {
            return new Time(day.toString(), Optional.empty());
        }
        if (parts.group(5) == null) {
            remarks.add(
                    new Remark(
                            place,
                            "'" + written + "' has an hour without minutes; the day was kept"));
            return new Time(day.toString(), Optional.empty());
        }
        LocalDateTime local =
                day.atTime(
                        Integer.parseInt(parts.group(4)),
                        Integer.parseInt(parts.group(5)),
                        parts.group(6) == null ? 0 : Integer.parseInt(parts.group(6)));
        if (parts.group(8) != null) {
            return moment(local.atOffset(ZoneOffset.of(parts.group(8))));
        }
        List<ZoneOffset> offsets = zone.getRules().getValidOffsets(local);
        if (offsets.size() != 1) {
            remarks.add(
                    new Remark(
                            place,
                            "'"
                                    + written
                                    + (offsets.isEmpty()
                                            ? "' is an hour that was left out when the clocks changed; the day was kept"
                                            : "' is an hour that there was twice when the clocks changed; the day was kept")));
            return new Time(day.toString(), Optional.empty());
        }
        return moment(local.atOffset(offsets.getFirst()));
    }

    private static Time moment(OffsetDateTime at) {
        return new Time(WHOLE.format(at), Optional.of(at.toInstant()));
    }
}
