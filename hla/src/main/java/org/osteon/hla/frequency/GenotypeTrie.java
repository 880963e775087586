package org.osteon.hla.frequency;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/// Genotypes over a few loci with weights, kept as a prefix tree: one level per locus, one branch
/// per distinct pair of units. Walking it with a limit on mismatches, or with what a typing allows,
/// touches only the branches that count.
final class GenotypeTrie {
    /// Collects genotypes; equal ones are merged by adding their weights.
    static final class Builder {
        private final int levels;
        private final int weightsPerGenotype;
        private int count;
        private int[][] ids;
        private double[][] weights;
        private final Map<Long, Integer>[] idByPair;
        private final long[][] pairs;

        @SuppressWarnings({"unchecked", "rawtypes"})
        Builder(int levels, int weightsPerGenotype) {
            this.levels = levels;
            this.weightsPerGenotype = weightsPerGenotype;
            ids = new int[levels][64];
            weights = new double[weightsPerGenotype][64];
            idByPair = new Map[levels];
            pairs = new long[levels][16];
            for (int level = 0; level < levels; level++) {
                idByPair[level] = new HashMap<>();
            }
        }

        /// Starts a genotype; its pairs follow.
        void begin() {
            if (count == ids[0].length) {
                for (int level = 0; level < levels; level++) {
                    ids[level] = Arrays.copyOf(ids[level], 2 * count);
                }
                for (int w = 0; w < weightsPerGenotype; w++) {
                    weights[w] = Arrays.copyOf(weights[w], 2 * count);
                }
            }
            count++;
        }

        void pair(int level, int one, int other) {
            long pair = pack(one, other);
            var known = idByPair[level].get(pair);
            if (known == null) {
                known = idByPair[level].size();
                idByPair[level].put(pair, known);
                if (known == pairs[level].length) {
                    pairs[level] = Arrays.copyOf(pairs[level], 2 * known);
                }
                pairs[level][known] = pair;
            }
            ids[level][count - 1] = known;
        }

        void weight(int w, double weight) {
            weights[w][count - 1] = weight;
        }

        GenotypeTrie build() {
            int[] order = new int[count];
            Arrays.setAll(order, i -> i);
            for (int level = levels - 1; level >= 0; level--) {
                order = sortedBy(ids[level], order, idByPair[level].size());
            }
            return new GenotypeTrie(this, order);
        }

        private static int[] sortedBy(int[] ids, int[] order, int kinds) {
            int[] starts = new int[kinds + 1];
            for (int i : order) {
                starts[ids[i] + 1]++;
            }
            for (int k = 0; k < kinds; k++) {
                starts[k + 1] += starts[k];
            }
            int[] sorted = new int[order.length];
            for (int i : order) {
                sorted[starts[ids[i]]++] = i;
            }
            return sorted;
        }
    }

    private final int levels;

    /// Distinct pairs by level and pair id, both units packed, the smaller in the upper half.
    private final long[][] pairs;

    /// By level: the pair id of each node.
    private final int[][] nodePair;

    /// By level but the last: where each node's children start; one more entry marks the end.
    private final int[][] childStart;

    /// By weight: one per leaf.
    private final double[][] leafWeights;

    private GenotypeTrie(Builder from, int[] order) {
        levels = from.levels;
        pairs = new long[levels][];
        nodePair = new int[levels][];
        childStart = new int[levels][];
        int[] nodes = new int[levels];
        int[][] nodePairs = new int[levels][order.length];
        int[][] starts = new int[levels][order.length + 1];
        double[][] sums = new double[from.weightsPerGenotype][order.length];
        int before = -1;
        for (int genotype : order) {
            int same = 0;
            if (before >= 0) {
                while (same < levels && from.ids[same][genotype] == from.ids[same][before]) {
                    same++;
                }
            }
            for (int level = same; level < levels; level++) {
                nodePairs[level][nodes[level]] = from.ids[level][genotype];
                if (level + 1 < levels) {
                    starts[level][nodes[level]] = nodes[level + 1];
                }
                nodes[level]++;
            }
            int leaf = nodes[levels - 1] - 1;
            for (int w = 0; w < sums.length; w++) {
                sums[w][leaf] += from.weights[w][genotype];
            }
            before = genotype;
        }
        for (int level = 0; level < levels; level++) {
            pairs[level] = Arrays.copyOf(from.pairs[level], from.idByPair[level].size());
            nodePair[level] = Arrays.copyOf(nodePairs[level], nodes[level]);
            if (level + 1 < levels) {
                starts[level][nodes[level]] = nodes[level + 1];
                childStart[level] = Arrays.copyOf(starts[level], nodes[level] + 1);
            } else {
                childStart[level] = new int[0];
            }
        }
        leafWeights = new double[sums.length][];
        for (int w = 0; w < sums.length; w++) {
            leafWeights[w] = Arrays.copyOf(sums[w], nodes[levels - 1]);
        }
    }

