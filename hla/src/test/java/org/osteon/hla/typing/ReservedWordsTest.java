package org.osteon.hla.typing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.osteon.hla.SharedData;
import org.osteon.hla.match.LocusComparison;
import org.osteon.hla.match.LocusMatch;
import org.osteon.hla.match.Status;
import org.osteon.hla.nomenclature.Gene;
import org.osteon.hla.nomenclature.Locus;

/// H3: what is no allele name: absent genes, untyped positions, proteins without a name, and names
/// of no gene (reference, sections 3 and 20).
class ReservedWordsTest {
    private final TypingReader reader = SharedData.reader();

    private LocusMatch at(Locus locus, String patient, String donor) {
        return LocusComparison.compare(
                reader.glString(patient).value().at(locus),
                reader.glString(donor).value().at(locus));
    }

    private List<Code> codes(String glString) {
        return reader.glString(glString).findings().stream().map(Finding::code).toList();
    }

    @Test
    void an_absent_gene_is_typed_in_any_of_its_four_spellings() {
        for (String absent : List.of("DRBX*NNNN", "DRB3*NNNN", "DRB4*NNNN", "DRB5*NNNN")) {
            var one = "DRB3*02:02+" + absent;
            assertThat(codes(one)).as(absent).isEmpty();
            assertThat(at(Locus.DRBX, one, "DRB3*02:02+DRB3*02:02").mismatches())
                    .as(absent)
                    .hasToString("1");
            assertThat(at(Locus.DRBX, one, "DRB3*NNNN+DRB3*02:02").mismatches())
                    .as(absent)
                    .hasToString("0");
        }
    }

    @Test
    void an_absent_gene_stands_beside_any_gene_in_any_part_or_field() {
        assertThat(at(Locus.DRBX, "DRB4*01:03^DRBX*NNNN", "DRBX*nnnn+DRB4*01:03").mismatches())
                .hasToString("0");
        assertThat(at(Locus.DRBX, "DRBX*NNNN+DRBX*NNNN", "DRB5*NNNN+DRB5*NNNN").mismatches())
                .hasToString("0");
        assertThat(
                        reader.glString("DRB1*03:01~DRB3*02:02+DRB1*01:01~DRBX*NNNN")
                                .value()
                                .at(Locus.DRBX)
                                .text())
                .isEqualTo("DRB3*02:02+DRB3*NNNN");
        var fields =
                reader.fields(
                        Map.of(Gene.DRB3, new TypingReader.Fields("DRB3*02:02", "DRBX*NNNN")));
        assertThat(fields.findings()).isEmpty();
        assertThat(fields.value().at(Locus.DRBX).text()).isEqualTo("DRB3*02:02+DRB3*NNNN");
        assertThat(codes("DRBX*02:02+DRBX*NNNN")).contains(Code.E_LOCUS);
        assertThat(codes("A*NNNN+A*02:01")).containsExactly(Code.E_SYNTAX);
    }

    @Test
    void one_copy_of_a_gene_without_a_word_on_the_other_stays_homozygous() {
        assertThat(codes("DRB3*02:02")).containsExactly(Code.W_HOMOZYGOUS_ASSUMED);
        assertThat(at(Locus.DRBX, "DRB3*02:02", "DRB3*02:02+DRB3*02:02").mismatches())
                .hasToString("0");
    }

    @Test
    void a_locus_of_two_untyped_positions_is_untyped() {
        for (String untyped :
                List.of(
                        "DRB1*UUUU+DRB1*UUUU",
                        "UUUU+UUUU",
                        "UUUU",
                        "DRB1*UUUU",
                        "DRB1*uuuu+UUUU")) {
            var reading = reader.glString("A*01:01+A*02:01^" + untyped);
            assertThat(reading.findings()).as(untyped).isEmpty();
            assertThat(reading.value().typedLoci()).as(untyped).containsExactly(Locus.A);
        }
        assertThat(at(Locus.A, "A*UUUU+A*UUUU", "A*02:01+A*03:01").mismatches()).hasToString("0-2");
        assertThat(reader.locus(Gene.A, "UUUU", "").value().isTyped()).isFalse();
        assertThat(reader.locus(Gene.A, "A*UUUU", "HLA-A*UUUU").value().isTyped()).isFalse();
    }

