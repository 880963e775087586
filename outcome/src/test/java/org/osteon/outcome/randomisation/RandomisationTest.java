package org.osteon.outcome.randomisation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.quicktheories.QuickTheory.qt;
import static org.quicktheories.generators.SourceDSL.longs;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Allocation of patients (K1).
class RandomisationTest {
    private static final Arms TWO_TO_ONE = new Arms(ordered("A", 2, "B", 1));

    private static Map<String, Integer> ordered(String a, int x, String b, int y) {
        Map<String, Integer> ratio = new LinkedHashMap<>();
        ratio.put(a, x);
        ratio.put(b, y);
        return ratio;
    }

    @Test
    void every_complete_block_holds_the_ratio() {
        qt().withFixedSeed(21)
                .forAll(longs().all())
                .checkAssert(seed -> {
                    var list = new PermutedBlocks(TWO_TO_ONE, new int[] {3, 6}, seed).list("s", 60);
                    Map<Integer, List<String>> blocks =
                            list.stream()
                                    .collect(
                                            Collectors.groupingBy(
                                                    PermutedBlocks.Allocation::block,
                                                    TreeMap::new,
                                                    Collectors.mapping(
                                                            PermutedBlocks.Allocation::arm,
                                                            Collectors.toList())));
                    blocks.remove(list.getLast().block());
                    for (List<String> block : blocks.values()) {
                        assertThat(block.stream().filter("A"::equals).count() * 3)
                                .isEqualTo(block.size() * 2L);
                    }
                });
    }

    @Test
    void all_arrangements_of_a_block_are_equally_likely() {
        Map<String, Integer> seen = new TreeMap<>();
        int trials = 6000;
        for (int seed = 0; seed < trials; seed++) {
            String block =
                    new PermutedBlocks(Arms.equal(List.of("A", "B")), new int[] {4}, seed)
                            .list("s", 4).stream()
                                    .map(PermutedBlocks.Allocation::arm)
                                    .collect(Collectors.joining());
            seen.merge(block, 1, Integer::sum);
        }
        double chisq = 0;
        for (int count : seen.values()) {
            chisq += Math.pow(count - trials / 6.0, 2) / (trials / 6.0);
        }
        assertThat(seen).hasSize(6);
        assertThat(chisq).isLessThan(20.5);
    }

    @Test
    void the_list_of_a_stratum_does_not_depend_on_other_strata_and_is_the_same_again() {
        var blocks = new PermutedBlocks(TWO_TO_ONE, new int[] {3}, 42);
        assertThat(blocks.list("north", 30))
                .isEqualTo(new PermutedBlocks(TWO_TO_ONE, new int[] {3}, 42).list("north", 30));
        assertThat(blocks.list("south", 30)).isNotEqualTo(blocks.list("north", 30));
    }

    @Test
    void a_block_that_cannot_hold_the_ratio_is_refused() {
        assertThatThrownBy(() -> new PermutedBlocks(TWO_TO_ONE, new int[] {4}, 1))
                .hasMessageContaining("multiples of 3");
    }

    @Test
    void minimisation_keeps_a_trial_closer_to_balance_than_chance() {
        List<Map<String, String>> patients = new ArrayList<>();
        RandomStream random = new RandomStream(1, "patients");
        for (int i = 0; i < 200; i++) {
            patients.add(
                    Map.of("site", "s" + random.below(4), "sex", random.below(2) == 0 ? "f" : "m"));
        }
        var minimisation =
                new Minimisation(
                        Arms.equal(List.of("A", "B")),
                        Map.of("site", 1.0, "sex", 1.0),
                        Minimisation.Measure.RANGE,
                        0.8,
                        7);
        var allocations = minimisation.allocate(patients);
        long a = allocations.stream().filter(one -> one.arm().equals("A")).count();
        assertThat(Math.abs(a - 100)).isLessThanOrEqualTo(6);
        assertThat(minimisation.allocate(patients)).isEqualTo(allocations);
    }
}
