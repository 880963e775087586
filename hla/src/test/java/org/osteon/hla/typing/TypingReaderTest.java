package org.osteon.hla.typing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.osteon.hla.SharedData;
import org.osteon.hla.nomenclature.Gene;
import org.osteon.hla.nomenclature.Locus;

/// H3: input forms, errors and warnings (reference, sections 2, 3, 4, 7 and 20).
class TypingReaderTest {
    private final TypingReader reader = SharedData.reader();

    private List<Code> codes(Gene gene, String token) {
        return reader.position(gene, token).findings().stream().map(Finding::code).toList();
    }

    private List<Code> codesOfGl(String text) {
        return reader.glString(text).findings().stream().map(Finding::code).toList();
    }

    private String text(Gene gene, String token) {
        return reader.position(gene, token).value().text();
    }

    private List<String> units(Gene gene, String token) {
        var release = reader.release();
        return reader.position(gene, token).value().units().toBitSet().stream()
                .mapToObj(unit -> release.text(Locus.of(gene), unit))
                .toList();
    }

    @Test
    void names_of_any_length_with_or_without_prefix_are_one_unit() {
        for (String name :
                List.of(
                        "A*02:01",
                        "A*02:01:01",
                        "A*02:01:01:01",
                        "HLA-A*02:01",
                        " hla-a*02:01 ",
                        "A*02:01:01G",
                        "A*02:01P",
                        "A*02:01g",
                        "02:01",
                        "*02:01")) {
            assertThat(units(Gene.A, name)).as(name).containsExactly("A*02:01");
            assertThat(codes(Gene.A, name)).as(name).isEmpty();
        }
    }

    @Test
    void a_list_inherits_gene_and_first_field() {
        assertThat(text(Gene.A, "A*02:01/05")).isEqualTo("A*02:01/A*02:05");
        assertThat(text(Gene.A, "02:01/02:05")).isEqualTo("A*02:01/A*02:05");
        assertThat(text(Gene.B, "*08:01:20/15:11:01")).isEqualTo("B*08:01:20/B*15:11:01");
    }

    @Test
    void a_code_expands_by_its_own_or_the_given_family() {
        assertThat(units(Gene.A, "A*02:AC")).containsExactly("A*02:01", "A*02:03");
        assertThat(codes(Gene.A, "A*02:QQQQQQ")).containsExactly(Code.E_MAC_UNKNOWN);
        assertThat(codes(Gene.B, "B*08:CRSPX")).containsExactly(Code.E_MAC_FAMILY);
        assertThat(codes(Gene.B, "B*07:CRSPX")).contains(Code.W_NULL_DROPPED);
        assertThat(codes(Gene.A, "A*99:AC")).containsExactly(Code.E_MAC_EMPTY);
        assertThat(codes(Gene.DRB1, "DRB1*07:PU")).containsExactly(Code.W_MAC_PARTIAL);
    }

    @Test
    void serology_opens_to_splits_and_to_broad_antigens() {
        assertThat(units(Gene.B, "B12")).contains("B*44:02", "B*45:01");
        assertThat(units(Gene.B, "B44")).contains("B*44:02").doesNotContain("B*45:01");
        assertThat(units(Gene.A, "A9")).contains("A*23:01", "A*24:02");
        assertThat(units(Gene.A, "A24")).contains("A*24:02").doesNotContain("A*23:01");
        assertThat(units(Gene.DRB1, "DR2")).contains("DRB1*15:01", "DRB1*16:01");
        assertThat(text(Gene.C, "C7")).isEqualTo("Cw7");
        assertThat(text(Gene.A, "2")).isEqualTo("A2");
        assertThat(codes(Gene.A, "A77")).containsExactly(Code.E_SEROLOGY_UNKNOWN);
        assertThat(codes(Gene.A, "B7")).containsExactly(Code.E_LOCUS);
    }

    @Test
    void nulls_count_only_when_nothing_is_expressed() {
        assertThat(reader.position(Gene.A, "A*24:09N").value().isNull()).isTrue();
        assertThat(reader.position(Gene.A, "A*01:04").value().isNull()).isTrue();
        assertThat(codes(Gene.A, "A*01:04")).containsExactly(Code.W_SUFFIX_MISSING);
        assertThat(reader.position(Gene.A, "A*02:01").value().isNull()).isFalse();
        assertThat(codes(Gene.A, "A*02:01/A*24:09N")).containsExactly(Code.W_NULL_DROPPED);
        assertThat(units(Gene.A, "A*02:01/A*24:09N")).containsExactly("A*02:01");
    }

