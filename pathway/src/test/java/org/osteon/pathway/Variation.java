package org.osteon.pathway;

import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;
import org.osteon.chart.Chart;
import org.osteon.chart.ChartReader;
import org.osteon.chart.ChartReading;

/// A worked case whose chart is told in another way.
///
/// @param one the case
/// @param chart the Bundle, to be changed
record Variation(WorkedCase one, ObjectNode chart) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static Variation of(WorkedCase one) {
        try {
            return new Variation(one, (ObjectNode) JSON.readTree(one.json()).path("chart"));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /// The same with the resource at an index changed; null where the change does not apply to it.
    Variation with(int index, Predicate<ObjectNode> change) {
        ObjectNode changed = chart.deepCopy();
        return change.test((ObjectNode) changed.path("entry").get(index).path("resource"))
                ? new Variation(one, changed)
                : null;
    }

    /// The same with one more resource.
    Variation and(ObjectNode resource) {
        ObjectNode changed = chart.deepCopy();
        ((ArrayNode) changed.path("entry")).addObject().set("resource", resource);
        return new Variation(one, changed);
    }

    Variation without(int index) {
        ObjectNode changed = chart.deepCopy();
        ((ArrayNode) changed.path("entry")).remove(index);
        return new Variation(one, changed);
    }

    int size() {
        return chart.path("entry").size();
    }

    ObjectNode resource(int index) {
        return (ObjectNode) chart.path("entry").get(index).path("resource");
    }

    /// What evidence calls the resource at an index.
    String reference(int index) {
        JsonNode entry = chart.path("entry").get(index);
        JsonNode resource = entry.path("resource");
        String name =
                resource.has("id") ? resource.path("id").asText() : entry.path("fullUrl").asText();
        return resource.path("resourceType").asText() + "/" + name;
    }

    /// Whether another resource refers to the one at an index.
    boolean isPointedAt(int index) {
        Set<String> references = new HashSet<>();
        chart.findValues("reference").forEach(one -> references.add(one.asText()));
        return references.contains(reference(index))
                || references.contains(chart.path("entry").get(index).path("fullUrl").asText());
    }

    ChartReading read() {
        try {
            return ChartReader.bundle(JSON.writeValueAsBytes(chart));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /// What the pathway of the case says.
    Assessment assessed() {
        return switch (read()) {
            case ChartReading.Read(Chart read) -> Knowledge.pathwayOf(one).assess(read, one.asOf());
            case ChartReading.Unusable(var reason) -> fail("%s: %s", one, reason);
        };
    }

    @Override
    public String toString() {
        return one.toString();
    }
}
