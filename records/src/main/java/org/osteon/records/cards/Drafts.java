package org.osteon.records.cards;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

/// Unsigned orders have no id yet in many record systems: each gets a name for the time of the
/// call.
///
/// @param json the Bundle, every resource with an id
/// @param named the references of those that had none
record Drafts(byte[] json, Set<String> named) {
    private static final String UNNAMED = "unsigned-";
    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                    .build();

    /// @param json a Bundle or a resource, well-formed
    static Drafts of(byte[] json) throws IOException {
        JsonNode read = JSON.readTree(json);
        Set<String> named = new HashSet<>();
        if (read.path("resourceType").asText().equals("Bundle")) {
            int place = 0;
            for (JsonNode entry : read.path("entry")) {
                place++;
                boolean addressed = !entry.path("fullUrl").asText("").isBlank();
                if (!addressed && entry.path("resource") instanceof ObjectNode resource) {
                    name(resource, place, named);
                }
            }
        } else if (read instanceof ObjectNode resource) {
            name(resource, 1, named);
        }
        return named.isEmpty()
                ? new Drafts(json, named)
                : new Drafts(JSON.writeValueAsBytes(read), named);
    }

    private static void name(ObjectNode resource, int place, Set<String> named) {
        if (resource.path("id").asText("").isBlank()) {
            String id = UNNAMED + place;
            resource.put("id", id);
            named.add(resource.path("resourceType").asText() + "/" + id);
        }
    }
}
