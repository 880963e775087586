package org.osteon.pathway;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Of whoever is treated on both sides an answer counts for the side that it says; one that says
/// none counts for neither, and the assessment says that it is missing.
class AnswersBySideTest {
    private static final LocalDate DAY = LocalDate.of(2026, 11, 1);
    private static final String KNEE = "marrow-knee-injection";
    private static final String RIGHT = "6757004";
    private static final String LEFT = "82169009";

    private final OnePerson person = new OnePerson(DAY);

    private static String site(String code) {
        return "{\"coding\":[{\"system\":\"http://snomed.info/sct\",\"code\":\"%s\"}]}"
                .formatted(code);
    }

    private void requested(String id, String day, String status, String site) {
        person.has(
                """
                {"resourceType":"ServiceRequest","id":"%s","status":"%s","intent":"order",
                 "code":{"coding":[{"system":"urn:osteon:chart","code":"%s"}]},
                 "subject":{"reference":"Patient/p"},"authoredOn":"%s","bodySite":[%s]}\
                """
                        .formatted(id, status, KNEE, day, site(site)));
    }

    private void treated(String day, String site) {
        person.has(
                """
                {"resourceType":"Procedure","id":"t-%s","status":"completed",
                 "code":{"coding":[{"system":"urn:osteon:chart","code":"%s"}]},
                 "subject":{"reference":"Patient/p"},"performedDateTime":"%s","bodySite":[%s]}\
                """
                        .formatted(day, KNEE, day, site(site)));
    }

    /// A score of KOOS pain.
    private void scored(String day, int value, String more) {
        person.has(
                """
                {"resourceType":"Observation","id":"o%d","status":"final",
                 "code":{"coding":[{"system":"http://loinc.org","code":"72102-7"}]},
                 "subject":{"reference":"Patient/p"},"effectiveDateTime":"%s",
                 "valueQuantity":{"value":%d,"unit":"{score}","system":"http://unitsofmeasure.org","code":"{score}"}%s}\
                """
                        .formatted(person.count(), day, value, more));
    }

    /// A form of KOOS with every pain item answered alike: 0 makes 100, 4 makes 0.
    private void answered(String id, String day, int each, String more) {
        String items =
                java.util.stream.IntStream.rangeClosed(1, 9)
                        .mapToObj(i ->
                                "{\"linkId\":\"P%d\",\"answer\":[{\"valueInteger\":%d}]}"
                                        .formatted(i, each))
                        .collect(Collectors.joining(","));
        person.has(
                """
                {"resourceType":"QuestionnaireResponse","id":"%s","status":"completed",
                 "questionnaire":"urn:osteon:questionnaire:koos|1.1.0","subject":{"reference":"Patient/p"},
                 "authored":"%sT09:00:00Z"%s}\
                """
                        .formatted(
                                id,
                                day,
                                more.contains("\"item\"")
                                        ? more.replace("\"item\":[", "\"item\":[" + items + ",")
                                        : ",\"item\":[" + items + "]" + more));
    }

    private static String at(String site) {
        return ",\"bodySite\":" + site(site);
    }

    private Map<String, Double> curve() {
        return person.scores(KNEE, "koos-pain");
    }

    private Assessment assessed() {
        return person.assessed(KNEE);
    }

    private @Nullable Object pain(String result) {
        Object value = assessed().results().get(result);
        return value instanceof Map<?, ?> scores ? scores.get("pain") : value;
    }

    private List<Double> trend(String id) {
        return person.trend(KNEE, id);
    }

    private List<String> missing() {
        return person.missing(KNEE, "answers-side");
    }

    /// The right knee in January, the left one in June.
    private void bothSides() {
        requested("r", "2026-01-02", "completed", RIGHT);
        treated("2026-01-10", RIGHT);
        requested("l", "2026-06-02", "completed", LEFT);
        treated("2026-06-10", LEFT);
    }

    @Test
    void treated_on_one_side_an_answer_without_a_side_is_of_that_one() {
        requested("r", "2026-01-02", "completed", RIGHT);
        treated("2026-01-10", RIGHT);
        scored("2026-01-08", 40, "");
        scored("2026-02-21", 60, "");

        assertThat(curve()).isEqualTo(Map.of("Before", 40.0, "Week 6", 60.0));
        assertThat(pain("koosChange")).hasToString("20.0");
        assertThat(missing()).isEmpty();
        assertThat(trend("koos-pain-without-side")).isEmpty();
    }

