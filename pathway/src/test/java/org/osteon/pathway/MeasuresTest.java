package org.osteon.pathway;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.osteon.chart.Chart;
import org.osteon.pathway.Outcomes.Endpoint;

/// What is measured over time after a treatment, from the facts that the forms write (H12, K2, G5,
/// I7), and what is published beside it.
class MeasuresTest {
    private static final LocalDate DAY = LocalDate.of(2026, 11, 1);
    private static final String RIGHT_KNEE =
            "{\"coding\":[{\"system\":\"http://snomed.info/sct\",\"code\":\"6757004\"}]}";
    private static final String LEFT_KNEE =
            "{\"coding\":[{\"system\":\"http://snomed.info/sct\",\"code\":\"82169009\"}]}";

    private final List<String> resources = new ArrayList<>();
    private String ofPatient = "";

    private static Pathway pathway(String id) {
        return Knowledge.BASE.pathway(id).orElseThrow();
    }

    private Chart chart() {
        return OnePerson.chart(ofPatient, resources);
    }

    private Outcomes outcomes(String pathway) {
        return pathway(pathway).outcomes(chart(), DAY);
    }

    /// The scores at the visits that have one.
    private Map<String, Double> scores(String pathway, String measure) {
        return OnePerson.scores(outcomes(pathway), measure);
    }

    private void treated(String pathway, String day, String more) {
        resources.add(
                "{\"resourceType\":\"Procedure\",\"id\":\"t%s\",\"status\":\"completed\",\"code\":{\"coding\":[{\"system\":\"urn:osteon:chart\",\"code\":\"%s\"}]},\"subject\":{\"reference\":\"Patient/p\"},\"performedDateTime\":\"%s\"%s}"
                        .formatted(day, pathway, day, more));
    }

    private void observed(String code, String day, String value, String more) {
        resources.add(
                "{\"resourceType\":\"Observation\",\"id\":\"o%d\",\"status\":\"final\",\"code\":{\"coding\":[{\"system\":\"urn:osteon:chart\",\"code\":\"%s\"}]},\"subject\":{\"reference\":\"Patient/p\"},\"effectiveDateTime\":\"%s\",%s%s}"
                        .formatted(resources.size(), code, day, value, more));
    }

    private static String degrees(int value) {
        return "\"valueQuantity\":{\"value\":%d,\"unit\":\"°\",\"system\":\"http://unitsofmeasure.org\",\"code\":\"deg\"}"
                .formatted(value);
    }

    @Test
    void range_of_motion_is_that_of_the_treated_joint() {
        treated("marrow-knee-injection", "2026-01-10", ",\"bodySite\":[" + RIGHT_KNEE + "]");
        observed("rom-flexion", "2026-01-08", degrees(110), ",\"bodySite\":" + RIGHT_KNEE);
        observed("rom-flexion", "2026-02-21", degrees(121), ",\"bodySite\":" + RIGHT_KNEE);
        observed("rom-flexion", "2026-02-20", degrees(140), ",\"bodySite\":" + LEFT_KNEE);
        observed("rom-extension", "2026-02-21", degrees(-5), ",\"bodySite\":" + RIGHT_KNEE);

        assertThat(scores("marrow-knee-injection", "flexion"))
                .isEqualTo(Map.of("Before", 110.0, "Week 6", 121.0));
        assertThat(scores("marrow-knee-injection", "extension")).isEqualTo(Map.of("Week 6", -5.0));
    }

    @Test
    void satisfaction_is_asked_after_the_treatment_and_only_within_its_scale() {
        for (String pathway :
                List.of(
                        "marrow-knee-injection",
                        "intraosseous-injection",
                        "growth-factor-delivery")) {
            resources.clear();
            treated(pathway, "2026-01-10", "");
            observed("satisfaction", "2026-02-21", "\"valueInteger\":8", "");
            observed("satisfaction", "2026-04-11", "\"valueInteger\":11", "");
            observed("single-assessment", "2026-02-21", "\"valueInteger\":70", "");
            observed("global-change", "2026-02-21", "\"valueInteger\":-2", "");

            assertThat(scores(pathway, "satisfaction")).isEqualTo(Map.of("Week 6", 8.0));
            assertThat(scores(pathway, "single-assessment")).isEqualTo(Map.of("Week 6", 70.0));
            assertThat(scores(pathway, "global-change")).isEqualTo(Map.of("Week 6", -2.0));
        }
    }