    @Test
    void former_names_lead_to_their_successors() {
        assertThat(codes(Gene.A, "A*0301")).containsExactly(Code.W_OLD_NOMENCLATURE);
        assertThat(text(Gene.A, "A*0301")).isEqualTo("A*03:01");
        assertThat(text(Gene.B, "B*9501")).isEqualTo("B*15:101");
        assertThat(codes(Gene.A, "A*02:01:08")).contains(Code.W_RENAMED);
        assertThat(text(Gene.A, "A*02:01:08")).isEqualTo("A*02:1040");
        assertThat(codes(Gene.A, "A*02:100")).containsExactly(Code.E_DELETED_ALLELE);
        assertThat(codes(Gene.C, "Cw*1101")).contains(Code.E_DELETED_ALLELE);
        assertThat(codes(Gene.C, "Cw*0702")).containsExactly(Code.W_OLD_NOMENCLATURE);
    }

    @Test
    void what_is_wrong_is_named() {
        assertThat(codes(Gene.B, "B*07:9998")).containsExactly(Code.E_UNKNOWN_ALLELE);
        assertThat(codes(Gene.A, "A*02:01:99G")).containsExactly(Code.E_GROUP_UNKNOWN);
        assertThat(codes(Gene.A, "A01:01")).containsExactly(Code.E_SYNTAX);
        assertThat(codes(Gene.A, "A*01:01//A*02:01")).containsExactly(Code.E_SYNTAX);
        assertThat(codes(Gene.A, "A*")).containsExactly(Code.E_SYNTAX);
        assertThat(codes(Gene.A, "A*01:0é")).containsExactly(Code.E_SYNTAX);
        assertThat(codes(Gene.C, "B*07:02")).containsExactly(Code.E_LOCUS);
        assertThat(codes(Gene.A, "A*02:01/A*02:01:01")).containsExactly(Code.W_REDUNDANT_AMBIGUITY);
        assertThat(codes(Gene.A, "A*32:11Q")).containsExactly(Code.W_QUESTIONABLE);
        assertThat(codes(Gene.A, "A*24:02:01:02L")).containsExactly(Code.W_LOW_EXPRESSION);
        assertThat(codes(Gene.A, "A*NNNN")).containsExactly(Code.E_SYNTAX);
    }

    @Test
    void a_suggestion_names_what_could_be_meant() {
        assertThat(reader.position(Gene.B, "B*07:9998").findings().getFirst().suggestion())
                .contains("B*07:");
        assertThat(reader.position(Gene.A, "A*01:335G").findings().getFirst().suggestion())
                .isNotEmpty();
    }

    @Test
    void gl_strings_are_checked_as_a_whole() {
        assertThat(codesOfGl("A*01:01+A*02:01^A*03:01")).contains(Code.E_LOCUS_TWICE);
        assertThat(codesOfGl("A*01:01+A*02:01+A*03:01")).contains(Code.E_TOO_MANY_ALLELES);
        assertThat(codesOfGl("A*01:01+B*07:02")).contains(Code.E_MIXED_LOCI);
        assertThat(codesOfGl("A*01:01+")).contains(Code.E_SYNTAX);
        assertThat(codesOfGl("A*01:01 +A*02:01")).contains(Code.E_SYNTAX);
        assertThat(codesOfGl("A*01:01")).containsExactly(Code.W_HOMOZYGOUS_ASSUMED);
        assertThat(codesOfGl("MICA*008:01+MICA*002:01")).containsOnly(Code.W_NOT_COUNTED);
        assertThat(reader.glString("A*01:01+").findings().getFirst().column()).isEqualTo(9);
    }

    @Test
    void an_error_at_one_locus_leaves_the_others() {
        var reading = reader.glString("A*01:01+A*02:9998^B*07:02+B*08:01");
        assertThat(reading.hasError()).isTrue();
        assertThat(reading.value().typedLoci()).containsExactly(Locus.B);
    }

    @Test
    void a_gl_string_in_canonical_form_reads_as_itself() {
        var text = "A*01:01+A*02:01/A*02:05^B*07:02+B*08:01|B*08:05+B*44:02^DRB1*15:01+DRB1*15:01";
        assertThat(reader.glString(text).value().glString()).isEqualTo(text);
        assertThat(
                        reader.glString(
                                        "DRB1*15:01+DRB1*15:01^B*44:02+B*08:05|B*08:01+B*07:02^A*02:05/A*02:01+A*01:01")
                                .value()
                                .glString())
                .isEqualTo(text);
    }

    @Test
    void phased_typings_are_read_locus_by_locus() {
        var typing = reader.glString("A*01:01~B*08:01+A*02:01~B*44:02").value();
        assertThat(typing.at(Locus.A).text()).isEqualTo("A*01:01+A*02:01");
        assertThat(typing.at(Locus.B).text()).isEqualTo("B*08:01+B*44:02");
    }
}
