package org.osteon.hla.match;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import java.util.StringJoiner;
import org.junit.jupiter.api.Test;
import org.osteon.hla.SharedData;
import org.osteon.hla.nomenclature.Gene;
import org.osteon.hla.nomenclature.Locus;
import org.osteon.hla.typing.LocusTyping;

/// H3: ranges by patterns of equality against trying every choice of units.
class EqualityPatternTest {
    private static final List<String> NAMES =
            List.of("B*07:02", "B*08:01", "B*44:02", "B*44:03", "B*35:01", "B*27:05");

    @Test
    void ranges_are_those_of_all_choices() {
        var random = new SplittableRandom(42);
        for (int i = 0; i < 3000; i++) {
            var p = typing(random);
            var d = typing(random);
            assertThat(LocusComparison.compare(p, d)).as("%s %s", p, d).isEqualTo(enumerated(p, d));
        }
    }

    @Test
    void fifteen_patterns_cover_four_units() {
        assertThat(EqualityPattern.ALL).hasSize(15);
    }

    private static LocusTyping typing(SplittableRandom random) {
        return SharedData.reader().locus(Gene.B, list(random), list(random)).value();
    }

    private static String list(SplittableRandom random) {
        int members = 1 + random.nextInt(63);
        var list = new StringJoiner("/");
        for (int i = 0; i < NAMES.size(); i++) {
            if ((members & 1 << i) != 0) {
                list.add(NAMES.get(i));
            }
        }
        return list.toString();
    }

    private static LocusMatch enumerated(LocusTyping patient, LocusTyping donor) {
        var p = patient.genotypes().getFirst();
        var d = donor.genotypes().getFirst();
        LocusMatch all = null;
        for (int p1 : p.countedFirst().toArray()) {
            for (int p2 : p.countedSecond().toArray()) {
                for (int d1 : d.countedFirst().toArray()) {
                    for (int d2 : d.countedSecond().toArray()) {
                        var one = one(p1, p2, d1, d2);
                        all = all == null ? one : all.cover(one);
                    }
                }
            }
        }
        return all;
    }

    private static LocusMatch one(int p1, int p2, int d1, int d2) {
        int mm =
                Math.min(
                        (p1 == d1 ? 0 : 1) + (p2 == d2 ? 0 : 1),
                        (p1 == d2 ? 0 : 1) + (p2 == d1 ? 0 : 1));
        int gvh = (p1 == d1 || p1 == d2 ? 0 : 1) + (p2 == p1 || p2 == d1 || p2 == d2 ? 0 : 1);
        int hvg = (d1 == p1 || d1 == p2 ? 0 : 1) + (d2 == d1 || d2 == p1 || d2 == p2 ? 0 : 1);
        return LocusMatch.of(new Range(mm, mm), new Range(gvh, gvh), new Range(hvg, hvg));
    }

    @Test
    void swapping_patient_and_donor_swaps_the_directions() {
        var random = new SplittableRandom(43);
        for (int i = 0; i < 1000; i++) {
            var p = typing(random);
            var d = typing(random);
            var one = LocusComparison.compare(p, d);
            var other = LocusComparison.compare(d, p);
            assertThat(other.mismatches()).isEqualTo(one.mismatches());
            assertThat(other.graftVersusHost()).isEqualTo(one.hostVersusGraft());
            assertThat(other.hostVersusGraft()).isEqualTo(one.graftVersusHost());
        }
    }

    @Test
    void an_untyped_locus_can_be_anything() {
        var typed = SharedData.reader().locus(Gene.B, "B*07:02", "B*08:01").value();
        assertThat(LocusComparison.compare(typed, LocusTyping.untyped(Locus.B)))
                .isEqualTo(LocusMatch.UNTYPED);
    }
}
