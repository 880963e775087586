package org.osteon.outcome.reference;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/// The reference cases, and how a result of the library is held against one: every field that R
/// gives must be there and agree, x for the expected y when |x - y| <= relTol |y| + 1e-14; null is
/// not defined (`NaN`).
final class Reference {
    static final Path FOLDER = Path.of("src/test/resources/outcomes");
    private static final ObjectMapper MAPPER = mapper();

    /// R names coefficients of terms otherwise, and says whether it converged; ours are refused
    /// when they do not.
    private static final Set<String> NAMES_ONLY = Set.of("converged");

    private Reference() {}

    /// One case.
    record Case(String id, JsonNode node) {
        JsonNode expect() {
            return node.get("expect");
        }

        String text(String field) {
            return node.path(field).asText();
        }

        double number(String field) {
            return node.get(field).asDouble();
        }

        /// A list of numbers, null = `NaN`.
        double[] numbers(String field) {
            return Reference.numbers(node.get(field));
        }

        int[] codes(String field) {
            double[] values = numbers(field);
            int[] codes = new int[values.length];
            for (int i = 0; i < codes.length; i++) {
                codes[i] = (int) values[i];
            }
            return codes;
        }

        List<String> texts(String field) {
            return Reference.texts(node.get(field));
        }

        /// The display times of the case.
        double[] times() {
            JsonNode times = expect().get("times");
            return Reference.numbers(
                    times == null ? expect().elements().next().get("times") : times);
        }
    }

    static double[] numbers(JsonNode list) {
        if (list.isNumber()) {
            return new double[] {list.asDouble()};
        }
        double[] values = new double[list.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = list.get(i).isNull() ? Double.NaN : list.get(i).asDouble();
        }
        return values;
    }

    static List<String> texts(JsonNode list) {
        List<String> values = new ArrayList<>();
        list.forEach(value -> values.add(value.asText()));
        return values;
    }

    static Map<String, Case> cases() {
        Map<String, Case> cases = new LinkedHashMap<>();
        read("reference-cases.json")
                .get("cases")
                .forEach(node -> {
                    Case one = new Case(node.get("id").asText(), node);
                    cases.put(one.id(), one);
                });
        return cases;
    }

    static JsonNode read(String file) {
        try {
            return MAPPER.readTree(FOLDER.resolve(file).toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A test per case; the results are records, maps and lists with the names of the reference.
    static Stream<DynamicTest> tests(Map<String, Function<Case, Object>> results) {
        Map<String, Case> cases = cases();
        return results.entrySet().stream()
                .map(entry ->
                        DynamicTest.dynamicTest(
                                entry.getKey(),
                                () -> {
                                    Case one = cases.get(entry.getKey());
                                    assertThat(differences(one, entry.getValue().apply(one)))
                                            .isEmpty();
                                }));
    }

    static List<String> differences(Case one, Object result) {
        Set<String> ignored =
                one.id().startsWith("ancova") ? Set.of("converged", "coefNames") : NAMES_ONLY;
        boolean stopped =
                one.expect().has("converged") && !one.expect().get("converged").asBoolean();
        double tolerance = one.number("relTol");
        return differences(
                one.expect(),
                MAPPER.valueToTree(result),
                stopped ? Math.max(tolerance, 1e-7) : tolerance,
                ignored);
    }

    static List<String> differences(
            JsonNode expected, JsonNode actual, double tolerance, Set<String> ignored) {
        List<String> differences = new ArrayList<>();
        new Comparison(tolerance, ignored, differences).compare("", expected, actual);
        return differences;
    }

    static JsonNode tree(Object result) {
        return MAPPER.valueToTree(result);
    }

    private record Comparison(double tolerance, Set<String> ignored, List<String> differences) {
        /// What lies below it is noise of the reference: its adjusted p values of several
        /// comparisons with one are one less the distribution, which leaves them thirteen places
        /// and no more.
        private static double least(String path) {
            return path.startsWith("/differences/p/") ? 1e-13 : 1e-14;
        }

        void compare(String path, JsonNode expected, JsonNode actual) {
            if (actual == null || actual.isMissingNode()) {
                differences.add(path + " is missing");
            } else if (expected.isValueNode() && actual.isArray() && actual.size() == 1) {
                // The reference writes a list of one as its element.
                compare(path, expected, actual.get(0));
            } else if (expected.isObject()) {
                for (var field : expected.properties()) {
                    if (!ignored.contains(field.getKey())) {
                        String name = field.getKey();
                        compare(path + "/" + name, field.getValue(), actual.get(name));
                    }
                }
            } else if (expected.isArray()) {
                if (!actual.isArray() || actual.size() != expected.size()) {
                    differences.add(path + " has not " + expected.size() + " elements: " + actual);
                    return;
                }
                for (int i = 0; i < expected.size(); i++) {
                    compare(path + "/" + i, expected.get(i), actual.get(i));
                }
            } else if (expected.isNumber()) {
                double y = expected.asDouble();
                double x = actual.isNumber() ? actual.asDouble() : Double.NaN;
                if (!(Math.abs(x - y) <= tolerance * Math.abs(y) + least(path))) {
                    differences.add(path + " is " + actual + ", not " + y);
                }
            } else if (!expected.equals(actual)) {
                differences.add(path + " is " + actual + ", not " + expected);
            }
        }
    }

    private static ObjectMapper mapper() {
        SimpleModule numbers = new SimpleModule();
        numbers.addSerializer(double[].class, new Doubles());
        numbers.addSerializer(Double.class, new OneDouble());
        numbers.addSerializer(double.class, new OneDouble());
        return new ObjectMapper().registerModule(numbers);
    }

    private static void write(double value, JsonGenerator json) throws IOException {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            json.writeNull();
        } else if (value == Math.rint(value) && Math.abs(value) < 1e15) {
            json.writeNumber((long) value);
        } else {
            json.writeNumber(value);
        }
    }

    private static final class Doubles extends StdSerializer<double[]> {
        private static final long serialVersionUID = 1L;

        Doubles() {
            super(double[].class);
        }

        @Override
        public void serialize(double[] values, JsonGenerator json, SerializerProvider provider)
                throws IOException {
            json.writeStartArray();
            for (double value : values) {
                write(value, json);
            }
            json.writeEndArray();
        }
    }

    private static final class OneDouble extends StdSerializer<Double> {
        private static final long serialVersionUID = 1L;

        OneDouble() {
            super(Double.class);
        }

        @Override
        public void serialize(Double value, JsonGenerator json, SerializerProvider provider)
                throws IOException {
            write(value, json);
        }
    }
}
