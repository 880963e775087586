package org.osteon.hla.frequency;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.osteon.hla.typing.LocusTyping;
import org.osteon.hla.typing.Typing;

/// All genotypes of the donors' population within one mismatch of a patient, each with its part in
/// P(0) and P(1): the shared numerator of the reference, section 16.3. One walk of it gives a
/// donor's chances but for the division by Z. Exact; holds for donors explained by whole haplotypes
/// and without a typed null.
public final class Neighbourhood {
    private static final int LIMIT = 1;

    private final HaplotypeTable table;
    private final GenotypeTrie genotypes;

    private Neighbourhood(HaplotypeTable table, GenotypeTrie genotypes) {
        this.table = table;
        this.genotypes = genotypes;
    }

    /// Builds the neighbourhood of one patient.
    ///
    /// @param patient the patient's imputation under plan A
    /// @param typing the patient's typing
    /// @param donors explains donors, over the same loci counted as the patient's imputation
    public static Neighbourhood of(Imputation patient, Typing typing, Imputer donors) {
        if (patient.plan() != Plan.A) {
            throw new IllegalArgumentException(
                    "the patient is explained by plan " + patient.plan());
        }
        var table = donors.set().table();
        var patientBlock = patient.blocks().getFirst();
        int[] level = table.loci.stream().mapToInt(patientBlock.loci::indexOf).toArray();
        int loci = level.length;
        var builder = new GenotypeTrie.Builder(loci, LIMIT + 1);
        var pairs = new HaplotypePairs(table, countedFits(donors, typing, level), LIMIT);
        long[] counted = new long[patientBlock.loci.size()];
        double[] sums = new double[LIMIT + 1];
        pairs.forEach((one, other) -> {
            for (int locus = 0; locus < loci; locus++) {
                if (level[locus] >= 0) {
                    counted[level[locus]] =
                            donors.countedPair(
                                    table.loci.get(locus),
                                    table.number(locus, one),
                                    table.number(locus, other));
                }
            }
            Arrays.fill(sums, 0);
            patientBlock.genotypes.addByMismatches(
                    counted, LIMIT, pairs.frequency(one, other), sums);
            if (sums[0] > 0 || sums[1] > 0) {
                builder.begin();
                for (int locus = 0; locus < loci; locus++) {
                    builder.pair(locus, table.alleles[locus][one], table.alleles[locus][other]);
                }
                for (int k = 0; k <= LIMIT; k++) {
                    builder.weight(k, sums[k]);
                }
            }
        });
        return new Neighbourhood(table, builder.build());
    }

    /// Only loci that count limit the neighbourhood, and there a null may stand for anything.
    private static LocusFit[] countedFits(Imputer donors, Typing typing, int[] level) {
        var table = donors.set().table();
        return IntStream.range(0, table.loci.size())
                .mapToObj(i -> {
                    var locus = table.loci.get(i);
                    var at = typing.at(locus);
                    var limiting = level[i] < 0 || at.hasNull() ? LocusTyping.untyped(locus) : at;
                    return LocusFit.of(limiting, table.numbers[i])
                            .with(table.numbers[i], number -> donors.set().isNull(locus, number));
                })
                .toArray(LocusFit[]::new);
    }

    /// Genotypes within one mismatch of the patient.
    public int size() {
        return genotypes.size();
    }

    /// Which genotypes of a locus of the set a donor's typing there allows; to be kept per distinct
    /// typing.
    ///
    /// @param locus number of the locus in the set's order
    public boolean[] allowed(int locus, LocusTyping donor) {
        var fit = LocusFit.of(donor, table.numbers[locus]);
        long[] pairs = genotypes.pairs(locus);
        boolean[] allowed = new boolean[pairs.length];
        for (int i = 0; i < allowed.length; i++) {
            allowed[i] =
                    LocusFit.fits(
                            fit.mask(GenotypeTrie.first(pairs[i])),
                            fit.mask(GenotypeTrie.second(pairs[i])));
        }
        return allowed;
    }

    /// P(0)·Z and P(1)·Z of a donor, given what its typing allows at each locus of the set.
    public void numerators(boolean[][] allowed, double[] sums) {
        Arrays.fill(sums, 0);
        if (genotypes.size() > 0) {
            genotypes.addAllowed(allowed, sums);
        }
    }
}
