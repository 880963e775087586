package org.osteon.app.http.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.osteon.app.http.web.LinkedPatient.Phone;
import org.osteon.records.links.Carrier;
import org.osteon.records.links.Links;
import org.osteon.records.links.Posting;

/// A language appears on a link once everything that is read there was released in it by a named
/// person (records, 4.2).
class LinkLanguagesTest {
    private static final String PATH = "/links/translations";
    private static final String PAGES = "patient-pages";
    private static final String FORM = "symptom-check-in";
    private static final Pattern LINES =
            Pattern.compile("(?s)<textarea id=\"lines\"[^>]*>(.*?)</textarea>");

    private LinkedPatient patient;
    private Browsing physician;

    @BeforeEach
    void start() throws IOException {
        patient = LinkedPatient.of("marrow-knee-injection", "own-visit-missed-35");
        physician = patient.played().as("P. Example", "physician");
    }

    @AfterEach
    void stop() {
        patient.close();
    }

    private String lines(String of) {
        return LINES.matcher(physician.open(PATH + "?of=" + of).html())
                .results()
                .map((MatchResult one) -> ServedForm.plain(one.group(1)))
                .findFirst()
                .orElseThrow();
    }

    /// As somebody translates: the part after the key gets a mark.
    private static String translated(String lines) {
        return lines.lines()
                .map(line ->
                        line.startsWith("\"")
                                ? line.replaceFirst("\",", "\",«")
                                : line.replaceFirst(",", ",«"))
                .map(line -> line.replaceFirst("«\"", "\"«"))
                .collect(Collectors.joining("\n"));
    }

    private Browsing.Seen release(String of, String language, String lines) {
        return physician.send(
                physician.open(PATH + "?of=" + of),
                PATH,
                Map.of("of", of, "language", language, "lines", lines));
    }

    private static Browsing.Seen choose(Phone phone, String language) {
        return phone.browsing().open(phone.path() + "/language?to=" + language);
    }

    @Test
    void half_a_translation_is_none_and_a_whole_one_is_offered_and_read() {
        Phone phone = patient.phone(patient.token(FORM));
        assertThat(phone.open().html()).doesNotContain("/language?to=");

        assertThat(release(PAGES, "de", translated(lines(PAGES))).text())
                .contains("Released: Deutsch");
        assertThat(phone.open().html()).contains("/language?to=de", ">Deutsch</a>");
        Browsing.Seen asked = choose(phone, "de");
        assertThat(asked.html()).contains("lang=\"de\" dir=\"ltr\"");
        assertThat(asked.text()).contains("«Your date of birth", "«A question form from Knee");

        // The form of the link was not released: the whole link is read in English.
        phone.enter(patient.born());
        assertThat(phone.open().html()).contains("lang=\"en\"").doesNotContain("to=de", "«");
        release(FORM, "de", translated(lines(FORM)));
        assertThat(phone.open().text()).contains("«Your questions", "«Begin: «");
        Browsing.Seen question = phone.begin(FORM);
        assertThat(question.html()).contains("lang=\"de\"").containsPattern("<h1>«[^<]+</h1>");
        assertThat(question.text()).contains("«Next", "«Yes", "«No", "English");
        // What weighs is told in the words that were approved, in that language.
        Browsing.Seen now = phone.answer(question, FORM, Map.of("chest-pain-or-dyspnoea", "true"));
        assertThat(now.text())
                .contains("«" + LinkedPatient.WORDS.get("EMERGENCY"), "«Emergency: 112");
        assertThat(now.html())
                .doesNotContain("/language?to=")
                .contains("<bdi dir=\"ltr\">112</bdi>");

        // The record says in which language it was answered.
        assertThat(
                        patient
                                .played()
                                .pages()
                                .store()
                                .chart(patient.played().patient())
                                .orElseThrow()
                                .resources()
                                .stream()
                                .map(one -> one.json())
                                .filter(one ->
                                        one.contains("\"QuestionnaireResponse\"")
                                                && one.contains(FORM)))
                .isNotEmpty()
                .anyMatch(one -> one.contains("\"language\":\"de\""));

        assertThat(choose(phone, "en").html()).contains("lang=\"en\"").doesNotContain("«");
    }

