package org.osteon.app.cli.outcome;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osteon.records.words.Problem;

/// What the parts of a report are called and which columns they come from, as a file of the
/// knowledge says. Columns are a pair `FIRST:SECOND`; empty where the template has no such part.
record ReportTemplate(
        String title,
        String timeZero,
        String survivalTitle,
        String survival,
        String competingTitle,
        String competing,
        List<String> labels,
        String change) {

    /// @throws Problem where there is none of this name, with those there are
    static ReportTemplate read(Path knowledge, String name) throws IOException {
        Path folder = knowledge.resolve("common/reports");
        Path file = folder.resolve(name.toLowerCase(java.util.Locale.ROOT) + ".json");
        if (!name.matches("[A-Za-z0-9-]+") || !Files.isRegularFile(file)) {
            throw Problem.unusable("no template \"" + name + "\"; there are: " + names(folder));
        }
        JsonNode json;
        try {
            json = new ObjectMapper().readTree(Files.readString(file));
        } catch (JsonProcessingException e) {
            throw Problem.unusable(file + " is no JSON: " + e.getOriginalMessage());
        }
        List<String> labels = new ArrayList<>();
        json.path("competing").path("labels").forEach(label -> labels.add(label.asText()));
        return new ReportTemplate(
                json.path("title").asText("Outcomes"),
                json.path("timeZero").asText("not stated"),
                json.path("survival").path("title").asText("Survival"),
                json.path("survival").path("columns").asText(""),
                json.path("competing").path("title").asText("Competing risks"),
                json.path("competing").path("columns").asText(""),
                List.copyOf(labels),
                json.path("change").path("columns").asText(""));
    }

    private static String names(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return "none in " + folder;
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .filter(file -> file.endsWith(".json"))
                    .map(file -> file.substring(0, file.length() - 5))
                    .sorted()
                    .collect(Collectors.joining(", "));
        }
    }
}
