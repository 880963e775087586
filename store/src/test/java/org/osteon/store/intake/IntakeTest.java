package org.osteon.store.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.osteon.store.Attribution;
import org.osteon.store.Change;
import org.osteon.store.ChartStore;
import org.osteon.store.ResourceId;
import org.osteon.store.StoredChart;

/// Files of FHIR resources find the charts of their patients; what is not kept is told with its
/// place and why (X1, X3).
class IntakeTest {
    private static final Instant MONDAY = Instant.parse("2025-06-02T08:00:00Z");

    @TempDir private Path folder;
    private ChartStore store;
    private final List<String> rejections = new ArrayList<>();
    private final List<Long> progress = new ArrayList<>();

    @BeforeEach
    void open_a_store() {
        store = ChartStore.open(folder.resolve("charts.db"));
    }

    @AfterEach
    void close_it() {
        store.close();
    }

    private IntakeReport report() {
        return new IntakeReport(rejection -> rejections.add(rejection.toString()));
    }

    private Intake intake(IntakeReport report) {
        return new Intake(store, "A. Example", () -> MONDAY, report, progress::add);
    }

    /// Takes a Bundle of these entries.
    private IntakeReport bundle(String... entries) {
        return json(
                "{\"resourceType\":\"Bundle\",\"type\":\"collection\",\"entry\":["
                        + String.join(",", entries)
                        + "]}");
    }

    private IntakeReport json(String json) {
        IntakeReport report = report();
        Intake intake = intake(report);
        intake.bundle("upload", json.getBytes(StandardCharsets.UTF_8));
        intake.finish();
        return report;
    }

