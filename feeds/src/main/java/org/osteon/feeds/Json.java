package org.osteon.feeds;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;

/// Resources as JSON trees; numbers keep the digits that they were written with.
final class Json {
    private static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .enable(
                            com.fasterxml.jackson.core.JsonGenerator.Feature
                                    .WRITE_BIGDECIMAL_AS_PLAIN)
                    .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                    .build();

    private Json() {}

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    static ObjectNode resource(String type, String id) {
        return object().put("resourceType", type).put("id", id);
    }

    static JsonNode tree(String json) throws JsonProcessingException {
        return MAPPER.readTree(json);
    }

    /// A resource that a store holds.
    static ObjectNode read(String json) {
        try {
            return (ObjectNode) MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("a resource is JSON", e);
        }
    }

    static String write(JsonNode node) {
        try {
            return MAPPER.writeValueAsString(node);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("a tree can be written", e);
        }
    }

    static ObjectNode reference(String type, String id) {
        return object().put("reference", type + "/" + id);
    }

    static ObjectNode identifier(Identifier identifier) {
        return object().put("system", identifier.system()).put("value", identifier.value());
    }

    /// Adds an identifier where it is not there.
    static void identify(ObjectNode resource, Identifier identifier) {
        ArrayNode all = resource.withArray("identifier");
        for (JsonNode one : all) {
            if (one.path("system").asText().equals(identifier.system())
                    && one.path("value").asText().equals(identifier.value())) {
                return;
            }
        }
        all.add(identifier(identifier));
    }
}
