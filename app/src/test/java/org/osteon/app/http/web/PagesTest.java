package org.osteon.app.http.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.osteon.store.Attribution;
import org.osteon.store.Change;

/// What the pages show, over real HTTP, on the made-up pathway (X2, X3, X6).
class PagesTest {
    private static RunningPages pages;

    @BeforeAll
    static void start() {
        pages = RunningPages.start(0).withWard();
    }

    @AfterAll
    static void stop() {
        pages.close();
    }

    private static Browsing.Seen open(String path) {
        return new Browsing(pages).open(path);
    }

    @Test
    void the_worklist_puts_what_can_be_done_in_time_before_what_is_late_already() {
        String text = open("/").text();

        assertThat(text).containsSubsequence("García", "Castillo", "Bergström");
        assertThat(text).contains("Overdue 2", "Held 2", "To release 2");
    }

    @Test
    void the_worklist_is_searched_by_name_record_and_birth_date() {
        assertThat(open("/?q=haddad").text()).contains("Haddad, Omar").doesNotContain("Bergström");
        assertThat(open("/?q=MRN-early").text()).contains("Eriksen, Tor").doesNotContain("Haddad");
        assertThat(open("/?q=1988").text()).contains("Castillo, Ana").doesNotContain("Haddad");
        assertThat(open("/?q=nobody").text()).contains("Nobody matches");
    }

    @Test
    void the_worklist_is_filtered_by_what_is_needed() {
        String text = open("/?attention=held").text();

        assertThat(text).contains("García", "Eriksen").doesNotContain("Castillo");
    }

    /// A neighbour that cannot be read costs its own line: the list, and the line says why.
    @Test
    void a_chart_that_cannot_be_read_is_a_line_of_the_worklist_and_takes_nothing_away() {
        pages.store()
                .append(
                        "broken",
                        new Attribution("test", Instant.EPOCH, "import"),
                        List.of(
                                Change.put(
                                        "Observation",
                                        "o",
                                        "{\"resourceType\":\"Observation\",\"id\":\"o\","
                                                + "\"status\":\"final\"}")));

        assertThat(open("/?q=broken").text()).contains("Cannot be read", "broken", "Patient");
        assertThat(open("/?q=broken").html())
                .contains("href=\"/charts/broken/text\"", "href=\"/charts/broken/trouble\"");
        assertThat(open("/charts/broken/text").text())
                .contains("Cannot be read", "Observation/o", "\"status\" : \"final\"");
        assertThat(open("/charts/broken/trouble").text())
                .contains("broken", "What is wrong", "iron-infusion")
                .doesNotContain("final");
        assertThat(open("/charts/nobody/text").status()).isEqualTo(404);
        assertThat(open("/").text()).contains("Bergström", "Haddad");
        assertThat(open("/boards").text())
                .contains("cannot be read and stand nowhere here: 1", "Haddad");
    }

    @Test
    void the_board_shows_everybody_where_the_facts_put_them() {
        String text = open("/boards").text();

        assertThat(text).contains("Iron today", "Doses that are planned.");
        assertThat(between(text, "To release", "Held"))
                .contains("Diallo")
                .doesNotContain("Eriksen");
        assertThat(between(text, "Held", "Nothing planned")).contains("Eriksen", "3 days");
        assertThat(text.substring(text.lastIndexOf("Nothing planned"))).contains("Haddad");
        assertThat(open("/boards/iron-infusion").text()).contains("Iron today");
        assertThat(open("/boards/nothing").status()).isEqualTo(404);
        assertThat(open("/boards/nothing").text()).contains("has a board “nothing”");
    }

    private static String between(String text, String first, String next) {
        int start = text.indexOf(first);
        return text.substring(start, text.indexOf(next, start));
    }

    @Test
    void the_banner_tells_who_the_patient_is() {
        String text = open("/patients/course").text();

        assertThat(text)
                .contains("Bergström, Liv")
                .contains("Age 64 years")
                .contains("62 kg 29 May 2025, 4 days ago")
                .contains("Penicillin");
    }

