package org.osteon.app.knowledge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;
import org.osteon.chart.ChartReader;
import org.osteon.chart.Resource;
import org.osteon.chart.ResourceText;
import org.osteon.workflow.FhirEdit;

/// What the value sets of the knowledge call their codes: for what is shown of a resource that
/// bears a code alone.
public final class CodeNames {
    private final Map<String, String> names = new HashMap<>();

    /// @param files by name within the knowledge folder
    public CodeNames(Map<String, String> files) {
        files.forEach((name, text) -> {
            if (name.contains("/valuesets/") && name.endsWith(".json")) {
                for (JsonNode include : FhirEdit.read(text).path("compose").path("include")) {
                    String system = include.path("system").asText("");
                    for (JsonNode concept : include.path("concept")) {
                        String display = concept.path("display").asText("");
                        if (!display.isEmpty()) {
                            names.putIfAbsent(
                                    key(system, concept.path("code").asText("")), display);
                        }
                    }
                }
            }
        });
    }

    private static String key(String system, String code) {
        return system + "|" + code;
    }

    /// A resource in one line, in words also where it is written with codes alone.
    public String text(Resource resource) {
        ObjectNode json = FhirEdit.read(resource.json());
        return name(json)
                ? ResourceText.of(ChartReader.resource(FhirEdit.write(json)))
                : ResourceText.of(resource);
    }

    /// Gives its words to every coding that has none: whether there was one.
    private boolean name(JsonNode node) {
        boolean named = false;
        for (JsonNode inner : node) {
            named |= name(inner);
        }
        if (node instanceof ObjectNode coding
                && coding.path("code").isTextual()
                && coding.path("system").isTextual()
                && coding.path("display").asText("").isEmpty()
                && coding.path("value").isMissingNode()) {
            String name =
                    names.get(key(coding.path("system").asText(), coding.path("code").asText()));
            if (name != null) {
                coding.put("display", name);
                return true;
            }
        }
        return named;
    }
}