    @Test
    void pain_is_asked_for_at_two_weeks_too() {
        treated("marrow-knee-injection", "2026-01-10", "");
        resources.add(
                "{\"resourceType\":\"Observation\",\"id\":\"pain\",\"status\":\"final\",\"code\":{\"coding\":[{\"system\":\"http://loinc.org\",\"code\":\"72514-3\"}]},\"subject\":{\"reference\":\"Patient/p\"},\"effectiveDateTime\":\"2026-01-24\",\"valueInteger\":3}");

        assertThat(scores("marrow-knee-injection", "pain")).isEqualTo(Map.of("Week 2", 3.0));
        assertThat(
                        requireNonNull(outcomes("marrow-knee-injection").measures().get("pain"))
                                .visits())
                .extracting(Outcomes.Visit::label)
                .containsExactly(
                        "Before", "Week 2", "Week 6", "Month 3", "Month 6", "Month 12", "Month 24");
    }

    @Test
    void a_lesion_is_followed_in_who_had_one_before() {
        treated("intraosseous-injection", "2026-01-10", "");
        observed("bml-moaks-grade", "2025-12-20", "\"valueInteger\":2", "");
        observed("bml-moaks-grade", "2026-07-10", "\"valueInteger\":1", "");
        assertThat(scores("intraosseous-injection", "lesion"))
                .isEqualTo(Map.of("Before", 2.0, "Month 6", 1.0));

        resources.clear();
        treated("intraosseous-injection", "2026-01-10", "");
        observed("bml-moaks-grade", "2025-12-20", "\"valueInteger\":0", "");
        observed("bml-moaks-grade", "2026-07-10", "\"valueInteger\":1", "");
        assertThat(scores("intraosseous-injection", "lesion")).isEmpty();
    }

    private static String stage(String code) {
        return "\"valueCodeableConcept\":{\"coding\":[{\"system\":\"urn:osteon:chart\",\"code\":\""
                + code
                + "\"}]}";
    }

    @Test
    void a_head_that_had_not_collapsed_can() {
        treated("intraosseous-injection", "2026-01-10", "");
        observed("arco-stage-2019", "2025-12-20", stage("arco-ii"), "");
        observed("arco-stage-2019", "2026-03-10", stage("arco-ii"), "");
        observed("arco-stage-2019", "2026-07-10", stage("arco-iiia"), "");
        assertThat(outcomes("intraosseous-injection").endpoints().get("collapse"))
                .isInstanceOfSatisfying(
                        Endpoint.Observed.class,
                        one -> {
                            assertThat(one.event()).isEqualTo(1);
                            assertThat(one.days()).isEqualTo(181);
                        });

        resources.removeIf(one -> one.contains("2025-12-20"));
        assertThat(outcomes("intraosseous-injection").endpoints().get("collapse"))
                .isEqualTo(new Endpoint.LeftOut("not in question"));
    }

    private void asked(String indication) {
        resources.add(
                "{\"resourceType\":\"ServiceRequest\",\"id\":\"r\",\"status\":\"completed\",\"intent\":\"order\",\"authoredOn\":\"2026-01-01\",\"code\":{\"coding\":[{\"system\":\"urn:osteon:chart\",\"code\":\"growth-factor-delivery\"}]},\"subject\":{\"reference\":\"Patient/p\"},\"orderDetail\":[{\"coding\":[{\"system\":\"urn:osteon:chart\",\"code\":\"%s\"}]}]}"
                        .formatted(indication));
    }

    private static String percent(int value) {
        return "\"valueQuantity\":{\"value\":%d,\"unit\":\"%%\",\"system\":\"http://unitsofmeasure.org\",\"code\":\"%%\"}"
                .formatted(value);
    }

