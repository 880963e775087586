package org.osteon.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.osteon.hla.match.Antibody;
import org.osteon.hla.nomenclature.Locus;
import org.osteon.hla.registry.Donor;
import org.osteon.hla.registry.Donor.BloodGroup;
import org.osteon.hla.search.DonorFilter;
import org.osteon.hla.search.RankingProfile;
import org.osteon.hla.search.SearchSettings;
import org.osteon.hla.typing.TypingReader;

/// What is asked for reads the same from every door, and nothing is left out in silence.
class SearchRequestTest {
    private static final TypingReader READER = MadeUpSearch.reader();

    private static SearchRequest request(String... fields) {
        Map<String, List<String>> said = new HashMap<>();
        for (int i = 0; i < fields.length; i += 2) {
            said.put(fields[i], List.of(fields[i + 1]));
        }
        return SearchRequest.of(
                said, READER, new SearchRequest.Defaults(1, 50, 1000), LocalDate.of(2025, 6, 2));
    }

    @ParameterizedTest
    @ValueSource(strings = {"B8:4000", "B8 4000", "B8\t4000", "B8 : 4000", "B8=4000"})
    void an_antibody_is_read_however_its_strength_is_set_off(String text) {
        SearchRequest request = request("antibodies", text);

        assertThat(request.problems()).isEmpty();
        assertThat(request.search().antibodies())
                .extracting(Antibody::specificity, Antibody::mfi)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("B8", 4000.0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"XYZ:4000", "XYZ 4000", "B8:4000, XYZ:4000", "B8", "A*02:101", "4000"})
    void an_antibody_that_would_not_count_is_a_problem(String text) {
        assertThat(request("antibodies", text).problem("antibodies")).isNotBlank();
    }

    @Test
    void the_last_number_of_an_allele_is_not_a_strength() {
        assertThat(request("antibodies", "DPB1*01:01 3000").search().antibodies())
                .extracting(Antibody::specificity)
                .containsExactly("DPB1*01:01");
        assertThat(request("antibodies", "DPB1*01:01").problem("antibodies"))
                .contains("has no strength");
    }

    @Test
    void blood_groups_are_read_with_and_without_sign_and_in_either_case() {
        assertThat(request("abo", "a").search().filter().bloodGroups())
                .extracting(BloodGroup::text)
                .containsExactlyInAnyOrder("A", "A+", "A-");
        assertThat(request("abo", "O+,ab-").search().filter().bloodGroups())
                .extracting(BloodGroup::text)
                .containsExactlyInAnyOrder("O+", "AB-");
        assertThat(request("abo", "A,Q").problem("abo")).contains("“Q” is no blood group");
    }

    @Test
    void a_weight_with_a_unit_is_no_number_of_kilograms() {
        assertThat(request("weight", "154 catty").problem("weight")).contains("154 catty");
        assertThat(request("weight", "69.85").search().patientWeightKg()).hasValue(69.85);
        assertThat(request("weight", "0").problem("weight")).contains("above 0");
    }

    @Test
    void loci_are_named_or_chosen_by_their_number_of_positions() {
        assertThat(request("loci", "A,B,DRB1").search().loci())
                .containsExactly(Locus.A, Locus.B, Locus.DRB1);
        assertThat(request("level", "6").search().loci())
                .containsExactly(Locus.A, Locus.B, Locus.DRB1);
        assertThat(request("loci", "A,Z").problem("loci")).contains("“Z” is no locus");
        assertThat(request("level", "7").problem("level")).isNotBlank();
    }

    @Test
    void ages_come_as_a_span_or_as_two_ends() {
        assertThat(request("age", "18-45").search().filter())
                .isEqualTo(request("youngest", "18", "oldest", "45").search().filter());
        assertThat(request("age", "45-18").problem("oldest")).contains("below the youngest");
        assertThat(request("age", "young").problem("age")).contains("18-45");
    }

    private static List<String> summary(String... fields) {
        return request(fields).summary();
    }

