package org.osteon.pathway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osteon.chart.Chart;
import org.osteon.chart.ChartReader;
import org.osteon.chart.ChartReading;

/// A therapy is a folder and nothing else (X6); one that is broken is refused in words that its
/// author understands.
class KnowledgeFolderTest {
    private static final Path MADE_UP = Path.of("src/test/resources/made-up");

    @TempDir Path folder;

    @BeforeEach
    void copy_the_made_up_pathway() throws IOException {
        MadeUpFolder.copyTo(folder);
    }

    @Test
    void a_folder_is_all_it_takes_to_assess() throws IOException {
        Pathway watering = KnowledgeBase.load(folder).pathway("watering").orElseThrow();

        List<WorkedCase> cases = WorkedCase.in(folder.resolve("watering/cases"));

        assertThat(watering.title()).isEqualTo("Watering plants");
        assertThat(cases).hasSize(3);
        assertThat(cases).allSatisfy(one -> assertThat(one.differences(watering)).isEmpty());
    }

    @Test
    void where_nothing_is_planned_the_options_say_what_would_hold() throws IOException {
        Pathway watering = KnowledgeBase.load(folder).pathway("watering").orElseThrow();

        Assessment assessment =
                watering.assessWithOptions(
                        chart(
                                """
                                {"resourceType":"Bundle","type":"collection","entry":[
                                {"resource":{"resourceType":"Patient","id":"fern"}},
                                {"resource":{"resourceType":"Observation","id":"m1",
                                "status":"final","code":{"coding":[
                                {"system":"urn:example","code":"soil-moisture"}]},
                                "effectiveDateTime":"2025-06-01",
                                "valueQuantity":{"value":30,"unit":"%"}}}]}\
                                """),
                        LocalDate.of(2025, 6, 2));

        assertThat(assessment.decision()).isEmpty();
        assertThat(assessment.options())
                .singleElement()
                .satisfies(can -> assertThat(can.assessment().decision()).contains("WATER"));
    }

    /// Nobody vanishes from a board because a rule of it fails.
    @Test
    void where_a_rule_of_the_board_fails_the_patient_stands_nowhere_known() throws IOException {
        String board =
                """
                "action": [
                  {"id": "board", "title": "Board", "action": [{"id": "all", "title": "All",
                    "condition": [{"kind": "applicability", "expression":
                      {"language": "text/cql-identifier", "expression": "On The Board"}}]}]},
                """;
        String path = "pathway.json";
        String before = Files.readString(folder.resolve("watering").resolve(path));
        Files.writeString(
                folder.resolve("watering").resolve(path),
                before.replaceFirst("\"action\": \\[", board));
        for (String holds : List.of("true", "(singleton from {1, 2}) = 1")) {
            Files.writeString(
                    folder.resolve("watering/Watering.cql"),
                    Files.readString(MADE_UP.resolve("watering/Watering.cql"))
                            + "\ndefine \"On The Board\": "
                            + holds
                            + "\n");
            Pathway watering = KnowledgeBase.load(folder).pathway("watering").orElseThrow();
            WorkedCase one = WorkedCase.in(folder.resolve("watering/cases")).getFirst();
            ChartOnDay onDay = new ChartOnDay(List.of(watering), one.chart(), one.asOf());

            assertThat(onDay.place(watering, onDay.assess(watering)))
                    .hasValueSatisfying(place ->
                            assertThat(place.column())
                                    .isEqualTo(holds.equals("true") ? "all" : BoardPlace.UNKNOWN));
        }
    }

    @Test
    void a_chart_that_it_does_not_concern_is_not_applicable() throws IOException {
        Assessment assessment =
                KnowledgeBase.load(folder)
                        .pathway("watering")
                        .orElseThrow()
                        .assess(
                                chart(
                                        """
                                        {"resourceType":"Bundle","type":"collection","entry":[
                                        {"resource":{"resourceType":"Patient","id":"stone"}}]}\
                                        """),
                                LocalDate.of(2025, 6, 2));

        assertThat(assessment.status()).isEqualTo(Assessment.Status.NOT_APPLICABLE);
        assertThat(assessment.decision()).isEmpty();
    }

