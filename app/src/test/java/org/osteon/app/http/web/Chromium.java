package org.osteon.app.http.web;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.print.PageSize;
import org.openqa.selenium.print.PrintOptions;

/// A real Chromium, driven through its chromedriver.
final class Chromium implements AutoCloseable {
    static final PageSize A4 = new PageSize(29.7, 21.0);
    static final PageSize LETTER = new PageSize(27.94, 21.59);

    private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
    private static final Path BROWSER = Path.of("/usr/bin/chromium");

    /// What WCAG 2.2 at level AA asks, as far as a machine can tell, and what practice adds.
    private static final String RULES =
            "['wcag2a','wcag2aa','wcag21a','wcag21aa','wcag22aa','best-practice']";

    private static final int MOST_LOOKS = 300;
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

    private final ChromeDriver driver;
    private final Set<String> known = new HashSet<>();

    /// Why what takes one is left out where there is none.
    static final String MISSING = "no Chromium with its chromedriver in /usr/bin";

    /// Goes on where there is one on this machine, and where what takes a browser is asked for.
    static void assume() {
        assumeTrue(Boolean.getBoolean("osteon.long"), "in a browser: ./osteon verify --long");
        assumeInstalled();
    }

    /// Goes on where there is one on this machine.
    static void assumeInstalled() {
        assumeTrue(isInstalled(), MISSING);
    }

    /// Whether there is one on this machine. Classes that need one ask it as a condition: what is
    /// left out before the first test is told by nobody.
    static boolean isInstalled() {
        return Files.isExecutable(DRIVER) && Files.isExecutable(BROWSER);
    }

    Chromium() {
        ChromeOptions options = new ChromeOptions();
        options.setBinary(BROWSER.toString());
        options.addArguments(
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--hide-scrollbars",
                "--window-size=1440,1000");
        BrowserTurn.begin();
        driver = started(options);
        driver.manage().timeouts().scriptTimeout(Duration.ofSeconds(60));
    }

    private static ChromeDriver started(ChromeOptions options) {
        try {
            return new ChromeDriver(
                    new ChromeDriverService.Builder()
                            .usingDriverExecutable(DRIVER.toFile())
                            .build(),
                    options);
        } catch (RuntimeException e) {
            BrowserTurn.end();
            throw e;
        }
    }

    /// Opens a page, as somebody of all roles of one of our servers where nobody is signed in.
    void open(String url) {
        String server = url.replaceFirst("(https?://[^/]+).*", "$1");
        if (url.startsWith("http") && known.add(server)) {
            RunningPages.session(url).ifPresent(secret -> signIn(server, secret));
        }
        driver.get(url);
    }

    /// Goes on with the session of somebody.
    void signIn(String server, String secret) {
        known.add(server);
        driver.executeCdpCommand(
                "Network.setCookie",
                Map.of("name", "osteon-session", "value", secret, "url", server + "/"));
    }

    /// Goes to a server as nobody.
    void asNobody(String server) {
        known.add(server);
        driver.executeCdpCommand("Network.clearBrowserCookies", Map.of());
    }

    /// Gives the browser a device that holds passkeys and knows its owner.
    ///
    /// @return what the device is called
    String addAuthenticator() {
        driver.executeCdpCommand("WebAuthn.enable", Map.of());
        return String.valueOf(
                driver.executeCdpCommand(
                                "WebAuthn.addVirtualAuthenticator",
                                Map.of(
                                        "options",
                                        Map.of(
                                                "protocol",
                                                "ctap2",
                                                "transport",
                                                "internal",
                                                "hasResidentKey",
                                                true,
                                                "hasUserVerification",
                                                true,
                                                "isUserVerified",
                                                true)))
                        .get("authenticatorId"));
    }

    /// Takes all passkeys off a device.
    void emptyAuthenticator(String authenticator) {
        driver.executeCdpCommand(
                "WebAuthn.clearCredentials", Map.of("authenticatorId", authenticator));
    }

    /// What a script on the page answers; its last line is `return …`, of a promise too.
    String answer(String script) {
        return String.valueOf(driver.executeScript("return (async () => {" + script + "})();"));
    }

