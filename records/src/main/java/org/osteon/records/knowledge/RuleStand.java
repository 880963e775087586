package org.osteon.records.knowledge;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// A rule as it stood in a state of the knowledge: what a reader would see change.
///
/// @param parts by what they are called
public record RuleStand(Map<String, String> parts) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /// Reads a rule out of the files of a state; empty where that state has no such rule.
    static Optional<RuleStand> of(
            Map<String, String> files, CqlTexts texts, String pathway, String code) {
        return Stream.concat(
                        Stream.of(pathway + "/pathway.json"),
                        files.keySet().stream().filter(name -> name.contains("/actions/")))
                .flatMap(name -> Optional.ofNullable(files.get(name)).stream())
                .flatMap(text -> find(tree(text), code).stream())
                .findFirst()
                .map(action -> new RuleStand(parts(action, texts, pathway)));
    }

    private static Map<String, String> parts(JsonNode action, CqlTexts texts, String pathway) {
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put("Sentence", action.path("title").asText());
        parts.put("What to do", action.path("description").asText());
        parts.put(
                "Source",
                StreamSupport.stream(action.path("documentation").spliterator(), false)
                        .map(document -> document.path("citation").asText())
                        .collect(Collectors.joining("; ")));
        parts.put(
                "Decision",
                StreamSupport.stream(action.path("code").spliterator(), false)
                        .flatMap(code ->
                                StreamSupport.stream(code.path("coding").spliterator(), false))
                        .map(coding -> coding.path("code").asText())
                        .collect(Collectors.joining(", ")));
        for (String name : expressions(action)) {
            texts.expression(pathway, name)
                    .ifPresent(text -> parts.put("CQL “" + name + "”", text));
        }
        return parts;
    }

    private static List<String> expressions(JsonNode action) {
        return Stream.concat(
                        StreamSupport.stream(action.path("condition").spliterator(), false),
                        StreamSupport.stream(action.path("dynamicValue").spliterator(), false))
                .map(one -> one.path("expression").path("expression").asText())
                .filter(name -> !name.isEmpty())
                .distinct()
                .toList();
    }

    /// What differs, by what it is called: before and after.
    Map<String, Difference> differences(RuleStand later) {
        Map<String, Difference> differences = new LinkedHashMap<>();
        Map<String, String> all = new LinkedHashMap<>(parts);
        all.putAll(later.parts);
        for (String part : all.keySet()) {
            Difference difference =
                    new Difference(
                            part, parts.getOrDefault(part, ""), later.parts.getOrDefault(part, ""));
            if (!difference.before().equals(difference.after())) {
                differences.put(part, difference);
            }
        }
        return differences;
    }

    /// A part of a rule that changed.
    ///
    /// @param before empty where it was not there
    /// @param after empty where it is not there any more
    public record Difference(String part, String before, String after) {}

    /// The numbers of the parameters and definitions that a rule reaches, so that a changed number
    /// is told even where the rule's own lines stayed.
    RuleStand with(Iterable<RuleNumber> numbers) {
        Map<String, String> all = new LinkedHashMap<>(parts);
        Map<String, String> found = new TreeMap<>();
        numbers.forEach(number ->
                found.merge(
                        (number.subject() + " " + number.comparison()).strip(),
                        (number.value() + " " + number.unit()).strip(),
                        (one, two) -> one + ", " + two));
        found.forEach((name, value) -> all.put("Number “" + name + "”", value));
        return new RuleStand(all);
    }

    private static Optional<JsonNode> find(JsonNode node, String code) {
        for (JsonNode action : node.path("action")) {
            if (action.path("id").asText().equals(code) && action.has("title")) {
                return Optional.of(action);
            }
            Optional<JsonNode> inner = find(action, code);
            if (inner.isPresent()) {
                return inner;
            }
        }
        return Optional.empty();
    }

    private static JsonNode tree(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("kept knowledge was JSON when it was kept", e);
        }
    }
}
