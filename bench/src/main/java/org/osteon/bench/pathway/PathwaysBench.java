package org.osteon.bench.pathway;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.osteon.chart.Chart;
import org.osteon.pathway.ChartOnDay;
import org.osteon.pathway.KnowledgeBase;
import org.osteon.pathway.Pathway;
import org.osteon.records.demo.DemoCohort;

/// All pathways together beside each alone, on the demo cohort; the slowest definition of each
/// library on a chart of 10,000 resources; time and memory of the knowledge. Arguments: rounds over
/// the cohort (default 5).
public final class PathwaysBench {
    private static final LocalDate TODAY = LocalDate.of(2026, 3, 2);
    private static final Path KNOWLEDGE = Path.of("knowledge");
    private static final int LARGE = 10_000;
    private static final int EVALUATIONS = 3;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private PathwaysBench() {}

    /// Runs it and prints tables in Markdown.
    public static void main(String[] args) throws IOException {
        int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 5;
        KnowledgeBase knowledge = load();
        List<String> cohort = new DemoCohort(KNOWLEDGE, TODAY, 1).charts();
        together(knowledge.pathways(), cohort.stream().map(PathwaysBench::read).toList(), rounds);
        slowest(knowledge.pathways(), cohort);
    }

    /// The first load in this process, and the third; what is kept is what is left after
    /// collection.
    private static KnowledgeBase load() throws IOException {
        long before = used();
        long start = System.nanoTime();
        KnowledgeBase knowledge = KnowledgeBase.load(KNOWLEDGE);
        double first = (System.nanoTime() - start) / 1e6;
        long kept = used() - before;
        double last = 0;
        for (int i = 0; i < 2; i++) {
            start = System.nanoTime();
            KnowledgeBase.load(KNOWLEDGE);
            last = (System.nanoTime() - start) / 1e6;
        }
        System.out.printf(
                "%d pathways from CQL: first load %.0f ms, third %.0f ms, %.1f MB kept%n%n",
                knowledge.pathways().size(), first, last, kept / 1e6);
        return knowledge;
    }

    private static long used() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    private static void together(List<Pathway> pathways, List<Chart> charts, int rounds) {
        System.out.printf(
                "%d charts of the demo cohort, processor time of one thread%n%n", charts.size());
        System.out.println("| asked | charts/s | ms per chart | of the sum |");
        System.out.println("|---|---|---|---|");
        double sum = 0;
        for (Pathway pathway : pathways) {
            double alone = perChart(List.of(pathway), charts, rounds);
            sum += alone;
            row(pathway.id(), alone, "");
        }
        double all = perChart(pathways, charts, rounds);
        row("**all " + pathways.size() + " together**", all, "%.2f".formatted(all / sum));
        System.out.println();
    }

    private static void row(String name, double milliseconds, String share) {
        System.out.printf(
                "| %s | %.0f | %.3f | %s |%n", name, 1000 / milliseconds, milliseconds, share);
    }

    /// Milliseconds of processor time for a chart; the first half of the rounds is warm-up.
    private static double perChart(List<Pathway> pathways, List<Chart> charts, int rounds) {
        assess(pathways, charts, rounds);
        long start = THREADS.getCurrentThreadCpuTime();
        assess(pathways, charts, rounds);
        return (THREADS.getCurrentThreadCpuTime() - start) / 1e6 / rounds / charts.size();
    }

    private static void assess(List<Pathway> pathways, List<Chart> charts, int rounds) {
        for (int round = 0; round < rounds; round++) {
            for (Chart chart : charts) {
                ChartOnDay onDay = new ChartOnDay(pathways, chart, TODAY);
                pathways.forEach(onDay::assess);
            }
        }
    }

    /// A definition, with all that it needs, asked of a chart that was asked nothing before.
    private record Cost(String pathway, String definition, double milliseconds, long bytes) {}

    private static void slowest(List<Pathway> pathways, List<String> cohort) {
        Map<String, List<Cost>> byLibrary = new TreeMap<>();
        for (Pathway pathway : pathways) {
            Chart large = read(LargeCharts.of(LargeCharts.fullest(pathway, cohort, TODAY), LARGE));
            pathway.expressionsByLibrary()
                    .forEach((library, names) ->
                            names.forEach(name ->
                                    byLibrary
                                            .computeIfAbsent(library, _ -> new ArrayList<>())
                                            .add(cost(pathway, name, large))));
        }
        System.out.printf(
                "A chart of %d resources: the slowest definition of each library, with all that it needs,"
                        + " alone; processor time, median of"
                        + " %d%n%n",
                LARGE, EVALUATIONS);
        System.out.println(
                "| library | slowest by time | ms | most allocation | MB |%n|---|---|---|---|---|"
                        .formatted());
        byLibrary.forEach((library, costs) -> {
            Cost slow =
                    costs.stream()
                            .max(Comparator.comparingDouble(Cost::milliseconds))
                            .orElseThrow();
            Cost greedy = costs.stream().max(Comparator.comparingLong(Cost::bytes)).orElseThrow();
            System.out.printf(
                    "| %s | %s | %.1f | %s | %.1f |%n",
                    library,
                    slow.definition(),
                    slow.milliseconds(),
                    greedy.definition(),
                    greedy.bytes() / 1e6);
        });
    }

    private static Cost cost(Pathway pathway, String definition, Chart chart) {
        double[] milliseconds = new double[EVALUATIONS];
        long bytes = 0;
        for (int i = -1; i < EVALUATIONS; i++) {
            ChartOnDay onDay = new ChartOnDay(List.of(pathway), chart, TODAY);
            long allocated = THREADS.getCurrentThreadAllocatedBytes();
            long start = THREADS.getCurrentThreadCpuTime();
            onDay.evaluate(pathway, definition);
            if (i >= 0) {
                milliseconds[i] = (THREADS.getCurrentThreadCpuTime() - start) / 1e6;
                bytes = THREADS.getCurrentThreadAllocatedBytes() - allocated;
            }
        }
        Arrays.sort(milliseconds);
        return new Cost(pathway.id(), definition, milliseconds[EVALUATIONS / 2], bytes);
    }

    private static Chart read(String bundle) {
        return LargeCharts.read(bundle);
    }
}
