package org.osteon.workflow.forms;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.osteon.workflow.TypedNumber;

/// How people write days, times and numbers, read and shown: `2026-11-21`, `21 Nov 2026`,
/// `21.11.2026`; `10:15`, `10.15`, `1015`; a decimal point or a comma.
public final class ValueText {
    private static final Pattern ISO = Pattern.compile("(\\d{4})-(\\d{1,2})-(\\d{1,2})");
    private static final Pattern POINTS =
            Pattern.compile("(\\d{1,2})\\.\\s?(\\d{1,2})\\.\\s?(\\d{4})");
    private static final Pattern WORDS =
            Pattern.compile("(\\d{1,2})\\.?\\s+(\\p{L}{3,9})\\.?\\s+(\\d{4})");
    private static final Pattern MONTH = Pattern.compile("(\\d{4})-(\\d{2})");
    private static final Pattern MONTH_WORDS = Pattern.compile("(\\p{L}{3,9})\\.?\\s+(\\d{4})");
    private static final Pattern YEAR = Pattern.compile("(\\d{4})");
    private static final Pattern TIME = Pattern.compile("([01]?\\d|2[0-3])[:.]?([0-5]\\d)");
    private static final Pattern MOMENT =
            Pattern.compile("(.+?)(?:T|,?\\s+(?:at\\s+)?)((?:[01]?\\d|2[0-3])[:.]?[0-5]\\d)");
    private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d+([.,]\\d+)?|[.,]\\d+)");
    private static final List<String> MONTHS =
            List.of(
                    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov",
                    "dec");
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("d MMM uuuu", Locale.ENGLISH);

    /// A moment as FHIR writes it, to the second, with its offset.
    static final DateTimeFormatter FHIR = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssXXX");

    private ValueText() {}

    /// A day, or a month or a year where no more is known, in FHIR's spelling.
    static Optional<String> date(String text) {
        Optional<LocalDate> day = day(text);
        if (day.isPresent()) {
            return day.map(LocalDate::toString);
        }
        Matcher month = MONTH.matcher(text);
        if (month.matches() && monthNumber(month.group(2)) > 0) {
            return Optional.of(text);
        }
        Matcher words = MONTH_WORDS.matcher(text);
        if (words.matches() && monthNumber(words.group(1)) > 0) {
            return Optional.of(
                    words.group(2)
                            + "-"
                            + String.format(Locale.ROOT, "%02d", monthNumber(words.group(1))));
        }
        return YEAR.matcher(text).matches() ? Optional.of(text) : Optional.empty();
    }

    static Optional<LocalDate> day(String text) {
        Matcher iso = ISO.matcher(text);
        if (iso.matches()) {
            return day(iso.group(1), iso.group(2), iso.group(3));
        }
        Matcher points = POINTS.matcher(text);
        if (points.matches()) {
            return day(points.group(3), points.group(2), points.group(1));
        }
        Matcher words = WORDS.matcher(text);
        return words.matches()
                ? day(words.group(3), words.group(2), words.group(1))
                : Optional.empty();
    }

    private static Optional<LocalDate> day(String year, String month, String day) {
        try {
            return Optional.of(
                    LocalDate.of(
                            Integer.parseInt(year), monthNumber(month), Integer.parseInt(day)));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    /// 0 where it is no month.
    private static int monthNumber(String month) {
        if (month.chars().allMatch(Character::isDigit)) {
            int number = Integer.parseInt(month);
            return number >= 1 && number <= 12 ? number : 0;
        }
        return month.length() < 3
                ? 0
                : MONTHS.indexOf(month.substring(0, 3).toLowerCase(Locale.ROOT)) + 1;
    }

    /// A moment with its offset, or a day where no time is said, in FHIR's spelling.
    static Optional<String> moment(String text, ZoneId zone) {
        Optional<String> exact = exact(text);
        if (exact.isPresent()) {
            return exact;
        }
        Matcher both = MOMENT.matcher(text);
        if (both.matches()) {
            Optional<LocalDate> day = day(both.group(1).strip());
            Optional<LocalTime> time = time(both.group(2));
            if (day.isPresent() && time.isPresent()) {
                return Optional.of(
                        FHIR.format(day.get().atTime(time.get()).atZone(zone).toOffsetDateTime()));
            }
        }
        return date(text);
    }

    private static Optional<String> exact(String text) {
        try {
            OffsetDateTime _ = OffsetDateTime.parse(text);
            return Optional.of(text);
        } catch (DateTimeParseException _) {
            return Optional.empty();
        }
    }

    private static Optional<LocalTime> time(String text) {
        Matcher time = TIME.matcher(text);
        return time.matches()
                ? Optional.of(
                        LocalTime.of(
                                Integer.parseInt(time.group(1)), Integer.parseInt(time.group(2))))
                : Optional.empty();
    }

    /// A number with a point or a comma, never both; `1,000` could be two things and is none.
    static Optional<BigDecimal> number(String text) {
        return NUMBER.matcher(text).matches() && !TypedNumber.isEither(text)
                ? Optional.of(new BigDecimal(text.replace(',', '.')))
                : Optional.empty();
    }

    /// A day or moment of FHIR as people read it, in the time of a place: `21 Nov 2026 10:15`.
    public static String shown(String fhir, ZoneId zone) {
        try {
            if (fhir.length() > 10) {
                var there = OffsetDateTime.parse(fhir).atZoneSameInstant(zone);
                return DAY.format(there) + DateTimeFormatter.ofPattern(" HH:mm").format(there);
            }
            return fhir.length() == 10 ? DAY.format(LocalDate.parse(fhir)) : fhir;
        } catch (DateTimeParseException _) {
            return fhir;
        }
    }
}
