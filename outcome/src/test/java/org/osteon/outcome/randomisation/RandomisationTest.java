package org.osteon.outcome.randomisation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.quicktheories.QuickTheory.qt;
import static org.quicktheories.generators.SourceDSL.longs;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/// Allocation of patients (K1).
class RandomisationTest {
    private static final Arms TWO_TO_ONE = new Arms(ordered("A", 2, "B", 1));

    private static final Offset<Double> TINY = within(1e-12);

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

    /// The generator is SplitMix64, which the JDK has as [SplittableRandom]; a name begins it at
    /// the first eight bytes of its hash.
    @Test
    void a_stream_is_splitmix64_from_the_hash_of_seed_and_name() throws Exception {
        for (long seed : new long[] {0, 1, -7, 20261128}) {
            long state =
                    ByteBuffer.wrap(
                                    MessageDigest.getInstance("SHA-256")
                                            .digest(
                                                    (seed + "\nnorth")
                                                            .getBytes(StandardCharsets.UTF_8)))
                            .getLong();
            var numbers = new SplittableRandom(state);
            var parts = new SplittableRandom(state);
            var below = new SplittableRandom(state);
            RandomStream whole = new RandomStream(seed, "north");
            RandomStream units = new RandomStream(seed, "north");
            RandomStream bounded = new RandomStream(seed, "north");
            for (int i = 0; i < 50; i++) {
                assertThat(whole.next()).isEqualTo(numbers.nextLong());
                assertThat(units.unit()).isEqualTo((parts.nextLong() >>> 11) * 0x1.0p-53);
                assertThat(bounded.below(7)).isEqualTo((int) ((below.nextLong() >>> 1) % 7));
            }
        }
    }

    @Test
    void places_are_numbered_through_and_blocks_from_one() {
        var list = new PermutedBlocks(TWO_TO_ONE, new int[] {3}, 5).list("s", 7);

        assertThat(list)
                .extracting(PermutedBlocks.Allocation::number)
                .containsExactly(1, 2, 3, 4, 5, 6, 7);
        assertThat(list)
                .extracting(PermutedBlocks.Allocation::block)
                .containsExactly(1, 1, 1, 2, 2, 2, 3);
        assertThat(list)
                .allSatisfy(place -> {
                    assertThat(place.blockSize()).isEqualTo(3);
                    assertThat(place.stratum()).isEqualTo("s");
                });
        assertThat(new PermutedBlocks(TWO_TO_ONE, new int[] {3}, 5).list("s", 0)).isEmpty();
    }

    @Test
    void a_block_is_shuffled_from_its_end_by_the_stream() {
        RandomStream random = new RandomStream(5, "s");
        random.below(1);
        List<String> places = new ArrayList<>(List.of("A", "A", "A", "A", "B", "B"));
        for (int i = 5; i > 0; i--) {
            Collections.swap(places, i, random.below(i + 1));
        }

        assertThat(new PermutedBlocks(TWO_TO_ONE, new int[] {6}, 5).list("s", 6))
                .extracting(PermutedBlocks.Allocation::arm)
                .isEqualTo(places);
    }

    @Test
    void strata_are_too_many_from_a_quarter_of_the_trial_on() {
        var blocks = new PermutedBlocks(Arms.equal(List.of("A", "B")), new int[] {4, 2}, 1);

        assertThat(blocks.warning(5, 80)).as("5 x 2 x 2 = 20 of 80").isEmpty();
        assertThat(blocks.warning(5, 79)).contains("5 strata x 2 arms x block 2 = 20", "79");
    }

    @Test
    void a_list_without_a_block_and_a_block_of_nobody_are_refused() {
        assertThatThrownBy(() -> new PermutedBlocks(TWO_TO_ONE, new int[] {}, 1))
                .hasMessageContaining("at least one block size");
        for (int size : new int[] {0, -3}) {
            assertThatThrownBy(() -> new PermutedBlocks(TWO_TO_ONE, new int[] {size}, 1))
                    .hasMessageContaining("a block of " + size);
        }
    }

    /// By hand: with the next patient in A the counts are 4, 2 and 3, in B 3, 3 and 3.
    @Test
    void the_imbalance_is_range_variance_or_its_root_of_the_counts_with_the_next_patient() {
        Map<String, Map<String, Integer>> counts = Map.of("sex", Map.of("A", 3, "B", 2, "C", 3));

        assertThat(three(Minimisation.Measure.RANGE).scores(counts).imbalance())
                .isEqualTo(Map.of("A", 2.0 * 2, "B", 0.0, "C", 2.0 * 2));
        assertThat(three(Minimisation.Measure.VARIANCE).scores(counts).imbalance())
                .isEqualTo(Map.of("A", 2.0, "B", 0.0, "C", 2.0));
        assertThat(three(Minimisation.Measure.SD).scores(counts).imbalance())
                .isEqualTo(Map.of("A", 2.0, "B", 0.0, "C", 2.0));
        assertThat(three(Minimisation.Measure.RANGE).scores(counts).best()).containsExactly("B");
        assertThatThrownBy(() -> three(Minimisation.Measure.RANGE).scores(Map.of()))
                .hasMessageContaining("no counts for factor 'sex'");
    }

