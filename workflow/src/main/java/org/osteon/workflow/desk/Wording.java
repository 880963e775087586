package org.osteon.workflow.desk;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Dates, ages and values of results as people read them.
public final class Wording {
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("d MMM uuuu", Locale.ENGLISH);
    private static final DateTimeFormatter WEEKDAY =
            DateTimeFormatter.ofPattern("EEE", Locale.ENGLISH);
    private static final DateTimeFormatter SHORT =
            DateTimeFormatter.ofPattern("d MMM", Locale.ENGLISH);

    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("d MMM uuuu HH:mm", Locale.ENGLISH);

    private static final Pattern TERM =
            Pattern.compile(
                    "[A-Z0-9]+(_[A-Z0-9]+)+|[A-Z]{4,}|YES|NO|[a-z0-9]+(-[a-z0-9]+)+|[a-z]+([A-Z][a-z]+)*");

    /// `21_40`
    private static final Pattern RANGE = Pattern.compile("\\d+_\\d+");

    /// `BK-X5:REVIEW`, `MISSING_ELEMENT:RISKS`.
    private static final Pattern CODE_WITH_DETAIL = Pattern.compile("[A-Z0-9_-]+:[A-Z_]+");

    private Wording() {}

    /// `2 Jun 2025`
    public static String day(LocalDate date) {
        return DAY.format(date);
    }

    /// `Mon`
    public static String weekday(LocalDate date) {
        return WEEKDAY.format(date);
    }

    /// `2 Jun 2025 09:05`
    public static String moment(LocalDateTime moment) {
        return MOMENT.format(moment);
    }

    /// Days from Day 0: `Day 0`, `Day +12`, `Day −3`.
    public static String dayFrom(int day) {
        return "Day " + (day > 0 ? "+" : day < 0 ? "\u2212" : "") + Math.abs(day);
    }

    /// `2 Jun`
    public static String dayOfYear(LocalDate date) {
        return SHORT.format(date);
    }

    /// `23 Jun to 30 Jun 2025`
    public static String span(LocalDate from, LocalDate to) {
        if (from.equals(to)) {
            return day(from);
        }
        return (from.getYear() == to.getYear() ? dayOfYear(from) : day(from)) + " to " + day(to);
    }

    /// How old something is, or how far ahead: `today`, `28 days ago`, `in 3 days`.
    public static String age(LocalDate date, LocalDate asOf) {
        long days = ChronoUnit.DAYS.between(date, asOf);
        if (days == 0) {
            return "today";
        }
        String length = length(Math.abs(days));
        return days > 0 ? length + " ago" : "in " + length;
    }

    /// How a day stands to the time in which something is to be done: how long it is till then, how
    /// much of it is left, or how long it is over.
    public static String window(Optional<LocalDate> from, Optional<LocalDate> to, LocalDate asOf) {
        boolean begun = from.filter(first -> !first.isAfter(asOf)).isPresent();
        boolean lasts = to.isPresent() && !to.equals(from);
        if (!begun || !lasts) {
            return from.or(() -> to).map(date -> age(date, asOf)).orElse("");
        }
        long left = ChronoUnit.DAYS.between(asOf, to.get());
        return left > 0 ? length(left) + " left" : left == 0 ? "last day" : age(to.get(), asOf);
    }

    private static String length(long days) {
        if (days == 1) {
            return "1 day";
        }
        if (days < 120) {
            return days + " days";
        }
        return days < 730 ? Math.round(days / 30.44) + " months" : days / 365 + " years";
    }

    /// A number, at most two decimals, without needless zeros.
    public static String number(BigDecimal number) {
        BigDecimal rounded = number.scale() > 2 ? number.setScale(2, RoundingMode.HALF_UP) : number;
        BigDecimal plain = rounded.stripTrailingZeros();
        return (plain.scale() < 0 ? plain.setScale(0) : plain).toPlainString();
    }

    /// A value of a result.
    public static String value(@Nullable Object value) {
        return switch (value) {
            case null -> "";
            case BigDecimal number -> number(number);
            case Boolean flag -> flag ? "yes" : "no";
            case LocalDate date -> day(date);
            case List<?> list -> list(list);
            case Map<?, ?> map -> map(map);
            case String text -> term(text);
            default -> value.toString();
        };
    }

    private static String list(List<?> list) {
        List<?> given = list.stream().filter(Objects::nonNull).toList();
        if (given.size() == 2
                && given.getFirst() instanceof LocalDate from
                && given.getLast() instanceof LocalDate to) {
            return span(from, to);
        }
        if (given.size() == 2
                && given.getFirst() instanceof Number
                && given.getLast() instanceof Number) {
            return value(given.getFirst()) + " to " + value(given.getLast());
        }
        return given.stream().map(Wording::value).collect(Collectors.joining(" · "));
    }

    private static String map(Map<?, ?> map) {
        if (map.containsKey("value") && map.containsKey("unit")) {
            return (value(map.get("value")) + " " + Objects.toString(map.get("unit"), "")).strip();
        }
        return map.entrySet().stream()
                .filter(entry -> entry.getValue() != null)
                .map(entry -> entry.getKey() + " " + value(entry.getValue()))
                .collect(Collectors.joining(", "));
    }

    /// A word of a vocabulary (`ON_TREATMENT`, `some-product`, `perYear`) as plain words; other
    /// text as it is.
    public static String term(String text) {
        if (CODE_WITH_DETAIL.matcher(text).matches()) {
            int colon = text.indexOf(':');
            return term(text.substring(0, colon))
                    + ": "
                    + text.substring(colon + 1).replace('_', ' ').toLowerCase(Locale.ROOT);
        }
        if (RANGE.matcher(text).matches()) {
            return text.replace("_", " to ");
        }
        if (!TERM.matcher(text).matches()) {
            return text;
        }
        String plain =
                text.replaceAll("([a-z])([A-Z])", "$1 $2")
                        .replace('_', ' ')
                        .replace('-', ' ')
                        .toLowerCase(Locale.ROOT);
        return sentence(plain);
    }

    /// A finding as a sentence begins.
    public static String sentence(String text) {
        return text.isEmpty() ? text : Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }

    /// `1 result`, `3 results`.
    public static String count(long number, String one, String many) {
        return number + " " + (number == 1 ? one : many);
    }
}
