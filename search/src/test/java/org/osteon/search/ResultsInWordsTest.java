package org.osteon.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osteon.hla.nomenclature.Locus;
import org.osteon.hla.search.RankedDonor;
import org.osteon.hla.search.RankingProfile;
import org.osteon.hla.search.SearchResult;

/// What a search found, on the terminal, in a spreadsheet and in JSON, is what the search says
/// (H3).
class ResultsInWordsTest {
    @TempDir private static Path folder;
    private static SearchResult result;

    @BeforeAll
    static void search() {
        result = MadeUpSearch.found(folder, MadeUpSearch.settings());
    }

    private static String printed(Consumer<PrintWriter> print) {
        StringWriter text = new StringWriter();
        try (PrintWriter out = new PrintWriter(text)) {
            print.accept(out);
        }
        return text.toString();
    }

    private static String text(SearchResult found) {
        return printed(out -> SearchTable.text(found, 12.4, MadeUpSearch.settings(), out));
    }

    private static JsonNode json() {
        return new SearchJson(Locus.TEN, RankingProfile.CONVENTIONAL).result(result, 12.3456);
    }

    private static SearchResult empty(Optional<String> frequencies) {
        return new SearchResult(5, 0, List.of(), 7, "3.58.0", frequencies, List.of("a note"));
    }

    @Test
    void the_table_has_a_line_for_each_donor_and_why_it_stands_below_the_one_above() {
        String[] lines = text(result).split("\n", -1);

        assertThat(lines[0])
                .isEqualTo("4 of 5 donors in 12 ms, IPD-IMGT/HLA 3.58.0, frequencies two of three");
        assertThat(lines[1]).startsWith("Ranked for conventional prophylaxis. HLA first.");
        assertThat(List.of(lines).subList(2, lines.length))
                .containsExactly(
                        "rank  donor          match        A    B    C    DRB1 DQB1   P(0)   P(1)"
                                + "  age/cells sex cmv abo",
                        "   1  TEN            10/10        0    0    0    0    0     100 %    0 %"
                                + "         35 F   N   A+",
                        "      elsewhere: 1 for post-transplant cyclophosphamide",
                        "   2  OPEN           9-10/10      0-1  0    0    0    0      60 %   40 %"
                                + "         45 M   P   O",
                        "      below: P(0) 60-70 % (above: 100 %)",
                        "      elsewhere: 2 for post-transplant cyclophosphamide",
                        "   3  UNIT           9/10         0    0    0    1    0       0 %  100 %"
                                + "   1.40e+09 M   ?   AB-",
                        "      below: mismatches at best 1 (above: 0)",
                        "      elsewhere: 3 for post-transplant cyclophosphamide",
                        "   4  NINE           9/10         1    0    0    0    0       0 %  100 %"
                                + "    unknown ?   ?",
                        "      below: donor-specific antibody certain (above: none certain)",
                        "      elsewhere: 4 for post-transplant cyclophosphamide",
                        "");
    }

    @Test
    void where_nobody_is_found_the_table_says_what_to_change_and_nothing_else() {
        assertThat(text(empty(Optional.empty())).lines())
                .containsExactly(
                        "0 of 5 donors in 12 ms, IPD-IMGT/HLA 3.58.0",
                        "No donor within the limits. Allow more mismatches with --mismatches, or"
                                + " count fewer loci with --loci.");
    }

    @Test
    void donors_that_only_their_ids_tell_apart_say_so() {
        RankedDonor first = result.donors().getFirst();
        SearchResult twice =
                new SearchResult(
                        5, 2, List.of(first, first), 0, "3.58.0", Optional.empty(), List.of());

        assertThat(text(twice)).contains("      below: by id alone\n");
        assertThat(SearchWords.below(first, first)).isEmpty();
    }

