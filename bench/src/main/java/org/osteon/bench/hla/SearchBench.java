package org.osteon.bench.hla;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.osteon.hla.frequency.FrequencyReader;
import org.osteon.hla.frequency.FrequencySet;
import org.osteon.hla.nomenclature.Gene;
import org.osteon.hla.nomenclature.Locus;
import org.osteon.hla.nomenclature.MultipleAlleleCodes;
import org.osteon.hla.nomenclature.Release;
import org.osteon.hla.registry.Donor;
import org.osteon.hla.registry.DonorTable;
import org.osteon.hla.registry.Registry;
import org.osteon.hla.registry.Simulator;
import org.osteon.hla.search.DonorSearch;
import org.osteon.hla.search.SearchSettings;
import org.osteon.hla.typing.LocusTyping;
import org.osteon.hla.typing.Typing;
import org.osteon.hla.typing.TypingReader;

/// The targets of the donor search, row by row: arguments are the number of donors, a file of
/// haplotype frequencies and a folder to work in. A table or a registry that is there already is
/// used again; a fourth argument stops after the table.
final class SearchBench {
    private static final LocalDate TODAY = LocalDate.of(2026, 1, 1);
    private static final int PATIENTS = 40;

    private SearchBench() {}

    public static void main(String[] args) throws IOException {
        int count = Integer.parseInt(args[0]);
        var folder = Path.of(args[2]);
        var reader = new TypingReader(Release.delivered(), MultipleAlleleCodes.delivered());
        var set = new FrequencyReader(reader).read(Path.of(args[1]), Optional.empty());
        print("donors", String.format(Locale.ROOT, "%,d", count));
        if (args.length > 3) { // only the table, in some quieter hour
            Files.createDirectories(folder);
            writeTable(count, table(count, folder), new Simulator(set, reader, 1, TODAY));
            return;
        }
        print("load average", load());
        var directory = folder.resolve("registry-" + count);
        if (!Registry.exists(directory)) {
            importDonors(count, folder, directory, reader, set);
        }
        try (Stream<Path> files = Files.walk(directory)) {
            long bytes = files.filter(Files::isRegularFile).mapToLong(SearchBench::size).sum();
            print("on disk, MB", String.format(Locale.ROOT, "%.0f", bytes / 1e6));
        }
        // A reader that remembers nothing yet, as in a fresh process.
        var fresh = new TypingReader(reader.release(), MultipleAlleleCodes.delivered());
        long started = System.nanoTime();
        try (var registry = Registry.open(directory, fresh)) {
            print("load from snapshot, s", seconds(started));
            System.gc();
            var runtime = Runtime.getRuntime();
            print(
                    "heap after load, MB",
                    String.format(
                            Locale.ROOT,
                            "%.0f",
                            (runtime.totalMemory() - runtime.freeMemory()) / 1e6));
            print("rows", String.format(Locale.ROOT, "%,d", registry.version().rowCount()));
            var search = new DonorSearch(Optional.of(set));
            var patients = new Patients(set, fresh, 11);
            measure("10/10, high resolution", registry, search, 0, patients::highResolution);
            measure("9/10, high resolution", registry, search, 1, patients::highResolution);
            measure("8/10, high resolution", registry, search, 2, patients::highResolution);
            measure("XX at A, B, DRB1, 0 mismatches", registry, search, 0, patients::familiesOnly);
            batch(registry, search, patients);
            changes(registry, patients);
            started = System.nanoTime();
            registry.switchRelease(
                    new TypingReader(Release.delivered(), MultipleAlleleCodes.delivered()));
            print("switch of release, s", seconds(started));
            print("load average", load());
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void importDonors(
            int count, Path folder, Path directory, TypingReader reader, FrequencySet set)
            throws IOException {
        Files.createDirectories(folder);
        var csv = table(count, folder);
        if (!Files.exists(csv)) {
            writeTable(count, csv, new Simulator(set, reader, 1, TODAY));
        }
        var fresh = new TypingReader(reader.release(), MultipleAlleleCodes.delivered());
        long started = System.nanoTime();
        try (var writer = Registry.writer(directory, fresh);
                BufferedReader text = Files.newBufferedReader(csv)) {
            new DonorTable(fresh, writer::put, problem -> print("problem", problem.toString()))
                    .read(text);
            writer.commit();
        }
        print("import from CSV, s", seconds(started));
    }

    private static Path table(int count, Path folder) {
        return folder.resolve("donors-" + count + ".csv");
    }

    private static void writeTable(int count, Path csv, Simulator simulator) throws IOException {
        var genes = List.of(Gene.A, Gene.B, Gene.C, Gene.DRB1, Gene.DQB1);
        try (BufferedWriter out = Files.newBufferedWriter(csv)) {
            out.write("id;birthDate;sex;abo;cmv;type;registry;tnc;cd34");
            for (Gene gene : genes) {
                out.write(";" + gene + "_1;" + gene + "_2");
            }
            out.write("\n");
            simulator.draw(
                    1,
                    count,
                    (donor, typing) -> {
                        try {
                            out.write(line(donor, typing, genes));
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    });
        }
    }

    private static String line(Donor donor, Typing typing, List<Gene> genes) {
        var line = new StringBuilder(160);
        line.append(donor.id()).append(';');
        line.append(donor.birthDate().map(LocalDate::toString).orElse("")).append(';');
        line.append(donor.sex()).append(';').append(donor.bloodGroup().text()).append(';');
        line.append(donor.cmv()).append(';').append(donor.kind()).append(";SIM;");
        line.append(donor.attributes().getOrDefault("tnc", "")).append(';');
        line.append(donor.attributes().getOrDefault("cd34", ""));
        for (Gene gene : genes) {
            LocusTyping at = typing.at(Locus.of(gene));
            if (at.isTyped()) {
                var genotype = at.genotypes().getFirst();
                line.append(';').append(genotype.first().text());
                line.append(';').append(genotype.second().text());
            } else {
                line.append(";;");
            }
        }
        return line.append('\n').toString();
    }

    /// First run of each patient (cold: no probability of any row is known yet), then the same
    /// patients again (warm).
    private static void measure(
            String name,
            Registry registry,
            DonorSearch search,
            int mismatches,
            Supplier<Typing> patients) {
        var typings = new ArrayList<Typing>();
        for (int i = 0; i < PATIENTS; i++) {
            typings.add(patients.get());
        }
        var settings = SearchSettings.of(mismatches, TODAY);
        double[] cold = new double[PATIENTS];
        double[] warm = new double[PATIENTS];
        int[] found = new int[PATIENTS];
        for (int i = 0; i < PATIENTS; i++) {
            long started = System.nanoTime();
            found[i] = search.search(registry.version(), typings.get(i), settings).found();
            cold[i] = (System.nanoTime() - started) / 1e6;
        }
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < PATIENTS; i++) {
                long started = System.nanoTime();
                search.search(registry.version(), typings.get(i), settings);
                warm[i] = (System.nanoTime() - started) / 1e6;
            }
        }
        Arrays.sort(found);
        print(
                name,
                String.format(
                        Locale.ROOT,
                        "cold p50 %.1f p95 %.1f ms; warm p50 %.1f p95 %.1f ms; found p50 %,d max"
                                + " %,d",
                        percentile(cold, 0.5),
                        percentile(cold, 0.95),
                        percentile(warm, 0.5),
                        percentile(warm, 0.95),
                        found[PATIENTS / 2],
                        found[PATIENTS - 1]));
    }

    private static void batch(Registry registry, DonorSearch search, Patients patients) {
        var typings = new ArrayList<Typing>();
        for (int i = 0; i < 50; i++) {
            typings.add(patients.mixed());
        }
        var settings = SearchSettings.of(1, TODAY);
        for (String run : List.of("cold", "warm")) {
            long started = System.nanoTime();
            for (Typing typing : typings) {
                search.search(registry.version(), typing, settings);
            }
            print("50 mixed patients, 1 mismatch, " + run + ", s", seconds(started));
        }
    }

    private static void changes(Registry registry, Patients patients) throws IOException {
        double[] milliseconds = new double[100];
        for (int i = 0; i < milliseconds.length; i++) {
            var typing = patients.highResolution();
            long started = System.nanoTime();
            if (i % 2 == 0) {
                registry.put(Donor.adult("bench " + i), typing);
            } else {
                registry.remove("bench " + (i - 1));
            }
            milliseconds[i] = (System.nanoTime() - started) / 1e6;
        }
        print(
                "one donor added or removed",
                String.format(
                        Locale.ROOT,
                        "p50 %.2f p95 %.2f ms",
                        percentile(milliseconds, 0.5),
                        percentile(milliseconds, 0.95)));
    }

    /// Of the last minute: who else was at work while this measured.
    private static String load() {
        return String.format(
                Locale.ROOT,
                "%.1f",
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }

    private static double percentile(double[] values, double share) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[(int) Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
    }

    private static String seconds(long started) {
        return String.format(Locale.ROOT, "%.2f", (System.nanoTime() - started) / 1e9);
    }

    @SuppressWarnings("SystemOut") // a benchmark prints what it measured
    private static void print(String what, String value) {
        System.out.println(what + ": " + value);
    }
}
