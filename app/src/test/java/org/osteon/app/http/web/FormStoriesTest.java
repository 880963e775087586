package org.osteon.app.http.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.osteon.app.LoadedKnowledge;
import org.osteon.chart.Chart;
import org.osteon.chart.Resource;
import org.osteon.pathway.KnowledgeBase;
import org.osteon.pathway.Pathway;
import org.osteon.pathway.WorkedCase;
import org.osteon.records.charts.ChartOpening;
import org.osteon.records.charts.StoredCharts;
import org.osteon.workflow.FhirEdit;
import org.osteon.workflow.forms.Form;
import org.osteon.workflow.forms.FormLibrary;
import org.osteon.workflow.forms.FormLife;
import org.osteon.workflow.forms.Signer;
import org.threeten.extra.MutableClock;

/// The stories of the forms (`stories.json`: given, when, then, and the form cases that tell them),
/// played through the pages of a real server without JavaScript: what is typed are fields that the
/// page served, and what is in the store then is assessed as the story says (K12, X1, X5). All
/// other cases of forms are played the same way; the main stories in a real Chromium, too.
class FormStoriesTest {
    private static final Path FOLDER = Path.of("..", "knowledge");
    private static final Path STORIES = Path.of("src/test/resources/stories.json");

    /// A case whose chart holds a draft of today that may go ahead.
    private static final String WITH_AN_ORDER = "pre-dose-check-clean";

    private static final MutableClock CLOCK =
            MutableClock.of(Instant.EPOCH.plus(Duration.ofHours(12)), ZoneOffset.UTC);

    private static KnowledgeBase knowledge;
    private static FormLibrary forms;
    private static Map<String, FormStory> stories;
    private static RunningPages pages;

    @BeforeAll
    static void start() throws IOException {
        knowledge = LoadedKnowledge.of(FOLDER);
        forms = FormLibrary.of(knowledge);
        stories = FormStory.all(knowledge);
        pages =
                RunningPages.on(CLOCK, knowledge)
                        .withBundles(stories.values().stream().map(FormStory::bundle).toList());
    }

    @AfterAll
    static void stop() {
        pages.close();
    }

    private static List<JsonNode> rows() throws IOException {
        return FhirEdit.tree(Files.readString(STORIES)).valueStream().toList();
    }

    private static List<String> cases(JsonNode row) {
        return row.path("cases").valueStream().map(JsonNode::asText).toList();
    }

    private static String said(JsonNode row) {
        return row.path("row").asText()
                + ": "
                + row.path("given").asText()
                + "; "
                + row.path("when").asText()
                + ": "
                + row.path("then").asText();
    }

    @TestFactory
    Stream<DynamicContainer> stories() throws IOException {
        return rows().stream()
                .filter(row -> !cases(row).isEmpty())
                .map(row -> dynamicContainer(said(row), cases(row).stream().map(this::played)));
    }

    /// Two of each form with `-Dosteon.long=true`, else one of every other form: what each case
    /// says, the tests of the forms themselves hold.
    @TestFactory
    Stream<DynamicTest> all_other_cases_of_forms() throws IOException {
        Set<String> told =
                rows().stream().flatMap(row -> cases(row).stream()).collect(Collectors.toSet());
        boolean all = Boolean.getBoolean("osteon.long");
        int most = all ? 2 : 1;
        Map<String, Integer> played = new HashMap<>();
        Map<String, Boolean> taken = new HashMap<>();
        return stories.keySet().stream()
                .filter(id -> !told.contains(id))
                .filter(id -> !form(story(id)).isOfTheSite())
                .filter(id ->
                        all || taken.computeIfAbsent(story(id).form(), _ -> taken.size() % 2 == 0))
                .filter(id -> played.merge(story(id).form(), 1, Integer::sum) <= most)
                .map(this::played);
    }

    private DynamicTest played(String id) {
        FormStory story = story(id);
        return dynamicTest(story.toString(), () -> plays(story));
    }

    private static FormStory story(String id) {
        FormStory story = stories.get(id);
        if (story == null) {
            throw new AssertionError("there is no case of a form " + id);
        }
        return story;
    }

    /// That of a licence (O8) is told by RegisterPagesTest: the register is no chart of a patient.
    @Test
    void every_row_has_a_story() throws IOException {
        Set<String> rows = new TreeSet<>();
        Map.of("A", 11, "B", 11, "T", 24, "O", 20)
                .forEach((letter, last) ->
                        IntStream.rangeClosed(1, last)
                                .forEach(number -> rows.add(letter + number)));
        rows().forEach(row -> rows.remove(row.path("row").asText()));

        assertThat(rows).isEmpty();
    }

