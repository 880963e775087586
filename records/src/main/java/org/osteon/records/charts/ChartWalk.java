package org.osteon.records.charts;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.osteon.access.Action;
import org.osteon.chart.Chart;
import org.osteon.store.ChartListing;
import org.osteon.store.ChartStore;

/// Many charts, one after the other, for whoever asks: without what is withheld, and written down.
public final class ChartWalk {
    private static final int AT_ONCE = 10_000;

    private final ChartStore store;
    private final StoredCharts charts;
    private final AccessCheck asking;

    ChartWalk(ChartStore store, StoredCharts charts, AccessCheck asking) {
        this.store = store;
        this.charts = charts;
        this.asking = asking;
    }

    /// The charts that they may do something with, each with its revision, in the order of their
    /// ids. Nothing of them is shown yet.
    ///
    /// @param coded whether it may be without what tells who it is
    public List<ChartListing> listed(Action action, boolean coded) {
        Sight seen = asking.sight(action, coded);
        List<ChartListing> listed = new ArrayList<>();
        String last = "";
        for (List<ChartListing> page = store.chartsAfter(last, AT_ONCE);
                !page.isEmpty();
                page = store.chartsAfter(last, AT_ONCE)) {
            page.stream().filter(one -> seen.sees(one.id())).forEach(listed::add);
            last = page.getLast().id();
        }
        return listed;
    }

    /// What they see of all charts.
    public Sight sight(Action action, boolean coded) {
        return asking.sight(action, coded);
    }

    /// Hands out every chart that they may do something with.
    public void each(Action action, boolean coded, BiConsumer<String, Chart> taking) {
        each(action, coded, listed(action, coded).stream().map(ChartListing::id).toList(), taking);
    }

    /// Hands out those of these charts that they may do something with.
    public void each(
            Action action,
            boolean coded,
            Collection<String> ids,
            BiConsumer<String, Chart> taking) {
        open(action, coded, ids, (id, chart) -> chart.ifPresent(read -> taking.accept(id, read)));
    }

    /// The same; of one that cannot be read nothing, so that nobody takes it for one of which there
    /// is nothing to say.
    public void open(
            Action action,
            boolean coded,
            Collection<String> ids,
            BiConsumer<String, Optional<Chart>> taking) {
        Sight seen = asking.sight(action, coded);
        List<String> mine = ids.stream().filter(seen::sees).toList();
        asking.seen(action.code(), mine);
        for (String id : mine) {
            seen.of(id)
                    .map(limits -> Withholding.narrowed(charts.pass(id), limits))
                    .filter(opening -> !(opening instanceof ChartOpening.Missing))
                    .ifPresent(opening -> taking.accept(id, opening.opened()));
        }
    }

    /// Writes down that lines of these charts are shown, which were read before.
    public void shown(Action action, List<String> ids) {
        asking.seen(action.code(), ids);
    }

    /// Whether they see charts for that only without what tells who it is.
    public boolean isCoded(Action action) {
        return asking.isCoded(action);
    }
}
