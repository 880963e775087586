package org.osteon.app.http.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.osteon.records.demo.DemoCohort;

/// A data manager records what became of patients (records, 2: A9, B7, T20, O19), and reads no
/// chart.
class FollowUpPagesTest {
    private static final Path KNOWLEDGE = Path.of("..", "knowledge");
    private static final String KNEE = "demo-knee-better-1";
    private static final Pattern BREAST = Pattern.compile("\"id\":\"(demo-breast-[a-z0-9-]+-1)\"");
    private static final Pattern TRANSPLANT =
            Pattern.compile("\"id\":\"(demo-transplant-leukaemia-day-100-1)\"");

    private static RunningPages pages;
    private static Browsing manager;
    private static String breast = "";
    private static String transplanted = "";

    @BeforeAll
    static void start() throws IOException {
        List<String> charts = new ArrayList<>();
        for (String chart : new DemoCohort(KNOWLEDGE, RunningPages.TODAY, 1).charts()) {
            Matcher one = BREAST.matcher(chart);
            Matcher other = TRANSPLANT.matcher(chart);
            if (breast.isEmpty() && one.find()) {
                breast = one.group(1);
                charts.add(chart);
            } else if (transplanted.isEmpty() && other.find()) {
                transplanted = other.group(1);
                charts.add(chart);
            } else if (chart.contains("\"id\":\"" + KNEE + "\"")) {
                charts.add(chart);
            }
        }
        assertThat(charts).hasSize(3);
        pages = RunningPages.start(0, KNOWLEDGE).withBundles(charts);
        manager = new Browsing(pages);
        manager.signIn("D. Example", "data-manager");
    }

    @AfterAll
    static void stop() {
        pages.close();
    }

    private static String followUp(String patient) {
        return "/patients/" + patient + "/follow-up";
    }

    @Test
    void a_patient_is_found_by_the_number_of_the_record_and_not_by_less() {
        Browsing physician = new Browsing(pages);
        Matcher number =
                Pattern.compile("Record ([A-Z0-9-]{3,})")
                        .matcher(physician.open("/patients/" + KNEE).text());
        assertThat(number.find()).isTrue();

        assertThat(manager.open("/reports").html()).contains("action=\"/reports/patient\"");
        Browsing.Seen found = manager.open("/reports/patient?record=" + number.group(1));
        assertThat(found.text()).contains("Follow-up", "Further operation or injection");
        assertThat(found.html()).doesNotContain("href=\"/patients/" + KNEE + "\"");
        String part = number.group(1).substring(0, number.group(1).length() - 1);
        assertThat(manager.open("/reports/patient?record=" + part).status()).isEqualTo(404);
        Browsing research = new Browsing(pages);
        research.signIn("R. Example", "research");
        assertThat(research.open("/reports/patient?record=" + number.group(1)).status())
                .isEqualTo(403);
    }

    @Test
    void each_therapy_offers_its_forms_and_no_chart_opens() {
        assertThat(manager.open(followUp(breast)).text())
                .contains("Alive, died, last contact", "Skeletal event")
                .doesNotContain("Further operation", "Dose given");
        assertThat(manager.open(followUp(transplanted)).text())
                .contains("Alive, died, last contact", "Visit and report: day +100")
                .doesNotContain("Skeletal event");
        for (String patient : List.of(breast, transplanted, KNEE)) {
            for (String path : List.of("", "/forms", "/links", "/pictures", "/forms/visit-note")) {
                assertThat(manager.open("/patients/" + patient + path).status())
                        .as(patient + path)
                        .isIn(403, 404);
            }
        }
        // What a form asks about stands beside it; what the rules say of the chart does not.
        Browsing.Seen form = manager.open("/patients/" + KNEE + "/forms/re-intervention");
        assertThat(form.status()).isEqualTo(200);
        assertThat(form.text()).doesNotContain("What it would say");
        assertThat(form.html()).doesNotContain("href=\"/fhir/", "href=\"/patients/" + KNEE + "\"");
    }

    /// O19: signed by a data manager; what it says counts as if anybody had signed it.
    @Test
    void what_a_data_manager_signs_is_on_the_chart_and_can_be_amended_by_them() {
        String path = "/patients/" + KNEE + "/forms/vital-status";
        Browsing.Seen signed =
                PlayedCase.signed(
                        manager,
                        path,
                        Map.of(
                                "when", List.of("2025-06-02 09:00"),
                                "alive", List.of("true"),
                                "contact-on", List.of("2025-05-30")));
        assertThat(signed.status()).as(signed.text()).isEqualTo(200);
        assertThat(signed.text())
                .contains("Follow-up", "Recorded with these", "D. Example", "amend");
        assertThat(pages.store().history(KNEE, 0, 20))
                .anyMatch(one -> one.json().contains("status-contact"));

        Matcher amend =
                Pattern.compile("href=\"(" + path + "\\?response=[^\"]+)\"").matcher(signed.html());
        assertThat(amend.find()).as(signed.html()).isTrue();
        assertThat(manager.open(amend.group(1)).text()).contains("Sign the change");
        // What was answered in another form is not shown in one of theirs.
        String other = amend.group(1).replace("vital-status", "re-intervention");
        assertThat(manager.open(other).text()).doesNotContain("Sign the change", "30 May 2025");
    }

    @Test
    void the_pages_are_for_everyone() {
        Chromium.assume();
        try (Chromium browser = new Chromium()) {
            for (String path : List.of(followUp(KNEE), "/reports")) {
                ForEveryone.check(browser, pages.url(path), path);
            }
        }
    }
}
