package org.osteon.app.charts;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.osteon.access.Protection;
import org.osteon.chart.ChartReader;
import org.osteon.chart.Resource;
import org.osteon.store.ChartStore;
import org.osteon.store.Page;
import org.osteon.store.ResourceQuery;
import org.osteon.store.StoredResource;

/// What all charts of a store say of who may see them. Few say anything: those are kept, and read
/// again when they were changed.
final class Protections {
    private static final int AT_ONCE = 1_000;

    /// A writer that began earlier may end later.
    private static final Duration OVERLAP = Duration.ofMinutes(1);

    private final ChartStore store;
    private final Map<String, Type> types =
            Protection.TYPES.stream().collect(Collectors.toMap(type -> type, Type::new));
    private Map<String, Protection> byChart = Map.of();
    private long seenTo = -1;

    Protections(ChartStore store) {
        this.store = store;
    }

    /// Those that say anything, by chart.
    synchronized Map<String, Protection> all() {
        long now = store.auditHead().sequence();
        if (now != seenTo) {
            boolean changed = false;
            for (Type type : types.values()) {
                changed |= type.bringUpToDate();
            }
            if (changed || seenTo < 0) {
                byChart = put();
            }
            seenTo = now;
        }
        return byChart;
    }

    Protection of(String chart) {
        Protection found = all().get(chart);
        return found == null ? Protection.none(chart) : found;
    }

    private Map<String, Protection> put() {
        Map<String, Map<String, Resource>> resources = new HashMap<>();
        types.values()
                .forEach(type ->
                        type.resources.forEach((key, resource) ->
                                resources
                                        .computeIfAbsent(key.chart(), _ -> new LinkedHashMap<>())
                                        .put(key.resource(), resource)));
        return resources.entrySet().stream()
                .collect(
                        Collectors.toMap(
                                Map.Entry::getKey,
                                one -> Protection.of(one.getKey(), one.getValue().values())));
    }

    private record Key(String chart, String resource) {}

    /// The resources of one type in all charts.
    private final class Type {
        private final String name;
        private final Map<Key, Resource> resources = new HashMap<>();
        private Optional<Instant> readTo = Optional.empty();

        Type(String name) {
            this.name = name;
        }

        /// Whether there was anything new.
        boolean bringUpToDate() {
            Map<Key, Resource> before = new HashMap<>(resources);
            read(
                    ResourceQuery.of(name)
                            .recorded(
                                    new ResourceQuery.Span(
                                            readTo.map(at -> at.minus(OVERLAP)),
                                            Optional.empty())));
            if (store.search(ResourceQuery.of(name).limit(1)).total() != resources.size()) {
                resources.clear();
                read(ResourceQuery.of(name));
            }
            return !before.equals(resources);
        }

        private void read(ResourceQuery query) {
            Page page = store.search(query.limit(AT_ONCE));
            take(page.resources());
            while (page.next().isPresent()) {
                page = store.search(query.limit(AT_ONCE).after(page.next().get()));
                take(page.resources());
            }
        }

        private void take(List<StoredResource> found) {
            for (StoredResource one : found) {
                resources.put(
                        new Key(one.chart(), one.resource().toString()),
                        ChartReader.resource(one.json()));
                readTo =
                        Optional.of(
                                readTo.filter(at -> at.isAfter(one.recorded()))
                                        .orElse(one.recorded()));
            }
        }
    }
}
