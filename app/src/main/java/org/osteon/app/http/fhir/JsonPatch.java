package org.osteon.app.http.fhir;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.osteon.records.words.Problem;
import org.osteon.records.words.ProblemKind;

/// JSON Patch (RFC 6902): all of its steps, or none. Numbers stay as they were written.
final class JsonPatch {
    private static final int MOST_STEPS = 1_000;
    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    private final ArrayNode steps;

    private JsonPatch(ArrayNode steps) {
        this.steps = steps;
    }

    /// Reads a patch.
    ///
    /// @throws Problem where it is none
    static JsonPatch of(String text) {
        if (!(read(text) instanceof ArrayNode steps)) {
            throw Problem.unusable("a JSON Patch is a list of steps: [{\"op\": …, \"path\": …}]");
        }
        if (steps.size() > MOST_STEPS) {
            throw Problem.unusable("a JSON Patch has at most " + MOST_STEPS + " steps");
        }
        return new JsonPatch(steps);
    }

    private static JsonNode read(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw Problem.unusable("not JSON: " + e.getOriginalMessage());
        }
    }

    /// What becomes of a document.
    ///
    /// @throws Problem where a step cannot be done
    String applyTo(String document) {
        JsonNode now = read(document);
        for (JsonNode step : steps) {
            now = done(now, step);
        }
        return now.toString();
    }

    private static JsonNode done(JsonNode document, JsonNode step) {
        String path = text(step, "path");
        return switch (text(step, "op")) {
            case "add" -> added(document, path, value(step));
            case "remove" -> removed(document, path);
            case "replace" -> added(removed(document, path), path, value(step));
            case "move" -> {
                String from = text(step, "from");
                if (path.startsWith(from + "/")) {
                    throw impossible("move", path, "it is within " + from);
                }
                JsonNode value = at(document, from);
                yield added(removed(document, from), path, value);
            }
            case "copy" -> added(document, path, at(document, text(step, "from")).deepCopy());
            case "test" -> {
                if (!equal(at(document, path), value(step))) {
                    throw impossible("test", path, "it is " + at(document, path));
                }
                yield document;
            }
            case String other ->
                    throw Problem.unusable(
                            "op is add, remove, replace, move, copy or test, not '" + other + "'");
        };
    }

    /// Numbers are equal by their value.
    private static boolean equal(JsonNode one, JsonNode other) {
        return one.equals(
                (first, second) ->
                        first.isNumber() && second.isNumber()
                                ? first.decimalValue().compareTo(second.decimalValue())
                                : first.equals(second) ? 0 : 1,
                other);
    }

    private static String text(JsonNode step, String name) {
        JsonNode value = step.get(name);
        if (value == null || !value.isTextual()) {
            throw Problem.unusable(
                    "a step of a JSON Patch has an op and a path; no '" + name + "'");
        }
        return value.textValue();
    }

    private static JsonNode value(JsonNode step) {
        return Optional.ofNullable(step.get("value"))
                .orElseThrow(() -> Problem.unusable("the step has no value: " + step));
    }

    private static List<String> parts(String pointer) {
        if (pointer.isEmpty()) {
            return List.of();
        }
        if (!pointer.startsWith("/")) {
            throw Problem.unusable("a path begins with /: " + pointer);
        }
        List<String> parts = new ArrayList<>();
        for (String part : pointer.substring(1).split("/", -1)) {
            parts.add(part.replace("~1", "/").replace("~0", "~"));
        }
        return parts;
    }

    private static JsonNode at(JsonNode document, String pointer) {
        JsonNode at = document;
        for (String part : parts(pointer)) {
            JsonNode next =
                    switch (at) {
                        case ObjectNode object -> object.get(part);
                        case ArrayNode array -> array.get(index(part, array.size() - 1, pointer));
                        default -> null;
                    };
            if (next == null) {
                throw impossible("path", pointer, "there is nothing");
            }
            at = next;
        }
        return at;
    }

    private static int index(String part, int last, String pointer) {
        if (!part.matches("0|[1-9][0-9]{0,8}") || Integer.parseInt(part) > last) {
            throw impossible("path", pointer, "'" + part + "' is no place in the list");
        }
        return Integer.parseInt(part);
    }

    private static JsonNode added(JsonNode document, String pointer, JsonNode value) {
        List<String> parts = parts(pointer);
        if (parts.isEmpty()) {
            return value;
        }
        String last = parts.getLast();
        switch (at(document, above(pointer))) {
            case ObjectNode object -> object.set(last, value);
            case ArrayNode array ->
                    array.insert(
                            last.equals("-") ? array.size() : index(last, array.size(), pointer),
                            value);
            default -> throw impossible("add", pointer, "it is in no object and no list");
        }
        return document;
    }

    private static JsonNode removed(JsonNode document, String pointer) {
        List<String> parts = parts(pointer);
        if (parts.isEmpty()) {
            return document;
        }
        at(document, pointer);
        switch (at(document, above(pointer))) {
            case ObjectNode object -> object.remove(parts.getLast());
            case ArrayNode array -> array.remove(index(parts.getLast(), array.size() - 1, pointer));
            default -> throw impossible("remove", pointer, "it is in no object and no list");
        }
        return document;
    }

    private static String above(String pointer) {
        return pointer.substring(0, pointer.lastIndexOf('/'));
    }

    private static Problem impossible(String what, String pointer, String why) {
        return new Problem(
                ProblemKind.INCOMPLETE,
                "the patch cannot be done: " + what + " " + pointer + ": " + why);
    }
}
