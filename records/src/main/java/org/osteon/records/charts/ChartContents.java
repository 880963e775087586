package org.osteon.records.charts;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;
import org.osteon.access.Action;
import org.osteon.access.Limits;
import org.osteon.store.ChartStore;
import org.osteon.store.StoredChart;
import org.osteon.store.StoredResource;

/// A chart at a revision, page by page. Each page reads its own resources only, and asks anew what
/// whoever wants it may see; from whom something may be withheld, the whole chart is read for it.
public final class ChartContents {
    private final ChartStore store;
    private final AccessCheck asking;
    private final Withholding withholding;
    private final String chart;
    private final long revision;
    private final BiPredicate<String, Instant> wanted;
    private volatile long @Nullable [] all;

    ChartContents(
            ChartStore store,
            AccessCheck asking,
            Withholding withholding,
            String chart,
            long revision,
            BiPredicate<String, Instant> wanted) {
        this.store = store;
        this.asking = asking;
        this.withholding = withholding;
        this.chart = chart;
        this.revision = revision;
        this.wanted = wanted;
    }

    /// How many there are for whoever asks.
    public int size() {
        return asking.limits(Action.READ, chart)
                .map(limits -> limits.mayWithhold() ? shown(limits).size() : numbers().length)
                .orElse(0);
    }

    /// Those from one place up to another.
    public List<StoredResource> page(int from, int to) {
        Optional<Limits> asked = asking.limits(Action.READ, chart);
        if (asked.isEmpty()) {
            return List.of();
        }
        if (asked.get().mayWithhold()) {
            List<StoredResource> shown = shown(asked.get());
            return shown.subList(Math.min(from, shown.size()), Math.min(to, shown.size()));
        }
        long[] numbers = numbers();
        return store.versions(
                chart,
                Arrays.copyOfRange(
                        numbers, Math.min(from, numbers.length), Math.min(to, numbers.length)));
    }

    private long[] numbers() {
        long[] known = all;
        if (known == null) {
            known = store.contents(chart, revision, wanted);
            all = known;
        }
        return known;
    }

    private List<StoredResource> shown(Limits limits) {
        return store
                .chartAt(chart, revision)
                .map(withholding.cutBy(limits))
                .map(StoredChart::resources)
                .orElse(List.of())
                .stream()
                .filter(one -> wanted.test(one.resource().type(), one.recorded()))
                .toList();
    }
}
