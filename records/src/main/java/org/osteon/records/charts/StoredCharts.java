package org.osteon.records.charts;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.osteon.chart.ChartReader;
import org.osteon.chart.ChartReading;
import org.osteon.store.ChartListing;
import org.osteon.store.ChartStore;
import org.osteon.store.StoredChart;

/// The charts of a store, read. Who asks for one soon asks again: reading a large chart takes
/// longer than assessing it, so those opened last are kept, as long as the store has them in the
/// same revision.
public final class StoredCharts {
    /// In bytes of the charts as written; in memory they are a few times as large. None is refused
    /// for its size alone: the memory that is short gives them up.
    private static final long MOST_KEPT =
            Math.max(64L << 20, Runtime.getRuntime().maxMemory() / 16);

    /// So many are kept, however large they are.
    private static final int LEAST_CHARTS = 4;

    private static final int AT_ONCE = 500;

    private final ChartStore store;
    private final Cache<String, Kept> kept;

    /// @param store where the charts are
    public StoredCharts(ChartStore store) {
        this(store, MOST_KEPT);
    }

    StoredCharts(ChartStore store, long mostKept) {
        this.store = store;
        this.kept =
                Caffeine.newBuilder()
                        .maximumWeight(mostKept)
                        .softValues()
                        .executor(Runnable::run)
                        .weigher((String _, Kept chart) ->
                                (int) Math.min(chart.size(), mostKept / LEAST_CHARTS))
                        .build();
    }

    private record Kept(ChartOpening opening, long revision, int size) {}

    /// The chart as it is.
    public ChartOpening open(String id) {
        Optional<ChartListing> listing = store.listing(id);
        if (listing.isEmpty()) {
            return new ChartOpening.Missing(id);
        }
        Kept found = kept.getIfPresent(id);
        if (found == null || found.revision() != listing.get().revision()) {
            Optional<StoredChart> stored = store.chart(id);
            if (stored.isEmpty()) {
                return new ChartOpening.Missing(id);
            }
            byte[] json = stored.get().utf8();
            found = new Kept(read(stored.get(), json), stored.get().revision(), json.length);
            kept.put(id, found);
        }
        return found.opening();
    }

    /// The chart with what had been recorded by an instant.
    public ChartOpening openAsRecorded(String id, Instant by) {
        return store.chart(id, by)
                .map(StoredCharts::read)
                .orElseGet(() -> new ChartOpening.Missing(id));
    }

    /// The chart as it is, on a walk over many: it is not kept.
    public ChartOpening pass(String id) {
        return store.chart(id)
                .map(StoredCharts::read)
                .orElseGet(() -> new ChartOpening.Missing(id));
    }

    /// Every chart of the store as it is, by id; none of them is kept.
    ///
    /// @param each told the id of a chart and what comes of opening it
    public void passAll(BiConsumer<String, ChartOpening> each) {
        for (List<ChartListing> page = store.chartsAfter("", AT_ONCE);
                !page.isEmpty();
                page = store.chartsAfter(page.getLast().id(), AT_ONCE)) {
            page.forEach(one -> each.accept(one.id(), pass(one.id())));
        }
    }

    private static ChartOpening read(StoredChart stored) {
        return read(stored, stored.utf8());
    }

    private static ChartOpening read(StoredChart stored, byte[] json) {
        return switch (ChartReader.resources(json)) {
            case ChartReading.Read(var chart) -> new ChartOpening.Opened(chart, stored.revision());
            case ChartReading.Unusable(var reason) ->
                    new ChartOpening.Unreadable(stored.id(), stored.revision(), reason);
        };
    }
}
