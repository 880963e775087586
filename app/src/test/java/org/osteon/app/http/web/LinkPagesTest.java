package org.osteon.app.http.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.osteon.app.http.web.LinkedPatient.Phone;

/// Patients answer by a link, without an account and without JavaScript (records, 4; O15).
class LinkPagesTest {
    private static final String CHECK_IN = "symptom-check-in";

    private static LinkedPatient patient;

    @BeforeAll
    static void start() throws IOException {
        patient = LinkedPatient.of("marrow-knee-injection", "own-visit-missed-35");
    }

    @AfterAll
    static void stop() {
        patient.close();
    }

    private static Phone inside(String what) {
        Phone phone = patient.phone(patient.token(what));
        assertThat(phone.enter(patient.born()).status()).isEqualTo(200);
        return phone;
    }

    @Test
    void before_the_birth_date_nothing_is_told_and_a_link_that_there_never_was_looks_the_same() {
        Phone phone = patient.phone(patient.token(CHECK_IN));
        Phone never = patient.phone("A".repeat(43));
        String name = patient.staff().open("/patients/" + patient.played().patient()).text();
        Browsing.Seen page = phone.open();
        assertThat(page.text()).contains("A question form from Knee Clinic North");
        assertThat(page.text()).doesNotContain("knee,", "Check-in", "procedure");
        assertThat(name).isNotEmpty();
        assertThat(never.open().html().replace(never.token(), ""))
                .isEqualTo(page.html().replace(phone.token(), ""));
        assertThat(never.enter("1.1.1950").html().replace(never.token(), ""))
                .isEqualTo(phone.enter("1.1.1950").html().replace(phone.token(), ""));
        assertThat(phone.browsing().open(phone.path() + "/f/" + CHECK_IN).text())
                .contains("Your date of birth");
    }

    /// Such a link could not be counted on from: no list of links could be shown any more.
    @Test
    void a_link_is_open_until_a_day_of_four_digits_of_a_year() {
        Browsing staff = patient.staff();
        for (String until : new String[] {"+999999999-12-31", "-0001-12-31", "2026-02-30"}) {
            Browsing.Seen refused =
                    staff.send(
                            staff.open(patient.links()),
                            patient.links(),
                            Map.of("what", CHECK_IN, "until", until));
            assertThat(refused.text()).contains("That is no day", "“" + until + "”");
        }
        for (String until : new String[] {"9999-12-31", "2100-01-01"}) {
            assertThat(
                            staff.send(
                                            staff.open(patient.links()),
                                            patient.links(),
                                            Map.of("what", CHECK_IN, "until", until))
                                    .text())
                    .contains("That is too far away", "“" + until + "”", "at the latest");
        }
        assertThat(staff.open(patient.links()).status()).isEqualTo(200);
        assertThat(staff.open("/links").status()).isEqualTo(200);
    }

    /// O15: day 9 or later, discharge from the wound. The level comes before *Send*.
    @Test
    void an_answer_that_weighs_is_told_at_once_in_the_clinics_own_words() {
        Phone phone = inside(CHECK_IN);
        Browsing.Seen question = phone.begin(CHECK_IN);
        assertThat(question.text()).contains("1 of ", "Chest pain or short of breath?");
        while (!question.html().contains("name=\"discharge\"")) {
            question = phone.answer(question, CHECK_IN, Map.of("do", "unknown", "pain-now", "3"));
        }
        assertThat(patient.alerts()).doesNotContain("RF-8");
        Browsing.Seen told = phone.answer(question, CHECK_IN, Map.of("discharge", "true"));
        assertThat(told.text())
                .contains(
                        LinkedPatient.WORDS.get("URGENT_SAME_DAY"),
                        "020 7000 100",
                        "Have you called?")
                .doesNotContain("RF-8", "infection", "fine");
        assertThat(patient.alerts()).contains("RF-8");
        assertThat(patient.staff().open("/").text()).contains("red flag");

        // The staff acts on it: it cannot be taken back by a tap.
        Browsing.Seen again =
                phone.browsing().open(phone.path() + "/f/" + CHECK_IN + "?at=discharge");
        assertThat(again.text()).contains("We have this answer already");
        phone.answer(again, CHECK_IN, Map.of("discharge", "false"));
        assertThat(patient.alerts()).contains("RF-8");

        // What is answered afterwards amends it.
        Browsing.Seen rest = phone.through(CHECK_IN, Map.of("warmth", "true"));
        assertThat(phone.send(rest, CHECK_IN).text()).contains("Thank you", "Sent on");
        assertThat(patient.alerts()).contains("RF-8");
        patient.staff().open(patient.links());
    }

