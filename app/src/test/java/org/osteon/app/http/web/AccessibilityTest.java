package org.osteon.app.http.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;

/// Every page for everyone: axe in a real Chromium in light and dark and on a small screen, and the
/// day's main task with the keyboard alone.
@EnabledIf(
        value = "org.osteon.app.http.web.Chromium#isInstalled",
        disabledReason = Chromium.MISSING)
class AccessibilityTest {
    private static final String TYPING =
            "A_1=01:01&A_2=02:01&B_1=08:01&B_2=44:02&C_1=07:01&C_2=05:01&DRB1_1=03:01&DRB1_2=04:01"
                    + "&DQB1_1=02:01&DQB1_2=03:02&DPB1_1=04:01&DPB1_2=02:01";

    private static final List<String> PAGES =
            List.of(
                    "/",
                    "/?attention=held&sort=name",
                    "/?q=nobody",
                    "/?list=mine&due=late&severity=today",
                    "/?open=course/iron-infusion",
                    "/patients/course",
                    "/patients/course?asOf=2025-01-10",
                    "/patients/early",
                    "/patients/advised",
                    "/patients/unknown",
                    "/patients/idle",
                    "/patients/none",
                    "/patients/course?days=-30,30",
                    "/patients/course/events",
                    "/patients/early/sheet",
                    "/patients/course/calendar",
                    "/patients/course/aftercare",
                    "/patients/early/audit",
                    "/patients/idle/plan?pathway=iron-infusion",
                    "/patients/idle/plan?pathway=iron-infusion&option=ferric-one&date=soon",
                    "/boards",
                    "/boards/iron-infusion",
                    "/boards/iron-infusion/week",
                    "/answers",
                    "/answers/iron-infusion?soon=true",
                    "/charts/course/text",
                    "/charts/course/trouble",
                    "/rules",
                    "/rules/iron-infusion",
                    "/rules?q=haemoglobin",
                    "/rules/iron-infusion/TOO-EARLY",
                    "/rules/iron-infusion/interval",
                    "/find",
                    "/find?q=iron",
                    "/find?q=haddad",
                    "/help",
                    "/first-run",
                    "/integrate",
                    "/integrate/try",
                    "/rules/overrides",
                    "/rules/changes",
                    "/rules/watch",
                    "/rules/watch/source?of=iron-infusion&key=T1",
                    "/rules/cooling/COLD",
                    "/rules/cooling/cases/cooling-01",
                    "/import",
                    "/me",
                    "/donors",
                    "/donors/likelihood",
                    "/links",
                    "/reports",
                    "/reports/rules",
                    "/patients/course/registry",
                    "/patients/course/reports",
                    "/donors?" + TYPING + "&A_2=2:1&DRB345_1=DR52&youngest=old&gl=A*01:01+",
                    "/donors/results?" + TYPING + "&antibodies=A2+4000&mismatches=2",
                    "/donors/results?" + TYPING + "&mismatches=0&level=12&youngest=90",
                    "/donors/pair?" + TYPING + "&donor=D000000001",
                    "/donors/compare?" + TYPING + "&donor=D000000001&donor=D000000002&donor=nobody",
                    "/donors/report?" + TYPING,
                    "/donors/pair?" + TYPING + "&donor=nobody",
                    "/patients/nobody");

    private static RunningPages pages;
    private static Chromium browser;

