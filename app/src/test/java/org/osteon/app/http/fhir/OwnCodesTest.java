package org.osteon.app.http.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osteon.app.LoadedKnowledge;
import org.osteon.app.http.server.TestServer;

/// Whoever meets a code of Osteon's own finds out what it means.
class OwnCodesTest {
    private static final Path KNOWLEDGE = Path.of("../knowledge");
    private static final Pattern CODED =
            Pattern.compile("\"system\"\\s*:\\s*\"urn:osteon:([a-z-]+)\"");
    private static final Pattern IN_CODE = Pattern.compile("\"urn:osteon:([a-z-]+)\"");

    /// Names in the code that are no code systems: extensions, namespaces of identifiers,
    /// beginnings of names.
    private static final Set<String> NO_SYSTEMS =
            Set.of(
                    "detail",
                    "before",
                    "next",
                    "stock",
                    "stock-low",
                    "stop",
                    "ctcae",
                    "seriousness",
                    "expected",
                    "reason",
                    "knowledge",
                    "released-by",
                    "released-at",
                    "confirms",
                    "valueset",
                    "library",
                    "din",
                    "donor-number",
                    "bag",
                    "by-link",
                    "division",
                    "study",
                    "study-arm",
                    "study-of",
                    "watch");

    @TempDir static Path folder;
    private static TestServer server;
    private static FhirWire fhir;

    @BeforeAll
    static void start() {
        server = new TestServer(folder, KNOWLEDGE);
        fhir = new FhirWire(server);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static Set<String> used() throws IOException {
        Set<String> used = new TreeSet<>();
        LoadedKnowledge.of(KNOWLEDGE)
                .files()
                .forEach((name, text) -> {
                    if (name.endsWith(".json")) {
                        find(CODED, text, used);
                    }
                });
        for (String module :
                Set.of("app", "pathway", "records", "workflow", "store", "search", "feeds")) {
            try (Stream<Path> files = Files.walk(Path.of("..", module, "src/main/java"))) {
                for (Path file : files.filter(one -> one.toString().endsWith(".java")).toList()) {
                    if (!file.toString().contains("/demo/")) {
                        find(IN_CODE, Files.readString(file), used);
                    }
                }
            }
        }
        used.removeAll(NO_SYSTEMS);
        return used;
    }

    private static void find(Pattern pattern, String text, Set<String> found) {
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            found.add(matcher.group(1));
        }
    }

    @Test
    void every_system_that_knowledge_or_code_uses_is_told() throws IOException {
        Set<String> told = new TreeSet<>();
        for (JsonNode entry : fhir.json("CodeSystem?_count=500").path("entry")) {
            told.add(entry.path("resource").path("url").asText().substring("urn:osteon:".length()));
        }
        assertThat(told).containsAll(used());
    }

    @Test
    void every_code_of_a_system_that_is_said_to_be_complete_is_told() {
        Map<String, OwnCodes.Own> systems = OwnCodes.of(LoadedKnowledge.of(KNOWLEDGE));
        Pattern coded =
                Pattern.compile(
                        "\"system\"\\s*:\\s*\"urn:osteon:([a-z-]+)\",\\s*\"code\"\\s*:\\s*\"([^\"]+)\"");
        LoadedKnowledge.of(KNOWLEDGE)
                .files()
                .forEach((name, text) -> {
                    Matcher matcher = coded.matcher(text);
                    while (name.endsWith(".json") && matcher.find()) {
                        if (NO_SYSTEMS.contains(matcher.group(1))) {
                            continue;
                        }
                        assertThat(systems).containsKey(matcher.group(1));
                        assertThat(systems.get(matcher.group(1)).codes())
                                .as(name + " " + matcher.group(1))
                                .containsKey(matcher.group(2));
                    }
                });
        systems.values().stream()
                .filter(one -> one.content().equals("complete"))
                .forEach(one -> assertThat(one.codes()).as(one.name()).isNotEmpty());
    }

    @Test
    void a_system_and_a_value_set_are_found_by_their_address_and_read() {
        JsonNode decisions = fhir.json("CodeSystem?url=urn:osteon:decision");
        assertThat(decisions.path("total").asInt()).isEqualTo(1);
        assertThat(fhir.json("CodeSystem/override-reason").path("concept").toString())
                .contains("benefit-outweighs-risk");
        JsonNode set = fhir.json("ValueSet?url=urn:osteon:valueset:acute-coronary-syndrome");
        assertThat(set.path("entry").path(0).path("resource").path("compose").toString())
                .contains("I20.0");
        assertThat(fhir.get("CodeSystem/nothing").statusCode()).isEqualTo(404);
        assertThat(fhir.post("CodeSystem", "{\"resourceType\":\"CodeSystem\"}").statusCode())
                .isEqualTo(400);
        assertThat(fhir.json("ValueSet?_count=5").path("total").asInt()).isGreaterThan(100);
    }
}
