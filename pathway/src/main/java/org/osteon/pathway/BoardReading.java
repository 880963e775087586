package org.osteon.pathway;

import java.time.LocalDate;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Where a patient stands on a pathway's board, and since when.
final class BoardReading {
    /// Days. What says nothing else two years ago has no date of its own: a request without the day
    /// of its writing counts on every day.
    private static final int FARTHEST_BACK = 730;

    private final Rule board;
    private final RuleAnswers answers;

    BoardReading(Rule board, RuleAnswers answers) {
        this.board = board;
        this.answers = answers;
    }

    /// Whether columns name decisions: else the rules of the board alone say where somebody stands.
    static boolean asksForDecisions(Rule board) {
        return board.rules().stream().anyMatch(column -> !column.decisions().isEmpty());
    }

    /// @param yesterday where the same chart stood the day before; empty where nobody knows
    /// @param columnOn the column of the chart as it was known on an earlier day
    Optional<BoardPlace> place(
            Assessment assessment,
            LocalDate day,
            Optional<BoardPlace> yesterday,
            Function<LocalDate, Optional<String>> columnOn) {
        return answers.orElse(
                Optional.of(BoardPlace.of(BoardPlace.UNKNOWN)),
                board.id(),
                () ->
                        standsIn(assessment.decision())
                                .map(column ->
                                        new BoardPlace(
                                                column.id(),
                                                answers.texts(board, "lines"),
                                                answers.clocks(board),
                                                yesterday
                                                        .filter(was ->
                                                                was.column().equals(column.id()))
                                                        .map(BoardPlace::since)
                                                        .orElseGet(
                                                                () -> since(column, day, columnOn)),
                                                answers.traits(board))));
    }

    /// The id of the column; [BoardPlace#UNKNOWN] where a rule of the board failed.
    Optional<String> column(Optional<String> decision) {
        return answers.orElse(
                Optional.of(BoardPlace.UNKNOWN),
                board.id(),
                () -> standsIn(decision).map(Rule::id));
    }

    /// The first column whose condition holds and that takes the decision, where it names some.
    private Optional<Rule> standsIn(Optional<String> decision) {
        return board.rules().stream()
                .filter(column ->
                        column.decisions().isEmpty()
                                || decision.filter(column.decisions()::contains).isPresent())
                .filter(column -> answers.holds(board) && answers.holds(column))
                .findFirst();
    }

    /// The first day of those without a break that the column has held. Days are asked for in steps
    /// that double, and between the last two by halves, as each is a reading of the chart: who left
    /// a column and came back within a step counts from before.
    private static @Nullable LocalDate since(
            Rule column, LocalDate day, Function<LocalDate, Optional<String>> columnOn) {
        // Who stands there by what is dated later only (a request) came on no day that is known.
        if (column.goal().isEmpty() || !columnOn.apply(day).equals(Optional.of(column.id()))) {
            return null;
        }
        int in = 0;
        int out = 1;
        while (columnOn.apply(day.minusDays(out)).equals(Optional.of(column.id()))) {
            in = out;
            if (in == FARTHEST_BACK) {
                return null;
            }
            out = Math.min(2 * out, FARTHEST_BACK);
        }
        while (out - in > 1) {
            int middle = (in + out) / 2;
            if (columnOn.apply(day.minusDays(middle)).equals(Optional.of(column.id()))) {
                in = middle;
            } else {
                out = middle;
            }
        }
        return day.minusDays(in);
    }
}