    /// Silence is never “no symptoms”.
    @Test
    void signs_of_danger_that_nobody_knows_of_are_no_no() {
        Phone unsure = inside(CHECK_IN);
        Browsing.Seen review = unsure.through(CHECK_IN, Map.of("pain-now", "2"));
        assertThat(unsure.send(review, CHECK_IN).text())
                .contains(LinkedPatient.WORDS.get("CONTACT_24H"));
        Phone well = inside(CHECK_IN);
        Map<String, String> all = new HashMap<>();
        all.put("pain-now", "2");
        for (String sign :
                new String[] {
                    "chest-pain-or-dyspnoea",
                    "facial-swelling-or-wheeze",
                    "uncontrolled-bleeding",
                    "sepsis-signs",
                    "bowel-bladder-change-or-leg-weakness",
                    "neck-swelling-or-dysphagia",
                    "tense-limb-pain"
                }) {
            all.put(sign, "false");
        }
        assertThat(well.send(well.through(CHECK_IN, all), CHECK_IN).text())
                .contains(LinkedPatient.WORDS.get("SELF_CARE"));
    }

    @Test
    void what_is_half_done_is_there_on_another_phone_and_back_loses_nothing() {
        String token = patient.token("gad7");
        Phone phone = patient.phone(token);
        phone.enter(patient.born());
        Browsing.Seen first = phone.begin("gad7");
        Browsing.Seen second =
                phone.answer(first, "gad7", Map.of("GAD1", "urn:osteon:instrument:gad7|2"));
        assertThat(second.text()).contains("2 of 7");
        // Back by the browser: the old page is sent again with another answer.
        phone.answer(first, "gad7", Map.of("GAD1", "urn:osteon:instrument:gad7|3"));

        Phone other = patient.phone(token);
        assertThat(other.browsing().open(other.path() + "/f/gad7").text())
                .contains("Your date of birth");
        other.enter(patient.born());
        Browsing.Seen there = other.browsing().open(other.path() + "/f/gad7");
        assertThat(there.text()).contains("2 of 7");
        Browsing.Seen review = other.browsing().open(other.path() + "/f/gad7?at=all");
        assertThat(review.text()).contains("Nearly every day", "not answered");
        assertThat(other.send(review, "gad7").text()).contains("Thank you");
        assertThat(other.open().text()).contains("There is nothing left to answer");
    }

    @Test
    void thoughts_of_being_better_off_dead_are_answered_at_once() {
        Phone phone = inside("phq9");
        Map<String, String> answers = new HashMap<>();
        for (int i = 1; i <= 8; i++) {
            answers.put("PHQ" + i, "urn:osteon:instrument:phq9|3");
        }
        Browsing.Seen review = phone.through("phq9", answers);
        // The worst of the others never alarms by itself.
        assertThat(review.text()).contains("Your answers");
        Browsing.Seen last = phone.browsing().open(phone.path() + "/f/phq9?at=PHQ9");
        Browsing.Seen told =
                phone.answer(last, "phq9", Map.of("PHQ9", "urn:osteon:instrument:phq9|1"));
        assertThat(told.text()).contains(LinkedPatient.WORDS.get("SPEAK_TODAY"));
        // Not only a message: it stands among what is to be done, until somebody says it is done.
        assertThat(patient.staff().open("/patients/" + patient.played().patient()).text())
                .contains("Speak with the patient today");
    }

    @Test
    void a_link_reaches_nothing_but_its_form() {
        Phone phone = inside("gad7");
        String chart = "/patients/" + patient.played().patient();
        for (String path :
                new String[] {
                    "/",
                    chart,
                    chart + "/forms/gad7",
                    chart + "/links",
                    "/links",
                    "/outcomes",
                    "/looks",
                    "/me"
                }) {
            assertThat(phone.browsing().open(path).path()).as(path).isEqualTo("/sign-in");
        }
        assertThat(phone.browsing().open("/fhir/Patient").status()).isEqualTo(401);
        assertThat(phone.browsing().open(phone.path() + "/f/phq9").text()).contains("closed");
        assertThat(phone.browsing().open(phone.path() + "/f/consent").text()).contains("closed");
        // Another's link with this browser: its birth date is asked.
        Phone others = patient.phone(patient.token("rand36"));
        assertThat(phone.browsing().open(others.path()).text()).contains("Your date of birth");
    }

    @Test
    void a_page_of_another_site_or_an_old_one_changes_nothing() {
        Phone phone = inside("rand36");
        Browsing.Seen page = phone.begin("rand36");
        assertThat(page.text()).contains("1 of 36");
        Browsing.Seen refused =
                phone.browsing()
                        .post(
                                phone.path() + "/f/rand36",
                                Map.of("at", "I1", "I1", "urn:osteon:instrument:rand36|1"));
        assertThat(refused.status()).isEqualTo(401);
        // What was typed is not lost: after the birth date it is sent on.
        assertThat(refused.html()).contains("name=\"held.I1\"");
        assertThat(phone.browsing().open(phone.path() + "/f/rand36").text()).contains("1 of 36");
    }

