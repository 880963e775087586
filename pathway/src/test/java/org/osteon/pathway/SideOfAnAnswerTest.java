package org.osteon.pathway;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// How an answer says its side in charts of other systems, and which side it is of where it says
/// none: nothing counts for the wrong one, and nothing vanishes unsaid.
class SideOfAnAnswerTest {
    private static final LocalDate DAY = LocalDate.of(2026, 11, 1);
    private static final String KNEE = "marrow-knee-injection";
    private static final String RIGHT = coded("6757004");
    private static final String LEFT = coded("82169009");
    private static final String NOTHING = "";

    private final OnePerson person = new OnePerson(DAY);

    private static String coded(String... codes) {
        return Stream.of(codes)
                .map("{\"system\":\"http://snomed.info/sct\",\"code\":\"%s\"}"::formatted)
                .collect(Collectors.joining(",", "{\"coding\":[", "]}"));
    }

    private static String own(String code) {
        return "{\"coding\":[{\"system\":\"urn:osteon:chart\",\"code\":\"%s\"}]}".formatted(code);
    }

    private void requested(String id, String day, String status, String pathway, String sites) {
        person.has(
                """
                {"resourceType":"ServiceRequest","id":"%s","status":"%s","intent":"order","code":%s,
                 "subject":{"reference":"Patient/p"},"authoredOn":"%s","bodySite":[%s]}\
                """
                        .formatted(id, status, own(pathway), day, sites));
    }

    private void treated(String id, String day, String more) {
        person.has(
                """
                {"resourceType":"Procedure","id":"%s","status":"completed","code":%s,
                 "subject":{"reference":"Patient/p"},"performedDateTime":"%s"%s}\
                """
                        .formatted(id, own(KNEE), day, more));
    }

    private void rightTreated() {
        requested("r", "2026-01-02", "completed", KNEE, RIGHT);
        treated("tr", "2026-01-10", ",\"bodySite\":[" + RIGHT + "]");
    }

    private void bothInOne() {
        requested("b", "2026-01-02", "completed", KNEE, RIGHT + "," + LEFT);
        treated("tb", "2026-01-10", ",\"bodySite\":[" + RIGHT + "," + LEFT + "]");
    }

    /// A score of KOOS pain.
    private void scored(String day, int value, String more) {
        person.has(
                """
                {"resourceType":"Observation","id":"o%d","status":"final","code":{"coding":
                 [{"system":"http://loinc.org","code":"72102-7"}]},
                 "subject":{"reference":"Patient/p"},"effectiveDateTime":"%s","valueQuantity":
                 {"value":%d,"unit":"{score}","system":"http://unitsofmeasure.org","code":"{score}"}%s}\
                """
                        .formatted(person.count(), day, value, more));
    }

    private static String at(String site) {
        return ",\"bodySite\":" + site;
    }

    private static String answerTo(String reference) {
        return ",\"basedOn\":[{\"reference\":\"" + reference + "\"}]";
    }

    private Outcomes outcomes() {
        return person.outcomes(KNEE);
    }

    private Map<String, Double> curve() {
        return person.scores(KNEE, "koos-pain");
    }

    private List<Double> trend() {
        return person.trend(KNEE, "koos-pain");
    }

