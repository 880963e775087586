package org.osteon.sweep;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osteon.pathway.KnowledgeBase;

/// What is written of each chart.
interface Answers {
    /// The number of the row among those of its chart, from 0: of rows with 0 there are as many as
    /// charts.
    String ROW = "row";

    /// The columns of its rows.
    List<RowColumn> columns();

    /// The rows of a chart; at least one.
    Answer of(ChartText text);

    /// What became of a chart.
    ///
    /// @param rows its rows
    /// @param answered false where the rows say why there is no answer
    record Answer(List<List<@Nullable Object>> rows, boolean answered) {}

    /// Those of a question.
    static Answers of(Question question, KnowledgeBase knowledge) {
        return switch (question.subject()) {
            case ASSESSMENTS ->
                    question.form() == Question.Form.NDJSON
                            ? new AssessmentLines(question, knowledge)
                            : new AssessmentRows(question, knowledge);
            case ENDPOINT -> new EndpointRows(question, knowledge);
        };
    }

    /// A row in the making: values by the names of columns.
    final class Values {
        private final List<RowColumn> columns;
        private final @Nullable Object[] values;

        Values(List<RowColumn> columns) {
            this.columns = columns;
            this.values = new Object[columns.size()];
        }

        Values with(String column, @Nullable Object value) {
            for (int i = 0; i < values.length; i++) {
                if (columns.get(i).name().equals(column)) {
                    values[i] = value;
                    return this;
                }
            }
            throw new IllegalArgumentException("there is no column " + column);
        }

        List<@Nullable Object> row() {
            return new ArrayList<@Nullable Object>(Arrays.asList(values));
        }
    }
}
