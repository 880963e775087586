package org.osteon.bench.hla;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.osteon.hla.frequency.FrequencyReader;
import org.osteon.hla.nomenclature.MultipleAlleleCodes;
import org.osteon.hla.nomenclature.Release;
import org.osteon.hla.registry.DonorTable;
import org.osteon.hla.registry.Registry;
import org.osteon.hla.registry.Simulator;
import org.osteon.hla.typing.Typing;
import org.osteon.hla.typing.TypingReader;

/// A table in which one line in a thousand is broken, in every way that the reference names: every
/// good donor comes in, every bad line is told with its code. Arguments: number of lines, a file of
/// haplotype frequencies, a folder to work in.
final class BrokenLinesBench {
    private static final int ONE_IN = 1000;

    /// What stands in place of the typing of A, and the code that must be told.
    private static final List<Map.Entry<String, String>> BROKEN =
            List.of(
                    Map.entry("A*01:01/+A*02:01", "E_SYNTAX"),
                    Map.entry("A*01:01+A*02:01+A*03:01", "E_TOO_MANY_ALLELES"),
                    Map.entry("A*01:01+B*07:02", "E_MIXED_LOCI"),
                    Map.entry("A*01:9998+A*02:01", "E_UNKNOWN_ALLELE"),
                    Map.entry("A*02:100+A*02:01", "E_DELETED_ALLELE"),
                    Map.entry("A*01:01:99G+A*02:01", "E_GROUP_UNKNOWN"),
                    Map.entry("A*02:QQQQQQ+A*02:01", "E_MAC_UNKNOWN"),
                    Map.entry("A*99:AC+A*02:01", "E_MAC_EMPTY"),
                    Map.entry("A*0é+A*02:01", "E_SYNTAX"),
                    Map.entry("A*01:01+A*02:01^A*03:01+A*11:01", "E_LOCUS_TWICE"));

    private BrokenLinesBench() {}

    public static void main(String[] args) throws IOException {
        int count = Integer.parseInt(args[0]);
        var folder = Files.createDirectories(Path.of(args[2]));
        var reader = new TypingReader(Release.delivered(), MultipleAlleleCodes.delivered());
        var set = new FrequencyReader(reader).read(Path.of(args[1]), Optional.empty());
        var table = folder.resolve("broken-" + count + ".csv");
        write(count, table, new Simulator(set, reader, 7, java.time.LocalDate.of(2026, 1, 1)));
        var directory = Files.createTempDirectory(folder, "broken-registry");
        var codes = new TreeMap<String, Integer>();
        long started = System.nanoTime();
        var fresh = new TypingReader(reader.release(), MultipleAlleleCodes.delivered());
        DonorTable.Outcome outcome;
        try (var writer = Registry.writer(directory, fresh);
                BufferedReader text = Files.newBufferedReader(table)) {
            outcome =
                    new DonorTable(
                                    fresh,
                                    writer::put,
                                    problem -> codes.merge(problem.code(), 1, Integer::sum))
                            .read(text);
            writer.commit();
        }
        double seconds = (System.nanoTime() - started) / 1e9;
        System.gc();
        var runtime = Runtime.getRuntime();
        print(
                "%,d lines, %,d broken: %,d donors in, %,d rejected, %,d lines with a problem, %.1f"
                        + " s, heap limit %,d MB",
                count,
                count / ONE_IN,
                outcome.accepted(),
                outcome.rejected(),
                outcome.withProblems(),
                seconds,
                runtime.maxMemory() / 1_000_000);
        print("by code: %s", codes);
        boolean allTold = BROKEN.stream().allMatch(broken -> codes.containsKey(broken.getValue()));
        if (outcome.accepted() + outcome.rejected() != count
                || outcome.rejected() > count / ONE_IN
                || outcome.withProblems() != count / ONE_IN
                || !allTold) {
            throw new IllegalStateException("a donor is lost, or a bad line was not told");
        }
    }

    private static void write(int count, Path table, Simulator simulator) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(table)) {
            out.write("id;gl\n");
            int[] line = new int[1];
            simulator.draw(
                    1,
                    count,
                    (donor, typing) -> {
                        try {
                            out.write(donor.id() + ";" + glString(typing, line[0]++) + "\n");
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    });
        }
    }

    private static String glString(Typing typing, int line) {
        var good = typing.glString();
        if (line % ONE_IN != ONE_IN - 1) {
            return good;
        }
        var broken = BROKEN.get(line / ONE_IN % BROKEN.size()).getKey();
        return broken + good.substring(good.indexOf('^'));
    }

    @SuppressWarnings("SystemOut") // a benchmark prints what it measured
    private static void print(String format, Object... values) {
        System.out.printf(Locale.ROOT, format + "%n", values);
    }
}
