package org.osteon.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.osteon.app.cli.CoolingCases.ORDER;
import static org.osteon.app.cli.CoolingCases.PATIENT;
import static org.osteon.app.cli.CoolingCases.bundle;
import static org.osteon.app.cli.CoolingCases.isRefused;
import static org.osteon.app.cli.CoolingCases.temperature;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The assessment contract, sections 2.1 and 2.2, on a small made-up pathway.
class AssessCommandTest {
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
}
