package org.osteon.records.words;

import java.time.LocalDate;
import org.osteon.pathway.words.DayText;

/// A calendar day as people and scripts write it: `2025-09-15`.
public final class CalendarDay {
    private CalendarDay() {}

    /// Reads a day.
    ///
    /// @throws Problem where it is not one
    public static LocalDate parse(String text) {
        try {
            return DayText.parse(text);
        } catch (IllegalArgumentException e) {
            throw Problem.unusable(String.valueOf(e.getMessage()));
        }
    }
}
