package org.osteon.pathway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osteon.chart.Chart;
import org.osteon.chart.ChartReader;
import org.osteon.chart.ChartReading;

/// What several pathways have in common is written once (X6): actions in `common/actions`, and
/// libraries that are told which pathway asks.
class SharedActionsTest {
    private static final LocalDate DAY = LocalDate.of(2025, 6, 2);

    @TempDir Path folder;

    @BeforeEach
    void two_pathways_and_what_they_share() throws IOException {
        write(
                "common/Soil.cql",
                """
                library Soil version '1.0.0'
                using FHIR version '4.0.1'
                parameter Pathway String
                context Patient
                define "Who Asks": Pathway
                define "Raised": { 'TOO-WET:LEAVE', 'NOTED' }
                """);
        write(
                "common/actions/soil.json",
                """
                {"resourceType":"PlanDefinition","id":"soil","url":"urn:osteon:actions:soil",
                "action":[{"id":"soil","title":"The soil is dry",
                "documentation":[{"type":"citation","citation":"section 1"}],
                "dynamicValue":[{"path":"raised","expression":
                {"language":"text/cql-identifier","expression":"Raised"}},
                {"path":"absence","expression":
                {"language":"text/cql-identifier","expression":"Who Asks"}}],
                "action":[
                {"id":"TOO-WET","title":"Too wet","documentation":[{"citation":"section 1"}]},
                {"id":"TOO","title":"Named by no item","documentation":[{"citation":"section 1"}]},
                {"id":"NOTED","title":"Noted","documentation":[{"citation":"section 1"}]}]}]}\
                """);
        write("ferns/pathway.json", pathway("ferns", "urn:osteon:actions:soil"));
        write("cacti/pathway.json", pathway("cacti", "urn:osteon:actions:soil"));
    }

    @Test
    void an_action_of_a_shared_definition_stands_where_it_is_named() throws IOException {
        Pathway ferns = KnowledgeBase.load(folder).pathway("ferns").orElseThrow();

        assertThat(ferns.criteria()).extracting(Rule::id).containsExactly("soil");
        assertThat(ferns.alerts()).extracting(Rule::id).containsExactly("TOO-WET", "TOO", "NOTED");
    }

    @Test
    void alerts_without_a_condition_are_raised_by_the_list_and_by_whole_names() throws IOException {
        Assessment assessment =
                KnowledgeBase.load(folder).pathway("ferns").orElseThrow().assess(fern(), DAY);

        assertThat(assessment.alerts()).extracting(Alert::code).contains("TOO-WET", "NOTED");
        assertThat(assessment.alerts()).extracting(Alert::code).doesNotContain("TOO");
    }

    @Test
    void an_item_of_the_list_names_the_decision_that_its_alert_asks_for() throws IOException {
        Assessment assessment =
                KnowledgeBase.load(folder).pathway("ferns").orElseThrow().assess(fern(), DAY);

        assertThat(assessment.decision()).contains("LEAVE");
        assertThat(assessment.alerts())
                .filteredOn(alert -> alert.code().equals("NOTED"))
                .singleElement()
                .satisfies(alert -> assertThat(alert.decision()).isEmpty());
    }

    @Test
    void a_shared_library_is_told_which_pathway_asks() throws IOException {
        KnowledgeBase knowledge = KnowledgeBase.load(folder);

        for (Pathway pathway : knowledge.pathways()) {
            assertThat(pathway.isCompiled()).isTrue();
            assertThat(pathway.evaluate("Who Asks", fern(), DAY)).isEqualTo(pathway.id());
            assertThat(pathway.onReferenceEngine().evaluate("Who Asks", fern(), DAY))
                    .isEqualTo(pathway.id());
        }
        assertThat(knowledge.pathways()).hasSize(2);
    }

    @Test
    void a_shared_definition_that_is_nowhere_is_named() throws IOException {
        write("ferns/pathway.json", pathway("ferns", "urn:osteon:actions:weather"));

        BrokenKnowledgeException broken =
                catchThrowableOfType(
                        BrokenKnowledgeException.class, () -> KnowledgeBase.load(folder));

        assertThat(broken).hasMessageContaining("urn:osteon:actions:weather");
    }

    private void write(String file, String text) throws IOException {
        Path path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    private static String pathway(String id, String shared) {
        return """
        {"resourceType":"PlanDefinition","id":"%s","version":"1.0.0","title":"%s",
        "library":["urn:osteon:library:Soil"],
        "action":[
        {"id":"decisions","action":[{"id":"LEAVE","title":"Leave it","priority":"urgent"},
        {"id":"WATER","title":"Water it"}]},
        {"id":"decision","dynamicValue":[{"path":"value","expression":
        {"language":"text/cql-identifier","expression":"Who Asks"}}]},
        {"id":"criteria","action":[{"definitionCanonical":"%s"}]}]}\
        """
                .formatted(id, id, shared);
    }

    private static Chart fern() {
        String json =
                """
                {"resourceType":"Bundle","type":"collection","entry":[
                {"resource":{"resourceType":"Patient","id":"fern"}}]}\
                """;
        return switch (ChartReader.bundle(json.getBytes(StandardCharsets.UTF_8))) {
            case ChartReading.Read(var chart) -> chart;
            case ChartReading.Unusable(var reason) -> throw new AssertionError(reason);
        };
    }
}
