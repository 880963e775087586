package org.osteon.app.cli;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.osteon.records.words.CalendarDay;
import org.osteon.records.words.Problem;
import org.osteon.store.ChartListing;
import org.osteon.store.ChartStore;
import org.osteon.store.StoredChart;
import org.osteon.store.StoredResource;
import org.osteon.store.intake.Outgoing;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `osteon export`: charts out of the store.
@Command(
        name = "export",
        header = "Exports a chart as a Bundle, or the whole store as bulk NDJSON.",
        description = {
            "",
            "With --patient the chart goes to standard output as a FHIR collection Bundle, which"
                    + " 'osteon assess' and 'osteon import' read. With --all the folder gets one"
                    + " file per resource type (Patient.ndjson, Observation.ndjson …), a resource"
                    + " per line. Texts are those that came in. What several charts share stands"
                    + " there once; where a line alone would not come back into its chart it"
                    + " stands in Bundle.ndjson, too. 'osteon import' of the folder gives the same"
                    + " charts.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  osteon export --patient pt-1f2e3d4c > chart.json",
            "  osteon export --patient pt-1f2e3d4c --known-on 2025-03-03 > then.json",
            "  osteon export --all backup/"
        })
public final class ExportCommand implements Callable<Integer> {
    private static final int CHARTS_AT_A_TIME = 100;

    @Spec private CommandSpec spec;

    @Mixin private StoreOption store;

    @Option(names = "--patient", paramLabel = "ID", description = "the patient whose chart it is")
    private @Nullable String patient;

    @Option(
            names = "--known-on",
            paramLabel = "DATE",
            description = "the chart as it was known at the end of that day; default: now")
    private @Nullable String knownOn;

    @Option(names = "--all", paramLabel = "DIR", description = "all charts, into this folder")
    private @Nullable Path folder;

    @Override
    public Integer call() throws IOException {
        if ((patient == null) == (folder == null)) {
            throw Problem.unusable("give either --patient ID or --all DIR");
        }
        if (folder != null && knownOn != null) {
            throw Problem.unusable("--known-on goes with --patient only");
        }
        try (ChartStore charts = store.open()) {
            if (folder != null) {
                exportAll(charts, folder);
            } else if (patient != null) {
                exportOne(charts, patient);
            }
        }
        return 0;
    }

    private void exportOne(ChartStore charts, String id) {
        Optional<StoredChart> chart =
                knownOn == null ? charts.chart(id) : charts.chart(id, endOf(knownOn));
        if (chart.isEmpty()) {
            throw Problem.unusable(
                    "no chart of patient '"
                            + id
                            + "' in "
                            + charts.location()
                            + (knownOn == null ? "" : " on " + knownOn));
        }
        StoreOption.look(charts, "export", "osteon export --patient", List.of(id));
        PrintWriter out = spec.commandLine().getOut();
        out.print("{\"resourceType\":\"Bundle\",\"type\":\"collection\",\"entry\":[");
        String separator = "\n";
        for (StoredResource resource : chart.get()) {
            out.print(separator + "{\"resource\":" + resource.json() + "}");
            separator = ",\n";
        }
        out.print("\n]}\n");
    }

    private static Instant endOf(String day) {
        LocalDate next = CalendarDay.parse(day).plusDays(1);
        return next.atStartOfDay(ZoneId.systemDefault()).toInstant().minusNanos(1);
    }

    private void exportAll(ChartStore charts, Path folder) throws IOException {
        Files.createDirectories(folder);
        try (Stream<Path> there = Files.list(folder)) {
            if (there.anyMatch(file -> file.toString().endsWith(".ndjson"))) {
                throw Problem.unusable(
                        folder + " has .ndjson files already; export into an empty folder");
            }
        }
        StoreOption.lookAtAll(charts, "export", "osteon export --all");
        Progress progress = new Progress(spec.commandLine().getErr(), "charts");
        long all = charts.chartCount();
        long count = 0;
        long resources = 0;
        Outgoing outgoing = new Outgoing(true);
        Map<String, BufferedWriter> files = new TreeMap<>();
        try {
            List<ChartListing> page = charts.chartsAfter("", CHARTS_AT_A_TIME);
            while (!page.isEmpty()) {
                for (ChartListing listing : page) {
                    Optional<StoredChart> chart = charts.chart(listing.id());
                    if (chart.isPresent()) {
                        resources += write(chart.get(), outgoing, folder, files);
                    }
                    progress.done(++count, all);
                }
                page = charts.chartsAfter(page.getLast().id(), CHARTS_AT_A_TIME);
            }
        } finally {
            for (BufferedWriter file : files.values()) {
                file.close();
            }
        }
        for (String type : files.keySet()) {
            Files.move(
                    unfinished(folder, type),
                    folder.resolve(type + ".ndjson"),
                    StandardCopyOption.ATOMIC_MOVE);
        }
        progress.clear();
        spec.commandLine()
                .getOut()
                .printf(Locale.ROOT, "%,d charts, %,d resources in %s%n", count, resources, folder);
    }

    private static int write(
            StoredChart chart, Outgoing outgoing, Path folder, Map<String, BufferedWriter> files)
            throws IOException {
        for (Outgoing.Line line : outgoing.of(chart.id(), chart.resources())) {
            BufferedWriter file = files.get(line.type());
            if (file == null) {
                file =
                        Files.newBufferedWriter(
                                unfinished(folder, line.type()), StandardCharsets.UTF_8);
                files.put(line.type(), file);
            }
            file.write(line.text());
            file.write('\n');
        }
        return chart.resources().size();
    }

    private static Path unfinished(Path folder, String type) {
        return folder.resolve(type + ".ndjson.unfinished");
    }
}
