package org.osteon.workflow.forms;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.osteon.chart.Chart;
import org.osteon.workflow.FhirEdit;

/// What is made of a response: Observations of single answers, and templates filled in. Each has
/// the response's id and the name of its item as its id, so that an amendment finds it again.
public final class Extraction {
    private static final String UCUM = "http://unitsofmeasure.org";

    private final Form form;
    private final ObjectNode response;
    private final Chart chart;
    private final Set<String> untouched;
    private final List<Extracted> extracted = new ArrayList<>();
    private final Map<String, Integer> numbers = new LinkedHashMap<>();
    private final Map<String, String> references = new LinkedHashMap<>();

    private Extraction(Form form, ObjectNode response, Chart chart, Set<String> untouched) {
        this.form = form;
        this.response = response;
        this.chart = chart;
        this.untouched = untouched;
    }

    /// A resource that comes of a response.
    ///
    /// @param field the item that it comes of, in its row; empty: the whole form
    /// @param resource as it is to be kept
    /// @param undo where it changes a resource of the chart: what of it was otherwise before, a
    ///   JSON merge patch; empty where it is new
    public record Extracted(String field, ObjectNode resource, Optional<ObjectNode> undo) {
        String reference() {
            return resource.path("resourceType").asText("") + "/" + resource.path("id").asText("");
        }
    }

    /// @param untouched fields whose answers stand on the chart already and were left as they are:
    ///   they are not written again (X1)
    static List<Extracted> of(Form form, ObjectNode response, Chart chart, Set<String> untouched) {
        return new Extraction(form, response, chart, untouched).run();
    }

    private List<Extracted> run() {
        Map<String, JsonNode> variables = new LinkedHashMap<>();
        variables.put("resource", response);
        variables.put("context", response);
        allocate(form.extract(), variables);
        templates(form.extract(), "", "", response, variables);
        items(form.items(), response.path("item"), -1, variables);
        return extracted.stream().map(this::resolved).toList();
    }

    private static void allocate(FormItem.Extract extract, Map<String, JsonNode> variables) {
        for (String name : extract.allocated()) {
            variables.put(
                    name,
                    com.fasterxml.jackson.databind.node.TextNode.valueOf(
                            "urn:uuid:" + UUID.randomUUID()));
        }
    }

    private void items(
            List<FormItem> items, JsonNode nodes, int row, Map<String, JsonNode> variables) {
        for (FormItem item : items) {
            int rows = 0;
            for (JsonNode node : nodes) {
                if (!node.path("linkId").asText("").equals(item.linkId())) {
                    continue;
                }
                int within = item.isRepeatingGroup() ? rows++ : row;
                Map<String, JsonNode> own = new LinkedHashMap<>(variables);
                allocate(item.extract(), own);
                if (isSaid(node) && !isUntouched(item, node, within)) {
                    if (item.extract().observation()) {
                        observations(item, FormAnswers.field(item.linkId(), within), node);
                    }
                    own.put("context", node);
                    templates(
                            item.extract(),
                            item.linkId(),
                            FormAnswers.field(item.linkId(), within),
                            node,
                            own);
                }
                items(item.items(), node.path("item"), within, own);
            }
        }
    }

    /// Whether it, or something within it, has an answer.
    private static boolean isSaid(JsonNode node) {
        return !node.path("answer").isEmpty()
                || node.path("item").valueStream().anyMatch(Extraction::isSaid);
    }

    /// Whether everything that is answered here was filled in and left as it was.
    private boolean isUntouched(FormItem item, JsonNode node, int row) {
        List<String> fields = new ArrayList<>();
        fields(item, node, row, fields);
        return !fields.isEmpty() && untouched.containsAll(fields);
    }

    private static void fields(FormItem item, JsonNode node, int row, List<String> fields) {
        if (!node.path("answer").isEmpty()) {
            fields.add(FormAnswers.field(item.linkId(), row));
        }
        for (JsonNode inner : node.path("item")) {
            item.items().stream()
                    .filter(one -> one.linkId().equals(inner.path("linkId").asText("")))
                    .forEach(one -> fields(one, inner, row, fields));
        }
    }

    private void observations(FormItem item, String field, JsonNode node) {
        for (JsonNode answer : node.path("answer")) {
            ObjectNode observation = FhirEdit.object();
            observation.put("resourceType", "Observation");
            observation.put("id", id(item.linkId()));
            observation.put("status", "final");
            item.extract()
                    .category()
                    .ifPresent(category ->
                            observation
                                    .putArray("category")
                                    .addObject()
                                    .putArray("coding")
                                    .add(FhirEdit.coding(category)));
            var codings = observation.putObject("code").putArray("coding");
            item.extract().code().forEach(code -> codings.add(FhirEdit.coding(code)));
            observation.set("subject", response.path("subject").deepCopy());
            observation.put("effectiveDateTime", response.path("authored").asText(""));
            performer(observation);
            value(item, answer, observation);
            site(observation);
            observation
                    .putArray("derivedFrom")
                    .addObject()
                    .put("reference", "QuestionnaireResponse/" + responseId());
            extracted.add(new Extracted(field, observation, Optional.empty()));
        }
    }

