package org.osteon.records.cohort;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import org.osteon.chart.Chart;
import org.osteon.pathway.Followed;
import org.osteon.pathway.Outcomes;
import org.osteon.pathway.Pathway;
import org.osteon.pathway.Rule;
import org.osteon.records.charts.ChartOpening;
import org.osteon.records.charts.StoredCharts;
import org.osteon.records.words.Problem;
import org.osteon.store.ChartStore;

/// What became of the patients of a store, as of a day.
///
/// @param pathway whose endpoints they are
/// @param freeze the day of the data freeze: what charts date later is not known
/// @param charts how many charts were looked at
/// @param unreadable charts that could not be read or followed, each with the reason
/// @param patients those who came to time zero, in the order of their ids
public record Cohort(
        Pathway pathway,
        LocalDate freeze,
        int charts,
        List<Unreadable> unreadable,
        List<Outcomes> patients) {

    /// The values of a factor that occur.
    public Collection<String> values(String factor) {
        return FactorValues.of(patients.stream().map(Outcomes::factors), factor);
    }

    /// A chart that costs its own row and no more.
    ///
    /// @param reason what is wrong, in words that fit after a colon
    public record Unreadable(String chart, String reason) {}

    /// Reads all charts of a store.
    ///
    /// @param progress told how many charts are done
    public static Cohort of(
            ChartStore store, Pathway pathway, LocalDate freeze, LongConsumer progress) {
        List<Outcomes> patients = new ArrayList<>();
        List<Unreadable> unreadable = new ArrayList<>();
        new StoredCharts(store)
                .passAll((id, opening) -> {
                    switch (followed(opening, pathway, freeze)) {
                        case Followed.Outcome(var outcomes) -> patients.add(outcomes);
                        case Followed.Not(String reason) ->
                                unreadable.add(new Unreadable(id, reason));
                    }
                    progress.accept(patients.size() + unreadable.size());
                });
        return of(pathway, freeze, patients.size() + unreadable.size(), unreadable, patients);
    }

    /// A cohort of outcomes that were read before.
    ///
    /// @param all those who never came to time zero included
    public static Cohort of(
            Pathway pathway,
            LocalDate freeze,
            int charts,
            List<Unreadable> unreadable,
            List<Outcomes> all) {
        return new Cohort(
                pathway,
                freeze,
                charts,
                List.copyOf(unreadable),
                all.stream().filter(one -> one.start().isPresent()).toList());
    }

    /// What became of the patient of a chart. Neither a chart that cannot be read nor one that the
    /// rules stop at takes the cohort away.
    public static Followed followed(ChartOpening opening, Pathway pathway, LocalDate freeze) {
        return switch (opening) {
            case ChartOpening.Missing _ -> new Followed.Not("deleted meanwhile");
            case ChartOpening.Unreadable(_, _, String reason) -> new Followed.Not(reason);
            case ChartOpening.Opened(Chart chart, _) -> Followed.of(chart, pathway, freeze);
        };
    }

    /// An endpoint of the pathway.
    ///
    /// @throws Problem where it has none of this id, with those it has
    public Rule endpoint(String id) {
        return named(pathway.endpoints(), id, "endpoint");
    }

    /// A reported measure of the pathway.
    ///
    /// @throws Problem where it has none of this id, with those it has
    public Rule measure(String id) {
        return named(pathway.measures(), id, "measure");
    }

    private Rule named(List<Rule> rules, String id, String what) {
        return rules.stream()
                .filter(rule -> rule.id().equals(id))
                .findFirst()
                .orElseThrow(() ->
                        Problem.unusable(
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
