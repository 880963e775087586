package org.osteon.app.http.web;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.osteon.app.charts.Records;
import org.osteon.chart.Chart;
import org.osteon.chart.ChartReader;
import org.osteon.store.ChartStore;
import org.osteon.store.Page;
import org.osteon.store.ResourceQuery;
import org.osteon.store.StoredResource;
import org.osteon.workflow.desk.PatientBanner;
import org.springframework.stereotype.Component;

/// Who else in the store is called the same: said wherever a patient's name stands on top of a
/// page, whichever list somebody looked at before. Each name is read once, and again when it was
/// changed.
@Component
public final class Namesakes {
    private static final String TYPE = "Patient";
    private static final int AT_ONCE = 1_000;

    /// A writer that began earlier may end later.
    private static final Duration OVERLAP = Duration.ofMinutes(1);

    private final ChartStore store;
    private final Records records;
    private final Map<String, String> names = new HashMap<>();
    private Optional<Instant> readTo = Optional.empty();

    /// The last entry of the audit when they were read: without a later one there is nothing new.
    private long seenTo = -1;

    Namesakes(ChartStore store, Records records) {
        this.store = store;
        this.records = records;
    }

    /// How many others are called as the patient of a chart.
    public int of(Chart chart) {
        return others(
                chart.patient().id().orElse(""), PatientBanner.name(chart.patient().content()));
    }

    private synchronized int others(String chart, String name) {
        String wanted = name.toLowerCase(Locale.ROOT);
        if (wanted.equals(PatientBanner.NO_NAME)) {
            return 0;
        }
        bringUpToDate();
        Predicate<String> listable = records.listable();
        return Math.toIntExact(
                names.entrySet().stream()
                        .filter(one -> one.getValue().equals(wanted))
                        .filter(one -> !one.getKey().equals(chart))
                        .filter(one -> listable.test(one.getKey()))
                        .count());
    }

    /// What was recorded since; all of them where somebody came in with an earlier day, or went.
    private void bringUpToDate() {
        long now = store.auditHead().sequence();
        if (now == seenTo) {
            return;
        }
        read(
                ResourceQuery.of(TYPE)
                        .recorded(
                                new ResourceQuery.Span(
                                        readTo.map(at -> at.minus(OVERLAP)), Optional.empty()))
                        .limit(AT_ONCE));
        if (store.search(ResourceQuery.of(TYPE).limit(1)).total() != names.size()) {
            names.clear();
            read(ResourceQuery.of(TYPE).limit(AT_ONCE));
        }
        seenTo = now;
    }

    private void read(ResourceQuery query) {
        Page page = store.search(query);
        page.resources().forEach(this::read);
        while (page.next().isPresent()) {
            page = store.search(query.after(page.next().get()));
            page.resources().forEach(this::read);
        }
    }

    private void read(StoredResource patient) {
        names.put(
                patient.chart(),
                PatientBanner.name(ChartReader.object(patient.json())).toLowerCase(Locale.ROOT));
        readTo =
                Optional.of(
                        readTo.filter(at -> at.isAfter(patient.recorded()))
                                .orElse(patient.recorded()));
    }
}
