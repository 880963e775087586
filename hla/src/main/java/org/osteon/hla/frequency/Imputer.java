package org.osteon.hla.frequency;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.osteon.hla.nomenclature.Locus;
import org.osteon.hla.typing.LocusTyping;
import org.osteon.hla.typing.LocusTyping.Genotype;
import org.osteon.hla.typing.Typing;

/// Explains typings by the haplotypes of one set (reference, section 16). Genotypes come out in the
/// form in which they are counted: a null, whether typed or in the set, is replaced by the other
/// position's unit.
public final class Imputer {
    /// Stands for a locus without any product.
    static final int NO_PRODUCT = -1;

    private final FrequencySet set;
    private final List<Locus> counted;
    private final boolean withPlansBAndC;

    /// Explains by one set.
    ///
    /// @param counted the loci whose genotypes are wanted; all typed loci of the set explain
    public Imputer(FrequencySet set, List<Locus> counted, boolean withPlansBAndC) {
        this.set = set;
        this.counted = counted.stream().filter(set.loci()::contains).toList();
        this.withPlansBAndC = withPlansBAndC;
    }

    /// The loci counted that the set covers.
    public List<Locus> counted() {
        return counted;
    }

    /// The frequencies that explain.
    public FrequencySet set() {
        return set;
    }

    /// The probability of a typing under plan A, 0 when no pair of haplotypes explains it.
    public double probability(Typing typing) {
        var table = set.table();
        return new HaplotypePairs(table, fits(table, typing), 0).probability();
    }

    /// The probability of a typing under plan A from what fits at each locus of the set.
    double probability(LocusFit[] fits) {
        return new HaplotypePairs(set.table(), fits, 0).probability();
    }

    static LocusFit[] fits(HaplotypeTable table, Typing typing) {
        return IntStream.range(0, table.loci.size())
                .mapToObj(i -> LocusFit.of(typing.at(table.loci.get(i)), table.numbers[i]))
                .toArray(LocusFit[]::new);
    }

    /// Whether parts of haplotypes over the loci counted alone explain a typing there.
    boolean explains(Typing typing) {
        return block(set.marginal(counted), typing).probability > 0;
    }

    /// The genotypes behind a typing: by whole haplotypes, else by parts of them where that is
    /// allowed.
    public Imputation impute(Typing typing) {
        var whole = block(set.table(), typing);
        if (whole.probability > 0) {
            return imputation(Plan.A, List.of(whole));
        }
        if (!withPlansBAndC) {
            return Imputation.unrepresented();
        }
        for (List<List<Locus>> partition : BlockPartitions.of(set.loci())) {
            var blocks = partition.stream().map(part -> block(set.marginal(part), typing)).toList();
            if (blocks.stream().allMatch(block -> block.probability > 0)) {
                return imputation(Plan.B, blocks);
            }
        }
        var single = set.loci().stream().map(locus -> singleLocus(locus, typing)).toList();
        return single.stream().allMatch(block -> block.probability > 0)
                ? imputation(Plan.C, single)
                : Imputation.unrepresented();
    }

    /// A block before its weights are made to sum to one.
    private static final class Weighted {
        final List<Locus> loci;
        final double probability;
        final GenotypeTrie genotypes;

        Weighted(List<Locus> loci, double probability, GenotypeTrie genotypes) {
            this.loci = loci;
            this.probability = probability;
            this.genotypes = genotypes;
        }
    }

    private static Imputation imputation(Plan plan, List<Weighted> weighted) {
        double probability = 1;
        var blocks = new ArrayList<Imputation.Block>();
        for (Weighted block : weighted) {
            probability *= block.probability;
            if (!block.loci.isEmpty()) {
                blocks.add(new Imputation.Block(block.loci, block.genotypes));
            }
        }
        return new Imputation(plan, probability, blocks);
    }

