package org.osteon.app.http.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.openqa.selenium.Keys;
import org.osteon.app.http.server.SignedIn;

/// The pages of signing in and of accounts, in a real browser.
@EnabledIfSystemProperty(
        named = "osteon.long",
        matches = "true",
        disabledReason = "pages of signing in, in a browser: ./osteon verify --long")
@EnabledIf(
        value = "org.osteon.app.http.web.Chromium#isInstalled",
        disabledReason = Chromium.MISSING)
class SignInPagesTest {
    private static RunningPages pages;
    private static Chromium browser;

    @BeforeAll
    static void start() {
        pages = RunningPages.withoutDonors().withWard();
        browser = new Chromium();
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
            pages.close();
        }
    }

    @Test
    void somebody_signs_in_by_the_keyboard_and_the_pages_are_for_everyone() {
        String user = pages.people().withPassword("Kim Keyboard", "nurse").id();
        browser.asNobody(pages.url(""));
        ForEveryone.check(browser, pages.url("/patients/course"), "/sign-in");
        assertThat(browser.url()).contains("/sign-in?back=");
        browser.tabTo("#user", "User name");
        assertThat(browser.focusIsVisible()).isTrue();
        browser.press(user);
        browser.tabTo("#password", "Password");
        browser.press(SignedIn.PASSWORD);
        browser.pressToLeave(Keys.ENTER);
        assertThat(browser.url()).endsWith("/patients/course");
        assertThat(browser.text()).contains("Kim Keyboard", "Sign out");

        browser.signIn(pages.url(""), pages.people().session("Alex Everything", ""));
        for (String path :
                new String[] {
                    "/me",
                    "/me/second-factor",
                    "/accounts",
                    "/looks",
                    "/apps",
                    "/patients/course/apps",
                    "/emergency",
                    "/confirm",
                    "/patients/course/looks"
                }) {
            ForEveryone.check(browser, pages.url(path), path);
        }
    }
}
