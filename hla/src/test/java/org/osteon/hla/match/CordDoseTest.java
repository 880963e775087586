package org.osteon.hla.match;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.osteon.hla.match.CordDose.Thresholds;

/// H8: the dose of a cord blood unit needs both counts (reference, section 14).
class CordDoseTest {
    private static final double KG = 40;
    private static final Thresholds LEAST = Thresholds.DEFAULT;

    private static CordDose dose(double tncPerKg, double cd34PerKg, int match8) {
        return CordDose.of(
                OptionalDouble.of(tncPerKg * KG),
                OptionalDouble.of(cd34PerKg * KG),
                OptionalInt.of(match8),
                KG,
                LEAST);
    }

    @Test
    void both_counts_at_their_least_are_enough() {
        assertThat(dose(LEAST.singleTncPerKg(), LEAST.singleCd34PerKg(), 8).single())
                .isEqualTo(Answer.YES);
        assertThat(dose(LEAST.doubleTncPerKg(), LEAST.doubleCd34PerKg(), 8).ofTwo())
                .isEqualTo(Answer.YES);
    }

    @Test
    void enough_of_one_count_does_not_make_up_for_the_other() {
        assertThat(dose(LEAST.singleTncPerKg() * 0.99, 1e6, 8).single()).isEqualTo(Answer.NO);
        assertThat(dose(1e9, LEAST.singleCd34PerKg() * 0.99, 8).single()).isEqualTo(Answer.NO);
        assertThat(dose(LEAST.doubleTncPerKg() * 0.99, 1e6, 8).ofTwo()).isEqualTo(Answer.NO);
        assertThat(dose(1e9, LEAST.doubleCd34PerKg() * 0.99, 8).ofTwo()).isEqualTo(Answer.NO);
    }

    @Test
    void a_unit_too_small_alone_may_do_as_one_of_two() {
        var dose = dose(LEAST.doubleTncPerKg(), LEAST.doubleCd34PerKg(), 8);
        assertThat(dose.single()).isEqualTo(Answer.NO);
        assertThat(dose.ofTwo()).isEqualTo(Answer.YES);
    }

    @Test
    void a_missing_count_is_unknown_and_a_poor_match_is_no() {
        var noCd34 =
                CordDose.of(
                        OptionalDouble.of(1e12),
                        OptionalDouble.empty(),
                        OptionalInt.of(8),
                        KG,
                        LEAST);
        assertThat(noCd34.single()).isEqualTo(Answer.UNKNOWN);
        assertThat(dose(1e9, 1e9, LEAST.minMatch8()).single()).isEqualTo(Answer.YES);
        assertThat(dose(1e9, 1e9, LEAST.minMatch8() - 1).single()).isEqualTo(Answer.NO);
        assertThatThrownBy(() ->
                        CordDose.of(
                                OptionalDouble.empty(),
                                OptionalDouble.empty(),
                                OptionalInt.empty(),
                                0,
                                LEAST))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