    @Test
    void without_a_word_the_defaults_of_the_door_hold() {
        SearchRequest request = request();

        assertThat(request.problems()).isEmpty();
        assertThat(request.problem("loci")).isEmpty();
        assertThat(request.search())
                .isEqualTo(
                        new SearchSettings(
                                Locus.TEN,
                                1,
                                2,
                                SearchSettings.Direction.BOTH,
                                false,
                                new DonorFilter(
                                        Set.of(),
                                        OptionalInt.empty(),
                                        OptionalInt.empty(),
                                        Set.of(),
                                        Set.of(),
                                        Set.of(),
                                        Set.of(),
                                        true),
                                List.of(),
                                1000,
                                OptionalDouble.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                LocalDate.of(2025, 6, 2),
                                0,
                                50,
                                RankingProfile.CONVENTIONAL,
                                Set.of(),
                                Optional.empty()));
        assertThat(request.summary())
                .containsExactly(
                        "at least 9/10 possible, counting A, B, C, DRB1, DQB1", "available donors");
    }

    @Test
    void every_setting_that_limits_is_said_in_words() {
        assertThat(
                        summary(
                                "level",
                                "6",
                                "only",
                                "on",
                                "mismatches",
                                "2",
                                "perLocus",
                                "1",
                                "direction",
                                "gvh",
                                "type",
                                "cord",
                                "age",
                                "18-45",
                                "sex",
                                "female",
                                "cmv",
                                "negative",
                                "abo",
                                "O",
                                "from",
                                "R1",
                                "all",
                                "on",
                                "weight",
                                "70.50",
                                "preferSex",
                                "male",
                                "preferCmv",
                                "positive",
                                "profile",
                                "ptcy",
                                "antibodies",
                                "B8:4000;A2 2500",
                                "mfi",
                                "1500"))
                .containsExactly(
                        "exactly 4/6 possible, counting A, B, DRB1",
                        "at most 1 at one locus",
                        "graft-versus-host direction only",
                        "cord units only",
                        "aged 18 to 45",
                        "female only",
                        "CMV negative only",
                        "blood group O",
                        "registry R1",
                        "also donors not available now",
                        "antibodies B8 4000, A2 2500, counting from MFI 1500",
                        "patient of 70.5 kg",
                        "first male",
                        "first CMV positive",
                        "ranked for post-transplant cyclophosphamide");
        assertThat(summary("direction", "HVG", "type", "adult", "youngest", "30"))
                .contains("rejection direction only", "adults only", "aged 30 and older");
        assertThat(summary("oldest", "35")).contains("aged 0 to 35");
        assertThat(summary("loci", "DRBX,A")).first().asString().endsWith("counting DRB3/4/5, A");
    }

    @Test
    void settings_reach_the_search_as_they_were_said() {
        SearchSettings search =
                request(
                                "mismatches",
                                "2",
                                "perLocus",
                                "1",
                                "direction",
                                "hvg",
                                "only",
                                "on",
                                "youngest",
                                "18",
                                "oldest",
                                "60",
                                "from",
                                "R1",
                                "all",
                                "on",
                                "mfi",
                                "1500",
                                "preferSex",
                                "male",
                                "preferCmv",
                                "negative",
                                "profile",
                                "ptcy",
                                "sex",
                                "male",
                                "cmv",
                                "positive",
                                "type",
                                "adult")
                        .search();

        assertThat(search.mismatches()).isEqualTo(2);
        assertThat(search.perLocus()).isEqualTo(1);
        assertThat(search.direction()).isEqualTo(SearchSettings.Direction.HVG);
        assertThat(search.onlyThisTotal()).isTrue();
        assertThat(search.antibodyThreshold()).isEqualTo(1500);
        assertThat(search.preferredSex()).hasValue(Donor.Sex.MALE);
        assertThat(search.preferredCmv()).hasValue(Donor.Cmv.NEGATIVE);
        assertThat(search.profile()).isEqualTo(RankingProfile.PTCY);
        assertThat(search.filter())
                .isEqualTo(
                        new DonorFilter(
                                Set.of(Donor.Kind.ADULT),
                                OptionalInt.of(18),
                                OptionalInt.of(60),
                                Set.of(Donor.Sex.MALE),
                                Set.of(Donor.Cmv.POSITIVE),
                                Set.of(),
                                Set.of("R1"),
                                false));
        assertThat(request("level", "12").search().loci())
                .contains(Locus.DPB1, Locus.DQB1)
                .hasSize(6);
        assertThat(request("level", "8").search().loci()).contains(Locus.C).hasSize(4);
        assertThat(request("loci", "A, B,A").search().loci()).containsExactly(Locus.A, Locus.B);
        assertThat(request("loci", "Z").search().loci()).isEqualTo(Locus.TEN);
    }

