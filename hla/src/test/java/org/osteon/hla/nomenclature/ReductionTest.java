package org.osteon.hla.nomenclature;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.osteon.hla.SharedData;

/// H3: reductions (reference, section 6.2).
class ReductionTest {
    private static List<String> reduce(Reduction mode, Gene gene, String token) {
        var reading = SharedData.reader().position(gene, token);
        assertThat(reading.hasError()).as("%s", reading.findings()).isFalse();
        return mode.reduce(SharedData.reader().release().gene(gene), reading.value().alleles());
    }

    @Test
    void one_allele_in_every_mode() {
        var allele = "A*01:01:01:01";
        assertThat(reduce(Reduction.G, Gene.A, allele)).containsExactly("A*01:01:01G");
        assertThat(reduce(Reduction.P, Gene.A, allele)).containsExactly("A*01:01P");
        assertThat(reduce(Reduction.LG, Gene.A, allele)).containsExactly("A*01:01g");
        assertThat(reduce(Reduction.LGX, Gene.A, allele)).containsExactly("A*01:01");
        assertThat(reduce(Reduction.EXON, Gene.A, allele)).containsExactly("A*01:01:01");
        assertThat(reduce(Reduction.U2, Gene.A, allele)).containsExactly("A*01:01");
        assertThat(reduce(Reduction.S, Gene.A, allele)).containsExactly("A1");
        assertThat(reduce(Reduction.FIRST_FIELD, Gene.A, allele)).containsExactly("A*01");
        assertThat(reduce(Reduction.W, Gene.A, allele)).containsExactly(allele);
    }

    @Test
    void a_two_field_name_can_have_several_g_groups() {
        assertThat(reduce(Reduction.P, Gene.C, "C*02:10")).containsExactly("C*02:02P");
        assertThat(reduce(Reduction.LGX, Gene.C, "C*02:10")).containsExactly("C*02:02");
        assertThat(reduce(Reduction.G, Gene.C, "C*02:10"))
                .contains("C*02:02:02G", "C*02:10:01G", "C*02:10:02");
    }

    @Test
    void nulls_are_explained_by_the_expressed_members_of_their_g_group() {
        assertThat(reduce(Reduction.LGX, Gene.A, "A*01:01:01:02N")).containsExactly("A*01:01");
        assertThat(reduce(Reduction.LGX, Gene.A, "A*01:11N")).containsExactly("A*01:11N");
        assertThat(reduce(Reduction.EXON, Gene.DRB1, "DRB1*04:07"))
                .startsWith("DRB1*04:07:01")
                .endsWith("DRB1*04:07:06");
    }

    @Test
    void reducing_twice_is_reducing_once() {
        var release = SharedData.reader().release();
        for (Gene gene : List.of(Gene.A, Gene.C, Gene.DPB1)) {
            var alleles = release.gene(gene);
            for (int allele = 0; allele < alleles.count(); allele += 37) {
                var one = UnitSet.of(allele);
                for (Reduction mode :
                        List.of(
                                Reduction.G,
                                Reduction.P,
                                Reduction.LG,
                                Reduction.LGX,
                                Reduction.FIRST_FIELD)) {
                    var once = mode.reduce(alleles, one);
                    assertThat(reduce(mode, gene, String.join("/", once)))
                            .as("%s %s", mode, alleles.name(allele))
                            .isEqualTo(once);
                }
                if (!alleles.isNull(allele)) {
                    assertThat(Reduction.LGX.reduce(alleles, one))
                            .containsExactly(alleles.ardNameText(alleles.unit(allele)))
                            .isEqualTo(
                                    reduce(
                                            Reduction.LGX,
                                            gene,
                                            String.join("/", Reduction.G.reduce(alleles, one))));
                }
            }
        }
    }

    @Test
    void codes_expand_to_what_they_encode() {
        var codes = read();
        assertThat(codes.encode("03/01")).contains("AC");
        assertThat(codes.expand("AC")).contains("01/03");
        assertThat(codes.expand("QQQQQQ")).isEmpty();
        var names =
                List.of(
                        AlleleName.read(Gene.A, "02:01").orElseThrow(),
                        AlleleName.read(Gene.A, "02:03").orElseThrow());
        assertThat(codes.encode(names)).contains("A*02:AC");
    }

    private static MultipleAlleleCodes read() {
        try {
            return MultipleAlleleCodes.delivered();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void names_are_ordered_by_fields_as_numbers_then_by_suffix() {
        var reader = SharedData.reader();
        var gene = reader.release().gene(Gene.A);
        var groups = Reduction.G.reduce(gene, reader.position(Gene.A, "A*29:01").value().alleles());
        assertThat(groups).startsWith("A*29:01:01G", "A*29:01:02");
        var full = Reduction.W.reduce(gene, reader.position(Gene.A, "A*02/A*01").value().alleles());
        assertThat(full).startsWith("A*01:01:01:01");
        var seconds =
                full.stream()
                        .filter(name -> name.startsWith("A*02:"))
                        .map(name -> Integer.parseInt(name.split("[*:A-Z]+", -1)[2]))
                        .toList();
        assertThat(seconds).isSorted().contains(9, 10, 99, 1040);
    }
}