    @Test
    void a_fused_foot_is_united_when_half_of_it_is_bridged_and_a_spine_is_not_judged_by_it() {
        asked("indication-hindfoot-ankle-fusion");
        treated("growth-factor-delivery", "2026-01-10", "");
        observed("fusion-bridging", "2026-04-10", percent(49), "");
        observed("fusion-bridging", "2026-07-10", percent(50), "");
        assertThat(outcomes("growth-factor-delivery").endpoints().get("union"))
                .isInstanceOfSatisfying(
                        Endpoint.Observed.class,
                        one -> {
                            assertThat(one.event()).isEqualTo(1);
                            assertThat(one.days()).isEqualTo(181);
                        });

        resources.clear();
        asked("indication-lumbar-fusion");
        treated("growth-factor-delivery", "2026-01-10", "");
        observed("fusion-bridging", "2026-07-10", percent(80), "");
        assertThat(outcomes("growth-factor-delivery").endpoints().get("union"))
                .isEqualTo(new Endpoint.LeftOut("not in question"));
    }

    private static String healed(int cortex) {
        return "\"component\":["
                + List.of("medial", "lateral", "anterior", "posterior").stream()
                        .map(one ->
                                "{\"code\":{\"coding\":[{\"system\":\"urn:osteon:chart\",\"code\":\"cortex-%s\"}]},\"valueInteger\":%d}"
                                        .formatted(one, cortex))
                        .collect(Collectors.joining(","))
                + "]";
    }

    @Test
    void the_two_scales_of_union_are_never_mixed() {
        asked("indication-nonunion");
        treated("growth-factor-delivery", "2026-01-10", "");
        observed("rust-score", "2026-04-11", healed(2), "");
        observed("mrust-score", "2026-07-11", healed(4), "");

        assertThat(scores("growth-factor-delivery", "rust")).isEqualTo(Map.of("Month 3", 8.0));
        assertThat(scores("growth-factor-delivery", "modified-rust"))
                .isEqualTo(Map.of("Month 6", 16.0));
        assertThat(outcomes("growth-factor-delivery").endpoints().get("union"))
                .isInstanceOfSatisfying(
                        Endpoint.Observed.class, one -> assertThat(one.days()).isEqualTo(182));
    }

    private static String survey(int first, int last, int answer) {
        return "{\"resourceType\":\"QuestionnaireResponse\",\"id\":\"s\",\"status\":\"completed\",\"questionnaire\":\"urn:osteon:questionnaire:rand36\",\"subject\":{\"reference\":\"Patient/p\"},\"authored\":\"2026-06-01\",\"item\":[%s]}"
                .formatted(
                        IntStream.rangeClosed(first, last)
                                .mapToObj(i ->
                                        "{\"linkId\":\"I%d\",\"answer\":[{\"valueInteger\":%d}]}"
                                                .formatted(i, answer))
                                .collect(Collectors.joining(",")));
    }

    private Map<String, Double> qualityOfLife() {
        Map<String, Double> scores = new java.util.TreeMap<>();
        for (String scale :
                List.of(
                        "Physical Functioning",
                        "Physical Role",
                        "Emotional Role",
                        "Energy",
                        "Emotional Well-Being",
                        "Social Functioning",
                        "Bodily Pain",
                        "General Health")) {
            Object points = pathway("marrow-transplant").evaluate(scale + " Trend", chart(), DAY);
            if (points instanceof List<?> list
                    && !list.isEmpty()
                    && list.getFirst() instanceof Map<?, ?> point
                    && point.get("value") instanceof BigDecimal value) {
                scores.put(scale, value.doubleValue());
            }
        }
        return scores;
    }

    /// Worked out by hand from the published recoding (outcomes reference, 10).
    @Test
    void quality_of_life_is_scored_as_published() {
        resources.add(survey(1, 36, 2));
        assertThat(qualityOfLife())
                .isEqualTo(
                        Map.of(
                                "Physical Functioning", 50.0,
                                "Physical Role", 100.0,
                                "Emotional Role", 100.0,
                                "Energy", 50.0,
                                "Emotional Well-Being", 44.0,
                                "Social Functioning", 50.0,
                                "Bodily Pain", 77.5,
                                "General Health", 55.0));

        resources.set(0, survey(3, 7, 3));
        assertThat(qualityOfLife()).isEqualTo(Map.of("Physical Functioning", 100.0));
        resources.set(0, survey(3, 6, 3));
        assertThat(qualityOfLife()).isEmpty();
        resources.set(0, survey(3, 12, 4));
        assertThat(qualityOfLife()).isEmpty();
    }

