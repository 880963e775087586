package org.osteon.outcome.randomisation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// How well allocation balances, over 1,000 simulated trials: what Pocock and Simon published in
/// 1975 of minimisation (imbalance within factors is far below that of chance, and the less the
/// higher the probability of the best arm), and what chance itself gives.
class BalanceTest {
    private static final int TRIALS = 1000;
    private static final int PATIENTS = 100;
    private static final List<String> ARMS = List.of("A", "B");
    private static final int FACTORS = 3;

    private static List<Map<String, String>> patients(SplittableRandom random) {
        List<Map<String, String>> patients = new ArrayList<>();
        for (int i = 0; i < PATIENTS; i++) {
            Map<String, String> levels = new LinkedHashMap<>();
            for (int f = 0; f < FACTORS; f++) {
                levels.put("f" + f, random.nextInt(2 + f) == 0 ? "x" : "y");
            }
            patients.add(levels);
        }
        return patients;
    }

    private static Minimisation minimisation(double probability, long seed) {
        Map<String, Double> weights = new LinkedHashMap<>();
        for (int f = 0; f < FACTORS; f++) {
            weights.put("f" + f, 1.0);
        }
        return new Minimisation(
                Arms.equal(ARMS), weights, Minimisation.Measure.RANGE, probability, seed);
    }

    /// The mean, over trials, factors and levels, of the difference between the arms.
    private static double imbalance(double probability) {
        double total = 0;
        int cells = 0;
        for (int trial = 0; trial < TRIALS; trial++) {
            SplittableRandom random = new SplittableRandom(trial);
            List<Map<String, String>> patients = patients(random);
            List<Minimisation.Allocation> allocations =
                    minimisation(probability, trial).allocate(patients);
            Map<String, Integer> differences = new TreeMap<>();
            for (int i = 0; i < PATIENTS; i++) {
                int sign = allocations.get(i).arm().equals("A") ? 1 : -1;
                patients.get(i)
                        .forEach((factor, level) ->
                                differences.merge(factor + level, sign, Integer::sum));
            }
            for (int difference : differences.values()) {
                total += Math.abs(difference);
                cells++;
            }
        }
        return total / cells;
    }

    @Test
    void the_surer_the_best_arm_the_less_the_imbalance_and_all_of_it_far_below_chance() {
        double half = imbalance(0.5);
        double eight = imbalance(0.8);
        double one = imbalance(1);

        // By chance: the mean of |2X - n| for a level of n is close to sqrt(2 n / pi), some 4 to 7
        // here.
        assertThat(half).isBetween(4.5, 6.5);
        assertThat(eight).isLessThan(2.5);
        assertThat(one).isLessThan(1.5);
        assertThat(one).isLessThan(eight);
        assertThat(eight).isLessThan(half / 2);
    }

    @Test
    void every_patient_is_as_likely_in_one_arm_as_in_the_other_before_anybody_is_in() {
        int first = 0;
        for (int trial = 0; trial < TRIALS; trial++) {
            first +=
                    minimisation(0.8, trial)
                                    .allocate(patients(new SplittableRandom(trial)))
                                    .getFirst()
                                    .arm()
                                    .equals("A")
                            ? 1
                            : 0;
        }
        // 500, give or take four standard deviations of 15.8.
        assertThat(first).isBetween(437, 563);
    }

    @Test
    void complete_blocks_hold_the_ratio_in_every_trial_and_no_tail_is_longer_than_half_a_block() {
        for (int trial = 0; trial < TRIALS; trial++) {
            PermutedBlocks blocks = new PermutedBlocks(Arms.equal(ARMS), new int[] {4, 6}, trial);
            int difference = 0;
            for (PermutedBlocks.Allocation one : blocks.list("s", PATIENTS)) {
                difference += one.arm().equals("A") ? 1 : -1;
                assertThat(Math.abs(difference)).isLessThanOrEqualTo(3);
            }
        }
    }
}