    private IntakeReport lines(String... lines) throws IOException {
        return file("a.ndjson", String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
    }

    private IntakeReport file(String name, byte[] bytes) throws IOException {
        Path file = Files.write(folder.resolve(name), bytes);
        IntakeReport report = report();
        Intake intake = intake(report);
        intake.file(file);
        intake.finish();
        return report;
    }

    private static String entry(String resource) {
        return "{\"resource\":" + resource + "}";
    }

    private static String entry(String fullUrl, String resource) {
        return "{\"fullUrl\":\"" + fullUrl + "\",\"resource\":" + resource + "}";
    }

    private static String patient(String id) {
        return "{\"resourceType\":\"Patient\",\"id\":\"" + id + "\"}";
    }

    private static String resource(String type, String id, String more) {
        return "{\"resourceType\":\"%s\",\"id\":\"%s\"%s}".formatted(type, id, more);
    }

    private static String of(String element, String reference) {
        return ",\"" + element + "\":{\"reference\":\"" + reference + "\"}";
    }

    private List<String> kept(String chart) {
        return store.chart(chart).map(StoredChart::resources).orElse(List.of()).stream()
                .map(one -> one.resource().toString())
                .sorted()
                .toList();
    }

    private String text(String chart, String type, String id) {
        return store.read(chart, new ResourceId(type, id)).orElseThrow().json();
    }

    @Test
    void everything_in_a_bundle_of_one_patient_is_that_patients() {
        IntakeReport report =
                bundle(
                        entry(patient("p")),
                        entry(resource("Observation", "o", "")),
                        entry(resource("Medication", "m", "")));

        assertThat(kept("p")).containsExactly("Medication/m", "Observation/o", "Patient/p");
        assertThat(report.created()).isEqualTo(3);
        assertThat(report.charts()).isEqualTo(1);
        assertThat(report.chartIds()).containsExactly("p");
        assertThat(report.rejected()).isZero();
        assertThat(progress).containsExactly(1L, 2L, 3L);
        var audit = store.auditOf("p", Long.MAX_VALUE, 10).getFirst();
        assertThat(audit.actor()).isEqualTo("A. Example");
        assertThat(audit.action()).isEqualTo("import");
        assertThat(audit.at()).isEqualTo(MONDAY);
    }

    @Test
    void importing_the_same_again_changes_nothing_and_a_change_is_an_update() {
        bundle(entry(patient("p")), entry(resource("Observation", "o", "")));

        IntakeReport again =
                bundle(
                        entry(patient("p")),
                        entry(resource("Observation", "o", ",\"status\":\"final\"")));

        assertThat(again.created()).isZero();
        assertThat(again.unchanged()).isEqualTo(1);
        assertThat(again.updated()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"subject", "patient", "for", "beneficiary", "individual"})
    void with_several_patients_each_resource_names_its_own(String element) {
        bundle(
                entry(patient("p")),
                entry(patient("q")),
                entry(
                        resource(
                                "Observation",
                                "o",
                                of("performer", "Patient/p") + of(element, "Patient/q"))));

        assertThat(kept("p")).containsExactly("Patient/p");
        assertThat(kept("q")).containsExactly("Observation/o", "Patient/q");
    }

    @ParameterizedTest
    @CsvSource({
        "Patient/q",
        "http://example.org/fhir/Patient/q",
        "Patient/q/_history/3",
    })
    void a_reference_means_the_patient_however_it_is_written(String reference) throws IOException {
        lines(patient("q"), resource("Observation", "o", of("subject", reference)));

        assertThat(kept("q")).contains("Observation/o");
    }

    @Test
    void without_an_owner_the_first_patient_that_it_refers_to_is_its_patient() throws IOException {
        lines(
                patient("p"),
                resource(
                        "Provenance",
                        "x",
                        ",\"target\":[{\"reference\":\"Observation/o\"},"
                                + "{\"reference\":\"Patient/p\"},{\"reference\":\"Patient/q\"}]"),
                resource("Observation", "y", of("subject", "Group/g") + of("focus", "Patient/p")));

        assertThat(kept("p")).containsExactly("Observation/y", "Patient/p", "Provenance/x");
    }

    @Test
    void what_is_about_no_patient_goes_to_each_whose_resources_refer_to_it() throws IOException {
        IntakeReport report =
                lines(
                        resource("Medication", "before", ""),
                        patient("p"),
                        patient("q"),
                        resource(
                                "MedicationRequest",
                                "a",
                                of("subject", "Patient/p")
                                        + of("medicationReference", "Medication/before")),
                        resource(
                                "MedicationRequest",
                                "b",
                                of("subject", "Patient/p")
                                        + of("medicationReference", "Medication/after")),
                        resource(
                                "MedicationRequest",
                                "c",
                                of("subject", "Patient/q")
                                        + of("medicationReference", "Medication/after")),
                        resource("Medication", "after", ""),
                        resource("Medication", "nobodys", ""),
                        resource("Location", "nowhere", ""),
                        resource("Location", "elsewhere", ""));

        assertThat(kept("p"))
                .containsExactly(
                        "Medication/after",
                        "Medication/before",
                        "MedicationRequest/a",
                        "MedicationRequest/b",
                        "Patient/p");
        assertThat(kept("q"))
                .containsExactly("Medication/after", "MedicationRequest/c", "Patient/q");
        assertThat(report.unreferenced()).isEqualTo(Map.of("Medication", 1, "Location", 2));
    }

    @Test
    void other_types_are_not_waited_for() throws IOException {
        IntakeReport report =
                lines(
                        patient("p"),
                        resource(
                                "Observation",
                                "o",
                                of("subject", "Patient/p") + of("device", "Basic/x")),
                        resource("Basic", "x", ""));

        assertThat(kept("p")).containsExactly("Observation/o", "Patient/p");
        assertThat(report.unreferenced()).isEqualTo(Map.of("Basic", 1));
    }

    @Test
    void a_line_that_cannot_be_kept_is_told_with_its_number_and_the_others_are_kept()
            throws IOException {
        IntakeReport report =
                lines(
                        "\uFEFF" + patient("p"),
                        "",
                        "{\"resourceType\":\"Observation\"}",
                        "not json",
                        resource("Observation", "b/d", of("subject", "Patient/p")),
                        resource("Observation", "o", of("subject", "Patient/p")));

        assertThat(kept("p")).containsExactly("Observation/o", "Patient/p");
        assertThat(report.rejected()).isEqualTo(3);
        assertThat(rejections).hasSize(3);
        assertThat(rejections.get(0))
                .isEqualTo(folder.resolve("a.ndjson") + ":3: Observation has no id");
        assertThat(rejections.get(1)).startsWith(folder.resolve("a.ndjson") + ":4: ");
        assertThat(rejections.get(2)).startsWith(folder.resolve("a.ndjson") + ":5: ");
        assertThat(rejections).noneMatch(reason -> reason.contains("\n"));
    }

    @Test
    void an_entry_that_cannot_be_kept_is_told_with_its_number() {
        bundle(
                entry(patient("p")),
                "{\"request\":{\"method\":\"GET\"}}",
                "7",
                entry("{\"id\":\"x\"}"),
                entry("{\"resourceType\":\"Observation\"}"),
                entry(resource("Observation", "o", "")),
                entry(resource("Observation", "o", "")),
                entry(resource("Observation", "o", ",\"status\":\"final\"")),
                entry(resource("OperationOutcome", "remark", "")));

        assertThat(kept("p")).containsExactly("Observation/o", "Patient/p");
        assertThat(text("p", "Observation", "o")).doesNotContain("final");
        assertThat(rejections)
                .containsExactly(
                        "upload, entry 4: it has no resourceType",
                        "upload, entry 5: Observation has neither an id nor a fullUrl that gives"
                                + " one",
                        "upload, entry 8: Observation/o is in the Bundle twice with different"
                                + " content");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[]|neither a Bundle nor another FHIR resource",
                "7|neither a Bundle nor another FHIR resource",
                "{\"resourceType\":\"Bundle\"|(line 1)",
                "{\"resourceType\":\"Patient\",\"id\":\"p\"}{}|NDJSON",
                "{\"resourceType\":\"Patient\"}|has neither id nor fullUrl",
            })
    void what_is_no_bundle_and_no_resource_is_told_for_the_whole_file(String json, String why) {
        IntakeReport report = json(json);

        assertThat(report.rejected()).isEqualTo(1);
        assertThat(rejections.getFirst()).startsWith("upload: ").contains(why);
        assertThat(store.chartCount()).isZero();
    }

