package org.osteon.records.words;

import java.io.Serial;
import org.jspecify.annotations.Nullable;
import org.osteon.outcome.UnusableInputException;
import org.osteon.pathway.batch.UnusableChartException;
import org.osteon.store.StoreException;

/// What was asked for cannot be had or done, for whichever door asked: what kind of trouble it is,
/// what is wrong, and what to do. Each door says it in its own form; none has kinds of its own.
public final class Problem extends RuntimeException {
    @Serial private static final long serialVersionUID = 1;

    private final ProblemKind kind;
    private final String title;
    private final String remedy;

    /// A problem in the words of a page.
    ///
    /// @param title what is wrong, in a few words
    /// @param message the value that is wrong
    /// @param remedy what to do
    public Problem(ProblemKind kind, String title, String message, String remedy) {
        super(message);
        this.kind = kind;
        this.title = title;
        this.remedy = remedy;
    }

    /// A problem in one line, under the title of its kind.
    public Problem(ProblemKind kind, String message) {
        this(kind, kind.title(), message, kind.remedy());
    }

    /// What was given cannot be used.
    ///
    /// @param message one line that names the value and the remedy
    public static Problem unusable(String message) {
        return new Problem(ProblemKind.UNUSABLE, message);
    }

    /// There is no such chart.
    public static Problem noChart(String id) {
        return new Problem(
                ProblemKind.MISSING,
                "No such patient",
                "There is no chart with the id “" + id + "” in this store.",
                "Search the worklist by name, or import the chart.");
    }

    /// What another part threw, as a problem: the one translation, for all doors.
    public static Problem of(Throwable thrown) {
        return switch (thrown) {
            case Problem problem -> problem;
            case UnusableInputException unusable ->
                    caused(ProblemKind.UNUSABLE, unusable.getMessage(), unusable);
            case UnusableChartException unusable ->
                    caused(ProblemKind.UNUSABLE, unusable.reason(), unusable);
            case StoreException store ->
                    caused(ProblemKind.UNAVAILABLE, store.problem().message(), store);
            default -> caused(ProblemKind.FAULT, thrown.getMessage(), thrown);
        };
    }

    private static Problem caused(ProblemKind kind, @Nullable String message, Throwable cause) {
        Problem problem = new Problem(kind, message == null ? cause.toString() : message);
        problem.initCause(cause);
        return problem;
    }

    /// Which kind of trouble it is.
    public ProblemKind kind() {
        return kind;
    }

    /// What is wrong, in a few words.
    public String title() {
        return title;
    }

    /// What is wrong, with the value.
    public String message() {
        String message = getMessage();
        return message == null ? "" : message;
    }

    /// What to do.
    public String remedy() {
        return remedy;
    }

    /// A program was not let do it.
    ///
    /// @param what for example `create Observation`
    public static Problem outOfScope(String what) {
        return new Problem(
                ProblemKind.REFUSED,
                "Not with the scopes of this program",
                "The scopes of this program do not include: " + what + ". Nothing was changed.",
                "Ask for them where the program is let in.");
    }
}
