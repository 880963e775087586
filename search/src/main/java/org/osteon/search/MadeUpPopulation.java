package org.osteon.search;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.osteon.hla.frequency.FrequencySet;
import org.osteon.hla.frequency.FrequencySet.Entry;
import org.osteon.hla.nomenclature.Gene;
import org.osteon.hla.registry.DonorTable;
import org.osteon.hla.registry.Simulator;
import org.osteon.hla.typing.LocusTyping;
import org.osteon.hla.typing.Typing;
import org.osteon.hla.typing.TypingReader;

/// The population of demonstrations, from `made-up-population.txt`: its haplotype frequencies and
/// the donors drawn from them.
final class MadeUpPopulation {
    private static final String FILE = "made-up-population.txt";
    private static final String NAME = "made-up population";

    /// Rarer haplotypes are left out.
    private static final double RAREST = 2e-6;

    /// As if so many people had been typed.
    private static final double COHORT = 250_000;

    private static final double TYPED_AT_DPB1 = 0.6;

    /// The day on which its donors are as old as they are.
    static final LocalDate DRAWN_ON = LocalDate.of(2026, 1, 1);

    private static final long SEED = 20_260_302;

    private static final List<Gene> GENES = List.of(Gene.A, Gene.C, Gene.B, Gene.DRB1, Gene.DQB1);

    private final Map<String, List<Entry>> parts = new LinkedHashMap<>();
    private final TypingReader reader;
    private double whole;

    MadeUpPopulation(TypingReader reader) throws IOException {
        this.reader = reader;
        try (var text =
                new BufferedReader(
                        new InputStreamReader(
                                Objects.requireNonNull(
                                        MadeUpPopulation.class.getResourceAsStream(FILE)),
                                StandardCharsets.UTF_8))) {
            List<Entry> part = new ArrayList<>();
            for (String line : text.lines().toList()) {
                if (line.startsWith("[whole")) {
                    whole = Double.parseDouble(line.substring(7, line.indexOf(']')));
                    part = parts.computeIfAbsent("whole", _ -> new ArrayList<>());
                } else if (line.startsWith("[")) {
                    part =
                            parts.computeIfAbsent(
                                    line.substring(1, line.indexOf(']')), _ -> new ArrayList<>());
                } else if (!line.isBlank() && !line.startsWith("#")) {
                    int blank = line.indexOf(' ');
                    part.add(
                            new Entry(
                                    List.of(line.substring(0, blank).split("~", -1)),
                                    Double.parseDouble(line.substring(blank + 1))));
                }
            }
        }
    }

    /// The entries of a part with shares that add up to one.
    private List<Entry> part(String name) {
        List<Entry> part = parts.getOrDefault(name, List.of());
        double sum = part.stream().mapToDouble(Entry::frequency).sum();
        return part.stream()
                .map(entry -> new Entry(entry.alleles(), entry.frequency() / sum))
                .toList();
    }

    /// Haplotypes of A, C, B, DRB1 and DQB1.
    FrequencySet frequencies() {
        List<Entry> entries = new ArrayList<>();
        part("whole")
                .forEach(entry ->
                        entries.add(new Entry(entry.alleles(), whole * entry.frequency())));
        for (Entry a : part("A")) {
            for (Entry cb : part("C~B")) {
                for (Entry dr : part("DRB1~DQB1")) {
                    double frequency =
                            (1 - whole) * a.frequency() * cb.frequency() * dr.frequency();
                    if (frequency >= RAREST) {
                        List<String> alleles = new ArrayList<>(a.alleles());
                        alleles.addAll(cb.alleles());
                        alleles.addAll(dr.alleles());
                        entries.add(new Entry(alleles, frequency));
                    }
                }
            }
        }
        return FrequencySet.of(NAME, reader, GENES, entries, COHORT);
    }

    /// Draws donors; most of them are typed at DPB1 too.
    void draw(Simulator simulator, int count, DonorTable.DonorSink sink) {
        SplittableRandom random = new SplittableRandom(SEED);
        List<Entry> alleles = part("DPB1");
        double[] shares = alleles.stream().mapToDouble(Entry::frequency).toArray();
        Arrays.parallelPrefix(shares, Double::sum);
        simulator.draw(
                1,
                count,
                (donor, typing) ->
                        sink.accept(
                                donor,
                                random.nextDouble() < TYPED_AT_DPB1
                                        ? withDpb1(typing, alleles, shares, random)
                                        : typing));
    }

    private Typing withDpb1(
            Typing typing, List<Entry> alleles, double[] shares, SplittableRandom random) {
        List<LocusTyping> loci = new ArrayList<>();
        typing.typedLoci().forEach(locus -> loci.add(typing.at(locus)));
        loci.add(
                reader.locus(
                                Gene.DPB1,
                                allele(alleles, shares, random),
                                allele(alleles, shares, random))
                        .value());
        return Typing.of(loci);
    }

    private static String allele(List<Entry> alleles, double[] shares, SplittableRandom random) {
        int found = Arrays.binarySearch(shares, random.nextDouble());
        int at = Math.min(alleles.size() - 1, found < 0 ? -found - 1 : found);
        return alleles.get(at).alleles().getFirst();
    }

    /// The seed of the demonstration's registry.
    static long seed() {
        return SEED;
    }
}
