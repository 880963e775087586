package org.osteon.app.http.web;

import java.util.List;
import java.util.Locale;
import org.osteon.chart.Chart;
import org.osteon.chart.Resource;
import org.osteon.records.charts.ChartRegister;
import org.osteon.records.charts.Records;
import org.osteon.records.charts.Sight;
import org.osteon.store.ChartStore;
import org.osteon.workflow.desk.PatientBanner;
import org.springframework.stereotype.Component;

/// Who else in the store is called the same: said wherever a patient's name stands on top of a
/// page, whichever list somebody looked at before. Each name is read once, and again when its chart
/// was changed.
@Component
public final class Namesakes {
    private final Records records;
    private final ChartRegister<String> names;

    Namesakes(ChartStore store, Records records) {
        this.records = records;
        this.names = new ChartRegister<>(store, List.of("Patient"), Namesakes::name);
    }

    private static String name(String chart, List<Resource> patients) {
        return PatientBanner.name(patients.getLast().content()).toLowerCase(Locale.ROOT);
    }

    /// How many others are called as the patient of a chart.
    public int of(Chart chart) {
        return others(
                chart.patient().id().orElse(""), PatientBanner.name(chart.patient().content()));
    }

    private int others(String chart, String name) {
        String wanted = name.toLowerCase(Locale.ROOT);
        if (wanted.equals(PatientBanner.NO_NAME)) {
            return 0;
        }
        Sight listable = records.listable();
        return Math.toIntExact(
                names.all().entrySet().stream()
                        .filter(one -> one.getValue().equals(wanted))
                        .filter(one -> !one.getKey().equals(chart))
                        .filter(one -> listable.sees(one.getKey()))
                        .count());
    }
}
