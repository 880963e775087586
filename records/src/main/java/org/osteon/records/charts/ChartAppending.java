package org.osteon.records.charts;

import java.util.List;
import org.osteon.access.Action;
import org.osteon.access.Decision;
import org.osteon.access.Limits;
import org.osteon.access.RoleTable;
import org.osteon.records.words.Problem;
import org.osteon.records.words.ProblemKind;
import org.osteon.store.Change;
import org.osteon.store.ChartBatch;
import org.osteon.store.ChartStore;

/// What somebody may write into a chart, and what becomes of it on the way.
final class ChartAppending {
    private final ChartStore store;
    private final AccessCheck asking;
    private final Withholding withholding;

    ChartAppending(ChartStore store, AccessCheck asking, Withholding withholding) {
        this.store = store;
        this.asking = asking;
        this.withholding = withholding;
    }

    /// The changes as they are kept.
    ///
    /// @throws Problem where they may not: as if there were no such chart
    List<Change> allowed(Action action, String chart, List<? extends Change> changes) {
        Visit visit = AccessCheck.visit();
        AccessCheck.Answer answer = asking.askOfChart(visit, action, chart);
        if (visit.reading()
                || !(answer.decision() instanceof Decision.Allowed(Limits limits))
                || limits.pseudonymised()) {
            throw refused(visit, answer, action, chart);
        }
        visit.scopes().ifPresent(scopes -> new ScopedChanges(store, scopes).check(chart, changes));
        if (limits.mayWithhold()
                && changes.stream()
                        .anyMatch(one ->
                                store.read(chart, one.resource())
                                        .filter(withholding.hidden(limits))
                                        .isPresent())) {
            throw new Problem(
                    ProblemKind.CHANGED,
                    "Withheld",
                    "What would be written over is withheld from you.",
                    "Write under another id.");
        }
        StudyLabels labels = new StudyLabels(store);
        if (action != Action.ENROL) {
            labels.requireNoneOfAStudy(chart, changes);
        }
        return visit.isOfAProgram()
                ? labels.ofItself(new ChartBatch(chart, List.copyOf(changes))).changes()
                : labels.ofSomebody(new ChartBatch(chart, List.copyOf(changes)), limits);
    }

    private static String whoMay(Action action) {
        String roles = RoleTable.standard().whoMay(action);
        return roles.isEmpty() ? "somebody who may" : "a person who is " + roles;
    }

    private Problem refused(Visit visit, AccessCheck.Answer answer, Action action, String chart) {
        asking.look(
                visit,
                answer.purpose(),
                action.code(),
                "refused",
                AccessCheck.isId(chart) ? List.of(chart) : List.of());
        boolean reads =
                AccessCheck.isId(chart)
                        && asking.askOfChart(visit, Action.READ, chart).decision()
                                instanceof Decision.Allowed(Limits limits)
                        && !limits.pseudonymised();
        return reads
                ? new Problem(
                        ProblemKind.REFUSED,
                        "Not with your roles",
                        "Your roles read this chart and do not include: " + action.code() + ".",
                        "Ask " + whoMay(action) + ".")
                : Problem.noChart(chart);
    }
}
