package org.osteon.app.cli;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osteon.chart.Chart;
import org.osteon.chart.ChartReader;
import org.osteon.chart.ChartReading;
import org.osteon.records.words.CalendarDay;
import org.osteon.records.words.Problem;

/// Charts from files.
public final class ChartFile {
    private static final JsonFactory JSON = new JsonFactory();

    private ChartFile() {}

    /// Reads a file that is a Bundle.
    ///
    /// @throws Problem where it is not a chart, with the reason
    public static Chart bundle(Path file) {
        try {
            return chart(bytes(file), file + ": ");
        } catch (OutOfMemoryError _) {
            throw Problem.unusable(tooLarge(file));
        }
    }

    /// Reads a file that is a Bundle, or an object with the key `chart`.
    ///
    /// @throws Problem where it holds no chart, with the reason
    public static Chart any(Path file) {
        try {
            return bundle(file);
        } catch (Problem notABundle) {
            try {
                return assessmentCase(file).chart();
            } catch (Problem _) {
                throw notABundle;
            }
        }
    }

    /// A chart with the day and the pathways to assess it by.
    ///
    /// @param asOf the day
    /// @param pathways ids of pathways; empty: every one that applies
    /// @param chart the chart
    public record Case(LocalDate asOf, List<String> pathways, Chart chart) {}

    /// Reads a file with the keys `asOf`, `pathway` and `chart`; others are ignored.
    ///
    /// @throws Problem where it is not such a file, with the reason
    public static Case assessmentCase(Path file) {
        try {
            return assessmentCase(bytes(file));
        } catch (OutOfMemoryError _) {
            throw Problem.unusable(tooLarge(file));
        }
    }

    /// Reads an object with the keys `asOf`, `pathway` and `chart`; others are ignored.
    ///
    /// @throws Problem where it is not such an object, with the reason
    static Case assessmentCase(byte[] json) {
        try (JsonParser parser = JSON.createParser(json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw Problem.unusable("not an object with asOf, pathway and chart");
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
                throw Problem.unusable("not JSON: something follows the end of the object");
            }
            return new Case(
                    CalendarDay.parse(required("asOf", asOf)),
                    required("pathway", pathways),
                    chart(required("chart", chart), ""));
        } catch (JacksonException e) {
            throw Problem.unusable("not JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw Problem.unusable("cannot be read: " + e.getMessage());
        }
    }

    private static <T> T required(String key, @Nullable T value) {
        if (value == null) {
            throw Problem.unusable("the key '" + key + "' is missing or has no value");
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
            throw Problem.unusable("not UTF-8");
        }
        return Arrays.copyOfRange(json, (int) start, (int) end);
    }

    private static Chart chart(byte[] json, String where) {
        return switch (ChartReader.bundle(json)) {
            case ChartReading.Read(Chart chart) -> chart;
            case ChartReading.Unusable(String reason) -> throw Problem.unusable(where + reason);
        };
    }

    private static byte[] bytes(Path file) {
        if (Files.isDirectory(file)) {
            throw Problem.unusable(
                    file + " is a folder, not a chart; for a folder of charts use --batch " + file);
        }
        if (!Files.exists(file)) {
            throw Problem.unusable("no such file: " + file);
        }
        try {
            return Files.readAllBytes(file);
        } catch (AccessDeniedException e) {
            throw Problem.unusable("no permission to read " + file);
        } catch (IOException e) {
            throw Problem.unusable(file + " cannot be read: " + e.getMessage());
        }
    }

    private static String tooLarge(Path file) {
        return file
                + " is too large for the memory given ("
                + file.toFile().length() / 1_000_000
                + " MB; memory "
                + Runtime.getRuntime().maxMemory() / 1_000_000
                + " MB). Give more with OSTEON_JAVA_OPTIONS=-Xmx8g";
    }
}
