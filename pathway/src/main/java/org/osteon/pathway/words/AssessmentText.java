package org.osteon.pathway.words;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.osteon.chart.Chart;
import org.osteon.chart.ResourceText;
import org.osteon.pathway.Alert;
import org.osteon.pathway.Assessment;
import org.osteon.pathway.Criterion;
import org.osteon.pathway.DecisionWord;
import org.osteon.pathway.Evidence;
import org.osteon.pathway.KnowledgeBase;
import org.osteon.pathway.Pathway;
import org.osteon.pathway.PlanItem;
import org.osteon.pathway.Rule;
import org.osteon.pathway.Verdict;
import org.osteon.pathway.reading.ReadChart;

/// Assessments for people on a terminal: the decision first, then why, what is missing, what is
/// next.
public final class AssessmentText {
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH);

    private final WrappedText text = new WrappedText();

    private AssessmentText() {}

    /// The assessments of a chart as text with line ends.
    public static String of(KnowledgeBase knowledge, Chart chart, AssessedChart assessed) {
        AssessmentText form = new AssessmentText();
        WrappedText text = form.text;
        text.line(
                assessed.patient()
                        + " ("
                        + ResourceText.of(chart.patient())
                        + "), as of "
                        + DAY.format(assessed.asOf()));
        if (assessed.assessments().isEmpty()) {
            text.line("No pathway applies.");
            for (Assessment assessment : assessed.notApplicable()) {
                text.item(
                        "-",
                        knowledge.pathway(assessment.pathway()).orElseThrow().title()
                                + ": "
                                + AssessedChart.whyNot(assessment));
            }
        }
        for (Assessment assessment : assessed.assessments()) {
            text.line("");
            form.add(knowledge.pathway(assessment.pathway()).orElseThrow(), assessment);
        }
        form.add(assessed.reading());
        if (!chart.remarks().isEmpty()) {
            text.heading("Left out of the chart");
            chart.remarks().forEach(remark -> text.item("-", remark));
        }
        return text.toString();
    }

    private void add(ReadChart reading) {
        List<String> lines = new ArrayList<>();
        reading.notUnderstood().forEach(one -> lines.add(one.text() + ": " + one.why()));
        if (!lines.isEmpty()) {
            text.heading("Not understood");
            lines.forEach(line -> text.item("-", line));
        }
        if (!reading.foundInWords().isEmpty()) {
            text.heading("Found in words only, to be confirmed");
            reading.foundInWords().forEach(one -> text.item("-", one.fact() + ": " + one.text()));
        }
        if (!reading.mapped().isEmpty()) {
            text.heading("Translated by the site's maps");
            reading.mapped()
                    .forEach(one ->
                            text.item("-", one.from() + " is " + one.to() + " (" + one.by() + ")"));
        }
    }

    private void add(Pathway pathway, Assessment assessment) {
        text.title(pathway.title());
        text.line(headline(pathway, assessment));
        if (assessment.status() == Assessment.Status.NOT_APPLICABLE) {
            options(pathway, assessment);
            return;
        }
        alerts(assessment);
        missing(assessment);
        criteria(assessment);
        results(pathway, assessment);
        plan(assessment);
        options(pathway, assessment);
        alternatives(assessment);
        text.line("");
        text.line(
                "Knowledge "
                        + pathway.id()
                        + " "
                        + assessment.version()
                        + ", sha256 "
                        + assessment.knowledgeHash().substring(0, 16));
    }

    private static String headline(Pathway pathway, Assessment assessment) {
        if (assessment.status() == Assessment.Status.NOT_APPLICABLE) {
            return AssessedChart.whyNot(assessment);
        }
        return assessment
                .decision()
                .map(word ->
                        word
                                + pathway.decisions().stream()
                                        .filter(decision -> decision.word().equals(word))
                                        .map(DecisionWord::title)
                                        .filter(title -> !title.isEmpty())
                                        .map(title -> ": " + title)
                                        .findFirst()
                                        .orElse(""))
                .orElse("No decision: nothing is planned.");
    }

    private void alerts(Assessment assessment) {
        if (assessment.alerts().isEmpty()) {
            return;
        }
        text.heading("Why");
        for (Alert alert : assessment.alerts()) {
            text.item(
                    switch (alert.severity()) {
                        case CRITICAL -> "!!";
                        case WARNING -> "! ";
                        case INFO -> "i ";
                    },
                    alert.summary() + " [" + alert.code() + "]");
            if (!alert.action().isEmpty()) {
                text.wrapped(5, alert.action());
            }
            if (!alert.clears().isEmpty()) {
                text.wrapped(5, "Clears: " + alert.clears());
            }
            evidence(alert.evidence());
            text.wrapped(5, "Source: " + alert.source());
        }
    }

    private void criteria(Assessment assessment) {
        text.heading("Criteria");
        for (Criterion criterion : assessment.criteria()) {
            text.item(
                    switch (criterion.verdict()) {
                        case Verdict.Met unused -> "yes";
                        case Verdict.NotMet unused -> "NO ";
                        case Verdict.Undetermined unused -> "?  ";
                        case Verdict.NotRequired unused -> "-  ";
                    },
                    criterion.summary().isEmpty()
                            ? criterion.label()
                            : criterion.label() + ": " + criterion.summary());
        }
    }

    private void missing(Assessment assessment) {
        if (!assessment.missing().isEmpty()) {
            text.heading("Missing");
            assessment.missing().forEach(missing -> text.item("-", missing));
        }
    }

    private void results(Pathway pathway, Assessment assessment) {
        List<Line> lines = lines(pathway, assessment);
        if (!lines.isEmpty()) {
            text.heading("Results");
        }
        for (Line line : lines) {
            if (line.steps().isEmpty()) {
                text.item("-", line.title() + ": " + line.value());
            } else {
                text.item("-", line.title() + ":");
                line.steps().forEach(step -> text.wrapped(4, step));
            }
        }
    }

    /// A result: one value, or how a number came about, step by step.
    private record Line(String title, String value, List<String> steps) {}

    private static List<Line> lines(Pathway pathway, Assessment assessment) {
        List<Line> lines = new ArrayList<>();
        collect(pathway.results(), assessment.results(), lines);
        return lines;
    }

    private static void collect(List<Rule> rules, Map<?, ?> results, List<Line> lines) {
        for (Map.Entry<?, ?> result : results.entrySet()) {
            String name = String.valueOf(result.getKey());
            Rule rule =
                    rules.stream().filter(one -> one.id().equals(name)).findFirst().orElse(null);
            String title = rule == null || rule.title().isEmpty() ? name : rule.title();
            Object value = result.getValue();
            if (rule != null && !rule.rules().isEmpty() && value instanceof Map<?, ?> inner) {
                collect(rule.rules(), inner, lines);
            } else if (value instanceof List<?> list
                    && !list.isEmpty()
                    && list.stream().allMatch(String.class::isInstance)) {
                lines.add(new Line(title, "", list.stream().map(String.class::cast).toList()));
            } else if (value instanceof Map<?, ?> map && !map.containsKey("unit")) {
                lines.add(new Line(title, "", parts(map)));
            } else if (value != null) {
                lines.add(new Line(title, words(value), List.of()));
            }
        }
    }

    private static List<String> parts(Map<?, ?> map) {
        return map.entrySet().stream()
                .filter(part -> part.getValue() != null)
                .map(part -> part.getKey() + ": " + words(part.getValue()))
                .toList();
    }

    private static String words(Object value) {
        return switch (value) {
            case Boolean flag -> flag ? "yes" : "no";
            case BigDecimal number -> number(number);
            case LocalDate day -> DAY.format(day);
            case List<?> list ->
                    list.stream()
                            .map(item -> item == null ? "?" : words(item))
                            .collect(Collectors.joining(", "));
            case Map<?, ?> map ->
                    map.values().stream()
                            .filter(item -> item != null)
                            .map(AssessmentText::words)
                            .collect(Collectors.joining(" "));
            default -> value.toString();
        };
    }

    /// At most two decimals: the exact value is in the JSON.
    private static String number(BigDecimal number) {
        BigDecimal rounded = number.scale() > 2 ? number.setScale(2, RoundingMode.HALF_UP) : number;
        return rounded.stripTrailingZeros().toPlainString();
    }

    private void plan(Assessment assessment) {
        if (assessment.plan().isEmpty()) {
            return;
        }
        text.heading("Next");
        for (PlanItem item : assessment.plan()) {
            text.item(
                    "-",
                    item.title()
                            + ": "
                            + span(item)
                            + item.status().word()
                            + item.end().map(end -> " (" + end + ")").orElse(""));
        }
    }

    private static String span(PlanItem item) {
        String from = item.from().map(DAY::format).orElse("");
        String to = item.to().map(DAY::format).orElse("");
        if (from.isEmpty() && to.isEmpty()) {
            return "";
        }
        if (from.equals(to)) {
            return from + ", ";
        }
        return (from.isEmpty() ? "until " + to : to.isEmpty() ? "from " + from : from + " to " + to)
                + ", ";
    }

    private void options(Pathway pathway, Assessment assessment) {
        if (assessment.options().isEmpty()) {
            return;
        }
        text.heading("If it were ordered today");
        List<Line> anyway = lines(pathway, assessment);
        for (Assessment.Option option : assessment.options()) {
            text.item("-", option.title() + ": " + headline(pathway, option.assessment()));
            option.assessment()
                    .alerts()
                    .forEach(alert -> text.wrapped(5, alert.summary() + " [" + alert.code() + "]"));
            String would =
                    lines(pathway, option.assessment()).stream()
                            .filter(line -> line.steps().isEmpty() && !anyway.contains(line))
                            .map(line -> line.title() + " " + line.value())
                            .collect(Collectors.joining("; "));
            if (!would.isEmpty()) {
                text.wrapped(5, would);
            }
        }
    }

    private void alternatives(Assessment assessment) {
        if (assessment.alternatives().isEmpty()) {
            return;
        }
        text.heading("Alternatives");
        for (Assessment.Alternative alternative : assessment.alternatives()) {
            text.item(
                    "-",
                    alternative.title()
                            + (alternative.description().isEmpty()
                                    ? ""
                                    : ": " + alternative.description()));
        }
    }

    private void evidence(List<Evidence> evidence) {
        evidence.forEach(piece -> text.wrapped(5, piece.text() + " (" + piece.reference() + ")"));
    }
}
