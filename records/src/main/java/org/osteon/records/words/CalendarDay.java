package org.osteon.records.words;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.regex.Pattern;

/// A calendar day as people and scripts write it: `2025-09-15`.
public final class CalendarDay {
    private static final Pattern FORM = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");

    private CalendarDay() {}

    /// Reads a day.
    ///
    /// @throws Problem where it is not one
    public static LocalDate parse(String text) {
        if (!FORM.matcher(text).matches()) {
            throw Problem.unusable("'" + text + "' is not a date; write it like 2025-09-15");
        }
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException _) {
            throw Problem.unusable("there is no day " + text + " in the calendar");
        }
    }
}