    static long pack(int one, int other) {
        return one <= other
                ? ((long) one << 32) | (other & 0xFFFFFFFFL)
                : ((long) other << 32) | (one & 0xFFFFFFFFL);
    }

    static int first(long pair) {
        return (int) (pair >> 32);
    }

    static int second(long pair) {
        return (int) pair;
    }

    /// Unequal positions of two pairs in the better alignment.
    static int mismatches(long x, long y) {
        if (x == y) {
            return 0;
        }
        int a = first(x);
        int b = second(x);
        int c = first(y);
        int d = second(y);
        int straight = (a == c ? 0 : 1) + (b == d ? 0 : 1);
        int across = (a == d ? 0 : 1) + (b == c ? 0 : 1);
        return Math.min(straight, across);
    }

    int size() {
        return leafWeights[0].length;
    }

    /// The distinct pairs at a level.
    long[] pairs(int level) {
        return pairs[level];
    }

    /// Adds to `sums[k]` the first weights of all genotypes with k mismatches against `genotype`, k
    /// up to `limit`, each times `factor`.
    void addByMismatches(long[] genotype, int limit, double factor, double[] sums) {
        addByMismatches(0, 0, nodePair[0].length, genotype, limit, 0, factor, sums);
    }

    private void addByMismatches(
            int level,
            int from,
            int to,
            long[] genotype,
            int limit,
            int soFar,
            double factor,
            double[] sums) {
        for (int node = from; node < to; node++) {
            int mismatches =
                    soFar + mismatches(pairs[level][nodePair[level][node]], genotype[level]);
            if (mismatches > limit) {
                continue;
            }
            if (level == levels - 1) {
                sums[mismatches] += factor * leafWeights[0][node];
            } else {
                addByMismatches(
                        level + 1,
                        childStart[level][node],
                        childStart[level][node + 1],
                        genotype,
                        limit,
                        mismatches,
                        factor,
                        sums);
            }
        }
    }

    /// Adds to `sums[w]` the weights w of all genotypes whose pair is allowed at every level.
    /// `allowed` tells it by level and pair id.
    void addAllowed(boolean[][] allowed, double[] sums) {
        addAllowed(0, 0, nodePair[0].length, allowed, sums);
    }

    private void addAllowed(int level, int from, int to, boolean[][] allowed, double[] sums) {
        boolean[] here = allowed[level];
        for (int node = from; node < to; node++) {
            if (!here[nodePair[level][node]]) {
                continue;
            }
            if (level == levels - 1) {
                for (int w = 0; w < sums.length; w++) {
                    sums[w] += leafWeights[w][node];
                }
            } else {
                addAllowed(
                        level + 1,
                        childStart[level][node],
                        childStart[level][node + 1],
                        allowed,
                        sums);
            }
        }
    }

    /// Receives a genotype, one packed pair per level, and its first weight. The array is reused.
    @FunctionalInterface
    interface Visitor {
        void genotype(long[] pairs, double weight);
    }

    void forEach(Visitor visitor) {
        visit(0, 0, nodePair[0].length, new long[levels], visitor);
    }

    private void visit(int level, int from, int to, long[] genotype, Visitor visitor) {
        for (int node = from; node < to; node++) {
            genotype[level] = pairs[level][nodePair[level][node]];
            if (level == levels - 1) {
                visitor.genotype(genotype, leafWeights[0][node]);
            } else {
                visit(
                        level + 1,
                        childStart[level][node],
                        childStart[level][node + 1],
                        genotype,
                        visitor);
            }
        }
    }

    /// The sum of the first weights by pair id of a level.
    double[] marginal(int level) {
        double[] sums = new double[pairs[level].length];
        double[] below = leafWeights[0];
        for (int l = levels - 1; l > level; l--) {
            double[] above = new double[nodePair[l - 1].length];
            for (int node = 0; node < above.length; node++) {
                for (int child = childStart[l - 1][node];
                        child < childStart[l - 1][node + 1];
                        child++) {
                    above[node] += below[child];
                }
            }
            below = above;
        }
        for (int node = 0; node < below.length; node++) {
            sums[nodePair[level][node]] += below[node];
        }
        return sums;
    }
}
