package org.osteon.app.cohort;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import org.osteon.app.UnusableInputException;
import org.osteon.chart.Chart;
import org.osteon.chart.ChartReader;
import org.osteon.chart.ChartReading;
import org.osteon.pathway.Outcomes;
import org.osteon.pathway.Pathway;
import org.osteon.pathway.Rule;
import org.osteon.store.ChartListing;
import org.osteon.store.ChartStore;
import org.osteon.store.StoredChart;

/// What became of the patients of a store, as of a day.
///
/// @param pathway whose endpoints they are
/// @param freeze the day of the data freeze: what charts date later is not known
/// @param charts how many charts were looked at
/// @param unreadable ids of charts that could not be read
/// @param patients those who came to time zero, in the order of their ids
public record Cohort(
        Pathway pathway,
        LocalDate freeze,
        int charts,
        List<String> unreadable,
        List<Outcomes> patients) {
    private static final int AT_A_TIME = 500;

    /// Reads all charts of a store.
    ///
    /// @param progress told how many charts are done
    public static Cohort of(
            ChartStore store, Pathway pathway, LocalDate freeze, LongConsumer progress) {
        List<Outcomes> patients = new ArrayList<>();
        List<String> unreadable = new ArrayList<>();
        int charts = 0;
        for (List<ChartListing> page = store.chartsAfter("", AT_A_TIME);
                !page.isEmpty();
                page = store.chartsAfter(page.getLast().id(), AT_A_TIME)) {
            for (ChartListing listing : page) {
                charts++;
                Optional<StoredChart> stored = store.chart(listing.id());
                if (stored.isPresent()) {
                    read(stored.get())
                            .ifPresentOrElse(
                                    chart -> patients.add(pathway.outcomes(chart, freeze)),
                                    () -> unreadable.add(listing.id()));
                }
                progress.accept(charts);
            }
        }
        return of(pathway, freeze, charts, unreadable, patients);
    }

    /// A cohort of outcomes that were read before.
    ///
    /// @param all those who never came to time zero included
    public static Cohort of(
            Pathway pathway,
            LocalDate freeze,
            int charts,
            List<String> unreadable,
            List<Outcomes> all) {
        return new Cohort(
                pathway,
                freeze,
                charts,
                List.copyOf(unreadable),
                all.stream().filter(one -> one.start().isPresent()).toList());
    }

    /// The chart of what is stored; empty where it cannot be read.
    public static Optional<Chart> read(StoredChart stored) {
        return switch (ChartReader.resources(stored.utf8())) {
            case ChartReading.Read(var chart) -> Optional.of(chart);
            case ChartReading.Unusable _ -> Optional.empty();
        };
    }

    /// An endpoint of the pathway.
    ///
    /// @throws UnusableInputException where it has none of this id, with those it has
    public Rule endpoint(String id) {
        return named(pathway.endpoints(), id, "endpoint");
    }

    /// A reported measure of the pathway.
    ///
    /// @throws UnusableInputException where it has none of this id, with those it has
    public Rule measure(String id) {
        return named(pathway.measures(), id, "measure");
    }

    private Rule named(List<Rule> rules, String id, String what) {
        return rules.stream()
                .filter(rule -> rule.id().equals(id))
                .findFirst()
                .orElseThrow(() ->
                        new UnusableInputException(
                                "'"
                                        + id
                                        + "' is no "
                                        + what
                                        + " of "
                                        + pathway.id()
                                        + "; there are: "
                                        + rules.stream()
                                                .map(Rule::id)
                                                .collect(Collectors.joining(", "))));
    }

    /// The patients who can be used for an endpoint, each with how they stand.
    public Map<Outcomes, Outcomes.Endpoint.Observed> observed(String endpoint) {
        Map<Outcomes, Outcomes.Endpoint.Observed> observed = new LinkedHashMap<>();
        for (Outcomes patient : patients) {
            if (patient.endpoints().get(endpoint) instanceof Outcomes.Endpoint.Observed one) {
                observed.put(patient, one);
            }
        }
        return observed;
    }

    /// The patients who cannot, each with the reason.
    public Map<Outcomes, String> leftOut(String endpoint) {
        Map<Outcomes, String> reasons = new LinkedHashMap<>();
        for (Outcomes patient : patients) {
            if (patient.endpoints().get(endpoint) instanceof Outcomes.Endpoint.LeftOut one) {
                reasons.put(patient, one.reason());
            }
        }
        return reasons;
    }
}
