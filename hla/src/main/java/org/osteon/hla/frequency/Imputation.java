package org.osteon.hla.frequency;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.osteon.hla.nomenclature.Locus;
import org.osteon.hla.nomenclature.Release;

/// The genotypes that can stand behind a typing, with their probabilities, as counted in a
/// comparison. Under plan A there is one block over all loci; under plans B and C the blocks are
/// independent.
public final class Imputation {
    /// Loci that are explained together.
    static final class Block {
        final List<Locus> loci;
        final GenotypeTrie genotypes;

        Block(List<Locus> loci, GenotypeTrie genotypes) {
            this.loci = loci;
            this.genotypes = genotypes;
        }
    }

    private final Plan plan;
    private final double probability;
    private final List<Block> blocks;

    Imputation(Plan plan, double probability, List<Block> blocks) {
        this.plan = plan;
        this.probability = probability;
        this.blocks = List.copyOf(blocks);
    }

    /// Says that a typing was not explained.
    public static Imputation none() {
        return unrepresented();
    }

    static Imputation unrepresented() {
        return new Imputation(Plan.UNREPRESENTED, 0, List.of());
    }

    /// By what the typing was explained.
    public Plan plan() {
        return plan;
    }

    /// Z: the probability of the typing in the population, under the plan.
    public double probability() {
        return probability;
    }

    /// Receives the text of a genotype and its posterior probability.
    @FunctionalInterface
    public interface GenotypeVisitor {
        /// Takes a genotype as a GL String and its probability given the typing, 0 to 1.
        void genotype(String text, double posterior);
    }

    /// All genotypes at these loci as GL Strings, for showing. Under plans B and C blocks are
    /// combined.
    public void forEachGenotype(Release release, List<Locus> loci, GenotypeVisitor visitor) {
        if (isRepresented()) {
            visit(release, loci, 0, new EnumMap<>(Locus.class), 1, visitor);
        }
    }

    private void visit(
            Release release,
            List<Locus> loci,
            int block,
            Map<Locus, String> soFar,
            double posterior,
            GenotypeVisitor visitor) {
        if (block == blocks.size()) {
            var parts = loci.stream().map(soFar::get).filter(Objects::nonNull).toList();
            visitor.genotype(String.join("^", parts), posterior);
            return;
        }
        var here = blocks.get(block);
        here.genotypes.forEach((pairs, weight) -> {
            for (int i = 0; i < here.loci.size(); i++) {
                var locus = here.loci.get(i);
                var one = text(release, locus, GenotypeTrie.first(pairs[i]));
                var other = text(release, locus, GenotypeTrie.second(pairs[i]));
                soFar.put(locus, one + "+" + other);
            }
            visit(release, loci, block + 1, soFar, posterior * weight, visitor);
        });
    }

    private static String text(Release release, Locus locus, int number) {
        return number == Imputer.NO_PRODUCT ? locus + "*null" : release.text(locus, number);
    }

    List<Block> blocks() {
        return blocks;
    }

    /// Whether anything explains the typing.
    public boolean isRepresented() {
        return plan != Plan.UNREPRESENTED;
    }
}
