package org.osteon.app.http.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// An empty store of the delivered knowledge: its first page, a made-up patient, what integrators
/// read; and the search and the help, which need nothing in it.
class FirstStepsTest {
    private static final Path KNOWLEDGE = Path.of("..", "knowledge");

    private static RunningPages pages;

    @BeforeAll
    static void start() {
        pages = RunningPages.start(0, KNOWLEDGE);
        pages.donors();
    }

    @AfterAll
    static void stop() {
        pages.close();
    }

    @Test
    void an_empty_store_offers_import_a_made_up_patient_and_what_integrators_need() {
        try (RunningPages empty = RunningPages.start(0, KNOWLEDGE)) {
            Browsing someone = new Browsing(empty);

            assertThat(someone.open("/").html())
                    .contains("No charts yet", "href=\"/import\"")
                    .contains("href=\"/first-run\"", "href=\"/integrate\"");
            assertThat(someone.open("/integrate").text())
                    .contains("0 charts", "put the id of one where the lines say PATIENT");
        }
    }

    /// What a role may do there is offered to it, and of the rest it says who does it.
    @Test
    void who_has_no_list_of_patients_is_led_to_what_the_role_is_for() {
        try (RunningPages empty = RunningPages.start(0, KNOWLEDGE)) {
            Browsing someone = new Browsing(empty);
            someone.signIn("S. Example", "administrator");
            Browsing.Seen start = someone.open("/");
            assertThat(start.html())
                    .contains("href=\"/accounts\"", "<h1>Start")
                    .doesNotContain("href=\"/first-run\"");
            assertThat(start.text()).contains("Who brings in the first charts: ");
            someone.signIn("T. Example", "auditor");
            assertThat(someone.open("/").html())
                    .contains("class=\"button quiet\" href=\"/looks\"")
                    .doesNotContain("href=\"/accounts\"");
            someone.signIn("P. Example", "assessor");
            assertThat(someone.open("/").text()).contains("No charts yet", "Done by: ");
        }
    }

    @Test
    void one_made_up_patient_is_taken_in_and_none_goes_among_charts_that_are_there() {
        try (RunningPages empty = RunningPages.start(0, KNOWLEDGE)) {
            Browsing someone = new Browsing(empty);
            Browsing.Seen choice = someone.open("/first-run");

            Browsing.Seen patient =
                    someone.send(
                            choice,
                            "/first-run",
                            Map.of("pathway", "bone-modifying-agents", "person", "A. Example"));

            assertThat(patient.path()).startsWith("/patients/demo-");
            assertThat(patient.text()).contains("this is nobody's chart");
            assertThat(empty.store().chartCount()).isEqualTo(1);
            Browsing.Seen again =
                    someone.send(
                            choice,
                            "/first-run",
                            Map.of("pathway", "marrow-transplant", "person", "A. Example"));
            assertThat(again.text()).contains("Made-up patients do not go among others");
            assertThat(empty.store().chartCount()).isEqualTo(1);
        }
    }

    @Test
    void every_line_for_integrators_works_as_it_stands() throws Exception {
        try (RunningPages one = RunningPages.start(0, KNOWLEDGE)) {
            Browsing someone = new Browsing(one);
            someone.send(
                    someone.open("/first-run"),
                    "/first-run",
                    Map.of("pathway", "marrow-knee-injection", "person", "A. Example"));

            List<String> lines = lines(someone.open("/integrate").html());

            assertThat(lines).hasSizeGreaterThan(5).noneMatch(line -> line.contains("PATIENT"));
            for (String line : lines) {
                assertThat(status(line, one)).as(line).isBetween(200, 201);
            }
        }
    }

    private static List<String> lines(String html) {
        return Pattern.compile("<code>(curl [^<]*)</code>")
                .matcher(html)
                .results()
                .map(line ->
                        line.group(1)
                                .replace("&#39;", "'")
                                .replace("&#34;", "\"")
                                .replace("&quot;", "\"")
                                .replace("&amp;", "&"))
                .toList();
    }

    /// What a line for the shell does, without one.
    private static int status(String line, RunningPages server)
            throws IOException, InterruptedException {
        Matcher parts =
                Pattern.compile(
                                "curl -s -H \"Authorization: Bearer \\$OSTEON_TOKEN\" (?:-X (\\w+) -H 'Content-Type: ([^']+)' -d '([^']+)'"
                                        + " )?'([^']+)'")
                        .matcher(line);
        assertThat(parts.matches()).as(line).isTrue();
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(parts.group(4)))
                        .header("Authorization", server.people().bearer("physician", false));
        if (parts.group(1) != null) {
            request.header("Content-Type", parts.group(2))
                    .method(parts.group(1), HttpRequest.BodyPublishers.ofString(parts.group(3)));
        }
        return HttpClient.newHttpClient()
                .send(request.build(), HttpResponse.BodyHandlers.ofString())
                .statusCode();
    }

    @Test
    void a_rule_a_form_a_word_and_a_page_are_found_by_what_people_call_them() {
        Browsing someone = new Browsing(pages);

        assertThat(someone.open("/find?q=bk-x5").html())
                .contains("/rules/marrow-knee-injection/BK-X5");
        assertThat(someone.open("/find?q=creatinine+above").html())
                .contains("/rules/bone-modifying-agents/REN-SCR-GT3");
        assertThat(someone.open("/find?q=koos").html()).contains("href=\"/forms/koos\"");
        assertThat(someone.open("/find?q=HCT-CI").html()).contains("/help#word-hct-ci");
        assertThat(someone.open("/find?q=survival").html()).contains("href=\"/outcomes\"");
        assertThat(someone.open("/find?q=D000000001").text()).contains("a donor of the registry");
        assertThat(someone.open("/find?q=nothing+of+that+name").text())
                .contains("Nothing is called");
        assertThat(someone.open("/find").text()).contains("28.06.1952");
    }

    @Test
    void the_help_has_the_keys_and_the_words_of_the_field_with_their_meaning() {
        Browsing someone = new Browsing(pages);
        String help = someone.open("/help").text();

        assertThat(help)
                .contains("Ctrl K", "find a patient, rule, donor, form, word or page")
                .contains("TNC", "HCT-CI", "P(0)", "Letter L");
        assertThat(someone.open("/help?q=allele").text())
                .contains("Letter L")
                .doesNotContain("HCT-CI");
    }
}
