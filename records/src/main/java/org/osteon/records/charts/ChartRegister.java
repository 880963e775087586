package org.osteon.records.charts;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.osteon.chart.ChartReader;
import org.osteon.chart.Resource;
import org.osteon.store.ChartChanges;
import org.osteon.store.ChartStore;
import org.osteon.store.Page;
import org.osteon.store.ResourceQuery;
import org.osteon.store.StoredResource;

/// What resources of a few types say of each chart that has any. Kept, and read again of the charts
/// that were changed, by whomever.
///
/// @param <T> what is kept of a chart
public final class ChartRegister<T> {
    private static final int AT_ONCE = 1_000;

    private final ChartStore store;
    private final Collection<String> types;
    private final BiFunction<String, List<Resource>, T> said;
    private Map<String, T> byChart = Map.of();
    private long mark = -1;

    /// @param types of the resources that are read
    /// @param said what those of a chart say, of which there is at least one
    public ChartRegister(
            ChartStore store,
            Collection<String> types,
            BiFunction<String, List<Resource>, T> said) {
        this.store = store;
        this.types = List.copyOf(types);
        this.said = said;
    }

    /// All there is, by chart.
    public synchronized Map<String, T> all() {
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

    private Map<String, T> changed(List<ChartChanges.Changed> charts) {
        Map<String, T> now = new HashMap<>(byChart);
        for (ChartChanges.Changed chart : charts) {
            Map<String, List<Resource>> found = new HashMap<>();
            types.forEach(type -> collect(ResourceQuery.of(type).inChart(chart.id()), found));
            now.remove(chart.id());
            found.forEach((id, resources) -> now.put(id, said.apply(id, resources)));
        }
        return Map.copyOf(now);
    }

    private Map<String, T> read() {
        Map<String, List<Resource>> found = new HashMap<>();
        types.forEach(type -> collect(ResourceQuery.of(type), found));
        Map<String, T> all = new HashMap<>();
        found.forEach((id, resources) -> all.put(id, said.apply(id, resources)));
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
