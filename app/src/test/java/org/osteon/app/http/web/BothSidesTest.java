package org.osteon.app.http.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.osteon.app.http.web.LinkedPatient.Phone;
import org.osteon.store.Attribution;
import org.osteon.store.Change;
import org.osteon.workflow.FhirEdit;

/// Who records answers for a patient who is treated on both sides is asked for the side; where one
/// is treated it follows from the chart, and is kept all the same.
class BothSidesTest {
    private static final Pattern ADDRESS = Pattern.compile("/p/([A-Za-z0-9_-]{43})");
    private static final String RIGHT = "urn:osteon:chart|knee-right";
    private static final String LEFT = "urn:osteon:chart|knee-left";

    private final LinkedPatient patient;

    BothSidesTest() throws IOException {
        patient = LinkedPatient.of("marrow-knee-injection", "own-schedule-35");
    }

    @org.junit.jupiter.api.AfterEach
    void close() {
        patient.close();
    }

    private String own() {
        return stream("Procedure")
                        .flatMap(one -> one.path("bodySite").path(0).path("coding").valueStream())
                        .map(one -> one.path("code").asText())
                        .anyMatch(code -> code.equals("6757004") || code.equals("knee-right"))
                ? RIGHT
                : LEFT;
    }

    private String other() {
        return own().equals(RIGHT) ? LEFT : RIGHT;
    }

    private Stream<JsonNode> stream(String type) {
        return patient.played().chart().resources(type).stream()
                .map(one -> (JsonNode) FhirEdit.read(one.json()));
    }

    private JsonNode kept(String form) {
        return stream("QuestionnaireResponse")
                .filter(one ->
                        one.path("questionnaire").asText().contains("questionnaire:" + form + "|"))
                .filter(one -> one.path("status").asText().equals("completed"))
                .reduce((_, later) -> later)
                .orElseThrow();
    }

    /// The other knee was asked for, too, before this one.
    private void bothSides() {
        patient.played()
                .pages()
                .store()
                .append(
                        patient.played().patient(),
                        new Attribution("test", Instant.EPOCH, "import"),
                        List.of(
                                requested("other-side", "2020-01-02", other()),
                                requested("own-side", "2025-08-01", own())));
    }

    private Change requested(String id, String day, String site) {
        return requested(id, day, site, "completed");
    }

    private Change requested(String id, String day, String site, String status) {
        return Change.put(
                "ServiceRequest",
                id,
                """
                {"resourceType":"ServiceRequest","id":"%s","status":"%s","intent":"order",
                 "code":{"coding":[{"system":"urn:osteon:chart","code":"marrow-knee-injection"}]},
                 "subject":{"reference":"Patient/%s"},"authoredOn":"%s",
                 "bodySite":[{"coding":[{"system":"urn:osteon:chart","code":"%s"}]}]}\
                """
                        .formatted(
                                id,
                                status,
                                patient.played().patient(),
                                day,
                                site.replace("urn:osteon:chart|", "")));
    }

    private Browsing.Seen signed(Map<String, List<String>> answers) {
        return signed("", answers);
    }

    private Browsing.Seen signed(String query, Map<String, List<String>> answers) {
        return PlayedCase.signed(
                patient.played().as("N. Example", "nurse"),
                "/patients/" + patient.played().patient() + "/forms/joint-scores" + query,
                answers);
    }