    @Test
    void what_the_pathway_calls_undated_counts_on_days_before_its_own_date() throws IOException {
        String chart =
                """
                {"resourceType":"Bundle","type":"collection","entry":[
                {"resource":{"resourceType":"Patient","id":"fern"}},
                {"resource":{"resourceType":"ServiceRequest","id":"w1","status":"draft",
                "authoredOn":"2025-06-09",
                "code":{"coding":[{"system":"urn:example","code":"watering"}]}}}]}\
                """;
        LocalDate weekBefore = LocalDate.of(2025, 6, 2);

        Pathway dated = KnowledgeBase.load(folder).pathway("watering").orElseThrow();
        replace(
                "pathway.json",
                "\"id\": \"applies\"",
                "\"id\": \"undated\", \"input\": [{\"type\": \"ServiceRequest\"}]}, {\"id\":"
                        + " \"applies\"");
        Pathway undated = KnowledgeBase.load(folder).pathway("watering").orElseThrow();

        assertThat(dated.evaluate("Watering Is Planned", chart(chart), weekBefore))
                .isEqualTo(false);
        assertThat(undated.evaluate("Watering Is Planned", chart(chart), weekBefore))
                .isEqualTo(true);
    }

    @Test
    void the_hash_changes_with_a_threshold_and_not_with_a_case() throws IOException {
        String before = hash();

        Files.delete(folder.resolve("watering/cases/dry.json"));
        assertThat(hash()).isEqualTo(before);

        replace("Watering.cql", "> 60", "> 61");
        assertThat(hash()).isNotEqualTo(before);
    }

    private String hash() throws IOException {
        return KnowledgeBase.load(folder).pathway("watering").orElseThrow().knowledgeHash();
    }

    @Test
    void an_expression_that_no_library_defines_is_named_with_its_rule() throws IOException {
        replace("pathway.json", "\"expression\": \"Soil Is Wet\"", "\"expression\": \"Is Soggy\"");

        assertThat(problems())
                .contains("watering, TOO-WET", "\"Is Soggy\" is not defined in Watering");
    }

    @Test
    void an_alert_without_a_source_is_named() throws IOException {
        replace("pathway.json", "section 2, S1", "");

        assertThat(problems()).contains("watering, NOT-MEASURED", "cites no source");
    }

    @Test
    void a_decision_that_the_pathway_does_not_know_is_named_with_those_it_knows()
            throws IOException {
        replace("pathway.json", "\"code\": \"LEAVE\"", "\"code\": \"DROWN\"");

        assertThat(problems()).contains("watering, TOO-WET", "DROWN", "LEAVE", "ASK", "WATER");
    }

    @Test
    void a_value_set_that_is_in_no_folder_is_named() throws IOException {
        Files.delete(folder.resolve("watering/valuesets/soil-moisture.json"));

        assertThat(problems()).contains("Watering.cql", "\"Soil Moisture\"", "valuesets folder");
    }

    @Test
    void a_value_set_that_is_not_json_is_named() throws IOException {
        Files.writeString(folder.resolve("watering/valuesets/soil-moisture.json"), "{ codes }");

        assertThat(problems()).contains("watering/valuesets/soil-moisture.json: not JSON");
    }

    @Test
    void an_error_in_the_cql_is_told_with_file_and_line() throws IOException {
        replace("Watering.cql", "define \"Soil Is Wet\":", "define \"Soil Is Wet\" when");

        assertThat(problems()).contains("watering/Watering.cql:25", "Syntax error");
    }

    @Test
    void an_unknown_name_in_the_cql_is_told_with_file_and_line() throws IOException {
        replace(
                "Watering.cql",
                "define \"Litres\": if \"Moisture Percent\"",
                "define \"Litres\": if \"Rain\"");

        assertThat(problems()).contains("watering/Watering.cql:30", "Rain");
    }

