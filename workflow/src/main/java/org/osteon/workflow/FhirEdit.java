package org.osteon.workflow;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;
import org.osteon.chart.Coding;

/// FHIR resources as JSON trees: what is written starts from the text in the chart or in the
/// pathway, so that nothing that we do not know is lost.
public final class FhirEdit {
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

    private static final Coding ENTERING = new Coding("urn:osteon:form", "entering", "");

    private FhirEdit() {}

    /// The tree of a resource.
    public static ObjectNode read(String json) {
        try {
            return (ObjectNode) tree(json);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("a resource is JSON", e);
        }
    }

    /// The tree of a text.
    public static JsonNode tree(String json) throws JsonProcessingException {
        return MAPPER.readTree(json);
    }

    /// An empty one.
    public static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /// The text of a tree.
    public static String write(JsonNode node) {
        try {
            return MAPPER.writeValueAsString(node);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("a tree can be written", e);
        }
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

    /// A coding, without what it does not say.
    public static ObjectNode coding(Coding coding) {
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

    /// The same marked as what is only being entered, for rules that look at it before it is kept.
    public static ObjectNode entering(ObjectNode resource) {
        ObjectNode marked = resource.deepCopy();
        marked.withObject("meta").withArray("tag").add(coding(ENTERING));
        return marked;
    }

    /// A concept with words only.
    static ObjectNode concept(String text) {
        return object().put("text", text);
    }

    /// Gives a resource an extension with a text, in place of one of the same name.
    static void extension(ObjectNode resource, String url, String text) {
        removeExtension(resource, url);
        resource.withArray("extension").addObject().put("url", url).put("valueString", text);
    }

    /// Takes the extensions of a name away.
    static void removeExtension(ObjectNode resource, String url) {
        if (resource.get("extension") instanceof ArrayNode extensions) {
            for (int i = extensions.size() - 1; i >= 0; i--) {
                if (extensions.get(i).path("url").asText("").equals(url)) {
                    extensions.remove(i);
                }
            }
            if (extensions.isEmpty()) {
                resource.remove("extension");
            }
        }
    }
}
