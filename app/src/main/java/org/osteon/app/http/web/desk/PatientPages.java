package org.osteon.app.http.web.desk;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.osteon.chart.Chart;
import org.osteon.pathway.Pathway;

/// The patient pages made last. Whoever looks at a patient looks again, at the sheet, back and
/// forth: as long as it is the very same chart, what is asked of it has the same answer. A chart
/// that changed is another chart.
final class PatientPages {
    private static final int MOST_CHARTS = 200;
    private static final int MOST_VIEWS = 20;

    private final List<Pathway> pathways;
    private final Cache<Chart, Map<PatientPage.View, PatientPage>> made =
            Caffeine.newBuilder().weakKeys().softValues().maximumSize(MOST_CHARTS).build();

    PatientPages(List<Pathway> pathways) {
        this.pathways = pathways;
    }

    PatientPage of(Chart chart, PatientPage.View view) {
        Map<PatientPage.View, PatientPage> views = made.get(chart, _ -> new ConcurrentHashMap<>());
        PatientPage known = views.get(view);
        if (known != null) {
            return known;
        }
        PatientPage page = PatientPage.of(pathways, chart, view);
        if (views.size() >= MOST_VIEWS) {
            views.clear();
        }
        views.put(view, page);
        return page;
    }
}
