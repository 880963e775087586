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
import org.hl7.fhir.r4.model.Bundle;
import org.osteon.app.cli.demo.DemoCohort;
import org.osteon.chart.Chart;
import org.osteon.chart.ChartReader;
import org.osteon.chart.ChartReading;
import org.osteon.pathway.Assessment;
import org.osteon.pathway.KnowledgeBase;
import org.osteon.pathway.Pathway;

/// One warm assessment, from JSON bytes to result, beside the plain engine on the same chart in the
/// same run. Arguments: pathway id (default bone-modifying-agents), rounds (default 2000).
///
/// The charts are of the demo cohort, those of 120 to 250 resources that the pathway applies to.
public final class AssessmentBench {
    private static final LocalDate TODAY = LocalDate.of(2026, 3, 2);
    private static final Path KNOWLEDGE = Path.of("knowledge");

    private AssessmentBench() {}

    /// Runs it and prints a table in Markdown.
    public static void main(String[] args) throws IOException {
        String id = args.length > 0 ? args[0] : "bone-modifying-agents";
        int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 2000;
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
        System.out.println("| step | median ms | p95 ms | KB allocated |");
        System.out.println("|---|---|---|---|");
        List<Chart> read = charts.stream().map(AssessmentBench::read).toList();
        List<Bundle> bundles = charts.stream().map(plain::parse).toList();
        List<Chart> planned = read.stream().filter(chart -> isPlanned(pathway, chart)).toList();
        List<Chart> unplanned = read.stream().filter(chart -> !isPlanned(pathway, chart)).toList();
        Measured parse = measured("read JSON", rounds, i -> read(charts.get(i % charts.size())));
        Measured assess =
                measured("assess", rounds, i -> pathway.assess(read.get(i % read.size()), TODAY));
        each(
                "assess, something planned (%d charts)",
                planned, rounds / 2, chart -> pathway.assess(chart, TODAY));
        each(
                "assess, nothing planned, so each option too (%d charts)",
                unplanned, rounds / 2, chart -> pathway.assess(chart, TODAY));
        Measured whole =
                measured(
                        "JSON to assessment",
                        rounds,
                        i -> pathway.assess(read(charts.get(i % charts.size())), TODAY));
        if (args.length > 2 && args[2].equals("ours")) {
            return;
        }
        measured(
                "assess, reference engine over the lean chart",
                rounds / 4,
                i -> reference.assess(read.get(i % read.size()), TODAY));
        Measured hapi =
                measured("HAPI parse", rounds / 4, i -> plain.parse(charts.get(i % charts.size())));
        Measured engine =
                measured(
                        "plain engine over HAPI objects",
                        rounds / 4,
                        i -> plain.evaluate(bundles.get(i % bundles.size()), TODAY));
        System.out.printf(
                "%nread : assess = %.0f : %.0f %%; plain engine with HAPI takes %.1f times as long%n",
                100 * parse.median() / (parse.median() + assess.median()),
                100 * assess.median() / (parse.median() + assess.median()),
                (hapi.median() + engine.median()) / whole.median());
    }

    private static boolean isPlanned(Pathway pathway, Chart chart) {
        return pathway.assess(chart, TODAY).options().isEmpty();
    }

    private static void each(
            String name, List<Chart> charts, int rounds, Function<Chart, Object> step) {
        if (!charts.isEmpty()) {
            measured(
                    name.formatted(charts.size()),
                    rounds,
                    i -> step.apply(charts.get(i % charts.size())));
        }
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

    private interface Step {
        Object run(int round);
    }

    /// @param median in milliseconds
    private record Measured(double median) {}

    private static Measured measured(String name, int rounds, Step step) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        int sink = 0;
        for (int i = 0; i < rounds; i++) {
            sink += step.run(i).hashCode();
        }
        long[] nanos = new long[rounds];
        long bytes = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < rounds; i++) {
            long start = System.nanoTime();
            sink += step.run(i).hashCode();
            nanos[i] = System.nanoTime() - start;
        }
        bytes = threads.getCurrentThreadAllocatedBytes() - bytes;
        Arrays.sort(nanos);
        double median = nanos[rounds / 2] / 1e6;
        System.out.printf(
                "| %s | %.3f | %.3f | %d |%s%n",
                name,
                median,
                nanos[rounds * 95 / 100] / 1e6,
                bytes / rounds / 1024,
                sink == 42 ? " " : "");
        return new Measured(median);
    }
}