    @Test
    void what_is_not_known_of_a_chance_is_a_question_mark_and_an_empty_cell() {
        RankedDonor first = result.donors().getFirst();
        RankedDonor open =
                new RankedDonor(
                        1,
                        Map.of(),
                        first.donor(),
                        first.typing(),
                        first.comparison(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        List.of());
        SearchResult one =
                new SearchResult(5, 1, List.of(open), 0, "3.58.0", Optional.empty(), List.of());

        assertThat(text(one)).contains("         ?      ?          ? F   N   A+\n");
        assertThat(text(one)).doesNotContain("elsewhere").doesNotContain("below");
        assertThat(printed(out -> SearchTable.csv(one, Locus.TEN, out)))
                .contains(";0;0;;;;1990-05-05;female;");
        JsonNode donor = new SearchJson(Locus.TEN, RankingProfile.PTCY).donor(open);
        assertThat(donor.has("probability")).isFalse();
        assertThat(donor.has("antibodies")).isFalse();
        assertThat(donor.has("dpb1")).isFalse();
        assertThat(donor.has("attributes")).isFalse();
    }

    @Test
    void the_spreadsheet_has_a_line_for_each_donor_with_both_ends_of_every_count() {
        assertThat(printed(out -> SearchTable.csv(result, Locus.TEN, out)).split("\n", -1))
                .containsExactly(
                        "rank;id;type;best;worst;A_mmMin;A_mmMax;B_mmMin;B_mmMax;C_mmMin;C_mmMax;"
                                + "DRB1_mmMin;DRB1_mmMax;DQB1_mmMin;DQB1_mmMax;totalMin;totalMax;"
                                + "p0;p1;p2;birthDate;sex;cmv;abo;typing",
                        "1;TEN;adult;10/10;10/10;0;0;0;0;0;0;0;0;0;0;0;0;1;0;0;1990-05-05;female;"
                                + "negative;A+;A*01:01+A*02:01^B*08:01+B*44:02^C*05:01+C*07:01"
                                + "^DRB1*03:01+DRB1*04:01^DQB1*02:01+DQB1*03:01"
                                + "^DPB1*02:01+DPB1*04:01",
                        "2;OPEN;adult;10/10;9/10;0;1;0;0;0;0;0;0;0;0;0;1;0.6;0.4;0;1980-05-05;male;"
                                + "positive;O;A*01:01+A*02:XX^B*08:01+B*44:02^C*05:01+C*07:01"
                                + "^DRB1*03:01+DRB1*04:01^DQB1*02:01+DQB1*03:01",
                        "3;UNIT;cord;9/10;9/10;0;0;0;0;0;0;1;1;0;0;1;1;0;1;0;2020-01-02;male;"
                                + "unknown;AB-;A*01:01+A*02:01^B*08:01+B*44:02^C*05:01+C*07:01"
                                + "^DRB1*03:01+DRB1*07:01^DQB1*02:01+DQB1*03:01",
                        "4;NINE;adult;9/10;9/10;1;1;0;0;0;0;0;0;0;0;1;1;0;1;0;;unknown;unknown;;"
                                + "A*01:01+A*03:01^B*08:01+B*44:02^C*05:01+C*07:01"
                                + "^DRB1*03:01+DRB1*04:01^DQB1*02:01+DQB1*03:01",
                        "");
    }

    @Test
    void json_says_how_and_over_what_was_searched() {
        JsonNode json = json();

        assertThat(json.path("searched").intValue()).isEqualTo(5);
        assertThat(json.path("found").intValue()).isEqualTo(4);
        assertThat(json.path("ms").doubleValue()).isEqualTo(12.346);
        assertThat(json.path("release").textValue()).isEqualTo("3.58.0");
        assertThat(json.path("frequencySet").textValue()).isEqualTo("two of three");
        assertThat(json.at("/profile/id").textValue()).isEqualTo("conventional");
        assertThat(json.at("/profile/title").textValue()).isEqualTo("conventional prophylaxis");
        assertThat(json.at("/profile/dissent").textValue()).startsWith("HLA first.");
        assertThat(json.at("/profile/keys")).hasSize(RankingProfile.CONVENTIONAL.keys().size());
        assertThat(json.at("/profile/keys/0/key").textValue()).isEqualTo("antibody");
        assertThat(json.at("/profile/keys/0/better").textValue())
                .isEqualTo("no certain donor-specific antibody");
        assertThat(json.at("/profile/keys/0/source").textValue())
                .isEqualTo(RankingProfile.CONVENTIONAL.keys().getFirst().source());
        assertThat(json.at("/profile/keys/0/certainty").textValue()).isEqualTo("A");

        JsonNode none =
                new SearchJson(Locus.TEN, RankingProfile.PTCY).result(empty(Optional.empty()), 1);
        assertThat(none.has("frequencySet")).isFalse();
        assertThat(none.path("dataVersion").longValue()).isEqualTo(7);
        assertThat(none.at("/notes/0").textValue()).isEqualTo("a note");
    }

    @Test
    void json_says_of_each_donor_what_the_search_says() {
        JsonNode donors = json().path("donors");

        assertThat(donors).hasSize(result.donors().size());
        for (int i = 0; i < donors.size(); i++) {
            JsonNode json = donors.get(i);
            RankedDonor ranked = result.donors().get(i);
            assertThat(json.path("rank").intValue()).isEqualTo(ranked.rank());
            assertThat(json.path("id").textValue()).isEqualTo(ranked.donor().id());
            assertThat(json.path("typing").textValue()).isEqualTo(ranked.typing().glString());
            assertThat(json.path("registry").textValue()).isEqualTo(ranked.donor().registry());
            assertThat(json.path("abo").textValue()).isEqualTo(ranked.donor().bloodGroup().text());
            assertThat(json.at("/elsewhere/ptcy").intValue())
                    .isEqualTo(ranked.elsewhere().get("ptcy"));
            var comparison = ranked.comparison();
            for (Locus locus : Locus.TEN) {
                JsonNode at = json.path("loci").path(locus.name());
                var match = comparison.at(locus);
                assertThat(at.path("status").textValue()).isEqualTo(SearchWords.of(match.status()));
                assertRange(at.path("mm"), match.mismatches());
                assertRange(at.path("gvh"), match.graftVersusHost());
                assertRange(at.path("hvg"), match.hostVersusGraft());
            }
            assertRange(json.at("/total/mm"), comparison.mismatches());
            assertRange(json.at("/total/gvh"), comparison.graftVersusHost());
            assertRange(json.at("/total/hvg"), comparison.hostVersusGraft());
            assertThat(json.at("/total/outOf").intValue()).isEqualTo(10);
            assertThat(json.at("/total/best").textValue()).isEqualTo(comparison.best());
            assertThat(json.at("/total/worst").textValue()).isEqualTo(comparison.worst());
            var chances = ranked.probability().orElseThrow();
            assertThat(json.at("/probability/p0").doubleValue()).isEqualTo(chances.total().zero());
            assertThat(json.at("/probability/loci/A/p1").doubleValue())
                    .isEqualTo(chances.byLocus().get(Locus.A).one());
            assertThat(json.at("/probability/donorPlan").textValue())
                    .isEqualTo(chances.donorPlan().name());
            assertThat(json.at("/probability/patientPlan").textValue()).isEqualTo("A");
            assertThat(json.path("reasons")).hasSize(ranked.reasons().size());
            assertThat(json.at("/reasons/0/key").textValue()).isEqualTo("donor-specific antibody");
            assertThat(json.at("/reasons/0/value").textValue())
                    .isEqualTo(ranked.reasons().getFirst().value());
        }
    }

    private static void assertRange(JsonNode json, org.osteon.hla.match.Range range) {
        assertThat(json).hasSize(2);
        assertThat(json.get(0).intValue()).isEqualTo(range.min());
        assertThat(json.get(1).intValue()).isEqualTo(range.max());
    }

    @Test
    void json_has_what_only_some_donors_have() {
        JsonNode ten = json().at("/donors/0");
        JsonNode open = json().at("/donors/1");
        JsonNode unit = json().at("/donors/2");
        JsonNode nine = json().at("/donors/3");

        assertThat(ten.path("birthDate").textValue()).isEqualTo("1990-05-05");
        assertThat(ten.path("type").textValue()).isEqualTo("adult");
        assertThat(ten.path("sex").textValue()).isEqualTo("female");
        assertThat(ten.path("cmv").textValue()).isEqualTo("negative");
        assertThat(ten.at("/dpb1/0").textValue()).isEqualTo("nonpermissive-GvH");
        assertThat(ten.has("why")).isFalse();
        assertThat(open.path("why").textValue()).isEqualTo("P(0) 60-70 % (above: 100 %)");
        assertThat(open.path("status").textValue()).isEqualTo("reserved");
        assertThat(open.at("/attributes/asked").textValue()).isEqualTo("twice");
        assertThat(open.has("dpb1")).isFalse();
        assertThat(unit.path("type").textValue()).isEqualTo("cord");
        // 1.4e9 cells for 70 kg
        assertThat(unit.at("/dose/tncPerKg").doubleValue()).isEqualTo(2e7, offset(1e-6));
        assertThat(unit.at("/dose/cd34PerKg").isNull()).isTrue();
        assertThat(unit.at("/dose/single").textValue()).isEqualTo("unknown");
        assertThat(unit.at("/dose/double").textValue()).isEqualTo("unknown");
        assertThat(ten.has("dose")).isFalse();
        assertThat(nine.at("/antibodies/certain/0").textValue()).isEqualTo("A3");
        assertThat(nine.has("birthDate")).isFalse();
        assertThat(ten.at("/antibodies/certain")).isEmpty();
        assertThat(nine.at("/antibodies/possible")).isEmpty();
    }

    @Test
    void chances_are_whole_percent_and_never_certain_when_they_are_not() {
        assertThat(SearchWords.percent(0)).isEqualTo("0 %");
        assertThat(SearchWords.percent(0.001)).isEqualTo("<1 %");
        assertThat(SearchWords.percent(0.00499)).isEqualTo("<1 %");
        assertThat(SearchWords.percent(0.005)).isEqualTo("1 %");
        assertThat(SearchWords.percent(0.604)).isEqualTo("60 %");
        assertThat(SearchWords.percent(0.605)).isEqualTo("61 %");
        assertThat(SearchWords.percent(0.994)).isEqualTo("99 %");
        assertThat(SearchWords.percent(0.999)).isEqualTo(">99 %");
        assertThat(SearchWords.percent(1 - 1e-9)).isEqualTo(">99 %");
        assertThat(SearchWords.percent(1 - 1e-13)).isEqualTo("100 %");
        assertThat(SearchWords.percent(1)).isEqualTo("100 %");
    }

    @Test
    void numbers_have_nine_digits_that_count() {
        assertThat(SearchWords.number(0)).isEqualTo("0");
        assertThat(SearchWords.number(1.0 / 3)).isEqualTo("0.333333333");
        assertThat(SearchWords.number(0.1 + 0.2)).isEqualTo("0.3");
    }

    @Test
    void ranges_levels_and_loci_are_worded_as_people_say_them() {
        assertThat(SearchWords.range(new org.osteon.hla.match.Range(1, 1))).isEqualTo("1");
        assertThat(SearchWords.range(new org.osteon.hla.match.Range(0, 2))).isEqualTo("0 to 2");
        assertThat(SearchWords.of(Locus.DRBX)).isEqualTo("DRB3/4/5");
        assertThat(SearchWords.of(Locus.DQB1)).isEqualTo("DQB1");
        assertThat(SearchWords.elsewhere(result.donors().get(1)))
                .isEqualTo("2 for post-transplant cyclophosphamide");
    }
}
