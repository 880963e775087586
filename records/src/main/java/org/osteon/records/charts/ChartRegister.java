package org.osteon.records.charts;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
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
    private final Map<String, T> byChart = new ConcurrentHashMap<>();
    private final ChartLog log = new ChartLog();
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

    /// Reads all there is, where nobody has, on several threads. Not from within a transaction, of
    /// which these know nothing.
    public synchronized void makeReady() {
        if (mark >= 0) {
            return;
        }
        long now = store.changeMark();
        try (ExecutorService threads =
                Executors.newThreadPerTaskExecutor(Thread.ofPlatform().daemon().factory())) {
            List<CompletableFuture<List<Found>>> byType =
                    types.stream()
                            .map(type ->
                                    CompletableFuture.supplyAsync(
                                            () -> everything(type, threads), threads))
                            .toList();
            Map<String, List<Resource>> found = new HashMap<>();
            byType.forEach(some ->
                    some.join()
                            .forEach(one ->
                                    found.computeIfAbsent(one.chart(), _ -> new ArrayList<>())
                                            .add(one.resource())));
            keep(found);
        }
        mark = now;
    }

    private record Found(String chart, Resource resource) {
        static Found of(StoredResource one) {
            return new Found(one.chart(), ChartReader.resource(one.json()));
        }
    }

    /// A page is read by all processors while the next one comes.
    private List<Found> everything(String type, Executor threads) {
        ResourceQuery query = ResourceQuery.of(type).limit(AT_ONCE);
        List<Found> all = new ArrayList<>();
        Optional<Page> page = Optional.of(store.search(query));
        while (page.isPresent()) {
            Page read = page.get();
            CompletableFuture<Optional<Page>> next =
                    read.next()
                            .map(place ->
                                    CompletableFuture.supplyAsync(
                                            () -> Optional.of(store.search(query.after(place))),
                                            threads))
                            .orElseGet(() -> CompletableFuture.completedFuture(Optional.empty()));
            read.resources().parallelStream().map(Found::of).forEachOrdered(all::add);
            page = next.join();
        }
        return all;
    }

    /// All there is, by chart; it goes on being changed.
    public synchronized Map<String, T> all() {
        if (mark < 0) {
            // Only when all was read: what was not read would hide nothing.
            long now = store.changeMark();
            read();
            mark = now;
        } else {
            ChartChanges changes = store.changesSince(mark);
            if (changes.charts().size() > AT_ONCE) {
                read();
            } else {
                changes.charts().forEach(one -> changed(one.id()));
            }
            mark = changes.mark();
        }
        return Collections.unmodifiableMap(byChart);
    }

    /// What of it was changed, when [#all] was last asked.
    ChartLog log() {
        return log;
    }

    private void changed(String chart) {
        Map<String, List<Resource>> found = new HashMap<>();
        types.forEach(type -> collect(ResourceQuery.of(type).inChart(chart), found));
        List<Resource> resources = found.get(chart);
        if (resources != null) {
            byChart.put(chart, said.apply(chart, resources));
            log.add(chart);
        } else if (byChart.remove(chart) != null) {
            log.add(chart);
        }
    }

    private void read() {
        Map<String, List<Resource>> found = new HashMap<>();
        types.forEach(type -> collect(ResourceQuery.of(type), found));
        keep(found);
    }

    private void keep(Map<String, List<Resource>> found) {
        byChart.keySet().retainAll(found.keySet());
        found.entrySet().parallelStream()
                .forEach(
                        one -> byChart.put(one.getKey(), said.apply(one.getKey(), one.getValue())));
        log.addAll();
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
