package org.osteon.report;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import java.util.List;
import org.osteon.outcome.competing.FineGray;
import org.osteon.outcome.regression.LinearModel;

/// Results as JSON: the component names of the records, numbers in full precision, whole numbers
/// without a point, not defined = null.
public final class ResultJson {
    private static final ObjectMapper MAPPER = mapper();

    private ResultJson() {}

    @JsonIgnoreProperties("baseline")
    private interface WithoutBaseline {}

    @JsonIgnoreProperties("unscaledCovariance")
    private interface WithoutCovariance {}

    private static ObjectMapper mapper() {
        SimpleModule numbers = new SimpleModule();
        numbers.addSerializer(double[].class, new Doubles());
        numbers.addSerializer(Double.class, new OneDouble());
        numbers.addSerializer(double.class, new OneDouble());
        return new ObjectMapper()
                .registerModule(numbers)
                .setDefaultPropertyInclusion(JsonInclude.Include.NON_NULL)
                .addMixIn(FineGray.Fit.class, WithoutBaseline.class)
                .addMixIn(LinearModel.Fit.class, WithoutCovariance.class);
    }

    public static JsonNode tree(Object result) {
        return MAPPER.valueToTree(result);
    }

    /// Rows of a table, in which a missing field stays as null.
    public static JsonNode withNulls(Object rows) {
        return MAPPER.copy()
                .setDefaultPropertyInclusion(JsonInclude.Include.ALWAYS)
                .valueToTree(rows);
    }

    /// A fitted model; a one-by-one covariance is written as a list of its element, as in the
    /// reference files.
    public static ObjectNode model(Object fit) {
        ObjectNode tree = (ObjectNode) tree(fit);
        JsonNode covariance = tree.path("var");
        if (covariance.size() == 1) {
            tree.set("var", covariance.get(0));
        }
        return tree;
    }

    public static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /// Labels as numbers when all of them are.
    public static ArrayNode labels(List<String> labels) {
        ArrayNode numbers = MAPPER.createArrayNode();
        ArrayNode texts = MAPPER.createArrayNode();
        labels.forEach(texts::add);
        try {
            labels.forEach(label -> numbers.add(Long.parseLong(label)));
            return numbers;
        } catch (NumberFormatException e) {
            return texts;
        }
    }

    public static String pretty(JsonNode tree) {
        try {
            return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(tree);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Arrays of one element become that element, as the reference files write results at a single
    /// time.
    public static JsonNode unboxed(JsonNode node) {
        if (node instanceof ArrayNode array) {
            if (array.size() == 1 && array.get(0).isValueNode()) {
                return array.get(0);
            }
            ArrayNode copy = MAPPER.createArrayNode();
            array.forEach(element -> copy.add(unboxed(element)));
            return copy;
        }
        if (node instanceof ObjectNode object) {
            ObjectNode copy = MAPPER.createObjectNode();
            object.properties()
                    .forEach(field -> copy.set(field.getKey(), unboxed(field.getValue())));
            return copy;
        }
        return node;
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
