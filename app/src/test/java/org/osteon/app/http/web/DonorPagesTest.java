package org.osteon.app.http.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.osteon.hla.registry.Donor;
import org.osteon.hla.registry.Registry;
import org.osteon.hla.typing.Typing;
import org.osteon.hla.typing.TypingReader;

/// Donor search on the pages, without JavaScript, over real HTTP (H3).
class DonorPagesTest {
    private static final Map<String, String> TYPING = typing();
    private static final String GL =
            "A*01:01+A*02:01^B*08:01+B*44:02^C*05:01+C*07:01^DRB1*03:01+DRB1*04:01"
                    + "^DQB1*02:01+DQB1*03:02";

    private static RunningPages pages;
    private static Browsing coordinator;

    private static Map<String, String> typing() {
        Map<String, String> typing = new LinkedHashMap<>();
        String[] tokens = {
            "A", "01:01", "02:01", "B", "08:01", "44:02", "C", "05:01", "07:01", "DRB1", "03:01",
            "04:01", "DQB1", "02:01", "03:02"
        };
        for (int i = 0; i < tokens.length; i += 3) {
            typing.put(tokens[i] + "_1", tokens[i + 1]);
            typing.put(tokens[i] + "_2", tokens[i + 2]);
        }
        return typing;
    }

    @BeforeAll
    static void start() throws IOException {
        pages = RunningPages.start(0);
        coordinator = new Browsing(pages);
        put("TWIN", GL);
        put("ONE-OFF", GL.replace("DRB1*04:01", "DRB1*04:04"));
        put("OPEN", GL.replace("A*02:01", "A*02:XX"));
    }

    @AfterAll
    static void stop() {
        pages.close();
    }

    private static Registry registry() {
        return pages.donors().registry().orElseThrow();
    }

    private static void put(String id, String glString) throws IOException {
        TypingReader reader = pages.donors().reader();
        Typing typing = reader.glString(glString).value();
        registry().put(Donor.adult(id), typing);
    }

    private static String query(Map<String, String> typing) {
        StringBuilder query = new StringBuilder();
        typing.forEach((name, value) ->
                query.append(query.isEmpty() ? "?" : "&").append(name).append('=').append(value));
        return query.toString();
    }

    private static Browsing.Seen open(String path) {
        return coordinator.open(path);
    }