    @Test
    void an_option_without_an_order_is_named() throws IOException {
        replace(
                "pathway.json",
                "\"resourceType\": \"ServiceRequest\",\n      \"id\": \"can\"",
                "\"resourceType\": \"ServiceRequest\",\n      \"id\": \"bucket\"");

        assertThat(problems()).contains("option 'can' has no contained order with that id");
    }

    @Test
    void a_library_that_is_not_there_is_named() throws IOException {
        replace("pathway.json", "urn:osteon:library:Watering", "urn:osteon:library:Drought");

        assertThat(problems()).contains("there is no CQL library Drought (no file Drought.cql)");
    }

    @Test
    void two_libraries_of_one_name_are_named() throws IOException {
        Files.createDirectories(folder.resolve("other"));
        Files.copy(folder.resolve("watering/Watering.cql"), folder.resolve("other/Watering.cql"));

        assertThat(problems())
                .contains(
                        "a library of the name Watering stands in",
                        "give one of them another name");
    }

    @Test
    void an_error_is_told_where_it_is_and_not_again_by_what_includes_it() throws IOException {
        Files.writeString(
                folder.resolve("watering/Sun.cql"),
                """
                library Sun version '1.0.0'
                using FHIR version '4.0.1'
                context Patient
                define "Shines": "Cloud" is null
                """);
        replace("Watering.cql", "context Patient", "include Sun version '1.0.0'\ncontext Patient");

        assertThat(problems())
                .contains("watering/Sun.cql:4", "Cloud")
                .doesNotContain("Watering.cql");
    }

    @Test
    void every_problem_is_told_at_once() throws IOException {
        replace("pathway.json", "section 2, S1", "");
        replace("pathway.json", "\"expression\": \"Tomorrow\"", "\"expression\": \"Next Week\"");

        assertThat(problems()).contains("cites no source", "\"Next Week\" is not defined");
    }

    @Test
    void a_case_that_fails_says_what_is_and_what_was_expected() throws IOException {
        replace("cases/dry.json", "\"litres\": 2", "\"litres\": 3");
        replace("cases/wet.json", "\"LEAVE\"", "\"WATER\"");
        Pathway watering = KnowledgeBase.load(folder).pathway("watering").orElseThrow();

        List<String> differences =
                WorkedCase.in(folder.resolve("watering/cases")).stream()
                        .flatMap(one -> one.differences(watering).stream())
                        .toList();

        assertThat(differences)
                .containsExactly(
                        "results.litres is 2.0, expected 3", "decision is LEAVE, expected WATER");
    }

    @Test
    void a_case_that_is_not_json_is_named() throws IOException {
        Files.writeString(folder.resolve("watering/cases/dry.json"), "{");

        assertThat(
                        catchThrowableOfType(
                                IOException.class,
                                () -> WorkedCase.in(folder.resolve("watering/cases"))))
                .hasMessageContaining("dry.json is not JSON");
    }

    /// Replaces what must be there, so that a test cannot pass for want of a change.
    private void replace(String file, String text, String by) throws IOException {
        Path path = folder.resolve("watering").resolve(file);
        String before = Files.readString(path);
        assertThat(before).contains(text);
        Files.writeString(path, before.replace(text, by));
    }

    private String problems() {
        BrokenKnowledgeException broken =
                catchThrowableOfType(
                        BrokenKnowledgeException.class, () -> KnowledgeBase.load(folder));
        assertThat(broken).as("the knowledge is refused").isNotNull();
        return String.valueOf(broken.getMessage());
    }

    private static Chart chart(String json) {
        return switch (ChartReader.bundle(json.getBytes(java.nio.charset.StandardCharsets.UTF_8))) {
            case ChartReading.Read(var chart) -> chart;
            case ChartReading.Unusable(var reason) -> throw new AssertionError(reason);
        };
    }
}
