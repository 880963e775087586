package org.osteon.records.cohort;

import java.time.LocalDate;
import org.osteon.pathway.reading.ReadingSurvey;
import org.osteon.records.charts.StoredCharts;
import org.osteon.store.ChartStore;

/// Looks through all charts of a store.
public final class StoreSurvey {
    private StoreSurvey() {}

    /// Adds every chart that can be read.
    public static void add(ReadingSurvey survey, ChartStore store, LocalDate asOf) {
        new StoredCharts(store)
                .passAll((_, opening) ->
                        opening.opened().ifPresent(chart -> survey.add(chart, asOf)));
    }
}
