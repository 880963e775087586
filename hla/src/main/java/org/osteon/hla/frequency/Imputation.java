package org.osteon.hla.frequency;

import java.util.List;
import org.osteon.hla.nomenclature.Locus;

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

    static Imputation unrepresented() {
        return new Imputation(Plan.UNREPRESENTED, 0, List.of());
    }

    public Plan plan() {
        return plan;
    }

    /// Z: the probability of the typing in the population, under the plan.
    public double probability() {
        return probability;
    }

    List<Block> blocks() {
        return blocks;
    }

    public boolean isRepresented() {
        return plan != Plan.UNREPRESENTED;
    }
}
