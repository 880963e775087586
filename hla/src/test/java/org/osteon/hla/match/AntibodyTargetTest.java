package org.osteon.hla.match;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.osteon.hla.match.AntibodyTarget.Presence.CERTAIN;
import static org.osteon.hla.match.AntibodyTarget.Presence.NONE;
import static org.osteon.hla.match.AntibodyTarget.Presence.POSSIBLE;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osteon.hla.SharedData;
import org.osteon.hla.match.AntibodyTarget.Presence;
import org.osteon.hla.nomenclature.Locus;
import org.osteon.hla.typing.Typing;

/// H3: what an antibody binds, and whether a donor carries it (reference, section 13).
class AntibodyTargetTest {
    private static final String DONOR = "A*02:01+A*03:01^B*07:02+B*08:01^C*07:01+C*07:02";

    private static Typing typing(String glString) {
        return SharedData.reader().glString(glString).value();
    }

    private static Presence presence(String specificity, String donor) {
        return AntibodyTarget.read(SharedData.reader(), specificity)
                .orElseThrow()
                .in(typing(donor));
    }

    @Test
    void an_antigen_is_carried_by_alleles_of_it_and_of_its_splits_not_of_its_parent() {
        assertThat(presence("A2", DONOR)).isEqualTo(CERTAIN);
        assertThat(presence("A1", DONOR)).isEqualTo(NONE);
        assertThat(presence("HLA-A3", DONOR)).isEqualTo(CERTAIN);
        assertThat(presence("A9", "A*24:02+A*03:01")).isEqualTo(CERTAIN);
        assertThat(presence("A23", "A*24:02+A*03:01")).isEqualTo(NONE);
        assertThat(presence("cw7", DONOR)).isEqualTo(CERTAIN);
        assertThat(presence("C7", DONOR)).isEqualTo(CERTAIN);
        assertThat(presence("B7", DONOR)).isEqualTo(CERTAIN);
        assertThat(presence("DQ2", "DQB1*02:01+DQB1*05:01")).isEqualTo(CERTAIN);
        assertThat(presence("DR4", "DRB1*04:01+DRB1*01:01")).isEqualTo(CERTAIN);
    }

    @Test
    void dr51_to_dr53_are_on_the_second_dr_genes() {
        String donor = "DRB3*02:02+DRB5*01:01";
        assertThat(presence("DR52", donor)).isEqualTo(CERTAIN);
        assertThat(presence("DR51", donor)).isEqualTo(CERTAIN);
        assertThat(presence("DR53", donor)).isEqualTo(NONE);
        assertThat(presence("DR53", "DRB4*01:03+DRB3*02:02")).isEqualTo(CERTAIN);
    }

    @Test
    void an_open_position_may_carry_it_and_a_certain_one_decides() {
        assertThat(presence("A2", "A*02:01/A*03:01+A*01:01")).isEqualTo(POSSIBLE);
        assertThat(presence("A2", "A*02:01/A*03:01+A*02:05")).isEqualTo(CERTAIN);
        assertThat(presence("A2", "A*02:01+A*01:01|A*03:01+A*01:01")).isEqualTo(POSSIBLE);
        assertThat(presence("A2", "A*02:01+A*01:01|A*03:01+A*02:05")).isEqualTo(CERTAIN);
        assertThat(presence("A2", "A*24:02+A*01:01|A*03:01+A*01:01")).isEqualTo(NONE);
        assertThat(presence("A2", "A*NEW+A*01:01")).isEqualTo(POSSIBLE);
        assertThat(presence("A2", "A*UUUU+A*01:01")).isEqualTo(POSSIBLE);
        assertThat(presence("A2", "B*07:02+B*08:01")).isEqualTo(POSSIBLE);
    }

    @Test
    void a_null_carries_nothing() {
        assertThat(presence("Cw4", "C*08:02+C*04:09N")).isEqualTo(NONE);
        assertThat(presence("Cw4", "C*08:02+C*04:01")).isEqualTo(CERTAIN);
    }