    private static Minimisation three(Minimisation.Measure measure) {
        return new Minimisation(
                Arms.equal(List.of("A", "B", "C")), Map.of("sex", 2.0), measure, 0.8, 1);
    }

    @Test
    void counts_are_held_against_the_ratio_of_the_arms() {
        Minimisation minimisation =
                new Minimisation(
                        TWO_TO_ONE, Map.of("sex", 1.0), Minimisation.Measure.RANGE, 0.8, 1);

        // With the next in A: 4 / 2 against 1 / 1; in B: 3 / 2 against 2 / 1.
        assertThat(minimisation.scores(Map.of("sex", Map.of("A", 3, "B", 1))).imbalance())
                .isEqualTo(Map.of("A", 1.0, "B", 0.5));
    }

    @Test
    void the_best_share_their_probability_and_the_others_what_is_left_by_ratio() {
        Minimisation minimisation = three(Minimisation.Measure.RANGE);

        assertThat(minimisation.probabilities(new Minimisation.Scores(Map.of(), List.of("B"))))
                .hasEntrySatisfying("A", share -> assertThat(share).isCloseTo(0.1, TINY))
                .hasEntrySatisfying("B", share -> assertThat(share).isCloseTo(0.8, TINY))
                .hasEntrySatisfying("C", share -> assertThat(share).isCloseTo(0.1, TINY));
        assertThat(minimisation.probabilities(new Minimisation.Scores(Map.of(), List.of("A", "C"))))
                .hasEntrySatisfying("A", share -> assertThat(share).isCloseTo(0.4, TINY))
                .hasEntrySatisfying("B", share -> assertThat(share).isCloseTo(0.2, TINY))
                .hasEntrySatisfying("C", share -> assertThat(share).isCloseTo(0.4, TINY));
        Minimisation unequal =
                new Minimisation(
                        TWO_TO_ONE, Map.of("sex", 1.0), Minimisation.Measure.RANGE, 0.8, 1);
        assertThat(unequal.probabilities(new Minimisation.Scores(Map.of(), List.of("A", "B"))))
                .hasEntrySatisfying("A", share -> assertThat(share).isCloseTo(2 / 3.0, TINY))
                .hasEntrySatisfying("B", share -> assertThat(share).isCloseTo(1 / 3.0, TINY));
    }

    @Test
    void each_patient_goes_where_the_draw_falls_among_the_shares() {
        Minimisation certain =
                new Minimisation(
                        Arms.equal(List.of("A", "B")),
                        Map.of("sex", 1.0),
                        Minimisation.Measure.RANGE,
                        1,
                        3);
        List<Map<String, String>> patients = Collections.nCopies(6, Map.of("sex", "f"));

        var allocations = certain.allocate(patients);

        for (int i = 0; i < 6; i++) {
            var one = allocations.get(i);
            assertThat(one.number()).isEqualTo(i + 1);
            Map<String, Double> shares = certain.probabilities(one.scores());
            String expected = one.draw() < shares.getOrDefault("A", 0.0) ? "A" : "B";
            assertThat(one.arm()).isEqualTo(expected);
            if (i % 2 == 1) {
                assertThat(one.scores().best())
                        .as("the arm that the one before did not get")
                        .doesNotContain(allocations.get(i - 1).arm());
            }
        }
        assertThatThrownBy(() -> certain.allocate(List.of(Map.of("sex", "f"), Map.of())))
                .hasMessageContaining("patient 2 has no level of factor 'sex'");
    }

    @Test
    void a_probability_that_is_none_and_a_trial_without_factors_are_refused() {
        for (double impossible : new double[] {0, -0.1, 1.01, Double.NaN}) {
            assertThatThrownBy(() -> minimisation(Map.of("sex", 1.0), impossible))
                    .hasMessageContaining("not " + impossible);
        }
        assertThatThrownBy(() -> minimisation(Map.of(), 0.8))
                .hasMessageContaining("at least one factor");
        assertThat(minimisation(Map.of("sex", 1.0), 1).probability()).isEqualTo(1);
    }

    private static Minimisation minimisation(Map<String, Double> weights, double probability) {
        return new Minimisation(
                Arms.equal(List.of("A", "B")), weights, Minimisation.Measure.RANGE, probability, 1);
    }
}