    /// What a physician says otherwise now was translated by nobody.
    @Test
    void where_the_english_is_changed_the_language_is_gone_until_it_is_released_again() {
        release(PAGES, "ar", translated(lines(PAGES)));
        Phone phone = patient.phone(patient.token(FORM));
        assertThat(choose(phone, "ar").html()).contains("lang=\"ar\" dir=\"rtl\"");

        Map<String, String> said =
                new HashMap<>(
                        Map.of(
                                "site", "Knee Clinic North",
                                "emergency", "112",
                                "clinic", "020 7000 100",
                                "second", "020 7000 200",
                                "tell", "duty@example.org"));
        LinkedPatient.WORDS.forEach((level, words) -> said.put("level." + level, words + " Now."));
        physician.send(physician.open("/links/texts"), "/links/texts", said);

        assertThat(phone.open().html()).contains("lang=\"en\"").doesNotContain("to=ar");
        assertThat(physician.open(PATH).text()).contains("no: the English was changed");
    }

    @Test
    void lines_that_do_not_fit_are_named_and_only_who_approves_releases() {
        String lines = translated(lines(PAGES));
        assertThat(release(PAGES, "de", lines.replaceFirst("(?m)^Next,.*\n", "")).text())
                .contains("Not released", "“Next” is missing");
        assertThat(release(PAGES, "de", lines.replace("«{0} of {1}", "«{0}")).text())
                .contains("“{0} of {1}” must have the same {0}, {1}");
        assertThat(release(PAGES, "de", lines + "\nNever,«x").text())
                .contains("“Never” is nothing that is read");
        assertThat(release(PAGES, "en", lines).text()).contains("is no other language");
        assertThat(release("koos", "de", "a,b").text()).contains("is nothing that patients read");
        Browsing manager = patient.played().as("D. Example", "data-manager");
        assertThat(
                        manager.send(
                                        manager.open(PATH),
                                        PATH,
                                        Map.of("of", PAGES, "language", "de", "lines", lines))
                                .status())
                .isEqualTo(403);
        assertThat(patient.phone(patient.token(FORM)).open().html()).doesNotContain("to=de");
    }

    /// What is shown after *Send*, and what is sent: in the language of the link, or not at all.
    @Test
    void the_own_curve_and_the_messages_are_in_the_language_too_once_their_words_are_released()
            throws IOException {
        try (LinkedPatient other = LinkedPatient.of("marrow-knee-injection", "own-schedule-35")) {
            physician = other.played().as("P. Example", "physician");
            LinkStoriesTest.wording(other, LinkStoriesTest.wording(), "de");
            assertThat(other.staff().open(other.links()).text()).doesNotContain("Messages in");
            release(PAGES, "de", translated(lines(PAGES)));
            Browsing staff = other.staff();
            Browsing.Seen links = staff.open(other.links());
            assertThat(links.text()).contains("Messages in", "Deutsch");
            Browsing.Seen sheet =
                    staff.send(
                            links,
                            other.links(),
                            Map.of("what", "schedule", "to", "pat@example.org", "language", "de"));
            assertThat(sheet.text())
                    .contains("«Your questions", "«Point the camera", "«Open until ");
            String[] went = {""};
            post(other, (to, subject, text) -> went[0] = to + "\n" + subject + "\n" + text);
            assertThat(went[0])
                    .startsWith("pat@example.org\n«A form is waiting\n«A form is waiting for you:")
                    .contains("/language?to=de\n", "«If you want no such messages, tell us.")
                    .doesNotContain("knee", "KOOS");

            // Who comes by the code on the sheet says the birth date in English, and reads on in
            // the language of the link, which stays that of the messages.
            Matcher sheets = Pattern.compile("/p/([A-Za-z0-9_-]{43})").matcher(sheet.html());
            assertThat(sheets.find()).isTrue();
            Phone paper = other.phone(sheets.group(1));
            assertThat(paper.open().html()).contains("lang=\"en\"");
            assertThat(paper.enter(other.born()).html()).contains("lang=\"de\"");
            assertThat(paper.begin("koos").html()).contains("lang=\"de\"");
            assertThat(new Links(other.played().pages().store(), Clock.systemUTC()).all())
                    .isNotEmpty()
                    .allMatch(link -> link.language().equals("de"));

            Phone phone = other.phone(went[0].replaceAll("(?s).*/p/([A-Za-z0-9_-]{43}).*", "$1"));
            assertThat(choose(phone, "de").html()).contains("lang=\"de\"");
            phone.enter(other.born());
            Map<String, String> answers = new HashMap<>();
            LinkStoriesTest.ids().forEach(id -> answers.put(id, "1"));
            Browsing.Seen sent = phone.send(phone.through("koos", answers), "koos");
            assertThat(sent.text()).contains("«Thank you").doesNotContain("own scores");

            String scores = "own-scores:marrow-knee-injection";
            String lines = lines(scores);
            assertThat(lines).contains("Pain,Pain", "Month 12,Month 12");
            release(scores, "de", translated(lines));
            Browsing.Seen curve = phone.browsing().open(phone.path() + "/f/koos");
            assertThat(curve.text())
                    .contains("«Your own scores.", "«Week 6", "«When", "«0 is worst, 100 is best.")
                    .doesNotContain("Middle half");
            assertThat(curve.html()).contains(">«procedure</text>");
        }
    }

