package org.osteon.records.knowledge;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.osteon.chart.Chart;
import org.osteon.chart.Resource;
import org.osteon.pathway.Alert;
import org.osteon.pathway.Assessment;
import org.osteon.pathway.DecisionWord;
import org.osteon.pathway.Pathway;
import org.osteon.pathway.WorkedCase;
import org.osteon.workflow.desk.Tone;
import org.osteon.workflow.desk.Wording;

/// A worked case: its chart as people read it, what it must give, and what it gives now.
///
/// @param from the sentence of the reference it was written from; empty where it does not say
/// @param expected the decision it must give, in words
/// @param tone of what is decided now
/// @param alerts each with whether it is expected and whether it is raised now
/// @param differences where the assessment is not what is expected; empty where it agrees
/// @param chart its resources by type, each in one line
public record CasePage(
        String pathway,
        String pathwayTitle,
        String id,
        String title,
        String from,
        String day,
        String expected,
        Tone tone,
        String decision,
        List<Raised> alerts,
        List<String> differences,
        Map<String, List<String>> chart) {

    /// An alert of the case.
    public record Raised(String code, String title, boolean expected, boolean now) {}

    /// A worked case, assessed now.
    public static CasePage of(Pathway pathway, WorkedCase one) {
        Chart chart = one.chart();
        Assessment assessment = pathway.assess(chart, one.asOf());
        return new CasePage(
                pathway.id(),
                pathway.title(),
                one.id(),
                one.title(),
                one.from(),
                Wording.day(one.asOf()),
                words(pathway, one.expectedDecision()),
                Tone.of(pathway, assessment.decision(), assessment.alerts()),
                words(pathway, assessment.decision().orElse("")),
                raised(pathway, one, assessment),
                one.differences(pathway),
                lines(chart, pathway));
    }

    private static String words(Pathway pathway, String decision) {
        return Tone.word(pathway, decision).map(DecisionWord::title).orElse("No decision");
    }

    private static List<Raised> raised(Pathway pathway, WorkedCase one, Assessment assessment) {
        Map<String, String> summaries = new LinkedHashMap<>();
        assessment.alerts().forEach(alert -> summaries.putIfAbsent(alert.code(), alert.summary()));
        List<String> codes = new ArrayList<>(one.expectedAlerts());
        assessment.alerts().stream()
                .map(Alert::code)
                .filter(code -> !codes.contains(code))
                .forEach(codes::add);
        return codes.stream()
                .distinct()
                .map(code ->
                        new Raised(
                                code,
                                summaries.getOrDefault(
                                        code,
                                        pathway.alerts().stream()
                                                .filter(rule -> rule.id().equals(code))
                                                .map(rule -> rule.title())
                                                .findFirst()
                                                .orElse("")),
                                one.shows(code),
                                summaries.containsKey(code)))
                .toList();
    }

    private static Map<String, List<String>> lines(Chart chart, Pathway pathway) {
        Map<String, List<String>> lines = new LinkedHashMap<>();
        for (Resource resource : chart.resources()) {
            lines.computeIfAbsent(resource.type(), _ -> new ArrayList<>())
                    .add(pathway.text(resource));
        }
        return lines;
    }
}
