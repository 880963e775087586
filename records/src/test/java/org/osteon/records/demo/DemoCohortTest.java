package org.osteon.records.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.osteon.chart.Chart;
import org.osteon.chart.ChartReader;
import org.osteon.chart.ChartReading;
import org.osteon.chart.Resource;
import org.osteon.pathway.Alert;
import org.osteon.pathway.Assessment;
import org.osteon.pathway.DecisionWord;
import org.osteon.pathway.KnowledgeBase;
import org.osteon.pathway.Pathway;
import org.osteon.pathway.Rule;
import org.osteon.pathway.reading.ReadingSurvey;
import org.osteon.pathway.reading.SiteMapException;
import org.osteon.records.TestKnowledge;
import org.osteon.workflow.FhirEdit;

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
        knowledge = TestKnowledge.delivered();
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
    void every_patient_has_a_name_and_a_record_number_and_two_share_a_name_on_purpose() {
        List<String> names = texts("name");
        List<String> numbers = texts("identifier");

        assertThat(names).hasSameSizeAs(charts).doesNotContain("");
        assertThat(Set.copyOf(names)).hasSize(charts.size() - 1);
        assertThat(numbers)
                .hasSameSizeAs(charts)
                .doesNotHaveDuplicates()
                .allMatch(number -> number.contains("\"code\":\"MR\""));
    }

    /// A worklist marks those who share one, so that nobody is taken for another: in a cohort of
    /// worked cases everybody would be marked. Children keep theirs: of them days may count.
    @Test
    void hardly_two_patients_are_born_on_one_day() {
        Map<String, Long> born =
                charts.stream()
                        .map(chart ->
                                FhirEdit.read(chart.patient().json()).path("birthDate").asText())
                        .filter(day -> !day.isEmpty())
                        .collect(Collectors.groupingBy(day -> day, Collectors.counting()));

        assertThat(born.values().stream().filter(count -> count > 1).mapToLong(Long::longValue))
                .as("patients who share a birth date: %s", born)
                .hasSizeLessThan(charts.size() / 50);
        assertThat(born.values().stream().filter(count -> count > 1).mapToLong(n -> n).sum())
                .isLessThan(charts.size() / 20);
    }

    private static List<String> texts(String element) {
        return charts.stream()
                .map(chart ->
                        FhirEdit.read(chart.patient().json()).path(element).path(0).toString())
                .toList();
    }

    @Test
    void family_names_are_of_many_languages_and_come_again_only_when_all_are_taken()
            throws IOException {
        Map<String, Long> families =
                charts.stream()
                        .map(chart ->
                                FhirEdit.read(chart.patient().json())
                                        .path("name")
                                        .path(0)
                                        .path("family")
                                        .asText())
                        .collect(Collectors.groupingBy(one -> one, Collectors.counting()));

        assertThat(families.values()).as("more patients than family names?").contains(2L);
        if (!families.keySet().containsAll(allFamilyNames())) {
            assertThat(families.values().stream().filter(count -> count > 1)).hasSize(1);
        }
        assertThat(families.values()).as("three of one name").noneMatch(count -> count > 2);
    }

    private static List<String> allFamilyNames() throws IOException {
        List<String> all = new ArrayList<>();
        FhirEdit.read(Files.readString(KNOWLEDGE.resolve("common/demo/names.json")))
                .path("languages")
                .forEach(language ->
                        language.path("family").forEach(family -> all.add(family.asText())));
        return all;
    }

    /// Whoever opens a made-up patient's donors starts from a typing.
    @Test
    void patients_of_a_transplant_are_typed_some_by_first_field_and_one_with_a_slip_of_the_pen() {
        List<String> typings =
                charts.stream()
                        .filter(DemoCohortTest::isOfTransplants)
                        .map(chart ->
                                chart.resources("Observation").stream()
                                        .map(Resource::json)
                                        .filter(json -> json.contains("imgt/hla"))
                                        .findFirst()
                                        .orElse(""))
                        .toList();

        assertThat(typings).hasSizeGreaterThan(100).doesNotContain("");
        assertThat(typings).filteredOn(typing -> typing.contains(":XX")).hasSizeGreaterThan(5);
        assertThat(typings).filteredOn(typing -> typing.contains(":O")).hasSize(1);
    }

    private static boolean isOfTransplants(Chart chart) {
        return chart.patient().reference().contains("/demo-transplant-")
                || chart.patient().reference().contains("/demo-marrow-transplant-");
    }

    @Test
    void a_transplant_is_being_conditioned_another_is_at_day_20_and_one_at_day_63() {
        Pathway transplant = knowledge.pathway("marrow-transplant").orElseThrow();
        List<Map<String, Object>> results =
                charts.stream()
                        .filter(DemoCohortTest::isOfTransplants)
                        .map(chart -> transplant.assess(chart, TODAY).results())
                        .toList();

        assertThat(results)
                .anyMatch(one -> "CONDITIONING".equals(one.get("phase")))
                .anyMatch(one -> "20".equals(String.valueOf(one.get("transplantDay"))))
                .anyMatch(one -> "63".equals(String.valueOf(one.get("transplantDay"))));
    }

    @Test
    void local_codes_and_words_are_there_and_the_sites_map_resolves_some_of_them()
            throws IOException, SiteMapException {
        KnowledgeBase mapped = knowledge.withMaps(KNOWLEDGE.resolve("common/demo/maps"));

        assertThat(notUnderstood(knowledge))
                .contains(
                        "Kreatinin i.S.", "TSH basal", "Powder from the health shop, when needed");
        assertThat(notUnderstood(mapped))
                .contains("TSH basal", "Powder from the health shop, when needed")
                .doesNotContain("Kreatinin i.S.", "Painkiller from the supermarket, blue box");
    }

    private static List<String> notUnderstood(KnowledgeBase base) {
        ReadingSurvey survey = base.survey();
        charts.forEach(chart -> survey.add(chart, TODAY));
        return survey.rows().stream().map(ReadingSurvey.Row::text).toList();
    }

    @Test
    void doses_and_visits_are_missed_now_and_then() {
        List<Long> gaps = new ArrayList<>();
        for (Chart chart : charts) {
            List<LocalDate> doses =
                    chart.knownOn(TODAY).resources("MedicationAdministration").stream()
                            .filter(one ->
                                    chart.patient().reference().contains("/demo-breast-denosumab"))
                            .flatMap(one -> one.date().stream())
                            .map(date -> date.earliest())
                            .sorted()
                            .toList();
            for (int i = 1; i < doses.size(); i++) {
                gaps.add(ChronoUnit.DAYS.between(doses.get(i - 1), doses.get(i)));
            }
        }

        assertThat(gaps).hasSizeGreaterThan(30);
        assertThat(gaps.stream().filter(gap -> gap > 50)).as("a dose missed").isNotEmpty();
        assertThat(gaps.stream().filter(gap -> gap > 50).count()).isLessThan(gaps.size() / 4);
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
