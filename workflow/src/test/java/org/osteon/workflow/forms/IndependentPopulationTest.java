package org.osteon.workflow.forms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.osteon.chart.Resource;
import org.osteon.pathway.ExpressionAnswer;
import org.osteon.workflow.FhirEdit;

/// How forms are filled in from a chart, held against an independent implementation of FHIR SDC
/// (records, 1.2). *What* is filled in our forms say in CQL, which it does not know, and which the
/// cases of the forms hold; so each expression is given to it as FHIRPath that reads the same
/// resource, or the value that CQL gave. Held is the rest: which item gets an answer, of which
/// type, a code as the choice that it is, a quantity with its unit, a day as a day. Where the two
/// differ the reason was traced and stands in `workflow/src/test/sdc/population.txt`. It needs
/// Node.js and, once, `npm install` in `workflow/src/test/sdc`; without them it is skipped.
class IndependentPopulationTest {

    /// A form on a chart, as it was filled in here and as the other is asked to.
    private record Asked(ObjectNode line, Map<String, String> ours, Set<String> compared) {}

    @TestFactory
    Stream<DynamicTest> an_independent_implementation_fills_in_the_same()
            throws IOException, InterruptedException {
        assumeTrue(
                Files.isDirectory(
                        IndependentSdc.FOLDER
                                .resolve("node_modules")
                                .resolve("@aehrc/sdc-populate")),
                "skipped: nothing is installed in workflow/src/test/sdc (npm install)");
        Map<String, Asked> asked = asked();
        assertThat(asked.values().stream().mapToInt(one -> one.compared().size()).sum())
                .as("answers held")
                .isGreaterThan(50);
        Map<String, JsonNode> theirs =
                IndependentSdc.answers(
                        "populate.mjs", asked.values().stream().map(Asked::line).toList());
        Map<String, Set<String>> traced = traced();
        assertThat(asked.keySet()).containsAll(traced.keySet());
        return asked.entrySet().stream()
                .map(one ->
                        DynamicTest.dynamicTest(
                                one.getKey(),
                                () ->
                                        assertThat(
                                                        differences(
                                                                one.getValue(),
                                                                theirs.get(one.getKey())))
                                                .isEqualTo(
                                                        traced.getOrDefault(
                                                                one.getKey(), Set.of()))));
    }

    /// Of each form the case on whose chart most is filled in.
    private static Map<String, Asked> asked() {
        Map<String, Asked> most = new TreeMap<>();
        for (FormCase one : DeliveredForms.CASES) {
            Asked asked = asked(one);
            Asked before = most.get(one.form());
            if (!asked.compared().isEmpty()
                    && (before == null || before.compared().size() < asked.compared().size())) {
                most.put(one.form(), asked);
            }
        }
        return most;
    }

    private static Asked asked(FormCase one) {
        FormLife life = DeliveredForms.life(one, one.chart());
        var now = one.deed().at();
        ObjectNode questionnaire = life.form().questionnaire().deepCopy();
        questionnaire.remove("contained");
        questionnaire.set("extension", contexts(questionnaire));
        ObjectNode patient = FhirEdit.read(life.chart().patient().json());
        ArrayNode contained = patient.putArray("contained");
        Map<String, Suggestion> suggestions = life.open(now).suggestions();
        Set<String> compared = new TreeSet<>();
        for (JsonNode item : questionnaire.findParents("linkId")) {
            if (item.path("extension") instanceof ArrayNode extensions) {
                rewrite(
                        life,
                        item,
                        extensions,
                        suggestions,
                        contained,
                        compared,
                        now.toLocalDate());
            }
        }
        Map<String, String> ours = answers(life.populated(now));
        ours.keySet().retainAll(compared);
        ObjectNode line = FhirEdit.object();
        line.put("id", one.form());
        line.set("questionnaire", questionnaire);
        line.set("patient", patient);
        return new Asked(line, ours, compared);
    }

    /// Only the patient: nothing else is asked for by path.
    private static ArrayNode contexts(ObjectNode questionnaire) {
        ArrayNode kept = FhirEdit.object().putArray("extension");
        Extensions.all(questionnaire, Extensions.LAUNCH_CONTEXT).stream()
                .filter(one -> one.toString().contains("\"patient\""))
                .forEach(kept::add);
        return kept;
    }

