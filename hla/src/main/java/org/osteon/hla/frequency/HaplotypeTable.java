package org.osteon.hla.frequency;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.TreeMap;
import org.osteon.hla.nomenclature.Locus;

/// Distinct haplotypes over some loci with their frequencies. At each locus the alleles that occur
/// are numbered densely; `numbers` gives the release's number of each.
final class HaplotypeTable {
    final List<Locus> loci;

    /// Dense allele by locus and haplotype.
    final int[][] alleles;

    /// The release's locus-wide ARD name by locus and dense allele, ascending.
    final int[][] numbers;

    final double[] frequencies;

    /// By locus and dense allele: the haplotypes that carry it.
    private final int[][][] carriers;

    private HaplotypeTable(
            List<Locus> loci, int[][] alleles, int[][] numbers, double[] frequencies) {
        this.loci = List.copyOf(loci);
        this.alleles = alleles;
        this.numbers = numbers;
        this.frequencies = frequencies;
        carriers = new int[loci.size()][][];
        for (int locus = 0; locus < loci.size(); locus++) {
            carriers[locus] = carriers(alleles[locus], numbers[locus].length);
        }
    }

    /// Builds a table, adding the frequencies of equal haplotypes. `haplotypes` holds one number
    /// per locus.
    static HaplotypeTable of(List<Locus> loci, List<int[]> haplotypes, double[] frequencies) {
        var merged = new HashMap<List<Integer>, Double>();
        var order = new ArrayList<List<Integer>>();
        for (int h = 0; h < haplotypes.size(); h++) {
            var key = Arrays.stream(haplotypes.get(h)).boxed().toList();
            if (merged.merge(key, frequencies[h], Double::sum) == frequencies[h]
                    && order.size() < merged.size()) {
                order.add(key);
            }
        }
        int[][] numbers = new int[loci.size()][];
        int[][] alleles = new int[loci.size()][order.size()];
        for (int locus = 0; locus < loci.size(); locus++) {
            int at = locus;
            var dense = new TreeMap<Integer, Integer>();
            order.forEach(key -> dense.put(key.get(at), 0));
            numbers[locus] = dense.keySet().stream().mapToInt(Integer::intValue).toArray();
            for (int h = 0; h < order.size(); h++) {
                alleles[locus][h] = Arrays.binarySearch(numbers[locus], order.get(h).get(at));
            }
        }
        double[] sums = new double[order.size()];
        for (int h = 0; h < sums.length; h++) {
            sums[h] = merged.getOrDefault(order.get(h), 0.0);
        }
        return new HaplotypeTable(loci, alleles, numbers, sums);
    }

    /// The frequencies of the part of each haplotype that lies at these loci.
    HaplotypeTable marginal(List<Locus> part) {
        int[] at = part.stream().mapToInt(loci::indexOf).toArray();
        var haplotypes = new ArrayList<int[]>(size());
        for (int h = 0; h < size(); h++) {
            int haplotype = h;
            haplotypes.add(
                    Arrays.stream(at)
                            .map(locus -> numbers[locus][alleles[locus][haplotype]])
                            .toArray());
        }
        return of(part, haplotypes, frequencies);
    }

    private static int[][] carriers(int[] alleles, int count) {
        int[] sizes = new int[count];
        for (int allele : alleles) {
            sizes[allele]++;
        }
        int[][] carriers = new int[count][];
        for (int allele = 0; allele < count; allele++) {
            carriers[allele] = new int[sizes[allele]];
        }
        for (int h = alleles.length - 1; h >= 0; h--) {
            carriers[alleles[h]][--sizes[alleles[h]]] = h;
        }
        return carriers;
    }

    int size() {
        return frequencies.length;
    }

    int[] carriers(int locus, int allele) {
        return carriers[locus][allele];
    }

    int number(int locus, int haplotype) {
        return numbers[locus][alleles[locus][haplotype]];
    }
}