    private List<String> missing() {
        return person.missing(KNEE, "answers-side");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"text\":\"Left knee\"}",
                "{\"coding\":[{\"display\":\"left knee\"}]}",
                "{\"coding\":[{\"system\":\"http://snomed.info/sct\",\"code\":\"72696002\"},"
                        + "{\"system\":\"http://snomed.info/sct\",\"code\":\"7771000\"}]}",
                "{\"coding\":[{\"system\":\"urn:osteon:chart\",\"code\":\"knee-left\"}]}"
            })
    void the_other_side_is_understood_in_words_and_in_two_codings(String site) {
        rightTreated();
        scored("2026-01-08", 40, NOTHING);
        scored("2026-02-21", 90, at(site));

        assertThat(trend()).containsExactly(40.0);
        assertThat(curve()).isEqualTo(Map.of("Before", 40.0));
    }

    @Test
    void an_answer_to_a_request_that_was_withdrawn_is_of_its_side() {
        rightTreated();
        requested("l", "2026-02-01", "revoked", KNEE, LEFT);
        scored("2026-01-08", 40, NOTHING);
        scored("2026-02-21", 90, answerTo("ServiceRequest/l"));

        assertThat(trend()).containsExactly(40.0);
        assertThat(curve()).isEqualTo(Map.of("Before", 40.0));
        assertThat(missing()).isEmpty();
    }

    @Test
    void what_was_answered_when_one_side_was_treated_stays_of_it_when_the_other_is_asked_for() {
        rightTreated();
        scored("2025-12-20", 40, NOTHING);
        scored("2026-02-21", 60, NOTHING);
        requested("l", "2026-06-02", "completed", KNEE, LEFT);
        treated("tl", "2026-06-10", ",\"bodySite\":[" + LEFT + "]");
        scored("2026-07-13", 95, NOTHING);

        assertThat(curve()).isEqualTo(Map.of("Before", 40.0, "Week 6", 60.0));
        assertThat(trend()).isEmpty();
        assertThat(missing()).containsExactly("which side: KOOS on 13 July 2026");
    }

    @Test
    void both_sides_in_one_treatment_take_answers_that_are_about_both() {
        bothInOne();
        scored("2026-01-08", 40, NOTHING);
        scored("2026-02-21", 60, at(coded("72696002", "51440002")));
        scored("2026-04-11", 70, answerTo("ServiceRequest/b"));
        scored("2026-07-11", 95, answerTo("ServiceRequest/b") + at(LEFT));

        assertThat(trend()).containsExactly(40.0, 60.0, 70.0);
        assertThat(curve()).isEqualTo(Map.of("Before", 40.0, "Week 6", 60.0, "Month 3", 70.0));
        assertThat(missing()).containsExactly("of both sides: KOOS on 11 July 2026");
    }

    @Test
    void a_prosthesis_of_one_knee_ends_a_treatment_of_both() {
        bothInOne();
        person.has(
                """
                {"resourceType":"Procedure","id":"tkr","status":"completed","code":%s,
                 "subject":{"reference":"Patient/p"},"performedDateTime":"2026-08-01","bodySite":[%s]}\
                """
                        .formatted(own("joint-replacement"), RIGHT));

        assertThat(outcomes().endpoints().get("joint-replacement"))
                .isInstanceOfSatisfying(
                        Outcomes.Endpoint.Observed.class,
                        observed -> assertThat(observed.event()).isEqualTo(1));
    }

    @Test
    void a_procedure_that_names_no_site_is_of_the_request_it_was_done_for() {
        requested("r", "2026-01-02", "completed", KNEE, RIGHT);
        treated("tr", "2026-01-10", NOTHING);
        scored("2026-01-08", 40, at(RIGHT));
        scored("2026-02-21", 60, ",\"partOf\":[{\"reference\":\"Procedure/tr\"}]");
        scored("2026-02-22", 95, at(LEFT));
        assertThat(curve()).isEqualTo(Map.of("Before", 40.0, "Week 6", 60.0));

        requested("l", "2026-06-02", "completed", KNEE, LEFT);
        treated("tl", "2026-06-10", answerTo("ServiceRequest/l"));
        scored("2026-07-22", 80, ",\"partOf\":[{\"reference\":\"Procedure/tl\"}]");
        assertThat(curve()).isEqualTo(Map.of("Before", 40.0, "Week 6", 60.0));
        assertThat(trend()).containsExactly(95.0, 80.0);
        assertThat(missing()).isEmpty();
    }

    @Test
    void treated_on_one_side_an_answer_that_says_two_is_told() {
        rightTreated();
        scored("2026-02-21", 60, at(LEFT) + answerTo("ServiceRequest/r"));
        scored("2026-02-22", 70, at(coded("6757004", "82169009")));

        assertThat(trend()).isEmpty();
        assertThat(missing())
                .containsExactly("which side: KOOS (2 times), last on 22 February 2026");
    }

    @Test
    void a_bone_that_another_therapy_is_for_is_no_other_knee() {
        rightTreated();
        requested(
                "g",
                "2026-01-03",
                "active",
                "growth-factor-delivery",
                coded("12611008", "7771000"));
        requested("h", "2026-01-03", "active", "intraosseous-injection", own("hip-left"));
        scored("2026-02-21", 60, NOTHING);

        assertThat(trend()).containsExactly(60.0);
        assertThat(missing()).isEmpty();
    }

    @Test
    void an_answer_to_the_request_of_another_joint_is_about_that_joint() {
        rightTreated();
        requested("h", "2026-01-03", "active", "intraosseous-injection", own("hip-right"));
        scored("2026-02-21", 60, answerTo("ServiceRequest/r"));
        scored("2026-02-22", 95, answerTo("ServiceRequest/h"));

        assertThat(trend()).containsExactly(60.0);
        assertThat(curve()).isEqualTo(Map.of("Week 6", 60.0));
        assertThat(missing()).isEmpty();
    }
}