    @Test
    void treated_on_one_side_an_answer_about_the_other_knee_does_not_count() {
        requested("r", "2026-01-02", "completed", RIGHT);
        treated("2026-01-10", RIGHT);
        scored("2026-01-08", 40, at(RIGHT));
        scored("2026-02-21", 90, at(LEFT));

        assertThat(curve()).isEqualTo(Map.of("Before", 40.0));
        assertThat(missing()).isEmpty();
    }

    @Test
    void each_side_has_its_own_curve_and_its_own_change() {
        bothSides();
        scored("2026-01-08", 40, at(RIGHT));
        scored("2026-02-21", 80, at(RIGHT));
        scored("2026-06-08", 30, at(LEFT));
        scored("2026-07-22", 35, at(LEFT));

        assertThat(trend("koos-pain")).containsExactly(30.0, 35.0);
        assertThat(pain("koosBaseline")).hasToString("30.0");
        assertThat(pain("koosChange")).hasToString("5.0");
        assertThat(curve()).isEqualTo(Map.of("Before", 40.0, "Week 6", 80.0));
        assertThat(missing()).isEmpty();
    }

    @Test
    void treated_on_both_an_answer_without_a_side_counts_for_neither_and_is_told() {
        bothSides();
        scored("2026-06-08", 30, at(LEFT));
        scored("2026-07-22", 95, "");

        assertThat(trend("koos-pain")).containsExactly(30.0);
        assertThat(pain("koos")).isNull();
        assertThat(curve()).isEmpty();
        assertThat(trend("koos-pain-without-side")).containsExactly(95.0);
        assertThat(missing()).containsExactly("which side: KOOS on 22 July 2026");
        assertThat(assessed().missing()).contains("which side: KOOS on 22 July 2026");
    }

    @Test
    void a_side_that_is_only_asked_for_makes_two_as_well() {
        requested("r", "2026-01-02", "completed", RIGHT);
        treated("2026-01-10", RIGHT);
        requested("l", "2026-06-02", "draft", LEFT);
        scored("2026-06-03", 40, "");

        assertThat(pain("koosBaseline")).isNull();
        assertThat(missing()).containsExactly("which side: KOOS on 3 June 2026");
    }

    @Test
    void a_knee_that_waits_has_no_change_after_the_procedure_of_the_other() {
        requested("r", "2026-01-02", "completed", RIGHT);
        treated("2026-01-10", RIGHT);
        requested("l", "2026-06-02", "active", LEFT);
        scored("2026-01-08", 70, at(LEFT));
        scored("2026-10-20", 40, at(LEFT));

        assertThat(pain("koos")).hasToString("40.0");
        assertThat(pain("koosChange")).isNull();
    }

    @Test
    void what_came_of_the_knee_that_was_treated_first_stays_when_the_other_is_asked_for() {
        requested("r", "2026-01-02", "completed", RIGHT);
        treated("2026-01-10", RIGHT);
        requested("l", "2026-06-02", "active", LEFT);
        scored("2026-01-08", 40, at(RIGHT));
        scored("2026-02-21", 60, at(RIGHT));

        assertThat(curve()).isEqualTo(Map.of("Before", 40.0, "Week 6", 60.0));
    }

    @Test
    void a_form_says_its_side_by_its_item_by_the_request_and_by_the_procedure() {
        bothSides();
        answered(
                "a",
                "2026-06-08",
                4,
                ",\"item\":[{\"linkId\":\"side\",\"answer\":[{\"valueCoding\":{\"system\":\"urn:osteon:chart\",\"code\":\"knee-left\"}}]}]");
        answered("b", "2026-07-22", 3, ",\"basedOn\":[{\"reference\":\"ServiceRequest/l\"}]");
        answered("c", "2026-09-09", 2, ",\"partOf\":[{\"reference\":\"Procedure/t-2026-06-10\"}]");
        answered("d", "2026-09-10", 0, ",\"basedOn\":[{\"reference\":\"ServiceRequest/r\"}]");

        assertThat(trend("koos-pain")).containsExactly(0.0, 25.0, 50.0);
        assertThat(missing()).isEmpty();
    }

    @Test
    void a_form_that_says_two_sides_says_none() {
        bothSides();
        answered(
                "a",
                "2026-07-22",
                0,
                ",\"basedOn\":[{\"reference\":\"ServiceRequest/r\"}],\"item\":[{\"linkId\":\"side\",\"answer\":[{\"valueCoding\":{\"system\":\"urn:osteon:chart\",\"code\":\"knee-left\"}}]}]");

        assertThat(trend("koos-pain")).isEmpty();
        assertThat(missing()).containsExactly("which side: KOOS on 22 July 2026");
    }

