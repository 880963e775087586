package org.osteon.app.cohort;

import java.time.LocalDate;
import java.util.List;
import org.osteon.chart.ChartReader;
import org.osteon.chart.ChartReading;
import org.osteon.pathway.reading.ReadingSurvey;
import org.osteon.store.ChartListing;
import org.osteon.store.ChartStore;

/// Looks through all charts of a store.
public final class StoreSurvey {
    private static final int AT_ONCE = 200;

    private StoreSurvey() {}

    /// Adds every chart that can be read.
    public static void add(ReadingSurvey survey, ChartStore store, LocalDate asOf) {
        String last = "";
        List<ChartListing> listed = store.chartsAfter(last, AT_ONCE);
        while (!listed.isEmpty()) {
            for (ChartListing listing : listed) {
                last = listing.id();
                store.chart(last)
                        .map(stored -> ChartReader.resources(stored.utf8()))
                        .ifPresent(reading -> {
                            if (reading instanceof ChartReading.Read(var chart)) {
                                survey.add(chart, asOf);
                            }
                        });
            }
            listed = store.chartsAfter(last, AT_ONCE);
        }
    }
}