    /// What is due goes, at noon of the patient's day.
    private static void post(LinkedPatient of, Carrier carrier) {
        RunningPages pages = of.played().pages();
        Clock noon =
                Clock.fixed(
                        of.played().day().atTime(12, 1).toInstant(ZoneOffset.UTC), ZoneOffset.UTC);
        try (Posting posting = new Posting(pages.store(), carrier, pages.speech(), noon)) {
            assertThat(posting.send()).isEqualTo(1);
        }
    }

    @Test
    void the_pages_are_for_everyone_from_right_to_left_too() {
        Chromium.assume();
        release(PAGES, "ar", translated(lines(PAGES)));
        release(FORM, "ar", translated(lines(FORM)));
        Phone phone = patient.phone(patient.token(FORM));
        String url = patient.played().pages().url(phone.path());
        try (Chromium browser = new Chromium()) {
            ForEveryone.check(browser, patient.played().pages().url(PATH), PATH);
            browser.asNobody(patient.played().pages().url(""));
            ForEveryone.check(browser, url + "/language?to=ar", "the birth date");
            assertThat(browser.fill("born", java.util.List.of(patient.born()))).isTrue();
            browser.clickToLeave("button.go");
            ForEveryone.check(browser, url, "the first page");
            browser.clickToLeave("button[name=form]");
            ForEveryone.check(browser, browser.url(), "a question");
        }
    }

    /// A phrase that is not among those to be translated would stay English.
    @Test
    void every_phrase_of_the_pages_is_among_those_that_are_translated() throws IOException {
        JsonNode known =
                new ObjectMapper()
                        .readTree(Path.of("../knowledge/common/words/patient-pages.json").toFile());
        Set<String> phrases = new TreeSet<>();
        known.path("phrases").forEach(one -> phrases.add(one.asText()));
        Pattern said = Pattern.compile("(?:say|plain)\\(\\s*\"((?:[^\"\\\\]|\\\\.)*)\"");
        Set<String> used = new TreeSet<>();
        for (String folder :
                Set.of(
                        "src/main/jte/link",
                        "src/main/java/org/osteon/app/http/web/link",
                        "../records/src/main/java/org/osteon/records/links")) {
            try (Stream<Path> files = Files.list(Path.of(folder))) {
                for (Path file : files.toList()) {
                    said.matcher(Files.readString(file).replaceAll("\"\\s*\\+\\s*\"", ""))
                            .results()
                            .forEach(one -> used.add(one.group(1)));
                }
            }
        }

        assertThat(used).hasSizeGreaterThan(40);
        assertThat(phrases).containsAll(used);
    }
}
