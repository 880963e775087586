package org.osteon.pathway;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Which answers were asked of a patient at which time, and which came (group `answers` of a
/// pathway).
///
/// @param lines what is said of the patient in the row, in words
/// @param known whether it could be told
/// @param cells one for each time and instrument
public record AskedAnswers(List<String> lines, boolean known, List<Cell> cells) {
    /// A rule of it failed: nobody can say what came.
    static final AskedAnswers UNKNOWN = new AskedAnswers(List.of(), false, List.of());

    public AskedAnswers {
        lines = List.copyOf(lines);
        cells = List.copyOf(cells);
    }

    /// What was asked for at one time.
    ///
    /// @param time the id of the time, an action of the group
    /// @param instrument what it was asked by, in words
    /// @param from the first day on which an answer counts for this time; null where there is none
    /// @param to the last
    /// @param day the day of the answer; null where none came
    /// @param note what came of it, in words; may be empty
    /// @param sent when it was last sent or handed over; null where nobody said so
    /// @param reminded how often the patient was reminded
    public record Cell(
            String time,
            String instrument,
            State state,
            @Nullable LocalDate from,
            @Nullable LocalDate to,
            @Nullable LocalDate day,
            String note,
            @Nullable LocalDate sent,
            int reminded) {}

    /// How it stands with an answer.
    public enum State {
        RECEIVED,
        /// Its time has not come.
        PLANNED,
        /// It is asked for now.
        OPEN,
        /// Its time has passed without an answer.
        MISSED,
        /// Nobody waits for it any more.
        NOT_EXPECTED
    }

    static AskedAnswers of(Rule rule, RuleAnswers answers) {
        return new AskedAnswers(
                answers.texts(rule, "lines"),
                true,
                answers.maps(rule, "items").map(AskedAnswers::cell).toList());
    }

    private static Cell cell(Map<?, ?> map) {
        return new Cell(
                RuleAnswers.textOf(map.get("time"), ""),
                RuleAnswers.textOf(map.get("instrument"), ""),
                State.valueOf(
                        RuleAnswers.textOf(Objects.requireNonNull(map.get("state")), "")
                                .toUpperCase(Locale.ROOT)
                                .replace('-', '_')),
                (LocalDate) map.get("from"),
                (LocalDate) map.get("to"),
                (LocalDate) map.get("day"),
                RuleAnswers.textOf(map.get("note"), ""),
                (LocalDate) map.get("sent"),
                map.get("reminded") instanceof Integer count ? count : 0);
    }
}