    private JsonNode pain() {
        String of = "QuestionnaireResponse/" + kept("joint-scores").path("id").asText();
        return stream("Observation")
                .filter(one ->
                        one.path("derivedFrom").path(0).path("reference").asText().equals(of))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void treated_on_one_side_it_follows_from_the_chart_and_is_kept() {
        assertThat(
                        patient.staff()
                                .open(
                                        "/patients/"
                                                + patient.played().patient()
                                                + "/forms/joint-scores")
                                .html())
                .contains("value=\"" + own() + "\" selected");

        signed(Map.of("pain-now", List.of("3")));

        assertThat(pain().path("bodySite").path("coding").path(0).path("code").asText())
                .isEqualTo(own().replace("urn:osteon:chart|", ""));
        assertThat(kept("joint-scores").path("partOf").path(0).path("reference").asText())
                .as("the chart has no request of it")
                .startsWith("Procedure/");
    }

    @Test
    void treated_on_both_nothing_is_kept_before_somebody_says_which() {
        bothSides();

        assertThat(signed(Map.of("pain-now", List.of("3"))).text())
                .contains("treated on both sides: say which side");
        assertThat(stream("QuestionnaireResponse"))
                .noneMatch(one -> one.path("questionnaire").asText().contains("joint-scores"));

        signed(Map.of("pain-now", List.of("3"), "side", List.of(other())));

        assertThat(pain().path("bodySite").path("coding").path(0).path("code").asText())
                .isEqualTo(other().replace("urn:osteon:chart|", ""));
        assertThat(pain().path("basedOn").path(0).path("reference").asText())
                .isEqualTo("ServiceRequest/other-side");
        assertThat(kept("joint-scores").path("basedOn").path(0).path("reference").asText())
                .isEqualTo("ServiceRequest/other-side");
    }

    @Test
    void a_form_from_the_page_of_another_therapy_answers_the_request_of_the_joint_it_is_about() {
        bothSides();
        patient.played()
                .pages()
                .store()
                .append(
                        patient.played().patient(),
                        new Attribution("test", Instant.parse("2025-09-01T08:00:00Z"), "test"),
                        List.of(hip(other().replace("urn:osteon:chart|knee", "hip"))));

        signed(
                "?pathway=intraosseous-injection",
                Map.of("pain-now", List.of("3"), "side", List.of(other())));

        assertThat(kept("joint-scores").path("basedOn").path(0).path("reference").asText())
                .isEqualTo("ServiceRequest/other-side");
    }

    @Test
    void links_say_for_which_therapy_they_are_and_lead_to_those_of_the_others() {
        assertThat(patient.staff().open(patient.links()).html())
                .doesNotContain("aria-label=\"Therapy\"");
        patient.played()
                .pages()
                .store()
                .append(
                        patient.played().patient(),
                        new Attribution("test", Instant.parse("2025-09-01T08:00:00Z"), "test"),
                        List.of(hip("hip-left")));

        for (String one : List.of("marrow-knee-injection", "intraosseous-injection")) {
            assertThat(patient.staff().open(patient.links() + "?pathway=" + one).html())
                    .contains("aria-label=\"Therapy\"")
                    .doesNotContain("?pathway=" + one + "\">" + "Marrow")
                    .contains(
                            one.startsWith("marrow")
                                    ? "?pathway=intraosseous-injection\">Intra"
                                    : "?pathway=marrow-knee-injection\">Marrow");
        }
    }

    private Change hip(String site) {
        return Change.put(
                "ServiceRequest",
                "hip",
                """
                {"resourceType":"ServiceRequest","id":"hip","status":"draft","intent":"order",
                 "code":{"coding":[{"system":"urn:osteon:chart","code":"intraosseous-injection"}]},
                 "subject":{"reference":"Patient/%s"},"authoredOn":"2025-09-01",
                 "bodySite":[{"coding":[{"system":"urn:osteon:chart","code":"%s"}]}]}\
                """
                        .formatted(patient.played().patient(), site));
    }

    @Test
    void a_link_is_given_for_one_side_and_what_comes_by_it_says_that_side() {
        bothSides();
        Browsing staff = patient.staff();
        assertThat(
                        staff.send(
                                        staff.open(patient.links()),
                                        patient.links(),
                                        Map.of("what", "joint-scores"))
                                .text())
                .contains("Which side?");
        Browsing.Seen given =
                staff.send(
                        staff.open(patient.links()),
                        patient.links(),
                        Map.of("what", "joint-scores", "side", other()));
        Matcher token = ADDRESS.matcher(given.html());
        assertThat(token.find()).as(given.text()).isTrue();

        Phone phone = patient.phone(token.group(1));
        assertThat(phone.enter(patient.born()).text())
                .contains(other().equals(LEFT) ? "left knee" : "right knee");
        Browsing.Seen review = phone.through("joint-scores", Map.of("pain-now", "7"));
        assertThat(review.text()).doesNotContain("Joint and side");
        assertThat(phone.send(review, "joint-scores").text()).contains("Thank you");

        assertThat(kept("joint-scores").path("basedOn").path(0).path("reference").asText())
                .isEqualTo("ServiceRequest/other-side");
        assertThat(pain().path("bodySite").path("coding").path(0).path("code").asText())
                .isEqualTo(other().replace("urn:osteon:chart|", ""));
    }

    @Test
    void the_link_of_a_schedule_is_of_the_side_of_its_request() throws IOException {
        bothSides();
        LinkStoriesTest.wording(patient, LinkStoriesTest.wording(), "en");
        Phone phone = patient.phone(patient.token("schedule"));
        phone.enter(patient.born());
        Map<String, String> answers = new java.util.HashMap<>();
        LinkStoriesTest.ids().forEach(id -> answers.put(id, "1"));
        phone.send(phone.through("koos", answers), "koos");

        assertThat(kept("koos").path("item").path(0).path("linkId").asText()).isIn("when", "side");
        assertThat(kept("koos").toString())
                .contains("\"" + own().replace("urn:osteon:chart|", "") + "\"");
    }

    /// Nobody asks for a side in a call after a procedure: it is about what was done.
    @Test
    void pain_that_is_told_in_a_call_is_of_the_procedure_that_is_followed_up() {
        bothSides();

        PlayedCase.signed(
                patient.played().as("N. Example", "nurse"),
                "/patients/" + patient.played().patient() + "/forms/contact-call",
                Map.of(
                        "attempt", List.of("reached-patient"),
                        "reason", List.of("contact-follow-up-day"),
                        "symptoms", List.of("true"),
                        "pain-now", List.of("3"),
                        "advice", List.of("Ice, rest")));

        assertThat(kept("contact-call").path("basedOn").path(0).path("reference").asText())
                .isEqualTo("ServiceRequest/own-side");
        assertThat(stream("Observation"))
                .filteredOn(one -> one.toString().contains("72514-3"))
                .filteredOn(one -> one.path("valueInteger").asInt() == 3)
                .singleElement()
                .satisfies(one ->
                        assertThat(one.path("basedOn").path(0).path("reference").asText())
                                .isEqualTo("ServiceRequest/own-side"));
    }

    /// The other knee is in question again, and the call may be about this one: nothing is guessed.
    @Test
    void while_another_side_is_asked_for_a_call_is_about_nobody_knows_which() {
        bothSides();
        patient.played()
                .pages()
                .store()
                .append(
                        patient.played().patient(),
                        new Attribution("test", Instant.parse("2025-09-01T08:00:00Z"), "test"),
                        List.of(requested("open", "2025-09-01", other(), "draft")));

        PlayedCase.signed(
                patient.played().as("N. Example", "nurse"),
                "/patients/" + patient.played().patient() + "/forms/contact-call",
                Map.of(
                        "attempt", List.of("reached-patient"),
                        "reason", List.of("contact-follow-up-day"),
                        "symptoms", List.of("true"),
                        "pain-now", List.of("3"),
                        "advice", List.of("Ice, rest")));

        assertThat(kept("contact-call").has("basedOn")).isFalse();
        assertThat(kept("contact-call").has("partOf")).isFalse();
    }

    @Test
    void that_questionnaires_were_sent_is_kept_of_the_request_in_question() {
        bothSides();

        PlayedCase.signed(
                patient.played().as("C. Example", "coordinator"),
                "/patients/" + patient.played().patient() + "/forms/questionnaires-sent",
                Map.of(
                        "time", List.of("time-week-6"),
                        "what", List.of("questionnaire-sent"),
                        "how", List.of("by-paper")));

        assertThat(stream("Communication"))
                .singleElement()
                .satisfies(one ->
                        assertThat(one.path("basedOn").path(0).path("reference").asText())
                                .isEqualTo("ServiceRequest/own-side"));
    }
}
