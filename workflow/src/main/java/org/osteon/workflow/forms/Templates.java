package org.osteon.workflow.forms;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osteon.workflow.FhirEdit;

/// Fills the holes of a template, as SDC 4.0 says: `templateExtractValue` stands for what its path
/// gives, `templateExtractContext` repeats its element for each thing that its path gives.
final class Templates {
    private Templates() {}

    /// What comes of a template: none where its context gives none, several where several.
    static List<ObjectNode> filled(ObjectNode template, FhirPath.Scope scope) {
        List<ObjectNode> resources = new ArrayList<>();
        for (FhirPath.Scope one : contexts(template, scope)) {
            resources.add(object(template, one));
        }
        return resources;
    }

    private static List<FhirPath.Scope> contexts(JsonNode element, FhirPath.Scope scope) {
        return Extensions.text(element, Extensions.TEMPLATE_CONTEXT)
                .map(path -> FhirPath.parse(path).of(scope).stream().map(scope::at).toList())
                .orElse(List.of(scope));
    }

    private static Optional<FhirPath> hole(JsonNode element) {
        return Extensions.text(element, Extensions.TEMPLATE_VALUE).map(FhirPath::parse);
    }

    private static ObjectNode object(JsonNode template, FhirPath.Scope scope) {
        ObjectNode filled = FhirEdit.object();
        for (Map.Entry<String, JsonNode> field : template.properties()) {
            put(field.getKey(), field.getValue(), scope, filled);
        }
        return filled;
    }

    private static void put(String name, JsonNode value, FhirPath.Scope scope, ObjectNode into) {
        if (name.equals("extension") && value.isArray()) {
            ArrayNode kept = FhirEdit.object().putArray(name);
            for (JsonNode one : value) {
                if (!one.path("url").asText("").startsWith(Extensions.SDC)) {
                    elements(one, scope).forEach(kept::add);
                }
            }
            if (!kept.isEmpty()) {
                into.set(name, kept);
            }
        } else if (name.startsWith("_")) {
            primitive(name.substring(1), value, scope, into);
        } else if (value.isArray()) {
            ArrayNode list = FhirEdit.object().putArray(name);
            value.forEach(one -> elements(one, scope).forEach(list::add));
            if (!list.isEmpty()) {
                into.set(name, list);
            }
        } else if (value.isObject()) {
            elements(value, scope).stream().findFirst().ifPresent(one -> into.set(name, one));
        } else {
            into.set(name, value);
        }
    }

    /// A primitive's value stands beside it, under `_name`.
    private static void primitive(
            String name, JsonNode value, FhirPath.Scope scope, ObjectNode into) {
        if (value.isArray()) {
            ArrayNode list = FhirEdit.object().putArray(name);
            value.forEach(one -> hole(one).ifPresent(path -> path.of(scope).forEach(list::add)));
            if (!list.isEmpty()) {
                into.set(name, list);
            }
        } else {
            Optional<FhirPath> path = hole(value);
            if (path.isPresent()) {
                path.get().of(scope).stream().findFirst().ifPresent(one -> into.set(name, one));
            } else {
                into.set("_" + name, value);
            }
        }
    }

    /// What an element of the template becomes: none, one or several.
    private static List<JsonNode> elements(JsonNode template, FhirPath.Scope scope) {
        if (!template.isObject()) {
            return List.of(template);
        }
        List<JsonNode> elements = new ArrayList<>();
        for (FhirPath.Scope one : contexts(template, scope)) {
            Optional<FhirPath> hole = hole(template);
            if (hole.isPresent()) {
                elements.addAll(hole.get().of(one));
            } else {
                ObjectNode object = object(template, one);
                if (!object.isEmpty()) {
                    elements.add(object);
                }
            }
        }
        return elements;
    }
}
