package org.osteon.workflow.studies;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What the extensions within an extension say, by their urls.
///
/// @param extensions those of one
record Said(List<JsonNode> extensions) {
    /// Those within the extension of a name; none where there is none.
    static Said in(JsonNode resource, String url) {
        for (JsonNode one : resource.path("extension")) {
            if (one.path("url").asText().equals(url)) {
                return new Said(one.path("extension").valueStream().toList());
            }
        }
        return new Said(List.of());
    }

    private List<JsonNode> named(String url) {
        return extensions.stream().filter(one -> one.path("url").asText().equals(url)).toList();
    }

    /// The values of a name.
    List<String> texts(String url) {
        List<String> texts = new ArrayList<>();
        for (JsonNode one : named(url)) {
            one.properties().stream()
                    .filter(value -> value.getKey().startsWith("value"))
                    .forEach(value -> texts.add(value.getValue().asText()));
        }
        return texts;
    }

    String text(String url) {
        return texts(url).stream().findFirst().orElse("");
    }

    Optional<Double> number(String url) {
        try {
            return texts(url).stream().findFirst().map(Double::valueOf);
        } catch (NumberFormatException _) {
            return Optional.empty();
        }
    }

    int whole(String url) {
        return number(url).map(Double::intValue).orElse(0);
    }

    List<Integer> wholes(String url) {
        return texts(url).stream()
                .filter(text -> text.matches("-?\\d{1,9}"))
                .map(Integer::valueOf)
                .toList();
    }

    /// What is said within an extension of a name.
    Said part(String url) {
        return parts(url).stream().findFirst().orElse(new Said(List.of()));
    }

    List<Said> parts(String url) {
        return named(url).stream()
                .map(one -> new Said(one.path("extension").valueStream().toList()))
                .toList();
    }
}
