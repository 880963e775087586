package org.osteon.app.web;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Instant;
import java.util.Optional;
import org.osteon.chart.Chart;
import org.osteon.chart.ChartReader;
import org.osteon.chart.ChartReading;
import org.osteon.store.ChartListing;
import org.osteon.store.ChartStore;
import org.osteon.store.StoredChart;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/// Charts of the store, read for a page. Who opens one page of a patient soon opens the next:
/// reading a large chart takes longer than all the rest of a page, so those opened last are kept,
/// as long as the store has them in the same revision.
@Component
final class Charts {
    /// In bytes of the charts as written; in memory they are a few times as large.
    private static final long MOST_KEPT = 32L << 20;

    private final ChartStore store;
    private final Cache<String, Kept> kept =
            Caffeine.newBuilder()
                    .maximumWeight(MOST_KEPT)
                    .weigher((String _, Kept chart) -> chart.size())
                    .build();

    Charts(ChartStore store) {
        this.store = store;
    }

    /// A chart and the revision it has.
    record Opened(Chart chart, long revision) {}

    private record Kept(Opened opened, int size) {}

    /// The chart as it is.
    ///
    /// @throws PageProblem where there is none
    Chart chart(String id) {
        long revision =
                store.listing(id)
                        .map(ChartListing::revision)
                        .orElseThrow(() -> PageProblem.noChart(id));
        Kept found = kept.getIfPresent(id);
        if (found == null || found.opened().revision() != revision) {
            StoredChart stored = store.chart(id).orElseThrow(() -> PageProblem.noChart(id));
            byte[] json = stored.utf8();
            found = new Kept(read(stored, json), json.length);
            kept.put(id, found);
        }
        return found.opened().chart();
    }

    /// The chart with what had been recorded by an instant.
    ///
    /// @throws PageProblem where there was none then
    Chart chart(String id, Instant recordedBy) {
        return store.chart(id, recordedBy)
                .map(stored -> read(stored, stored.utf8()))
                .orElseThrow(() ->
                        new PageProblem(
                                HttpStatus.NOT_FOUND,
                                "Not recorded yet",
                                "Nothing of “"
                                        + id
                                        + "” had been recorded in this store by that day.",
                                "Choose a later day, or leave out “as recorded then”."))
                .chart();
    }

    /// The chart as it is, for a walk over many: it is not kept. Empty where there is none.
    Optional<Opened> open(String id) {
        return store.chart(id).map(stored -> read(stored, stored.utf8()));
    }

    private static Opened read(StoredChart stored, byte[] json) {
        return switch (ChartReader.resources(json)) {
            case ChartReading.Read(var chart) -> new Opened(chart, stored.revision());
            case ChartReading.Unusable(var reason) ->
                    throw new PageProblem(
                            HttpStatus.UNPROCESSABLE_CONTENT,
                            "This chart cannot be read",
                            "Chart " + stored.id() + ": " + reason + ".",
                            "Its resources are all in the FHIR interface; correct them there.");
        };
    }
}
