package org.osteon.app.http.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.osteon.records.demo.DemoCohort;
import org.osteon.store.Attribution;
import org.osteon.store.Change;
import org.osteon.workflow.FhirEdit;

/// What others are to be told (records, section 8, A8, R1 and R2): a registry on day 100, an
/// authority of a serious event at a site in the United Kingdom. Without JavaScript, over HTTP, and
/// the pages in a browser.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ReportStoriesTest {
    private static final Path KNOWLEDGE = Path.of("..", "knowledge");
    private static final String KNEE = "demo-knee-better-1";
    private static final String EVENT_FORM = "/patients/" + KNEE + "/forms/adverse-event";
    private static final Pattern COUNTS =
            Pattern.compile("(\\d+) of (\\d+) answered , [\\d.]+ %; (\\d+) filled in");
    private static final Pattern DRAFT =
            Pattern.compile("/patients/([a-z0-9.-]+)/registry/(post-transplant/[0-9-]+/day-100)");

    private static RunningPages pages;
    private static String draft = "";
    private static String patient = "";

    @BeforeAll
    static void start() throws IOException {
        List<String> charts = new ArrayList<>();
        for (String chart : new DemoCohort(KNOWLEDGE, RunningPages.TODAY, 1).charts()) {
            if (chart.contains("\"id\":\"demo-transplant-leukaemia-day-100-")) {
                charts.add(chart);
            }
            if (chart.contains("\"id\":\"" + KNEE + "\"")) {
                charts.add(inTheUnitedKingdom(chart));
            }
        }
        pages = RunningPages.start(0, KNOWLEDGE).withBundles(charts);
        Matcher first = DRAFT.matcher(new Browsing(pages).open("/reports").html());
        assertThat(first.find()).as("a draft of day 100 is due").isTrue();
        patient = first.group(1);
        draft = first.group();
    }

    @AfterAll
    static void stop() {
        pages.close();
    }

    private static String inTheUnitedKingdom(String chart) {
        ObjectNode bundle = FhirEdit.read(chart);
        for (JsonNode entry : bundle.path("entry")) {
            if (entry.path("resource").path("resourceType").asText("").equals("Procedure")) {
                ((ObjectNode) entry.path("resource"))
                        .putObject("location")
                        .put("reference", "Location/here");
            }
        }
        bundle.withArray("entry")
                .addObject()
                .putObject("resource")
                .put("resourceType", "Location")
                .put("id", "here")
                .put("name", "Knee clinic")
                .putObject("address")
                .put("country", "GB");
        return bundle.toString();
    }

    private static int[] counts(Browsing.Seen page) {
        Matcher counts = COUNTS.matcher(page.text());
        assertThat(counts.find()).as(page.text()).isTrue();
        return new int[] {
            Integer.parseInt(counts.group(1)),
            Integer.parseInt(counts.group(2)),
            Integer.parseInt(counts.group(3))
        };
    }

    private static Browsing.Seen act(Browsing who, Map<String, String> fields) {
        return who.send(who.open(draft), draft, fields);
    }

    private static String line(Browsing.Seen page, String item) {
        Matcher line =
                Pattern.compile("(?s)<li id=\"" + item + "\"(.*?)</li>").matcher(page.html());
        assertThat(line.find()).as(item).isTrue();
        return line.group(1);
    }

    @Test
    @Order(1)
    void r1_on_day_100_nine_of_ten_items_are_filled_in_each_with_where_it_comes_from() {
        Browsing.Seen page = new Browsing(pages).open(draft);
        int[] counts = counts(page);

        assertThat(counts[2] * 10).isGreaterThanOrEqualTo(counts[1] * 9);
        assertThat(page.text()).contains("State: open", "It cannot be signed yet.");
        assertThat(line(page, "neutrophils")).contains("derived", "/fhir/Observation/");
        assertThat(line(page, "relapse")).contains("none on record", "/fhir/Encounter/");
        assertThat(line(page, "chimerism-method")).contains("missing");
    }

    @Test
    @Order(2)
    void r1_overruling_needs_a_reason_and_shows_what_the_chart_says() {
        Browsing manager = new Browsing(pages);
        manager.signIn("D. Example", "data-manager");
        Browsing.Seen refused =
                act(manager, Map.of("do", "answer", "item", "neutrophils", "answer", "no"));

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text()).contains("say why");
        assertThat(line(manager.open(draft), "neutrophils")).contains(">derived<");

        Browsing.Seen done =
                act(
                        manager,
                        Map.of(
                                "do",
                                "answer",
                                "item",
                                "neutrophils",
                                "answer",
                                "no",
                                "reason",
                                "Counted under growth factor"));
        assertThat(line(done, "neutrophils"))
                .contains("overruled", "Counted under growth factor", "The chart says: yes");
        assertThat(line(act(manager, Map.of("do", "back", "item", "neutrophils")), "neutrophils"))
                .contains(">derived<");
    }

    @Test
    @Order(3)
    void r1_that_nothing_is_on_record_counts_once_a_person_confirms_it_then_it_is_signed() {
        Browsing manager = new Browsing(pages);
        manager.signIn("D. Example", "data-manager");
        int before = counts(manager.open(draft))[0];
        assertThat(act(manager, Map.of("do", "sign")).status()).isEqualTo(422);

        Browsing.Seen page = act(manager, Map.of("do", "confirm-none"));
        assertThat(counts(page)[0]).isGreaterThan(before);
        for (String item : List.of("chimerism-method", "immunosuppression")) {
            page =
                    act(
                            manager,
                            Map.of(
                                    "do",
                                    "answer",
                                    "item",
                                    item,
                                    "answer",
                                    item.startsWith("imm") ? "no" : "short tandem repeats"));
        }
        assertThat(page.text()).contains("ready to be signed");

        Browsing physician = new Browsing(pages);
        page =
                act(
                        physician,
                        Map.of(
                                "do",
                                "sign",
                                "password",
                                "four words of a test",
                                "person",
                                "P. Ono"));
        assertThat(page.text()).contains("State: signed", "Signed by P. Ono");
        assertThat(pages.store().history(patient, 0, 50))
                .anySatisfy(one ->
                        assertThat(one.json())
                                .contains("MeasureReport", "urn:osteon:registry:post-transplant"));
    }

    @Test
    @Order(4)
    void r1_nothing_is_sent_it_is_taken_along_as_files_and_entered_as_submitted() {
        Browsing someone = new Browsing(pages);
        assertThat(someone.open(draft + "/answers.csv").html())
                .startsWith("registry,form,revision,time,number,item,question,answer")
                .contains("CIBMTR,2450,,day-100,,relapse,Relapse or progression,no,no,confirmed");
        JsonNode bundles = FhirEdit.read(someone.open(draft + "/bundles.json").html());
        assertThat(bundles.path("bundles")).isEmpty();
        assertThat(bundles.path("missing").toString()).contains("number of this centre");
        assertThat(someone.open(draft + "/sheet").text()).contains("Reviewed and signed by P. Ono");

        assertThat(act(someone, Map.of("do", "submitted", "on", "2025-07-01")).text())
                .contains("no day up to today");
        assertThat(
                        act(someone, Map.of("do", "submitted", "on", "2025-06-02", "number", "77"))
                                .text())
                .contains("State: submitted", "number 77");
    }

    @Test
    @Order(5)
    void r1_after_an_amendment_it_is_asked_whether_to_report_again() {
        Browsing someone = new Browsing(pages);
        String day = someone.open(draft).text().replaceFirst("(?s).*answers as of ", "");
        assertThat(day).isNotEmpty();
        pages.store()
                .append(
                        patient,
                        new Attribution(
                                "test",
                                RunningPages.TODAY
                                        .atStartOfDay()
                                        .toInstant(java.time.ZoneOffset.UTC),
                                "test"),
                        List.of(
                                Change.put(
                                        "Observation",
                                        "relapsed",
                                        """
                                        {"resourceType":"Observation","id":"relapsed","status":"final",
                                        "code":{"coding":[{"system":"urn:osteon:chart","code":"disease-relapse"}]},
                                        "subject":{"reference":"Patient/%s"},"effectiveDateTime":"%s","valueBoolean":true}
                                        """
                                                .formatted(patient, zero().plusDays(80)))));

        Browsing.Seen page = someone.open(draft);
        assertThat(page.text())
                .contains("changed since it was submitted", "report again?", "disputed");
        assertThat(someone.open("/patients/" + patient).text()).contains("Report again?");
    }

    private static java.time.LocalDate zero() {
        return java.time.LocalDate.parse(
                draft.replaceFirst(".*/post-transplant/([0-9-]+)/.*", "$1"));
    }

    private static Map<String, String> event(Browsing.Seen form) {
        Map<String, String> answers = new LinkedHashMap<>();
        for (String name : List.of("response", "shown")) {
            Matcher field =
                    Pattern.compile("name=\"" + name + "\"[^>]*value=\"([^\"]*)\"")
                            .matcher(form.html());
            answers.put(
                    name,
                    field.find()
                            ? field.group(1).replace("&#34;", "\"").replace("&amp;", "&")
                            : "");
        }
        answers.put("pathway", "marrow-knee-injection");
        answers.put("when", "2 Jun 2025 10:00");
        answers.put("what", "urn:osteon:chart|septic-arthritis");
        answers.put("started", "1 Jun 2025 20:00");
        answers.put("noticed", "2 Jun 2025 10:00");
        answers.put("grade", "urn:osteon:chart|ctcae-3");
        answers.put("serious", "urn:osteon:chart|serious-hospital");
        answers.put(
                "outcome", "http://terminology.hl7.org/CodeSystem/adverse-event-outcome|ongoing");
        return answers;
    }

    @Test
    @Order(6)
    void a8_at_a_site_in_the_united_kingdom_the_report_is_due_24_hours_after_staff_learned_of_it() {
        Browsing physician = new Browsing(pages);
        Browsing.Seen form = physician.open(EVENT_FORM + "?pathway=marrow-knee-injection");
        Map<String, String> answers = event(form);
        answers.put("do", "check");
        Browsing.Seen checked = physician.send(form, EVENT_FORM, answers);
        assertThat(checked.text())
                .contains(
                        "Report due", "Human Tissue Authority", "due 3 Jun 2025 10:00 (24 hours)");

        answers.put("do", "sign");
        answers.put("person", "N. Example");
        Browsing.Seen signed = physician.send(form, EVENT_FORM, answers);
        assertThat(signed.text()).contains("Report to Human Tissue Authority by 3 Jun 2025 10:00");
        assertThat(physician.open("/reports").text())
                .contains("Human Tissue Authority", "3 Jun 2025 10:00", "legal review needed");
    }

    /// What counsel confirms is so on the list at once, not when the chart or the day changes.
    @Test
    @Order(7)
    void a8_the_worklist_follows_what_counsel_confirms_or_takes_back_at_once() {
        String rules = "/reports/rules";
        String row = rules + "/regions/uk/uk-hta";
        Browsing list = new Browsing(pages);
        Browsing manager = new Browsing(pages);
        manager.signIn("D. Example", "data-manager");
        assertThat(list.open("/").text()).contains("Legal review needed");

        manager.send(manager.open(rules), row, Map.of("by", "L. Example", "on", "2025-06-01"));
        assertThat(list.open("/").text())
                .contains("Human Tissue Authority")
                .doesNotContain("Legal review needed");

        manager.send(manager.open(rules), row, Map.of());
        assertThat(list.open("/").text()).contains("Legal review needed");
    }

    private static String report() {
        Matcher link =
                Pattern.compile("/patients/" + KNEE + "/reports/[^\"]+/uk-hta")
                        .matcher(new Browsing(pages).open("/reports").html());
        assertThat(link.find()).isTrue();
        return link.group();
    }

    private static Browsing.Seen tell(Browsing who, Map<String, String> fields) {
        return who.send(who.open(report()), report(), fields);
    }

    @Test
    @Order(8)
    void r2_without_a_reporter_it_is_not_ready_and_says_so() {
        Browsing physician = new Browsing(pages);
        Browsing.Seen page = physician.open(report());
        assertThat(page.text())
                .contains("Not ready : reporter", "Legal review needed", "24 hours")
                .contains("Septic arthritis. Began 1 Jun 2025 20:00")
                .doesNotContain("Report to an authority: signed");

        Browsing.Seen refused = tell(physician, Map.of("do", "sign"));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text()).contains("Missing: Reporter");
        assertThat(physician.open(report()).text()).contains("State: due");
    }

    @Test
    @Order(9)
    void r2_with_a_reporter_it_is_signed_taken_along_without_a_name_and_entered_as_submitted() {
        Browsing physician = new Browsing(pages);
        Browsing.Seen signed =
                tell(
                        physician,
                        Map.of(
                                "do",
                                "sign",
                                "reporter",
                                "A. Example, physician",
                                "suspect",
                                "Marrow concentrate"));
        assertThat(signed.text()).contains("State: signed");
        JsonNode file = FhirEdit.read(physician.open(report() + "/report.json").html());
        assertThat(file.path("due").asText()).startsWith("2025-06-03T10:00");
        assertThat(file.path("to").path("legalReviewNeeded").asBoolean()).isTrue();
        assertThat(file.path("parts").path("narrative").path("fromFacts").asBoolean()).isTrue();
        String name = physician.open("/patients/" + KNEE).text();
        String family = name.replaceFirst("(?s).*?([\\p{L}-]+), [\\p{L}-]+ Born.*", "$1");
        assertThat(file.toString()).doesNotContain(family);
        assertThat(physician.open(report() + "/sheet").html()).doesNotContain(family);

        Browsing.Seen sent =
                tell(
                        physician,
                        Map.of("do", "submitted", "on", "2025-06-02T10:20", "number", "HTA-7"));
        assertThat(sent.text()).contains("State: submitted", "number HTA-7");
        assertThat(physician.open("/patients/" + KNEE).text())
                .doesNotContain("Report to Human Tissue Authority");
    }

    @Test
    @Order(10)
    void r2_when_the_event_is_amended_a_follow_up_is_due() {
        var event =
                pages.store().history(KNEE, 0, 200).stream()
                        .filter(one -> one.resource().type().equals("AdverseEvent"))
                        .filter(one -> one.json().contains("septic-arthritis"))
                        .findFirst()
                        .orElseThrow();
        ObjectNode amended = FhirEdit.read(event.json());
        amended.withArray("/outcome/coding").removeAll().addObject().put("code", "resolved");
        pages.store()
                .append(
                        KNEE,
                        new Attribution(
                                "test",
                                RunningPages.TODAY
                                        .atStartOfDay()
                                        .toInstant(java.time.ZoneOffset.UTC),
                                "test"),
                        List.of(
                                Change.put(
                                        "AdverseEvent",
                                        event.resource().id(),
                                        FhirEdit.write(amended))));

        assertThat(new Browsing(pages).open(report()).text())
                .contains("changed since: a follow-up is due", "a follow-up report is due");
    }

    @Test
    @Order(11)
    void who_may_not_report_finds_no_draft() {
        Browsing blind = new Browsing(pages);
        for (String role : List.of("assessor", "research", "auditor", "integrator")) {
            blind.signIn("B. Example", role);
            for (String path : List.of(draft, draft + "/answers.csv", report())) {
                assertThat(blind.open(path).status()).as(role + " " + path).isIn(403, 404);
            }
            assertThat(blind.open("/reports").status()).as(role).isEqualTo(403);
        }
    }

    /// What the centre tells of itself: each figure with what it is of (records, 7.2).
    @Test
    @Order(12)
    void the_centre_tells_of_itself_with_denominators_and_long_lists_come_by_pages() {
        Browsing.Seen page = new Browsing(pages).open("/reports");

        assertThat(page.text())
                .contains("Questionnaires: answered, of those whose time is over or that came")
                .containsPattern("Marrow concentrate injection of the knee, Before \\d+ of \\d+")
                .contains("People with an adverse event on record", "None on record.");
        assertThat(new Browsing(pages).open("/reports?page=99&authority=99").status())
                .isEqualTo(200);
    }

    @Test
    @Order(13)
    void a_chart_that_cannot_be_read_is_told_and_none_of_it_is_no_answer() {
        assertThat(new Browsing(pages).open("/reports").text()).doesNotContain("could not be read");
        pages.store()
                .append(
                        "broken",
                        new Attribution("test", Instant.EPOCH, "import"),
                        List.of(
                                Change.put(
                                        "AdverseEvent",
                                        "e",
                                        "{\"resourceType\":\"AdverseEvent\",\"id\":\"e\"}")));

        assertThat(new Browsing(pages).open("/reports").text())
                .contains("1 chart could not be read")
                .doesNotContain("event is to be reported.", "judged is to be reported.");
    }

    @Test
    @Order(12)
    void the_pages_are_for_everyone() {
        Chromium.assume();
        try (Chromium browser = new Chromium()) {
            for (String path :
                    List.of(
                            "/reports",
                            "/reports/rules",
                            "/patients/" + patient + "/registry",
                            draft,
                            draft + "/sheet",
                            "/patients/" + KNEE + "/reports",
                            report(),
                            report() + "/sheet")) {
                ForEveryone.check(browser, pages.url(path), path);
            }
        }
    }
}
