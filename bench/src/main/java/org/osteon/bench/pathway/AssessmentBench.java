package org.osteon.bench.pathway;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.osteon.chart.Chart;
import org.osteon.chart.ChartReader;
import org.osteon.chart.ChartReading;
import org.osteon.pathway.Assessment;
import org.osteon.pathway.KnowledgeBase;
import org.osteon.pathway.Pathway;
import org.osteon.records.demo.DemoCohort;

/// One warm assessment, from JSON bytes to result, beside the plain engine on the same chart in the
/// same run, in processor time of one thread, as the mean over the charts of each one's median.
/// Arguments: pathway id (default bone-modifying-agents), rounds (default 6000); `ours` leaves the
/// peers out.
///
/// The charts are of the demo cohort, those of 120 to 250 resources that the pathway applies to.
public final class AssessmentBench {
    private static final LocalDate TODAY = LocalDate.of(2026, 3, 2);
    private static final Path KNOWLEDGE = Path.of("knowledge");

    private AssessmentBench() {}

    /// Runs it and prints a table in Markdown.
    public static void main(String[] args) throws IOException {
        String id = args.length > 0 ? args[0] : "bone-modifying-agents";
        int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 6000;
        KnowledgeBase knowledge = KnowledgeBase.load(KNOWLEDGE);
        Pathway pathway = knowledge.pathway(id).orElseThrow();
        Pathway reference = pathway.onReferenceEngine();
        List<byte[]> charts = charts(pathway);
        PlainEngine plain = new PlainEngine(KNOWLEDGE, expressions(pathway));
        System.out.printf(
                "%d charts, %d bytes and %d resources on average%n%n",
                charts.size(),
                (long) charts.stream().mapToInt(chart -> chart.length).average().orElse(0),
                (long)
                        charts.stream()
                                .mapToInt(chart -> read(chart).resources().size())
                                .average()
                                .orElse(0));
        System.out.println("| step | charts | processor ms | KB allocated |");
        System.out.println("|---|---|---|---|");
        Map<Boolean, List<byte[]>> byPlan =
                charts.stream()
                        .collect(Collectors.partitioningBy(json -> isPlanned(pathway, read(json))));
        List<byte[]> planned = byPlan.getOrDefault(true, List.of());
        List<byte[]> unplanned = byPlan.getOrDefault(false, List.of());
        double parse = measured("read JSON", charts, rounds, AssessmentBench::read);
        double whole =
                measured(
                        "JSON to assessment",
                        charts,
                        rounds,
                        json -> pathway.assess(read(json), TODAY));
        double ordered =
                measured(
                        "JSON to assessment, something planned",
                        planned,
                        rounds,
                        json -> pathway.assess(read(json), TODAY));
        double notOrdered =
                measured(
                        "JSON to assessment, nothing planned",
                        unplanned,
                        rounds,
                        json -> pathway.assess(read(json), TODAY));
        measured(
                "the same with what each option would say",
                unplanned,
                rounds,
                json -> pathway.assessWithOptions(read(json), TODAY));
        if (args.length > 2 && args[2].equals("ours")) {
            return;
        }
        measured(
                "assess, reference engine over the lean chart",
                charts.stream().map(AssessmentBench::read).toList(),
                rounds / 4,
                chart -> reference.assess(chart, TODAY));
        double peerOrdered = peer(plain, "something planned", planned, rounds / 4);
        double peerNotOrdered = peer(plain, "nothing planned", unplanned, rounds / 4);
        System.out.printf(
                "%nreading JSON is %.0f %% of it; HAPI and plain engine take %.1f times as long where"
                        + " something is planned, %.1f times where nothing is%n",
                100 * parse / whole, peerOrdered / ordered, peerNotOrdered / notOrdered);
    }

    /// From JSON by HAPI to what the rules' expressions say by the plain engine.
    private static double peer(PlainEngine plain, String which, List<byte[]> charts, int rounds) {
        return measured("HAPI parse, " + which, charts, rounds, plain::parse)
                + measured(
                        "plain engine over HAPI objects, " + which,
                        charts.stream().map(plain::parse).toList(),
                        rounds,
                        bundle -> plain.evaluate(bundle, TODAY));
    }

    private static boolean isPlanned(Pathway pathway, Chart chart) {
        return pathway.assessWithOptions(chart, TODAY).options().isEmpty();
    }

    private static List<byte[]> charts(Pathway pathway) throws IOException {
        List<byte[]> charts = new ArrayList<>();
        for (String chart : new DemoCohort(KNOWLEDGE, TODAY, 1).charts()) {
            byte[] json = chart.getBytes(StandardCharsets.UTF_8);
            Chart read = read(json);
            int size = read.resources().size();
            if (size >= 120
                    && size <= 250
                    && pathway.assess(read, TODAY).status() != Assessment.Status.NOT_APPLICABLE) {
                charts.add(json);
            }
        }
        return charts;
    }

    private static Chart read(byte[] json) {
        return switch (ChartReader.bundle(json)) {
            case ChartReading.Read(var chart) -> chart;
            case ChartReading.Unusable(var reason) -> throw new IllegalStateException(reason);
        };
    }

    /// What an assessment asks, by library.
    private static Map<String, List<String>> expressions(Pathway pathway) {
        Map<String, List<String>> byLibrary = new LinkedHashMap<>();
        pathway.expressionsByLibrary()
                .forEach((library, names) -> byLibrary.put(library, List.copyOf(names)));
        return byLibrary;
    }

    /// Prints the mean over the charts of each one's median.
    ///
    /// @return in milliseconds
    private static <T> double measured(
            String name, List<T> charts, int rounds, Function<T, Object> step) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        int sink = 0;
        for (int i = 0; i < rounds; i++) {
            sink += step.apply(charts.get(i % charts.size())).hashCode();
        }
        int each = Math.max(1, rounds / charts.size());
        double sum = 0;
        long bytes = threads.getCurrentThreadAllocatedBytes();
        for (T chart : charts) {
            long[] nanos = new long[each];
            for (int i = 0; i < each; i++) {
                long start = threads.getCurrentThreadCpuTime();
                sink += step.apply(chart).hashCode();
                nanos[i] = threads.getCurrentThreadCpuTime() - start;
            }
            Arrays.sort(nanos);
            sum += nanos[each / 2] / 1e6;
        }
        bytes = threads.getCurrentThreadAllocatedBytes() - bytes;
        double mean = sum / charts.size();
        System.out.printf(
                "| %s | %d | %.3f | %d |%s%n",
                name,
                charts.size(),
                mean,
                bytes / each / charts.size() / 1024,
                sink == 42 ? " " : "");
        return mean;
    }
}
