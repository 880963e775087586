package org.osteon.outcome.randomisation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.osteon.outcome.UnusableInputException;

/// Random permuted blocks of varying size within strata. The list of a stratum depends on the seed,
/// the arms, the block sizes and the name of the stratum, and on nothing else.
public final class PermutedBlocks {
    /// What reproduces a list, together with its inputs.
    public static final String ALGORITHM = "permuted-blocks/1 splitmix64 sha-256";

    private final Arms arms;
    private final int[] sizes;
    private final long seed;

    /// Blocks of these sizes, each equally likely.
    public PermutedBlocks(Arms arms, int[] sizes, long seed) {
        if (sizes.length == 0) {
            throw new UnusableInputException("at least one block size is needed");
        }
        for (int size : sizes) {
            if (size < 1 || size % arms.unit() != 0) {
                throw new UnusableInputException(
                        "a block of "
                                + size
                                + " cannot hold the ratio "
                                + arms.ratio()
                                + ": use multiples of "
                                + arms.unit());
            }
        }
        this.arms = arms;
        this.sizes = sizes.clone();
        this.seed = seed;
    }

    /// One place of a list.
    ///
    /// @param stratum the stratum
    /// @param number place in the stratum, from 1
    /// @param block block in the stratum, from 1
    /// @param blockSize its size
    /// @param arm the arm
    public record Allocation(String stratum, int number, int block, int blockSize, String arm) {}

    /// The first `count` places of a stratum.
    public List<Allocation> list(String stratum, int count) {
        RandomStream random = new RandomStream(seed, stratum);
        List<Allocation> list = new ArrayList<>(count);
        for (int block = 1; list.size() < count; block++) {
            int size = sizes[random.below(sizes.length)];
            List<String> places = new ArrayList<>(size);
            for (var arm : arms.ratio().entrySet()) {
                places.addAll(
                        Collections.nCopies(size / arms.unit() * arm.getValue(), arm.getKey()));
            }
            for (int i = size - 1; i > 0; i--) {
                Collections.swap(places, i, random.below(i + 1));
            }
            for (int i = 0; i < size && list.size() < count; i++) {
                list.add(new Allocation(stratum, list.size() + 1, block, size, places.get(i)));
            }
        }
        return List.copyOf(list);
    }

    /// A warning when strata are too many for the planned size, empty otherwise: strata x arms x
    /// smallest block should stay below a quarter of it.
    public String warning(int strata, int planned) {
        int smallest = java.util.Arrays.stream(sizes).min().orElse(0);
        long filled = (long) strata * arms.names().size() * smallest;
        return filled * 4 > planned
                ? strata
                        + " strata x "
                        + arms.names().size()
                        + " arms x block "
                        + smallest
                        + " = "
                        + filled
                        + " exceed a quarter of the planned "
                        + planned
                        + ": use fewer strata or minimisation"
                : "";
    }
}