    /// O14: the sheet that the patient takes home bears the code of their own link, which is shown
    /// nowhere again.
    @Test
    void the_aftercare_sheet_bears_the_code_of_a_link_that_was_just_given_and_of_no_other() {
        Browsing staff = patient.staff();
        Browsing.Seen made =
                staff.send(staff.open(patient.links()), patient.links(), Map.of("what", CHECK_IN));
        assertThat(made.text()).contains("Aftercare sheet with this code");
        String token = made.html().replaceFirst("(?s).*name=\"token\" value=\"([^\"]+)\".*", "$1");
        String sheet = "/patients/" + patient.played().patient() + "/aftercare";

        Browsing.Seen paper = staff.send(made, sheet, Map.of("token", token));
        assertThat(paper.text()).contains("Tell us how you are", "/p/" + token);
        assertThat(paper.html().split("class=\"qr\"", -1)).hasSizeGreaterThan(2);
        assertThat(staff.open(sheet).text()).doesNotContain("Tell us how you are");
        assertThat(staff.send(made, sheet, Map.of("token", "A".repeat(43))).status())
                .isEqualTo(404);
    }

    @Test
    void wrong_entries_close_it_and_the_staff_opens_it_again() {
        Phone phone = patient.phone(patient.token("rand36"));
        for (int i = 0; i < 5; i++) {
            assertThat(phone.enter("1.1.1950").text()).contains("That did not fit");
        }
        assertThat(phone.enter(patient.born()).text()).contains("That did not fit");
        Browsing staff = patient.staff();
        Browsing.Seen list = staff.open(patient.links());
        assertThat(list.text()).contains("closed by wrong entries");
        String reopen =
                java.util.regex.Pattern.compile("action=\"([^\"]*/reopen)\"")
                        .matcher(list.html())
                        .results()
                        .map(one -> one.group(1))
                        .findFirst()
                        .orElseThrow();
        staff.send(list, reopen, Map.of());
        assertThat(phone.enter(patient.born()).text()).contains("Your questions");
    }

    @Test
    void a_link_that_was_taken_back_opens_nothing_and_ends_who_is_in() {
        Phone phone = inside("joint-scores");
        Browsing staff = patient.staff();
        Browsing.Seen list = staff.open(patient.links());
        String revoke =
                java.util.regex.Pattern.compile(
                                "Pain, the joint.*?action=\"([^\"]*/revoke)\"",
                                java.util.regex.Pattern.DOTALL)
                        .matcher(list.html().substring(list.html().indexOf("Given</h2>")))
                        .results()
                        .map(one -> one.group(1))
                        .findFirst()
                        .orElseThrow();
        staff.send(list, revoke, Map.of());
        assertThat(phone.open().text()).contains("Your date of birth");
        assertThat(phone.enter(patient.born()).text()).contains("This form is closed");
    }

    @Test
    void words_that_others_own_are_not_given_without_a_licence() {
        assertThat(patient.staff().open(patient.links()).text())
                .contains("its wording is licensed by its owner");
        assertThat(patient.given("koos").status()).isEqualTo(422);
    }

    /// For everyone: axe, dark, no wider than a small phone, and light.
    @Test
    void the_pages_are_for_everyone() {
        Chromium.assume();
        Phone phone = patient.phone(patient.token(CHECK_IN));
        String url = patient.played().pages().url(phone.path());
        try (Chromium browser = new Chromium()) {
            browser.asNobody(patient.played().pages().url(""));
            ForEveryone.check(browser, url, "the birth date");
            assertThat(browser.fill("born", java.util.List.of(patient.born()))).isTrue();
            browser.clickToLeave("button.go");
            ForEveryone.check(browser, url, "the first page");
            browser.clickToLeave("button[name=form]");
            String question = browser.url();
            ForEveryone.check(browser, question, "a question");
            browser.picture(java.nio.file.Path.of("target/link/question.png"));
            browser.fill("chest-pain-or-dyspnoea", java.util.List.of("true"));
            browser.clickToLeave("button[value=next]");
            assertThat(browser.text()).contains(LinkedPatient.WORDS.get("EMERGENCY"));
            ForEveryone.check(browser, browser.url(), "an emergency");
            browser.picture(java.nio.file.Path.of("target/link/emergency.png"));
            ForEveryone.check(browser, question + "?at=all", "all answers");
            browser.picture(java.nio.file.Path.of("target/link/all.png"));
        }
        assertThat(phone.enter(patient.born()).html().length()).isLessThan(15_000);
    }

    @Test
    void no_token_stands_in_a_log_or_a_record() {
        Phone phone = inside("gad7");
        phone.begin("gad7");
        assertThat(patient.played().pages().store().looks(null, Long.MAX_VALUE, 1_000))
                .noneMatch(one -> one.toString().contains(phone.token()))
                .anyMatch(one -> one.look().person().startsWith("link:"));
    }
}
