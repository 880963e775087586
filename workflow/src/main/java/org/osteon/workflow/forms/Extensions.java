package org.osteon.workflow.forms;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Extensions of FHIR and SDC by their address, and what they hold.
final class Extensions {
    static final String SDC = "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-";
    static final String CORE = "http://hl7.org/fhir/StructureDefinition/";

    static final String UNIT = CORE + "questionnaire-unit";
    static final String UNIT_OPTION = CORE + "questionnaire-unitOption";
    static final String HIDDEN = CORE + "questionnaire-hidden";
    static final String CONTROL = CORE + "questionnaire-itemControl";
    static final String EXCLUSIVE = CORE + "questionnaire-optionExclusive";
    static final String CONSTRAINT = CORE + "targetConstraint";
    static final String CONSTRAINT_BEFORE = CORE + "questionnaire-constraint";
    static final String MIN_VALUE = CORE + "minValue";
    static final String MAX_VALUE = CORE + "maxValue";
    static final String MAX_DECIMALS = CORE + "maxDecimalPlaces";
    static final String REGEX = CORE + "regex";
    static final String ENTRY_FORMAT = CORE + "entryFormat";
    static final String DATA_ABSENT = CORE + "data-absent-reason";

    static final String LAUNCH_CONTEXT = SDC + "launchContext";
    static final String INITIAL = SDC + "initialExpression";
    static final String CALCULATED = SDC + "calculatedExpression";
    static final String ENABLE_WHEN = SDC + "enableWhenExpression";
    static final String ANSWERS = SDC + "answerExpression";
    static final String OBSERVATION_EXTRACT = SDC + "observationExtract";
    static final String OBSERVATION_CATEGORY = SDC + "observation-extract-category";
    static final String TEMPLATE = SDC + "templateExtract";
    static final String TEMPLATE_CONTEXT = SDC + "templateExtractContext";
    static final String TEMPLATE_VALUE = SDC + "templateExtractValue";
    static final String ALLOCATE = SDC + "extractAllocateId";
    static final String SHORT_TEXT = SDC + "shortText";

    private Extensions() {}

    /// The extensions of that address.
    static List<JsonNode> all(JsonNode element, String url) {
        return element.path("extension")
                .valueStream()
                .filter(one -> one.path("url").asText("").equals(url))
                .toList();
    }

    static Optional<JsonNode> first(JsonNode element, String url) {
        return all(element, url).stream().findFirst();
    }

    /// What an extension holds, whatever its type.
    static JsonNode value(JsonNode extension) {
        for (Map.Entry<String, JsonNode> field : extension.properties()) {
            if (field.getKey().startsWith("value")) {
                return field.getValue();
            }
        }
        return com.fasterxml.jackson.databind.node.MissingNode.getInstance();
    }

    static Optional<String> text(JsonNode element, String url) {
        return first(element, url).map(Extensions::value).map(value -> value.asText(""));
    }

    static List<String> texts(JsonNode element, String url) {
        return all(element, url).stream().map(one -> value(one).asText("")).toList();
    }

    static boolean isTrue(JsonNode element, String url) {
        return first(element, url).map(one -> value(one).asBoolean()).orElse(false);
    }

    /// The expression of an extension that holds one. What an expression says of itself, in words;
    /// empty where nothing.
    static String described(JsonNode element, String url) {
        return first(element, url).map(one -> value(one).path("description").asText("")).orElse("");
    }

    static Optional<String> expression(JsonNode element, String url) {
        return first(element, url)
                .map(one -> value(one).path("expression").asText(""))
                .filter(text -> !text.isEmpty());
    }
}
