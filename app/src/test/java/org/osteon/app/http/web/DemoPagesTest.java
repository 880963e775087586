package org.osteon.app.http.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.osteon.app.LoadedKnowledge;
import org.osteon.chart.ChartReader;
import org.osteon.chart.ChartReading;
import org.osteon.hla.frequency.FrequencySet;
import org.osteon.hla.frequency.Imputer;
import org.osteon.hla.typing.Reading;
import org.osteon.hla.typing.Typing;
import org.osteon.pathway.KnowledgeBase;
import org.osteon.records.demo.DemoCohort;
import org.osteon.records.demo.DemoMorning;
import org.osteon.search.PatientTyping;
import org.osteon.search.ServedDonors;

/// What whoever looks around in the demonstration comes upon on the pages.
class DemoPagesTest {
    private static final Path KNOWLEDGE = Path.of("..", "knowledge");

    private static final String PLANNED = "demo-transplant-leukaemia-planned-";

    private static List<String> charts = List.of();
    private static RunningPages pages;
    private static Browsing someone;

    @BeforeAll
    static void start() throws IOException {
        KnowledgeBase knowledge = LoadedKnowledge.of(KNOWLEDGE);
        charts =
                new DemoMorning(
                                knowledge,
                                RunningPages.TODAY.atTime(LocalTime.NOON).atZone(ZoneOffset.UTC))
                        .over(new DemoCohort(KNOWLEDGE, RunningPages.TODAY, 1).charts());
        pages =
                RunningPages.start(0, KNOWLEDGE)
                        .withBundles(
                                charts.stream()
                                        .filter(chart ->
                                                chart.contains("\"id\":\"demo-knee-")
                                                        || chart.contains(PLANNED))
                                        .toList());
        someone = new Browsing(pages);
    }

    @AfterAll
    static void stop() {
        pages.close();
    }

    @Test
    void two_of_one_name_are_told_apart_by_record_number() {
        Browsing.Seen list = someone.open("/?q=demo");
        for (int i = 0; i < 100 && list.text().contains("Assessing charts"); i++) {
            list = someone.open("/?q=demo");
        }
        Browsing.Seen one = someone.open("/patients/demo-knee-better-1");

        assertThat(one.text()).contains("Two of this name", "Record M-");
        assertThat(someone.open("/patients/demo-knee-no-better-1").text())
                .doesNotContain("Two of this name")
                .contains("Record M-");
    }

    @Test
    void a_search_for_donors_starts_from_the_typing_of_the_chart_and_finds_some() {
        ServedDonors.Ready ready = pages.donors();
        int found = 0;
        for (int number = 1; number <= 4; number++) {
            String patient = PLANNED + number;
            Browsing.Seen entry = someone.open("/patients/" + patient + "/donors");
            assertThat(entry.text()).doesNotContain("There is no typing of the patient");
            if (number == 2) {
                assertThat(entry.text()).contains("O2");
            } else {
                String results =
                        someone.open(
                                        "/donors/results?mismatches=2&patient="
                                                + patient
                                                + "&gl="
                                                + URLEncoder.encode(
                                                        typing(chart(patient), ready),
                                                        StandardCharsets.UTF_8))
                                .html();
                found += Pattern.compile("D0000\\d{5}").matcher(results).find() ? 1 : 0;
            }
        }
        assertThat(found).isGreaterThanOrEqualTo(2);
    }

    private static String chart(String patient) {
        return charts.stream()
                .filter(one -> one.contains("\"id\":\"" + patient + "\""))
                .findFirst()
                .orElseThrow();
    }

    /// Typings of patients are of the same population as the donors.
    @Test
    void typings_agree_with_the_haplotypes_of_the_made_up_donors() {
        ServedDonors.Ready ready = pages.donors();
        FrequencySet set = ready.frequencies().orElseThrow();
        Imputer imputer = new Imputer(set, set.loci(), false);
        List<String> strange = new ArrayList<>();
        int looked = 0;
        for (String chart : charts) {
            if (!chart.contains("imgt/hla") || chart.contains("B*07:O2")) {
                continue;
            }
            String typing = typing(chart, ready);
            Reading<Typing> reading = ready.reader().glString(typing);
            looked++;
            if (imputer.probability(reading.value()) <= 0) {
                strange.add(typing);
            }
        }

        assertThat(looked).isGreaterThan(100);
        assertThat(strange).isEmpty();
    }

    private static String typing(String bundle, ServedDonors.Ready ready) {
        return switch (ChartReader.bundle(bundle.getBytes(StandardCharsets.UTF_8))) {
            case ChartReading.Read(var chart) ->
                    PatientTyping.of(chart, RunningPages.TODAY, ready.reader())
                            .glString()
                            .orElseThrow();
            case ChartReading.Unusable(var reason) -> throw new AssertionError(reason);
        };
    }

    @Test
    void the_open_red_flag_of_this_morning_is_answered_from_the_patients_page() {
        Browsing.Seen patient =
                someone.open("/patients/demo-knee-new-1?pathway=marrow-knee-injection");

        assertThat(patient.text()).contains("Urgent, same day", "Close the red flag");
        assertThat(patient.html()).contains("/patients/demo-knee-new-1/forms/red-flag-closure");
    }

    @Test
    void a_form_that_somebody_began_is_gone_on_with() {
        Browsing.Seen forms = someone.open("/patients/demo-knee-booked-1/forms");

        assertThat(forms.text()).contains("Record of the procedure draft");
        assertThat(forms.html())
                .containsPattern("/forms/procedure-record\\?response=f-[a-z0-9]{20}");
    }
}
