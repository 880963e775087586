package org.osteon.bench.pathway;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;
import org.osteon.chart.Chart;
import org.osteon.pathway.ChartOnDay;
import org.osteon.pathway.KnowledgeBase;
import org.osteon.pathway.Pathway;

/// What an assessment costs as a chart grows ([LargeCharts]), pathway by pathway: processor time of
/// one thread and memory allocated, the least of some rounds after warming up on the smallest.
/// Arguments: sizes (1000 10000 100000); `-Dpathway=ID` for one of them only.
public final class GrowthBench {
    private static final Path KNOWLEDGE = Path.of("knowledge");
    private static final Path ELM = Path.of("pathway", "target", "elm");
    private static final int ROUNDS = 3;
    private static final long WARM_NANOS = 4_000_000_000L;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private GrowthBench() {}

    private record Cost(double milliseconds, double megabytes) {}

    /// Runs it and prints a table in Markdown.
    public static void main(String[] args) throws IOException {
        int[] sizes =
                args.length == 0
                        ? new int[] {1_000, 10_000, 100_000}
                        : Arrays.stream(args).mapToInt(Integer::parseInt).toArray();
        String only = System.getProperty("pathway", "");
        List<Pathway> pathways = KnowledgeBase.load(KNOWLEDGE, ELM).pathways();
        System.out.println("load before: " + load());
        System.out.println(
                "| processor ms, MB allocated |"
                        + String.join(
                                "|",
                                Arrays.stream(sizes)
                                        .mapToObj(size -> " %,d ".formatted(size))
                                        .toList())
                        + "| last by the one before |");
        System.out.println("|---|" + "---|".repeat(sizes.length + 1));
        for (Pathway pathway : pathways) {
            if (!pathway.id().contains(only)) {
                continue;
            }
            LargeCharts.Case one = LargeCharts.worked(pathway.id());
            warm(pathway, LargeCharts.read(LargeCharts.of(one.chart(), sizes[0])), one.day());
            Cost[] costs =
                    IntStream.of(sizes)
                            .mapToObj(size ->
                                    cost(pathway, LargeCharts.of(one.chart(), size), one.day()))
                            .toArray(Cost[]::new);
            StringBuilder row = new StringBuilder("| " + pathway.id() + " |");
            for (Cost cost : costs) {
                row.append(" %,.1f, %,.0f |".formatted(cost.milliseconds(), cost.megabytes()));
            }
            System.out.println(row + last(costs));
        }
        System.out.println("load after: " + load());
    }

    private static String last(Cost[] costs) {
        return costs.length < 2
                ? " |"
                : " %.1f |"
                        .formatted(
                                costs[costs.length - 1].milliseconds()
                                        / costs[costs.length - 2].milliseconds());
    }

    private static void warm(Pathway pathway, Chart chart, LocalDate day) {
        long until = System.nanoTime() + WARM_NANOS;
        while (System.nanoTime() < until) {
            new ChartOnDay(List.of(pathway), chart, day).assess(pathway);
        }
    }

    /// By one thread, whatever else it does side by side.
    private static Cost cost(Pathway pathway, String bundle, LocalDate day) {
        try (ForkJoinPool alone = new ForkJoinPool(1)) {
            return alone.submit(() -> ofThisThread(pathway, bundle, day)).join();
        }
    }

    private static Cost ofThisThread(Pathway pathway, String bundle, LocalDate day) {
        byte[] json = bundle.getBytes(StandardCharsets.UTF_8);
        double least = Double.MAX_VALUE;
        double megabytes = 0;
        for (int i = 0; i < ROUNDS; i++) {
            // What a chart remembers of itself counts: each round reads it anew, uncounted.
            Chart chart = LargeCharts.read(new String(json, StandardCharsets.UTF_8));
            long allocated = THREADS.getCurrentThreadAllocatedBytes();
            long start = THREADS.getCurrentThreadCpuTime();
            new ChartOnDay(List.of(pathway), chart, day).assess(pathway);
            least = Math.min(least, (THREADS.getCurrentThreadCpuTime() - start) / 1e6);
            megabytes = (THREADS.getCurrentThreadAllocatedBytes() - allocated) / 1e6;
        }
        return new Cost(least, megabytes);
    }

    private static String load() throws IOException {
        Path file = Path.of("/proc/loadavg");
        return Files.exists(file) ? Files.readString(file).strip() : "unknown";
    }
}
