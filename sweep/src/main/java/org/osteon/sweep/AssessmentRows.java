package org.osteon.sweep;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.osteon.pathway.Alert;
import org.osteon.pathway.Assessment;
import org.osteon.pathway.Criterion;
import org.osteon.pathway.KnowledgeBase;
import org.osteon.pathway.Pathway;
import org.osteon.pathway.Rule;
import org.osteon.pathway.batch.CaseAnswer;
import org.osteon.pathway.words.AssessedChart;
import org.osteon.pathway.words.AssessmentJson;

/// Assessments as a table: a row for each chart and pathway, a column for each criterion of any
/// pathway.
final class AssessmentRows implements Answers {
    private static final String VERDICT = "verdict_";
    private static final String DOSE = "dose";

    private final Question question;
    private final KnowledgeBase knowledge;
    private final List<RowColumn> columns = new ArrayList<>();
    private final Map<String, Integer> verdicts = new LinkedHashMap<>();

    AssessmentRows(Question question, KnowledgeBase knowledge) {
        this.question = question;
        this.knowledge = knowledge;
        columns.addAll(
                List.of(
                        RowColumn.text("source"),
                        RowColumn.number("line"),
                        RowColumn.number(ROW),
                        RowColumn.text("id"),
                        RowColumn.day("day"),
                        RowColumn.text("pathway"),
                        RowColumn.text("version"),
                        RowColumn.text("status"),
                        RowColumn.text("decision"),
                        RowColumn.texts("missing"),
                        RowColumn.texts("alerts"),
                        RowColumn.text(DOSE),
                        RowColumn.text("results"),
                        RowColumn.number("not_understood"),
                        RowColumn.text("knowledge_hash"),
                        RowColumn.text("error"),
                        RowColumn.texts("other_verdicts")));
        Set<String> names = new HashSet<>();
        for (Pathway pathway : knowledge.pathways()) {
            for (Rule criterion : pathway.criteria()) {
                String name =
                        VERDICT
                                + criterion
                                        .id()
                                        .toLowerCase(Locale.ROOT)
                                        .replaceAll("[^a-z0-9]", "_");
                if (names.add(name)) {
                    columns.add(RowColumn.text(name));
                    verdicts.put(criterion.id(), columns.size() - 1);
                }
            }
        }
    }

    @Override
    public List<RowColumn> columns() {
        return List.copyOf(columns);
    }

    @Override
    public Answer of(ChartText text) {
        CaseAnswer answer = AssessmentLines.answer(text, question, knowledge);
        return switch (answer) {
            case CaseAnswer.Assessed(AssessedChart chart) -> new Answer(rows(text, chart), true);
            case CaseAnswer.Unusable(String reason) ->
                    new Answer(
                            List.of(
                                    begun(text, 0)
                                            .with("id", named(text))
                                            .with("error", reason)
                                            .row()),
                            false);
        };
    }

    /// Of a chart joined from many files the patient is known, even where it cannot be read.
    private static @Nullable String named(ChartText text) {
        return text.form() == ChartText.Form.RESOURCES ? text.source() : null;
    }

    private Values begun(ChartText text, int row) {
        return new Values(columns)
                .with("source", text.source())
                .with("line", text.line() > 0 ? text.line() : null)
                .with(ROW, row);
    }

    private List<List<@Nullable Object>> rows(ChartText text, AssessedChart chart) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (Assessment assessment : chart.assessments()) {
            rows.add(row(text, chart, assessment, rows.size()));
        }
        if (rows.isEmpty()) {
            rows.add(
                    begun(text, 0)
                            .with("id", chart.patient())
                            .with("day", chart.asOf())
                            .with("status", Assessment.Status.NOT_APPLICABLE.word())
                            .with("not_understood", chart.reading().notUnderstood().size())
                            .row());
        }
        return rows;
    }

    private List<@Nullable Object> row(
            ChartText text, AssessedChart chart, Assessment assessment, int number) {
        List<@Nullable Object> row =
                begun(text, number)
                        .with("id", chart.patient())
                        .with("day", chart.asOf())
                        .with("pathway", assessment.pathway())
                        .with("version", assessment.version())
                        .with("status", assessment.status().word())
                        .with("decision", assessment.decision().orElse(null))
                        .with("missing", assessment.missing())
                        .with("alerts", assessment.alerts().stream().map(Alert::code).toList())
                        .with(DOSE, doses(assessment))
                        .with("results", AssessmentJson.value(assessment.results()))
                        .with("not_understood", chart.reading().notUnderstood().size())
                        .with("knowledge_hash", assessment.knowledgeHash())
                        .row();
        List<String> others = new ArrayList<>();
        for (Criterion criterion : assessment.criteria()) {
            Integer column = verdicts.get(criterion.id());
            if (column == null || row.get(column) != null) {
                others.add(criterion.id() + "=" + criterion.verdict().word());
            } else {
                row.set(column, criterion.verdict().word());
            }
        }
        row.set(columns.indexOf(RowColumn.texts("other_verdicts")), others);
        return row;
    }

    /// Of the results those that are named as doses, as JSON; null where none is.
    private static @Nullable String doses(Assessment assessment) {
        Map<String, @Nullable Object> doses = new LinkedHashMap<>();
        assessment
                .results()
                .forEach((name, value) -> {
                    if (name.toLowerCase(Locale.ROOT).contains(DOSE)) {
                        doses.put(name, value);
                    }
                });
        return doses.isEmpty() ? null : AssessmentJson.value(doses);
    }
}
