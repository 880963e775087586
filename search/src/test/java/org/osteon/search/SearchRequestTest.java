package org.osteon.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osteon.hla.match.Antibody;
import org.osteon.hla.nomenclature.Locus;
import org.osteon.hla.nomenclature.MultipleAlleleCodes;
import org.osteon.hla.nomenclature.Release;
import org.osteon.hla.registry.Donor;
import org.osteon.hla.registry.Donor.BloodGroup;
import org.osteon.hla.search.RankingProfile;
import org.osteon.hla.typing.TypingReader;

/// What is asked for reads the same from every door, and nothing is left out in silence.
class SearchRequestTest {
    private static TypingReader reader;

    @BeforeAll
    static void read() throws IOException {
        reader = new TypingReader(Release.delivered(), MultipleAlleleCodes.delivered());
    }

    private static SearchRequest request(String... fields) {
        Map<String, List<String>> said = new HashMap<>();
        for (int i = 0; i < fields.length; i += 2) {
            said.put(fields[i], List.of(fields[i + 1]));
        }
        return SearchRequest.of(
                said, reader, new SearchRequest.Defaults(1, 50, 1000), LocalDate.of(2025, 6, 2));
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

    @Test
    void keys_of_the_profile_are_switched_off_by_name_and_others_are_a_problem() {
        SearchRequest request = request("profile", "ptcy", "off", "age-band, cmv");

        assertThat(request.problems()).isEmpty();
        assertThat(request.search().profile().has(RankingProfile.KeyKind.AGE_BAND)).isFalse();
        assertThat(request.search().profile().has(RankingProfile.KeyKind.MATCH_GROUP)).isTrue();
        assertThat(request.summary()).contains("not ranked by age-band, cmv");
        assertThat(request("off", "age-band").problem("off"))
                .contains("“age-band”", "further-mismatches");
    }

    @Test
    void preferred_blood_groups_and_the_patients_sex_are_read_or_refused() {
        SearchRequest request = request("preferAbo", "O", "patientSex", "male");

        assertThat(request.problems()).isEmpty();
        assertThat(request.search().preferredGroups())
                .containsExactlyInAnyOrder(
                        BloodGroup.O, BloodGroup.O_NEGATIVE, BloodGroup.O_POSITIVE);
        assertThat(request.search().patientSex()).contains(Donor.Sex.MALE);
        assertThat(request("preferAbo", "Q").problem("preferAbo")).isNotBlank();
        assertThat(request("patientSex", "man").problem("patientSex")).isNotBlank();
    }
}
