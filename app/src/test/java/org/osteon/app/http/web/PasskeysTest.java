package org.osteon.app.http.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.openqa.selenium.Keys;
import org.osteon.records.people.Passkey;
import org.osteon.records.people.Passkeys;
import org.osteon.records.people.Sessions;

/// Signing in by a passkey (X10), with a device of Chromium's own: WebAuthn is the browser's, the
/// answers are real.
@EnabledIfSystemProperty(
        named = "osteon.long",
        matches = "true",
        disabledReason = "passkeys in a browser: ./osteon verify --long")
@EnabledIf(
        value = "org.osteon.app.http.web.Chromium#isInstalled",
        disabledReason = Chromium.MISSING)
class PasskeysTest {
    /// Asks the device as the page does; CHANGE may change the options.
    private static final String ASK =
            """
            const token = document.querySelector('#passkey-sign-in [name=formToken]').value;
            const sent = new URLSearchParams({formToken: token});
            const options = await (await fetch('/sign-in/passkey-challenge', {method: 'POST', body: sent})).json();
            CHANGE
            const key = await navigator.credentials.get({publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options)});
            const send = async () => (await fetch('/sign-in/passkey', {method: 'POST', redirect: 'manual',
              body: new URLSearchParams({formToken: token, credential: JSON.stringify(key.toJSON())})}));
            """;

    private static RunningPages pages;
    private static Chromium browser;
    private static String server;
    private static String device;

    @BeforeAll
    static void start() {
        pages = RunningPages.withoutDonors().withWard();
        browser = new Chromium();
        server = pages.url("").replace("127.0.0.1", "localhost");
        device = browser.addAuthenticator();
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
            pages.close();
        }
    }

    @BeforeEach
    void empty() {
        browser.emptyAuthenticator(device);
    }

    private static Passkeys kept() {
        return new Passkeys(pages.store(), Clock.systemUTC());
    }

    /// An account that has added a passkey on the page; its user name.
    private static String withPasskey(String name) {
        String user = pages.people().withPassword(name, "nurse").id();
        browser.asNobody(server);
        browser.signIn(server, pages.people().session(name, "nurse"));
        browser.open(server + "/me");
        browser.tabTo("#label", "What you call it");
        browser.press("My telephone");
        browser.pressToLeave(Keys.ENTER);
        assertThat(browser.text()).contains("lets you in from now on", "My telephone");
        return user;
    }

    private static String refusedOrIn(String change, String end) {
        browser.asNobody(server);
        browser.open(server + "/sign-in");
        return browser.answer(ASK.replace("CHANGE", change) + end);
    }

    @Test
    void a_passkey_added_on_the_page_signs_in_without_a_password() {
        String user = withPasskey("Pat Passkey");
        ForEveryone.check(browser, server + "/me", "/me");
        browser.asNobody(server);
        browser.open(server + "/patients/course");
        ForEveryone.check(browser, browser.url(), "/sign-in");

        browser.tabTo("#passkey-sign-in button", "Sign in with a passkey");
        browser.pressToLeave(Keys.ENTER);

        assertThat(browser.url()).endsWith("/patients/course");
        assertThat(browser.text()).contains("Pat Passkey", "Sign out");
        List<Passkey> passkeys = kept().of(user);
        assertThat(passkeys).hasSize(1);
        assertThat(passkeys.getFirst().used()).isNotNull().isBeforeOrEqualTo(Instant.now());
    }

    @Test
    void what_a_device_answered_lets_in_once() {
        withPasskey("Ola Once");
        String statuses =
                refusedOrIn(
                        "",
                        "const first = (await send()).type; return first + ' ' + (await send()).status;");
        assertThat(statuses).isEqualTo("opaqueredirect 403");
    }

    @Test
    void an_answer_to_what_nobody_asked_or_without_its_owner_is_refused() {
        String user = withPasskey("Ada Asked");
        String end = "return (await send()).status;";
        assertThat(
                        refusedOrIn(
                                "options.challenge = 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA';",
                                end))
                .isEqualTo("403");
        assertThat(refusedOrIn("options.userVerification = 'discouraged';", end))
                .as("a device that has seen its owner all the same")
                .isIn("0", "403");
        kept().removeAll(user, user);
        assertThat(refusedOrIn("", end)).as("taken away").isEqualTo("403");
    }

    @Test
    void a_passkey_shows_again_who_is_signed_in() {
        withPasskey("Cora Confirms");
        browser.asNobody(server);
        Instant now = RunningPages.TODAY.atTime(10, 30).toInstant(ZoneOffset.UTC);
        String secret =
                sessions(now.minusSeconds(600))
                        .begin(pages.people().account("Cora Confirms", "nurse"));
        assertThat(sessions(now).isConfirmed(sessions(now).current(secret).orElseThrow()))
                .isFalse();
        browser.signIn(server, secret);
        ForEveryone.check(browser, server + "/confirm?back=/me", "/confirm");
        browser.open(server + "/confirm?back=/me");

        browser.tabTo("#passkey-confirm button", "Show it by a passkey");
        browser.pressToLeave(Keys.ENTER);

        assertThat(browser.url()).endsWith("/me");
        assertThat(sessions(now).isConfirmed(sessions(now).current(secret).orElseThrow())).isTrue();
    }

    private static Sessions sessions(Instant at) {
        return new Sessions(pages.store(), Clock.fixed(at, ZoneOffset.UTC));
    }

    @Test
    void neither_what_was_signed_to_get_in_nor_the_passkey_of_another_confirms_anything() {
        withPasskey("Nils Noted");
        browser.open(server + "/confirm");
        String confirm =
                ASK.replace("#passkey-sign-in", "#passkey-confirm")
                        .replace("CHANGE", "")
                        .replace("'/sign-in/passkey',", "'/confirm/passkey',");
        String status = "return (await send()).type + ' ' + (await send()).status;";
        assertThat(browser.answer(confirm + "return (await send()).status;"))
                .as("signed to get in")
                .isEqualTo("403");
        assertThat(
                        browser.answer(
                                confirm.replace(
                                                "/sign-in/passkey-challenge",
                                                "/confirm/passkey-challenge")
                                        + status))
                .as("what was asked, once")
                .isEqualTo("opaqueredirect 403");

        pages.people().withPassword("Olga Other", "nurse");
        browser.signIn(server, pages.people().session("Olga Other", "nurse"));
        browser.open(server + "/me");
        String asAnother =
                confirm.replace("#passkey-confirm", "#passkey-add")
                        .replace("/sign-in/passkey-challenge", "/confirm/passkey-challenge")
                        .replace(
                                "const key",
                                "options.allowCredentials = [];\n            const key");
        assertThat(browser.answer(asAnother + "return (await send()).status;"))
                .as("the passkey of another")
                .isEqualTo("403");
    }

    @Test
    void the_passkey_of_a_shut_account_lets_nobody_in() {
        withPasskey("Sam Shut");
        pages.people().shut(pages.people().account("Sam Shut", "nurse"));
        assertThat(refusedOrIn("", "return (await send()).status;")).isEqualTo("403");
    }

    @Test
    void a_server_asked_by_a_number_offers_none_and_says_what_to_do() {
        browser.asNobody(pages.url(""));
        browser.open(pages.url("/sign-in"));
        assertThat(browser.answer("return document.getElementById('passkey-sign-in').hidden;"))
                .isEqualTo("true");
    }
}