    @Test
    void a_single_resource_is_a_bundle_of_one() {
        json(patient("p"));

        assertThat(kept("p")).containsExactly("Patient/p");
    }

    @Test
    void references_to_addresses_within_the_bundle_become_references_to_resources() {
        bundle(
                entry("urn:uuid:0001", "{\"resourceType\":\"Patient\",\"active\":true}"),
                entry(
                        "http://example.org/fhir/Observation/o1",
                        "{\"resourceType\":\"Observation\",\"valueDecimal\":1.50,\"count\":3,"
                                + "\"list\":[null,{\"text\":\"urn:uuid:0001\"}]"
                                + of("subject", "urn:uuid:0001")
                                + "}"),
                entry(
                        "urn:uuid:0003",
                        resource("Observation", "named", of("subject", "urn:uuid:0001"))),
                entry("urn:uuid:0004", resource("Condition", "c", of("evidence", "urn:uuid:9"))));

        assertThat(kept("0001"))
                .containsExactly(
                        "Condition/c", "Observation/named", "Observation/o1", "Patient/0001");
        assertThat(text("0001", "Patient", "0001"))
                .isEqualTo("{\"id\":\"0001\",\"resourceType\":\"Patient\",\"active\":true}");
        assertThat(text("0001", "Observation", "o1"))
                .isEqualTo(
                        "{\"id\":\"o1\",\"resourceType\":\"Observation\",\"valueDecimal\":1.50,"
                                + "\"count\":3,\"list\":[null,{\"text\":\"urn:uuid:0001\"}],"
                                + "\"subject\":{\"reference\":\"Patient/0001\"}}");
        assertThat(text("0001", "Observation", "named"))
                .isEqualTo(resource("Observation", "named", of("subject", "Patient/0001")));
        assertThat(text("0001", "Condition", "c"))
                .isEqualTo(resource("Condition", "c", of("evidence", "urn:uuid:9")));
        assertThat(rejections).isEmpty();
    }

    @Test
    void an_address_that_ends_in_no_id_gives_none() {
        bundle(entry(patient("p")), entry("urn:uuid:a_b", "{\"resourceType\":\"Observation\"}"));

        assertThat(kept("p")).containsExactly("Patient/p");
        assertThat(rejections).singleElement().asString().contains("neither an id");
    }

    @Test
    void files_are_read_packed_or_not_whatever_their_name_says() throws IOException {
        Path packed = folder.resolve("b.json.gz");
        try (var out = new GZIPOutputStream(Files.newOutputStream(packed))) {
            out.write(patient("packed").getBytes(StandardCharsets.UTF_8));
        }
        IntakeReport report = report();
        Intake intake = intake(report);
        intake.file(packed);
        intake.file(Files.writeString(folder.resolve("c.jsonl"), patient("one") + "\n\n"));
        intake.file(Files.write(folder.resolve("d.json"), new byte[] {0x1f}));
        intake.file(folder.resolve("not-there.json"));
        intake.finish();

        assertThat(report.chartIds()).containsExactly("one", "packed");
        assertThat(rejections).hasSize(2);
        assertThat(rejections.getLast())
                .startsWith(folder.resolve("not-there.json") + ": cannot be read: ");
    }

