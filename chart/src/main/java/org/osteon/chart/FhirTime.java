package org.osteon.chart;

import java.time.LocalDate;
import java.time.LocalTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A FHIR date, dateTime or instant as it was written: a year, a month, a day or a moment of a day.
///
/// Calendar arithmetic uses the day as written, in the offset it was written with.
///
/// @param written the text of the chart
/// @param year the year
/// @param month 1 to 12, or 0 where only the year is known
/// @param day 1 to 31, or 0 where only the month is known
/// @param time the time of day, where one was written
/// @param offset its offset, where one was written
public record FhirTime(
        String written,
        int year,
        int month,
        int day,
        @Nullable LocalTime time,
        @Nullable ZoneOffset offset) {

    private static final int DAY_LENGTH = "2025-06-02".length();

    /// What systems write for "no date" and "for ever" (0001-01-01, 9999-12-31) is none: no
    /// calendar can reckon back from the one or on from the other.
    private static final int LEAST_YEAR = 1000;

    private static final int MOST_YEAR = 9000;

    /// Whether it can be the date of something in a chart.
    boolean isOfOurEra() {
        return year >= LEAST_YEAR && year <= MOST_YEAR;
    }

    /// Reads a text; empty where it is no date in any of FHIR's forms, or no day of the calendar.
    public static Optional<FhirTime> parse(String text) {
        return switch (text.length()) {
            case 4 -> partial(text, digits(text, 0, 4), 1);
            case 7 ->
                    text.charAt(4) == '-'
                            ? partial(text, digits(text, 0, 4), digits(text, 5, 7))
                            : Optional.empty();
            default -> text.length() < DAY_LENGTH ? Optional.empty() : full(text);
        };
    }

    private static Optional<FhirTime> partial(String text, int year, int month) {
        if (year < 1 || month < 1 || month > 12) {
            return Optional.empty();
        }
        return Optional.of(new FhirTime(text, year, text.length() == 4 ? 0 : month, 0, null, null));
    }

    private static Optional<FhirTime> full(String text) {
        int year = digits(text, 0, 4);
        int month = digits(text, 5, 7);
        int day = digits(text, 8, DAY_LENGTH);
        if (year < 1
                || month < 1
                || month > 12
                || day < 1
                || text.charAt(4) != '-'
                || text.charAt(7) != '-'
                || (day > 28 && day > YearMonth.of(year, month).lengthOfMonth())) {
            return Optional.empty();
        }
        if (text.length() == DAY_LENGTH) {
            return Optional.of(new FhirTime(text, year, month, day, null, null));
        }
        return withTime(text, year, month, day);
    }

    /// By hand: a chart has a time in every result, and a formatter would cost more than all other
    /// reading.
    private static Optional<FhirTime> withTime(String text, int year, int month, int day) {
        int zone = zoneStart(text);
        ZoneOffset offset = null;
        if (zone < text.length()) {
            offset = offset(text, zone);
            if (offset == null) {
                return Optional.empty();
            }
        }
        int hour = number(text, 11, 13, zone);
        int minute = number(text, 14, 16, zone);
        int second = zone > 16 ? number(text, 17, 19, zone) : 0;
        int nanos = zone > 19 ? nanos(text, zone) : 0;
        boolean wellFormed =
                text.charAt(DAY_LENGTH) == 'T'
                        && zone >= 16
                        && text.charAt(13) == ':'
                        && (zone == 16 || text.charAt(16) == ':')
                        && hour >= 0
                        && hour < 24
                        && minute >= 0
                        && minute < 60
                        && second >= 0
                        && second < 61
                        && nanos >= 0;
        return wellFormed
                ? Optional.of(
                        new FhirTime(
                                text,
                                year,
                                month,
                                day,
                                // A leap second is the last moment of its minute.
                                LocalTime.of(hour, minute, Math.min(second, 59), nanos),
                                offset))
                : Optional.empty();
    }

    private static int zoneStart(String text) {
        for (int i = DAY_LENGTH + 1; i < text.length(); i++) {
            char character = text.charAt(i);
            if (character == 'Z' || character == '+' || character == '-') {
                return i;
            }
        }
        return text.length();
    }

    private static @Nullable ZoneOffset offset(String text, int from) {
        if (text.charAt(from) == 'Z') {
            return from + 1 == text.length() ? ZoneOffset.UTC : null;
        }
        int hours = number(text, from + 1, from + 3, text.length());
        int minutes = number(text, from + 4, from + 6, text.length());
        if (text.length() != from + 6
                || text.charAt(from + 3) != ':'
                || hours < 0
                || hours > 18
                || minutes < 0
                || minutes > 59
                || (hours == 18 && minutes > 0)) {
            return null;
        }
        int sign = text.charAt(from) == '-' ? -1 : 1;
        return ZoneOffset.ofHoursMinutes(sign * hours, sign * minutes);
    }

    /// The fraction of a second in nanoseconds, of which digits beyond the ninth are dropped; -1 if
    /// it is none.
    private static int nanos(String text, int end) {
        if (text.charAt(19) != '.' || end == 20) {
            return -1;
        }
        int nanos = 0;
        int scale = 100_000_000;
        for (int i = 20; i < end; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            nanos += digit * scale;
            scale /= 10;
        }
        return nanos;
    }

    private static int number(String text, int from, int to, int end) {
        return to > end ? -1 : digits(text, from, to);
    }

    private static int digits(String text, int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            char digit = text.charAt(i);
            if (digit < '0' || digit > '9') {
                return -1;
            }
            number = number * 10 + digit - '0';
        }
        return number;
    }

    /// The calendar day as written; empty where only a month or a year is known.
    public Optional<LocalDate> date() {
        return day == 0 ? Optional.empty() : Optional.of(LocalDate.of(year, month, day));
    }

    /// The first day it can mean: of `2024` the first of January.
    public LocalDate earliest() {
        return LocalDate.of(year, Math.max(month, 1), Math.max(day, 1));
    }

    /// The last day it can mean: of `2024` the last of December.
    public LocalDate latest() {
        int last = month == 0 ? 12 : month;
        return LocalDate.of(year, last, day == 0 ? YearMonth.of(year, last).lengthOfMonth() : day);
    }

    /// Whether only a month or a year is known.
    public boolean isPartial() {
        return day == 0;
    }

    /// A day.
    public static FhirTime of(LocalDate day) {
        return new FhirTime(
                day.toString(),
                day.getYear(),
                day.getMonthValue(),
                day.getDayOfMonth(),
                null,
                null);
    }

    @Override
    public String toString() {
        return written;
    }
}
