package org.osteon.records.charts;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.osteon.access.Limits;
import org.osteon.chart.Chart;
import org.osteon.chart.ChartReader;
import org.osteon.chart.FhirObject;
import org.osteon.chart.Resource;
import org.osteon.store.ChartStore;
import org.osteon.store.StoredChart;
import org.osteon.store.StoredResource;

/// Leaves out what a patient withheld, and remembers that something was.
final class Withholding {
    private final ChartStore store;

    Withholding(ChartStore store) {
        this.store = store;
    }

    static ChartOpening narrowed(ChartOpening opening, Limits limits) {
        if (!limits.mayWithhold()
                || !(opening instanceof ChartOpening.Opened(Chart chart, long revision))) {
            return opening;
        }
        if (limits.mayBlind()) {
            Visits.current().ifPresent(Visit::blinded);
        }
        if (limits.withholds(chart.patient().content())) {
            return new ChartOpening.Missing(chart.patient().id().orElse(""));
        }
        List<String> withheld =
                chart.resources().stream()
                        .filter(one -> limits.withholds(one.asWritten().content()))
                        .map(Resource::reference)
                        .toList();
        if (withheld.isEmpty() && !limits.mayBlind()) {
            return opening;
        }
        // In a study with blind roles the chart is made anew whether there is anything to hide or
        // not: what is remembered with a chart would make one arm's pages faster than another's.
        if (chart.resources().stream()
                .map(one -> one.asWritten().content())
                .anyMatch(one -> limits.withholds(one) && !limits.blinds(one))) {
            Visits.current().ifPresent(Visit::withheld);
        }
        return new ChartOpening.Opened(chart.without(withheld), revision);
    }

    Function<StoredChart, StoredChart> cutBy(Limits limits) {
        return stored -> limits.mayWithhold() ? stored.without(hidden(limits)) : stored;
    }

    /// What is withheld; of what was deleted, what it was before.
    Predicate<StoredResource> hidden(Limits limits) {
        return stored ->
                (stored.deleted()
                                ? store.history(stored.chart(), stored.resource())
                                : List.of(stored))
                        .stream()
                                .filter(one -> !one.deleted())
                                .findFirst()
                                .map(one -> isWithheld(limits, one))
                                .orElse(false);
    }

    /// What cannot be read is kept back, too: nobody knows what it tells.
    private static boolean isWithheld(Limits limits, StoredResource stored) {
        FhirObject content;
        try {
            content = ChartReader.resource(stored.json()).content();
        } catch (IllegalArgumentException _) {
            Visits.current().ifPresent(Visit::withheld);
            return true;
        }
        if (!limits.withholds(content)) {
            return false;
        }
        told(limits, content);
        return true;
    }

    /// Who is blind is told so by the chart, whatever it holds: not by what is hidden.
    private static void told(Limits limits, FhirObject content) {
        if (!limits.blinds(content)) {
            Visits.current().ifPresent(Visit::withheld);
        }
    }

    Optional<StoredResource> shown(Limits limits, StoredResource stored) {
        return limits.mayWithhold() && hidden(limits).test(stored)
                ? Optional.empty()
                : Optional.of(stored);
    }
}
