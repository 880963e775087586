package org.osteon.records.links;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Birth dates as people write them. What can be read in two ways is read in both: whoever types it
/// knows the date, and nobody has to learn how we write it.
final class BirthDates {
    private static final int LONGEST = 40;
    private static final int CENTURY = 100;
    private static final Pattern WORD = Pattern.compile("\\d+|\\p{L}+");
    private static final List<String> MONTHS =
            List.of(
                    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov",
                    "dec");

    private BirthDates() {}

    /// The days that a text can mean; none where it is no date.
    ///
    /// @param today two digits of a year are the latest that is not ahead of it
    static Set<LocalDate> of(String typed, LocalDate today) {
        Set<LocalDate> days = new LinkedHashSet<>();
        List<String> parts = parts(typed);
        if (parts.size() == 1 && parts.getFirst().matches("\\d{6}|\\d{8}")) {
            String digits = parts.getFirst();
            int year = digits.length() - 4;
            add(days, digits.substring(4), digits.substring(2, 4), digits.substring(0, 2), today);
            add(days, digits.substring(4), digits.substring(0, 2), digits.substring(2, 4), today);
            add(
                    days,
                    digits.substring(0, year),
                    digits.substring(year, year + 2),
                    digits.substring(year + 2),
                    today);
        }
        if (parts.size() == 3) {
            String first = parts.get(0);
            String second = parts.get(1);
            String third = parts.get(2);
            if (first.matches("\\d{4}")) {
                add(days, first, second, third, today);
            } else {
                add(days, third, second, first, today);
                add(days, third, first, second, today);
            }
        }
        return days;
    }

    /// Digits and words, digits of every script as ours.
    private static List<String> parts(String typed) {
        StringBuilder plain = new StringBuilder();
        typed.codePoints()
                .limit(LONGEST)
                .forEach(one -> {
                    int digit = Character.digit(one, 10);
                    if (digit >= 0) {
                        plain.append(digit);
                    } else {
                        plain.appendCodePoint(one);
                    }
                });
        List<String> parts = new ArrayList<>();
        Matcher found = WORD.matcher(plain.toString().toLowerCase(Locale.ROOT));
        while (found.find()) {
            String word = found.group();
            boolean ending = word.matches("st|nd|rd|th|of");
            if (!ending) {
                parts.add(word);
            }
        }
        return parts;
    }

    private static void add(
            Set<LocalDate> days, String year, String month, String day, LocalDate today) {
        int months = month(month);
        if (months < 1 || !year.matches("\\d{4}|\\d{2}") || !day.matches("\\d{1,2}")) {
            return;
        }
        int years = Integer.parseInt(year);
        if (year.length() == 2) {
            int century = today.getYear() / CENTURY * CENTURY;
            years += century + years > today.getYear() ? century - CENTURY : century;
        }
        try {
            days.add(LocalDate.of(years, months, Integer.parseInt(day)));
        } catch (DateTimeException _) {
            // no such day
        }
    }

    private static int month(String text) {
        if (text.matches("\\d{1,2}")) {
            return Integer.parseInt(text);
        }
        return text.length() < 3 ? 0 : MONTHS.indexOf(text.substring(0, 3)) + 1;
    }
}