    @Test
    void a_blocked_gate_shows_its_data_their_age_and_its_source() {
        String text = open("/patients/early").text();

        assertThat(text)
                .contains("Hold")
                .contains("Last dose 3 days before this one, at least 7 are needed")
                .contains("ferric one 1000 mg on 30 May 2025 3 days ago")
                .contains("section 3, T2")
                .contains("An invented label, section on intervals");
    }

    @Test
    void what_is_missing_is_a_list_to_order() {
        String text = open("/patients/unknown").text();

        assertThat(text)
                .contains("Cannot tell")
                .contains("Missing: to order haemoglobin not older than 28 days weight");
    }

    @Test
    void the_dose_shows_its_arithmetic_line_by_line() {
        assertThat(open("/patients/ready").text())
                .contains("= 60 kg × (150 − 91 g/L) ÷ 10 × 2.4 + 500");
    }

    @Test
    void with_nothing_planned_each_option_says_what_would_hold() {
        String text = open("/patients/idle").text();

        assertThat(text)
                .contains("Nothing planned")
                .contains("If it were ordered today")
                .contains("Ferric one Give")
                .contains("Plan Ferric two");
    }

    @Test
    void a_past_day_is_shown_as_it_was_and_offers_no_actions() {
        String text = open("/patients/course?asOf=2025-01-10").text();

        assertThat(text)
                .contains("This is the chart as of 10 Jan 2025")
                .doesNotContain("Plan Ferric one");
    }

    @Test
    void before_anything_was_recorded_nothing_was_known() {
        Browsing.Seen page = open("/patients/course?asOf=2025-01-10&recorded=true");

        assertThat(page.status()).isEqualTo(404);
        assertThat(page.text()).contains("Not recorded yet");
    }

    @Test
    void trends_are_drawings_with_their_limits_and_a_table_beside() {
        Browsing.Seen page = open("/patients/course");

        assertThat(page.html()).contains("class=\"trend\"", "130 goal", "70 transfuse below");
        assertThat(page.text()).contains("Table of 10 values", "23 May 2025 114");
    }

    @Test
    void the_timeline_counts_days_from_the_anchor() {
        assertThat(open("/patients/course").text())
                .contains("Day +110")
                .contains("ferric one 500 mg on 2 February 2025");
    }

    @Test
    void one_sheet_of_paper_has_decision_gates_and_signatures() {
        assertThat(open("/patients/early/sheet").text())
                .contains(
                        "Release sheet as of 2 Jun 2025", "Hold", "2 blocked", "Pharmacist, time");
    }

    @Test
    void beside_name_and_decision_stands_what_the_pathway_puts_there() {
        String text = open("/patients/course").text();

        assertThat(text)
                .contains("2 doses of iron given")
                .contains("Who did what nobody has looked yet")
                .contains("Allergies Penicillin");
        assertThat(open("/patients/ready").text())
                .contains("Planned: Ferric")
                .containsPattern("\\d+ mg of iron")
                .contains("into a vein");
    }

    @Test
    void a_tool_that_means_nothing_for_the_patient_is_not_there() {
        assertThat(open("/patients/course").text()).doesNotContain("Search donors");
    }

    @Test
    void facts_stand_by_theme_each_once_with_day_and_resource() {
        String text = open("/patients/course").text();

        String facts = text.substring(text.indexOf("Facts Blood"));
        assertThat(between(facts, "Blood", "Body"))
                .contains("Haemoglobin 114 g/L on 23 May 2025 10 days ago");
        assertThat(between(facts, "Body", "Records")).contains("62 kg");
    }

    @Test
    void met_gates_are_folded_into_a_line_worst_gates_stand_open() {
        Browsing.Seen page = open("/patients/early");

        assertThat(page.text()).containsPattern("Blocked.*\\d+ clear");
        assertThat(page.html()).contains("<details class=\"folded clear\"");
    }