    private static Form form(FormStory story) {
        return forms.form(story.form()).orElseThrow();
    }

    /// What the first of the people types: who signs second names themselves by signing.
    private static Map<String, List<String>> typed(FormStory story) {
        Map<String, List<String>> typed = new LinkedHashMap<>(story.answers());
        Form form = form(story);
        if (form.needsTwo()) {
            typed.remove(form.signers().getLast().item());
        }
        return typed;
    }

    private static void plays(FormStory story) {
        CLOCK.set(story.day());
        Set<String> before = signed(story);
        Form form = form(story);
        FormPlay play =
                new FormPlay(
                                as("N. Example", form.signers().getFirst(), form),
                                form,
                                story.path(),
                                story.pathway())
                        .filled(typed(story));
        if (!play.impossible().isEmpty()) {
            assertThat(story.isRefused())
                    .as("the page has no place for %s\n%s", play.impossible(), play.page().text())
                    .isTrue();
            return;
        }
        Browsing.Seen ended = play.pressed("sign", story.text("reason"), story.text("second"));
        if (form.needsTwo() && ended.status() == 200) {
            ended = signedSecond(story, before);
        }
        if (story.isRefused()) {
            String text = ServedForm.plain(ended.text());
            assertThat(story.problems()).allSatisfy(problem -> assertThat(text).contains(problem));
            assertThat(signed(story)).isEqualTo(before);
        } else {
            assertThat(ended.path()).as(ended.text()).startsWith("/patients/" + story.patient());
            assertThat(ended.text()).contains(form.title() + ": signed.");
            assertThat(signed(story)).hasSize(before.size() + 1);
            agrees(story, new Browsing(pages).open(story.page()).text());
        }
    }

    /// Somebody who said who they are; where two people sign, in a role that may.
    private static Browsing as(String name, Signer signer, Form form) {
        Browsing person = new Browsing(pages);
        if (form.needsTwo()) {
            person.signIn(name, signer.roles().getFirst());
        }
        return person;
    }

    /// Who is named in the form signs second what the first signed; where that cannot be, what the
    /// page says.
    private static Browsing.Seen signedSecond(FormStory story, Set<String> before) {
        Signer signer = form(story).signers().getLast();
        String name = story.answers().getOrDefault(signer.item(), List.of("")).getFirst();
        // The patient signs on the screen of who discussed it.
        Browsing second =
                signer.isThePatient()
                        ? as("N. Example", form(story).signers().getFirst(), form(story))
                        : as(name, signer, form(story));
        String waiting =
                chart(story).resources("QuestionnaireResponse").stream()
                        .filter(one -> one.json().contains("questionnaire:" + story.form()))
                        .map(one -> one.reference())
                        .filter(reference -> !before.contains(reference))
                        .filter(reference -> reference.contains("/f-"))
                        .reduce((_, last) -> last)
                        .orElseThrow()
                        .replace("QuestionnaireResponse", story.path());
        Browsing.Seen page = second.open(waiting);
        if (!page.html().contains("action=\"" + waiting + "/sign\"")) {
            return page;
        }
        ServedForm sign = new ServedForm(page, waiting + "/sign");
        if (signer.isThePatient()) {
            sign.answer("patient-name", List.of(name));
        }
        return second.post(sign.action(), sign.pressed(""));
    }

    /// What is in the store says what the story says, and so does the page of the patient.
    private static void agrees(FormStory story, String text) {
        Pathway pathway = knowledge.pathway(story.pathway()).orElseThrow();
        assertThat(WorkedCase.differences(pathway, chart(story), story.day(), story.expected()))
                .isEmpty();
        decision(story).ifPresent(title -> assertThat(text).contains(title));
    }

    /// What pages call the decision that is expected.
    private static Optional<String> decision(FormStory story) {
        return knowledge.pathway(story.pathway()).orElseThrow().decisions().stream()
                .filter(word -> word.word().equals(story.expected().path("decision").asText("")))
                .map(word -> word.title())
                .findFirst();
    }

    private static Chart chart(FormStory story) {
        return switch (new StoredCharts(pages.store()).open(story.patient())) {
            case ChartOpening.Opened opened -> opened.chart();
            case ChartOpening other -> throw new AssertionError(other.toString());
        };
    }

    /// The signed responses of the story's form.
    private static Set<String> signed(FormStory story) {
        return chart(story).resources("QuestionnaireResponse").stream()
                .filter(one -> one.json().contains("\"completed\""))
                .filter(one -> one.json().contains("questionnaire:" + story.form()))
                .map(one -> one.reference())
                .collect(Collectors.toSet());
    }

