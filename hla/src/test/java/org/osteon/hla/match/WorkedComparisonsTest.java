package org.osteon.hla.match;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.osteon.hla.SharedData;
import org.osteon.hla.nomenclature.Locus;
import org.osteon.hla.nomenclature.TceVersion;
import org.osteon.hla.typing.Typing;

/// H3: single rules of the comparison, on typings of our own.
class WorkedComparisonsTest {
    private static Typing typing(String glString) {
        return SharedData.reader().glString(glString).value();
    }

    private static LocusMatch at(Locus locus, String patient, String donor) {
        return LocusComparison.compare(typing(patient).at(locus), typing(donor).at(locus));
    }

    private static void assertCounts(LocusMatch match, String mm, String gvh, String hvg) {
        assertThat(match.mismatches()).hasToString(mm);
        assertThat(match.graftVersusHost()).hasToString(gvh);
        assertThat(match.hostVersusGraft()).hasToString(hvg);
    }

    @Test
    void a_null_makes_the_locus_homozygous() {
        assertCounts(at(Locus.A, "A*03:01+A*24:09N", "A*03:01+A*03:01"), "0", "0", "0");
    }

    @Test
    void a_null_does_not_match_its_expressed_twin() {
        assertCounts(at(Locus.C, "C*07:02+C*04:09N", "C*07:02+C*04:01"), "1", "0", "1");
    }

    @Test
    void two_homozygous_loci_differ_at_two_positions_by_one_kind_each() {
        assertCounts(at(Locus.A, "A*11:01+A*11:01", "A*24:02+A*24:02"), "2", "1", "1");
    }

    @Test
    void alternatives_of_a_genotype_are_not_mixed() {
        assertCounts(
                at(Locus.B, "B*07:02+B*08:01", "B*07:02+B*44:02|B*35:01+B*08:01"), "1", "1", "1");
    }

    @Test
    void one_value_is_read_as_homozygous() {
        assertCounts(at(Locus.A, "A*11:01+A*24:02", "A*11:01"), "1", "1", "0");
    }

    @Test
    void a_new_allele_can_match_but_never_for_certain() {
        assertThat(at(Locus.A, "A*11:01+A*24:02", "A*11:01+A*NEW").status())
                .isEqualTo(Status.POTENTIAL);
    }

    @Test
    void genes_of_which_a_chromosome_carries_one_or_none_are_one_locus() {
        assertCounts(
                at(Locus.DRBX, "DRB3*01:01^DRB4*01:03", "DRB3*01:01+DRB3*NNNN"), "1", "1", "1");
        assertCounts(
                at(Locus.DRBX, "DRB3*01:01^DRB4*01:03", "DRB4*01:03+DRB3*01:01"), "0", "0", "0");
    }

    @Test
    void the_lowest_epitope_group_decides_permissiveness() {
        assertThat(permissiveness("DPB1*04:01+DPB1*02:01", "DPB1*04:02+DPB1*01:01"))
                .isEqualTo("permissive");
        assertThat(permissiveness("DPB1*09:01+DPB1*02:01", "DPB1*04:02+DPB1*01:01"))
                .isEqualTo("nonpermissive-GvH");
        assertThat(permissiveness("DPB1*04:01+DPB1*02:01", "DPB1*03:01+DPB1*17:01"))
                .isEqualTo("nonpermissive-HvG");
        assertThat(permissiveness("DPB1*04:01+DPB1*02:01", "DPB1*02:01+DPB1*04:01"))
                .isEqualTo("match");
        // the same pair the other way round changes the direction
        assertThat(permissiveness("DPB1*03:01+DPB1*17:01", "DPB1*04:01+DPB1*02:01"))
                .isEqualTo("nonpermissive-GvH");
        assertThat(permissiveness("DPB1*04:02+DPB1*03:01", "DPB1*09:01+DPB1*01:01"))
                .isEqualTo("nonpermissive-HvG");
    }

    private static String permissiveness(String patient, String donor) {
        var classes =
                Permissiveness.of(
                                SharedData.reader().release(),
                                typing(patient),
                                typing(donor),
                                TceVersion.V2)
                        .classes();
        assertThat(classes).hasSize(1);
        return classes.iterator().next().text();
    }

    @Test
    void ligands_follow_residues_not_first_fields() {
        var ligands =
                KirLigands.of(
                        SharedData.reader().release(),
                        typing("A*03:01+A*24:02^B*07:02+B*08:01^C*16:01+C*16:02"));
        assertThat(ligands.certain())
                .containsExactly(KirLigands.Ligand.BW4, KirLigands.Ligand.C1, KirLigands.Ligand.C2);
    }

    @Test
    void an_antibody_against_an_untyped_locus_is_possible() {
        var found =
                DonorSpecificAntibodies.of(
                        SharedData.reader(),
                        List.of(
                                new Antibody("Cw7", 5000, Optional.empty()),
                                new Antibody("A2", 5000, Optional.empty()),
                                new Antibody("Bw4", 5000, Optional.empty()),
                                new Antibody("A77", 5000, Optional.empty())),
                        DonorSpecificAntibodies.DEFAULT_THRESHOLD,
                        typing("A*02:01+A*03:01^B*07:02+B*44:02"));
        assertThat(found.certain()).containsExactly("A2", "Bw4");
        assertThat(found.possible()).containsExactly("Cw7");
        assertThat(found.unreadable()).containsExactly("A77");
    }
}
