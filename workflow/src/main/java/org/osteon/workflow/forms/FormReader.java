package org.osteon.workflow.forms;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osteon.chart.Coding;
import org.osteon.workflow.FhirEdit;

/// Reads a Questionnaire file into a [Form], without asking whether what it names exists.
final class FormReader {
    private static final int LATE_DAYS = 30;
    private static final int LONGEST_LINE = 250;
    private static final int LONGEST_TEXT = 2_000;

    private final String file;
    private final ObjectNode json;

    private FormReader(String file, ObjectNode json) {
        this.file = file;
        this.json = json;
    }

    /// @throws IllegalArgumentException where it cannot be read at all, with the reason
    static Form form(String file, ObjectNode json) {
        return new FormReader(file, json).form();
    }

    private Form form() {
        JsonNode own = Extensions.first(json, Form.EXTENSION).orElseGet(FhirEdit::object);
        Map<String, ObjectNode> templates = new LinkedHashMap<>();
        json.path("contained")
                .forEach(one -> templates.put(one.path("id").asText(""), (ObjectNode) one));
        return new Form(
                file,
                json.path("url").asText(""),
                json.path("version").asText(""),
                json.path("title").asText(""),
                json.path("description").asText(""),
                Extensions.texts(own, "roles"),
                signers(own),
                Extensions.texts(own, "opens"),
                Extensions.texts(own, "pathways"),
                Extensions.expression(own, "applies"),
                Extensions.text(own, "late").map(Integer::valueOf).orElse(LATE_DAYS),
                items(json),
                constraints(json),
                extract(json),
                templates,
                json);
    }

    /// Without any it is one: who fills it in.
    private static List<Signer> signers(JsonNode own) {
        List<Signer> signers = new ArrayList<>();
        for (JsonNode one : Extensions.all(own, "signers")) {
            String meaning = Extensions.text(one, "meaning").orElse("");
            signers.add(
                    new Signer(
                            Signer.Meaning.of(meaning)
                                    .orElseThrow(() ->
                                            new IllegalArgumentException(
                                                    "“"
                                                            + meaning
                                                            + "” is no meaning of a signature that"
                                                            + " is understood here")),
                            Extensions.texts(one, "role"),
                            Extensions.text(one, "as").orElse(""),
                            Extensions.text(one, "item").orElse("")));
        }
        return signers.isEmpty()
                ? List.of(new Signer(Signer.Meaning.AUTHOR, Extensions.texts(own, "roles"), "", ""))
                : signers;
    }

    private static List<FormItem> items(JsonNode parent) {
        return parent.path("item").valueStream().map(FormReader::item).toList();
    }

    private static FormItem item(JsonNode item) {
        List<FormItem> all = items(item);
        List<FormItem> asked = all.stream().filter(one -> !one.control().equals("help")).toList();
        String help =
                all.stream()
                        .filter(one -> one.control().equals("help"))
                        .map(FormItem::text)
                        .findFirst()
                        .orElse("");
        FormItem.Type type = type(item.path("type").asText(""));
        JsonNode own = Extensions.first(item, Form.EXTENSION).orElseGet(FhirEdit::object);
        return new FormItem(
                item.path("linkId").asText(""),
                item.path("text").asText(""),
                help,
                type,
                item.path("required").asBoolean(),
                item.path("repeats").asBoolean(),
                item.path("readOnly").asBoolean(),
                Extensions.isTrue(item, Extensions.HIDDEN),
                Extensions.first(item, Extensions.CONTROL)
                        .map(one ->
                                Extensions.value(one)
                                        .path("coding")
                                        .path(0)
                                        .path("code")
                                        .asText(""))
                        .orElse(""),
                options(item),
                units(item),
                bounds(item, type),
                Extensions.texts(own, "absent").stream()
                        .flatMap(code -> FormItem.Absent.of(code).stream())
                        .toList(),
                enabling(item),
                Extensions.expression(item, Extensions.INITIAL),
                Extensions.expression(own, "beside"),
                Extensions.expression(item, Extensions.CALCULATED),
                Extensions.isTrue(own, "stays"),
                Extensions.texts(own, "follows").contains("chart"),
                Extensions.expression(item, Extensions.ANSWERS).or(() -> openPlan(item)),
                constraints(item),
                extract(item),
                new FormItem.Picture(
                        Extensions.text(own, "drawing").orElse(""),
                        Extensions.expression(own, "turned"),
                        Extensions.expression(own, "of")),
                asked);
    }

    private static FormItem.Type type(String written) {
        return switch (written) {
            case "group" -> FormItem.Type.GROUP;
            case "display" -> FormItem.Type.DISPLAY;
            case "boolean" -> FormItem.Type.BOOLEAN;
            case "integer" -> FormItem.Type.INTEGER;
            case "decimal" -> FormItem.Type.DECIMAL;
            case "quantity" -> FormItem.Type.QUANTITY;
            case "string" -> FormItem.Type.STRING;
            case "text" -> FormItem.Type.TEXT;
            case "date" -> FormItem.Type.DATE;
            case "dateTime" -> FormItem.Type.DATE_TIME;
            case "choice" -> FormItem.Type.CHOICE;
            case "open-choice" -> FormItem.Type.OPEN_CHOICE;
            case "reference" -> FormItem.Type.REFERENCE;
            default ->
                    throw new IllegalArgumentException(
                            "“" + written + "” is no type of item that is understood here");
        };
    }

