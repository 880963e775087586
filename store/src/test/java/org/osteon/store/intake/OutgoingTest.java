package org.osteon.store.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osteon.store.Appended;
import org.osteon.store.Attribution;
import org.osteon.store.Change;
import org.osteon.store.ChartListing;
import org.osteon.store.ChartStore;
import org.osteon.store.ResourceId;
import org.osteon.store.StoredResource;

/// What goes out comes in again as it was, whatever the order of the files and of their lines.
class OutgoingTest {
    private static final Instant NOW = Instant.parse("2025-03-02T12:00:00Z");
    private static final Attribution BY = new Attribution("test", NOW, "import");

    @TempDir private Path folder;

    private static Change put(String type, String id, String more) {
        return Change.put(
                type, id, "{\"resourceType\":\"%s\",\"id\":\"%s\"%s}".formatted(type, id, more));
    }

    private static void keep(ChartStore store, String chart, Change... changes) {
        assertThat(store.append(chart, BY, List.of(changes))).isInstanceOf(Appended.Recorded.class);
    }

    /// Charts with all that a line alone does not say.
    private ChartStore manyKinds() {
        ChartStore store = ChartStore.open(folder.resolve("from.db"));
        for (String chart : List.of("a", "b", "c")) {
            String subject = ",\"subject\":{\"reference\":\"Patient/" + chart + "\"}";
            keep(
                    store,
                    chart,
                    put("Patient", chart, ",\"gender\":\"female\""),
                    // The same id in each chart.
                    put("Observation", "o1", subject + ",\"status\":\"final\""),
                    put(
                            "MedicationRequest",
                            "m-" + chart,
                            subject
                                    + ",\"medicationReference\":{\"reference\":\"Medication/drug\"}"
                                    + ",\"requester\":{\"reference\":\"Practitioner/doc\"}"),
                    // Shared, and the same everywhere.
                    put("Practitioner", "doc", ",\"name\":[{\"family\":\"Example\"}]"),
                    // Shared by name, and another medicine in one chart.
                    put(
                            "Medication",
                            "drug",
                            ",\"code\":{\"text\":\""
                                    + (chart.equals("b") ? "other" : "one")
                                    + "\"}"));
        }
        keep(
                store,
                "a",
                // Nobody's, and nothing refers to it.
                put("Provenance", "pr", ",\"target\":[{\"reference\":\"Observation/o1\"}]"),
                put("Location", "ward", ",\"name\":\"Ward\""),
                // Of somebody else, kept here.
                put(
                        "Observation",
                        "donor",
                        ",\"subject\":{\"reference\":\"Patient/b\"},\"status\":\"final\""),
                Change.put(
                        "Condition",
                        "lines",
                        """
                        {~
                          "resourceType" : "Condition",
                          "id":"lines",
                         "subject":{"reference":"Patient/a"},
                         "code":{"text":"one#two {[ \\n \\" Bundle"}
                        }
                        """
                                .replace("#", "\u2028")
                                .replace("~", "\r")),
                Change.put(
                        "Condition",
                        "nameless",
                        "{\"resourceType\":\"Condition\",\"subject\":{\"reference\":\"Patient/a\"}}"));
        return store;
    }

    private Map<String, List<String>> out(ChartStore store) {
        Outgoing outgoing = new Outgoing(true);
        Map<String, List<String>> files = new TreeMap<>();
        for (ChartListing one : store.chartsAfter("", 100)) {
            for (Outgoing.Line line :
                    outgoing.of(one.id(), store.chart(one.id()).orElseThrow().resources())) {
                files.computeIfAbsent(line.type(), _ -> new ArrayList<>()).add(line.text());
            }
        }
        return files;
    }

    private static Map<String, String> content(ChartStore store) {
        Map<String, String> content = new TreeMap<>();
        for (ChartListing one : store.chartsAfter("", 100)) {
            for (StoredResource stored : store.chart(one.id()).orElseThrow()) {
                content.put(
                        one.id() + " " + stored.resource(),
                        Outgoing.oneLine(stored.json()).replace("\"id\":\"nameless\",", ""));
            }
        }
        return content;
    }

    @Test
    void what_goes_out_comes_into_the_same_charts_whatever_the_order() throws IOException {
        try (ChartStore from = manyKinds()) {
            Map<String, List<String>> files = out(from);
            assertThat(files.get("Practitioner")).hasSize(1);
            assertThat(files.get("Observation")).hasSize(3);
            assertThat(files.get("Provenance")).hasSize(1);
            for (int seed = 0; seed < 6; seed++) {
                Random random = new Random(seed);
                List<String> order = new ArrayList<>(files.keySet());
                Collections.shuffle(order, random);
                List<String> rejected = new ArrayList<>();
                try (ChartStore into = ChartStore.open(folder.resolve("into" + seed + ".db"))) {
                    Intake intake =
                            new Intake(
                                    into,
                                    "test",
                                    InstantSource.fixed(NOW),
                                    new IntakeReport(one -> rejected.add(one.toString())),
                                    _ -> {});
                    for (String type : order) {
                        List<String> lines = new ArrayList<>(files.get(type));
                        Collections.shuffle(lines, random);
                        Path file = folder.resolve(type + seed + ".ndjson");
                        Files.write(file, lines);
                        intake.file(file);
                    }
                    intake.finish();
                    assertThat(rejected).as("seed " + seed).isEmpty();
                    assertThat(content(into)).as("seed " + seed).isEqualTo(content(from));
                }
            }
        }
    }

    @Test
    void out_in_and_out_again_gives_the_same_files() throws IOException {
        try (ChartStore from = manyKinds();
                ChartStore into = ChartStore.open(folder.resolve("into.db"))) {
            Map<String, List<String>> files = out(from);
            assertThat(out(from)).isEqualTo(files);
            Intake intake =
                    new Intake(
                            into,
                            "test",
                            InstantSource.fixed(NOW),
                            new IntakeReport(one -> {
                                throw new AssertionError(one);
                            }),
                            _ -> {});
            for (String type : files.keySet()) {
                Path file = folder.resolve(type + ".ndjson");
                Files.write(file, files.get(type));
                intake.file(file);
            }
            intake.finish();
            Map<String, List<String>> again = out(into);
            assertThat(again).isEqualTo(files);
        }
    }

    @Test
    void what_was_deleted_there_is_deleted_here_and_of_two_nothing_is_guessed() throws IOException {
        try (ChartStore store = manyKinds()) {
            Path file = folder.resolve("deleted.ndjson");
            Files.write(
                    file,
                    List.of(
                            Deletions.line("b", List.of(new ResourceId("Observation", "o1"))),
                            "{\"resourceType\":\"Bundle\",\"type\":\"transaction\",\"entry\":[{\"request\":"
                                    + "{\"method\":\"DELETE\",\"url\":\"Medication/drug\"}}]}"));
            Intake intake =
                    new Intake(
                            store,
                            "test",
                            InstantSource.fixed(NOW),
                            new IntakeReport(_ -> {}),
                            _ -> {});
            intake.file(file);
            intake.finish();
            assertThat(store.find(new ResourceId("Observation", "o1")))
                    .filteredOn(StoredResource::deleted)
                    .extracting(StoredResource::chart)
                    .containsExactly("b");
            assertThat(store.find(new ResourceId("Medication", "drug")))
                    .noneMatch(StoredResource::deleted);
        }
    }
}
