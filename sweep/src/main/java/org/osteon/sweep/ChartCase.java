package org.osteon.sweep;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import org.osteon.chart.Chart;
import org.osteon.chart.ChartReader;
import org.osteon.chart.ChartReading;
import org.osteon.pathway.batch.AssessmentCase;
import org.osteon.pathway.batch.UnusableChartException;

/// What a text is, and the chart in it.
final class ChartCase {
    private static final JsonFactory JSON = new JsonFactory();

    private ChartCase() {}

    /// What a JSON text is taken for, by the first of its keys that tells.
    enum Kind {
        /// Resources of one patient.
        BUNDLE,
        /// One resource that is no Bundle: a line of a Bulk Data export.
        RESOURCE,
        /// A chart with its day and pathways, or something that is said to be none.
        CASE
    }

    static Kind kind(byte[] json) {
        try (JsonParser parser = JSON.createParser(json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return Kind.CASE;
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                switch (name) {
                    case "resourceType" -> {
                        return "Bundle".equals(parser.getText()) ? Kind.BUNDLE : Kind.RESOURCE;
                    }
                    case "asOf", "pathway", "chart" -> {
                        return Kind.CASE;
                    }
                    default -> parser.skipChildren();
                }
            }
        } catch (IOException e) {
            // What is no JSON is said by whoever reads it as a case.
            return Kind.CASE;
        }
        return Kind.CASE;
    }

    /// The chart with the day and the pathways to ask.
    ///
    /// @throws UnusableChartException where it is none
    static AssessmentCase of(ChartText text, Question question) {
        if (text.problem().isPresent()) {
            throw new UnusableChartException(text.problem().get());
        }
        return isCase(text)
                ? AssessmentCase.read(text.json())
                : new AssessmentCase(question.asOf(), question.pathways(), chart(text));
    }

    /// Whether it names its own day and pathways.
    static boolean isCase(ChartText text) {
        return text.form() == ChartText.Form.WHOLE && kind(text.json()) == Kind.CASE;
    }

    /// The chart alone.
    ///
    /// @throws UnusableChartException where it is none
    static Chart chart(ChartText text) {
        if (text.problem().isPresent()) {
            throw new UnusableChartException(text.problem().get());
        }
        if (text.form() == ChartText.Form.RESOURCES) {
            return switch (ChartReader.resources(text.json())) {
                case ChartReading.Read(Chart chart) -> chart;
                case ChartReading.Unusable(String reason) ->
                        throw new UnusableChartException(reason);
            };
        }
        return isCase(text)
                ? AssessmentCase.read(text.json()).chart()
                : AssessmentCase.chart(text.json());
    }
}
