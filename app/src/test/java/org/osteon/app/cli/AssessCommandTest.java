package org.osteon.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.BufferedWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The assessment contract, sections 2.1 to 2.3, on a small made-up pathway.
class AssessCommandTest {
    private static final String PATIENT =
            """
            {"resourceType":"Patient","id":"p1","gender":"female","birthDate":"1960-02-03"}\
            """;
    private static final String ORDER =
            """
            {"resourceType":"ServiceRequest","id":"s1","status":"draft","intent":"order",\
            "code":{"coding":[{"system":"urn:example","code":"cooling"}]},\
            "authoredOn":"2025-03-01"}\
            """;

    @TempDir Path folder;

    @Test
    void a_chart_gives_one_json_object_with_the_fields_of_the_contract() throws IOException {
        CommandRun run = assess(file("chart.json", bundle(PATIENT, temperature("35.50"), ORDER)));

        assertThat(run.exitCode()).isZero();
        assertThat(run.errors()).isEmpty();
        assertThat(run.output())
                .isEqualTo(
                        """
                        {
                          "patient": "Patient/p1",
                          "asOf": "2025-03-02",
                          "reading": {
                            "notUnderstood": [],
                            "foundInWords": [],
                            "mapped": [],
                            "setAside": []
                          },
                          "assessments": [
                            {
                              "pathway": "cooling",
                              "version": "0.1.0",
                              "knowledgeHash": "HASH",
                              "status": "complete",
                              "decision": "STOP",
                              "criteria": [
                                {
                                  "id": "warm-enough",
                                  "label": "Body temperature is 36 or more",
                                  "verdict": "not-met",
                                  "summary": "35.50 degrees",
                                  "source": "section 1, S1",
                                  "evidence": [
                                    {
                                      "reference": "Observation/t1",
                                      "text": "Temperature 35.50 degrees on 1 March 2025"
                                    }
                                  ],
                                  "missing": []
                                }
                              ],
                              "alerts": [
                                {
                                  "code": "COLD",
                                  "severity": "critical",
                                  "decision": "STOP",
                                  "summary": "35.50 degrees is below 36",
                                  "action": "Warm the patient first.",
                                  "source": "COLD, section 2, S1",
                                  "evidence": [
                                    {
                                      "reference": "Observation/t1",
                                      "text": "Temperature 35.50 degrees on 1 March 2025"
                                    }
                                  ]
                                }
                              ],
                              "results": {
                                "degrees": 35.5,
                                "derived": {
                                  "aboveNormal": -1.5
                                }
                              },
                              "plan": [
                                {
                                  "id": "cool",
                                  "title": "Cool again",
                                  "from": "2025-03-03",
                                  "to": "2025-03-05",
                                  "status": "planned"
                                }
                              ],
                              "lookedFor": [
                                {
                                  "fact": "cooling",
                                  "found": true
                                },
                                {
                                  "fact": "temperature",
                                  "found": true
                                }
                              ]
                            }
                          ],
                          "notApplicable": [
                            {
                              "pathway": "iron-infusion",
                              "why": "Does not apply: nothing in the chart concerns it."
                            }
                          ]
                        }
                        """
                                .replace("HASH", hashIn(run.output())));
    }

    private static String hashIn(String output) {
        String hash = output.replaceAll("(?s).*\"knowledgeHash\": \"([0-9a-f]{64})\".*", "$1");
        assertThat(hash).hasSize(64);
        return hash;
    }

    @Test
    void a_whole_number_is_written_without_an_exponent() throws IOException {
        assertThat(assess(file("c.json", bundle(PATIENT, temperature("4.00E+1")))).output())
                .contains("\"degrees\": 40,");
    }

    @Test
    void missing_data_is_a_result_and_not_an_error() throws IOException {
        CommandRun run = assess(file("chart.json", bundle(PATIENT, ORDER)));

        assertThat(run.exitCode()).isZero();
        assertThat(run.output())
                .contains("\"status\": \"incomplete\"")
                .contains("\"decision\": \"CANNOT_TELL\"")
                .contains("\"verdict\": \"undetermined\"")
                .contains("\"a body temperature\"");
    }

    @Test
    void with_nothing_planned_the_decision_is_null_and_the_options_say_what_would_hold()
            throws IOException {
        CommandRun run = assess(file("chart.json", bundle(PATIENT, temperature("38"))));

        assertThat(run.output())
                .contains("\"decision\": null")
                .containsSubsequence("\"options\": [", "\"title\": \"Ice\"", "\"GO\"");
    }

