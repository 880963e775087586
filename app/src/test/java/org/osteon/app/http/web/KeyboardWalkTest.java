package org.osteon.app.http.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;
import org.osteon.app.LoadedKnowledge;
import org.osteon.pathway.KnowledgeBase;

/// A form of each kind without a mouse, by keys that are really pressed: every field is reached, in
/// the order in which it stands, and the focus can be seen on each.
@EnabledIfSystemProperty(
        named = "osteon.long",
        matches = "true",
        disabledReason = "forms by the keyboard in a browser: ./osteon verify --long")
@EnabledIf(
        value = "org.osteon.app.http.web.Chromium#isInstalled",
        disabledReason = Chromium.MISSING)
class KeyboardWalkTest {
    private static final int MOST_STOPS = 400;

    /// What has the focus: its field's name, else its words.
    private static final String HERE =
            "const e = document.activeElement;"
                    + "return e.name && e.name !== 'do' ? e.name : e.innerText.trim();";

    private static final Map<String, FormStory> FIRST = new LinkedHashMap<>();
    private static RunningPages pages;
    private static Chromium browser;

    @BeforeAll
    static void start() throws IOException {
        KnowledgeBase knowledge = LoadedKnowledge.of(Path.of("..", "knowledge"));
        FormStory.all(knowledge).values().forEach(one -> FIRST.putIfAbsent(one.form(), one));
        pages =
                RunningPages.atNoon(knowledge)
                        .withBundles(FIRST.values().stream().map(FormStory::bundle).toList());
        browser = new Chromium();
        browser.width(1440, 1000);
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
            pages.close();
        }
    }

    private static void open(String form) {
        FormStory story = FIRST.get(form);
        browser.open(pages.url(story.path() + "?pathway=" + story.pathway()));
    }

    /// An assessment, a consent, a dose, a procedure, a questionnaire, an adverse event, a plan.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "agvhd",
                "consent",
                "infusion-begun",
                "procedure-record",
                "koos",
                "adverse-event",
                "transplant-plan"
            })
    void every_field_is_reached_in_order_and_a_mistake_leads_back_to_its_field(String form) {
        open(form);
        browser.press(Keys.TAB);
        assertThat(browser.answer(HERE)).isEqualTo("Skip to the content");
        assertThat(browser.focusIsVisible()).as("the skip link can be seen").isTrue();
        browser.press(Keys.ENTER);
        assertThat(browser.answer("return document.activeElement.id;")).isEqualTo("main");

        // A group of radio buttons is one stop.
        String wanted =
                browser.answer(
                        "const seen = new Set(), all = [];"
                                + "document.querySelectorAll('#form input:not([type=hidden]), #form"
                                + " select, #form textarea, #form button').forEach(e => {"
                                + "if (e.disabled) return;"
                                + "const n = e.name !== 'do' ? e.name : e.innerText.trim();"
                                + "if (e.type === 'radio' && seen.has(n)) return;"
                                + "seen.add(n); all.push(n); });"
                                + "return all.join('\\n');");
        StringBuilder walked = new StringBuilder();
        String stop = "";
        for (int i = 0; i < MOST_STOPS && !stop.equals("Sign"); i++) {
            browser.press(Keys.TAB);
            if ("true".equals(browser.answer("return !!document.activeElement.closest('#form');"))
                    && !"A".equals(browser.answer("return document.activeElement.tagName;"))) {
                stop = browser.answer(HERE);
                assertThat(browser.focusIsVisible()).as("the focus on " + stop).isTrue();
                walked.append(walked.isEmpty() ? "" : "\n").append(stop);
            }
        }
        String upToSign = wanted.substring(0, wanted.indexOf("\nSign") + "\nSign".length());
        assertThat(walked.toString()).isEqualTo(upToSign);

        // What is missing is said where the focus then is, and leads to its field.
        browser.pressToLeave(Keys.ENTER);
        if (browser.url().contains("/forms/")
                && "true"
                        .equals(
                                browser.answer(
                                        "return !!document.querySelector('.problems a');"))) {
            assertThat(browser.answer("return document.activeElement.className;"))
                    .contains("problems");
            assertThat(browser.focusIsVisible()).isTrue();
            browser.press(Keys.TAB);
            String field =
                    browser.answer(
                            "return document.activeElement.getAttribute('href').substring(1);");
            browser.press(Keys.ENTER);
            String there = "document.getElementById('" + field + "')";
            if ("false"
                    .equals(browser.answer("return " + there + " === document.activeElement;"))) {
                // A group takes no focus itself: its first button is the next stop.
                browser.press(Keys.TAB);
            }
            assertThat(browser.answer("return " + there + ".contains(document.activeElement);"))
                    .as("the link of the mistake leads to " + field)
                    .isEqualTo("true");
        }
    }

    @Test
    void arrows_choose_enter_checks_and_nothing_typed_is_lost() {
        open("agvhd");
        browser.tabTo("input[type=radio]", "");
        String group = browser.answer(HERE);
        browser.press(Keys.SPACE);
        browser.press(Keys.ARROW_DOWN);
        String chosen =
                browser.answer(
                        "return document.querySelector('[name=\"" + group + "\"]:checked').value;");
        assertThat(
                        browser.answer(
                                "return document.activeElement.checked + ' ' +"
                                        + " document.activeElement.name;"))
                .isEqualTo("true " + group);
        browser.tabTo("textarea[name=remark]", "");
        browser.press("Typed with ten fingers");
        browser.tabTo("button", "Check");
        browser.pressToLeave(Keys.ENTER);

        assertThat(browser.answer("return document.getElementsByName('remark')[0].value;"))
                .isEqualTo("Typed with ten fingers");
        assertThat(
                        browser.answer(
                                "return document.querySelector('[name=\""
                                        + group
                                        + "\"]:checked').value;"))
                .isEqualTo(chosen);
    }

    @Test
    void a_question_mark_shows_the_keys_and_control_k_finds() {
        open("agvhd");
        browser.pressToLeave("?");
        assertThat(browser.url()).endsWith("/help");
        assertThat(browser.text()).contains("Keys");

        browser.pressWith(Keys.CONTROL, "k");
        browser.waitFor("Patient, rule, donor, form, word or page");
        assertThat(browser.url()).contains("/find");
        assertThat(browser.answer("return document.activeElement.name;")).isEqualTo("q");
        browser.press("staging");
        browser.pressToLeave(Keys.ENTER);
        assertThat(browser.text()).contains("Acute GVHD, staging");
    }
}
