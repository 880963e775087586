package org.osteon.hla.frequency;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.osteon.hla.nomenclature.Gene;
import org.osteon.hla.nomenclature.Locus;
import org.osteon.hla.typing.LocusTyping;
import org.osteon.hla.typing.Typing;
import org.osteon.hla.typing.TypingReader;

/// Draws haplotypes of a population in proportion to their frequencies, and people as two of them,
/// drawn independently (Hardy–Weinberg proportions).
public final class HaplotypeDraw {
    private final FrequencySet set;
    private final double[] cumulative;

    /// Prepares to draw.
    public HaplotypeDraw(FrequencySet set) {
        this.set = set;
        cumulative = new double[set.haplotypeCount()];
        double sum = 0;
        for (int h = 0; h < cumulative.length; h++) {
            sum += set.frequency(h);
            cumulative[h] = sum;
        }
    }

    /// The number of a haplotype of the set.
    public int next(SplittableRandom random) {
        double at = random.nextDouble() * cumulative[cumulative.length - 1];
        int found = Arrays.binarySearch(cumulative, at);
        return Math.min(cumulative.length - 1, found < 0 ? -found - 1 : found + 1);
    }

    /// Somebody typed by two fields at every locus of the set.
    public Typing person(SplittableRandom random, TypingReader reader) {
        int one = next(random);
        int other = next(random);
        List<LocusTyping> typings = new ArrayList<>();
        for (int i = 0; i < set.loci().size(); i++) {
            Locus locus = set.loci().get(i);
            Gene gene = locus.genes().getFirst();
            typings.add(reader.locus(gene, name(reader, i, one), name(reader, i, other)).value());
        }
        return Typing.of(typings);
    }

    private String name(TypingReader reader, int locus, int haplotype) {
        return reader.release().text(set.loci().get(locus), set.ardName(locus, haplotype));
    }
}
