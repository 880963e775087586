package org.osteon.hla.match;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.osteon.hla.SharedData;
import org.osteon.hla.match.PositionPair.Confidence;
import org.osteon.hla.match.PositionPair.Grade;
import org.osteon.hla.nomenclature.Locus;
import org.osteon.hla.typing.LocusTyping;
import org.osteon.hla.typing.Typing;

/// H3: grade and confidence of matched positions, antigens of mismatched ones (reference, sections
/// 7 and 9).
class PositionPairTest {
    private static Typing typing(String glString) {
        return SharedData.reader().glString(glString).value();
    }

    private static LocusTyping at(String glString) {
        var typing = typing(glString);
        return typing.at(typing.typedLoci().getFirst());
    }

    private static List<PositionPair> pairs(String patient, String donor) {
        return PositionPair.of(SharedData.reader().release(), at(patient), at(donor));
    }

    @ParameterizedTest
    @CsvSource({
        "A*01:01:01:01, A*01:01:01:01, SAME_ALLELE, DEFINITE",
        "A*01:01:01:01, A*01:01:01:03, SAME_THREE_FIELDS, EXACT",
        "A*01:01:01, A*01:01:02, SAME_TWO_FIELDS, EXACT",
        "A*01:01, A*01:01, SAME_TWO_FIELDS, EXACT",
        "A*02:01:01:01, A*02:09, SAME_G_GROUP, EXACT",
        "A*01:01:01:01, A*01:335, SAME_UNIT, EXACT",
        "A*02:01/A*02:05, A*02:01, OPEN, POTENTIAL",
        "A*02:01, A*02:XX, OPEN, POTENTIAL",
        "A2, A*02:01, SAME_ANTIGEN, POTENTIAL",
        "A2, A2, SAME_ANTIGEN, POTENTIAL",
        "B39, B38, SISTER_SPLIT, POTENTIAL",
        "A*02:NEW, A*02:NEW, OPEN, POTENTIAL",
        "A*01:01, A*02:01, MISMATCH, MISMATCH",
    })
    void a_pair_has_the_best_grade_that_its_names_allow(
            String patient, String donor, Grade grade, Confidence confidence) {
        for (PositionPair pair : pairs(patient + "+" + patient, donor + "+" + donor)) {
            assertThat(pair.grade()).isEqualTo(grade);
            assertThat(pair.confidence()).isEqualTo(confidence);
        }
    }

    @Test
    void nulls_have_grades_of_their_own() {
        assertThat(pairs("C*08:02+C*04:09N", "C*08:02+C*04:09N"))
                .extracting(PositionPair::grade)
                .containsExactly(Grade.SAME_TWO_FIELDS, Grade.NULL_SAME_NAME);
        assertThat(pairs("A*02:01+A*01:11N", "A*02:01+A*24:09N"))
                .extracting(PositionPair::grade)
                .containsExactly(Grade.SAME_TWO_FIELDS, Grade.NULL_DIFFERENT);
        assertThat(pairs("A*02:01+A*01:11N", "A*02:01+A*02:01"))
                .extracting(PositionPair::grade)
                .containsExactly(Grade.SAME_TWO_FIELDS, Grade.EXPRESSED_AGAINST_NULL);
        assertThat(pairs("A*02:01+A*02:01", "A*02:01+A*01:11N"))
                .extracting(PositionPair::grade)
                .containsExactly(Grade.SAME_TWO_FIELDS, Grade.EXPRESSED_AGAINST_NULL);
    }

    @Test
    void positions_are_paired_as_they_fit_best_whatever_their_order() {
        for (String donor : List.of("A*02:01+A*03:01", "A*03:01+A*02:01")) {
            var pairs = pairs("A*02:01+A*01:01", donor);
            assertThat(pairs.get(0).grade()).isEqualTo(Grade.SAME_TWO_FIELDS);
            assertThat(pairs.get(0).patient().text()).isEqualTo("A*02:01");
            assertThat(pairs.get(1).grade()).isEqualTo(Grade.MISMATCH);
            assertThat(pairs.get(1).donor().text()).isEqualTo("A*03:01");
        }
        assertThat(pairs("A*01:01+A*02:01", "A*02:05+A*02:01|A*02:01+A*01:01"))
                .extracting(PositionPair::grade)
                .containsExactly(Grade.SAME_TWO_FIELDS, Grade.SAME_TWO_FIELDS);
    }

    @Test
    void two_mismatches_are_paired_by_antigen_where_that_is_possible() {
        for (String donor : List.of("A*02:05+A*24:02", "A*24:02+A*02:05")) {
            var pairs = pairs("A*02:01+A*01:01", donor);
            assertThat(pairs.get(0).antigen()).contains(AntigenMatch.ANTIGEN_MATCH);
            assertThat(pairs.get(1).antigen()).contains(AntigenMatch.ANTIGEN_MISMATCH);
        }
    }

