package org.osteon.app.http.web.desk;

import org.osteon.access.Action;
import org.osteon.app.http.ChartWriting;
import org.osteon.app.http.OrderProblems;
import org.osteon.records.charts.Records;
import org.osteon.records.words.Problem;
import org.osteon.store.Attribution;
import org.osteon.workflow.Deed;
import org.osteon.workflow.Outcome;
import org.springframework.stereotype.Component;

/// Writes what came of an action on an order: one change of the chart with its author and reason,
/// whole or not at all, and only on top of what the action was decided on.
@Component
final class OrderWriting {
    private static final String OVERRIDE = "override";

    private final ChartWriting writing;

    OrderWriting(Records store) {
        this.writing = new ChartWriting(store);
    }

    /// Keeps it.
    ///
    /// @param action what is done, as access knows it
    /// @throws Problem where it is not to be done, in words
    void keep(Action action, String chart, Outcome outcome, Deed deed) {
        Outcome.Done done = OrderProblems.done(outcome);
        writing.keepOrTell(
                isOverride(done) ? Action.OVERRIDE : action,
                chart,
                new Attribution(deed.author(), deed.at().toInstant(), done.action(), done.reason()),
                done.writes(),
                "The order was changed at the same moment. Nothing of yours was kept.",
                "Go back to the patient, look at the new state, and decide again.");
    }

    /// Whether it goes against what the pathway says.
    static boolean isOverride(Outcome.Done done) {
        return done.action().equals(OVERRIDE);
    }
}
