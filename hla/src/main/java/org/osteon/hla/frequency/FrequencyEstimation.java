package org.osteon.hla.frequency;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/// Estimates haplotype frequencies from unphased typings by expectation-maximisation under
/// Hardy-Weinberg (reference, section 15.3). Subjects with equal typings are handled once.
public final class FrequencyEstimation {
    private static final int MOST_ROUNDS = 5000;
    private static final double SMALLEST_RELATIVE_CHANGE = 1e-12;

    /// A typing that leaves more pairs of haplotypes open than this says too little and is left
    /// out.
    private static final int MOST_PAIRS_PER_SUBJECT = 10_000;

    /// One locus of a subject: the pairs of alleles it can be, by name.
    ///
    /// @param pairs alternatives, each of two names
    public record LocusGenotypes(List<List<String>> pairs) {
        /// Keeps its own list of the pairs.
        public LocusGenotypes {
            pairs = List.copyOf(pairs);
        }

        /// A genotype with nothing left open.
        public static LocusGenotypes of(String first, String second) {
            return new LocusGenotypes(List.of(List.of(first, second)));
        }
    }

    /// An estimated haplotype.
    ///
    /// @param alleles one name per locus
    public record Haplotype(List<String> alleles, double frequency) {}

    /// The estimate.
    ///
    /// @param haplotypes by descending frequency, those above 1e-12
    /// @param logLikelihood natural logarithm of the likelihood of all subjects used
    /// @param subjects subjects used
    /// @param tooAmbiguous subjects left out because their typings say too little
    public record Estimate(
            List<Haplotype> haplotypes,
            double logLikelihood,
            int rounds,
            int subjects,
            int tooAmbiguous) {}

    /// Two allele numbers of one locus, the smaller first.
    private record Pair(int one, int other) {
        boolean heterozygous() {
            return one != other;
        }
    }

    private final Map<List<Integer>, Integer> haplotypeIds = new HashMap<>();
    private final List<List<Integer>> haplotypes = new ArrayList<>();
    private final List<Map<String, Integer>> alleleIds = new ArrayList<>();
    private final List<List<String>> alleleNames = new ArrayList<>();

    /// By distinct typing: where its pairs start in `ones` and `others`, and how many subjects have
    /// it.
    private int[] starts = new int[1024];

    private int[] counts = new int[1024];
    private int typings;
    private int[] ones = new int[4096];
    private int[] others = new int[4096];
    private int pairCount;

    private FrequencyEstimation(int loci) {
        for (int i = 0; i < loci; i++) {
            alleleIds.add(new HashMap<>());
            alleleNames.add(new ArrayList<>());
        }
    }

    /// Estimates from subjects, each with one entry per locus.
    public static Estimate of(List<List<LocusGenotypes>> subjects) {
        if (subjects.isEmpty()) {
            return new Estimate(List.of(), 0, 0, 0, 0);
        }
        var estimation = new FrequencyEstimation(subjects.getFirst().size());
        var distinct = new HashMap<List<List<Pair>>, Integer>();
        int tooAmbiguous = 0;
        for (List<LocusGenotypes> subject : subjects) {
            var key = estimation.numbered(subject);
            var known = distinct.get(key);
            if (known != null) {
                if (known >= 0) {
                    estimation.counts[known]++;
                } else {
                    tooAmbiguous++;
                }
                continue;
            }
            int index = estimation.addTyping(key) ? estimation.typings - 1 : -1;
            if (index < 0) {
                tooAmbiguous++;
            }
            distinct.put(key, index);
        }
        return estimation.run(subjects.size() - tooAmbiguous, tooAmbiguous);
    }

    /// The typing with allele numbers: per locus the distinct unordered pairs.
    private List<List<Pair>> numbered(List<LocusGenotypes> subject) {
        var numbered = new ArrayList<List<Pair>>();
        for (int locus = 0; locus < subject.size(); locus++) {
            var pairs = new LinkedHashSet<Pair>();
            for (List<String> pair : subject.get(locus).pairs()) {
                int one = alleleId(locus, pair.get(0));
                int other = alleleId(locus, pair.get(1));
                pairs.add(new Pair(Math.min(one, other), Math.max(one, other)));
            }
            numbered.add(List.copyOf(pairs));
        }
        return numbered;
    }

    private int alleleId(int locus, String name) {
        return alleleIds
                .get(locus)
                .computeIfAbsent(
                        name,
                        _ -> {
                            alleleNames.get(locus).add(name);
                            return alleleNames.get(locus).size() - 1;
                        });
    }