    @Test
    void one_untyped_position_beside_an_allele_is_open_and_a_blank_is_homozygous() {
        for (String patient : List.of("A*02:01+A*UUUU", "UUUU+A*02:01")) {
            var match = at(Locus.A, patient, "A*02:01+A*03:01");
            assertThat(codes(patient)).as(patient).isEmpty();
            assertThat(match.mismatches()).as(patient).hasToString("0-1");
            assertThat(match.status()).isEqualTo(Status.POTENTIAL);
        }
        assertThat(at(Locus.A, "A*02:01", "A*02:01+A*03:01").mismatches()).hasToString("1");
        assertThat(reader.locus(Gene.A, "A*02:01", "UUUU").value().text())
                .isEqualTo("A*02:01+A*UUUU");
        assertThat(at(Locus.DRBX, "DRB3*02:02+UUUU", "DRB3*02:02+DRBX*NNNN").mismatches())
                .hasToString("0-1");
    }

    @Test
    void a_protein_without_a_name_is_novel_in_every_spelling_and_never_a_code() {
        for (String novel : List.of("A*02:NEW", "A*02:new", "HLA-A*02:New", "02:NEW", "A*02NEW")) {
            var reading = reader.position(Gene.A, novel);
            assertThat(reading.findings())
                    .as(novel)
                    .extracting(Finding::code)
                    .containsExactly(Code.W_NOVEL);
            assertThat(reading.value().kind()).isEqualTo(Position.Kind.NEW);
            assertThat(reading.value().text()).isEqualTo("A*02:NEW");
        }
        assertThat(reader.position(Gene.A, "new").value().text()).isEqualTo("A*NEW");
        assertThat(reader.position(Gene.A, "A*02:AC").value().form())
                .isEqualTo(Position.Form.MULTIPLE_ALLELE_CODE);
        assertThat(reader.position(Gene.A, "A*99:NEW").hasError()).isTrue();
    }

    @Test
    void a_protein_without_a_name_can_match_in_its_family_and_never_for_certain() {
        assertThat(at(Locus.A, "A*02:new+A*01:01", "A*02:NEW+A*01:01").mismatches())
                .hasToString("0-1");
        assertThat(at(Locus.A, "A*02:NEW+A*01:01", "A*02:01+A*01:01").mismatches())
                .hasToString("0-1");
        assertThat(at(Locus.A, "A*02:NEW+A*01:01", "A*03:01+A*01:01").mismatches())
                .hasToString("1");
        assertThat(at(Locus.A, "A*NEW+A*01:01", "A*03:01+A*01:01").mismatches()).hasToString("0-1");
        // A*43 holds one protein only
        assertThat(at(Locus.A, "A*43:NEW+A*01:01", "A*43:01+A*01:01").mismatches())
                .hasToString("0-1");
    }

    @Test
    void a_misspelt_gene_is_an_error_that_names_the_nearest_gene() {
        for (String wrong : List.of("DBR1", "DRB11", "DR1", "DRC1", "HLA-DBR1")) {
            var reading =
                    reader.glString("A*01:01+A*02:01^" + wrong + "*03:01+" + wrong + "*04:01");
            var finding = reading.findings().getFirst();
            assertThat(finding.code()).as(wrong).isEqualTo(Code.E_LOCUS);
            assertThat(finding.suggestion()).as(wrong).contains("DRB1");
            assertThat(finding.column()).isEqualTo(17);
            assertThat(reading.value().typedLoci()).containsExactly(Locus.A);
        }
        assertThat(reader.position(Gene.DRB1, "DBR1*03:01").findings().getFirst().suggestion())
                .isEqualTo("Did you mean DRB1?");
        assertThat(codes("Z*01:01+Z*01:01")).containsExactly(Code.E_LOCUS);
    }

    @Test
    void a_known_gene_that_is_not_counted_is_shown() {
        assertThat(codes("MICA*008:01+MICA*002:01")).containsOnly(Code.W_NOT_COUNTED);
        assertThat(codes("E*01:01+E*01:03")).containsOnly(Code.W_NOT_COUNTED);
        assertThat(reader.position(Gene.A, "E*01:01").findings().getFirst().suggestion())
                .isEqualTo("Move it to its own locus.");
    }
}
