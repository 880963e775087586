package org.osteon.pathway;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.osteon.chart.Resource;
import org.osteon.pathway.reading.ReadChart;
import org.osteon.pathway.reading.ReadingTag;

/// A criterion that tells how the chart was read: what was set aside, which medicines nobody knows
/// (chart dictionary, 3.1 rules 13 and 15).
final class ReadingCriterion {
    private static final String SET_ASIDE = "set-aside";

    private static final Set<String> MEDICINES = Set.of("MedicationRequest", "MedicationStatement");

    private final Pathway pathway;
    private final ReadChart reading;
    private final Rule rule;
    private final List<String> alerts;
    private final Optional<Verdict> alertsVerdict;

    /// @param alerts the codes of its alerts
    /// @param alertsVerdict what they alone make of it
    ReadingCriterion(
            Pathway pathway,
            ReadChart reading,
            Rule rule,
            List<String> alerts,
            Optional<Verdict> alertsVerdict) {
        this.pathway = pathway;
        this.reading = reading;
        this.rule = rule;
        this.alerts = alerts;
        this.alertsVerdict = alertsVerdict;
    }

    Criterion criterion() {
        return rule.reading().filter(SET_ASIDE::equals).isPresent() ? setAside() : medicines();
    }

    private Criterion setAside() {
        if (reading.setAside().isEmpty()) {
            return nothing();
        }
        String summary =
                reading.setAside().stream()
                        .map(one -> pathway.text(one.resource()) + ": " + one.why())
                        .collect(Collectors.joining("; "));
        return criterion(
                new Verdict.NotMet(),
                summary,
                reading.setAside().stream().map(ReadChart.SetAside::resource).toList());
    }

    private Criterion medicines() {
        List<Resource> active =
                MEDICINES.stream()
                        .flatMap(type -> reading.chart().resources(type).stream())
                        .filter(resource ->
                                resource.content()
                                        .text("status")
                                        .filter("active"::equals)
                                        .isPresent())
                        .toList();
        List<Resource> unknown =
                active.stream()
                        .filter(resource ->
                                ReadingTag.of(resource.content())
                                        .contains(ReadingTag.NOT_RECOGNISED))
                        .sorted(Comparator.comparing(Resource::reference))
                        .toList();
        if (!unknown.isEmpty()) {
            List<String> names = unknown.stream().map(Resource::label).sorted().toList();
            return criterion(
                    new Verdict.Undetermined(names),
                    "Not recognised: " + String.join("; ", names),
                    unknown);
        }
        return active.isEmpty()
                ? nothing()
                : criterion(
                        new Verdict.Met(Verdict.Basis.FINDING),
                        "",
                        active.stream().sorted(Comparator.comparing(Resource::reference)).toList());
    }

    private Criterion nothing() {
        return criterion(new Verdict.Met(Verdict.Basis.ABSENCE), rule.description(), List.of());
    }

    private Criterion criterion(Verdict own, String summary, List<Resource> evidence) {
        return new Criterion(
                rule.id(),
                rule.title(),
                alertsVerdict.orElse(own),
                summary,
                rule.source(),
                RuleAnswers.said(pathway, evidence),
                alerts);
    }
}
