package org.osteon.bench.hla;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.osteon.hla.frequency.CohortPrediction;
import org.osteon.hla.frequency.FrequencyReader;
import org.osteon.hla.frequency.Imputer;
import org.osteon.hla.nomenclature.MultipleAlleleCodes;
import org.osteon.hla.nomenclature.Release;
import org.osteon.hla.typing.Typing;
import org.osteon.hla.typing.TypingReader;

/// The same patients and donors as `bench/peers/scipy_match.py`, in this process and then in that
/// one: chances of no and of one mismatch for every pair. Arguments: patients, donors, frequencies,
/// number of patients, the script.
final class PeerBench {
    private PeerBench() {}

    @SuppressWarnings("SystemOut") // a benchmark prints what it measured
    public static void main(String[] args) throws IOException, InterruptedException {
        int patientCount = Integer.parseInt(args[3]);
        var reader = new TypingReader(Release.delivered(), MultipleAlleleCodes.delivered());
        var set = new FrequencyReader(reader).read(Path.of(args[2]), Optional.empty());
        var donors = typings(Path.of(args[1]), reader, Integer.MAX_VALUE);
        var patients = typings(Path.of(args[0]), reader, patientCount);
        var imputer = new Imputer(set, set.loci(), false);
        for (int round = 1; round <= 5; round++) {
            long started = System.nanoTime();
            var cohort = new CohortPrediction(imputer, donors);
            double prepared = (System.nanoTime() - started) / 1e9;
            double[] sums = new double[2];
            int[] pairs = new int[1];
            for (Typing patient : patients) {
                cohort.predict(
                        patient,
                        pair -> {
                            sums[0] += pair.probability().total().zero();
                            sums[1] += pair.probability().total().one();
                            pairs[0]++;
                        });
            }
            double all = (System.nanoTime() - started) / 1e9;
            System.out.printf(
                    Locale.ROOT,
                    "osteon round %d: prepared %.3f s, all %.3f s, pairs %d, sum P0 %.9f, sum P1"
                            + " %.9f%n",
                    round,
                    prepared,
                    all,
                    pairs[0],
                    sums[0],
                    sums[1]);
        }
        int code =
                new ProcessBuilder("/usr/bin/python3", args[4], args[0], args[1], args[2], args[3])
                        .inheritIO()
                        .start()
                        .waitFor();
        if (code != 0) {
            throw new IOException("the peer ended with " + code);
        }
    }

    private static List<Typing> typings(Path file, TypingReader reader, int limit)
            throws IOException {
        var typings = new ArrayList<Typing>();
        try (var text =
                new BufferedReader(
                        new InputStreamReader(
                                new GZIPInputStream(Files.newInputStream(file)),
                                StandardCharsets.UTF_8))) {
            for (String line = text.readLine();
                    line != null && typings.size() < limit;
                    line = text.readLine()) {
                typings.add(reader.glString(line.substring(line.indexOf('%') + 1)).value());
            }
        }
        return typings;
    }
}
