package org.osteon.pathway.reading;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.osteon.chart.Chart;
import org.osteon.chart.ChartReader;
import org.osteon.chart.ChartReading;
import org.osteon.chart.Resource;

/// The delivered recognition data, and charts read by it.
final class Delivered {
    static final LocalDate AS_OF = LocalDate.of(2026, 11, 20);
    static final KnownRecognition RECOGNITION = recognition(UnaryOperator.identity());

    private static final Path EXPORTS = Path.of("src/test/resources/exports");

    private Delivered() {}

    /// With the text of each file changed.
    static KnownRecognition recognition(UnaryOperator<String> change) {
        return new KnownRecognition(
                texts().values().stream()
                        .map(text -> ChartReader.resource(change.apply(text)).content())
                        .toList());
    }

    static Map<String, String> texts() {
        Map<String, String> texts = new TreeMap<>();
        try (Stream<Path> files = Files.list(Path.of("../knowledge/common/recognition"))) {
            for (Path file : files.toList()) {
                texts.put(file.getFileName().toString(), Files.readString(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return texts;
    }

    static Chart chart(String... resources) {
        String all =
                "{\"resourceType\":\"Patient\",\"id\":\"p\",\"birthDate\":\"1960-01-01\"}\n"
                        + String.join("\n", resources);
        return read(ChartReader.resources(all.getBytes(StandardCharsets.UTF_8)));
    }

    static Chart export(String name) {
        try {
            return read(ChartReader.bundle(Files.readAllBytes(EXPORTS.resolve(name + ".json"))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<String> exports() {
        try (Stream<Path> files = Files.list(EXPORTS)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".json"))
                    .map(name -> name.substring(0, name.length() - ".json".length()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Chart read(ChartReading reading) {
        return switch (reading) {
            case ChartReading.Read(var chart) -> chart;
            case ChartReading.Unusable(var reason) -> throw new IllegalArgumentException(reason);
        };
    }

    static ReadChart reading(Chart chart) {
        return ReadChart.of(chart, AS_OF, RECOGNITION);
    }

    /// The one resource beside the patient, as rules see it.
    static Resource only(String resource) {
        return reading(chart(resource)).chart().resources().get(1);
    }

    static String observation(String code, String value) {
        return """
        {"resourceType":"Observation","id":"o","status":"final","effectiveDateTime":"2026-11-19",
         "code":%s,%s}\
        """
                .formatted(code, value)
                .replace("\n", "");
    }

    static String loinc(String code) {
        return "{\"coding\":[{\"system\":\"http://loinc.org\",\"code\":\"" + code + "\"}]}";
    }

    static String quantity(String number, String unit) {
        return "\"valueQuantity\":{\"value\":" + number + ",\"unit\":\"" + unit + "\"}";
    }

    static String shown(Resource observation) {
        return observation
                .content()
                .object("value")
                .map(value ->
                        value.number("value").orElseThrow().toPlainString()
                                + " "
                                + value.text("code").or(() -> value.text("unit")).orElse(""))
                .orElse("");
    }
}
