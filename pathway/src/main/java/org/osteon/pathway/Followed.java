package org.osteon.pathway;

import java.time.LocalDate;
import org.osteon.chart.Chart;

/// What became of the patient of a chart, or why that cannot be told: a chart that the rules stop
/// at costs its own row.
public sealed interface Followed {
    /// It can be told.
    record Outcome(Outcomes outcomes) implements Followed {}

    /// It cannot.
    ///
    /// @param reason what is wrong, in words that fit after a colon
    record Not(String reason) implements Followed {}

    /// Follows a chart.
    ///
    /// @param freeze the day of the data freeze: what charts date later is not known
    static Followed of(Chart chart, Pathway pathway, LocalDate freeze) {
        try {
            return new Outcome(pathway.outcomes(chart, freeze));
        } catch (RuntimeException e) {
            return new Not(
                    "the rules stopped at it ("
                            + e.getClass().getSimpleName()
                            + ": "
                            + e.getMessage()
                            + ")");
        }
    }
}