    String url() {
        return String.valueOf(driver.getCurrentUrl());
    }

    String text() {
        return String.valueOf(driver.executeScript("return document.body.innerText"));
    }

    /// Light or dark, as the system of the reader would ask.
    void scheme(String scheme) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of(
                        "features",
                        List.of(
                                Map.of("name", "prefers-color-scheme", "value", scheme),
                                // A colour on its way to another is no colour to be judged.
                                Map.of("name", "prefers-reduced-motion", "value", "reduce"))));
    }

    void width(int pixels, int height) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", pixels, "height", height, "deviceScaleFactor", 1, "mobile", false));
    }

    /// By how many pixels the page is wider than its window.
    long overhang() {
        return (Long)
                driver.executeScript(
                        "const e = document.documentElement; return e.scrollWidth - e.clientWidth");
    }

    /// What reaches beyond the page's right edge, for the message.
    String reachingOver() {
        return (String)
                driver.executeScript(
                        "const w = document.documentElement.clientWidth;"
                                + "return [...document.querySelectorAll('body *')]"
                                + ".filter(e => !e.closest('.scroll, svg') && getComputedStyle(e).overflowX === 'visible' && e.getBoundingClientRect().left + e.scrollWidth > w)"
                                + ".slice(-5).map(e => e.outerHTML.slice(0, 160)).join('\\n')");
    }

    /// What axe finds wrong with the page, one line each; empty where nothing.
    String violations() {
        return violations("{type: 'tag', values: " + RULES + "}");
    }

    /// What it finds wrong with the colours of the page as it stands.
    String violationsOfColour() {
        return violations("{type: 'rule', values: ['color-contrast', 'link-in-text-block']}");
    }

    /// Waits until the page no longer comes again by itself, as one does while something is worked
    /// out: a page that is exchanged under the check takes the check with it.
    private void settle() {
        for (int i = 0; i < MOST_LOOKS; i++) {
            if (Boolean.TRUE.equals(
                    driver.executeScript(
                            "return document.readyState === 'complete' && !!document.body &&"
                                    + " !document.body.dataset.again"))) {
                return;
            }
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        }
        throw new AssertionError("the page comes again and again: " + url() + "\n" + text());
    }

    private String violations(String what) {
        settle();
        driver.executeScript(axe());
        return String.valueOf(
                driver.executeAsyncScript(
                        "const done = arguments[arguments.length -"
                                + " 1];document.querySelectorAll('details').forEach(d => d.open ="
                                + " true);axe.run(document, {resultTypes: ['violations'], runOnly: "
                                + what
                                + "}).then(r => done(r.violations.map(v => v.id + ': ' +"
                                + " v.nodes.map(n => n.html.slice(0, 160) + ' ' +"
                                + " n.failureSummary.replace(/\\s+/g, ' ')).join(' | '))"
                                + ".join('\\n')))"));
    }

    private static String axe() {
        try (InputStream script = Chromium.class.getResourceAsStream("/axe.min.js")) {
            if (script == null) {
                throw new IllegalStateException("axe.min.js is not on the class path");
            }
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Presses Tab until what has the focus matches a CSS selector and has these words in it.
    void tabTo(String selector, String words) {
        for (int i = 0; i < 200; i++) {
            press(Keys.TAB);
            Object here =
                    driver.executeScript(
                            "const e = document.activeElement; return e && e.matches(arguments[0])"
                                    + " && (e.innerText + ' ' + (e.value || '') + ' ' + (e.labels &&"
                                    + " e.labels[0] ? e.labels[0].innerText : '') + ' ' +"
                                    + " (e.getAttribute('aria-label') || '')).includes(arguments[1])",
                            selector,
                            words);
            if (Boolean.TRUE.equals(here)) {
                return;
            }
        }
        throw new AssertionError(
                "no Tab reaches " + selector + " with '" + words + "' on " + url() + "\n" + text());
    }

    /// Whether the focus can be seen where it is.
    boolean focusIsVisible() {
        return Boolean.TRUE.equals(
                driver.executeScript(
                        "const s = getComputedStyle(document.activeElement);return s.outlineStyle"
                                + " !== 'none' && parseFloat(s.outlineWidth) >= 2"));
    }

    /// The words of an SVG part in focus that can be seen.
    String shownInFocus() {
        return String.valueOf(
                driver.executeScript(
                        "return [...document.activeElement.querySelectorAll('text')]"
                                + ".filter(t => getComputedStyle(t).visibility === 'visible')"
                                + ".map(t => t.textContent).join('\\n')"));
    }

    void press(CharSequence... keys) {
        new Actions(driver).sendKeys(keys).perform();
    }

    /// Presses a key while another is held down.
    void pressWith(Keys held, CharSequence key) {
        new Actions(driver).keyDown(held).sendKeys(key).keyUp(held).perform();
    }

    /// Presses keys that lead to another page, and waits for it.
    void pressToLeave(CharSequence... keys) {
        driver.executeScript("window.leaving = true");
        press(keys);
        left();
    }

    /// Clicks what leads to another page, and waits for it.
    void clickToLeave(String selector) {
        driver.executeScript("window.leaving = true");
        driver.executeScript("document.querySelector(arguments[0]).click()", selector);
        left();
    }

    private void left() {
        for (int i = 0; i < 100; i++) {
            Object left =
                    driver.executeScript(
                            "return window.leaving !== true && document.readyState === 'complete'");
            if (Boolean.TRUE.equals(left)) {
                return;
            }
            pause();
        }
        throw new AssertionError("the page stayed: " + url() + "\n" + text());
    }

    /// Chooses a file in a field of the page.
    void choose(String field, Path file) {
        driver.findElement(By.name(field)).sendKeys(file.toAbsolutePath().toString());
    }

    /// Clicks what stays on the page.
    void click(String selector) {
        driver.executeScript("document.querySelector(arguments[0]).click()", selector);
    }

    /// Types into a field of the page, or chooses there; whether it takes what is wanted. A choice
    /// may be named by its code alone.
    boolean fill(String field, List<String> wanted) {
        return Boolean.TRUE.equals(
                driver.executeScript(
                        """
                        const [name, wanted] = arguments;
                        const all = [...document.getElementsByName(name)];
                        if (!all.length) return false;
                        const is = (value, want) => value === want || value.endsWith('|' + want);
                        const first = all[0];
                        if (first.type === 'radio' || first.type === 'checkbox') {
                          const chosen = wanted.map(want => all.find(one => is(one.value, want)));
                          if (chosen.includes(undefined)) return false;
                          chosen.forEach(one => { if (!one.checked) one.click(); });
                          return true;
                        }
                        let value = wanted[0];
                        if (first.tagName === 'SELECT') {
                          const option = [...first.options].find(one => is(one.value, value));
                          if (!option) return false;
                          value = option.value;
                        }
                        first.focus();
                        first.value = value;
                        first.dispatchEvent(new Event('input', {bubbles: true}));
                        first.dispatchEvent(new Event('change', {bubbles: true}));
                        return true;
                        """,
                        field,
                        wanted));
    }

    /// Waits until the page says something.
    void waitFor(String words) {
        for (int i = 0; i < 100; i++) {
            if (text().contains(words)) {
                return;
            }
            pause();
        }
        throw new AssertionError("nothing says '" + words + "' on " + url() + "\n" + text());
    }

    private static void pause() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /// On how many pages it comes out of a printer.
    long printedPages() {
        return printedPages(A4);
    }

    /// The same on paper of another size.
    long printedPages(PageSize paper) {
        PrintOptions options = new PrintOptions();
        options.setPageSize(paper);
        String pdf =
                new String(
                        Base64.getDecoder().decode(driver.print(options).getContent()),
                        StandardCharsets.ISO_8859_1);
        return Pattern.compile("/Type\\s*/Page\\b").matcher(pdf).results().count();
    }

    /// Picture of the whole page.
    void picture(Path file) {
        long height = (Long) driver.executeScript("return document.documentElement.scrollHeight");
        long width = (Long) driver.executeScript("return document.documentElement.clientWidth");
        width((int) width, (int) Math.min(height, 6_000));
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.write(file, driver.getScreenshotAs(OutputType.BYTES));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            driver.quit();
        } finally {
            BrowserTurn.end();
        }
    }
}
