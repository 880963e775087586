package org.osteon.app.web;

import java.util.List;
import java.util.Set;
import org.osteon.chart.Coding;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// FHIR resources as JSON trees: what the pages write starts from the text in the store or in the
/// pathway, so that nothing that they do not know is lost.
final class FhirText {
    /// Numbers keep the digits that they were written with.
    private static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                    .build();

    /// Elements of orders that repeat; FHIR's JSON writes them as lists.
    private static final Set<String> REPEATING =
            Set.of(
                    "dosageInstruction",
                    "event",
                    "additionalInstruction",
                    "doseAndRate",
                    "coding",
                    "note",
                    "reasonCode",
                    "category",
                    "bodySite",
                    "identifier",
                    "extension");

    private FhirText() {}

    static ObjectNode read(String json) {
        return (ObjectNode) MAPPER.readTree(json);
    }

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    static String write(JsonNode node) {
        return MAPPER.writeValueAsString(node);
    }

    /// The object that holds the last element of a path, made on the way where it is not there.
    static ObjectNode parent(ObjectNode resource, List<String> path) {
        ObjectNode at = resource;
        for (String element : path.subList(0, path.size() - 1)) {
            at = child(at, element);
        }
        return at;
    }

    private static ObjectNode child(ObjectNode at, String element) {
        JsonNode there = at.get(element);
        if (there instanceof ObjectNode object) {
            return object;
        }
        if (there instanceof ArrayNode array && array.get(0) instanceof ObjectNode first) {
            return first;
        }
        return repeats(element) ? at.putArray(element).addObject() : at.putObject(element);
    }

    static boolean repeats(String element) {
        return REPEATING.contains(element);
    }

    static ObjectNode coding(Coding coding) {
        ObjectNode node = object();
        if (!coding.system().isEmpty()) {
            node.put("system", coding.system());
        }
        node.put("code", coding.code());
        if (!coding.display().isEmpty()) {
            node.put("display", coding.display());
        }
        return node;
    }

    /// A concept with words only.
    static ObjectNode concept(String text) {
        return object().put("text", text);
    }
}
