package org.osteon.workflow.forms;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.osteon.workflow.FhirEdit;

/// SDC as others have built it, from npm: what it answers.
final class IndependentSdc {
    /// Where its programs are.
    static final Path FOLDER = Path.of("src/test/sdc");

    private IndependentSdc() {}

    /// Asks a program of the folder.
    ///
    /// @param asked lines, each with its `id`
    /// @return its answers, by id
    static Map<String, JsonNode> answers(String program, List<ObjectNode> asked)
            throws IOException, InterruptedException {
        Path lines = Files.createTempFile("sdc", ".ndjson");
        Path said = Files.createTempFile("sdc", ".out");
        Files.write(lines, asked.stream().map(FhirEdit::write).toList());
        Process node =
                new ProcessBuilder("node", program)
                        .directory(FOLDER.toFile())
                        .redirectInput(lines.toFile())
                        .redirectOutput(said.toFile())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        assertThat(node.waitFor(5, TimeUnit.MINUTES)).isTrue();
        Map<String, JsonNode> answers = new LinkedHashMap<>();
        for (String line : Files.readAllLines(said)) {
            JsonNode json = FhirEdit.tree(line);
            answers.put(json.path("id").asText(), json);
        }
        return answers;
    }
}
