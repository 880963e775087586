package org.osteon.app.http.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.openqa.selenium.Dimension;
import org.osteon.app.LoadedKnowledge;
import org.osteon.pathway.KnowledgeBase;
import org.osteon.records.charts.SiteRegister;
import org.osteon.workflow.forms.Form;
import org.osteon.workflow.forms.FormLibrary;

/// Every form of the knowledge for everyone: as it is opened on a chart of one of its cases, as it
/// comes back where nothing was answered, on paper, and every board: axe in a real Chromium at 390
/// and 1440 pixels, in light and dark.
@EnabledIfSystemProperty(
        named = "osteon.long",
        matches = "true",
        disabledReason = "every form in a browser: ./osteon verify --long")
@EnabledIf(
        value = "org.osteon.app.http.web.Chromium#isInstalled",
        disabledReason = Chromium.MISSING)
class EveryFormTest {
    private static final List<Dimension> SIZES =
            List.of(new Dimension(390, 844), new Dimension(1440, 1000));

    private static final int BLANKS = 3;
    private static final int CHECKED = 2;

    /// What a list says that is not yet whole, and comes again by itself.
    private static final Pattern READING = Pattern.compile("(Assessing|Reading) charts:");

    private static FormLibrary forms;
    private static KnowledgeBase knowledge;
    private static final Map<String, FormStory> FIRST = new LinkedHashMap<>();
    private static RunningPages pages;
    private static Chromium browser;

    @BeforeAll
    static void start() throws IOException {
        knowledge = LoadedKnowledge.of(Path.of("..", "knowledge"));
        forms = FormLibrary.of(knowledge);
        FormStory.all(knowledge).values().forEach(one -> FIRST.putIfAbsent(one.form(), one));
        pages =
                RunningPages.atNoon(knowledge)
                        .withBundles(FIRST.values().stream().map(FormStory::bundle).toList());
        browser = new Chromium();
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
            pages.close();
        }
    }

    @TestFactory
    Stream<DynamicTest> forms() {
        return forms.forms().stream()
                .map(Form::id)
                .filter(FIRST::containsKey)
                .map(id -> dynamicTest(id, () -> isForEveryone(FIRST.get(id))));
    }

    @TestFactory
    Stream<DynamicTest> boards_and_lists() {
        return Stream.concat(
                        Stream.of(
                                "/",
                                "/boards",
                                "/answers",
                                "/forms",
                                "/first-run",
                                "/site",
                                "/links",
                                "/studies",
                                "/studies/knee-comparators",
                                "/studies/knee-usual-care",
                                "/studies/knee-comparators/screening",
                                "/studies/knee-comparators"
                                        + FIRST.get("candidacy-knee")
                                                .path()
                                                .replaceFirst("/forms/.*", "")),
                        knowledge.pathways().stream()
                                .filter(one -> one.board().isPresent())
                                .flatMap(one ->
                                        Stream.of("/boards/" + one.id(), "/answers/" + one.id())))
                .map(path -> dynamicTest(path, () -> check(path, true)));
    }

    private static void isForEveryone(FormStory story) {
        Form form = forms.form(story.form()).orElseThrow();
        String path =
                form.isOfTheSite()
                        ? "/patients/" + SiteRegister.CHART + "/forms/" + form.id()
                        : story.path();
        check(path + "?pathway=" + story.pathway(), true);
        // What a check adds, the same templates make for all: every other form.
        if (!form.needsTwo() && form.id().hashCode() % CHECKED == 0) {
            browser.fill("person", List.of("N. Example"));
            browser.clickToLeave("button[name=do][value=check]");
            check(path + ", checked", false, SIZES.subList(0, 1));
        }
        // Blanks are all made by one template.
        if (form.id().hashCode() % BLANKS == 0) {
            check("/forms/" + story.form(), true, SIZES.subList(0, 1));
        }
    }

    /// @param opens whether it is opened; else the page that is there is looked at
    private static void check(String path, boolean opens) {
        check(path, opens, SIZES);
    }

    private static void check(String path, boolean opens, List<Dimension> sizes) {
        for (Dimension size : sizes) {
            browser.width(size.getWidth(), size.getHeight());
            browser.scheme("light");
            if (opens) {
                browser.open(pages.url(path));
                while (READING.matcher(browser.text()).find()) {
                    browser.open(pages.url(path));
                }
            }
            String name = path + " at " + size.getWidth();
            assertThat(browser.violations()).as(name).isEmpty();
            assertThat(browser.overhang()).as("pixels beyond, " + name).isZero();
            if (sizes.size() > 1 && size.equals(SIZES.getFirst())) {
                // The colours are those of the other size.
                browser.scheme("dark");
                assertThat(browser.violationsOfColour()).as(name + ", dark").isEmpty();
                browser.scheme("light");
            }
        }
    }
}
