package org.osteon.bench.hla;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.osteon.hla.frequency.FrequencySet;
import org.osteon.hla.nomenclature.Locus;
import org.osteon.hla.typing.Typing;
import org.osteon.hla.typing.TypingReader;

/// Patients drawn from a population, typed as finely as a benchmark asks.
final class Patients {
    private final FrequencySet set;
    private final TypingReader reader;
    private final SplittableRandom random;
    private final double[] cumulative;

    Patients(FrequencySet set, TypingReader reader, long seed) {
        this.set = set;
        this.reader = reader;
        random = new SplittableRandom(seed);
        cumulative = new double[set.haplotypeCount()];
        double sum = 0;
        for (int h = 0; h < cumulative.length; h++) {
            sum += set.frequency(h);
            cumulative[h] = sum;
        }
    }

    private int haplotype() {
        int found =
                Arrays.binarySearch(
                        cumulative, random.nextDouble() * cumulative[cumulative.length - 1]);
        return Math.min(cumulative.length - 1, found < 0 ? -found - 1 : found);
    }

    /// Two fields at every locus.
    Typing highResolution() {
        return typing(set.loci(), false);
    }

    /// First fields at A, B and DRB1, nothing else.
    Typing familiesOnly() {
        return typing(List.of(Locus.A, Locus.B, Locus.DRB1), true);
    }

    /// Half by two fields, half by first field at all loci.
    Typing mixed() {
        return typing(set.loci(), random.nextBoolean());
    }

    private Typing typing(List<Locus> loci, boolean families) {
        int one = haplotype();
        int other = haplotype();
        var parts = new ArrayList<String>();
        for (Locus locus : loci) {
            int at = set.loci().indexOf(locus);
            parts.add(token(locus, at, one, families) + "+" + token(locus, at, other, families));
        }
        return reader.glString(String.join("^", parts)).value();
    }

    private String token(Locus locus, int at, int haplotype, boolean family) {
        var name = reader.release().text(locus, set.ardName(at, haplotype));
        return family ? name.substring(0, name.indexOf(':')) + ":XX" : name;
    }
}
