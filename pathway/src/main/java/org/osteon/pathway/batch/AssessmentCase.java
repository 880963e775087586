package org.osteon.pathway.batch;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osteon.chart.Chart;
import org.osteon.chart.ChartReader;
import org.osteon.chart.ChartReading;
import org.osteon.chart.JsonEncoding;
import org.osteon.pathway.words.DayText;

/// A chart with the day and the pathways to assess it by.
///
/// @param asOf the day
/// @param pathways ids of pathways
/// @param chart the chart
public record AssessmentCase(LocalDate asOf, List<String> pathways, Chart chart) {
    private static final JsonFactory JSON = new JsonFactory();

    public AssessmentCase {
        pathways = List.copyOf(pathways);
    }

    /// Reads an object with the keys `asOf`, `pathway` and `chart`; others are ignored.
    ///
    /// @throws UnusableChartException where it is not such an object
    public static AssessmentCase read(byte[] json) {
        return inOneGo(json).orElseGet(() -> inParts(json));
    }

    /// Without going over the chart twice; empty where something is wrong, which [#inParts] says.
    private static Optional<AssessmentCase> inOneGo(byte[] json) {
        if (json.length == 0
                || json[0] != '{'
                || !JsonEncoding.of(json).equals(StandardCharsets.UTF_8)) {
            return Optional.empty();
        }
        try (JsonParser parser = ChartReader.parser(json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return Optional.empty();
            }
            String asOf = null;
            List<String> pathways = null;
            Chart chart = null;
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                JsonToken token = parser.nextToken();
                switch (name) {
                    case "asOf" -> asOf = parser.getText();
                    case "pathway" -> pathways = texts(parser, token);
                    case "chart" -> {
                        Optional<Chart> read = ChartReader.within(json, parser);
                        if (read.isEmpty()) {
                            return Optional.empty();
                        }
                        chart = read.get();
                    }
                    default -> parser.skipChildren();
                }
            }
            return parser.nextToken() != null || asOf == null || pathways == null || chart == null
                    ? Optional.empty()
                    : Optional.of(new AssessmentCase(day(asOf), pathways, chart));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /// The chart after all else, so that what is wrong is said in one order.
    private static AssessmentCase inParts(byte[] json) {
        try (JsonParser parser = JSON.createParser(json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new UnusableChartException("not an object with asOf, pathway and chart");
            }
            String asOf = null;
            List<String> pathways = null;
            byte[] chart = null;
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                JsonToken token = parser.nextToken();
                switch (name) {
                    case "asOf" -> asOf = parser.getText();
                    case "pathway" -> pathways = texts(parser, token);
                    case "chart" -> chart = slice(parser, json);
                    default -> parser.skipChildren();
                }
            }
            if (parser.nextToken() != null) {
                throw new UnusableChartException(
                        "not JSON: something follows the end of the object");
            }
            return new AssessmentCase(
                    day(required("asOf", asOf)),
                    required("pathway", pathways),
                    chart(required("chart", chart)));
        } catch (JacksonException e) {
            throw new UnusableChartException("not JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new UnusableChartException("cannot be read: " + e.getMessage());
        }
    }

    /// Reads a Bundle.
    ///
    /// @throws UnusableChartException where it is not a chart
    public static Chart chart(byte[] bundle) {
        return switch (ChartReader.bundle(bundle)) {
            case ChartReading.Read(Chart chart) -> chart;
            case ChartReading.Unusable(String reason) -> throw new UnusableChartException(reason);
        };
    }

    private static LocalDate day(String text) {
        try {
            return DayText.parse(text);
        } catch (IllegalArgumentException e) {
            throw new UnusableChartException(String.valueOf(e.getMessage()));
        }
    }

    private static <T> T required(String key, @Nullable T value) {
        if (value == null) {
            throw new UnusableChartException("the key '" + key + "' is missing or has no value");
        }
        return value;
    }

    private static List<String> texts(JsonParser parser, JsonToken token) throws IOException {
        List<String> texts = new ArrayList<>();
        if (token == JsonToken.START_ARRAY) {
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                texts.add(String.valueOf(parser.getText()));
                parser.skipChildren();
            }
        } else {
            texts.add(String.valueOf(parser.getText()));
            parser.skipChildren();
        }
        return texts;
    }

    private static byte[] slice(JsonParser parser, byte[] json) throws IOException {
        long start = parser.currentTokenLocation().getByteOffset();
        parser.skipChildren();
        long end = parser.currentLocation().getByteOffset();
        if (start < 0) {
            throw new UnusableChartException("not UTF-8");
        }
        return Arrays.copyOfRange(json, (int) start, (int) end);
    }
}
