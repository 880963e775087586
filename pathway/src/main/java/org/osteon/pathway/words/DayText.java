package org.osteon.pathway.words;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.regex.Pattern;

/// A calendar day as people and scripts write it: `2025-09-15`.
public final class DayText {
    private static final Pattern FORM = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");

    private DayText() {}

    /// Reads a day.
    ///
    /// @throws IllegalArgumentException where it is not one, with the reason
    public static LocalDate parse(String text) {
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not a date; write it like 2025-09-15");
        }
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("there is no day " + text + " in the calendar", e);
        }
    }
}
