package org.osteon.records.charts;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.osteon.access.Action;
import org.osteon.access.Decision;
import org.osteon.access.Limits;
import org.osteon.access.Protection;
import org.osteon.access.Subject;
import org.osteon.records.words.Problem;
import org.osteon.records.words.ProblemKind;
import org.osteon.store.ChartListing;
import org.osteon.store.ChartStore;
import org.osteon.store.StoredChart;
import org.osteon.store.StoredResource;

/// Charts that leave the house, many of them, as they all were at one moment. Who takes them is
/// asked of each chart when it is taken, and each that is taken is on record before it is handed
/// out.
public final class ChartExport {
    private final ChartStore store;
    private final AccessCheck asking;
    private final Withholding withholding;

    ChartExport(ChartStore store, AccessCheck asking, Withholding withholding) {
        this.store = store;
        this.asking = asking;
        this.withholding = withholding;
    }

    /// That they may take charts out, with the names in them.
    ///
    /// @throws Problem where they may not
    public void require() {
        Visit visit = AccessCheck.visit();
        boolean may =
                asking.may(visit, Action.EXPORT)
                        && !(asking.ask(
                                                        visit,
                                                        Action.EXPORT,
                                                        new Subject.OfChart(Protection.none("")))
                                                .decision()
                                        instanceof Decision.Allowed(Limits limits)
                                && limits.pseudonymised());
        if (!may) {
            asking.look(
                    visit,
                    asking.purpose(visit),
                    Action.EXPORT.code(),
                    "refused: no role may",
                    List.of());
            throw new Problem(
                    ProblemKind.REFUSED,
                    "Not with your roles",
                    "Your roles, or the scopes of your program, do not include taking whole charts"
                            + " out.",
                    "Who may is told at the rule book of roles; tables without names are at"
                            + " /outcomes.");
        }
    }

    /// The moment: what is written after it is not part of the export.
    public long moment() {
        return store.auditHead().sequence();
    }

    /// Of which charts there is anything, by id; nothing of them is told by that.
    public List<ChartListing> after(String id, int limit) {
        return store.chartsAfter(id, limit);
    }

    /// A line of the list, of a chart that was named.
    public Optional<ChartListing> listing(String chart) {
        return AccessCheck.isId(chart) ? store.listing(chart) : Optional.empty();
    }

    /// How many charts there are.
    public long count() {
        return store.chartCount();
    }

    /// A chart as it is taken.
    ///
    /// @param resources all that they may have of it
    /// @param removed what had been deleted of it, where that was asked for
    public record Taken(
            String chart, List<StoredResource> resources, List<StoredResource> removed) {}

    /// Those of these charts that they may take, each as it was at the moment.
    ///
    /// @param removed whether to tell what had been deleted
    public List<Taken> take(List<String> charts, long moment, boolean removed) {
        Sight sight = asking.sight(Action.EXPORT, false);
        List<String> theirs = charts.stream().filter(sight::sees).toList();
        if (theirs.isEmpty()) {
            return List.of();
        }
        asking.seen(Action.EXPORT.code(), theirs);
        List<Taken> all = new ArrayList<>();
        for (String chart : theirs) {
            Limits limits = sight.of(chart).orElseThrow();
            List<StoredResource> resources =
                    store
                            .chartAt(chart, moment)
                            .map(withholding.cutBy(limits))
                            .map(StoredChart::resources)
                            .orElse(List.of())
                            .stream()
                            .map(SensitivityLabels::out)
                            .toList();
            List<StoredResource> gone =
                    removed
                            ? store.removed(chart, moment).stream()
                                    .filter(one -> withholding.shown(limits, one).isPresent())
                                    .toList()
                            : List.of();
            all.add(new Taken(chart, resources, gone));
        }
        return all;
    }
}
