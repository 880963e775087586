package org.osteon.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osteon.store.ChartStore;
import org.osteon.store.StoredResource;

/// Files in, charts in the store, files out; the real store on a real disk (X1).
class ImportExportTest {
    private static final String PATIENT = "{\"resourceType\":\"Patient\",\"id\":\"p1\"}";
    private static final String PULSE =
            """
            {"resourceType":"Observation","id":"o1","status":"final",\
            "subject":{"reference":"Patient/p1"},"valueQuantity":{"value":72.50,"unit":"/min"}}\
            """;

    @TempDir Path folder;

    @Test
    void a_bundle_becomes_a_chart_and_comes_out_as_it_went_in() throws IOException {
        Path bundle = file("chart.json", bundle(PATIENT, PULSE));

        assertThat(imported(bundle).output())
                .isEqualTo("1 charts: 2 resources new, 0 changed, 0 as before; 0 not kept\n");
        CommandRun export = run("export", "--patient=p1");
        assertThat(export.exitCode()).isZero();
        assertThat(export.output()).contains(PATIENT).contains(PULSE);
    }

    @Test
    void importing_the_same_thing_twice_changes_nothing() throws IOException {
        Path bundle = file("chart.json", bundle(PATIENT, PULSE));
        imported(bundle);
        String before = run("export", "--patient=p1").output();

        CommandRun again = imported(bundle);

        assertThat(again.output())
                .isEqualTo("1 charts: 0 resources new, 0 changed, 2 as before; 0 not kept\n");
        assertThat(run("export", "--patient=p1").output()).isEqualTo(before);
        assertThat(run("audit", "verify").output()).startsWith("Intact: 1 entries, 2 versions");
    }

    @Test
    void references_within_a_bundle_are_resolved_and_new_resources_get_its_ids()
            throws IOException {
        String uuid = "urn:uuid:6f0d6a0e-0000-4000-8000-000000000001";
        String medication = "urn:uuid:6f0d6a0e-0000-4000-8000-000000000002";
        Path bundle =
                file(
                        "transaction.json",
                        """
                        {"resourceType":"Bundle","type":"transaction","entry":[
                        {"fullUrl":"%s","resource":{"resourceType":"Patient","gender":"male"}},
                        {"fullUrl":"%s","resource":{"resourceType":"Medication","code":{"text":"x"}}},
                        {"fullUrl":"urn:uuid:6f0d6a0e-0000-4000-8000-000000000003",
                         "resource":{"resourceType":"MedicationRequest","subject":{"reference":"%s"},
                         "status":"active","intent":"order","medicationReference":{"reference":"%s"},
                         "dispenseRequest":{"numberOfRepeatsAllowed":3,"quantity":{"value":1.50}}}}]}
                        """
                                .formatted(uuid, medication, uuid, medication));

        assertThat(imported(bundle).exitCode()).isZero();

        String id = "6f0d6a0e-0000-4000-8000-000000000001";
        assertThat(run("export", "--patient=" + id).output())
                .contains("\"id\":\"6f0d6a0e-0000-4000-8000-000000000003\"")
                .contains("\"reference\":\"Patient/" + id + "\"")
                .contains("\"Medication/6f0d6a0e-0000-4000-8000-000000000002\"")
                .contains("\"value\":1.50");
    }