    @Test
    void the_centre_is_where_the_treatment_was_given_else_who_looks_after_the_patient() {
        ofPatient = ",\"managingOrganization\":{\"display\":\"Clinic of the South\"}";
        treated("marrow-knee-injection", "2026-01-10", "");
        assertThat(outcomes("marrow-knee-injection").factors())
                .containsEntry("centre", "Clinic of the South");

        resources.clear();
        ofPatient = "";
        treated(
                "marrow-knee-injection",
                "2026-01-10",
                ",\"location\":{\"reference\":\"Location/l\"}");
        resources.add("{\"resourceType\":\"Location\",\"id\":\"l\",\"name\":\"Procedure room 1\"}");
        assertThat(outcomes("marrow-knee-injection").factors())
                .containsEntry("centre", "Procedure room 1");

        ofPatient = ",\"managingOrganization\":{\"display\":\"Clinic of the South\"}";
        assertThat(outcomes("marrow-knee-injection").factors())
                .containsEntry("centre", "Clinic of the South");

        resources.removeLast();
        resources.add(
                "{\"resourceType\":\"Location\",\"id\":\"l\",\"name\":\"Procedure room"
                        + " 1\",\"managingOrganization\":{\"reference\":\"Organization/o\"}}");
        resources.add(
                "{\"resourceType\":\"Organization\",\"id\":\"o\",\"name\":\"Hospital of the"
                        + " North\"}");
        assertThat(outcomes("marrow-knee-injection").factors())
                .containsEntry("centre", "Hospital of the North");
    }

    @Test
    void what_is_published_about_pain_names_its_comparators_and_promises_nothing() {
        Pathway knee = pathway("marrow-knee-injection");
        Rule pain =
                knee.measures().stream()
                        .filter(one -> one.id().equals("pain"))
                        .findFirst()
                        .orElseThrow();

        List<PublishedFact> facts = knee.published(pain, DAY);

        assertThat(facts)
                .extracting(PublishedFact::comparator)
                .containsExactly(
                        "before the treatment",
                        "corticosteroid injection",
                        "saline",
                        "platelet-rich plasma");
        assertThat(facts).allSatisfy(fact -> assertThat(fact.source()).isNotBlank());
        assertThat(facts)
                .allSatisfy(
                        fact -> assertThat(fact.percent().isPresent()).isEqualTo(fact.isClaim()));
    }

    @Test
    void every_measure_of_every_pathway_has_a_source_and_can_be_asked() {
        for (Pathway one : Knowledge.BASE.pathways()) {
            for (Rule measure : one.measures()) {
                assertThat(measure.source()).as(one.id() + " " + measure.id()).isNotBlank();
                assertThat(measure.allExpressions())
                        .as(one.id() + " " + measure.id())
                        .allMatch(one::defines);
            }
        }
    }

    private @Nullable String factor(String pathway, String factor) {
        return outcomes(pathway).factors().get(factor);
    }

    private void recorded(String day, String... added) {
        resources.add(
                ("{\"resourceType\":\"QuestionnaireResponse\",\"id\":\"r%d\",\"status\":\"completed\","
                                + "\"questionnaire\":\"urn:osteon:questionnaire:procedure-record|1.0.0\","
                                + "\"subject\":{\"reference\":\"Patient/p\"},\"authored\":\"%sT10:00:00Z\","
                                + "\"item\":[{\"linkId\":\"processing\",\"item\":[{\"linkId\":\"additives\",\"answer\":[%s]}]}]}")
                        .formatted(
                                resources.size(),
                                day,
                                Stream.of(added)
                                        .map(one ->
                                                "{\"valueCoding\":{\"system\":\"urn:osteon:chart\",\"code\":\""
                                                        + one
                                                        + "\"}}")
                                        .collect(Collectors.joining(","))));
    }

