package org.osteon.app.web;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osteon.chart.Chart;
import org.osteon.pathway.Assessment;
import org.osteon.pathway.DecisionWord;
import org.osteon.pathway.Pathway;
import org.osteon.pathway.PlanItem;
import org.osteon.pathway.Rule;

/// An assessment as the page shows it: the decision first, then why, what is missing, what is next.
///
/// @param decision the decision in the pathway's words
/// @param explanation what the decision means for the user
/// @param results named results in the pathway's order
/// @param arithmetic results that are lists of lines: how a number came about
/// @param gates every criterion, what needs attention first
/// @param findings every rule that was raised, the loudest first
/// @param values the results by name, as the pathway gave them
/// @param options where nothing is planned: what would hold for each thing that could be ordered
record ReleaseSheet(
        String pathway,
        String title,
        String version,
        String knowledgeHash,
        LocalDate asOf,
        boolean complete,
        Tone tone,
        String decision,
        String explanation,
        List<Result> results,
        List<Steps> arithmetic,
        List<Gate> gates,
        List<Gate.Finding> findings,
        List<String> missing,
        List<PlanLine> plan,
        List<Choice> options,
        Map<String, Object> values) {

    /// A named value.
    record Result(String title, String value) {}

    /// A named list of lines.
    record Steps(String title, List<String> lines) {}

    /// What is to be done when.
    record PlanLine(String title, String when, String from, PlanItem.Status status) {
        String tone() {
            return switch (status) {
                case OVERDUE -> "hold";
                case DUE -> "advice";
                case PLANNED -> "none";
                case DONE -> "clear";
                case CANCELLED -> "none";
            };
        }

        boolean isOpen() {
            return status == PlanItem.Status.OVERDUE
                    || status == PlanItem.Status.DUE
                    || status == PlanItem.Status.PLANNED;
        }
    }

    /// Something that could be ordered, and what would hold.
    ///
    /// @param results of the choice that do not hold whatever is chosen
    record Choice(String id, String title, ReleaseSheet sheet, List<Result> results) {
        static Choice of(String id, String title, ReleaseSheet sheet, List<Result> anyway) {
            return new Choice(
                    id,
                    title,
                    sheet,
                    sheet.results().stream().filter(result -> !anyway.contains(result)).toList());
        }

        /// What speaks loudest, for the one line of an overview.
        List<Gate.Finding> reasons() {
            return sheet.findings().stream()
                    .filter(finding -> finding.tone() == sheet.tone())
                    .toList();
        }
    }

    static ReleaseSheet of(Pathway pathway, Assessment assessment, Chart chart) {
        Tone tone = Tone.of(pathway, assessment.decision(), assessment.alerts());
        Optional<DecisionWord> word =
                assessment.decision().flatMap(decision -> Tone.word(pathway, decision));
        List<Result> results = new ArrayList<>();
        List<Steps> steps = new ArrayList<>();
        collect(pathway.results(), assessment.results(), results, steps);
        return new ReleaseSheet(
                pathway.id(),
                pathway.title(),
                assessment.version(),
                assessment.knowledgeHash(),
                assessment.asOf(),
                assessment.status() != Assessment.Status.INCOMPLETE,
                tone,
                word.map(DecisionWord::title)
                        .filter(title -> !title.isBlank())
                        .or(() -> assessment.decision().map(Wording::term))
                        .orElse("Nothing planned"),
                word.map(DecisionWord::description).orElse(""),
                results,
                steps,
                Gate.of(pathway, assessment, chart),
                assessment.alerts().stream()
                        .map(alert -> Gate.Finding.of(pathway, alert, chart, assessment.asOf()))
                        .sorted(Comparator.comparing(Gate.Finding::tone))
                        .distinct()
                        .toList(),
                assessment.missing(),
                assessment.plan().stream().map(item -> line(item, assessment.asOf())).toList(),
                assessment.options().stream()
                        .map(option ->
                                Choice.of(
                                        option.id(),
                                        option.title(),
                                        of(pathway, option.assessment(), chart),
                                        results))
                        .toList(),
                assessment.results());
    }

    /// Lists of texts are arithmetic; everything else that has a value is a line of its own.
    private static void collect(
            List<Rule> rules, Map<?, ?> values, List<Result> results, List<Steps> steps) {
        for (Rule rule : rules) {
            Object value = values.get(rule.id());
            String title = rule.title().isBlank() ? Wording.term(rule.id()) : rule.title();
            if (value instanceof List<?> list
                    && !list.isEmpty()
                    && list.stream().allMatch(String.class::isInstance)) {
                steps.add(new Steps(title, list.stream().map(String.class::cast).toList()));
            } else if (value instanceof Map<?, ?> map && !rule.rules().isEmpty()) {
                collect(rule.rules(), map, results, steps);
            } else if (value instanceof Map<?, ?> map && !map.containsKey("unit")) {
                steps.add(new Steps(title, lines(map)));
            } else if (value != null && !Wording.value(value).isBlank()) {
                results.add(new Result(title, Wording.value(value)));
            }
        }
    }

    /// The parts of a structured result, a line each.
    private static List<String> lines(Map<?, ?> map) {
        return map.entrySet().stream()
                .filter(entry -> !Wording.value(entry.getValue()).isBlank())
                .map(entry ->
                        Wording.term(String.valueOf(entry.getKey()))
                                + ": "
                                + Wording.value(entry.getValue()))
                .toList();
    }

    private static PlanLine line(PlanItem item, LocalDate asOf) {
        String when =
                item.from().isPresent() && item.to().isPresent()
                        ? Wording.span(item.from().get(), item.to().get())
                        : item.from()
                                .map(from -> "from " + Wording.day(from))
                                .or(() -> item.to().map(to -> "by " + Wording.day(to)))
                                .orElse("");
        String age = item.from().or(item::to).map(date -> Wording.age(date, asOf)).orElse("");
        return new PlanLine(item.title(), when, age, item.status());
    }

    /// Findings that must be read before it may go ahead.
    List<Gate.Finding> advice() {
        return findings.stream().filter(finding -> finding.tone() == Tone.ADVICE).toList();
    }

    /// Findings that stand in the way.
    List<Gate.Finding> obstacles() {
        return findings.stream().filter(finding -> finding.tone() != Tone.ADVICE).toList();
    }

    /// Gates that are not simply clear.
    List<Gate> closed() {
        return gates.stream().filter(gate -> gate.tone() != Tone.CLEAR).toList();
    }

    /// Gates that are clear.
    List<Gate> clear() {
        return gates.stream().filter(gate -> gate.tone() == Tone.CLEAR).toList();
    }

    /// How many gates have this tone.
    long count(Tone tone) {
        return gates.stream().filter(gate -> gate.tone() == tone).count();
    }

    /// How many gates block.
    long blocked() {
        return count(Tone.STOP) + count(Tone.HOLD);
    }

    /// The first characters of the hash, enough to compare by eye.
    String knowledge() {
        return knowledgeHash.substring(0, Math.min(12, knowledgeHash.length()));
    }

    /// Plan items that are not done.
    List<PlanLine> open() {
        return plan.stream().filter(PlanLine::isOpen).toList();
    }
}
