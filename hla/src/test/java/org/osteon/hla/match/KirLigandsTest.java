package org.osteon.hla.match;

import static org.assertj.core.api.Assertions.assertThat;
import static org.osteon.hla.match.KirLigands.Ligand.BW4;
import static org.osteon.hla.match.KirLigands.Ligand.C1;
import static org.osteon.hla.match.KirLigands.Ligand.C2;

import org.junit.jupiter.api.Test;
import org.osteon.hla.SharedData;

/// H3: ligands by the residues at 80 and 83 (reference, section 12).
class KirLigandsTest {
    private static KirLigands of(String typing) {
        var reader = SharedData.reader();
        return KirLigands.of(reader.release(), reader.glString(typing).value());
    }

    @Test
    void a_ligand_that_only_the_patient_has_is_missing_in_the_donor() {
        var patient = of("A*01:01+A*03:01^B*07:02+B*44:02^C*07:02+C*05:01");
        var donor = of("A*01:01+A*24:02^B*07:02+B*08:01^C*07:01+C*07:02");

        assertThat(patient.certain()).containsExactly(BW4, C1, C2);
        assertThat(donor.certain()).containsExactly(BW4, C1);
        assertThat(patient.missingIn(donor)).containsExactly(C2);
        assertThat(donor.missingIn(patient)).isEmpty();
    }

    @Test
    void without_arginine_at_83_there_is_no_bw4() {
        var neither = of("A*03:01+A*03:01^B*07:02+B*08:01^C*07:02+C*07:02");
        assertThat(neither.certain()).containsExactly(C1);
        assertThat(neither.possible()).isEmpty();
        assertThat(neither.notes()).isEmpty();
        assertThat(of("A*24:02+A*03:01^B*07:02+B*08:01^C*07:02+C*07:02").certain())
                .containsExactly(BW4, C1);
        assertThat(of("A*03:01+A*03:01^B*08:01+B*57:01^C*05:01+C*05:01").certain())
                .containsExactly(BW4, C2);
    }

    @Test
    void a_position_counts_only_where_all_candidates_agree() {
        var open = of("A*03:01+A*03:01^B*07:02+B*08:01^C*16:01/C*16:02+C*07:02");
        assertThat(open.certain()).containsExactly(C1);
        assertThat(open.possible()).containsExactly(C2);

        var both = of("A*03:01+A*03:01^B*07:02+B*08:01^C*07:02+C*07:02|C*05:01+C*05:01");
        assertThat(both.certain()).isEmpty();
        assertThat(both.possible()).containsExactly(C1, C2);

        var one = of("A*03:01+A*03:01^B*07:02+B*08:01^C*07:02+C*07:02|C*07:02+C*05:01");
        assertThat(one.certain()).containsExactly(C1);
        assertThat(one.possible()).containsExactly(C2);
    }

    @Test
    void an_untyped_locus_may_carry_any_of_its_ligands_and_an_open_one_is_not_missing() {
        var onlyC = of("C*07:02+C*07:02");
        assertThat(onlyC.certain()).containsExactly(C1);
        assertThat(onlyC.possible()).containsExactly(BW4);
        var noC = of("A*03:01+A*03:01^B*07:02+B*08:01");
        assertThat(noC.certain()).isEmpty();
        assertThat(noC.possible()).containsExactly(C1, C2);
        assertThat(of("C*05:01+C*05:01").missingIn(noC)).isEmpty();
    }

    @Test
    void a_null_carries_nothing() {
        assertThat(of("A*03:01+A*03:01^B*07:02+B*07:02^C*08:02+C*04:09N").certain())
                .containsExactly(C1);
    }

    @Test
    void notes_name_the_strength_of_bw4_and_the_b_alleles_with_c1() {
        assertThat(of("A*24:02+A*03:01^B*44:02+B*57:01").notes())
                .containsExactlyInAnyOrder(
                        "A*24:02 is Bw4-80I", "B*44:02 is Bw4-80T", "B*57:01 is Bw4-80I");
        assertThat(of("B*46:01+B*07:02").notes())
                .containsExactly("B*46:01 also carries the C1 epitope");
        assertThat(of("B*73:01+B*07:02").notes())
                .containsExactly("B*73:01 also carries the C1 epitope");
        assertThat(of("B*44:02/B*57:01+B*07:02").notes()).isEmpty();
        assertThat(of("C*07:02+C*05:01").notes()).isEmpty();
    }

    @Test
    void every_ligand_has_its_name() {
        assertThat(KirLigands.Ligand.values())
                .extracting(KirLigands.Ligand::text)
                .containsExactly("Bw4", "C1", "C2");
    }
}
