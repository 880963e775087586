package org.osteon.hla.frequency;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.osteon.hla.nomenclature.Gene;
import org.osteon.hla.nomenclature.Locus;
import org.osteon.hla.typing.Position;
import org.osteon.hla.typing.TypingReader;

/// The haplotype frequencies of one population, in the names of one release (reference, section
/// 15). Frequencies are not rescaled to one: any scale cancels in every probability.
public final class FrequencySet {
    /// One haplotype as a file gives it.
    ///
    /// @param alleles one name per locus
    public record Entry(List<String> alleles, double frequency) {
        /// Keeps its own list of the alleles.
        public Entry {
            alleles = List.copyOf(alleles);
        }
    }

    private final String name;
    private final HaplotypeTable table;
    private final double givenSum;
    private final double lostSum;
    private final List<String> unknownAlleles;
    private final double cohortSize;
    private final int[] unitCounts;
    private final Map<List<Locus>, HaplotypeTable> marginals = new ConcurrentHashMap<>();

    private FrequencySet(
            String name,
            HaplotypeTable table,
            double givenSum,
            double lostSum,
            List<String> unknownAlleles,
            double cohortSize,
            int[] unitCounts) {
        this.name = name;
        this.table = table;
        this.givenSum = givenSum;
        this.lostSum = lostSum;
        this.unknownAlleles = List.copyOf(unknownAlleles);
        this.cohortSize = cohortSize;
        this.unitCounts = unitCounts;
    }

    /// Translates names to ARD names of the reader's release, adds equal haplotypes and drops those
    /// of frequency zero.
    ///
    /// @param genes the genes of each entry's alleles, in their order
    /// @param cohortSize the number of people behind the set; 0 if not known, then the rarest
    ///   haplotype counts as seen once
    public static FrequencySet of(
            String name,
            TypingReader reader,
            List<Gene> genes,
            List<Entry> entries,
            double cohortSize) {
        var release = reader.release();
        var haplotypes = new ArrayList<int[]>(entries.size());
        double[] frequencies = new double[entries.size()];
        var unknown = new ArrayList<String>();
        double given = 0;
        double lost = 0;
        double rarest = 1;
        for (Entry entry : entries) {
            if (!(entry.frequency() > 0)) {
                continue;
            }
            given += entry.frequency();
            rarest = Math.min(rarest, entry.frequency());
            int[] numbers = new int[genes.size()];
            boolean known = true;
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = ardName(reader, genes.get(i), entry.alleles().get(i));
                if (numbers[i] < 0) {
                    known = false;
                    if (!unknown.contains(entry.alleles().get(i))) {
                        unknown.add(entry.alleles().get(i));
                    }
                }
            }
            if (known) {
                frequencies[haplotypes.size()] = entry.frequency();
                haplotypes.add(numbers);
            } else {
                lost += entry.frequency();
            }
        }
        var loci = genes.stream().map(Locus::of).toList();
        return new FrequencySet(
                name,
                HaplotypeTable.of(loci, haplotypes, frequencies),
                given,
                lost,
                unknown,
                cohortSize > 0 ? cohortSize : 1 / (2 * rarest),
                genes.stream().mapToInt(gene -> release.gene(gene).unitCount()).toArray());
    }

    /// The locus-wide ARD name that an allele of a frequency file stands for, or -1.
    private static int ardName(TypingReader reader, Gene gene, String allele) {
        var reading = reader.position(gene, allele);
        Position position = reading.value();
        if (reading.hasError() || position.isUntyped()) {
            return -1;
        }
        if (position.isNull()) {
            return position.explained().first();
        }
        return position.units().size() == 1 ? position.units().first() : -1;
    }

    /// What the set was called when it was read.
    public String name() {
        return name;
    }

    /// The loci of each haplotype, in the order of the file.
    public List<Locus> loci() {
        return table.loci;
    }

    /// Distinct haplotypes with a frequency above 0.
    public int haplotypeCount() {
        return table.size();
    }

    /// The sum of all frequencies as given.
    public double givenSum() {
        return givenSum;
    }

    /// The sum of frequencies of haplotypes with an allele that the release does not know.
    public double lostSum() {
        return lostSum;
    }

    /// Alleles that the release does not know, as the file has them, each once.
    public List<String> unknownAlleles() {
        return unknownAlleles;
    }

    /// The number of people behind the set.
    public double cohortSize() {
        return cohortSize;
    }

    HaplotypeTable table() {
        return table;
    }

    /// The frequencies at some of the loci, in this order.
    HaplotypeTable marginal(List<Locus> loci) {
        return loci.equals(table.loci) ? table : marginals.computeIfAbsent(loci, table::marginal);
    }

    /// Whether a number at a locus names a null allele.
    boolean isNull(Locus locus, int number) {
        int at = table.loci.indexOf(locus);
        return locus != Locus.DRBX && number >= unitCounts[at];
    }

    /// Draws haplotypes for simulation: frequency and the ARD name at each locus of haplotype `h`.
    public double frequency(int h) {
        return table.frequencies[h];
    }

    /// The locus-wide ARD name of haplotype `h` at locus number `locus` of [#loci()].
    public int ardName(int locus, int h) {
        return table.number(locus, h);
    }
}
