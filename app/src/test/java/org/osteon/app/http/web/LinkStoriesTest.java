package org.osteon.app.http.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.osteon.app.http.web.LinkedPatient.Phone;

/// Stories by link: the dentist's answer, the history before an injection, a questionnaire whose
/// words the site loaded (records, 8: B2, B3, O1, koos).
class LinkStoriesTest {
    @Test
    void the_dentist_answers_by_the_letter() throws IOException {
        try (LinkedPatient patient =
                LinkedPatient.of("bone-modifying-agents", "own-dent-exam-missing-181-days")) {
            assertThat(patient.alerts()).contains("DENT-EXAM-MISSING");
            Browsing nurse = patient.played().as("N. Example", "nurse");
            PlayedCase.signed(
                    nurse,
                    "/patients/" + patient.played().patient() + "/forms/dental-request",
                    Map.of(
                            "dentist", List.of("Dr Zahn, High Street"),
                            "channel", List.of("channel-letter"),
                            "need-by", List.of("2025-06-20"),
                            "question", List.of("ask-check-up")));
            Browsing.Seen letter =
                    nurse.send(
                            nurse.open(patient.links()),
                            patient.links(),
                            Map.of("what", "dental-answer"));
            Matcher token = Pattern.compile("/p/([A-Za-z0-9_-]{43})").matcher(letter.html());
            Matcher code = Pattern.compile("Code: <b[^>]*>([A-Z0-9]{8})").matcher(letter.html());
            assertThat(token.find() && code.find()).as(letter.text()).isTrue();

            Phone dentist = patient.phone(token.group(1));
            assertThat(dentist.enter(patient.born(), "WRONGONE").text()).contains("did not fit");
            assertThat(dentist.enter(patient.born(), code.group(1)).text())
                    .contains("Your questions")
                    .doesNotContain("Who answers?");
            Browsing.Seen review =
                    dentist.through(
                            "dental-answer",
                            Map.of(
                                    "name", "Dr Zahn, High Street",
                                    "examined-on", "1.6.2025",
                                    "unhealed-oral-wound", "false",
                                    "exposed-bone", "false",
                                    "treatment", "urn:osteon:chart|needs-nothing",
                                    "dental-clearance", "true",
                                    "next-due", "3.12.2025"));
            assertThat(dentist.send(review, "dental-answer").text()).contains("Thank you");
            assertThat(patient.alerts()).doesNotContain("DENT-EXAM-MISSING");
        }
    }

    @Test
    void what_the_patient_says_of_the_history_is_no_longer_missing() throws IOException {
        try (LinkedPatient patient = LinkedPatient.of("marrow-knee-injection", HISTORY)) {
            assertThat(patient.alerts()).contains("BK-D1");
            Phone phone = patient.phone(patient.token("history"));
            phone.enter(patient.born());
            Map<String, String> answers = new HashMap<>();
            for (String asked :
                    List.of(
                            "active-infection",
                            "malignancy-history",
                            "marrow-disorder",
                            "takes-anticoagulant",
                            "immunosuppression",
                            "relevant-allergy")) {
                answers.put(asked, "false");
            }
            answers.put("since", "2023");
            answers.put("conservative-care-tried", "true");
            answers.put("care-kind~0", "urn:osteon:chart|conservative-exercise");
            answers.put("care-from~0", "2024-01-01");
            answers.put("care-to~0", "2024-09-01");
            answers.put("conservative-response", "urn:osteon:chart|inadequate");
            answers.put("want", "urn:osteon:chart|want-less-pain");
            Browsing.Seen review = phone.through("history", answers);
            assertThat(review.text()).contains("Your answers", "less pain");
            assertThat(patient.alerts()).as("a draft counts for no rule").contains("BK-D1");
            assertThat(phone.send(review, "history").text()).contains("Thank you");
            assertThat(patient.alerts()).doesNotContain("BK-D1");
        }
    }

    private static final String HISTORY = "own-d1-anticoagulant";

    /// koos: four of nine questions about pain are answered; that scale has no score, others have.
    @Test
    void a_questionnaire_is_asked_in_the_words_that_the_site_loaded() throws IOException {
        try (LinkedPatient patient = LinkedPatient.of("marrow-knee-injection", "own-due")) {
            Browsing manager = patient.played().as("D. Example", "data-manager");
            Map<String, String> said =
                    new HashMap<>(
                            Map.of(
                                    "form", "koos",
                                    "language", "en",
                                    "words", wording(),
                                    "holder", "Made-up owner",
                                    "licence", "L-1",
                                    "until", "2030-01-01"));
            Browsing.Seen page = manager.open("/links/wording");
            said.put("words", "P1,Once more?,0:no|9:yes");
            assertThat(manager.send(page, "/links/wording", said).text())
                    .contains("P1 has no answer 9", "P2 is missing");
            said.put("words", wording());
            manager.send(page, "/links/wording", said);

            Phone phone = patient.phone(patient.token("koos"));
            phone.enter(patient.born());
            Browsing.Seen first = phone.begin("koos");
            assertThat(first.text()).contains("Made-up question P1, part one?", "Never", "Always");
            Map<String, String> answers = new HashMap<>();
            for (String id : ids()) {
                if (!id.matches("P[5-9]")) {
                    answers.put(id, "1");
                }
            }
            Browsing.Seen review = phone.through("koos", answers);
            assertThat(phone.send(review, "koos").text()).contains("Thank you");
            String kept =
                    new String(
                            patient.played()
                                    .pages()
                                    .store()
                                    .chart(patient.played().patient())
                                    .orElseThrow()
                                    .utf8(),
                            java.nio.charset.StandardCharsets.UTF_8);
            assertThat(kept).contains("questionnaire:koos|").doesNotContain("Made-up question");
        }
    }

    private static List<String> ids() {
        List<String> ids = new ArrayList<>();
        Map.of("P", 9, "S", 7, "A", 17, "SP", 5, "Q", 4)
                .forEach((letter, count) -> {
                    for (int i = 1; i <= count; i++) {
                        ids.add(letter + i);
                    }
                });
        return ids;
    }

    private static String wording() {
        StringBuilder all = new StringBuilder();
        for (String id : ids()) {
            all.append(id)
                    .append(",\"Made-up question ")
                    .append(id)
                    .append(", part one?\",0:Never|1:Rarely|2:Sometimes|3:Often|4:Always\n");
        }
        return all.toString();
    }
}