    @Test
    void the_ribbon_counts_days_from_the_anchor_and_each_lane_is_a_table_too() {
        Browsing.Seen page = open("/patients/course");

        assertThat(page.html())
                .contains("class=\"ribbon\"", "days=-30,30#by-day")
                .contains("Day +110, 2 Feb 2025: ferric one 500 mg");
        assertThat(between(page.text(), "Tables of the lanes", "Gates"))
                .contains("Haemoglobin: 12 entries", "Day +110 2 Feb 2025 doses ferric one 500 mg");
    }

    @Test
    void a_link_zooms_into_the_ribbon_and_nonsense_shows_all() {
        String all = open("/patients/course").html();
        String near = open("/patients/course?days=-30,30").html();

        assertThat(all).contains("Day −365 to Day +365");
        assertThat(near).contains("Day −30 to Day +30").doesNotContain("<title>Day +110");
        assertThat(open("/patients/course?days=30,-30").html()).contains("Day −365 to Day +365");
        assertThat(open("/patients/course?days=soon").html()).contains("Day −365 to Day +365");
    }

    @Test
    void the_calendar_of_doses_says_what_differs_and_prints_with_the_identity() {
        Browsing.Seen page = open("/patients/course");
        String paper = open("/patients/course/calendar").text();

        assertThat(page.text()).contains("Doses by day", "Day +110", "✓ 500 mg");
        assertThat(paper)
                .contains("Bergström, Liv · born 12 Apr 1961 (64 years)", "Physician, time");
        assertThat(open("/patients/idle/calendar").status()).isEqualTo(404);
    }

    @Test
    void what_the_patient_takes_home_is_a_page_where_there_is_anything() {
        assertThat(open("/patients/course/aftercare").text())
                .contains("Drink enough.", "Bergström, Liv", "Given by, time");
        assertThat(open("/patients/idle/aftercare").status()).isEqualTo(404);
    }

    @Test
    void two_of_one_name_are_told_apart() {
        pages.with(
                RunningPages.TODAY.atStartOfDay().toInstant(java.time.ZoneOffset.UTC),
                java.util.List.of(
                        MadeUpChart.of("twin-1", "Twin", "Ada", "female", "1980-01-01")
                                .haemoglobin("90", RunningPages.TODAY.minusDays(1)),
                        MadeUpChart.of("twin-2", "Twin", "Ada", "female", "1981-01-01")
                                .haemoglobin("90", RunningPages.TODAY.minusDays(1))));

        for (String page : List.of("", "/forms", "/audit", "/plan?pathway=iron-infusion")) {
            assertThat(open("/patients/twin-1" + page).text()).contains("Two of this name");
        }
        assertThat(open("/patients/course").text()).doesNotContain("Two of this name");
    }

    @Test
    void the_rule_book_tells_each_rule_in_words_with_source_and_cql() {
        Browsing.Seen page = open("/rules/iron-infusion");

        assertThat(page.text())
                .contains("Seven days have passed since the last dose")
                .contains("TOO-EARLY")
                .contains("The invented iron handbook, edition 1");
        assertThat(page.html())
                .contains("id=\"TOO-EARLY\"", "href=\"/rules/iron-infusion/TOO-EARLY\"");
        assertThat(open("/rules/iron-infusion/TOO-EARLY").html())
                .contains("define \"Last Dose Is Too Recent\"");
        assertThat(open("/rules/iron-infusion?q=ferritin").text())
                .contains("FERRITIN-BORDERLINE")
                .doesNotContain("Too early after the last dose");
        assertThat(open("/rules?q=ferritin").text()).contains("FERRITIN-BORDERLINE");
    }

    @Test
    void a_rule_has_a_page_with_its_number_its_source_and_the_patients_it_touches_today() {
        Browsing.Seen early = open("/rules/iron-infusion/TOO-EARLY");

        assertThat(early.text())
                .contains("Too early after the last dose", "Move the dose to day 7 or later.")
                .contains("An invented label, section on intervals")
                .contains("not confirmed by a clinician", "Eriksen, Tor")
                .doesNotContain("Castillo");
        assertThat(early.html()).contains("<b>7</b>", "/patients/early?pathway=iron-infusion");
        assertThat(open("/rules/iron-infusion/HB-MISSING").text())
                .contains("Nobody has released an order against it");
        assertThat(open("/rules/iron-infusion/interval").text()).contains("Its rules", "TOO-EARLY");
        assertThat(open("/rules/iron-infusion/NO-SUCH-RULE").status()).isEqualTo(404);
    }

