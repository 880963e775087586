package org.osteon.app.http.web.desk;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.osteon.app.words.Problem;
import org.osteon.app.words.ProblemKind;
import org.osteon.chart.Resource;
import org.osteon.store.Appended;
import org.osteon.store.Attribution;
import org.osteon.store.Change;
import org.osteon.store.ChartStore;
import org.osteon.store.ResourceId;
import org.osteon.store.StoredResource;
import org.osteon.workflow.Deed;
import org.osteon.workflow.Outcome;
import org.osteon.workflow.Write;
import org.springframework.stereotype.Component;

/// Writes what came of an action on an order: one change of the chart with its author and reason,
/// whole or not at all, and only on top of what the action was decided on.
@Component
final class OrderWriting {
    private final ChartStore store;

    OrderWriting(ChartStore store) {
        this.store = store;
    }

    /// Keeps it.
    ///
    /// @throws Problem where it is not to be done, in words
    void keep(String chart, Outcome outcome, Deed deed) {
        Outcome.Done done = OrderProblems.done(outcome);
        List<Change> changes = new ArrayList<>();
        for (Write write : done.writes()) {
            Change.Put put =
                    new Change.Put(
                            new ResourceId(write.type(), write.id()),
                            write.json(),
                            OptionalLong.empty());
            changes.add(
                    write.inPlaceOf().isPresent()
                            ? put.expecting(version(chart, write, write.inPlaceOf().get()))
                            : put);
        }
        Appended appended =
                store.append(
                        chart,
                        new Attribution(
                                deed.author(), deed.at().toInstant(), done.action(), done.reason()),
                        changes);
        switch (appended) {
            case Appended.Recorded _ -> {}
            case Appended.Conflict _ -> throw meanwhile();
            case Appended.Refused(var refusals) ->
                    throw new IllegalStateException("the store refused " + refusals);
        }
    }

    private long version(String chart, Write write, Resource before) {
        Optional<StoredResource> stored =
                store.read(chart, new ResourceId(write.type(), write.id()))
                        .filter(now -> !now.deleted() && now.json().equals(before.json()));
        return stored.map(StoredResource::version).orElseThrow(OrderWriting::meanwhile);
    }

    private static Problem meanwhile() {
        return new Problem(
                ProblemKind.CHANGED,
                "Changed by someone else",
                "The order was changed at the same moment. Nothing of yours was kept.",
                "Go back to the patient, look at the new state, and decide again.");
    }
}
