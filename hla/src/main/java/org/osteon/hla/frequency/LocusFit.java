package org.osteon.hla.frequency;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import org.osteon.hla.typing.LocusTyping;
import org.osteon.hla.typing.LocusTyping.Genotype;

/// Which positions of a locus typing each allele of a frequency set can stand at. Every alternative
/// genotype has two bits, one for its first position and one for its second. A pair of alleles fits
/// when some alternative takes them in one order or the other.
final class LocusFit {
    private static final long FIRST_POSITIONS = 0x5555555555555555L;

    /// More alternatives than this are merged into the last; no real typing has so many.
    private static final int MOST_ALTERNATIVES = 32;

    /// One byte per allele where no mask needs more, which is so but for typings of many
    /// alternatives.
    private final byte[] small;

    private final long[] masks;

    private LocusFit(long[] masks) {
        long all = 0;
        for (long mask : masks) {
            all |= mask;
        }
        if (all >= 0 && all <= Byte.MAX_VALUE) {
            this.masks = new long[0];
            small = new byte[masks.length];
            for (int i = 0; i < masks.length; i++) {
                small[i] = (byte) masks[i];
            }
        } else {
            this.masks = masks;
            small = new byte[0];
        }
    }

    /// `numbers` are the alleles of the frequency set at this locus. An untyped locus takes every
    /// allele anywhere.
    static LocusFit of(LocusTyping typing, int[] numbers) {
        long[] masks = new long[numbers.length];
        if (!typing.isTyped()) {
            Arrays.fill(masks, 3);
            return new LocusFit(masks);
        }
        List<Genotype> genotypes = typing.genotypes();
        for (int g = 0; g < genotypes.size(); g++) {
            int shift = 2 * Math.min(g, MOST_ALTERNATIVES - 1);
            var first = genotypes.get(g).first().explained();
            var second = genotypes.get(g).second().explained();
            for (int allele = 0; allele < numbers.length; allele++) {
                if (first.contains(numbers[allele])) {
                    masks[allele] |= 1L << shift;
                }
                if (second.contains(numbers[allele])) {
                    masks[allele] |= 2L << shift;
                }
            }
        }
        return new LocusFit(masks);
    }

    /// The same, but alleles of which the test holds fit anywhere.
    LocusFit with(int[] numbers, IntPredicate anywhere) {
        long[] widened = new long[alleleCount()];
        for (int allele = 0; allele < widened.length; allele++) {
            widened[allele] = mask(allele);
        }
        for (int allele = 0; allele < widened.length; allele++) {
            if (anywhere.test(numbers[allele])) {
                widened[allele] = -1;
            }
        }
        return new LocusFit(widened);
    }

    long mask(int allele) {
        return masks.length == 0 ? small[allele] : masks[allele];
    }

    int alleleCount() {
        return Math.max(small.length, masks.length);
    }

    /// Whether alleles with these masks fit together.
    static boolean fits(long one, long other) {
        return (one & swapped(other)) != 0;
    }

    /// The smallest number of mismatches that alleles with these masks can have with the typing.
    static int leastMismatches(long one, long other) {
        if (fits(one, other)) {
            return 0;
        }
        return (one | other) != 0 ? 1 : 2;
    }

    private static long swapped(long mask) {
        return ((mask & FIRST_POSITIONS) << 1) | ((mask >>> 1) & FIRST_POSITIONS);
    }
}
