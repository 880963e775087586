package org.osteon.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.osteon.chart.incoming.BundleEntries;
import org.osteon.chart.incoming.Incoming;

/// A Bulk Data export is joined to the charts that its Bundles would have been.
@EnabledIfSystemProperty(
        named = "osteon.long",
        matches = "true",
        disabledReason = "sweeps of Bulk Data: ./osteon verify --long")
class BulkSweepTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String DAY = "--as-of=2025-06-02";

    @TempDir static Path folder;

    /// By patient the resources of each chart.
    private static final Map<String, List<Incoming>> CHARTS = new TreeMap<>();

    /// The charts of worked cases, each under its own patient; every order of a medicine refers to
    /// one that lies in a file of its own.
    @BeforeAll
    static void write() throws IOException {
        Map<String, List<String>> byType = new LinkedHashMap<>();
        List<String> bundles = new ArrayList<>();
        int number = 0;
        for (String line : SweepRunner.someCases(9)) {
            String patient = "bulk-" + number++;
            List<Incoming> resources = resources(JSON.readTree(line).path("chart"), patient);
            CHARTS.put(patient, resources);
            bundles.add(bundle(resources));
            for (Incoming one : resources) {
                byType.computeIfAbsent(one.type(), _ -> new ArrayList<>()).add(one.json());
            }
        }
        Files.write(Files.createDirectory(folder.resolve("bundles")).resolve("a.ndjson"), bundles);
        Path bulk = Files.createDirectory(folder.resolve("bulk"));
        Random random = new Random(4);
        for (Map.Entry<String, List<String>> type : byType.entrySet()) {
            List<String> lines = new ArrayList<>(type.getValue().stream().distinct().toList());
            Collections.shuffle(lines, random);
            Path file = bulk.resolve(type.getKey() + ".0.ndjson");
            if (type.getKey().equals("Observation")) {
                int half = lines.size() / 2;
                Files.write(file, lines.subList(0, half));
                Path packed = bulk.resolve("Observation.1.ndjson.gz");
                try (GZIPOutputStream gzip = new GZIPOutputStream(Files.newOutputStream(packed))) {
                    gzip.write(
                            String.join("\n", lines.subList(half, lines.size()))
                                    .getBytes(StandardCharsets.UTF_8));
                }
            } else {
                Files.write(file, lines);
            }
        }
        assertThat(byType.get("Medication")).hasSizeGreaterThan(3);
    }

    /// The resources of a Bundle under a patient's own name, as if each had come by itself.
    private static List<Incoming> resources(JsonNode chart, String patient) throws IOException {
        List<Incoming> read = new ArrayList<>();
        String old = "";
        for (JsonNode entry : chart.path("entry")) {
            if (entry.path("resource").path("resourceType").asText().equals("Patient")) {
                old = entry.path("resource").path("id").asText();
            }
        }
        for (BundleEntries.Read entry : BundleEntries.of(JSON.writeValueAsBytes(chart))) {
            if (entry instanceof BundleEntries.Usable(int number, Incoming incoming)) {
                String json =
                        incoming.json()
                                .replace("Patient/" + old + "\"", "Patient/" + patient + "\"");
                ObjectNode resource = (ObjectNode) JSON.readTree(json);
                if (incoming.type().equals("Patient")) {
                    resource.put("id", patient);
                }
                Incoming own = Incoming.of(resource.toString());
                if (own.patient().filter(patient::equals).isPresent()) {
                    read.addAll(withMedicationBeside(resource, patient, number));
                }
            }
        }
        return read;
    }

    private static List<Incoming> withMedicationBeside(
            ObjectNode resource, String patient, int number) {
        if (!resource.has("medicationCodeableConcept")) {
            return List.of(Incoming.of(resource.toString()));
        }
        ObjectNode medication = JSON.createObjectNode();
        medication.put("resourceType", "Medication");
        medication.put("id", "of-" + patient + "-" + number);
        medication.set("code", resource.remove("medicationCodeableConcept"));
        resource.putObject("medicationReference")
                .put("reference", "Medication/of-" + patient + "-" + number);
        return List.of(Incoming.of(resource.toString()), Incoming.of(medication.toString()));
    }

    private static String bundle(List<Incoming> resources) throws IOException {
        ObjectNode bundle = JSON.createObjectNode();
        bundle.put("resourceType", "Bundle").put("type", "collection");
        ArrayNode entries = bundle.putArray("entry");
        for (Incoming one : resources) {
            entries.addObject().set("resource", JSON.readTree(one.json()));
        }
        return bundle.toString();
    }

    @Test
    void a_bulk_folder_gives_what_the_bundles_give() throws IOException {
        Path together = folder.resolve("of-bundles");
        Path apart = folder.resolve("of-bulk");
        assertThat(assess("bundles", together, "--format=ndjson").exitCode()).isZero();
        SweepRunner run = assess("bulk", apart, "--format=ndjson", "--part-mb=1");

        assertThat(run.errors()).contains("bringing").doesNotContain("says why");
        assertThat(run.exitCode()).as(run.errors()).isZero();
        assertThat(answers(apart)).hasSize(CHARTS.size()).isEqualTo(answers(together));
    }

    /// What is said of each patient, without where it came from and in which order its resources
    /// lie.
    private static Map<String, String> answers(Path output) throws IOException {
        Map<String, String> answers = new TreeMap<>();
        for (String line : SweepRunner.lines(output)) {
            ObjectNode read = (ObjectNode) JSON.readTree(line);
            read.remove(List.of("file", "reading"));
            assertThat(answers.put(read.path("patient").asText(), decisions(read))).isNull();
        }
        return answers;
    }

    private static String decisions(JsonNode line) {
        StringBuilder text = new StringBuilder();
        for (JsonNode one : line.path("assessments")) {
            text.append(one.path("pathway")).append(one.path("decision"));
            for (JsonNode criterion : one.path("criteria")) {
                text.append(' ').append(criterion.path("id")).append(criterion.path("verdict"));
                text.append(criterion.path("missing"));
            }
            one.path("alerts").forEach(alert -> text.append(' ').append(alert.path("code")));
            text.append(one.path("results"));
        }
        return text.toString();
    }

    @Test
    void what_cannot_be_read_is_a_row_and_the_others_are_as_they_were() throws IOException {
        Path broken = Files.createDirectory(folder.resolve("broken"));
        String first = CHARTS.keySet().iterator().next();
        for (Incoming one : CHARTS.get(first)) {
            Path file = broken.resolve(one.type() + ".ndjson");
            Files.writeString(
                    file, one.json() + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }
        Files.writeString(
                broken.resolve("Condition.ndjson"),
                "{\"resourceType\": \"Condition\"\n"
                        + "{\"resourceType\":\"Condition\",\"id\":\"c\",\"subject\":"
                        + "{\"reference\":\"Patient/nobody\"}}\n",
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
        Path output = folder.resolve("of-broken");
        SweepRunner run = assess("broken", output);

        assertThat(run.exitCode()).as(run.errors()).isZero();
        assertThat(run.output()).contains("\"charts\" : 3").contains("\"errors\" : 2");
        List<Row> rows = SweepRunner.rows(output, "id", "source", "line", "error", "row");
        assertThat(rows)
                .anySatisfy(row -> {
                    assertThat(row.<String>getAs("source")).isEqualTo("Condition.ndjson");
                    assertThat(row.<String>getAs("error")).contains("not JSON");
                })
                .anySatisfy(row -> {
                    assertThat(row.<String>getAs("id")).isEqualTo("Patient/nobody");
                    assertThat(row.<String>getAs("error")).startsWith("no Patient in it");
                })
                .anySatisfy(row -> {
                    assertThat(row.<String>getAs("id")).isEqualTo("Patient/" + first);
                    assertThat(row.<String>getAs("error")).isNull();
                });
    }

    private static SweepRunner assess(String input, Path output, String... more) {
        List<String> args = new ArrayList<>(List.of(more));
        args.add(DAY);
        return WorkedCasesSweepTest.sweep(
                folder.resolve(input), output, args.toArray(String[]::new));
    }
}
