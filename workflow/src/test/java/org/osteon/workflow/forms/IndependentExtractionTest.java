package org.osteon.workflow.forms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.osteon.workflow.Deed;
import org.osteon.workflow.FhirEdit;

/// What templates make of the answers of a case of every form, of every case with
/// `-Dosteon.long=true`, held against an independent implementation of FHIR SDC (records, 1.2). It
/// needs Node.js and, once, `npm install` in `workflow/src/test/sdc`; without them it is skipped
/// and says so.
class IndependentExtractionTest {
    private static final Path SDC = Path.of("src", "test", "sdc");
    private static final String ID = "f-12345678901234567890";

    /// A case with what was made of it here.
    private record Extracted(FormCase of, Form form, Checked checked) {}

    @TestFactory
    Stream<DynamicTest> an_independent_implementation_makes_the_same_of_the_same_templates()
            throws IOException, InterruptedException {
        assumeTrue(
                Files.isDirectory(SDC.resolve("node_modules")),
                "skipped: nothing is installed in workflow/src/test/sdc (npm install)");
        Map<String, Extracted> ours = ours();
        Map<String, JsonNode> theirs = theirs(ours);
        return ours.entrySet().stream()
                .map(one ->
                        DynamicTest.dynamicTest(
                                one.getValue().of().toString(),
                                () -> compare(one.getValue(), theirs.get(one.getKey()))));
    }

    private static Map<String, Extracted> ours() {
        Map<String, Extracted> ours = new LinkedHashMap<>();
        Set<String> seen = new HashSet<>();
        for (FormCase one : DeliveredForms.CASES) {
            if (seen.contains(one.form()) && !Boolean.getBoolean("osteon.long")) {
                continue;
            }
            FormLife life = DeliveredForms.life(one, one.chart());
            Deed deed = one.deed();
            // Nothing counts as left as it was: the other implementation is not told what was
            // filled in.
            Checked checked = life.check(ID, one.answers(life), Optional.empty(), deed);
            if (checked.problems().isEmpty() && !life.form().templates().isEmpty()) {
                seen.add(one.form());
                ours.put(one.id(), new Extracted(one, life.form(), checked));
            }
        }
        return ours;
    }

    private static Map<String, JsonNode> theirs(Map<String, Extracted> ours)
            throws IOException, InterruptedException {
        Path asked = Files.createTempFile("sdc", ".ndjson");
        Path said = Files.createTempFile("sdc", ".out");
        List<String> lines = new ArrayList<>();
        ours.forEach((id, one) -> {
            ObjectNode line = FhirEdit.object();
            line.put("id", id);
            line.set("questionnaire", one.form().questionnaire());
            line.set("response", one.checked().response());
            lines.add(FhirEdit.write(line));
        });
        Files.write(asked, lines);
        Process node =
                new ProcessBuilder("node", "extract.mjs")
                        .directory(SDC.toFile())
                        .redirectInput(asked.toFile())
                        .redirectOutput(said.toFile())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        assertThat(node.waitFor(5, TimeUnit.MINUTES)).isTrue();
        Map<String, JsonNode> theirs = new LinkedHashMap<>();
        for (String line : Files.readAllLines(said)) {
            JsonNode json = FhirEdit.tree(line);
            theirs.put(json.path("id").asText(), json);
        }
        return theirs;
    }

    private static void compare(Extracted ours, JsonNode theirs) {
        assertThat(theirs.path("failed").asText("")).isEmpty();
        List<JsonNode> made = new ArrayList<>(ours.checked().resources());
        for (JsonNode their : theirs.path("resources")) {
            ObjectNode wanted = plain(their);
            Optional<JsonNode> same =
                    made.stream().filter(one -> FormCase.holds(one, wanted)).findFirst();
            assertThat(same).as("nothing here is like %s but %s", wanted, made).isPresent();
            made.remove(same.get());
        }
        // What is left are Observations of single answers.
        assertThat(made)
                .allSatisfy(one ->
                        assertThat(one.path("resourceType").asText()).isEqualTo("Observation"));
    }

    /// Without its id, which each names in its own way.
    private static ObjectNode plain(JsonNode resource) {
        ObjectNode plain = resource.deepCopy();
        plain.remove("id");
        return plain;
    }
}