    @Test
    void the_entry_says_what_each_token_means() {
        Browsing.Seen page =
                open("/donors?A_1=02:AC&A_2=01:11N&B_1=B12&DRB1_1=04:XX&DRB345_1=DRB4*NNNN");

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.text())
                .contains("The typing can be read.")
                .contains("A multiple allele code: one of")
                .contains("Null: no product; the other position counts twice")
                .contains("An antigen: one of")
                .contains("Any of the family,")
                .contains("The gene is absent")
                .contains("W_HOMOZYGOUS_ASSUMED")
                .contains("IPD-IMGT/HLA Database, release 3.58.0, licensed CC BY-ND");
    }

    @Test
    void who_has_a_donor_is_counted_while_the_page_comes_again_and_then_shown()
            throws InterruptedException {
        Browsing.Seen page = open("/donors/likelihood");
        while (page.text().contains("Looking for donors")) {
            Thread.sleep(50);
            page = open("/donors/likelihood");
        }

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.text())
                .contains("Who has a donor")
                .contains("200 patients drawn")
                .contains("10/10 or better")
                .containsPattern("\\d %");
        assertThat(open("/donors/likelihood?patients=7").status()).isEqualTo(400);
        assertThat(open("/donors/likelihood?type=horse").text())
                .contains("There is no type of donor “horse”.");
    }

    @Test
    void errors_stand_beside_their_locus_with_what_to_do() {
        Browsing.Seen page = open("/donors?A_1=02:ZZZZ&B_1=7:2&C_1=A2&DRB1_1=04:9999");

        assertThat(page.text())
                .contains("Something cannot be read.")
                .contains("E_MAC_UNKNOWN")
                .contains("E_UNKNOWN_ALLELE")
                .contains("E_LOCUS");
    }

    @Test
    void a_search_without_the_loci_that_it_needs_is_refused_with_the_list() {
        Browsing.Seen page = open("/donors/results?A_1=01:01&B_1=08:01");

        assertThat(page.status()).isEqualTo(422);
        assertThat(page.text())
                .contains("E_REQUIRED_LOCUS A search needs A, B and DRB1. Missing: DRB1.");
    }

    @Test
    void settings_that_cannot_be_read_come_back_beside_their_fields() {
        Browsing.Seen page =
                open(
                        "/donors/results"
                                + query(TYPING)
                                + "&youngest=young&antibodies=B8&mismatches=40&weight=-3");

        assertThat(page.status()).isEqualTo(422);
        assertThat(page.text())
                .contains("“young” is not a whole number from 0 to 120.")
                .contains("“B8” has no strength.")
                .contains("“-3” is not a number");
    }

    @Test
    void donors_are_ranked_with_a_letter_per_position_and_the_reason() {
        Browsing.Seen page = open("/donors/results" + query(TYPING) + "&size=250");

        assertThat(page.text())
                .contains("of 3,00")
                .contains("TWIN")
                .contains("DRB1: match and allele mismatch, same antigen")
                .contains("A: match and can match")
                .contains("Why here");
        assertThat(page.text().indexOf("TWIN")).isLessThan(page.text().indexOf("ONE-OFF"));
    }

    /// The command line ranks by the same search: DonorsProfilesTest.
    @Test
    void a_profile_is_chosen_explained_and_its_second_donor_too() {
        assertThat(open("/donors" + query(TYPING)).text())
                .contains(
                        "Rank for", "conventional prophylaxis", "post-transplant cyclophosphamide");
        Browsing.Seen conventional = open("/donors/results" + query(TYPING) + "&mismatches=1");
        Browsing.Seen ptcy = open("/donors/results" + query(TYPING) + "&mismatches=1&profile=ptcy");

        assertThat(conventional.text())
                .contains("Ranked for conventional prophylaxis", "HLA first.")
                .contains("for post-transplant cyclophosphamide");
        assertThat(ptcy.text())
                .contains("Ranked for post-transplant cyclophosphamide", "Newer evidence")
                .contains("At least 4/8 possible at A, B, C and DRB1, of a relative one shared")
                .contains("EBMT, Blood 2024 (143:2534)", "certainty A")
                .contains("for conventional prophylaxis")
                .contains("(above: ");
        Browsing.Seen none = open("/donors/results" + query(TYPING) + "&profile=haplo");
        assertThat(none.status()).isEqualTo(422);
    }

    @Test
    void filters_and_pages_keep_the_search() {
        Browsing.Seen first = open("/donors/results" + query(TYPING) + "&mismatches=2&size=5");
        Browsing.Seen second =
                open("/donors/results" + query(TYPING) + "&mismatches=2&size=5&page=2");

        assertThat(first.text()).contains("1 to 5 of").contains("Next");
        assertThat(second.text()).contains("6 to 10 of").contains("Previous");
        assertThat(open("/donors/results" + query(TYPING) + "&type=cord&mismatches=2").text())
                .contains("cord units only")
                .doesNotContain("TWIN");
    }

    @Test
    void every_cell_is_explained() {
        Browsing.Seen page = open("/donors/pair" + query(TYPING) + "&donor=OPEN");

        assertThat(page.text())
                .contains("10/10 possible, 9/10 certain")
                .contains("Can match; the typing leaves it open.")
                .contains("1 of them on both sides")
                .contains("Chance of no mismatch here")
                .contains("by whole haplotypes (plan A)")
                .contains("DPB1 is not typed on both sides.");
        assertThat(page.html()).contains("id=\"locus-A\"");
        assertThat(open("/donors/pair" + query(TYPING) + "&donor=gone").status()).isEqualTo(404);
    }

    @Test
    void donors_stand_side_by_side() {
        Browsing.Seen page =
                open(
                        "/donors/compare"
                                + query(TYPING)
                                + "&donor=TWIN&donor=ONE-OFF&donor=gone&antibodies=DR4+5000");

        assertThat(page.text())
                .contains("TWIN", "ONE-OFF", "There is no donor “gone” in this registry.")
                .contains("Donor-specific antibodies: The donor carries DR4");
    }

    @Test
    void the_report_states_release_frequencies_settings_and_credit() {
        Browsing.Seen page = open("/donors/report" + query(TYPING) + "&cmv=negative&mismatches=2");

        assertThat(page.text())
                .contains("Donor search report")
                .contains("CMV negative only")
                .contains("Haplotype frequencies: made-up population")
                .contains("release 3.58.0")
                .contains("Robinson, Barker, Marsh")
                .contains("Demonstration: these donors are made up.");
    }

    @Test
    void a_kept_search_tells_what_changed() throws IOException {
        put("STAYS", GL);
        put("LEAVES", GL);
        put("CHANGES", GL.replace("B*44:02", "B*44:XX"));
        Map<String, String> fields = new LinkedHashMap<>(TYPING);
        fields.put("mismatches", "0");
        fields.put("title", "Second look");
        fields.put("person", "A. Example");
        Browsing.Seen found = open("/donors/results" + query(TYPING) + "&mismatches=0");

        Browsing.Seen kept = coordinator.send(found, "/donors/kept", fields);
        assertThat(kept.text())
                .contains("The search is kept as “Second look”.")
                .contains("Nothing: the same donors");

        registry().remove("LEAVES");
        put("CHANGES", GL);
        put("COMES", GL);
        Browsing.Seen again = open(kept.path());

        assertThat(again.text())
                .contains("New COMES")
                .contains("Changed CHANGES Typing")
                .contains("Removed LEAVES No longer in the registry")
                .doesNotContain("STAYS");
        Browsing.Seen now = coordinator.send(again, kept.path(), Map.of());
        assertThat(now.text()).contains("Nothing: the same donors");
        assertThat(open("/donors").text()).contains("Second look");
    }

    @Test
    void serology_beside_dna_is_held_against_it() {
        Browsing.Seen page =
                open("/donors?gl=A*01:01%2BA*02:01%5EB*08:01%2BB*44:02&A_1=A1&A_2=A3&B_1=08:01");

        assertThat(page.text())
                .contains("W_SEROLOGY_CONFLICT")
                .contains("E_LOCUS_TWICE")
                .contains("B is in the GL String and in its own fields.");
    }

    @Test
    void what_is_usual_is_told_and_what_is_not() {
        assertThat(open("/donors" + query(TYPING)).text())
                .contains("Expected at DRB3/4/5 with this DRB1: DRB3 and DRB4.")
                .doesNotContain("W_UNUSUAL_HAPLOTYPE");
        assertThat(open("/donors?A_1=02:01&B_1=46:01&C_1=05:01&DRB1_1=03:01").text())
                .contains("W_UNUSUAL_HAPLOTYPE")
                .contains("no such combination at C-B");
    }

    @Test
    void a_search_starts_from_a_chart_with_its_typing_and_weight() {
        pages.with(
                Instant.parse("2025-06-01T00:00:00Z"),
                List.of(
                        MadeUpChart.of("typed", "Lindqvist", "Siv", "female", "1991-04-12")
                                .weight("58.5", RunningPages.TODAY)
                                .typed("A*01:01+A*02:01")
                                .typed("HLA-B*08:01")
                                .typed("HLA-B*44:02")
                                .typed("DRB1*03:01+DRB1*04:01")));

        assertThat(open("/patients/typed").html())
                .as("a therapy without donors offers no search")
                .doesNotContain("/patients/typed/donors");
        Browsing.Seen entry = open("/patients/typed/donors");

        assertThat(entry.path()).isEqualTo("/donors");
        assertThat(entry.text())
                .contains("For Lindqvist, Siv")
                .contains("The typing can be read.")
                .contains("B*08:01");
        assertThat(entry.html()).contains("value=\"58.5\"");
    }

    /// H1, reference 20.1.
    @Test
    void typings_that_disagree_are_told_where_a_search_starts_and_where_it_ends() {
        pages.with(
                Instant.parse("2025-06-01T00:00:00Z"),
                List.of(
                        MadeUpChart.of("torn", "Berg", "Ole", "male", "1980-03-01")
                                .typed("A*01:01+A*02:01^B*08:01+B*44:02^C*07:01+C*05:01")
                                .typed("DRB1*03:01+DRB1*04:01^DQB1*02:01+DQB1*03:02")
                                .typed("B*07:02+B*44:02"),
                        MadeUpChart.of("bare", "Dahl", "Eva", "female", "1980-03-01")));

        Browsing.Seen entry = open("/patients/torn/donors");
        assertThat(entry.text())
                .contains("W_TYPING_CONFLICT")
                .contains("B*07:02+B*44:02")
                .contains("Ask for a verification typing.")
                .doesNotContain("There is no typing of the patient on this chart.");
        String typing =
                "A*01:01+A*02:01^B*08:01+B*44:02|B*07:02+B*44:02^C*07:01+C*05:01"
                        + "^DRB1*03:01+DRB1*04:01^DQB1*02:01+DQB1*03:02";
        assertThat(
                        open("/donors/results?patient=torn&gl="
                                        + URLEncoder.encode(typing, StandardCharsets.UTF_8))
                                .text())
                .contains("nothing at this locus is certain.")
                .doesNotContain("certain..");
        assertThat(open("/patients/bare/donors").text())
                .contains("There is no typing of the patient on this chart.");
        assertThat(open("/donors?patient=torn").text())
                .doesNotContain("There is no typing of the patient on this chart.");
    }

    /// H7, reference 17: keys can be left out, and types of donors stand side by side.
    @Test
    void a_key_is_left_out_by_its_link_and_types_of_donors_are_compared() {
        Browsing.Seen results = open("/donors/results" + query(TYPING));
        assertThat(results.html()).contains("off=age\"").contains("/donors/types?");

        Browsing.Seen without = open("/donors/results" + query(TYPING) + "&off=age");
        assertThat(without.text())
                .contains("not ranked by age")
                .contains("Rank by all keys again")
                .doesNotContain("Younger donor, for cord units");
        assertThat(open("/donors/types" + query(TYPING)).text())
                .contains("Matched sibling")
                .contains("n = 3511")
                .contains("Haploidentical relative")
                .contains("Cord blood");
    }

    /// The command line reads the same charts and settings by the same readers: DonorsCommandsTest.
    @Test
    void a_chart_gives_the_patients_own_typing_and_a_weight_in_kilograms() {
        pages.with(
                Instant.parse("2025-06-01T00:00:00Z"),
                List.of(
                        MadeUpChart.of("pounds", "Okoye", "Ada", "female", "1991-04-12")
                                .lab("29463-7", "Body weight", "154", "[lb_av]", RunningPages.TODAY)
                                .typed("A*01:01+A*02:01"),
                        MadeUpChart.of("catty", "Lin", "Wei", "male", "1991-04-12")
                                .lab(
                                        "29463-7",
                                        "Body weight",
                                        "154",
                                        "catty",
                                        RunningPages.TODAY)));

        assertThat(open("/patients/pounds/donors").html())
                .contains("value=\"69.85\"")
                .contains("A*01:01");
        assertThat(open("/patients/catty/donors").text()).contains("“154 catty” is not a number");
    }

    @Test
    void an_antibody_that_names_nothing_is_refused_and_either_form_of_one_is_read() {
        Browsing.Seen page = open("/donors/results" + query(TYPING) + "&antibodies=XYZ+4000");

        assertThat(page.status()).isEqualTo(422);
        assertThat(page.text()).contains("“XYZ” is no antigen, epitope or allele");
        assertThat(open("/donors/results" + query(TYPING) + "&antibodies=B8:4000").text())
                .contains("ntibodies B8 4000");
    }

    @Test
    void a_server_without_donors_checks_typings_and_says_how_to_get_donors() {
        try (RunningPages alone = RunningPages.withoutDonors()) {
            alone.donors();
            Browsing.Seen page = new Browsing(alone).open("/donors?A_1=01:01");

            assertThat(page.text())
                    .contains("no registry of donors")
                    .contains("osteon serve --registry DIR")
                    .contains("A*01:01");
        }
    }
}
