package org.osteon.hla.match;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.osteon.hla.SharedData;
import org.osteon.hla.nomenclature.Locus;
import org.osteon.hla.typing.Typing;

/// H3: loci without a product, proteins without a name, and what they do to counts and leaders
/// (reference, sections 3, 8, 9 and 11).
class NothingAndNovelTest {
    private static Typing typing(String glString) {
        return SharedData.reader().glString(glString).value();
    }

    @ParameterizedTest
    @CsvSource({
        "A*01:11N+A*24:09N, A*24:09N+A*24:09N, 0, 0, 0",
        "A*01:11N+A*24:09N, A*02:01+A*03:01, 2, 0, 2",
        "A*01:11N+A*24:09N, A*02:01+A*02:01, 2, 0, 1",
        "A*01:11N+A*24:09N, A*02:01/A*03:01+A*02:01, 2, 0, 1-2",
        "A*01:11N+A*24:09N, A*02:01/A*03:01+A*02:01/A*03:01, 2, 0, 1-2",
        "A*02:01+A*03:01, A*01:11N+A*24:09N, 2, 2, 0",
        "A*02:01+A*02:01, A*01:11N+A*24:09N, 2, 1, 0",
    })
    void a_locus_without_any_product_has_nothing_that_the_other_side_has(
            String patient, String donor, String mm, String gvh, String hvg) {
        var match = LocusComparison.compare(typing(patient).at(Locus.A), typing(donor).at(Locus.A));
        assertThat(match.mismatches()).hasToString(mm);
        assertThat(match.graftVersusHost()).hasToString(gvh);
        assertThat(match.hostVersusGraft()).hasToString(hvg);
    }

    /// The family B*83 has one protein: without a name it may still be another.
    @ParameterizedTest
    @CsvSource({
        "B*83:NEW+B*07:02, B*83:01+B*07:02",
        "B*07:02+B*83:NEW, B*83:01+B*07:02",
        "B*83:01+B*07:02, B*83:NEW+B*07:02",
        "B*83:01+B*07:02, B*07:02+B*83:NEW",
    })
    void a_protein_without_a_name_never_matches_for_certain(String patient, String donor) {
        var match = LocusComparison.compare(typing(patient).at(Locus.B), typing(donor).at(Locus.B));
        assertThat(match.status()).isEqualTo(Status.POTENTIAL);
        assertThat(match.mismatches()).isEqualTo(new Range(0, 1));
        assertThat(
                        LocusComparison.compare(
                                        typing("B*83:01+B*07:02").at(Locus.B),
                                        typing("B*83:XX+B*07:02").at(Locus.B))
                                .status())
                .isEqualTo(Status.MATCH);
    }

    @Test
    void certain_matches_and_loci_typed_on_both_sides_are_counted() {
        var comparison =
                Comparison.of(
                        typing("A*01:01+A*02:01^B*08:01+B*44:02^C*07:01+C*05:01"),
                        typing("A*01:01+A*02:01^B*08:01+B*44:XX^DRB1*03:01+DRB1*04:01"),
                        List.of(Locus.A, Locus.B, Locus.C, Locus.DRB1));
        assertThat(comparison.certainMatches()).isEqualTo(1);
        assertThat(comparison.typedOnBothSides()).isEqualTo(2);
    }

    private static LeaderMatch leaders(String patient, String donor) {
        return LeaderMatch.of(SharedData.reader().release(), typing(patient), typing(donor));
    }

    @Test
    void leaders_are_shown_by_position_and_open_ones_are_unknown() {
        assertThat(leaders("B*07:02+B*44:02", "B*07:02/B*44:02+B*44:02").patientLeaders())
                .containsExactly('M', 'T');
        assertThat(leaders("B*07:02+B*44:02", "B*07:02/B*44:02+B*44:02").donorLeaders())
                .containsExactly('?', 'T');
        assertThat(leaders("B*07:02+B*44:02|B*07:02+B*35:01", "A*01:01+A*02:01").patientLeaders())
                .containsExactly('?', '?');
        assertThat(leaders("B*07:02+B*44:02", "A*01:01+A*02:01").donorLeaders()).isEmpty();
    }

    @Test
    void a_shared_position_that_is_open_has_its_advice_where_the_leaders_are_known() {
        // both alleles of the shared position carry T
        var match = leaders("B*07:02+B*44:02/B*44:03", "B*08:01+B*44:02/B*44:03");
        assertThat(match.mismatch()).isEmpty();
        var open = leaders("B*07:02+B*44:02", "B*08:01/B*44:05+B*44:02");
        assertThat(open.mismatch().orElseThrow().code()).isEqualTo("M?T");
        assertThat(LeaderMatch.order(open)).isEqualTo(2);
        assertThat(open.mismatch().orElseThrow().leaderMatched()).isFalse();
        var unknownPatient = leaders("B*08:01/B*44:05+B*44:02", "B*07:02+B*44:02");
        assertThat(unknownPatient.mismatch().orElseThrow().code()).isEqualTo("?MT");
        assertThat(LeaderMatch.order(unknownPatient)).isEqualTo(2);
        var bothUnknown = leaders("B*08:01/B*44:05+B*44:02", "B*07:02/B*35:01+B*44:02");
        assertThat(bothUnknown.mismatch().orElseThrow().leaderMatched()).isFalse();
    }
}
