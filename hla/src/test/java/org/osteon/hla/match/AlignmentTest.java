package org.osteon.hla.match;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.osteon.hla.SharedData;
import org.osteon.hla.match.PositionPair.Confidence;
import org.osteon.hla.match.PositionPair.Grade;
import org.osteon.hla.nomenclature.Locus;

/// H3: positions side by side, their grade and their antigens (reference, sections 7 and 9).
class AlignmentTest {
    private static List<PositionPair> pairs(Locus locus, String patient, String donor) {
        var reader = SharedData.reader();
        return PositionPair.of(
                reader.release(),
                reader.glString(patient).value().at(locus),
                reader.glString(donor).value().at(locus));
    }

    private static Grade grade(Locus locus, String patient, String donor) {
        return pairs(locus, patient + "+" + patient, donor + "+" + donor).getFirst().grade();
    }

    @Test
    void sister_splits_are_an_antigen_mismatch() {
        for (String[] sisters :
                new String[][] {
                    {"B38", "B39"},
                    {"B39", "B38"},
                    {"B3901", "B3902"},
                    {"A25", "A26"},
                    {"DR17", "DR18"}
                }) {
            var locus =
                    Locus.valueOf(sisters[0].startsWith("D") ? "DRB1" : sisters[0].charAt(0) + "");
            var pairs = pairs(locus, sisters[0] + "+" + sisters[0], sisters[1] + "+" + sisters[1]);
            assertThat(pairs)
                    .as(sisters[0])
                    .extracting(PositionPair::grade)
                    .containsOnly(Grade.SISTER_SPLIT);
            assertThat(PositionPair.antigenMismatches(pairs)).isEqualTo(2);
        }
    }

    @Test
    void an_antigen_and_its_parent_or_itself_are_the_same_antigen() {
        assertThat(grade(Locus.B, "B38", "B38")).isEqualTo(Grade.SAME_ANTIGEN);
        assertThat(grade(Locus.B, "B38", "B16")).isEqualTo(Grade.SAME_ANTIGEN);
        assertThat(grade(Locus.B, "B39", "B3901")).isEqualTo(Grade.SAME_ANTIGEN);
        assertThat(grade(Locus.B, "B44", "B*44:02")).isEqualTo(Grade.SAME_ANTIGEN);
        assertThat(grade(Locus.B, "B44", "B8")).isEqualTo(Grade.MISMATCH);
    }

    @Test
    void two_mismatches_are_aligned_so_that_antigens_agree() {
        // either way both positions differ; only one way are they allele mismatches
        var pairs = pairs(Locus.A, "A*02:01+A*24:02", "A*24:03+A*02:05");
        assertThat(pairs).extracting(PositionPair::grade).containsOnly(Grade.MISMATCH);
        assertThat(pairs.getFirst().donor().text()).isEqualTo("A*02:05");
        assertThat(PositionPair.antigenMismatches(pairs)).isZero();
        assertThat(
                        PositionPair.antigenMismatches(
                                pairs(Locus.A, "A*02:01+A*24:02", "A*02:05+A*24:03")))
                .isZero();
    }

    @Test
    void alleles_that_stand_alone_in_the_g_file_share_a_unit_but_no_g_group() {
        // both are in P group A*01:01P; neither the one nor the other way are they one G group
        assertThat(grade(Locus.A, "A*01:335", "A*01:01:01:01")).isEqualTo(Grade.SAME_UNIT);
        assertThat(grade(Locus.C, "C*02:10:02", "C*02:02:02:01")).isEqualTo(Grade.SAME_UNIT);
        assertThat(grade(Locus.C, "C*02:10:01:01", "C*02:02:02:01")).isNotEqualTo(Grade.MISMATCH);
        assertThat(grade(Locus.A, "A*02:09", "A*02:01:01:01")).isEqualTo(Grade.SAME_G_GROUP);
    }

    @Test
    void a_protein_without_a_name_is_never_exact() {
        for (String donor : List.of("A*02:NEW", "A*02:01", "A*02:01:01:01")) {
            assertThat(grade(Locus.A, "A*02:NEW", donor)).isEqualTo(Grade.OPEN);
        }
        assertThat(pairs(Locus.A, "A*43:NEW+A*43:NEW", "A*43:01+A*43:01"))
                .extracting(PositionPair::confidence)
                .containsOnly(Confidence.POTENTIAL);
        var other = pairs(Locus.A, "A*02:NEW+A*02:NEW", "A*03:01+A*02:01");
        assertThat(PositionPair.antigenMismatches(other)).isEqualTo(1);
        assertThat(PositionPair.antigenMismatches(pairs(Locus.A, "A*NEW+A*NEW", "A2+A2"))).isZero();
    }
}
