package org.osteon.pathway;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A file of worked cases, in one of two forms.
///
/// One case: an object with `id`, `title`, `from` (the sentence of the reference it was written
/// from), `pathway`, `asOf`, `chart` (a Bundle) and `expected`.
///
/// Many cases: `pathway`; `base`, the address before `Type/id` in `fullUrl`; `charts`, Bundles by
/// name; and `cases`, each like the above but that its `chart` is `{"like": NAME, "change":
/// {"Type/id": …}}`. A change is a JSON merge patch (RFC 7396) of the resource; `null` takes it
/// out; one of a reference that the chart does not have is the whole new resource.
final class CaseFile {
    static final String CHART = "chart";

    private static final ObjectReader EXACT =
            new ObjectMapper()
                    .reader()
                    .with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .without(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES);

    private final Path file;
    private final ObjectNode json;

    private CaseFile(Path file, ObjectNode json) {
        this.file = file;
        this.json = json;
    }

    static List<WorkedCase> cases(Path file) throws IOException {
        ObjectNode json = json(file);
        String name = String.valueOf(file.getFileName()).replaceAll("\\.json$", "");
        if (!json.has("cases")) {
            return List.of(
                    new WorkedCase(
                            name, (ObjectNode) json.without(CHART), () -> chartOfOneCase(file)));
        }
        CaseFile shared = new CaseFile(file, json);
        List<WorkedCase> cases = new ArrayList<>();
        for (JsonNode one : json.path("cases")) {
            if (!one.isObject()) {
                throw new IOException(file + ": " + one + " among the cases is not an object");
            }
            JsonNode chart = shared.checked(one.path(CHART));
            ObjectNode content = one.<ObjectNode>deepCopy().without(CHART);
            content.put("pathway", json.path("pathway").asText());
            cases.add(new WorkedCase(name, content, () -> shared.chart(chart)));
        }
        return cases;
    }

    private static JsonNode chartOfOneCase(Path file) {
        try {
            return json(file).path(CHART);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ObjectNode json(Path file) throws IOException {
        try {
            JsonNode json = EXACT.readTree(Files.readString(file));
            if (json instanceof ObjectNode object) {
                return object;
            }
            throw new IOException(file + " is not a JSON object");
        } catch (JsonProcessingException e) {
            throw new IOException(file + " is not JSON: " + e.getOriginalMessage(), e);
        }
    }

    private JsonNode checked(JsonNode written) throws IOException {
        String name = written.path("like").asText();
        if (written.has("like") && !json.path("charts").path(name).isObject()) {
            throw new IOException(file + ": there is no chart \"" + name + "\"");
        }
        return written;
    }

    private JsonNode chart(JsonNode written) {
        if (!written.has("like")) {
            return written;
        }
        return changed(
                json.path("charts").get(written.path("like").asText()),
                written.path("change"),
                json.path("base").asText(""));
    }

    /// A bundle with changes: by reference a JSON merge patch, `null`, or a whole new resource.
    ///
    /// @param base what stands before `Type/id` in the `fullUrl` of a new one; empty: it has none
    static ObjectNode changed(JsonNode written, JsonNode change, String base) {
        ObjectNode bundle = written.deepCopy();
        Map<String, JsonNode> changes = new HashMap<>();
        change.properties().forEach(one -> changes.put(one.getKey(), one.getValue()));
        ArrayNode entries = bundle.putArray("entry");
        for (JsonNode entry : written.path("entry")) {
            JsonNode resource = entry.path("resource");
            JsonNode patch = changes.remove(reference(resource));
            if (patch == null) {
                entries.add(entry);
            } else if (!patch.isNull()) {
                ObjectNode changed = entry.deepCopy();
                changed.set("resource", merged(resource, patch));
                entries.add(changed);
            }
        }
        change.properties().stream()
                .filter(one -> changes.containsKey(one.getKey()) && !one.getValue().isNull())
                .forEach(one -> entries.add(added(one.getKey(), one.getValue(), base)));
        return bundle;
    }

    private static ObjectNode added(String reference, JsonNode resource, String base) {
        ObjectNode entry = JsonNodeFactory.instance.objectNode();
        if (!base.isEmpty()) {
            entry.put("fullUrl", base + reference);
        }
        int slash = reference.indexOf('/');
        ObjectNode named = entry.putObject("resource");
        named.put("resourceType", reference.substring(0, slash));
        named.put("id", reference.substring(slash + 1));
        named.setAll((ObjectNode) resource);
        return entry;
    }

    private static String reference(JsonNode resource) {
        return resource.path("resourceType").asText() + "/" + resource.path("id").asText();
    }

    /// RFC 7396.
    private static JsonNode merged(JsonNode target, JsonNode patch) {
        if (!(patch instanceof ObjectNode changes)) {
            return patch;
        }
        ObjectNode merged =
                target instanceof ObjectNode object
                        ? object.deepCopy()
                        : JsonNodeFactory.instance.objectNode();
        changes.properties()
                .forEach(one -> {
                    if (one.getValue().isNull()) {
                        merged.remove(one.getKey());
                    } else {
                        merged.set(one.getKey(), merged(merged.path(one.getKey()), one.getValue()));
                    }
                });
        return merged;
    }
}