    @ParameterizedTest
    @CsvSource({
        "loci, A, mismatches, 2, true",
        "loci, A, mismatches, 3, false",
        "loci, A, mismatches, -1, false",
        "loci, A, perLocus, 0, true",
        "loci, A, perLocus, 3, false",
        "loci, A, youngest, 120, true",
        "loci, A, youngest, 121, false",
        "loci, A, youngest, some, false",
        "loci, A, size, 0, true",
        "loci, A, size, 1000, true",
        "loci, A, size, 1001, false",
        "loci, A, offset, 10000000, true",
        "loci, A, offset, 10000001, false",
        "loci, A, page, 0, false",
        "loci, A, page, 200000, true",
        "loci, A, page, 200001, false",
        "size, 0, page, 7, true",
        "loci, A, mfi, 12.5, true",
        "loci, A, mfi, '12,5', true",
        "loci, A, mfi, much, false",
        "loci, A, weight, 0.001, true",
        "loci, A, weight, 0, false",
        "loci, A, sex, male, true",
        "loci, A, sex, man, false",
        "loci, A, profile, ptcy, true",
        "loci, A, profile, other, false",
        "loci, A, age, 0-120, true",
        "loci, A, age, 18-, false",
        "loci, A, age, 18-30-45, false",
        "loci, A, age, 18-x, false",
        "youngest, 45, oldest, 45, true",
        "youngest, 46, oldest, 45, false",
    })
    void a_field_is_read_up_to_its_ends_and_beyond_them_it_is_a_problem(
            String other, String value, String field, String text, boolean read) {
        SearchRequest request = request(other, value, field, text);

        if (read) {
            assertThat(request.problems()).isEmpty();
        } else {
            assertThat(request.problem(field)).isNotBlank();
            assertThat(request.problems()).hasSize(1);
        }
    }

    @Test
    void what_cannot_be_read_leaves_the_default_in_its_place() {
        assertThat(request("mismatches", "11").search().mismatches()).isEqualTo(1);
        assertThat(request("mismatches", "11").problem("mismatches"))
                .isEqualTo("“11” is not a whole number from 0 to 10.");
        assertThat(request("weight", "0").search().patientWeightKg()).isEmpty();
        assertThat(request("weight", "0").summary()).noneMatch(said -> said.contains("kg"));
        assertThat(request("mfi", "much").search().antibodyThreshold()).isEqualTo(1000);
        assertThat(request("profile", "other").search().profile())
                .isEqualTo(RankingProfile.CONVENTIONAL);
        assertThat(request("age", "young").search().filter().youngest()).isEmpty();
        assertThat(request("oldest", "30").search().filter().youngest()).isEmpty();
    }

    @Test
    void fewer_loci_than_the_doors_mismatches_lower_them() {
        SearchRequest request =
                SearchRequest.of(
                        Map.of("loci", List.of("A")),
                        READER,
                        new SearchRequest.Defaults(3, 50, 1000),
                        LocalDate.of(2025, 6, 2));

        assertThat(request.search().mismatches()).isEqualTo(2);
        assertThat(request.summary()).first().asString().startsWith("at least 0/2 possible");
    }

    @Test
    void a_page_or_an_offset_says_where_to_begin() {
        assertThat(request("page", "1").search().offset()).isZero();
        assertThat(request("page", "3").search().offset()).isEqualTo(100);
        assertThat(request("page", "3", "size", "20").search().offset()).isEqualTo(40);
        assertThat(request("page", "3", "offset", "5").search().offset()).isEqualTo(5);
        assertThat(request("size", "20").search().limit()).isEqualTo(20);
    }

    @Test
    void several_antibodies_that_cannot_be_read_are_all_named() {
        SearchRequest request = request("antibodies", "XYZ:4000;B8\n\nQQQ 500\r\nB7 600");

        assertThat(request.problem("antibodies")).contains("XYZ", "“B8” has no strength", "QQQ");
        assertThat(request.search().antibodies())
                .extracting(Antibody::specificity)
                .containsExactly("B7");
        assertThat(request("antibodies", "  ").problems()).isEmpty();
    }
}
