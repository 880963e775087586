package org.osteon.records.worklist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osteon.pathway.KnowledgeBase;
import org.osteon.records.TestKnowledge;
import org.osteon.records.knowledge.MadeUpKnowledge;
import org.osteon.records.rounds.RightOfWay;
import org.osteon.store.Attribution;
import org.osteon.store.Change;
import org.osteon.store.ChartStore;
import org.osteon.workflow.desk.WorklistEntry;
import org.osteon.workflow.forms.FormLibrary;

/// A chart that fails is a line that says so, and costs no other its own (X12).
class ChartsThatFailTest {
    private static final LocalDate DAY = LocalDate.parse("2025-03-02");
    private static final Instant NOON = Instant.parse("2025-03-02T12:00:00Z");

    @TempDir Path folder;
    private ChartStore store;

    @BeforeEach
    void open() {
        store = ChartStore.open(folder.resolve("charts.db"));
        patient("hot", 47.5);
        patient("well", 37);
    }

    @AfterEach
    void close() {
        store.close();
    }

    private void patient(String id, double degrees) {
        store.append(
                id,
                new Attribution("test", NOON, "import"),
                List.of(
                        Change.put(
                                "Patient",
                                id,
                                "{\"resourceType\":\"Patient\",\"id\":\"%s\"}".formatted(id)),
                        Change.put(
                                "Observation",
                                "t",
                                """
                                {"resourceType": "Observation", "id": "t", "status": "final",
                                 "subject": {"reference": "Patient/%s"},
                                 "effectiveDateTime": "2025-03-02T10:00:00Z",
                                 "code": {"coding": [{"system": "urn:example", "code": "temperature"}]},
                                 "valueQuantity": {"value": %s, "system": "http://unitsofmeasure.org",
                                   "code": "Cel"}}\
                                """
                                        .formatted(id, degrees))));
    }

    private KnowledgeBase knowledge(String rule, String instead) throws IOException {
        Path made = MadeUpKnowledge.copiedInto(folder);
        Path rules = made.resolve("cooling/Cooling.cql");
        String text = Files.readString(rules);
        assertThat(text).contains(rule);
        Files.writeString(rules, text.replace(rule, instead));
        return KnowledgeBase.load(made);
    }

    private List<WorklistEntry> lines(KnowledgeBase knowledge) {
        try (PatientList list =
                new PatientList(
                        store,
                        knowledge,
                        FormLibrary.of(knowledge),
                        Clock.fixed(NOON, ZoneOffset.UTC),
                        (_, _, _) -> false,
                        LineNews.NONE,
                        2,
                        RightOfWay.always())) {
            assertThat(list.on(DAY).pending()).isZero();
            Roster roster = Roster.whole(list);
            roster.refresh();
            return roster.lines().entries();
        }
    }

    @Test
    void a_rule_that_stops_at_a_chart_costs_neither_its_line_nor_those_of_the_others()
            throws IOException {
        List<WorklistEntry> lines =
                lines(
                        knowledge(
                                "\"Degrees\" < 36.0",
                                "(if \"Degrees\" > 45.0 then singleton from ({ true, true }) else true)"));

        assertThat(lines).extracting(WorklistEntry::chart).containsExactly("hot", "well");
        assertThat(lines)
                .extracting(line -> line.rules().contains("COLD"))
                .containsExactly(false, true);
        assertThat(lines).extracting(WorklistEntry::asOf).containsExactly(DAY, DAY);
    }

    @Test
    void a_chart_that_cannot_be_read_is_a_line_that_says_so_and_the_others_are_assessed()
            throws IOException {
        store.append(
                "hot",
                new Attribution("test", NOON, "test"),
                List.of(Change.delete("Patient", "hot")));

        List<WorklistEntry> lines = lines(TestKnowledge.small());

        assertThat(lines).extracting(WorklistEntry::chart).containsExactly("hot", "well");
        assertThat(lines.getFirst().decision()).isEqualTo("Cannot be read");
        assertThat(lines.getLast().decision()).isEqualTo("Nothing planned");
    }
}
