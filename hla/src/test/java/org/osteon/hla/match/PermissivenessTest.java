package org.osteon.hla.match;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.osteon.hla.SharedData;
import org.osteon.hla.match.Permissiveness.Verdict;
import org.osteon.hla.nomenclature.TceVersion;

/// H3: T-cell epitope groups of DPB1 (reference, section 10).
class PermissivenessTest {
    /// Two alleles of each group, others for the donor, so that nothing matches.
    private static final List<List<String>> PATIENTS =
            List.of(
                    List.of("09:01", "10:01"),
                    List.of("03:01", "14:01"),
                    List.of("01:01", "02:01"));

    private static final List<List<String>> DONORS =
            List.of(
                    List.of("17:01", "17:01"),
                    List.of("45:01", "06:01"),
                    List.of("04:01", "05:01"));

    private static Permissiveness of(String patient, String donor, TceVersion version) {
        var reader = SharedData.reader();
        return Permissiveness.of(
                reader.release(),
                reader.glString(patient).value(),
                reader.glString(donor).value(),
                version);
    }

    private static Set<Verdict> classes(String patient, String donor) {
        return of(patient, donor, TceVersion.V2).classes();
    }

    private static String pair(List<List<String>> side, String groups) {
        return "DPB1*"
                + side.get(groups.charAt(0) - '1').get(0)
                + "+DPB1*"
                + side.get(groups.charAt(1) - '1').get(1);
    }

    @ParameterizedTest
    @CsvSource({"11, PPPHHH", "12, PPPHHH", "13, PPPHHH", "22, GGGPPH", "23, GGGPPH", "33, GGGGGP"})
    void the_table_of_the_reference_holds_for_every_pair_of_groups(String donor, String row) {
        var patients = List.of("11", "12", "13", "22", "23", "33");
        for (int i = 0; i < patients.size(); i++) {
            var expected =
                    switch (row.charAt(i)) {
                        case 'P' -> Verdict.PERMISSIVE;
                        case 'G' -> Verdict.NONPERMISSIVE_GVH;
                        default -> Verdict.NONPERMISSIVE_HVG;
                    };
            assertThat(classes(pair(PATIENTS, patients.get(i)), pair(DONORS, donor)))
                    .as("donor %s, patient %s", donor, patients.get(i))
                    .containsExactly(expected);
        }
    }

    @Test
    void groups_are_shown_by_side_and_position() {
        var result = of("DPB1*09:01+DPB1*02:01", "DPB1*03:01+DPB1*05:01", TceVersion.V2);

        assertThat(result.patient()).containsExactly(Set.of(1), Set.of(3));
        assertThat(result.donor()).containsExactly(Set.of(2), Set.of(3));
        assertThat(result.predicted()).isFalse();
    }

    @Test
    void the_first_assignment_puts_06_01_into_group_3_and_the_second_into_2() {
        assertThat(of("DPB1*06:01+DPB1*06:01", "DPB1*04:01+DPB1*04:01", TceVersion.V1).classes())
                .containsExactly(Verdict.PERMISSIVE);
        assertThat(of("DPB1*06:01+DPB1*06:01", "DPB1*04:01+DPB1*04:01", TceVersion.V2).classes())
                .containsExactly(Verdict.NONPERMISSIVE_GVH);
    }

    @Test
    void an_open_typing_leaves_every_class_that_it_can_be() {
        assertThat(classes("DPB1*09:01/DPB1*02:01+DPB1*04:01", "DPB1*05:01+DPB1*11:01"))
                .containsExactlyInAnyOrder(Verdict.PERMISSIVE, Verdict.NONPERMISSIVE_GVH);
        assertThat(classes("DPB1*02:01/DPB1*05:01+DPB1*04:01", "DPB1*05:01+DPB1*04:01"))
                .containsExactlyInAnyOrder(Verdict.MATCH, Verdict.PERMISSIVE);
        assertThat(classes("DPB1*09:01+DPB1*04:01|DPB1*02:01+DPB1*04:01", "DPB1*05:01+DPB1*11:01"))
                .containsExactlyInAnyOrder(Verdict.PERMISSIVE, Verdict.NONPERMISSIVE_GVH);
    }

    @Test
    void a_null_position_takes_the_group_of_the_other() {
        assertThat(classes("DPB1*61:01N+DPB1*09:01", "DPB1*04:01+DPB1*05:01"))
                .containsExactly(Verdict.NONPERMISSIVE_GVH);
        assertThat(classes("DPB1*09:01+DPB1*61:01N", "DPB1*04:01+DPB1*05:01"))
                .containsExactly(Verdict.NONPERMISSIVE_GVH);
        assertThat(classes("DPB1*61:01N+DPB1*61:01N", "DPB1*04:01+DPB1*05:01"))
                .containsExactly(Verdict.UNKNOWN);
    }

    @Test
    void what_is_not_typed_or_has_no_group_is_unknown() {
        assertThat(classes("A*01:01+A*02:01", "DPB1*04:01+DPB1*05:01"))
                .containsExactly(Verdict.UNKNOWN);
        assertThat(classes("DPB1*04:01+DPB1*05:01", "A*01:01+A*02:01"))
                .containsExactly(Verdict.UNKNOWN);
        // 18:01 has a predicted group in the second assignment and none in the first
        assertThat(of("DPB1*18:01+DPB1*04:01", "DPB1*05:01+DPB1*11:01", TceVersion.V1).classes())
                .containsExactly(Verdict.UNKNOWN);
        var second = of("DPB1*18:01+DPB1*04:01", "DPB1*05:01+DPB1*11:01", TceVersion.V2);
        assertThat(second.classes()).containsExactly(Verdict.PERMISSIVE);
        assertThat(second.predicted()).isTrue();
    }

    @Test
    void every_class_has_its_word() {
        assertThat(Verdict.values())
                .extracting(Verdict::text)
                .containsExactly(
                        "match", "permissive", "nonpermissive-GvH", "nonpermissive-HvG", "unknown");
    }
}