    /// An order of the story's chart, released on the patient's page; where it is.
    private static String released(Browsing pharmacist, FormStory story) {
        pages.withBundles(List.of(story.bundle()));
        CLOCK.set(story.day());
        pharmacist.signIn("A. Example", "");
        Browsing.Seen sheet = pharmacist.open(story.page());
        Matcher form = Pattern.compile("action=\"([^\"]*)/release\"").matcher(sheet.html());
        assertThat(form.find()).as(sheet.text()).isTrue();
        ServedForm release = new ServedForm(sheet, form.group(1) + "/release");
        Browsing.Seen after = pharmacist.post(release.action(), release.pressed(""));
        assertThat(after.text()).contains("Released, to be given");
        return form.group(1);
    }

    private static ServedForm recorded(Browsing.Seen page, String at, Map<String, String> given) {
        ServedForm form = new ServedForm(page, at + "/record");
        given.forEach((field, answer) -> form.answer(field, List.of(answer)));
        return form;
    }

    private static Map<String, String> given(String dose, String minutes) {
        return Map.of(
                "start",
                "11:20",
                "dose",
                dose,
                "minutes",
                minutes,
                "patient-checked",
                "yes",
                "reaction",
                "no");
    }

    /// Row B4.
    @Test
    void ten_times_the_dose_in_five_minutes_is_kept_only_as_what_really_happened() {
        Browsing nurse = new Browsing(pages);
        FormStory story = story(WITH_AN_ORDER).again("b4-stop");
        String at = released(nurse, story);
        ServedForm much = recorded(nurse.open(at + "/record"), at, given("40", "5"));

        Browsing.Seen stopped = nurse.post(much.action(), much.pressed(""));
        assertThat(stopped.status()).isEqualTo(422);
        assertThat(stopped.text()).contains("This really happened", "40 mg", "5 min");
        assertThat(chart(story).resources("DetectedIssue")).isEmpty();

        ServedForm confirmed =
                recorded(stopped, at, Map.of("reason", "Pump set wrong", "second", "B. Example"));
        confirmed.answer("happened", List.of("yes"));
        Browsing.Seen asked = nurse.post(confirmed.action(), confirmed.pressed(""));
        // The form of the adverse event opens, filled in with what is known.
        assertThat(asked.status()).isEqualTo(200);
        assertThat(asked.path()).contains("/forms/adverse-event");
        assertThat(asked.html())
                .contains("value=\"error with a medicine\"", "2 Jun 2025 11:20", "Pump set wrong")
                .containsPattern("<option value=\"MedicationAdministration/[^>]* selected>");
        assertThat(chart(story).resources("DetectedIssue"))
                .extracting(Resource::json)
                .anyMatch(issue -> issue.contains("REC-DOSE-LIMIT"))
                .anyMatch(issue -> issue.contains("REC-INFUSION-SHORT"))
                .allMatch(issue -> issue.contains("preliminary"));

        // Another person confirms, under a name of their own; who recorded it cannot.
        assertThat(nurse.open(story.page()).text())
                .contains("Another person confirms that this happened")
                .doesNotContain("I confirm that this happened");
        confirms(story, "B. Example");
        assertThat(chart(story).resources("DetectedIssue"))
                .extracting(Resource::json)
                .allMatch(issue -> issue.contains("final") && issue.contains("B. Example"));

        // It stays to be answered: by the form, or by saying why it was no event.
        assertThat(nurse.open(story.page()).text())
                .contains("Recorded although a rule stops it: an adverse event?")
                .contains("Not an adverse event, because");
    }

    private static void confirms(FormStory story, String name) {
        Browsing other = new Browsing(pages);
        other.signIn(name, "");
        Matcher waiting =
                Pattern.compile("action=\"([^\"]*/confirm)\"")
                        .matcher(other.open(story.page()).html());
        List<String> all = waiting.results().map(one -> one.group(1)).toList();
        assertThat(all).isNotEmpty();
        for (String address : all) {
            ServedForm confirm = new ServedForm(other.open(story.page()), address);
            Browsing.Seen confirmed = other.post(address, confirm.pressed(""));
            assertThat(confirmed.text()).contains("Confirmed: ");
        }
    }

    /// Row B4 on a tablet: the dose as ordered, by touch and keyboard, in a real browser.
    @Test
    void the_dose_as_ordered_is_recorded_on_a_tablet() {
        Chromium.assume();
        FormStory story = story(WITH_AN_ORDER).again("b4-tablet");
        String at = released(new Browsing(pages), story);
        try (Chromium tablet = new Chromium()) {
            tablet.width(820, 1180);
            tablet.open(pages.url(at + "/record"));
            assertThat(tablet.overhang()).isZero();
            given("4", "15").forEach((field, text) -> tablet.fill(field, List.of(text)));
            tablet.clickToLeave("#dose-given button:not([name])");
            assertThat(tablet.text()).contains("is recorded as given", "Given on this day");
        }
        assertThat(chart(story).resources("DetectedIssue")).isEmpty();
    }

