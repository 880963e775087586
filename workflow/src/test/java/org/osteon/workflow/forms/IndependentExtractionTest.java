package org.osteon.workflow.forms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.osteon.workflow.Deed;
import org.osteon.workflow.FhirEdit;

/// What templates make of the answers of a case of every form, held against an independent
/// implementation of FHIR SDC (records, 1.2). Where the two differ the reason was traced and stands
/// in `workflow/src/test/sdc/differences.txt`; one that is not there fails, and so does one that is
/// there and no longer found. It needs Node.js and, once, `npm install` in `workflow/src/test/sdc`;
/// without them it is skipped and says so.
class IndependentExtractionTest {
    private static final String ID = "f-12345678901234567890";

    /// A case with what was made of it here.
    private record Extracted(FormCase of, Form form, CheckedAnswers checked) {
        /// What templates made: Observations of single answers are another kind of extraction.
        List<ObjectNode> ofTemplates() {
            Set<String> single =
                    form.allItems()
                            .filter(item -> item.extract().observation())
                            .map(FormItem::linkId)
                            .collect(Collectors.toSet());
            return checked.resources().stream()
                    .filter(one ->
                            !one.path("resourceType").asText("").equals("Observation")
                                    || !single.contains(
                                            one.path("id").asText("").substring(ID.length() + 1)))
                    .toList();
        }
    }

    @TestFactory
    Stream<DynamicTest> an_independent_implementation_makes_the_same_of_the_same_templates()
            throws IOException, InterruptedException {
        assumeTrue(
                Files.isDirectory(IndependentSdc.FOLDER.resolve("node_modules")),
                "skipped: nothing is installed in workflow/src/test/sdc (npm install)");
        Map<String, Extracted> ours = ours();
        Map<String, JsonNode> theirs = theirs(ours);
        Map<String, Set<String>> traced = traced();
        assertThat(ours.keySet()).containsAll(traced.keySet());
        return ours.entrySet().stream()
                .map(one ->
                        DynamicTest.dynamicTest(
                                one.getValue().of().toString(),
                                () ->
                                        assertThat(
                                                        differences(
                                                                one.getValue(),
                                                                theirs.get(one.getKey())))
                                                .isEqualTo(
                                                        traced.getOrDefault(
                                                                one.getKey(), Set.of()))));
    }

    private static Map<String, Extracted> ours() {
        Map<String, Extracted> ours = new LinkedHashMap<>();
        Set<String> seen = new HashSet<>();
        for (FormCase one : DeliveredForms.CASES) {
            if (seen.contains(one.form())) {
                continue;
            }
            FormLife life = DeliveredForms.life(one, one.chart());
            Deed deed = one.deed();
            // Nothing counts as left as it was: the other implementation is not told what was
            // filled in.
            CheckedAnswers checked = life.check(ID, one.answers(life), Optional.empty(), deed);
            if (checked.problems().isEmpty() && !life.form().templates().isEmpty()) {
                seen.add(one.form());
                ours.put(one.id(), new Extracted(one, life.form(), checked));
            }
        }
        return ours;
    }

    private static Map<String, JsonNode> theirs(Map<String, Extracted> ours)
            throws IOException, InterruptedException {
        List<ObjectNode> lines = new ArrayList<>();
        ours.forEach((id, one) -> {
            ObjectNode line = FhirEdit.object();
            line.put("id", id);
            line.set("questionnaire", one.form().questionnaire());
            line.set("response", one.checked().response());
            lines.add(line);
        });
        return IndependentSdc.answers("extract.mjs", lines);
    }

    /// The differences whose reason is known, by case.
    private static Map<String, Set<String>> traced() throws IOException {
        Map<String, Set<String>> traced = new LinkedHashMap<>();
        for (String line : Files.readAllLines(IndependentSdc.FOLDER.resolve("differences.txt"))) {
            if (!line.isBlank() && !line.startsWith("#")) {
                String[] parts = line.split(" +", 3);
                traced.computeIfAbsent(parts[1], _ -> new TreeSet<>()).add(parts[2]);
            }
        }
        return traced;
    }

    private static Set<String> differences(Extracted ours, JsonNode theirs) {
        assertThat(theirs.path("failed").asText("")).isEmpty();
        List<ObjectNode> left = new ArrayList<>(ours.ofTemplates());
        Map<ObjectNode, JsonNode> pairs = new LinkedHashMap<>();
        Map<String, String> references = new LinkedHashMap<>();
        Set<String> differences = new TreeSet<>();
        for (JsonNode their : theirs.path("resources")) {
            Optional<ObjectNode> same =
                    left.stream()
                            .filter(one ->
                                    one.path("resourceType").equals(their.path("resourceType")))
                            .min(
                                    java.util.Comparator.comparingInt(
                                            one -> between(one, their).size()));
            if (same.isEmpty()) {
                differences.add("+" + their.path("resourceType").asText(""));
                continue;
            }
            left.remove(same.get());
            pairs.put(same.get(), their);
            references.put(their.path("fullUrl").asText(""), Undo.reference(same.get()));
        }
        left.forEach(one -> differences.add("-" + one.path("resourceType").asText("")));
        pairs.forEach((our, their) -> {
            String text = FhirEdit.write((ObjectNode) their);
            for (Map.Entry<String, String> one : references.entrySet()) {
                text = text.replace('"' + one.getKey() + '"', '"' + one.getValue() + '"');
            }
            between(our, FhirEdit.read(text)).stream()
                    .map(path -> our.path("resourceType").asText("") + path)
                    .forEach(differences::add);
        });
        return differences;
    }

    /// Where two resources differ. Each names resources in its own way, and what changes a resource
    /// of the chart is whole here and a patch there.
    private static Set<String> between(ObjectNode our, JsonNode their) {
        Set<String> paths = new TreeSet<>();
        boolean fresh = our.path("id").asText("").startsWith(ID);
        Set<String> names = new TreeSet<>();
        our.fieldNames()
                .forEachRemaining(name -> {
                    if (fresh || their.has(name)) {
                        names.add(name);
                    }
                });
        their.fieldNames().forEachRemaining(names::add);
        names.removeAll(Set.of("id", "fullUrl", "implicitRules"));
        names.forEach(name -> compare("." + name, our.path(name), their.path(name), paths));
        return paths;
    }

    private static void compare(String path, JsonNode our, JsonNode their, Set<String> paths) {
        if (our.isObject() && their.isObject()) {
            Set<String> names = new TreeSet<>();
            our.fieldNames().forEachRemaining(names::add);
            their.fieldNames().forEachRemaining(names::add);
            if (isQuantity(our) && their.size() == 2) {
                names.removeAll(Set.of("value", "unit"));
            }
            names.forEach(
                    name -> compare(path + "." + name, our.path(name), their.path(name), paths));
        } else if (our.isArray() && their.isArray()) {
            for (int i = 0; i < Math.max(our.size(), their.size()); i++) {
                compare(path, our.path(i), their.path(i), paths);
            }
        } else if (!our.asText().equals(their.asText())
                || our.isMissingNode() != their.isMissingNode()) {
            paths.add(path);
        }
    }

    /// Of a quantity that is put in whole the other implementation keeps system and code alone, as
    /// if it were a coding.
    private static boolean isQuantity(JsonNode node) {
        return node.has("value") && node.has("system") && node.has("code");
    }
}