    /// A living reference: whom the rules of today answer otherwise than those of before, and why.
    @Test
    void what_changed_in_the_rules_is_told_with_the_patients_whom_it_answers_otherwise()
            throws InterruptedException {
        assertThat(open("/rules/changes").text()).contains("No other state of the knowledge");
        String hash =
                pages.earlier(
                        "iron-infusion/IronInfusion.cql",
                        "\"Days Since The Last Dose\" < 7",
                        "\"Days Since The Last Dose\" < 2");

        String path = "/rules/changes?from=" + hash;
        Browsing.Seen page = open(path);
        for (int i = 0; i < 300 && page.text().contains("being made ready"); i++) {
            Thread.sleep(100);
            page = open(path);
        }

        assertThat(page.text()).contains("TOO-EARLY", "2 → 7").contains("TOO-EARLY is raised now");
        assertThat(page.html())
                .contains("href=\"/patients/early?pathway=iron-infusion\"")
                .doesNotContain("href=\"/patients/ready?pathway=iron-infusion\"");
        assertThat(open("/rules/changes?from=0123456789abcdef").status()).isEqualTo(404);
    }

    @Test
    void a_source_without_a_review_was_never_reviewed_and_so_were_the_numbers_on_it() {
        assertThat(open("/rules/watch").text())
                .contains("The invented iron handbook", "never", "nothing is planned");
        assertThat(open("/rules/iron-infusion/TOO-EARLY").text()).contains("last reviewed: never");

        String path = "/rules/watch/source";
        String citation = "An invented label, section on intervals";
        String of = "?of=iron-infusion&key=T2";
        Browsing physician = new Browsing(pages);
        physician.signIn("P. Example", "physician");
        Map<String, String> said =
                Map.of(
                        "of",
                        "iron-infusion",
                        "key",
                        "T2",
                        "citation",
                        citation,
                        "found",
                        "As it was");
        Browsing.Seen signed = physician.send(physician.open(path + of), path, said);
        assertThat(signed.text()).contains("Signed here", "P. Example, physician: As it was");
        assertThat(open("/rules/watch").text()).contains("P. Example, physician");
        assertThat(open("/rules/iron-infusion/TOO-EARLY").text())
                .contains("last reviewed:")
                .doesNotContain("last reviewed: never");

        Browsing nurse = new Browsing(pages);
        nurse.signIn("N. Example", "nurse");
        assertThat(nurse.open(path + of).text()).contains("a pharmacist or a laboratory signs it");
        assertThat(nurse.send(nurse.open(path + of), path, said).status()).isEqualTo(403);
    }

    @Test
    void a_patient_is_found_by_parts_of_the_name_the_record_number_and_the_birth_date() {
        assertThat(open("/find?q=omar+hadd").html()).contains("href=\"/patients/");
        assertThat(open("/find?q=MRN-early").text()).contains("Eriksen, Tor");
        for (String born : List.of("1988-09-30", "30.09.1988", "30+Sep+1988")) {
            assertThat(open("/find?q=" + born).text())
                    .contains("Castillo, Ana")
                    .doesNotContain("Haddad");
        }
        assertThat(open("/find?q=30.09.1989").text()).contains("Nothing is called");
    }

    @Test
    void the_code_of_a_rule_leads_to_its_page_from_patient_and_paper() {
        String link = "href=\"/rules/iron-infusion/TOO-EARLY\"";

        assertThat(open("/patients/early").html()).contains(link);
        assertThat(open("/patients/early/sheet").html()).contains(link);
    }