    private static List<FormItem.Option> options(JsonNode item) {
        List<FormItem.Option> options = new ArrayList<>();
        for (JsonNode option : item.path("answerOption")) {
            JsonNode value = Extensions.value(option);
            options.add(
                    new FormItem.Option(
                            value.isObject()
                                    ? coding(value)
                                    : new Coding("", value.asText(""), value.asText("")),
                            Extensions.isTrue(option, Extensions.EXCLUSIVE)));
        }
        return options;
    }

    /// The things of the plan that are open, as one of the choices that no CQL knows.
    private static Optional<String> openPlan(JsonNode item) {
        return Optional.of(item.path("answerValueSet").asText(""))
                .filter(FormItem.OPEN_PLAN::equals);
    }

    static Coding coding(JsonNode coding) {
        return new Coding(
                coding.path("system").asText(""),
                coding.path("code").asText(""),
                coding.path("display").asText(""));
    }

    private static List<Coding> units(JsonNode item) {
        List<Coding> units = new ArrayList<>();
        Extensions.all(item, Extensions.UNIT)
                .forEach(one -> units.add(coding(Extensions.value(one))));
        Extensions.all(item, Extensions.UNIT_OPTION)
                .forEach(one -> units.add(coding(Extensions.value(one))));
        return units;
    }

    private static FormItem.Bounds bounds(JsonNode item, FormItem.Type type) {
        return new FormItem.Bounds(
                number(item, Extensions.MIN_VALUE),
                number(item, Extensions.MAX_VALUE),
                Extensions.text(item, Extensions.MAX_DECIMALS).map(Integer::valueOf),
                Extensions.text(item, Extensions.REGEX),
                Extensions.text(item, Extensions.ENTRY_FORMAT),
                item.path("maxLength")
                        .asInt(type == FormItem.Type.TEXT ? LONGEST_TEXT : LONGEST_LINE));
    }

    private static Optional<BigDecimal> number(JsonNode item, String url) {
        return Extensions.first(item, url)
                .map(Extensions::value)
                .filter(JsonNode::isNumber)
                .map(JsonNode::decimalValue);
    }

    private static FormItem.Enabling enabling(JsonNode item) {
        List<FormItem.When> conditions =
                item.path("enableWhen")
                        .valueStream()
                        .map(when ->
                                new FormItem.When(
                                        when.path("question").asText(""),
                                        when.path("operator").asText(""),
                                        answer(when)))
                        .toList();
        return new FormItem.Enabling(
                conditions,
                item.path("enableBehavior").asText("all").equals("all"),
                Extensions.expression(item, Extensions.ENABLE_WHEN));
    }

    private static String answer(JsonNode when) {
        for (Map.Entry<String, JsonNode> field : when.properties()) {
            if (field.getKey().startsWith("answer")) {
                JsonNode answer = field.getValue();
                return answer.isObject()
                        ? answer.path("code").asText(answer.path("value").asText(""))
                        : answer.asText("");
            }
        }
        return "";
    }

    private static List<FormItem.Constraint> constraints(JsonNode element) {
        List<FormItem.Constraint> constraints = new ArrayList<>();
        for (JsonNode one : Extensions.all(element, Extensions.CONSTRAINT)) {
            constraints.add(
                    new FormItem.Constraint(
                            Extensions.text(one, "key").orElse(""),
                            level(one),
                            Extensions.first(one, "expression")
                                    .map(expression ->
                                            Extensions.value(expression)
                                                    .path("expression")
                                                    .asText(""))
                                    .orElse(""),
                            Extensions.text(one, "human").orElse(""),
                            Extensions.expression(one, "urn:osteon:detail"),
                            Extensions.text(one, "requirements").orElse(""),
                            Extensions.isTrue(one, "urn:osteon:before"),
                            Extensions.text(one, "urn:osteon:next").orElse("")));
        }
        return constraints;
    }

    private static FormItem.Level level(JsonNode constraint) {
        boolean error = Extensions.text(constraint, "severity").orElse("").equals("error");
        if (Extensions.isTrue(constraint, "urn:osteon:stop")) {
            return FormItem.Level.STOP;
        }
        if (Extensions.isTrue(constraint, "urn:osteon:reason")) {
            return FormItem.Level.REASON;
        }
        return error ? FormItem.Level.REFUSE : FormItem.Level.SHOWN;
    }

    private static FormItem.Extract extract(JsonNode element) {
        List<FormItem.Template> templates = new ArrayList<>();
        for (JsonNode one : Extensions.all(element, Extensions.TEMPLATE)) {
            String reference =
                    Extensions.first(one, "template")
                            .map(Extensions::value)
                            .map(value -> value.path("reference").asText(""))
                            .orElse("");
            templates.add(
                    new FormItem.Template(
                            reference.startsWith("#") ? reference.substring(1) : reference,
                            Extensions.text(one, "fullUrl").orElse(""),
                            Extensions.text(one, "resourceId").orElse("")));
        }
        return new FormItem.Extract(
                Extensions.isTrue(element, Extensions.OBSERVATION_EXTRACT),
                element.path("code").isArray()
                        ? element.path("code").valueStream().map(FormReader::coding).toList()
                        : List.of(),
                Extensions.first(element, Extensions.OBSERVATION_CATEGORY)
                        .map(one -> coding(Extensions.value(one).path("coding").path(0))),
                templates,
                Extensions.texts(element, Extensions.ALLOCATE));
    }
}
