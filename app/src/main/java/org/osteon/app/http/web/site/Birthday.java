package org.osteon.app.http.web.site;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.Month;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A birth date as people write it: `1952-06-28`, `28.06.1952` or `28/6/1952`, `28 Jun 1952`.
final class Birthday {
    private static final Pattern ISO = Pattern.compile("(\\d{4})-(\\d{1,2})-(\\d{1,2})");
    private static final Pattern DAY_FIRST =
            Pattern.compile("(\\d{1,2})[./](\\d{1,2})[./](\\d{4})");
    private static final Pattern IN_WORDS =
            Pattern.compile("(\\d{1,2})\\.? ([A-Za-z]{3,}) (\\d{4})");

    private Birthday() {}

    /// The date that is meant; empty where the text is no date.
    static Optional<LocalDate> in(String text) {
        String words = text.strip();
        Matcher iso = ISO.matcher(words);
        if (iso.matches()) {
            return day(iso.group(1), iso.group(2), iso.group(3));
        }
        Matcher first = DAY_FIRST.matcher(words);
        if (first.matches()) {
            return day(first.group(3), first.group(2), first.group(1));
        }
        Matcher named = IN_WORDS.matcher(words);
        return named.matches()
                ? month(named.group(2))
                        .flatMap(month ->
                                day(
                                        named.group(3),
                                        String.valueOf(month.getValue()),
                                        named.group(1)))
                : Optional.empty();
    }

    private static Optional<Month> month(String name) {
        String upper = name.toUpperCase(Locale.ROOT);
        return Stream.of(Month.values())
                .filter(month -> month.name().startsWith(upper))
                .findFirst();
    }

    private static Optional<LocalDate> day(String year, String month, String day) {
        try {
            return Optional.of(
                    LocalDate.of(
                            Integer.parseInt(year),
                            Integer.parseInt(month),
                            Integer.parseInt(day)));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }
}