    /// Where it is, of a form that asks which joint and side it is about; and what it answers.
    private void site(ObjectNode observation) {
        for (JsonNode item : response.path("item")) {
            JsonNode said = item.path("answer").path(0).path("valueCoding");
            if (item.path("linkId").asText("").equals(Form.SIDE) && said.isObject()) {
                observation.putObject("bodySite").putArray("coding").add(said.deepCopy());
            }
        }
        for (String element : List.of("basedOn", "partOf")) {
            if (response.path(element).isArray()) {
                observation.set(element, response.path(element).deepCopy());
            }
        }
    }

    private void performer(ObjectNode observation) {
        JsonNode author = response.path("author");
        if (author.isObject()) {
            observation.putArray("performer").add(author.deepCopy());
        }
    }

    private static void value(FormItem item, JsonNode answer, ObjectNode observation) {
        for (Map.Entry<String, JsonNode> field : answer.properties()) {
            String name = field.getKey();
            JsonNode value = field.getValue();
            switch (name) {
                case "valueCoding" ->
                        observation
                                .putObject("valueCodeableConcept")
                                .putArray("coding")
                                .add(value.deepCopy());
                case "valueDecimal" -> {
                    ObjectNode quantity = observation.putObject("valueQuantity");
                    quantity.set("value", value);
                    item.units().stream()
                            .findFirst()
                            .ifPresent(unit ->
                                    quantity.put("unit", unit.label())
                                            .put("system", UCUM)
                                            .put("code", unit.code()));
                }
                case "valueDate" -> observation.set("valueDateTime", value);
                case "valueString" -> {
                    if (item.type() == FormItem.Type.OPEN_CHOICE) {
                        observation.putObject("valueCodeableConcept").set("text", value);
                    } else {
                        observation.set(name, value);
                    }
                }
                default -> observation.set(name, value.deepCopy());
            }
        }
    }

    private void templates(
            FormItem.Extract extract,
            String linkId,
            String field,
            JsonNode node,
            Map<String, JsonNode> variables) {
        for (FormItem.Template template : extract.templates()) {
            ObjectNode content = form.templates().get(template.id());
            if (content == null) {
                continue;
            }
            FhirPath.Scope scope = new FhirPath.Scope(List.of(node), variables);
            String key =
                    linkId.isEmpty()
                            ? template.id()
                            : extract.templates().size() == 1 && !extract.observation()
                                    ? linkId
                                    : linkId + "-" + template.id();
            for (ObjectNode filled : Templates.filled(content, scope)) {
                Optional<String> target = text(template.resourceId(), scope);
                if (target.isPresent()) {
                    changed(field, filled, target.get());
                } else {
                    fresh(field, filled, key, text(template.fullUrl(), scope));
                }
            }
        }
    }

    private static Optional<String> text(String path, FhirPath.Scope scope) {
        return path.isEmpty()
                ? Optional.empty()
                : FhirPath.parse(path).of(scope).stream()
                        .findFirst()
                        .map(one -> one.asText(""))
                        .filter(one -> !one.isEmpty());
    }

    private void fresh(String field, ObjectNode filled, String key, Optional<String> fullUrl) {
        ObjectNode resource = FhirEdit.object();
        resource.put("resourceType", filled.path("resourceType").asText(""));
        resource.put("id", id(key));
        filled.remove("id");
        filled.remove("resourceType");
        resource.setAll(filled);
        Extracted one = new Extracted(field, resource, Optional.empty());
        fullUrl.ifPresent(url -> references.put(url, one.reference()));
        extracted.add(one);
    }

    /// The template's elements in a resource of the chart, the others as they were.
    private void changed(String field, ObjectNode filled, String target) {
        String type = filled.path("resourceType").asText("");
        String reference = target.contains("/") ? target : type + "/" + target;
        chart.resource(reference)
                .ifPresent(resource -> {
                    ObjectNode whole = FhirEdit.read(resource.json());
                    ObjectNode undo = FhirEdit.object();
                    filled.remove("id");
                    for (Map.Entry<String, JsonNode> element : filled.properties()) {
                        if (element.getKey().equals("resourceType")) {
                            continue;
                        }
                        JsonNode before = whole.get(element.getKey());
                        if (!element.getValue().equals(before)) {
                            if (before == null) {
                                undo.putNull(element.getKey());
                            } else {
                                undo.set(element.getKey(), before.deepCopy());
                            }
                            whole.set(element.getKey(), element.getValue());
                        }
                    }
                    if (!undo.isEmpty()) {
                        extracted.add(new Extracted(field, whole, Optional.of(undo)));
                    }
                });
    }

    private String id(String key) {
        int number = numbers.merge(key, 1, Integer::sum);
        return responseId() + "." + key + (number == 1 ? "" : "." + number);
    }

    private String responseId() {
        return response.path("id").asText("");
    }

    /// The references to what was made here, in place of the ids that stood for it.
    private Extracted resolved(Extracted one) {
        if (references.isEmpty()) {
            return one;
        }
        String text = FhirEdit.write(one.resource());
        for (Map.Entry<String, String> reference : references.entrySet()) {
            text =
                    text.replace(
                            "\"" + reference.getKey() + "\"", "\"" + reference.getValue() + "\"");
        }
        return new Extracted(one.field(), FhirEdit.read(text), one.undo());
    }
}
