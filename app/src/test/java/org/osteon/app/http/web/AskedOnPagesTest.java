package org.osteon.app.http.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.osteon.workflow.FhirEdit;

/// What somebody asked for in a form stands on the patient's page until another form answers it, or
/// somebody says that it is done; after a form comes the next (records, 1.7, 5.1 and 5.9).
class AskedOnPagesTest {
    private static final String PATHWAY = "bone-modifying-agents";

    private static PlayedCase played;

    @BeforeAll
    static void start() throws IOException {
        played = PlayedCase.of(PATHWAY, "own-data-stale-creatinine-8-days");
    }

    @AfterAll
    static void stop() {
        played.close();
    }

    private static String patient() {
        return "/patients/" + played.patient();
    }

    private static Browsing.Seen called(Browsing person, String link, Map<String, String> more) {
        Map<String, List<String>> answers =
                new HashMap<>(
                        Map.of(
                                "attempt", List.of("not-reached"),
                                "reason", List.of("contact-result")));
        more.forEach((field, answer) -> answers.put(field, List.of(answer)));
        return PlayedCase.signed(person, link, answers);
    }

    private static List<ObjectNode> tasks(String words) {
        return played.pages().store().history(played.patient(), 0, 1000).stream()
                .filter(version -> version.resource().type().equals("Task"))
                .filter(version -> version.json().contains(words))
                .map(version -> FhirEdit.read(version.json()))
                .toList();
    }

    private static String link(Browsing.Seen page, String form) {
        String html = page.html();
        int at = html.indexOf("/forms/" + form + "?pathway=" + PATHWAY + "&amp;ends=");
        assertThat(at).as(page.text()).isPositive();
        int from = html.lastIndexOf('"', at) + 1;
        return ServedForm.plain(html.substring(from, html.indexOf('"', at)));
    }

    @Test
    void a_call_that_was_asked_for_stands_under_today_and_ends_with_the_call() {
        Browsing nurse = played.as("N. Ismail", "nurse");
        String today = played.day() + "T15:00:00Z";
        Browsing.Seen page =
                called(
                        nurse,
                        patient() + "/forms/contact-call?pathway=" + PATHWAY,
                        Map.of("again", today));

        assertThat(page.status()).as(page.text()).isEqualTo(200);
        assertThat(page.text())
                .contains("Call again", "for nurse", "Asked by N. Ismail", "Call or contact");

        String link = link(page, "contact-call");
        assertThat(nurse.open(link).text()).contains("With this it is done: Call again");
        Browsing.Seen after =
                called(nurse, link, Map.of("attempt", "reached-patient", "advice", "none"));

        assertThat(after.text()).doesNotContain("Asked by N. Ismail");
        ObjectNode ended = tasks("call-again").getFirst();
        assertThat(ended.path("status").asText()).isEqualTo("completed");
        assertThat(ended.at("/output/0/valueReference/reference").asText())
                .startsWith("QuestionnaireResponse/f-");
    }

    @Test
    void another_form_of_the_kind_leaves_it_until_somebody_says_that_it_is_done() {
        Browsing nurse = played.as("B. Example", "nurse");
        String path = patient() + "/forms/visit-note?pathway=" + PATHWAY;
        Browsing.Seen visit =
                PlayedCase.signed(
                        nurse,
                        path,
                        Map.of(
                                "visit-kind", List.of("visit-other"),
                                "visit-what", List.of("A letter brought"),
                                "start", List.of(played.day() + " 8:00"),
                                "next-visit", List.of(played.day().toString())));
        assertThat(visit.status()).as(visit.text()).isEqualTo(200);
        assertThat(nurse.open(patient()).text()).contains("Asked by B. Example");

        assertThat(nurse.open(path).text()).contains("With this it is done");
        String before = played.day().minusDays(1) + " 9:00";
        Browsing.Seen another =
                PlayedCase.signed(
                        nurse,
                        path,
                        Map.of(
                                "visit-kind", List.of("visit-unplanned"),
                                "start", List.of(before),
                                "when", List.of(before)));
        assertThat(another.status()).as(another.text()).isEqualTo(200);
        Browsing.Seen page = nurse.open(patient());
        assertThat(page.text()).contains("Asked by B. Example");
        ServedForm done = new ServedForm(page, patient() + "/tasks/done");
        nurse.post(done.action(), done.pressed(""));
        assertThat(nurse.open(patient()).text()).doesNotContain("Asked by B. Example");
    }

    @Test
    void after_a_form_the_page_offers_what_its_answers_lead_to_and_what_is_open() {
        Browsing nurse = played.as("C. Example", "nurse");
        Browsing.Seen page =
                PlayedCase.signed(
                        nurse,
                        patient() + "/forms/pain?pathway=" + PATHWAY,
                        Map.of("pain-now", List.of("2")));

        assertThat(page.html()).contains("aria-label=\"Next\"", "typed-result");
        assertThat(nurse.open(patient()).html()).doesNotContain("aria-label=\"Next\"");
        assertThat(nurse.open(patient() + "?signed=pain&next=jaw-staging&next=nothing").html())
                .containsPattern("aria-label=\"Next\"><b>Next</b> <a [^>]*/forms/jaw-staging");
    }
}