    private static void rewrite(
            FormLife life,
            JsonNode item,
            ArrayNode extensions,
            Map<String, Suggestion> suggestions,
            ArrayNode contained,
            Set<String> compared,
            LocalDate day) {
        String linkId = item.path("linkId").asText();
        for (int i = extensions.size() - 1; i >= 0; i--) {
            String url = extensions.get(i).path("url").asText();
            if (!url.equals(Extensions.INITIAL)) {
                if (extensions.get(i).toString().contains("text/cql")) {
                    extensions.remove(i);
                }
                continue;
            }
            Suggestion suggestion = suggestions.get(linkId);
            boolean filled =
                    suggestion != null
                            && !suggestion.value().isEmpty()
                            && !item.path("type").asText().equals("reference")
                            && life.form().items().stream()
                                    .filter(FormItem::isRepeatingGroup)
                                    .flatMap(FormItem::withDescendants)
                                    .noneMatch(one -> one.linkId().equals(linkId));
            if (!filled) {
                extensions.remove(i);
                continue;
            }
            String id = "s" + contained.size();
            contained.add(source(life, linkId, suggestion, id, day));
            ObjectNode expression = ((ObjectNode) extensions.get(i)).putObject("valueExpression");
            expression
                    .put("language", "text/fhirpath")
                    .put(
                            "expression",
                            "%patient.contained.where(id='"
                                    + id
                                    + "').select(value | extension.value)");
            compared.add(linkId);
        }
    }

    /// The resource that it was filled in from, or the value that CQL gave.
    private static ObjectNode source(
            FormLife life, String linkId, Suggestion suggestion, String id, LocalDate day) {
        ExpressionAnswer said =
                life.questions(day)
                        .ask(life.form().item(linkId).orElseThrow().initial().orElseThrow());
        if (said.value() == null && suggestion.references().size() == 1) {
            Resource one = life.chart().resource(suggestion.references().getFirst()).orElseThrow();
            return FhirEdit.read(one.json()).put("id", id);
        }
        ObjectNode basic = FhirEdit.object().put("resourceType", "Basic").put("id", id);
        ObjectNode value = basic.putArray("extension").addObject().put("url", "urn:value");
        if (said.moment() != null
                && life.form().item(linkId).orElseThrow().type() == FormItem.Type.DATE_TIME) {
            value.put("valueDateTime", said.moment().toString());
            return basic;
        }
        Object plain = said.value() instanceof List<?> list ? list.getFirst() : said.value();
        switch (plain) {
            case LocalDate date -> value.put("valueDate", date.toString());
            case BigDecimal number -> value.put("valueDecimal", number);
            case Integer number -> value.put("valueInteger", number);
            case Boolean truth -> value.put("valueBoolean", truth);
            case Map<?, ?> quantity ->
                    value.putObject("valueQuantity")
                            .put("value", new BigDecimal(String.valueOf(quantity.get("value"))))
                            .put("system", "http://unitsofmeasure.org")
                            .put("code", String.valueOf(quantity.get("unit")));
            case null, default -> value.put("valueString", String.valueOf(plain));
        }
        return basic;
    }

    /// The answers of a response by item, each with its type.
    private static Map<String, String> answers(JsonNode response) {
        Map<String, String> answers = new HashMap<>();
        for (JsonNode item : response.findParents("linkId")) {
            JsonNode answer = item.path("answer").path(0);
            answer.properties().stream()
                    .filter(one -> one.getKey().startsWith("value"))
                    .forEach(one ->
                            answers.put(
                                    item.path("linkId").asText(),
                                    one.getKey() + " " + plain(one.getKey(), one.getValue())));
        }
        return answers;
    }

    private static String plain(String type, JsonNode value) {
        return switch (type) {
            case "valueQuantity" ->
                    number(value.path("value"))
                            + " "
                            + value.path("code").asText(value.path("unit").asText(""));
            case "valueCoding" ->
                    value.path("system").asText("") + "|" + value.path("code").asText("");
            case "valueDecimal" -> number(value);
            default -> value.asText();
        };
    }

    private static String number(JsonNode value) {
        return new BigDecimal(value.asText("0")).stripTrailingZeros().toPlainString();
    }

    /// Where the two differ: `item: ours, theirs`.
    private static Set<String> differences(Asked asked, JsonNode theirs) {
        assertThat(theirs.path("failed").asText("")).isEmpty();
        Map<String, String> their = answers(theirs.path("response"));
        Set<String> differences = new TreeSet<>();
        for (String item : asked.compared()) {
            String left = asked.ours().getOrDefault(item, "nothing");
            String right = their.getOrDefault(item, "nothing");
            if (!left.equals(right)) {
                differences.add(item + ": " + left + ", " + right);
            }
        }
        return differences;
    }

    /// The differences whose reason is known, by form.
    private static Map<String, Set<String>> traced() throws IOException {
        Map<String, Set<String>> traced = new LinkedHashMap<>();
        for (String line : Files.readAllLines(IndependentSdc.FOLDER.resolve("population.txt"))) {
            if (!line.isBlank() && !line.startsWith("#")) {
                String[] parts = line.split(" +", 2);
                traced.computeIfAbsent(parts[0], _ -> new TreeSet<>()).add(parts[1]);
            }
        }
        return traced;
    }
}