    @Test
    void a_treatment_of_both_at_once_takes_no_score_of_one() {
        person.has(
                """
                {"resourceType":"ServiceRequest","id":"b","status":"completed","intent":"order",
                 "code":{"coding":[{"system":"urn:osteon:chart","code":"marrow-knee-injection"}]},
                 "subject":{"reference":"Patient/p"},"authoredOn":"2026-01-02","bodySite":[%s,%s]}\
                """
                        .formatted(site(RIGHT), site(LEFT)));
        person.has(
                """
                {"resourceType":"Procedure","id":"t","status":"completed",
                 "code":{"coding":[{"system":"urn:osteon:chart","code":"marrow-knee-injection"}]},
                 "subject":{"reference":"Patient/p"},"performedDateTime":"2026-01-10","bodySite":[%s,%s]}\
                """
                        .formatted(site(RIGHT), site(LEFT)));
        scored("2026-02-21", 40, at(RIGHT));

        assertThat(trend("koos-pain")).isEmpty();
        assertThat(missing()).containsExactly("of both sides: KOOS on 21 February 2026");
    }

    @Test
    void a_request_without_a_side_does_not_join_scores_of_two() {
        person.has(
                """
                {"resourceType":"ServiceRequest","id":"b","status":"draft","intent":"order",
                 "code":{"coding":[{"system":"urn:osteon:chart","code":"marrow-knee-injection"}]},
                 "subject":{"reference":"Patient/p"},"authoredOn":"2026-01-02",
                 "bodySite":[{"coding":[{"system":"http://snomed.info/sct","code":"72696002"}]}]}\
                """);
        scored("2026-02-21", 40, at(RIGHT));
        assertThat(trend("koos-pain")).containsExactly(40.0);

        scored("2026-02-22", 80, at(LEFT));
        assertThat(trend("koos-pain")).isEmpty();
        assertThat(missing())
                .containsExactly("which side: KOOS (2 times), last on 22 February 2026");
    }

    @Test
    void the_schedule_of_one_side_is_not_answered_by_the_other() {
        bothSides();
        person.has(
                """
                {"resourceType":"CarePlan","id":"s","status":"active","intent":"plan",
                 "category":[{"coding":[{"system":"urn:osteon:chart","code":"prom-schedule"}]}],
                 "subject":{"reference":"Patient/p"},"created":"2026-06-02T09:00:00Z",
                 "supportingInfo":[{"reference":"ServiceRequest/l"}],
                 "activity":[{"detail":{"status":"scheduled","code":{"coding":[{"system":"urn:osteon:chart","code":"koos","display":"KOOS"}]}}}]}\
                """);
        answered("r6", "2026-07-20", 1, ",\"basedOn\":[{\"reference\":\"ServiceRequest/r\"}]");
        answered("no", "2026-07-21", 1, "");
        assertThat(status("prom-koos-w6")).isNotEqualTo(PlanItem.Status.DONE);
        assertThat(cell("Week 6")).isEqualTo(AskedAnswers.State.MISSED);

        answered("l6", "2026-07-22", 1, ",\"basedOn\":[{\"reference\":\"ServiceRequest/l\"}]");
        assertThat(status("prom-koos-w6")).isEqualTo(PlanItem.Status.DONE);
        assertThat(cell("Week 6")).isEqualTo(AskedAnswers.State.RECEIVED);
    }

    /// Of a study: who is asked for the other knee later is in a second course, and not in a second
    /// study.
    @Test
    void the_scores_of_a_study_are_of_the_knee_that_was_asked_for_when_they_entered() {
        bothSides();
        osteoarthritis();
        scored("2026-01-08", 40, at(RIGHT));
        scored("2026-02-21", 80, at(RIGHT));
        scored("2026-07-22", 35, at(LEFT));

        assertThat(ofStudy()).as("nobody entered").containsExactly(35.0);
        entered("another-study", "2026-01-05");
        assertThat(ofStudy()).as("entered another one").containsExactly(35.0);
        entered("knee-usual-care", "2026-01-05");
        assertThat(ofStudy()).containsExactly(40.0, 80.0);
    }

    @Test
    void whoever_entered_a_study_before_anything_was_asked_for_is_in_it_for_what_came_first() {
        bothSides();
        osteoarthritis();
        scored("2026-01-08", 40, at(RIGHT));
        scored("2026-07-22", 35, at(LEFT));

        entered("knee-usual-care", "2025-12-20");
        assertThat(ofStudy()).containsExactly(40.0);
    }

