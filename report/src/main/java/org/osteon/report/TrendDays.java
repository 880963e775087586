package org.osteon.report;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/// The days of a trend: where each lies, evenly by the calendar, and those that are named.
///
/// @param first the first day shown
/// @param last the last day shown
/// @param dayZero the day from which days are counted
record TrendDays(LocalDate first, LocalDate last, Optional<LocalDate> dayZero) {
    private static final int MOST = 5;
    private static final int[] DAYS = {1, 2, 7, 14, 28};
    private static final int[] FROM_ZERO = {1, 2, 5, 7, 10, 14, 20, 30, 50, 100, 200, 365, 730};
    private static final int[] MONTHS = {1, 2, 3, 6, 12, 24, 60, 120};
    private static final int LONGEST_IN_DAYS = 120;

    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("d MMM", Locale.ENGLISH);
    private static final DateTimeFormatter WITH_YEAR =
            DateTimeFormatter.ofPattern("d MMM uuuu", Locale.ENGLISH);
    private static final DateTimeFormatter MONTH =
            DateTimeFormatter.ofPattern("MMM uuuu", Locale.ENGLISH);

    /// A day that is named.
    ///
    /// @param text its date
    /// @param number its number from Day 0; empty where there is none
    record Named(LocalDate date, String text, String number) {}

    long length() {
        return ChronoUnit.DAYS.between(first, last);
    }

    /// Which share of the width a day has, 0 to 1; a single day stands in the middle.
    double share(LocalDate date) {
        return length() == 0 ? 0.5 : (double) ChronoUnit.DAYS.between(first, date) / length();
    }

    boolean contains(LocalDate date) {
        return !date.isBefore(first) && !date.isAfter(last);
    }

    /// Round days within, in the order of time; the only day where there is one.
    List<Named> named() {
        if (length() == 0) {
            return List.of(named(first, WITH_YEAR));
        }
        if (dayZero.isPresent()) {
            return fromZero(dayZero.get());
        }
        return length() <= LONGEST_IN_DAYS ? byDays() : byMonths();
    }

    private List<Named> fromZero(LocalDate zero) {
        int step = step(FROM_ZERO, length());
        long start = Math.ceilDiv(ChronoUnit.DAYS.between(zero, first), step);
        List<Named> named = new ArrayList<>();
        for (LocalDate day = zero.plusDays(start * step);
                !day.isAfter(last);
                day = day.plusDays(step)) {
            named.add(named(day, DAY));
        }
        return named;
    }

    private List<Named> byDays() {
        int step = step(DAYS, length());
        List<Named> named = new ArrayList<>();
        for (LocalDate day = first; !day.isAfter(last); day = day.plusDays(step)) {
            named.add(named(day, DAY));
        }
        return named;
    }

    private List<Named> byMonths() {
        int step = step(MONTHS, Math.max(1, length() / 30));
        List<Named> named = new ArrayList<>();
        LocalDate month = first.withDayOfMonth(1).plusMonths(first.getDayOfMonth() == 1 ? 0 : 1);
        for (; !month.isAfter(last); month = month.plusMonths(1)) {
            if ((month.getYear() * 12 + month.getMonthValue() - 1) % step == 0) {
                named.add(named(month, MONTH));
            }
        }
        return named;
    }

    private static int step(int[] steps, long length) {
        return IntStream.of(steps)
                .filter(step -> length / step <= MOST)
                .findFirst()
                .orElse((int) (length / MOST) + 1);
    }

    private Named named(LocalDate date, DateTimeFormatter format) {
        return new Named(
                date,
                format.format(date),
                dayZero.map(zero -> number(ChronoUnit.DAYS.between(zero, date))).orElse(""));
    }

    private static String number(long day) {
        return "Day " + (day > 0 ? "+" : "") + day;
    }

    /// `date, 2025` or `date, 2024 to 2025`: what the axis of days is called.
    String axisName() {
        String years =
                first.getYear() == last.getYear()
                        ? "" + first.getYear()
                        : first.getYear() + " to " + last.getYear();
        return (dayZero.isPresent() ? "date and day from Day 0, " : "date, ") + years;
    }

    /// A day in words, with its number.
    String words(LocalDate date) {
        return WITH_YEAR.format(date)
                + dayZero.map(zero -> ", " + number(ChronoUnit.DAYS.between(zero, date)))
                        .orElse("");
    }
}
