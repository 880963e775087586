package org.osteon.hla.frequency;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The pairs of haplotypes that a typing allows, or that lie within a few mismatches of it.
/// Haplotypes that stand at the same positions of the typing at every locus behave alike and are
/// handled as one group, so the probability of a typing costs little more than finding its
/// haplotypes (Hardy-Weinberg, reference, section 15.2).
final class HaplotypePairs {
    /// Receives the pairs: an unordered pair of different haplotypes once, a haplotype with itself
    /// once.
    @FunctionalInterface
    interface Visitor {
        void pair(int one, int other);
    }

    /// Haplotypes with equal masks at all loci.
    private static final class Group {
        final long[] masks;
        final double sum;
        final int[] members;

        Group(long[] masks, double sum, int[] members) {
            this.masks = masks;
            this.sum = sum;
            this.members = members;
        }
    }

    private final HaplotypeTable table;
    private final int budget;
    private final List<Group> groups;

    /// The haplotypes that fit all loci but at most `budget`.
    HaplotypePairs(HaplotypeTable table, LocusFit[] fits, int budget) {
        this.table = table;
        this.budget = budget;
        this.groups = group(table, fits, candidates(table, fits, budget));
    }

    private static int[] candidates(HaplotypeTable table, LocusFit[] fits, int budget) {
        int size = table.size();
        int[] found = new int[Math.min(size, 64)];
        int count = 0;
        if (budget == 0 && fits.length > 0) {
            int locus = mostSelective(table, fits);
            for (int allele = 0; allele < fits[locus].alleleCount(); allele++) {
                if (fits[locus].mask(allele) != 0) {
                    for (int h : table.carriers(locus, allele)) {
                        if (misfits(table, fits, h, 0) == 0) {
                            found = count == found.length ? Arrays.copyOf(found, 2 * count) : found;
                            found[count++] = h;
                        }
                    }
                }
            }
        } else {
            for (int h = 0; h < size; h++) {
                if (misfits(table, fits, h, budget) <= budget) {
                    found = count == found.length ? Arrays.copyOf(found, 2 * count) : found;
                    found[count++] = h;
                }
            }
        }
        return Arrays.copyOf(found, count);
    }

    private static int misfits(HaplotypeTable table, LocusFit[] fits, int haplotype, int limit) {
        int misfits = 0;
        for (int locus = 0; locus < fits.length; locus++) {
            if (fits[locus].mask(table.alleles[locus][haplotype]) == 0 && ++misfits > limit) {
                return misfits;
            }
        }
        return misfits;
    }

    private static int mostSelective(HaplotypeTable table, LocusFit[] fits) {
        int best = 0;
        int fewest = Integer.MAX_VALUE;
        for (int locus = 0; locus < fits.length; locus++) {
            int carriers = 0;
            for (int allele = 0; allele < fits[locus].alleleCount(); allele++) {
                if (fits[locus].mask(allele) != 0) {
                    carriers += table.carriers(locus, allele).length;
                }
            }
            if (carriers < fewest) {
                fewest = carriers;
                best = locus;
            }
        }
        return best;
    }

    private static List<Group> group(HaplotypeTable table, LocusFit[] fits, int[] candidates) {
        Map<MaskKey, int[]> members = new HashMap<>();
        Map<MaskKey, Integer> sizes = new HashMap<>();
        for (int h : candidates) {
            long[] masks = new long[fits.length];
            for (int locus = 0; locus < fits.length; locus++) {
                masks[locus] = fits[locus].mask(table.alleles[locus][h]);
            }
            var key = new MaskKey(masks);
            int size = sizes.merge(key, 1, Integer::sum);
            int[] list = members.getOrDefault(key, new int[4]);
            if (size > list.length) {
                list = Arrays.copyOf(list, 2 * list.length);
            }
            list[size - 1] = h;
            members.put(key, list);
        }
        var groups = new ArrayList<Group>(members.size());
        members.forEach((key, list) -> {
            int[] exact = Arrays.copyOf(list, sizes.getOrDefault(key, 0));
            double sum = 0;
            for (int h : exact) {
                sum += table.frequencies[h];
            }
            groups.add(new Group(key.masks, sum, exact));
        });
        groups.sort((x, y) -> Arrays.compare(x.masks, y.masks));
        return groups;
    }

    private static final class MaskKey {
        final long[] masks;

        MaskKey(long[] masks) {
            this.masks = masks;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof MaskKey that && Arrays.equals(masks, that.masks);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(masks);
        }
    }

    private boolean allowed(Group one, Group other) {
        int mismatches = 0;
        for (int locus = 0; locus < one.masks.length; locus++) {
            mismatches += LocusFit.leastMismatches(one.masks[locus], other.masks[locus]);
            if (mismatches > budget) {
                return false;
            }
        }
        return true;
    }

    /// The probability of the typing: the sum over all allowed ordered pairs of the product of
    /// their frequencies.
    double probability() {
        double sum = 0;
        for (int i = 0; i < groups.size(); i++) {
            var one = groups.get(i);
            if (allowed(one, one)) {
                sum += one.sum * one.sum;
            }
            for (int j = i + 1; j < groups.size(); j++) {
                if (allowed(one, groups.get(j))) {
                    sum += 2 * one.sum * groups.get(j).sum;
                }
            }
        }
        return sum;
    }

    void forEach(Visitor visitor) {
        for (int i = 0; i < groups.size(); i++) {
            var one = groups.get(i);
            if (allowed(one, one)) {
                for (int x = 0; x < one.members.length; x++) {
                    for (int y = x; y < one.members.length; y++) {
                        visitor.pair(one.members[x], one.members[y]);
                    }
                }
            }
            for (int j = i + 1; j < groups.size(); j++) {
                if (allowed(one, groups.get(j))) {
                    for (int x : one.members) {
                        for (int y : groups.get(j).members) {
                            visitor.pair(x, y);
                        }
                    }
                }
            }
        }
    }

    /// Hardy-Weinberg: 2 f f' for different haplotypes, f² for one twice.
    double frequency(int one, int other) {
        double product = table.frequencies[one] * table.frequencies[other];
        return one == other ? product : 2 * product;
    }
}
