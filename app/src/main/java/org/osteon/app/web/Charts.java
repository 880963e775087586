package org.osteon.app.web;

import java.time.Instant;
import java.util.Optional;
import org.osteon.chart.Chart;
import org.osteon.chart.ChartReader;
import org.osteon.chart.ChartReading;
import org.osteon.store.ChartStore;
import org.osteon.store.StoredChart;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/// Charts of the store, read for a page.
@Component
final class Charts {
    private final ChartStore store;

    Charts(ChartStore store) {
        this.store = store;
    }

    /// A chart and the revision it has.
    record Opened(Chart chart, long revision) {}

    /// The chart as it is.
    ///
    /// @throws PageProblem where there is none
    Chart chart(String id) {
        return open(id).orElseThrow(() -> PageProblem.noChart(id)).chart();
    }

    /// The chart with what had been recorded by an instant.
    ///
    /// @throws PageProblem where there was none then
    Chart chart(String id, Instant recordedBy) {
        return store.chart(id, recordedBy)
                .map(Charts::read)
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

    /// The chart as it is; empty where there is none.
    Optional<Opened> open(String id) {
        return store.chart(id).map(Charts::read);
    }

    private static Opened read(StoredChart stored) {
        return switch (ChartReader.resources(stored.utf8())) {
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