    @Test
    void lines_in_utf_16_are_read_as_they_are_written() throws IOException {
        file("u.ndjson", ("\uFEFF" + patient("p") + "\n").getBytes(StandardCharsets.UTF_16BE));

        assertThat(kept("p")).containsExactly("Patient/p");
    }

    @Test
    void a_folder_means_what_looks_like_fhir_at_any_depth_in_name_order() throws IOException {
        Path in = Files.createDirectories(folder.resolve("in/deep"));
        for (String name : List.of("b.json", "a.NDJSON", "c.jsonl.gz", "d.txt", "e.gz")) {
            Files.writeString(in.resolve(name), "");
        }
        Files.createDirectories(folder.resolve("in/folder.json"));

        assertThat(Intake.files(folder.resolve("in")))
                .containsExactly(
                        in.resolve("a.NDJSON"), in.resolve("b.json"), in.resolve("c.jsonl.gz"));
        assertThat(Intake.files(in.resolve("d.txt"))).containsExactly(in.resolve("d.txt"));
    }

    @Test
    void a_resource_that_the_store_refuses_costs_itself_alone() {
        IntakeReport report =
                bundle(
                        entry(patient("p")),
                        entry(resource("Observation", "half", ",\"note\":\"\\uD800\"")),
                        entry(resource("Observation", "o", "")));

        assertThat(kept("p")).contains("Observation/o", "Patient/p");
        assertThat(report.created() + report.rejected()).isEqualTo(3);
    }

    @Test
    void a_chart_of_lines_is_written_when_all_files_were_read() throws IOException {
        IntakeReport report = report();
        Intake intake = intake(report);
        intake.file(
                Files.writeString(
                        folder.resolve("Observation.ndjson"),
                        resource("Observation", "o", of("subject", "Patient/p"))));
        intake.file(Files.writeString(folder.resolve("Patient.ndjson"), patient("p")));

        assertThat(store.chartCount()).isZero();
        intake.finish();

        assertThat(kept("p")).containsExactly("Observation/o", "Patient/p");
        assertThat(store.auditOf("p", Long.MAX_VALUE, 10)).hasSize(1);
    }

    @Test
    void what_is_about_a_patient_who_neither_comes_nor_is_here_is_refused_each_with_its_place()
            throws IOException {
        lines(patient("here"));
        IntakeReport report =
                lines(
                        resource("Observation", "known", of("subject", "Patient/here")),
                        resource("Observation", "a", of("subject", "Patient/nobody")),
                        resource("Condition", "b", of("subject", "Patient/nobody")));

        assertThat(kept("here")).containsExactly("Observation/known", "Patient/here");
        assertThat(store.chart("nobody")).isEmpty();
        assertThat(report.rejected()).isEqualTo(2);
        assertThat(rejections.getFirst())
                .startsWith(
                        folder.resolve("a.ndjson") + ":2: Observation/a is about Patient/nobody");
        assertThat(rejections.getLast())
                .startsWith(folder.resolve("a.ndjson") + ":3: Condition/b is about Patient/nobody");
    }

    @Test
    void a_deleted_patient_is_not_here() throws IOException {
        lines(patient("gone"));
        store.append(
                "gone",
                new Attribution("A. Example", MONDAY, "delete"),
                List.of(Change.delete("Patient", "gone")));

        IntakeReport report = lines(resource("Observation", "o", of("subject", "Patient/gone")));

        assertThat(report.rejected()).isEqualTo(1);
    }

    @Test
    void a_fault_found_while_writing_names_the_file_that_it_came_from() throws IOException {
        IntakeReport report = report();
        Intake intake = intake(report);
        intake.file(
                Files.writeString(
                        folder.resolve("a-bad.json"),
                        "{\"resourceType\":\"Bundle\",\"entry\":["
                                + entry(patient("p"))
                                + ","
                                + entry(resource("Observation", "half", ",\"a\":1,\"a\":2"))
                                + "]}"));
        intake.file(
                Files.writeString(
                        folder.resolve("b-bad.ndjson"),
                        patient("q")
                                + "\n"
                                + resource(
                                        "Observation",
                                        "half",
                                        of("subject", "Patient/q") + ",\"a\":1,\"a\":2")));
        intake.file(Files.writeString(folder.resolve("z-good.json"), patient("z")));
        intake.finish();

        assertThat(rejections).hasSize(2);
        assertThat(rejections.get(0)).startsWith(folder.resolve("a-bad.json") + ", entry 2: ");
        assertThat(rejections.get(1)).startsWith(folder.resolve("b-bad.ndjson") + ":2: ");
        assertThat(kept("z")).containsExactly("Patient/z");
    }
}
