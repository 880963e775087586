package org.osteon.app.assessment;

import java.math.BigDecimal;
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
            text.line(
                    "No pathway applies. Known: "
                            + knowledge.pathways().stream()
                                    .map(Pathway::id)
                                    .collect(Collectors.joining(", ")));
        }
        for (Assessment assessment : assessed.assessments()) {
            text.line("");
            form.add(knowledge.pathway(assessment.pathway()).orElseThrow(), assessment);
        }
        if (!chart.remarks().isEmpty()) {
            text.heading("Left out of the chart");
            chart.remarks().forEach(remark -> text.item("-", remark));
        }
        return text.toString();
    }

    private void add(Pathway pathway, Assessment assessment) {
        text.title(pathway.title());
        text.line(headline(pathway, assessment));
        if (assessment.status() == Assessment.Status.NOT_APPLICABLE) {
            return;
        }
        alerts(assessment);
        criteria(assessment);
        missing(assessment);
        results(pathway, assessment);
        plan(assessment);
        options(pathway, assessment);
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
            return "Does not apply: nothing in the chart concerns it.";
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
            evidence(alert.evidence());
            text.wrapped(5, "Source: " + alert.source());
        }
    }

    private void criteria(Assessment assessment) {
        text.heading("Criteria");
        for (Criterion criterion : assessment.criteria()) {
            text.item(
                    switch (criterion.verdict()) {
                        case Verdict.Met _ -> "yes";
                        case Verdict.NotMet _ -> "NO ";
                        case Verdict.Undetermined _ -> "?  ";
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
        List<String> lines = new ArrayList<>();
        resultLines(pathway.results(), assessment.results(), lines);
        if (!lines.isEmpty()) {
            text.heading("Results");
            lines.forEach(line -> text.item("-", line));
        }
    }

    private static void resultLines(List<Rule> rules, Map<?, ?> results, List<String> lines) {
        for (Map.Entry<?, ?> result : results.entrySet()) {
            String name = String.valueOf(result.getKey());
            Rule rule =
                    rules.stream().filter(one -> one.id().equals(name)).findFirst().orElse(null);
            String title = rule == null || rule.title().isEmpty() ? name : rule.title();
            if (rule != null
                    && !rule.rules().isEmpty()
                    && result.getValue() instanceof Map<?, ?> inner) {
                resultLines(rule.rules(), inner, lines);
            } else if (result.getValue() != null) {
                lines.add(title + ": " + words(result.getValue()));
            }
        }
    }

    private static String words(Object value) {
        return switch (value) {
            case Boolean flag -> flag ? "yes" : "no";
            case BigDecimal number -> number.stripTrailingZeros().toPlainString();
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

    private void plan(Assessment assessment) {
        if (assessment.plan().isEmpty()) {
            return;
        }
        text.heading("Next");
        for (PlanItem item : assessment.plan()) {
            text.item("-", item.title() + ": " + span(item) + item.status().word());
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
        for (Assessment.Option option : assessment.options()) {
            text.item("-", option.title() + ": " + headline(pathway, option.assessment()));
            option.assessment()
                    .alerts()
                    .forEach(alert -> text.wrapped(5, alert.summary() + " [" + alert.code() + "]"));
        }
    }

    private void evidence(List<Evidence> evidence) {
        evidence.forEach(piece -> text.wrapped(5, piece.text() + " (" + piece.reference() + ")"));
    }
}