    /// Lists all pairs of haplotypes of a typing; false when there are too many.
    private boolean addTyping(List<List<Pair>> typing) {
        double size = 1;
        for (var pairs : typing) {
            size *= pairs.stream().mapToInt(pair -> pair.heterozygous() ? 2 : 1).sum();
        }
        if (size > 2.0 * MOST_PAIRS_PER_SUBJECT) {
            return false;
        }
        if (typings + 1 >= starts.length) {
            starts = Arrays.copyOf(starts, 2 * starts.length);
            counts = Arrays.copyOf(counts, 2 * counts.length);
        }
        starts[typings] = pairCount;
        counts[typings] = 1;
        typings++;
        int[] one = new int[typing.size()];
        int[] other = new int[typing.size()];
        addPairs(typing, 0, one, other, false);
        starts[typings] = pairCount;
        return true;
    }

    private void addPairs(
            List<List<Pair>> typing, int locus, int[] one, int[] other, boolean different) {
        if (locus == typing.size()) {
            if (pairCount == ones.length) {
                ones = Arrays.copyOf(ones, 2 * pairCount);
                others = Arrays.copyOf(others, 2 * pairCount);
            }
            ones[pairCount] = haplotypeId(one);
            others[pairCount] = haplotypeId(other);
            pairCount++;
            return;
        }
        for (Pair pair : typing.get(locus)) {
            one[locus] = pair.one();
            other[locus] = pair.other();
            boolean heterozygous = pair.heterozygous();
            addPairs(typing, locus + 1, one, other, different || heterozygous);
            if (heterozygous && different) {
                one[locus] = pair.other();
                other[locus] = pair.one();
                addPairs(typing, locus + 1, one, other, true);
            }
        }
    }

    private int haplotypeId(int[] alleles) {
        var key = Arrays.stream(alleles).boxed().toList();
        var known = haplotypeIds.get(key);
        if (known == null) {
            known = haplotypes.size();
            haplotypeIds.put(key, known);
            haplotypes.add(key);
        }
        return known;
    }

    private Estimate run(int subjects, int tooAmbiguous) {
        double[] frequencies = start(subjects);
        double before = Double.NEGATIVE_INFINITY;
        double logLikelihood = before;
        int rounds = 0;
        while (rounds < MOST_ROUNDS) {
            double[] expected = new double[frequencies.length];
            logLikelihood = expect(frequencies, expected);
            for (int h = 0; h < expected.length; h++) {
                frequencies[h] = expected[h] / (2.0 * subjects);
            }
            rounds++;
            if (Math.abs(logLikelihood - before)
                    <= SMALLEST_RELATIVE_CHANGE * Math.abs(logLikelihood)) {
                break;
            }
            before = logLikelihood;
        }
        var found = new ArrayList<Haplotype>();
        for (int h = 0; h < frequencies.length; h++) {
            if (frequencies[h] > 1e-12) {
                found.add(new Haplotype(names(haplotypes.get(h)), frequencies[h]));
            }
        }
        found.sort(
                Comparator.comparingDouble(Haplotype::frequency)
                        .reversed()
                        .thenComparing(h -> String.join("~", h.alleles())));
        return new Estimate(found, logLikelihood, rounds, subjects, tooAmbiguous);
    }

    private List<String> names(List<Integer> haplotype) {
        var names = new ArrayList<String>();
        for (int locus = 0; locus < haplotype.size(); locus++) {
            names.add(alleleNames.get(locus).get(haplotype.get(locus)));
        }
        return names;
    }

    /// Each phase resolution of a subject is equally likely at first.
    private double[] start(int subjects) {
        double[] frequencies = new double[haplotypes.size()];
        for (int t = 0; t < typings; t++) {
            double share = (double) counts[t] / (starts[t + 1] - starts[t]);
            for (int i = starts[t]; i < starts[t + 1]; i++) {
                frequencies[ones[i]] += share / (2.0 * subjects);
                frequencies[others[i]] += share / (2.0 * subjects);
            }
        }
        return frequencies;
    }

    /// Adds the expected counts of haplotypes and returns the log-likelihood under the present
    /// frequencies.
    private double expect(double[] frequencies, double[] expected) {
        double logLikelihood = 0;
        for (int t = 0; t < typings; t++) {
            int from = starts[t];
            int to = starts[t + 1];
            if (to - from == 1) {
                int one = ones[from];
                int other = others[from];
                double f = frequencies[one] * frequencies[other] * (one == other ? 1 : 2);
                logLikelihood += counts[t] * Math.log(f);
                expected[one] += counts[t];
                expected[other] += counts[t];
                continue;
            }
            double sum = 0;
            for (int i = from; i < to; i++) {
                double f = frequencies[ones[i]] * frequencies[others[i]];
                sum += ones[i] == others[i] ? f : 2 * f;
            }
            logLikelihood += counts[t] * Math.log(sum);
            double share = counts[t] / sum;
            for (int i = from; i < to; i++) {
                double f = frequencies[ones[i]] * frequencies[others[i]];
                double e = share * (ones[i] == others[i] ? f : 2 * f);
                expected[ones[i]] += e;
                expected[others[i]] += e;
            }
        }
        return logLikelihood;
    }
}
