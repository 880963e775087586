package org.osteon.app.http.web;

import static org.assertj.core.api.Assertions.assertThat;

/// What every page must be: without a finding of axe in light and dark and on a phone, and no wider
/// than that phone. The phone, where most goes wrong, always; the others with `-Dosteon.long=true`.
final class ForEveryone {
    private ForEveryone() {}

    /// @param name of the page, for the message
    static void check(Chromium browser, String url, String name) {
        if (Boolean.getBoolean("osteon.long")) {
            browser.scheme("light");
            browser.width(1440, 1000);
            browser.open(url);
            assertThat(browser.violations()).as("%s, light", name).isEmpty();
            // In the dark nothing is another but the colours.
            browser.scheme("dark");
            assertThat(browser.violationsOfColour()).as("%s, dark", name).isEmpty();
        }
        browser.scheme("light");
        browser.width(320, 800);
        browser.open(url);
        assertThat(browser.violations()).as("%s, 320 pixels", name).isEmpty();
        assertThat(browser.overhang())
                .as(() -> "pixels beyond 320 of " + name + ": " + browser.reachingOver())
                .isZero();
    }
}