    @Test
    void bw4_is_on_a_and_b_and_bw6_on_b_alone() {
        assertThat(presence("Bw4", "A*24:02+A*03:01^B*07:02+B*08:01")).isEqualTo(CERTAIN);
        assertThat(presence("Bw4", DONOR)).isEqualTo(NONE);
        assertThat(presence("bw6", DONOR)).isEqualTo(CERTAIN);
        assertThat(presence("Bw6", "A*03:01+A*03:01^B*44:02+B*57:01")).isEqualTo(NONE);
        assertThat(AntibodyTarget.read(SharedData.reader(), "Bw4").orElseThrow().loci())
                .containsExactly(Locus.A, Locus.B);
        assertThat(AntibodyTarget.read(SharedData.reader(), "Bw6").orElseThrow().loci())
                .containsExactly(Locus.B);
    }

    @Test
    void an_allele_stands_for_its_unit() {
        assertThat(presence("DPB1*04:02", "DPB1*105:01+DPB1*01:01")).isEqualTo(CERTAIN);
        assertThat(presence("DPB1*04:02", "DPB1*04:01+DPB1*01:01")).isEqualTo(NONE);
        assertThat(presence("A*02:01", "A*02:05+A*02:06")).isEqualTo(NONE);
        assertThat(presence("DRB4*01:03", "DRB3*02:02+DRB4*01:03")).isEqualTo(CERTAIN);
        assertThat(presence("DRB3*02:02", "DRB4*01:03+DRB4*NNNN")).isEqualTo(NONE);
    }

    @Test
    void a_pair_of_chains_needs_both() {
        String pair = "DQA1*05:01 with DQB1*02:01";
        assertThat(presence(pair, "DQA1*05:01+DQA1*01:02^DQB1*02:01+DQB1*06:02"))
                .isEqualTo(CERTAIN);
        assertThat(presence(pair, "DQA1*05:01+DQA1*01:02^DQB1*03:01+DQB1*06:02")).isEqualTo(NONE);
        assertThat(presence(pair, "DQA1*03:01+DQA1*01:02^DQB1*02:01+DQB1*06:02")).isEqualTo(NONE);
        assertThat(presence(pair, "DQB1*02:01+DQB1*06:02")).isEqualTo(POSSIBLE);
        assertThat(AntibodyTarget.read(SharedData.reader(), pair).orElseThrow().loci())
                .containsExactly(Locus.DQA1, Locus.DQB1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"A77", "XYZ", "", "A*99:99", "Z*01:01", "A2 with XYZ", "XYZ with A2"})
    void what_names_nothing_is_not_read(String specificity) {
        assertThat(AntibodyTarget.read(SharedData.reader(), specificity)).isEmpty();
    }

    @Test
    void an_antibody_counts_from_the_threshold_on_and_below_it_is_listed_apart() {
        var found =
                DonorSpecificAntibodies.of(
                        SharedData.reader(),
                        List.of(
                                new Antibody("A2", 1000, Optional.empty()),
                                new Antibody("A3", 999, Optional.empty()),
                                new Antibody("A1", 999, Optional.empty()),
                                new Antibody("A11", 5000, Optional.empty()),
                                new Antibody("DR4", 999, Optional.empty()),
                                new Antibody("DR1", 1000, Optional.empty())),
                        1000,
                        typing(DONOR));
        assertThat(found.certain()).containsExactly("A2");
        assertThat(found.possible()).containsExactly("DR1");
        assertThat(found.belowThreshold()).containsExactly("A3", "DR4");
        assertThat(found.unreadable()).isEmpty();
    }

    @Test
    void an_intensity_is_not_negative() {
        assertThat(new Antibody("A2", 0, Optional.empty()).mfi()).isZero();
        assertThatThrownBy(() -> new Antibody("A2", -1, Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("-1");
    }
}
