package org.osteon.app.charts;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.osteon.access.Protection;
import org.osteon.chart.ChartReader;
import org.osteon.chart.Resource;
import org.osteon.store.ChartChanges;
import org.osteon.store.ChartStore;
import org.osteon.store.Page;
import org.osteon.store.ResourceQuery;
import org.osteon.store.StoredResource;

/// What all charts of a store say of who may see them. Few say anything: those are kept, and read
/// again when their chart was changed, by whomever.
final class Protections {
    private static final int AT_ONCE = 1_000;

    private final ChartStore store;
    private Map<String, Protection> byChart = Map.of();
    private long mark = -1;

    Protections(ChartStore store) {
        this.store = store;
    }

    /// Those that say anything, by chart.
    synchronized Map<String, Protection> all() {
        if (mark < 0) {
            mark = store.changeMark();
            byChart = read();
            return byChart;
        }
        ChartChanges changes = store.changesSince(mark);
        if (!changes.charts().isEmpty()) {
            byChart = changes.charts().size() > AT_ONCE ? read() : changed(changes.charts());
        }
        mark = changes.mark();
        return byChart;
    }

    Protection of(String chart) {
        Protection found = all().get(chart);
        return found == null ? Protection.none(chart) : found;
    }

    private Map<String, Protection> changed(List<ChartChanges.Changed> charts) {
        Map<String, Protection> now = new HashMap<>(byChart);
        for (ChartChanges.Changed chart : charts) {
            Map<String, List<Resource>> said = new HashMap<>();
            Protection.TYPES.forEach(
                    type -> collect(ResourceQuery.of(type).inChart(chart.id()), said));
            List<Resource> own = said.get(chart.id());
            if (own == null) {
                now.remove(chart.id());
            } else {
                now.put(chart.id(), Protection.of(chart.id(), own));
            }
        }
        return Map.copyOf(now);
    }

    private Map<String, Protection> read() {
        Map<String, List<Resource>> said = new HashMap<>();
        Protection.TYPES.forEach(type -> collect(ResourceQuery.of(type), said));
        Map<String, Protection> all = new HashMap<>();
        said.forEach((chart, resources) -> all.put(chart, Protection.of(chart, resources)));
        return Map.copyOf(all);
    }

    private void collect(ResourceQuery query, Map<String, List<Resource>> into) {
        Page page = store.search(query.limit(AT_ONCE));
        take(page.resources(), into);
        while (page.next().isPresent()) {
            page = store.search(query.limit(AT_ONCE).after(page.next().get()));
            take(page.resources(), into);
        }
    }

    private static void take(List<StoredResource> found, Map<String, List<Resource>> into) {
        for (StoredResource one : found) {
            into.computeIfAbsent(one.chart(), _ -> new ArrayList<>())
                    .add(ChartReader.resource(one.json()));
        }
    }
}
