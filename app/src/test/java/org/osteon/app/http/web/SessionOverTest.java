package org.osteon.app.http.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.osteon.app.http.server.SignedIn;
import org.osteon.records.people.Account;

/// A session ends in the middle of a form: what was typed is not lost, and nothing is kept before
/// somebody who has signed in looked at it again.
class SessionOverTest {
    private static final String FORM = "/patients/p1/forms/practice";
    private static final String REMARK = "a \"b\" <c> & d";

    private final HttpClient browser =
            HttpClient.newBuilder().cookieHandler(new CookieManager()).build();

    private HttpResponse<String> post(String url, Map<String, String> fields) throws Exception {
        String body =
                fields.entrySet().stream()
                        .map(one -> encoded(one.getKey()) + "=" + encoded(one.getValue()))
                        .collect(Collectors.joining("&"));
        return browser.send(
                HttpRequest.newBuilder(URI.create(url))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .header("Accept", "text/html")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String field(HttpResponse<String> page, String name) {
        Matcher found =
                Pattern.compile("name=\"" + name + "\" value=\"([^\"]*)\"").matcher(page.body());
        assertThat(found.find()).as(name + " in " + page.body()).isTrue();
        return ServedForm.plain(found.group(1));
    }

    @Test
    void what_was_typed_comes_through_the_page_where_one_signs_in() throws Exception {
        try (RunningPages pages = RunningPages.start(0)) {
            Account nurse = pages.people().withPassword("N. Example", "nurse");
            HttpResponse<String> over =
                    post(pages.url(FORM), Map.of("pain-now", "6", "remark", REMARK, "do", "sign"));
            assertThat(over.statusCode()).isEqualTo(401);
            assertThat(over.body()).contains("Your session was over");
            assertThat(over.headers().firstValue("Cache-Control").orElse("")).contains("no-store");

            HttpResponse<String> again =
                    post(
                            pages.url("/sign-in"),
                            Map.of(
                                    "formToken", field(over, "formToken"),
                                    "back", field(over, "back"),
                                    "held", field(over, "held"),
                                    "user", nurse.id(),
                                    "password", SignedIn.PASSWORD));

            assertThat(again.statusCode()).as(again.body()).isEqualTo(200);
            assertThat(again.body()).contains("Go on where you were", "action=\"" + FORM + "\"");
            assertThat(field(again, "pain-now")).isEqualTo("6");
            assertThat(field(again, "remark")).isEqualTo(REMARK);
            // It is looked at again, never signed by signing in.
            assertThat(again.body()).contains("value=\"check\"").doesNotContain("value=\"sign\"");
        }
    }

    @Test
    void what_was_typed_comes_through_the_page_where_one_shows_again_who_one_is() throws Exception {
        try (RunningPages pages = RunningPages.start(0)) {
            Account nurse = pages.people().withPassword("N. Example", "nurse");
            HttpResponse<String> over = post(pages.url(FORM), Map.of("pain-now", "6"));
            String token = field(over, "formToken");
            post(
                    pages.url("/sign-in"),
                    Map.of("formToken", token, "user", nurse.id(), "password", SignedIn.PASSWORD));

            HttpResponse<String> asked =
                    post(
                            pages.url("/confirm/held" + FORM),
                            Map.of(
                                    "formToken",
                                    token,
                                    "pain-now",
                                    "6",
                                    "remark",
                                    REMARK,
                                    "form.password",
                                    "half typed",
                                    "do",
                                    "check"));
            assertThat(asked.body()).contains("Show again who you are").doesNotContain("half");
            assertThat(asked.headers().firstValue("Cache-Control").orElse("")).contains("no-store");

            HttpResponse<String> wrong = confirmed(pages, asked, "not it");
            assertThat(wrong.statusCode()).isEqualTo(422);
            HttpResponse<String> right = confirmed(pages, wrong, SignedIn.PASSWORD);

            assertThat(right.statusCode()).as(right.body()).isEqualTo(200);
            assertThat(right.body()).contains("Go on where you were", "action=\"" + FORM + "\"");
            assertThat(field(right, "remark")).isEqualTo(REMARK);
            assertThat(right.body()).contains("value=\"check\"").doesNotContain("value=\"sign\"");
        }
    }

    private HttpResponse<String> confirmed(
            RunningPages pages, HttpResponse<String> page, String password) throws Exception {
        return post(
                pages.url("/confirm"),
                Map.of(
                        "formToken",
                        field(page, "formToken"),
                        "back",
                        field(page, "back"),
                        "held",
                        field(page, "held"),
                        "password",
                        password));
    }

    @Test
    void nobody_is_led_elsewhere_by_what_a_page_holds() throws Exception {
        try (RunningPages pages = RunningPages.start(0)) {
            Account nurse = pages.people().withPassword("N. Example", "nurse");
            HttpResponse<String> over =
                    post(pages.url(FORM), Map.of("pain-now", "6", "do", "sign"));

            HttpResponse<String> elsewhere =
                    post(
                            pages.url("/sign-in"),
                            Map.of(
                                    "formToken",
                                    field(over, "formToken"),
                                    "back",
                                    "//example.org/patients/p1/forms/x",
                                    "held",
                                    "pain-now=6",
                                    "user",
                                    nurse.id(),
                                    "password",
                                    SignedIn.PASSWORD));

            assertThat(elsewhere.statusCode()).isEqualTo(303);
            assertThat(elsewhere.headers().firstValue("Location")).hasValue("/");
        }
    }
}