    @Test
    void whoever_entered_a_study_with_the_second_knee_is_in_it_for_that_one() {
        bothSides();
        osteoarthritis();
        scored("2026-01-08", 40, at(RIGHT));
        scored("2026-07-22", 35, at(LEFT));

        entered("knee-usual-care", "2026-06-02");
        assertThat(ofStudy()).containsExactly(35.0);
    }

    @Test
    void two_knees_asked_for_on_one_day_are_no_knee_of_a_study() {
        requested("r", "2026-01-02", "active", RIGHT);
        requested("l", "2026-01-02", "active", LEFT);
        osteoarthritis();
        scored("2026-01-08", 40, at(RIGHT));
        scored("2026-01-09", 35, at(LEFT));

        entered("knee-usual-care", "2026-01-02");
        assertThat(ofStudy()).isEmpty();
    }

    private void osteoarthritis() {
        person.has(
                """
                {"resourceType":"Condition","id":"oa",
                 "clinicalStatus":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/condition-clinical","code":"active"}]},
                 "code":{"coding":[{"system":"http://hl7.org/fhir/sid/icd-10-cm","code":"M17.0"}]},
                 "subject":{"reference":"Patient/p"},"onsetDateTime":"2024-01-02"}\
                """);
    }

    private void entered(String study, String day) {
        person.has(
                """
                {"resourceType":"ResearchSubject","id":"%s-0001","status":"on-study-intervention",
                 "identifier":[{"system":"urn:osteon:study:%s","value":"0001"}],"period":{"start":"%s"},
                 "study":{"reference":"ResearchStudy/%s"},"individual":{"reference":"Patient/p"}}\
                """
                        .formatted(study, study, day, study));
    }

    private List<Double> ofStudy() {
        return Knowledge.BASE
                .study("knee-usual-care")
                .orElseThrow()
                .criteria()
                .course(person.chart(), DAY)
                .trends()
                .stream()
                .filter(one -> one.id().equals("koos-pain"))
                .flatMap(one -> one.points().stream())
                .map(one -> one.value().doubleValue())
                .toList();
    }

    private PlanItem.Status status(String id) {
        return assessed().plan().stream()
                .filter(one -> one.id().equals(id))
                .findFirst()
                .orElseThrow()
                .status();
    }

    /// Of the right knee month 6 was in July, when the left one's week 6 was.
    @Test
    void a_questionnaire_was_sent_for_the_side_of_the_request_that_it_was_sent_for() {
        bothSides();
        sent("time-week-6", "2026-02-20", "ServiceRequest/r");
        sent("time-month-3", "2026-09-09", "ServiceRequest/l");
        sent("time-month-6", "2026-07-09", "Procedure/t-2026-01-10");
        sent("time-month-12", "2026-07-09", "");

        assertThat(asked("Week 6").sent()).isNull();
        assertThat(asked("Month 3").sent()).isEqualTo("2026-09-09");
        assertThat(asked("Month 6").sent()).isNull();
        assertThat(asked("Month 12").sent()).as("nobody knows of which").isNull();
    }

    @Test
    void treated_on_one_side_whatever_was_sent_was_sent_for_it() {
        requested("r", "2026-01-02", "completed", RIGHT);
        treated("2026-01-10", RIGHT);
        sent("time-week-6", "2026-02-20", "");
        sent("time-month-3", "2026-04-10", "ServiceRequest/r");

        assertThat(asked("Week 6").sent()).isEqualTo("2026-02-20");
        assertThat(asked("Month 3").sent()).isEqualTo("2026-04-10");
    }

    private void sent(String time, String day, String request) {
        person.has(
                """
                {"resourceType":"Communication","id":"c%d","status":"completed","sent":"%sT09:00:00Z",%s
                 "category":[{"coding":[{"system":"urn:osteon:chart","code":"questionnaire-sent"}]}],
                 "reasonCode":[{"coding":[{"system":"urn:osteon:chart","code":"%s"}]}],
                 "subject":{"reference":"Patient/p"}}\
                """
                        .formatted(
                                person.count(),
                                day,
                                request.isEmpty()
                                        ? ""
                                        : "\"basedOn\":[{\"reference\":\"%s\"}],"
                                                .formatted(request),
                                time));
    }

    private AskedAnswers.State cell(String time) {
        return asked(time).state();
    }

    private AskedAnswers.Cell asked(String time) {
        ChartOnDay onDay = person.onDay();
        Pathway knee = Knowledge.BASE.pathway(KNEE).orElseThrow();
        return onDay.askedAnswers(knee, onDay.assess(knee)).orElseThrow().cells().stream()
                .filter(one -> one.time().equals(time) && one.instrument().equals("KOOS"))
                .findFirst()
                .orElseThrow();
    }
}