    @Test
    void what_would_clear_a_hold_stands_beside_it_and_its_rule_beside_the_reason() {
        assertThat(open("/patients/early").text())
                .contains("What would clear it A dose on day 7 after the last one, or later.");
        Browsing.Seen row = open("/?q=eriksen");
        assertThat(row.html())
                .containsIgnoringCase("Clears: a dose on day 7 after the last one, or later")
                .contains("href=\"/rules/iron-infusion/TOO-EARLY\"");
    }

    @Test
    void the_worklist_is_narrowed_to_a_place_and_to_who_coordinates_the_care() {
        pages.with(
                RunningPages.TODAY.atStartOfDay().toInstant(java.time.ZoneOffset.UTC),
                List.of(
                        MadeUpChart.of("ward-7", "Sevenward", "Ada", "female", "1980-01-01")
                                .haemoglobin("90", RunningPages.TODAY.minusDays(1))
                                .lookedAfter("Ward 7", "C. Sand"),
                        MadeUpChart.of("ward-8", "Eightward", "Ada", "female", "1980-02-01")
                                .haemoglobin("90", RunningPages.TODAY.minusDays(1))
                                .lookedAfter("Ward 8", "C. Sand")));

        assertThat(open("/").html()).contains("<option value=\"Ward 7\">Ward 7</option>");
        assertThat(open("/?place=Ward+7").text())
                .contains("Sevenward")
                .doesNotContain("Eightward", "Haddad");
        assertThat(open("/?person=C.+Sand").text())
                .contains("Sevenward", "Eightward")
                .doesNotContain("Haddad");
        assertThat(open("/?place=Ward+7&person=Nobody").text()).contains("Nobody matches");
    }

    @Test
    void who_answered_when_is_a_board_with_what_can_still_be_saved() {
        String text = open("/answers").text();

        assertThat(text)
                .contains("Iron: answers", "Week 1", "Bergström, Liv", "Answered for iron")
                .contains("Tiredness open until 2 Jun")
                .doesNotContain("Haddad");
        assertThat(between(text, "Week 1", "Year 1")).contains("100 %");
        assertThat(open("/answers/iron-infusion?soon=true").text()).contains("Bergström, Liv");
        assertThat(open("/answers/cooling").status()).isEqualTo(404);
    }

    @Test
    void what_is_not_there_is_told_with_a_remedy() {
        Browsing.Seen patient = open("/patients/nobody");
        assertThat(patient.status()).isEqualTo(404);
        assertThat(patient.text()).contains("no chart with the id “nobody”", "Search the worklist");

        Browsing.Seen day = open("/patients/course?asOf=yesterday");
        assertThat(day.status()).isEqualTo(400);
        assertThat(day.text()).contains("'yesterday' is not a date; write it like 2025-09-15");

        Browsing.Seen page = open("/no/such/page");
        assertThat(page.status()).isEqualTo(404);
        assertThat(page.text()).contains("No such page", "/no/such/page");
    }

    @Test
    void a_form_from_elsewhere_changes_nothing() {
        Browsing someone = new Browsing(pages);

        Browsing.Seen answer =
                someone.post(
                        "/patients/idle/plan",
                        Map.of(
                                "pathway",
                                "iron-infusion",
                                "option",
                                "ferric-one",
                                "person",
                                "Eve"));

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.text()).contains("This form is not current");
        assertThat(open("/patients/idle").text()).contains("Nothing planned");
    }

    @Test
    void what_a_chart_says_is_never_run_as_markup() {
        pages.with(
                RunningPages.TODAY.atStartOfDay().toInstant(java.time.ZoneOffset.UTC),
                java.util.List.of(
                        MadeUpChart.of(
                                        "hostile",
                                        "<script>alert(1)</script>",
                                        "\"'",
                                        "male",
                                        "1980-01-01")
                                .haemoglobin("90", RunningPages.TODAY.minusDays(1))));

        assertThat(open("/patients/hostile").html()).doesNotContain("<script>alert");
        assertThat(open("/").html()).doesNotContain("<script>alert");
    }
}
