package org.osteon.bench.app;

import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import org.osteon.pathway.KnowledgeBase;
import org.osteon.pathway.batch.BatchAssessment;
import org.osteon.pathway.batch.CaseLines;

/// A batch at steady state: the same lines again and again in one process, and of each round how
/// many charts a second and a second of processor time. Arguments: file with a case a line, cores
/// (all), rounds (5). The hash over the answers of every round is the same, or it ends with 1.
public final class BatchBench {
    private BatchBench() {}

    /// Prints a table in Markdown.
    public static void main(String[] args)
            throws IOException, InterruptedException, NoSuchAlgorithmException {
        Path file = Path.of(args[0]);
        int cores =
                args.length > 1
                        ? Integer.parseInt(args[1])
                        : Runtime.getRuntime().availableProcessors();
        int rounds = args.length > 2 ? Integer.parseInt(args[2]) : 5;
        KnowledgeBase knowledge =
                KnowledgeBase.load(Path.of("knowledge"), Path.of("pathway", "target", "elm"));
        System.out.println("load before: " + load());
        System.out.println(
                "| round | charts/s | charts a processor second | KB allocated a chart |");
        System.out.println("|---|---|---|---|");
        String first = "";
        for (int round = 1; round <= rounds; round++) {
            String hash = round(knowledge, file, cores, round);
            if (first.isEmpty()) {
                first = hash;
            }
            if (!first.equals(hash)) {
                System.err.println("round " + round + " answers otherwise than the first");
                System.exit(1);
            }
        }
        System.out.println("sha256 of the answers: " + first);
        System.out.println("load after: " + load());
    }

    private static String round(KnowledgeBase knowledge, Path file, int cores, int round)
            throws IOException, InterruptedException, NoSuchAlgorithmException {
        MessageDigest hash = MessageDigest.getInstance("SHA-256");
        long begun = System.nanoTime();
        long processor = processor();
        long allocated = allocated();
        int[] count = {0};
        try (InputStream in = Files.newInputStream(file);
                CaseLines lines = new CaseLines(in)) {
            new BatchAssessment(knowledge, cores)
                    .run(
                            lines,
                            line -> {
                                hash.update(line.line().getBytes(StandardCharsets.UTF_8));
                                count[0]++;
                                return true;
                            });
        }
        System.out.printf(
                Locale.ROOT,
                "| %d | %,.0f | %,.0f | %,.0f |%n",
                round,
                count[0] / ((System.nanoTime() - begun) / 1e9),
                count[0] / ((processor() - processor) / 1e9),
                (allocated() - allocated) / 1024.0 / count[0]);
        return HexFormat.of().formatHex(hash.digest());
    }

    private static long processor() {
        return ((com.sun.management.OperatingSystemMXBean)
                        ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    private static long allocated() {
        return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean())
                .getTotalThreadAllocatedBytes();
    }

    private static String load() throws IOException {
        Path file = Path.of("/proc/loadavg");
        return Files.exists(file) ? Files.readString(file).strip() : "unknown";
    }
}
