package org.osteon.pathway;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/// What is to be given on which day, what was given, and by whom.
///
/// @param title what it is the calendar of, in words
/// @param basis what the doses rest on: body sizes, formulas, totals, each a line
/// @param cells what stands where
/// @param deviations what is otherwise than planned, each a sentence
/// @param form the form that records what is given; empty where there is none
/// @param moving the form that moves the whole calendar; empty where there is none
public record DoseCalendar(
        String title,
        List<String> basis,
        List<Cell> cells,
        List<String> deviations,
        String form,
        String moving) {

    /// How a cell stands.
    public enum State {
        /// Ahead.
        PLANNED,
        /// To be given on the day of the assessment, and nothing recorded yet.
        TODAY,
        /// Given as planned.
        GIVEN,
        /// Given otherwise than planned.
        DIFFERS,
        /// Its day is over and nothing is recorded.
        MISSED
    }

    /// What of one row is for one day.
    ///
    /// @param row the medicine with its dose as the protocol writes it
    /// @param day counted from Day 0
    /// @param planned dose and how often; empty for what was not planned
    /// @param given dose; empty where nothing is recorded
    /// @param at the time or times of day; may be empty
    /// @param lot the lot or lots; may be empty
    /// @param signed who gave it and who checked; may be empty
    public record Cell(
            String row,
            int day,
            Optional<LocalDate> date,
            String planned,
            String given,
            String at,
            String lot,
            String signed,
            State state) {}
}
