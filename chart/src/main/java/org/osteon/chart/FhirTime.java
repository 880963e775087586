package org.osteon.chart;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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

    private static final Pattern FORM =
            Pattern.compile(
                    "(\\d{4})(?:-(\\d{2})(?:-(\\d{2})(?:T(\\d{2}:\\d{2}(?::\\d{2}(?:\\.\\d{1,9})?)?)"
                            + "(\\d*)(Z|[+-]\\d{2}:\\d{2})?)?)?)?");

    /// Reads a text; empty where it is no date in any of FHIR's forms, or no day of the calendar.
    public static Optional<FhirTime> parse(String text) {
        if (text.length() == 10) {
            return parseDay(text);
        }
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            return Optional.empty();
        }
        try {
            int year = Integer.parseInt(form.group(1));
            int month = form.group(2) == null ? 0 : Integer.parseInt(form.group(2));
            int day = form.group(3) == null ? 0 : Integer.parseInt(form.group(3));
            LocalDate _ = LocalDate.of(year, Math.max(month, form.group(2) == null ? 1 : 0), 1);
            if (day > 0 || form.group(3) != null) {
                LocalDate _ = LocalDate.of(year, month, day);
            }
            LocalTime time = form.group(4) == null ? null : LocalTime.parse(form.group(4));
            ZoneOffset offset = form.group(6) == null ? null : ZoneOffset.of(form.group(6));
            return Optional.of(new FhirTime(text, year, month, day, time, offset));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    private static Optional<FhirTime> parseDay(String text) {
        int year = digits(text, 0, 4);
        int month = digits(text, 5, 7);
        int day = digits(text, 8, 10);
        if (year < 0
                || month < 1
                || month > 12
                || day < 1
                || text.charAt(4) != '-'
                || text.charAt(7) != '-'
                || day > java.time.YearMonth.of(year, month).lengthOfMonth()) {
            return Optional.empty();
        }
        return Optional.of(new FhirTime(text, year, month, day, null, null));
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

    @Override
    public String toString() {
        return written;
    }
}
