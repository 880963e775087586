package org.osteon.workflow.safety;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.osteon.chart.Chart;
import org.osteon.chart.Resource;
import org.osteon.pathway.ChartOnDay;
import org.osteon.pathway.Pathway;
import org.osteon.workflow.desk.Wording;

/// The adverse events of a chart and whom they are to be reported to.
public final class SafetyReports {
    /// What an event is made of.
    private static final String TYPE = "AdverseEvent";

    private static final String WITHDRAWN = "entered-in-error";

    private SafetyReports() {}

    /// All reports of a chart, the one that is due first first. An event of which nobody said
    /// whether it is serious is none that a rule can judge: it is said first.
    ///
    /// @param pathways by whose rules the chart is read
    public static List<SafetyReport> of(
            Collection<Pathway> pathways,
            Regions regions,
            Chart chart,
            LocalDate today,
            ZoneId zone) {
        return of(regions, chart, events(pathways, regions, chart, today, zone));
    }

    /// The reports of these events of a chart, the one that is due first first.
    public static List<SafetyReport> of(
            Regions regions, Chart chart, Collection<SafetyEvent> events) {
        if (events.isEmpty()) {
            return List.of();
        }
        List<SafetyReport> reports = new ArrayList<>();
        SafetyDeeds deeds = SafetyDeeds.on(chart);
        for (SafetyEvent event : events) {
            if (!event.isAssessed()) {
                continue;
            }
            Map<String, Set<String>> facts = event.facts();
            regions.region(event.country())
                    .ifPresent(region ->
                            region.reports().stream()
                                    .filter(rule -> rule.isAbout(facts))
                                    .map(rule -> SafetyReport.of(region, rule, event, deeds))
                                    .forEach(reports::add));
        }
        reports.sort(
                Comparator.comparing(
                                (SafetyReport one) ->
                                        one.due().map(at -> at.toInstant()).orElse(null),
                                Comparator.nullsLast(Comparator.naturalOrder()))
                        .thenComparing(SafetyReport::key));
        return List.copyOf(reports);
    }

    /// What would be due of the events that a form makes, in words: to whom, by when.
    ///
    /// @param would the chart with them
    /// @param made the ids of what is made
    public static List<String> due(
            Collection<Pathway> pathways,
            Regions regions,
            Chart would,
            Set<String> made,
            LocalDate today,
            ZoneId zone) {
        return of(pathways, regions, would, today, zone).stream()
                .filter(one -> made.contains(one.event().id()))
                .map(one ->
                        one.title()
                                + one.due()
                                        .map(at ->
                                                ", due "
                                                        + Wording.moment(at.toLocalDateTime())
                                                        + " ("
                                                        + one.rule().clockInWords()
                                                        + ")")
                                        .orElse(", " + one.state().words())
                                + (one.rule().isConfirmed() ? "" : ". Legal review needed"))
                .toList();
    }

    /// The adverse events of a chart, with what of each decides.
    public static List<SafetyEvent> events(
            Collection<Pathway> pathways,
            Regions regions,
            Chart chart,
            LocalDate today,
            ZoneId zone) {
        Optional<Pathway> asked =
                pathways.stream()
                        .filter(one -> !regions.events().isEmpty() && one.defines(regions.events()))
                        .findFirst();
        if (chart.resources(TYPE).isEmpty() || asked.isEmpty()) {
            return List.of();
        }
        List<SafetyEvent> events = new ArrayList<>();
        Object said =
                new ChartOnDay(pathways, chart, today).ask(asked.get(), regions.events()).value();
        if (said instanceof List<?> list) {
            list.stream()
                    .filter(Map.class::isInstance)
                    .map(Map.class::cast)
                    .forEach(one ->
                            chart.resource(TYPE + "/" + one.get("id"))
                                    .filter(found -> !isWithdrawn(found, chart))
                                    .ifPresent(found ->
                                            events.add(
                                                    SafetyEvent.of(
                                                            found,
                                                            texts(one.get("classes")),
                                                            String.valueOf(one.get("country")),
                                                            zone))));
        }
        return events;
    }

    /// An adverse event has no state of its own: it goes with the form that it was made of.
    private static boolean isWithdrawn(Resource event, Chart chart) {
        return form(event, chart)
                .flatMap(one -> one.content().text("status"))
                .filter(WITHDRAWN::equals)
                .isPresent();
    }

    /// The response that an event was made of; empty where it came otherwise.
    static Optional<Resource> form(Resource event, Chart chart) {
        String id = event.id().orElse("");
        int end = id.indexOf('.');
        return end > 0
                ? chart.resource("QuestionnaireResponse/" + id.substring(0, end))
                : Optional.empty();
    }

    private static Set<String> texts(@Nullable Object value) {
        Set<String> texts = new LinkedHashSet<>();
        if (value instanceof List<?> list) {
            list.stream()
                    .filter(String.class::isInstance)
                    .map(String.class::cast)
                    .forEach(texts::add);
        }
        return texts;
    }
}
