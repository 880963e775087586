package org.osteon.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.osteon.app.LoadedKnowledge;
import org.osteon.chart.Chart;
import org.osteon.chart.ChartReader;
import org.osteon.chart.ChartReading;
import org.osteon.pathway.Alert;
import org.osteon.pathway.Assessment;
import org.osteon.pathway.DecisionWord;
import org.osteon.pathway.KnowledgeBase;
import org.osteon.pathway.Pathway;
import org.osteon.pathway.Rule;

class DemoCohortTest {
    private static final Path KNOWLEDGE = Path.of("..", "knowledge");
    private static final LocalDate TODAY = LocalDate.of(2026, 3, 2);

    private static List<String> bundles;
    private static List<Chart> charts;
    private static KnowledgeBase knowledge;

    @BeforeAll
    static void makes_the_cohort() throws IOException {
        bundles = new DemoCohort(KNOWLEDGE, TODAY, 1).charts();
        charts = bundles.stream().map(DemoCohortTest::read).toList();
        knowledge = LoadedKnowledge.of(KNOWLEDGE);
    }

    @Test
    void the_same_seed_and_day_give_the_same_patients() throws IOException {
        assertThat(new DemoCohort(KNOWLEDGE, TODAY, 1).charts()).isEqualTo(bundles);
        assertThat(new DemoCohort(KNOWLEDGE, TODAY, 2).charts()).isNotEqualTo(bundles);
    }

    @Test
    void no_two_patients_share_an_id() {
        List<String> patients = charts.stream().map(chart -> chart.patient().reference()).toList();
        assertThat(patients).hasSizeGreaterThan(150).doesNotHaveDuplicates();
    }

    @Test
    void every_rule_and_every_decision_of_a_pathway_with_courses_is_shown_by_some_patient() {
        for (Pathway pathway : knowledge.pathways()) {
            if (!Files.exists(KNOWLEDGE.resolve(pathway.id()).resolve("demo"))) {
                continue;
            }
            Set<String> raised = new HashSet<>();
            Set<String> decided = new HashSet<>();
            for (Chart chart : charts) {
                Assessment assessment = pathway.assess(chart, TODAY);
                assessment.alerts().stream().map(Alert::code).forEach(raised::add);
                assessment.decision().ifPresent(decided::add);
            }
            assertThat(raised)
                    .as("alerts of %s", pathway.id())
                    .containsAll(
                            pathway.alerts().stream().map(Rule::id).collect(Collectors.toSet()));
            assertThat(decided)
                    .as("decisions of %s", pathway.id())
                    .containsAll(
                            pathway.decisions().stream()
                                    .map(DecisionWord::word)
                                    .collect(Collectors.toSet()));
        }
    }

    private static Chart read(String chart) {
        return switch (ChartReader.bundle(chart.getBytes(StandardCharsets.UTF_8))) {
            case ChartReading.Read(var read) -> read;
            case ChartReading.Unusable(var reason) -> throw new AssertionError(reason);
        };
    }
}