    @Test
    void what_the_chart_dates_later_than_the_day_is_not_known() throws IOException {
        Path chart = file("chart.json", bundle(PATIENT, temperature("35"), ORDER));

        CommandRun run =
                CommandRun.of(
                        "assess",
                        chart.toString(),
                        "--as-of=2025-02-28",
                        "--pathway=cooling",
                        "--knowledge=" + CommandRun.TEST_KNOWLEDGE);

        assertThat(run.output()).contains("\"status\": \"not-applicable\"").contains("null");
    }

    @Test
    void without_a_pathway_only_those_that_apply_are_assessed() throws IOException {
        assertThat(assess(file("chart.json", bundle(PATIENT))).output())
                .contains("\"assessments\": []");
    }

    @Test
    void text_tells_the_decision_first_then_why_what_is_missing_and_what_is_next()
            throws IOException {
        Path chart = file("chart.json", bundle(PATIENT, ORDER));

        CommandRun run =
                CommandRun.of(
                        "assess",
                        chart.toString(),
                        "--as-of=2025-03-02",
                        "--format=text",
                        "--knowledge=" + CommandRun.TEST_KNOWLEDGE);

        assertThat(run.output())
                .containsSubsequence(
                        "CANNOT_TELL: Something is missing",
                        "Why",
                        "No body temperature [NO-TEMPERATURE]",
                        "Missing",
                        "a body temperature",
                        "Next",
                        "Cool again");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "not JSON",
                "[]",
                "{\"resourceType\":\"Bundle\",",
                "{\"resourceType\":\"Patient\",\"id\":\"p\"}",
                "{\"resourceType\":\"Bundle\",\"type\":\"collection\",\"entry\":[]}",
                "{\"resourceType\":\"Bundle\",\"type\":\"history\",\"entry\":[]}",
                "{\"resourceType\":\"Bundle\",\"type\":\"collection\",\"entry\":7}",
                "{\"resourceType\":\"Bundle\",\"type\":\"collection\",\"entry\":[]} trailing",
                "\u0000\u0001\u0002\u0003\u0004\u0005"
            })
    void what_is_not_a_chart_gives_a_line_and_nothing_on_standard_output(String content)
            throws IOException {
        isRefused(assess(file("chart.json", content)), "chart.json");
    }

    @Test
    void two_patients_are_not_a_chart() throws IOException {
        String other = PATIENT.replace("p1", "p2");
        isRefused(assess(file("chart.json", bundle(PATIENT, other))), "2 patients");
    }

    @Test
    void nesting_without_end_is_refused() throws IOException {
        String deep = "[".repeat(100_000);
        isRefused(
                assess(
                        file(
                                "chart.json",
                                bundle(PATIENT, "{\"resourceType\":\"X\",\"a\":" + deep))),
                "chart.json");
    }

    @Test
    void a_bundle_of_200_megabytes_is_assessed() throws IOException {
        Path chart = folder.resolve("large.json");
        String filler = "x".repeat(1_000_000);
        try (BufferedWriter writer = Files.newBufferedWriter(chart, StandardCharsets.UTF_8)) {
            writer.write(
                    "{\"resourceType\":\"Bundle\",\"type\":\"collection\",\"entry\":[{\"resource\":"
                            + PATIENT
                            + "}");
            for (int i = 0; i < 200; i++) {
                writer.write(
                        ",{\"resource\":{\"resourceType\":\"DocumentReference\",\"id\":\"d"
                                + i
                                + "\",\"content\":[{\"attachment\":{\"data\":\""
                                + filler
                                + "\"}}]}}");
            }
            writer.write(",{\"resource\":" + ORDER + "}]}");
        }

        CommandRun run = assess(chart);

        assertThat(run.exitCode()).isZero();
        assertThat(run.output()).contains("\"decision\": \"CANNOT_TELL\"");
    }

    @Test
    void a_file_that_is_not_there_is_named() {
        isRefused(assess(folder.resolve("nowhere.json")), "nowhere.json");
    }

    @Test
    void a_folder_instead_of_a_file_points_to_batch() {
        isRefused(assess(folder), "--batch");
    }

    @Test
    void no_file_at_all_is_refused() {
        isRefused(CommandRun.of("assess"), "which chart");
    }

    @Test
    void an_unknown_pathway_gets_the_known_ones() throws IOException {
        Path chart = file("chart.json", bundle(PATIENT));
        CommandRun run =
                CommandRun.of(
                        "assess",
                        chart.toString(),
                        "--pathway=cupping",
                        "--knowledge=" + CommandRun.TEST_KNOWLEDGE);
        isRefused(run, "'cupping'; known: cooling");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "yesterday",
                "2025-02-30",
                "2025-13-01",
                "20250301",
                "2025-3-1",
                "",
                "+2025"
            })
    void a_date_that_is_none_is_refused(String date) throws IOException {
        Path chart = file("chart.json", bundle(PATIENT));
        isRefused(CommandRun.of("assess", chart.toString(), "--as-of=" + date), date);
    }

    @Test
    void an_unknown_option_is_refused_in_one_line() {
        isRefused(CommandRun.of("assess", "--colour"), "--colour");
    }

    @Test
    void a_batch_gives_the_same_objects_in_name_order_and_a_line_for_what_it_cannot_use()
            throws IOException {
        Path cases = Files.createDirectory(folder.resolve("cases"));
        Files.writeString(cases.resolve("b.json"), aCase(bundle(PATIENT, ORDER)));
        Files.writeString(
                cases.resolve("a.json"), aCase(bundle(PATIENT, temperature("38"), ORDER)));
        Files.writeString(cases.resolve("c.json"), "broken");
        Files.writeString(cases.resolve("d.json"), "{\"asOf\":\"2025-03-02\"}");
        Files.writeString(cases.resolve("e.json"), aCase(bundle(PATIENT)).replace("cooling", "no"));
        Files.writeString(cases.resolve("ignored.txt"), "not a case");
        Files.createDirectory(cases.resolve("folder.json"));

        CommandRun run =
                CommandRun.of(
                        "assess",
                        "--batch=" + cases,
                        "--format=ndjson",
                        "--knowledge=" + CommandRun.TEST_KNOWLEDGE);

        assertThat(run.exitCode()).isEqualTo(2);
        List<String> lines = run.output().lines().toList();
        assertThat(lines).hasSize(5).allSatisfy(AssessCommandTest::isJson);
        assertThat(lines.get(0))
                .startsWith("{\"file\":\"a.json\",\"patient\":\"Patient/p1\"")
                .contains("\"decision\":\"GO\"");
        assertThat(lines.get(1)).contains("\"b.json\"").contains("\"decision\":\"CANNOT_TELL\"");
        assertThat(lines.get(2)).startsWith("{\"file\":\"c.json\",\"error\":\"not JSON");
        assertThat(lines.get(3)).contains("the key 'pathway' is missing");
        assertThat(lines.get(4)).contains("unknown pathway 'no'; known: cooling");

        Path chart = file("chart.json", bundle(PATIENT, ORDER));
        CommandRun single =
                CommandRun.of(
                        "assess",
                        chart.toString(),
                        "--as-of=2025-03-02",
                        "--pathway=cooling",
                        "--format=ndjson",
                        "--knowledge=" + CommandRun.TEST_KNOWLEDGE);
        assertThat(lines.get(1))
                .isEqualTo(
                        single.output()
                                .strip()
                                .replace("{\"patient", "{\"file\":\"b.json\",\"patient"));
    }

    @Test
    void a_batch_in_which_every_file_was_assessed_ends_with_0() throws IOException {
        Path cases = Files.createDirectory(folder.resolve("cases"));
        for (int i = 0; i < 500; i++) {
            Files.writeString(
                    cases.resolve("%03d.json".formatted(i)), aCase(bundle(PATIENT, ORDER)));
        }

        CommandRun run =
                CommandRun.of(
                        "assess", "--batch=" + cases, "--knowledge=" + CommandRun.TEST_KNOWLEDGE);

        assertThat(run.exitCode()).isZero();
        assertThat(run.output().lines().map(line -> line.substring(9, 17)).toList())
                .hasSize(500)
                .isSorted();
    }

    @Test
    void a_file_of_lines_gives_what_a_folder_gives_with_the_number_of_the_line()
            throws IOException {
        String[] cases = {
            aCase(bundle(PATIENT, temperature("38"), ORDER)),
            "broken",
            aCase(bundle(PATIENT, ORDER)),
            "{\"asOf\":\"2025-03-02\"}"
        };
        Path folderOfCases = Files.createDirectory(folder.resolve("cases"));
        for (int i = 0; i < cases.length; i++) {
            Files.writeString(folderOfCases.resolve(i + ".json"), cases[i]);
        }
        List<String> named = batch(folderOfCases.toString()).output().lines().toList();

        String text =
                String.join(
                        "\n\r\n  \n",
                        List.of(cases).stream().map(AssessCommandTest::oneLine).toList());
        Path lines = file("cases.ndjson", text);
        CommandRun run = batch(lines.toString());

        assertThat(run.exitCode()).isEqualTo(2);
        List<String> numbered = run.output().lines().toList();
        assertThat(numbered).hasSize(4).allSatisfy(AssessCommandTest::isJson);
        for (int i = 0; i < cases.length; i++) {
            assertThat(numbered.get(i))
                    .isEqualTo(
                            named.get(i)
                                    .replace(
                                            "\"file\":\"" + i + ".json\"",
                                            "\"file\":" + (3 * i + 1)));
        }
    }

    @Test
    void lines_come_from_standard_input_too_packed_or_not() throws IOException {
        String text = oneLine(aCase(bundle(PATIENT, temperature("38"), ORDER))) + "\n";
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        InputStream before = System.in;
        try {
            System.setIn(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
            CommandRun plain = batch("-");
            assertThat(plain.exitCode()).isZero();
            assertThat(plain.output()).startsWith("{\"file\":1,\"patient\":\"Patient/p1\"");
            System.setIn(new ByteArrayInputStream(packed.toByteArray()));
            assertThat(batch("-").output()).isEqualTo(plain.output());
            System.setIn(new ByteArrayInputStream(new byte[0]));
            assertThat(batch("-")).isEqualTo(new CommandRun(0, "", ""));
            System.setIn(
                    new ByteArrayInputStream(
                            Arrays.copyOf(packed.toByteArray(), packed.size() - 12)));
            CommandRun torn = batch("-");
            assertThat(torn.exitCode()).isEqualTo(2);
            assertThat(torn.errors()).contains("line 1 cannot be read");
        } finally {
            System.setIn(before);
        }
    }

    @Test
    void a_batch_that_is_not_there_is_refused() {
        isRefused(batch(folder.resolve("none.ndjson").toString()), "none.ndjson");
    }

    private static String oneLine(String json) {
        return json.replaceAll("\\R", " ");
    }

    private static CommandRun batch(String source) {
        return CommandRun.of(
                "assess", "--batch=" + source, "--knowledge=" + CommandRun.TEST_KNOWLEDGE);
    }

    private static void isRefused(CommandRun run, String reason) {
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.output()).isEmpty();
        assertThat(run.errors().lines()).hasSize(1);
        assertThat(run.errors()).startsWith("osteon: ").contains(reason);
    }

    private static void isJson(String line) {
        try (JsonParser parser = new JsonFactory().createParser(line)) {
            parser.nextToken();
            parser.skipChildren();
            assertThat(parser.nextToken()).isNull();
        } catch (IOException e) {
            throw new AssertionError(line, e);
        }
    }

    private CommandRun assess(Path chart) {
        return CommandRun.of(
                "assess",
                chart.toString(),
                "--as-of=2025-03-02",
                "--format=json",
                "--knowledge=" + CommandRun.TEST_KNOWLEDGE);
    }

    private Path file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }

    private static String aCase(String chart) {
        return "{\"id\":\"x\",\"expected\":{\"decision\":\"?\"},\"pathway\":\"cooling\","
                + "\"asOf\":\"2025-03-02\",\"chart\":"
                + chart
                + "}";
    }

    private static String temperature(String degrees) {
        return """
        {"resourceType":"Observation","id":"t1","status":"final",\
        "code":{"coding":[{"system":"urn:example","code":"temperature"}],"text":"Temperature"},\
        "effectiveDateTime":"2025-03-01","valueQuantity":{"value":%s,"unit":"degrees"}}\
        """
                .formatted(degrees);
    }

    private static String bundle(String... resources) {
        return "{\"resourceType\":\"Bundle\",\"type\":\"collection\",\"entry\":["
                + String.join(
                        ",",
                        List.of(resources).stream()
                                .map(resource -> "{\"resource\":" + resource + "}")
                                .toList())
                + "]}";
    }
}
