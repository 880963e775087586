package org.osteon.hla.frequency;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.osteon.hla.nomenclature.Locus;

/// How many mismatches a donor has with a patient, as probabilities (reference, section 16.1).
///
/// @param total the chances of 0, 1 and 2 mismatches over all loci counted
/// @param byLocus the chances of 0, 1 and 2 mismatches at each locus; their product is not the
///   total
/// @param patientPlan how the patient's typing was explained
/// @param donorPlan how the donor's typing was explained
public record MatchProbability(
        Chances total, Map<Locus, Chances> byLocus, Plan patientPlan, Plan donorPlan) {

    /// The chances of 0, 1 and 2 mismatches.
    public record Chances(double zero, double one, double two) {
        static Chances of(double[] byMismatches) {
            return new Chances(byMismatches[0], byMismatches[1], byMismatches[2]);
        }

        /// The chance of more than two.
        public double more() {
            return Math.max(0, 1 - zero - one - two);
        }
    }

    private static final int MOST_MISMATCHES = 2;

    /// Both subjects must be explained, over the same loci.
    public static MatchProbability of(Imputation patient, Imputation donor) {
        if (!patient.isRepresented() || !donor.isRepresented()) {
            throw new IllegalArgumentException("a typing that nothing explains has no probability");
        }
        double[] total = {1, 0, 0};
        for (Component component : components(patient, donor)) {
            total = convolve(total, component.byMismatches());
        }
        return new MatchProbability(
                Chances.of(total), byLocus(patient, donor), patient.plan(), donor.plan());
    }

    private static double[] convolve(double[] x, double[] y) {
        double[] sum = new double[MOST_MISMATCHES + 1];
        for (int i = 0; i <= MOST_MISMATCHES; i++) {
            for (int j = 0; i + j <= MOST_MISMATCHES; j++) {
                sum[i + j] += x[i] * y[j];
            }
        }
        return sum;
    }

    /// Blocks of both sides that share loci. As every partition is finer or coarser than every
    /// other in each half, one side of a component is always a single block.
    private static final class Component {
        final Imputation.Block whole;
        final List<Imputation.Block> parts;

        Component(Imputation.Block whole, List<Imputation.Block> parts) {
            this.whole = whole;
            this.parts = parts;
        }

        double[] byMismatches() {
            double[] sums = new double[MOST_MISMATCHES + 1];
            if (parts.size() == 1 && parts.getFirst().loci.equals(whole.loci)) {
                var other = parts.getFirst().genotypes;
                var less = whole.genotypes.size() <= other.size() ? whole.genotypes : other;
                var more = whole.genotypes.size() <= other.size() ? other : whole.genotypes;
                less.forEach((genotype, weight) ->
                        more.addByMismatches(genotype, MOST_MISMATCHES, weight, sums));
                return sums;
            }
            whole.genotypes.forEach((genotype, weight) -> {
                double[] product = {weight, 0, 0};
                for (Imputation.Block part : parts) {
                    long[] restricted = new long[part.loci.size()];
                    for (int i = 0; i < restricted.length; i++) {
                        restricted[i] = genotype[whole.loci.indexOf(part.loci.get(i))];
                    }
                    double[] ofPart = new double[MOST_MISMATCHES + 1];
                    part.genotypes.addByMismatches(restricted, MOST_MISMATCHES, 1, ofPart);
                    product = convolve(product, ofPart);
                }
                for (int k = 0; k <= MOST_MISMATCHES; k++) {
                    sums[k] += product[k];
                }
            });
            return sums;
        }
    }

    private static List<Component> components(Imputation patient, Imputation donor) {
        var components = new ArrayList<Component>();
        for (Imputation.Block block : patient.blocks()) {
            var within =
                    donor.blocks().stream().filter(d -> block.loci.containsAll(d.loci)).toList();
            if (!within.isEmpty()) {
                components.add(new Component(block, within));
            }
        }
        for (Imputation.Block block : donor.blocks()) {
            var within =
                    patient.blocks().stream()
                            .filter(p -> block.loci.containsAll(p.loci))
                            .filter(p -> !p.loci.containsAll(block.loci))
                            .toList();
            if (!within.isEmpty()) {
                components.add(new Component(block, within));
            }
        }
        return components;
    }

    private static Map<Locus, Chances> byLocus(Imputation patient, Imputation donor) {
        var chances = new EnumMap<Locus, Chances>(Locus.class);
        for (Imputation.Block p : patient.blocks()) {
            for (Imputation.Block d : donor.blocks()) {
                for (int i = 0; i < p.loci.size(); i++) {
                    int j = d.loci.indexOf(p.loci.get(i));
                    if (j >= 0) {
                        chances.put(p.loci.get(i), atLocus(p.genotypes, i, d.genotypes, j));
                    }
                }
            }
        }
        return chances;
    }

    private static Chances atLocus(GenotypeTrie p, int pLevel, GenotypeTrie d, int dLevel) {
        double[] sums = new double[MOST_MISMATCHES + 1];
        long[] patientPairs = p.pairs(pLevel);
        long[] donorPairs = d.pairs(dLevel);
        double[] patientWeights = p.marginal(pLevel);
        double[] donorWeights = d.marginal(dLevel);
        for (int i = 0; i < patientPairs.length; i++) {
            for (int j = 0; j < donorPairs.length; j++) {
                sums[GenotypeTrie.mismatches(patientPairs[i], donorPairs[j])] +=
                        patientWeights[i] * donorWeights[j];
            }
        }
        return Chances.of(sums);
    }
}