    @BeforeAll
    static void start() {
        pages = RunningPages.start(0).withWard();
        pages.donors();
        browser = new Chromium();
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
            pages.close();
        }
    }

    /// Each fifth of them; all with `-Dosteon.long=true`.
    static Stream<String> pages() {
        int step = Boolean.getBoolean("osteon.long") ? 1 : 5;
        return IntStream.range(0, PAGES.size()).filter(i -> i % step == 0).mapToObj(PAGES::get);
    }

    @ParameterizedTest
    @MethodSource("pages")
    void axe_finds_nothing_in_light_and_dark_and_the_page_fits_a_phone(String path) {
        ForEveryone.check(browser, pages.url(path), path);
    }

    @Test
    void axe_would_find_something() {
        browser.open("data:text/html,<html><body><img src='x'><input></body></html>");

        assertThat(browser.violations()).contains("image-alt", "html-has-lang", "label");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/patients/early/sheet",
                "/patients/ready/sheet",
                "/patients/course/calendar",
                "/patients/course/aftercare"
            })
    void each_paper_prints_on_one_page_of_either_size(String path) {
        browser.scheme("light");
        browser.open(pages.url(path));

        assertThat(browser.printedPages(Chromium.A4)).as("A4").isEqualTo(1);
        assertThat(browser.printedPages(Chromium.LETTER)).as("Letter").isEqualTo(1);
    }

    @Test
    void the_main_task_is_done_with_the_keyboard_alone() {
        browser.width(1440, 1000);
        browser.open(pages.url("/"));

        browser.press("/", "Haddad", Keys.ENTER);
        browser.tabTo("a", "Haddad, Omar");
        assertThat(browser.focusIsVisible()).isTrue();
        browser.pressToLeave(Keys.ENTER);
        browser.tabTo("a", "Plan Ferric one");
        browser.pressToLeave(Keys.ENTER);
        browser.tabTo("input", "Dose");
        browser.press("800");
        browser.tabTo("button", "Plan it");
        browser.pressToLeave(Keys.ENTER);
        assertThat(browser.text()).contains("Planned: Ferric one", "800 mg");

        browser.tabTo("button", "Release the order");
        assertThat(browser.focusIsVisible()).isTrue();
        browser.pressToLeave(Keys.ENTER);
        assertThat(browser.text()).contains("Released, to be given: Ferric one");

        browser.tabTo("a", "Record what was given");
        browser.pressToLeave(Keys.ENTER);
        browser.tabTo("button", "Record as given");
        browser.pressToLeave(Keys.ENTER);
        assertThat(browser.text())
                .contains("Ferric one is recorded as given.", "30 Jun to 14 Jul 2025");
    }

    @Test
    void a_plan_answers_while_it_is_filled_in() throws InterruptedException {
        browser.width(1440, 1000);
        browser.open(pages.url("/patients/course/plan?pathway=iron-infusion"));

        browser.tabTo("input", "Dose");
        browser.press("1200", Keys.TAB);

        for (int i = 0; i < 50 && !browser.text().contains("1200 mg ordered"); i++) {
            Thread.sleep(100);
        }
        assertThat(browser.text()).contains("1200 mg ordered, at most 1000 mg at once");
    }

    @Test
    void donors_are_found_and_explained_with_the_keyboard_alone() {
        browser.width(1440, 1000);
        browser.open(pages.url("/"));

        browser.tabTo("a", "Donors");
        browser.pressToLeave(Keys.ENTER);
        for (String[] locus :
                new String[][] {
                    {"A", "01:01", "02:01"}, {"B", "08:01", "44:02"}, {"DRB1", "03:01", "04:XX"}
                }) {
            browser.tabTo("input", locus[0] + ", first value");
            browser.press(locus[1], Keys.TAB, locus[2]);
        }
        browser.tabTo("button", "Search donors");
        assertThat(browser.focusIsVisible()).isTrue();
        browser.pressToLeave(Keys.ENTER);
        assertThat(browser.text()).contains("of 3,000 donors");

        browser.tabTo("a", "D0");
        assertThat(browser.focusIsVisible()).isTrue();
        browser.pressToLeave(Keys.ENTER);
        assertThat(browser.text()).contains("Why rank 1", "Locus by locus");
    }

    @Test
    void a_typing_is_checked_while_it_is_entered() throws InterruptedException {
        browser.width(1440, 1000);
        browser.open(pages.url("/donors"));

        browser.tabTo("input", "A, first value");
        browser.press("02:01", Keys.TAB, "2:1", Keys.TAB);

        for (int i = 0; i < 50 && !browser.text().contains("E_SYNTAX"); i++) {
            Thread.sleep(100);
        }
        assertThat(browser.text()).contains("Something cannot be read");
    }
}