    /// Row B4.
    @Test
    void the_dose_as_ordered_is_given_today_and_nothing_more_is_planned() {
        Browsing nurse = new Browsing(pages);
        FormStory story = story(WITH_AN_ORDER).again("b4-given");
        String at = released(nurse, story);
        ServedForm right = recorded(nurse.open(at + "/record"), at, given("4", "15"));

        Browsing.Seen kept = nurse.post(right.action(), right.pressed(""));

        assertThat(kept.text()).contains("is recorded as given", "Given on this day");
        assertThat(kept.text()).doesNotContain("Released, to be given");
        assertThat(chart(story).resources("DetectedIssue")).isEmpty();
    }

    /// Row B5.
    @Test
    void what_was_not_given_is_on_hold_with_the_reason() {
        Browsing nurse = new Browsing(pages);
        FormStory story = story(WITH_AN_ORDER).again("b5");
        String at = released(nurse, story);
        ServedForm form = new ServedForm(nurse.open(at + "/record"), at + "/not-given");
        form.answer("because", List.of("renal-hold"));
        form.answer("reason", List.of("Creatinine has risen"));

        Browsing.Seen held = nurse.post(form.action(), form.pressed(""));

        assertThat(held.text()).contains("On hold", "kidney function: Creatinine has risen");
        assertThat(chart(story).resources("MedicationAdministration"))
                .anyMatch(dose -> dose.json().contains("renal-hold"));
    }

    @Test
    void a_reaction_leads_on_to_its_form() {
        Browsing nurse = new Browsing(pages);
        FormStory story = story(WITH_AN_ORDER).again("b4-reaction");
        String at = released(nurse, story);
        Map<String, String> given = new HashMap<>(given("4", "15"));
        given.put("reaction", "yes");
        ServedForm right = recorded(nurse.open(at + "/record"), at, given);

        Browsing.Seen next = nurse.post(right.action(), right.pressed(""));

        assertThat(next.text()).contains("is recorded as given", "Reaction after a dose");
    }

    @TestFactory
    Stream<DynamicTest> main_stories_in_a_browser() throws IOException {
        return rows().stream()
                .filter(row -> row.has("browser"))
                .map(row ->
                        dynamicTest(
                                said(row), () -> playsInChromium(row.path("browser").asText())));
    }

    /// A unit that is the only one is not asked for.
    private static boolean isNotAsked(FormStory story, String field) {
        return field.endsWith(".unit")
                && form(story)
                        .item(field.replaceAll("\\.unit$", "").replaceAll("~\\d+$", ""))
                        .filter(item -> item.units().size() == 1)
                        .isPresent();
    }

    private static void playsInChromium(String id) {
        Chromium.assume();
        FormStory story = story(id).again("b-" + id);
        pages.withBundles(List.of(story.bundle()));
        CLOCK.set(story.day());
        Set<String> before = signed(story);
        Form form = form(story);
        try (Chromium browser = new Chromium()) {
            if (form.needsTwo()) {
                browser.signIn(
                        pages.url(""),
                        pages.people()
                                .session(
                                        "N. Example",
                                        form.signers().getFirst().roles().getFirst()));
            }
            browser.open(pages.url(story.path() + "?pathway=" + story.pathway()));
            Map<String, List<String>> open = typed(story);
            for (int checks = 0; !open.isEmpty() && checks < 10; checks++) {
                open.entrySet().removeIf(one -> browser.fill(one.getKey(), one.getValue()));
                open.keySet().removeIf(field -> isNotAsked(story, field));
                if (!open.isEmpty()) {
                    browser.clickToLeave("button[name=do][value=check]");
                }
            }
            assertThat(open).as(browser.text()).isEmpty();
            // What it would say comes by itself while somebody types.
            decision(story).ifPresent(browser::waitFor);
            browser.clickToLeave("button[name=do][value=sign]");
            if (!story.text("second").isEmpty()) {
                browser.fill(FormLife.REASON, List.of(story.text("reason")));
                browser.fill(FormLife.SECOND, List.of(story.text("second")));
                browser.fill(FormLife.HAPPENED, List.of("yes"));
                browser.clickToLeave("button[name=do][value=sign]");
            }
            assertThat(browser.url()).as(browser.text()).contains("/patients/" + story.patient());
            assertThat(browser.text()).contains(form.title() + ": signed.");
            if (form.needsTwo()) {
                signedSecond(story, before);
                browser.open(pages.url(story.page()));
            }
            agrees(story, browser.text());
        }
    }
}