    @Test
    void a_match_says_nothing_of_antigens_but_for_sister_splits() {
        assertThat(pairs("A*02:01+A*02:01", "A*02:01+A*02:01").getFirst().antigen()).isEmpty();
        assertThat(pairs("B39+B39", "B38+B38").getFirst().antigen())
                .contains(AntigenMatch.ANTIGEN_MISMATCH);
        assertThat(pairs("B16+B16", "B38+B38").getFirst().grade()).isEqualTo(Grade.SAME_ANTIGEN);
    }

    @Test
    void an_untyped_side_has_no_pairs() {
        var release = SharedData.reader().release();
        assertThat(PositionPair.of(release, at("A*01:01"), LocusTyping.untyped(Locus.A))).isEmpty();
        assertThat(PositionPair.of(release, LocusTyping.untyped(Locus.A), at("A*01:01"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "DRB1*04:01, DRB1*04:04, antigen-match",
        "A*02:01, A*03:01, antigen-mismatch",
        "A*23:01, A9, antigen-match",
        "A*23:01, A24, antigen-mismatch",
        "DPB1*04:01, DPB1*04:02, antigen-mismatch",
        "A*02:NEW, A*02:01, antigen-match",
        "A*03:NEW, A*02:01, antigen-mismatch",
        "A*NEW, A*02:01, unknown",
        "A*02:01, A*NEW, unknown",
        "DRB3*01:01, DRB4*01:03, antigen-mismatch",
    })
    void antigens_agree_when_equal_or_when_one_holds_the_other(
            String one, String other, String expected) {
        var release = SharedData.reader().release();
        var first = at(one + "+" + one).genotypes().getFirst().first();
        var second = at(other + "+" + other).genotypes().getFirst().first();
        assertThat(AntigenMatch.of(release, first, second).text()).isEqualTo(expected);
        assertThat(AntigenMatch.of(release, second, first).text()).isEqualTo(expected);
    }

    @Test
    void serology_that_no_allele_fits_is_in_conflict_with_dna() {
        var conflict = SerologyConflict.between(at("A*01:01+A*02:01"), at("A1+A3"));
        assertThat(conflict).isPresent();
        assertThat(conflict.get().code().name()).isEqualTo("W_SEROLOGY_CONFLICT");
        assertThat(conflict.get().locus()).isEqualTo("A");
        assertThat(conflict.get().sentence()).contains("A*01:01+A*02:01").contains("DNA counts");
        assertThat(SerologyConflict.between(at("A*01:01+A*02:01"), at("A1+A2"))).isEmpty();
        assertThat(SerologyConflict.between(LocusTyping.untyped(Locus.A), at("A1+A3"))).isEmpty();
        assertThat(SerologyConflict.between(at("A*01:01+A*02:01"), LocusTyping.untyped(Locus.A)))
                .isEmpty();
        assertThat(SerologyConflict.isSerology(at("A1+A3"))).isTrue();
        assertThat(SerologyConflict.isSerology(at("A1+A*03:01"))).isFalse();
        assertThat(SerologyConflict.isSerology(at("A*03:01+A1"))).isFalse();
        assertThat(SerologyConflict.isSerology(LocusTyping.untyped(Locus.A))).isFalse();
    }

    @Test
    void totals_are_the_sums_of_the_loci_counted() {
        var comparison =
                Comparison.of(
                        typing("A*01:01+A*02:01^B*08:01+B*44:02"),
                        typing("A*01:01+A*02:XX^B*08:01+B*08:01"),
                        List.of(Locus.A, Locus.B));
        assertThat(comparison.counted()).containsExactly(Locus.A, Locus.B);
        assertThat(comparison.outOf()).isEqualTo(4);
        assertThat(comparison.mismatches()).isEqualTo(new Range(1, 2));
        assertThat(comparison.graftVersusHost()).isEqualTo(new Range(1, 2));
        assertThat(comparison.hostVersusGraft()).isEqualTo(new Range(0, 1));
        assertThat(comparison.best()).isEqualTo("3/4");
        assertThat(comparison.worst()).isEqualTo("2/4");
        assertThatThrownBy(() -> comparison.at(Locus.C))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("C was not compared");
    }

    @Test
    void a_range_is_not_negative_nor_the_wrong_way_round() {
        assertThat(new Range(0, 0)).hasToString("0");
        assertThat(new Range(1, 2)).hasToString("1-2");
        assertThat(new Range(1, 2).cover(new Range(0, 1))).isEqualTo(new Range(0, 2));
        assertThat(new Range(1, 2).plus(new Range(2, 3))).isEqualTo(new Range(3, 5));
        assertThatThrownBy(() -> new Range(-1, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Range(2, 1)).isInstanceOf(IllegalArgumentException.class);
    }
}