    private Weighted block(HaplotypeTable table, Typing typing) {
        var pairs = new HaplotypePairs(table, fits(table, typing), 0);
        double z = pairs.probability();
        int[] levels =
                IntStream.range(0, table.loci.size())
                        .filter(i -> counted.contains(table.loci.get(i)))
                        .toArray();
        var loci = IntStream.of(levels).mapToObj(table.loci::get).toList();
        var builder = new GenotypeTrie.Builder(Math.max(1, levels.length), 1);
        if (z > 0 && levels.length > 0) {
            var typings = loci.stream().map(typing::at).toArray(LocusTyping[]::new);
            pairs.forEach((one, other) -> {
                var choices = new ArrayList<long[]>(levels.length);
                for (int level = 0; level < levels.length; level++) {
                    int locus = levels[level];
                    choices.add(
                            counted(
                                    loci.get(level),
                                    typings[level],
                                    table.number(locus, one),
                                    table.number(locus, other)));
                }
                addAll(builder, choices, pairs.frequency(one, other) / z);
            });
        }
        return new Weighted(loci, z, builder.build());
    }

    /// Adds every combination of the choices, all equally likely. But for nulls there is one.
    private static void addAll(
            GenotypeTrie.Builder builder, List<long[]> choices, double probability) {
        int combinations = 1;
        for (long[] choice : choices) {
            combinations *= choice.length;
        }
        for (int combination = 0; combination < combinations; combination++) {
            builder.begin();
            int rest = combination;
            for (int level = 0; level < choices.size(); level++) {
                var choice = choices.get(level);
                long pair = choice[rest % choice.length];
                rest /= choice.length;
                builder.pair(level, GenotypeTrie.first(pair), GenotypeTrie.second(pair));
            }
            builder.weight(0, probability / combinations);
        }
    }

    /// The pair that counts for two alleles that explain a locus. Several only when it stays open
    /// which of them is the typed null (section 16.5).
    private long[] counted(Locus locus, LocusTyping typing, int one, int other) {
        if (!typing.hasNull()) {
            return new long[] {countedPair(locus, one, other, false, false)};
        }
        var found = new TreeSet<Long>();
        for (Genotype genotype : typing.genotypes()) {
            var first = genotype.first();
            var second = genotype.second();
            if (first.explained().contains(one) && second.explained().contains(other)) {
                found.add(countedPair(locus, one, other, first.isNull(), second.isNull()));
            }
            if (first.explained().contains(other) && second.explained().contains(one)) {
                found.add(countedPair(locus, one, other, second.isNull(), first.isNull()));
            }
        }
        return found.stream().mapToLong(Long::longValue).toArray();
    }

    private long countedPair(
            Locus locus, int one, int other, boolean oneTypedNull, boolean otherTypedNull) {
        if (oneTypedNull && otherTypedNull) {
            return GenotypeTrie.pack(NO_PRODUCT, NO_PRODUCT);
        }
        int oneCounted = set.isNull(locus, one) ? NO_PRODUCT : one;
        int otherCounted = set.isNull(locus, other) ? NO_PRODUCT : other;
        return GenotypeTrie.pack(
                oneTypedNull ? otherCounted : oneCounted,
                otherTypedNull ? oneCounted : otherCounted);
    }

    /// The pair that counts for two alleles of the population.
    long countedPair(Locus locus, int one, int other) {
        return countedPair(locus, one, other, false, false);
    }

    /// Plan C: alleles of one locus; where the set knows none of a position's candidates, each of
    /// them counts as seen once in the cohort.
    private Weighted singleLocus(Locus locus, Typing typing) {
        var table = set.marginal(List.of(locus));
        Map<Integer, Double> frequencies = new TreeMap<>();
        for (int h = 0; h < table.size(); h++) {
            frequencies.put(table.number(0, h), table.frequencies[h]);
        }
        var at = typing.at(locus);
        double seenOnce = 1 / (2 * set.cohortSize());
        for (Genotype genotype : at.genotypes()) {
            for (var position : List.of(genotype.first(), genotype.second())) {
                if (position.explained().toBitSet().stream().noneMatch(frequencies::containsKey)) {
                    position.explained().forEach(number -> frequencies.put(number, seenOnce));
                }
            }
        }
        var numbers = new ArrayList<int[]>();
        frequencies.keySet().forEach(number -> numbers.add(new int[] {number}));
        double[] values = frequencies.values().stream().mapToDouble(f -> f).toArray();
        return block(HaplotypeTable.of(List.of(locus), numbers, values), typing);
    }
}
