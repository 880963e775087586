package org.osteon.workflow.desk;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.osteon.chart.Chart;
import org.osteon.pathway.Assessment;
import org.osteon.pathway.Criterion;
import org.osteon.pathway.DecisionWord;
import org.osteon.pathway.Pathway;
import org.osteon.pathway.PlanItem;
import org.osteon.pathway.Rule;
import org.osteon.workflow.GivenDose;
import org.osteon.workflow.OrderLife;
import org.osteon.workflow.ReleaseFindings;

/// An assessment as the page shows it: the decision first, then why, what is missing, what is next.
///
/// @param decision the decision in the pathway's words
/// @param explanation what the decision means for the user
/// @param results named results in the pathway's order
/// @param arithmetic results that are lists of lines: how a number came about
/// @param tables results with parts
/// @param gates every criterion, what needs attention first
/// @param findings every rule that was raised, the loudest first
/// @param values the results by name, as the pathway gave them
/// @param alternatives what else the pathway's sources name
/// @param givenThatDay what of the pathway was given on the day
/// @param release what stands against the release of what is planned; empty where nothing is
/// @param options where nothing is planned: what would hold for each thing that could be ordered
public record ReleaseSheet(
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
        List<Table> tables,
        List<Gate> gates,
        List<Gate.Finding> findings,
        List<String> missing,
        List<PlanLine> plan,
        List<Choice> options,
        List<Assessment.Alternative> alternatives,
        Map<String, Object> values,
        List<GivenDose> givenThatDay,
        Optional<ReleaseFindings> release) {

    private static final int MOST_IN_A_LINE = 8;

    /// A named value.
    public record Result(String title, String value) {}

    /// A named list of lines.
    public record Steps(String title, List<String> lines) {}

    /// Structured results with the same parts side by side: a line for each part, a column for each
    /// result.
    public record Table(List<String> columns, List<Line> lines) {
        /// A line of the table.
        ///
        /// @param values as they are shown, in the order of the columns
        public record Line(String title, List<String> values) {}

        static List<Table> of(ResultText text, List<Rule> rules, Map<?, ?> values) {
            Map<Set<?>, List<Rule>> alike = new LinkedHashMap<>();
            for (Rule rule : rules) {
                if (isStructured(rule, values.get(rule.id()))
                        && values.get(rule.id()) instanceof Map<?, ?> map) {
                    alike.computeIfAbsent(map.keySet(), _ -> new ArrayList<>()).add(rule);
                }
            }
            return alike.entrySet().stream()
                    .map(entry -> of(text, entry.getKey(), entry.getValue(), values))
                    .filter(table -> !table.lines().isEmpty())
                    .toList();
        }

        private static Table of(ResultText text, Set<?> parts, List<Rule> rules, Map<?, ?> values) {
            return new Table(
                    rules.stream().map(ReleaseSheet::titleOf).toList(),
                    parts.stream()
                            .map(part ->
                                    new Line(
                                            text.part(String.valueOf(part)),
                                            rules.stream()
                                                    .map(rule ->
                                                            part(text, values.get(rule.id()), part))
                                                    .toList()))
                            .filter(line ->
                                    line.values().stream().anyMatch(value -> !value.isEmpty()))
                            .toList());
        }

        private static String part(ResultText text, @Nullable Object result, Object part) {
            return result instanceof Map<?, ?> map
                    ? text.of(String.valueOf(part), map.get(part))
                    : "";
        }
    }

    private static boolean isStructured(Rule rule, @Nullable Object value) {
        return value instanceof Map<?, ?> map && rule.rules().isEmpty() && !map.containsKey("unit");
    }

    private static String titleOf(Rule rule) {
        return rule.title().isBlank() ? Wording.term(rule.id()) : rule.title();
    }

    /// Results as they are shown: plain values, lists of lines, tables.
    public record Worked(List<Result> results, List<Steps> arithmetic, List<Table> tables) {
        /// Those of some of a pathway's results.
        public static Worked of(Pathway pathway, List<Rule> rules, Map<?, ?> values) {
            ResultText text = new ResultText(pathway);
            List<Result> results = new ArrayList<>();
            List<Steps> steps = new ArrayList<>();
            collect(text, rules, values, results, steps);
            return new Worked(results, steps, Table.of(text, rules, values));
        }

        /// Whether there is nothing to show.
        public boolean isEmpty() {
            return results.isEmpty() && arithmetic.isEmpty() && tables.isEmpty();
        }
    }

    /// What is to be done when.
    ///
    /// @param id of the item of the plan
    /// @param actor who does it, where the pathway says
    /// @param pressing whether it is the team's to do at once, and no appointment
    public record PlanLine(
            String id,
            String title,
            String when,
            String from,
            PlanItem.Status status,
            Optional<String> actor,
            boolean pressing) {
        public String tone() {
            return tone(status);
        }

        /// How loud it is.
        public static String tone(PlanItem.Status status) {
            return switch (status) {
                case OVERDUE -> "hold";
                case DUE -> "advice";
                case PLANNED -> "none";
                case DONE -> "clear";
                case CANCELLED -> "none";
            };
        }

        public boolean isOpen() {
            return status == PlanItem.Status.OVERDUE
                    || status == PlanItem.Status.DUE
                    || status == PlanItem.Status.PLANNED;
        }
    }

    /// Something that could be ordered, and what would hold.
    ///
    /// @param results of the choice that do not hold whatever is chosen
    public record Choice(String id, String title, ReleaseSheet sheet, List<Result> results) {
        public static Choice of(String id, String title, ReleaseSheet sheet, List<Result> anyway) {
            return new Choice(
                    id,
                    title,
                    sheet,
                    sheet.results().stream().filter(result -> !anyway.contains(result)).toList());
        }

        /// What speaks loudest, for the one line of an overview.
        public List<Gate.Finding> reasons() {
            return sheet.findings().stream()
                    .filter(finding -> finding.tone() == sheet.tone())
                    .toList();
        }
    }

    public static ReleaseSheet of(Pathway pathway, Assessment assessment, Chart chart) {
        Tone tone = Tone.of(pathway, assessment.decision(), assessment.alerts());
        Optional<DecisionWord> word =
                assessment.decision().flatMap(decision -> Tone.word(pathway, decision));
        Worked worked = Worked.of(pathway, pathway.results(), assessment.results());
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
                        .orElse(
                                assessment.status() == Assessment.Status.NOT_APPLICABLE
                                        ? "Not asked for"
                                        : "Nothing planned"),
                word.map(DecisionWord::description).orElseGet(() -> whyNot(assessment)),
                worked.results(),
                worked.arithmetic(),
                worked.tables(),
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
                                        worked.results()))
                        .toList(),
                assessment.alternatives(),
                assessment.results(),
                GivenDose.on(assessment.asOf(), pathway, chart),
                new OrderLife(pathway, chart.knownOn(assessment.asOf()), false)
                        .planned()
                        .map(order ->
                                ReleaseFindings.of(pathway, chart, order, assessment.asOf())));
    }

    private static String whyNot(Assessment assessment) {
        return assessment.status() == Assessment.Status.NOT_APPLICABLE
                ? assessment.criteria().stream()
                        .map(Criterion::summary)
                        .collect(Collectors.joining(". "))
                : "";
    }

    /// Lists of texts are arithmetic, rows are lines; everything else that has a value is a line of
    /// its own, but how soon somebody must come, which orders the worklist.
    private static void collect(
            ResultText text,
            List<Rule> rules,
            Map<?, ?> values,
            List<Result> results,
            List<Steps> steps) {
        for (Rule rule : rules) {
            if (Priority.isOf(rule)) {
                continue;
            }
            Object value = values.get(rule.id());
            String title = titleOf(rule);
            if (value instanceof List<?> list
                    && !list.isEmpty()
                    && list.stream().allMatch(String.class::isInstance)) {
                addLines(
                        title,
                        list.stream().map(String.class::cast).toList(),
                        one -> text.word(rule.id(), one),
                        results,
                        steps);
            } else if (value instanceof List<?> list
                    && list.size() > 1
                    && list.stream().allMatch(Map.class::isInstance)) {
                steps.add(
                        new Steps(
                                title,
                                list.stream().map(row -> text.row((Map<?, ?>) row)).toList()));
            } else if (value instanceof Map<?, ?> map && !rule.rules().isEmpty()) {
                collect(text, rule.rules(), map, results, steps);
            } else if (value != null
                    && !isStructured(rule, value)
                    && !text.of(rule.id(), value).isBlank()) {
                results.add(new Result(title, text.of(rule.id(), value)));
            }
        }
    }

    /// Sentences get a line each; single words stand in one line.
    private static void addLines(
            String title,
            List<String> lines,
            UnaryOperator<String> words,
            List<Result> results,
            List<Steps> steps) {
        List<String> shown = lines.stream().map(words).toList();
        if (lines.size() > MOST_IN_A_LINE || lines.stream().anyMatch(line -> line.contains(" "))) {
            steps.add(new Steps(title, shown));
        } else {
            boolean commas = shown.stream().anyMatch(one -> one.contains(","));
            results.add(new Result(title, String.join(commas ? " · " : ", ", shown)));
        }
    }

    private static PlanLine line(PlanItem item, LocalDate asOf) {
        String when =
                item.from().isPresent() && item.to().isPresent()
                        ? Wording.span(item.from().get(), item.to().get())
                        : item.from()
                                .map(from -> "from " + Wording.day(from))
                                .or(() -> item.to().map(to -> "by " + Wording.day(to)))
                                .orElse("");
        String age = Wording.window(item.from(), item.to(), asOf);
        return new PlanLine(
                item.id(),
                item.title() + item.end().map(end -> ": " + end).orElse(""),
                when,
                age,
                item.status(),
                item.actor(),
                item.isPressing());
    }

    /// Findings that must be read before it may go ahead.
    public List<Gate.Finding> advice() {
        return findings.stream().filter(finding -> finding.tone() == Tone.ADVICE).toList();
    }

    /// Findings that stand in the way.
    public List<Gate.Finding> obstacles() {
        return findings.stream().filter(finding -> finding.tone() != Tone.ADVICE).toList();
    }

    /// Whether what is planned can be released without a reason.
    public boolean mayRelease() {
        return release.map(found -> found.obstacles().isEmpty()).orElse(tone.mayProceed());
    }

    /// What stands against the release and is not among the findings: a gate that is not met, or
    /// one that the release would close.
    public List<String> furtherObstacles() {
        return release.map(ReleaseFindings::obstacles).orElse(List.of()).stream()
                .filter(obstacle ->
                        findings.stream().noneMatch(one -> one.code().equals(obstacle.code())))
                .map(obstacle -> Wording.sentence(obstacle.summary()))
                .toList();
    }

    /// Gates that are not simply clear.
    public List<Gate> closed() {
        return gates.stream().filter(gate -> gate.tone() != Tone.CLEAR).toList();
    }

    /// Gates that somebody has to look at, the loudest first.
    public List<Gate> gatesOf(Tone... tones) {
        return gates.stream().filter(gate -> List.of(tones).contains(gate.tone())).toList();
    }

    /// How many of the clear gates rest on nothing being on record.
    public long clearByAbsence() {
        return clear().stream().filter(Gate::restsOnAbsence).count();
    }

    /// Gates that are clear.
    public List<Gate> clear() {
        return gates.stream().filter(gate -> gate.tone() == Tone.CLEAR).toList();
    }

    /// How many gates have this tone.
    public long count(Tone tone) {
        return gates.stream().filter(gate -> gate.tone() == tone).count();
    }

    /// How many gates block.
    public long blocked() {
        return count(Tone.STOP) + count(Tone.HOLD);
    }

    /// The first characters of the hash, enough to compare by eye.
    public String knowledge() {
        return knowledgeHash.substring(0, Math.min(12, knowledgeHash.length()));
    }

    /// Plan items that are not done.
    public List<PlanLine> open() {
        return plan.stream().filter(PlanLine::isOpen).toList();
    }
}
