package org.osteon.app.http.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.osteon.app.http.web.LinkedPatient.Phone;
import org.osteon.pathway.Alert;
import org.osteon.store.Attribution;
import org.osteon.store.Change;
import org.osteon.store.StoredResource;

/// Stories by link: the dentist's answer, the history before an injection, a questionnaire whose
/// words the site loaded (records, 8: B2, B3, O1, O18, koos).
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

    /// B6 by link: what only staff is asked is not asked, and the dose comes from the chart.
    @Test
    void after_a_dose_the_patient_tells_what_happened_and_is_told_how_soon_somebody_sees_to_it()
            throws IOException {
        try (LinkedPatient patient =
                LinkedPatient.of("bone-modifying-agents", "own-next-dose-stopped")) {
            Phone phone = patient.phone(patient.token("reaction"));
            phone.enter(patient.born());

            String asked = "";
            Browsing.Seen page = phone.begin("reaction");
            for (int i = 0; i < 20 && page.html().contains("name=\"at\""); i++) {
                asked += page.text();
                page =
                        phone.answer(
                                page,
                                "reaction",
                                page.html().contains("name=\"symptoms\"")
                                        ? Map.of("symptoms", "urn:osteon:chart|eye")
                                        : page.html().contains("name=\"began\"")
                                                ? Map.of("began", "5.5.2025 09:00")
                                                : Map.of());
                if (page.text().contains("Our clinic wants to see you today.")) {
                    break;
                }
            }

            assertThat(page.text()).contains("Our clinic wants to see you today.");
            assertThat(asked)
                    .contains("What happened")
                    .doesNotContain("CTCAE", "After which dose", "Allergy", "What it is");
            assertThat(resources(patient, "AdverseEvent"))
                    .singleElement()
                    .asString()
                    .contains("MedicationAdministration/zoledronic-acid-2025-05-04")
                    .contains("reaction-eye")
                    .doesNotContain("\"severity\"");
            assertThat(resources(patient, "Task"))
                    .anySatisfy(task -> assertThat(task).contains("reaction-review"));
            assertThat(resources(patient, "AllergyIntolerance")).isEmpty();
        }
    }

    private static List<String> resources(LinkedPatient patient, String type) {
        return patient.played().pages().store().history(patient.played().patient(), 0, 500).stream()
                .filter(version -> version.resource().type().equals(type))
                .map(StoredResource::json)
                .toList();
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

    /// O1: what the patient does not know stays missing, and is named.
    @Test
    void what_the_patient_does_not_know_stays_missing() throws IOException {
        try (LinkedPatient patient = LinkedPatient.of("marrow-knee-injection", HISTORY)) {
            Phone phone = patient.phone(patient.token("history"));
            phone.enter(patient.born());
            Map<String, String> answers = new HashMap<>();
            for (String asked :
                    List.of("active-infection", "marrow-disorder", "relevant-allergy")) {
                answers.put(asked, "false");
            }
            answers.put("since", "2023");
            answers.put("conservative-care-tried", "false");
            answers.put("conservative-response", "urn:osteon:chart|inadequate");
            answers.put("want", "urn:osteon:chart|want-less-pain");
            Browsing.Seen review = phone.through("history", answers);
            assertThat(phone.send(review, "history").text()).contains("Thank you");

            assertThat(patient.alerts()).contains("BK-D1");
            assertThat(
                            patient.played().assessed().alerts().stream()
                                    .filter(alert -> alert.code().equals("BK-D1"))
                                    .map(Alert::summary))
                    .containsExactly("Missing: whether an anticoagulant is taken");
        }
    }

    private static final String HISTORY = "own-d1-anticoagulant";

    /// koos: four of nine questions about pain are answered; that scale has no score, others have.
    @Test
    void a_questionnaire_is_asked_in_the_words_that_the_site_loaded() throws IOException {
        try (LinkedPatient patient = LinkedPatient.of("marrow-knee-injection", "own-due")) {
            Browsing.Seen wrong = wording(patient, "P1,Once more?,0:no|9:yes");
            assertThat(wrong.text()).contains("P1 has no answer 9", "P2 is missing");
            wording(patient, wording());

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
            // Four of nine items make no score of pain; the other scales have theirs.
            Map<?, ?> scores = (Map<?, ?>) patient.played().assessed().results().get("koos");
            assertThat(scores.get("pain")).isNull();
            assertThat(List.of("symptoms", "adl", "sportRec", "qol"))
                    .allSatisfy(scale ->
                            assertThat(String.valueOf(scores.get(scale))).startsWith("75"));
        }
    }

    /// What the page says when a wording is loaded.
    private static Browsing.Seen wording(LinkedPatient patient, String words) {
        return wording(patient, words, "en");
    }

    static Browsing.Seen wording(LinkedPatient patient, String words, String language) {
        Browsing manager = patient.played().as("D. Example", "data-manager");
        return manager.send(
                manager.open("/links/wording"),
                "/links/wording",
                Map.of(
                        "form", "koos",
                        "language", language,
                        "words", words,
                        "holder", "Made-up owner",
                        "licence", "L-1",
                        "until", "2030-01-01"));
    }

    /// O18: day 35 of a schedule of one questionnaire, which the patient answers by one link for
    /// all its times; whose words were not loaded stays on paper.
    @Test
    void a_link_for_the_schedule_asks_what_is_due_now_and_shows_the_own_curve_beside_the_clinics()
            throws IOException, InterruptedException {
        try (LinkedPatient patient = LinkedPatient.of("marrow-knee-injection", "own-schedule-35")) {
            Browsing staff = patient.staff();
            assertThat(staff.open(patient.links()).text())
                    .contains("Not by link:", "was not loaded here");
            wording(patient, wording());
            assertThat(staff.open(patient.links()).text())
                    .contains("Give a link for the schedule", " Oct 2025", " 2027")
                    .doesNotContain("Not by link:");
            others(patient, 20);

            Phone phone = patient.phone(patient.token("schedule"));
            assertThat(phone.open().text()).doesNotContain("KOOS", "knee");
            assertThat(phone.enter(patient.born()).text()).contains("Week 6");
            Map<String, String> answers = new HashMap<>();
            ids().forEach(id -> answers.put(id, "1"));
            Browsing.Seen sent = phone.send(phone.through("koos", answers), "koos");
            assertThat(sent.text()).contains("Thank you", "Your own scores", "75");
            assertThat(staff.open("/answers/marrow-knee-injection?page=all").text())
                    .contains("link opened 15 Sep");

            // The band is made beside the work of the pages.
            Browsing.Seen curve = sent;
            for (int i = 0; i < 200 && !curve.text().contains("middle half of our"); i++) {
                Thread.sleep(25);
                curve = phone.browsing().open(phone.path() + "/f/koos");
            }
            assertThat(curve.text()).contains("at least 20 people", "Middle half of others");
            assertThat(curve.html()).contains("class=\"band\"").doesNotContain("better", "worse");

            // Who takes part in a study, in whatever word, sees their own points only.
            patient.played()
                    .pages()
                    .store()
                    .append(
                            patient.played().patient(),
                            new Attribution("test", Instant.EPOCH, "import"),
                            List.of(
                                    Change.put(
                                            "ResearchSubject",
                                            "subject",
                                            """
                                            {"resourceType":"ResearchSubject","id":"subject","status":"on-study-observation",
                                             "study":{"reference":"ResearchStudy/x"},"individual":{"reference":"Patient/%s"}}\
                                            """
                                                    .formatted(patient.played().patient()))));
            assertThat(phone.browsing().open(phone.path() + "/f/koos").text())
                    .contains("Your own scores", "75")
                    .doesNotContain("middle half", "Middle half");
        }
    }

    /// People of the site with scores before and at six weeks.
    private static void others(LinkedPatient patient, int many) {
        for (int i = 0; i < many; i++) {
            String id = "other-" + i;
            List<Change> chart =
                    new ArrayList<>(
                            List.of(
                                    Change.put(
                                            "Patient",
                                            id,
                                            "{\"resourceType\":\"Patient\",\"id\":\"%s\"}"
                                                    .formatted(id)),
                                    Change.put(
                                            "Procedure",
                                            "p",
                                            """
                                            {"resourceType":"Procedure","id":"p","status":"completed",
                                             "code":{"coding":[{"system":"urn:osteon:chart","code":"marrow-knee-injection"}]},
                                             "subject":{"reference":"Patient/%s"},"performedDateTime":"2025-01-10"}
                                            """
                                                    .formatted(id))));
            for (String day : List.of("2025-01-06", "2025-02-21")) {
                chart.add(
                        Change.put(
                                "Observation",
                                "koos-" + day,
                                """
                                {"resourceType":"Observation","id":"koos-%s","status":"final",
                                 "code":{"coding":[{"system":"http://loinc.org","code":"72102-7"}]},
                                 "subject":{"reference":"Patient/%s"},"effectiveDateTime":"%s",
                                 "valueQuantity":{"value":%d,"unit":"{score}","system":"http://unitsofmeasure.org","code":"{score}"}}
                                """
                                        .formatted(day, id, day, 40 + i)));
            }
            patient.played()
                    .pages()
                    .store()
                    .append(id, new Attribution("test", Instant.EPOCH, "import"), chart);
        }
    }

    static List<String> ids() {
        List<String> ids = new ArrayList<>();
        Map.of("P", 9, "S", 7, "A", 17, "SP", 5, "Q", 4)
                .forEach((letter, count) -> {
                    for (int i = 1; i <= count; i++) {
                        ids.add(letter + i);
                    }
                });
        return ids;
    }

    static String wording() {
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
