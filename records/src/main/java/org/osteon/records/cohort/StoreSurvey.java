package org.osteon.records.cohort;

import java.time.LocalDate;
import java.util.List;
import org.osteon.pathway.reading.ReadingSurvey;
import org.osteon.records.charts.StoredCharts;
import org.osteon.store.ChartListing;
import org.osteon.store.ChartStore;

/// Looks through all charts of a store.
public final class StoreSurvey {
    private static final int AT_ONCE = 200;

    private StoreSurvey() {}

    /// Adds every chart that can be read.
    public static void add(ReadingSurvey survey, ChartStore store, LocalDate asOf) {
        StoredCharts charts = new StoredCharts(store);
        String last = "";
        List<ChartListing> listed = store.chartsAfter(last, AT_ONCE);
        while (!listed.isEmpty()) {
            for (ChartListing listing : listed) {
                last = listing.id();
                charts.pass(last).opened().ifPresent(chart -> survey.add(chart, asOf));
            }
            listed = store.chartsAfter(last, AT_ONCE);
        }
    }
}