    /// K14: what stood beside the cells is what the record of the day says; nobody's answer is no
    /// answer.
    @Test
    void a_scaffold_beside_is_known_where_the_record_says_what_was_added() {
        treated("marrow-knee-injection", "2026-01-10", "");
        assertThat(factor("marrow-knee-injection", "scaffold")).isNull();

        recorded("2026-01-10", "SCAFFOLD", "PRP");
        assertThat(factor("marrow-knee-injection", "scaffold")).isEqualTo("with a scaffold");

        resources.clear();
        treated("marrow-knee-injection", "2026-01-10", "");
        recorded("2026-01-10", "NONE");
        assertThat(factor("marrow-knee-injection", "scaffold")).isEqualTo("without a scaffold");

        // A record of another day is of another treatment.
        resources.clear();
        treated("marrow-knee-injection", "2026-01-10", "");
        recorded("2026-03-10", "SCAFFOLD");
        assertThat(factor("marrow-knee-injection", "scaffold")).isNull();
    }

    @Test
    void what_the_laboratory_measured_in_the_product_is_a_number_in_its_unit_only() {
        treated("marrow-knee-injection", "2026-01-10", "");
        resources.add(
                "{\"resourceType\":\"BiologicallyDerivedProduct\",\"id\":\"c\",\"productCode\":{\"coding\":[{\"system\":\"urn:osteon:chart\",\"code\":\"marrow-concentrate\"}]}}");
        String about = ",\"focus\":[{\"reference\":\"BiologicallyDerivedProduct/c\"}]";
        observed(
                "product-il-1ra",
                "2026-01-10",
                "\"valueQuantity\":{\"value\":1234.5,\"system\":\"http://unitsofmeasure.org\",\"code\":\"pg/mL\"}",
                about);
        observed(
                "product-vegf",
                "2026-01-10",
                "\"valueQuantity\":{\"value\":3,\"system\":\"http://unitsofmeasure.org\",\"code\":\"ug\"}",
                about);

        assertThat(factor("marrow-knee-injection", "il-1ra")).isEqualTo("1234.5");
        assertThat(factor("marrow-knee-injection", "vegf")).isNull();
        assertThat(factor("marrow-knee-injection", "pdgf")).isNull();
    }

    @Test
    void a_genetic_finding_is_what_was_reported_and_no_rule_rests_on_it() {
        treated("intraosseous-injection", "2026-01-10", "");
        assertThat(factor("intraosseous-injection", "genetic-finding")).isNull();
        observed("genetic-finding", "2026-01-02", "\"valueString\":\"IL1RN rs4251961 TC\"", "");

        assertThat(factor("intraosseous-injection", "genetic-finding"))
                .isEqualTo("IL1RN rs4251961 TC");
    }

    /// R33: recovery time. Who was never asked is not one who has not recovered.
    @Test
    void the_day_from_which_the_patient_is_back_to_the_usual_activity_ends_the_recovery() {
        treated("marrow-knee-injection", "2026-01-10", "");
        observed("satisfaction", "2026-06-01", "\"valueInteger\":8", "");
        assertThat(outcomes("marrow-knee-injection").endpoints().get("usual-activity"))
                .isNotInstanceOf(Endpoint.Observed.class);

        observed("usual-activity", "2026-02-21", "\"valueBoolean\":false", "");
        assertThat(outcomes("marrow-knee-injection").endpoints().get("usual-activity"))
                .isInstanceOfSatisfying(
                        Endpoint.Observed.class, one -> assertThat(one.event()).isEqualTo(0));

        observed("usual-activity", "2026-04-11", "\"valueBoolean\":true", "");
        observed("usual-activity-since", "2026-04-11", "\"valueDateTime\":\"2026-03-21\"", "");
        assertThat(outcomes("marrow-knee-injection").endpoints().get("usual-activity"))
                .isInstanceOfSatisfying(
                        Endpoint.Observed.class,
                        one -> {
                            assertThat(one.event()).isEqualTo(1);
                            assertThat(one.days()).isEqualTo(70);
                        });
    }
}
