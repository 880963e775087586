package org.osteon.outcome.blinding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.osteon.outcome.blinding.BlindingIndex.Guesses;

class BlindingIndexTest {
    private static final Offset<Double> PRINTED = within(0.0006);
    private static final Offset<Double> TINY = within(1e-12);

    /// The example of the R package BI 1.2.0, whose numbers are printed with three digits.
    @Test
    void the_published_example_comes_out() {
        BlindingIndex index =
                BlindingIndex.of(new Guesses(48, 4, 330), new Guesses(22, 30, 319), 0.95);

        agrees(index.james(), 0.896, 0.011, 0.875, 0.918);
        agrees(index.tested(), 0.115, 0.018, 0.080, 0.150);
        agrees(index.comparator(), 0.022, 0.019, -0.016, 0.060);
    }

    private static void agrees(
            BlindingIndex.Estimate one, double estimate, double se, double lower, double upper) {
        assertThat(one.estimate()).isCloseTo(estimate, PRINTED);
        assertThat(one.se()).isCloseTo(se, PRINTED);
        assertThat(one.lower()).isCloseTo(lower, PRINTED);
        assertThat(one.upper()).isCloseTo(upper, PRINTED);
    }

    @Test
    void nobody_who_knows_is_1_everybody_who_tells_is_0_and_a_coin_is_a_half() {
        assertThat(james(new Guesses(0, 0, 20), new Guesses(0, 0, 30))).isCloseTo(1, TINY);
        assertThat(james(new Guesses(20, 0, 0), new Guesses(0, 20, 0))).isCloseTo(0, TINY);
        assertThat(james(new Guesses(10, 10, 0), new Guesses(10, 10, 0))).isCloseTo(0.5, TINY);
    }

    private static double james(Guesses tested, Guesses comparator) {
        return BlindingIndex.of(tested, comparator, 0.95).james().estimate();
    }

    @Test
    void the_index_of_a_group_goes_from_all_right_to_all_wrong() {
        BlindingIndex told = BlindingIndex.of(new Guesses(9, 0, 0), new Guesses(7, 0, 0), 0.95);

        assertThat(told.tested().estimate()).isCloseTo(1, TINY);
        assertThat(told.comparator().estimate()).isCloseTo(-1, TINY);
        assertThat(told.tested().se()).isCloseTo(0, TINY);
    }

    /// The limits hold their level: 2,000 trials of 400 people whose guesses are known.
    @Test
    void the_limits_cover_the_truth_about_as_often_as_they_say() {
        SplittableRandom random = new SplittableRandom(20261130);
        double[] tested = {0.25, 0.15, 0.60};
        double[] comparator = {0.20, 0.22, 0.58};
        double truth = james(guesses(tested, 1_000_000), guesses(comparator, 1_000_000));
        int covered = 0;
        for (int i = 0; i < 2000; i++) {
            BlindingIndex.Estimate james =
                    BlindingIndex.of(
                                    drawn(random, tested, 200),
                                    drawn(random, comparator, 200),
                                    0.95)
                            .james();
            covered += james.lower() <= truth && truth <= james.upper() ? 1 : 0;
        }
        assertThat(covered / 2000.0).isBetween(0.935, 0.965);
    }

    private static Guesses guesses(double[] shares, int n) {
        return new Guesses(
                (int) Math.round(shares[0] * n),
                (int) Math.round(shares[1] * n),
                (int) Math.round(shares[2] * n));
    }

    private static Guesses drawn(SplittableRandom random, double[] shares, int n) {
        int[] counts = new int[3];
        for (int i = 0; i < n; i++) {
            double draw = random.nextDouble();
            counts[draw < shares[0] ? 0 : draw < shares[0] + shares[1] ? 1 : 2]++;
        }
        return new Guesses(counts[0], counts[1], counts[2]);
    }

    @Test
    void a_group_that_nobody_asked_is_refused() {
        assertThatThrownBy(() -> BlindingIndex.of(new Guesses(0, 0, 0), new Guesses(1, 2, 3), 0.95))
                .hasMessageContaining("guesses of both groups");
        assertThatThrownBy(() -> new Guesses(-1, 0, 0)).hasMessageContaining("0 or more");
    }
}
