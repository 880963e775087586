package org.osteon.sweep;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osteon.chart.Chart;
import org.osteon.pathway.EndpointTable;
import org.osteon.pathway.Followed;
import org.osteon.pathway.KnowledgeBase;
import org.osteon.pathway.Outcomes;
import org.osteon.pathway.Pathway;
import org.osteon.pathway.batch.UnusableChartException;

/// An endpoint as a table, with a row for each chart: those that are in the table of the endpoint,
/// those that are left out with the reason, those who never came to time zero, and those that
/// cannot be followed.
final class EndpointRows implements Answers {
    /// The patient, of each chart that could be read.
    static final String ID = "id";

    /// `in` the table, `left out`, `not begun` or `unusable`.
    static final String PLACE = "place";

    /// Why it is not in it.
    static final String REASON = "reason";

    /// What stands before the names of the columns of the endpoint's table.
    static final String OF_TABLE = "t_";

    private final Question question;
    private final Pathway pathway;
    private final EndpointTable table;
    private final List<RowColumn> columns = new ArrayList<>();

    EndpointRows(Question question, KnowledgeBase knowledge) {
        this.question = question;
        this.pathway = knowledge.pathway(question.pathways().get(0)).orElseThrow();
        this.table = new EndpointTable(pathway, question.endpoint());
        columns.addAll(
                List.of(
                        RowColumn.text("source"),
                        RowColumn.number("line"),
                        RowColumn.number(ROW),
                        RowColumn.text(ID),
                        RowColumn.text(PLACE),
                        RowColumn.text(REASON),
                        RowColumn.text("knowledge_hash")));
        table.columns().forEach(name -> columns.add(RowColumn.text(OF_TABLE + name)));
    }

    /// How a chart stands with the endpoint.
    enum Place {
        IN,
        LEFT_OUT,
        NOT_BEGUN,
        UNUSABLE;

        String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    @Override
    public List<RowColumn> columns() {
        return List.copyOf(columns);
    }

    @Override
    public Answer of(ChartText text) {
        Chart chart;
        try {
            chart = ChartCase.chart(text);
        } catch (UnusableChartException e) {
            String patient = text.form() == ChartText.Form.RESOURCES ? text.source() : null;
            return unusable(text, patient, e.reason());
        } catch (StackOverflowError | OutOfMemoryError e) {
            return unusable(text, null, "too much for the memory given: " + e);
        }
        String patient = chart.patient().reference();
        return switch (Followed.of(chart, pathway, question.asOf())) {
            case Followed.Not(String reason) -> unusable(text, patient, reason);
            case Followed.Outcome(Outcomes outcomes) ->
                    new Answer(List.of(row(text, outcomes)), true);
        };
    }

    private Answer unusable(ChartText text, @Nullable String patient, String reason) {
        return new Answer(
                List.of(
                        begun(text, patient, Place.UNUSABLE)
                                .with(REASON, reason.replaceAll("\\s*\\R\\s*", " "))
                                .row()),
                false);
    }

    private Values begun(ChartText text, @Nullable String patient, Place place) {
        return new Values(columns)
                .with("source", text.source())
                .with("line", text.line() > 0 ? text.line() : null)
                .with(ROW, 0)
                .with(ID, patient)
                .with(PLACE, place.word())
                .with("knowledge_hash", pathway.knowledgeHash());
    }

    private List<@Nullable Object> row(ChartText text, Outcomes outcomes) {
        Optional<List<@Nullable Object>> found = table.row(outcomes);
        if (found.isEmpty()) {
            Optional<String> reason = table.leftOut(outcomes);
            return begun(
                            text,
                            outcomes.patient(),
                            reason.isPresent() ? Place.LEFT_OUT : Place.NOT_BEGUN)
                    .with(REASON, reason.orElse(null))
                    .row();
        }
        List<@Nullable Object> row = begun(text, outcomes.patient(), Place.IN).row();
        List<String> texts = EndpointTable.texts(found.get());
        for (int i = 0; i < texts.size(); i++) {
            row.set(columns.size() - texts.size() + i, texts.get(i));
        }
        return row;
    }
}