    @Test
    void resources_one_per_line_are_sorted_by_patient_and_rejected_by_line() throws IOException {
        Path lines =
                packed(
                        "observations.ndjson.gz",
                        PATIENT,
                        PATIENT.replace("p1", "p2"),
                        PULSE,
                        "broken",
                        "{\"id\":\"x\"}",
                        "{\"resourceType\":\"Observation\",\"subject\":{\"reference\":\"Patient/p1\"}}",
                        PULSE.replace("Patient/p1", "https://ehr.example.org/fhir/Patient/p2"),
                        "");

        CommandRun run = imported(lines);

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.output()).startsWith("2 charts: 4 resources new").contains("3 not kept");
        assertThat(run.errors().lines())
                .hasSize(3)
                .anySatisfy(line -> assertThat(line).startsWith(lines + ":4: not JSON"))
                .anySatisfy(line -> assertThat(line).startsWith(lines + ":5: "))
                .anySatisfy(line -> assertThat(line).startsWith(lines + ":6: "));
        assertThat(run("export", "--patient=p2").output()).contains("\"id\":\"o1\"");
    }

    @Test
    void what_is_about_no_patient_goes_into_the_charts_that_refer_to_it_whatever_the_order()
            throws IOException {
        String request =
                """
                {"resourceType":"MedicationRequest","id":"m%d","subject":{"reference":"Patient/p1"},\
                "medicationReference":{"reference":"Medication/%s"}}\
                """;
        Path first = Files.createDirectory(folder.resolve("bulk"));
        Files.writeString(
                first.resolve("1.ndjson"),
                """
                {"resourceType":"Medication","id":"before"}
                {"resourceType":"Practitioner","id":"nobody"}
                """);
        Files.writeString(
                first.resolve("2.ndjson"),
                PATIENT
                        + "\n"
                        + request.formatted(1, "before")
                        + "\n"
                        + request.formatted(2, "after"));
        Files.writeString(
                first.resolve("3.ndjson"), "{\"resourceType\":\"Medication\",\"id\":\"after\"}");

        CommandRun run = imported(first);

        assertThat(run.output())
                .startsWith("1 charts: 5 resources new")
                .contains("none refers to them: 1 Practitioner");
        assertThat(run("export", "--patient=p1").output())
                .contains("\"id\":\"before\"")
                .contains("\"id\":\"after\"");
    }

    @Test
    void the_whole_store_goes_out_as_one_file_per_type_and_comes_in_again() throws IOException {
        imported(file("1.json", bundle(PATIENT, PULSE)));
        imported(
                file(
                        "2.json",
                        bundle(PATIENT.replace("p1", "p2"), PULSE.replace("p1", "p2"))
                                .replace(",", ",\n")));
        Path out = folder.resolve("out");

        CommandRun export = run("export", "--all=" + out);

        assertThat(export.output()).isEqualTo("2 charts, 4 resources in " + out + "\n");
        assertThat(out.resolve("Observation.ndjson")).content().hasLineCount(2);
        CommandRun again =
                CommandRun.of("import", out.toString(), "--db=" + folder.resolve("second.db"));
        assertThat(again.output()).startsWith("2 charts: 4 resources new");
        assertThat(run("export", "--all=" + out).errors()).contains("into an empty folder");
    }

    @Test
    void several_patients_in_a_bundle_each_get_their_own() throws IOException {
        imported(
                file(
                        "many.json",
                        bundle(
                                PATIENT,
                                PATIENT.replace("p1", "p2"),
                                PULSE,
                                PULSE.replace("p1", "p2").replace("o1", "o2"))));

        try (ChartStore store = ChartStore.open(folder.resolve("charts.db"))) {
            assertThat(store.chart("p1").orElseThrow().resources()).hasSize(2);
            assertThat(store.chart("p2").orElseThrow().resources())
                    .extracting(StoredResource::chart)
                    .containsOnly("p2")
                    .hasSize(2);
        }
    }

    @Test
    void one_broken_file_does_not_keep_the_others_out() throws IOException {
        Path charts = Files.createDirectory(folder.resolve("charts"));
        Files.writeString(charts.resolve("a.json"), "{\"resourceType\":\"Bundle\",\"entry\":[{");
        Files.writeString(charts.resolve("b.json"), bundle(PATIENT));

        CommandRun run = imported(charts);

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.output()).startsWith("1 charts: 1 resources new");
        assertThat(run.errors()).startsWith(charts.resolve("a.json") + ": not JSON");
    }

    @Test
    void what_cannot_be_kept_from_a_bundle_is_told_by_entry() throws IOException {
        Path bundle =
                file(
                        "chart.json",
                        bundle(
                                PATIENT,
                                "{\"id\":\"untyped\"}",
                                PULSE,
                                PULSE.replace("72.50", "73"),
                                "{\"resourceType\":\"Observation\",\"id\":\"a/b\"}"));

        CommandRun run = imported(bundle);

        assertThat(run.output()).startsWith("1 charts: 2 resources new").contains("3 not kept");
        assertThat(run.errors().lines())
                .anySatisfy(line -> assertThat(line).contains(", entry 2: it has no resourceType"))
                .anySatisfy(line -> assertThat(line).contains(", entry 4: Observation/o1 is in"))
                .anySatisfy(line -> assertThat(line).contains(", entry 5: "));
    }

    @Test
    void a_path_that_is_not_there_stops_before_anything_is_imported() throws IOException {
        CommandRun run =
                run("import", file("a.json", bundle(PATIENT)).toString(), folder + "/nowhere");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.errors()).contains("nowhere");
        assertThat(run("export", "--patient=p1").exitCode()).isEqualTo(2);
    }

    @Test
    void exporting_a_patient_who_is_not_there_is_refused() {
        CommandRun run = run("export", "--patient=nobody");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.output()).isEmpty();
        assertThat(run.errors()).contains("no chart of patient 'nobody'");
    }

    @Test
    void a_changed_byte_is_found() throws Exception {
        imported(file("chart.json", bundle(PATIENT, PULSE)));
        Path database = folder.resolve("charts.db");
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + database);
                var statement = connection.createStatement()) {
            List<String> guards = new ArrayList<>();
            try (var triggers =
                    statement.executeQuery(
                            "SELECT name FROM sqlite_master WHERE type = 'trigger'")) {
                while (triggers.next()) {
                    guards.add(triggers.getString(1));
                }
            }
            for (String guard : guards) {
                statement.executeUpdate("DROP TRIGGER " + guard);
            }
            statement.executeUpdate("UPDATE audit SET actor = 'somebody else' WHERE sequence = 1");
        }

        CommandRun run = run("audit", "verify");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.output()).startsWith("BROKEN: audit entry 1");
    }

    private CommandRun imported(Path path) {
        return run("import", path.toString());
    }

    private CommandRun run(String... arguments) {
        String[] all = Arrays.copyOf(arguments, arguments.length + 1);
        all[arguments.length] = "--db=" + folder.resolve("charts.db");
        return CommandRun.of(all);
    }

    private Path file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }

    private Path packed(String name, String... lines) throws IOException {
        Path file = folder.resolve(name);
        try (OutputStream stream = new GZIPOutputStream(Files.newOutputStream(file))) {
            stream.write(String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
        }
        return file;
    }

    private static String bundle(String... resources) {
        return "{\"resourceType\":\"Bundle\",\"type\":\"collection\",\"entry\":["
                + String.join(
                        ",",
                        Arrays.stream(resources)
                                .map(resource -> "{\"resource\":" + resource + "}")
                                .toList())
                + "]}";
    }

    /// X10: a drill: what was backed up comes back, and the audit says so.
    @Test
    void a_backup_is_taken_verified_and_restored() throws IOException {
        imported(file("chart.json", bundle(PATIENT, PULSE)));
        String before = run("export", "--patient=p1").output();
        Path backup = folder.resolve("backup.db");
        CommandRun taken = run("backup", backup.toString());
        assertThat(taken.exitCode()).as(taken.errors()).isZero();
        assertThat(taken.output()).contains("1 charts, 2 entries of the audit", "verified");
        assertThat(run("backup", backup.toString()).errors()).contains("is there already");

        assertThat(run("restore", backup.toString()).errors())
                .contains("there is a store already; move it away first");
        for (String name : List.of("charts.db", "charts.db-wal", "charts.db-shm")) {
            Files.deleteIfExists(folder.resolve(name));
        }
        CommandRun restored = run("restore", backup.toString());

        assertThat(restored.exitCode()).as(restored.output() + restored.errors()).isZero();
        assertThat(restored.output()).contains("1 charts in", "verified", "set aside");
        assertThat(run("export", "--patient=p1").output()).isEqualTo(before);
        CommandRun verified = run("audit", "verify");
        assertThat(verified.output())
                .startsWith("Intact: 3 entries, 2 versions")
                .contains("Sealed by the key: all entries");
        assertThat(run("restore", backup.toString(), "--at", "yesterday").errors())
                .contains("'yesterday' is no moment");
    }

    /// X10: a key that is lost is missed at once, and another is begun by who says why.
    @Test
    void a_lost_key_is_told_and_a_new_one_is_begun_with_a_reason() throws IOException {
        imported(file("chart.json", bundle(PATIENT, PULSE)));
        Path backup = folder.resolve("backup.db");
        run("backup", backup.toString());
        assertThat(run("audit", "new-key", "--reason=lost").errors()).contains("is there already");
        Path key = folder.resolve("charts.db.key");
        Files.move(key, folder.resolve("elsewhere"));

        CommandRun without = run("import", file("more.json", bundle(PATIENT)).toString());
        assertThat(without.exitCode()).isEqualTo(2);
        assertThat(without.errors()).contains("charts.db.key is not there", "audit new-key");
        assertThat(run("audit", "verify").output()).contains("Sealed by the key: 0 of");
        for (String name : List.of("charts.db", "charts.db-wal", "charts.db-shm")) {
            Files.deleteIfExists(folder.resolve(name));
        }
        CommandRun restored = run("restore", backup.toString());
        assertThat(restored.exitCode()).isEqualTo(2);
        assertThat(restored.errors()).contains("charts.db.key is not there");
        assertThat(folder.resolve("charts.db")).as("is not in its place by halves").doesNotExist();
        assertThat(key).doesNotExist();

        Files.move(folder.resolve("charts.db.part"), folder.resolve("charts.db"));
        assertThat(run("audit", "new-key").errors()).contains("--reason");
        CommandRun begun = run("audit", "new-key", "--reason=lost with the old machine");
        assertThat(begun.exitCode()).as(begun.errors()).isZero();
        assertThat(begun.output()).contains("charts.db.key seals the audit from entry");
        assertThat(run("audit", "verify").exitCode()).isZero();
        imported(file("again.json", bundle(PATIENT, PULSE)));
    }

    @Test
    void a_verification_makes_nothing_and_a_head_is_written_for_the_next() throws IOException {
        CommandRun none = run("audit", "verify");
        assertThat(none.exitCode()).isEqualTo(2);
        assertThat(none.errors()).contains("there is no such file");
        try (var files = Files.list(folder)) {
            assertThat(files).isEmpty();
        }
        imported(file("chart.json", bundle(PATIENT, PULSE)));

        CommandRun head = run("audit", "head");

        assertThat(head.output()).startsWith("1:");
        assertThat(run("audit", "verify").output()).contains("Head: " + head.output().strip());
        assertThat(folder.resolve("charts.db.heads")).isNotEmptyFile();
    }
}
