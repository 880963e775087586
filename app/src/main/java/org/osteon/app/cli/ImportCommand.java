package org.osteon.app.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.osteon.records.bulk.BulkManifest;
import org.osteon.records.charts.StudyLabels;
import org.osteon.records.words.Problem;
import org.osteon.store.ChartStore;
import org.osteon.store.intake.Intake;
import org.osteon.store.intake.IntakeReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `osteon import`: files into the store.
@Command(
        name = "import",
        header = "Imports FHIR R4 files into the store.",
        description = {
            "",
            "A PATH is a Bundle or a single resource (.json), resources one per line (.ndjson), any"
                    + " of them packed (.gz), or a folder of such files. Each resource goes into"
                    + " the chart of its patient; what is about no patient (a Medication) into"
                    + " the charts that refer to it. Importing the same thing twice changes"
                    + " nothing.",
            "A chart is written whole or not at all. A Bundle of one patient is written when it was"
                    + " read; resources in lines, or one in each file, when all files were read,"
                    + " as the rest of a chart may be anywhere in them. What is about a patient who"
                    + " neither comes nor is in the store is not kept.",
            "What is not kept is told on standard error with file, line and reason; the exit code"
                    + " is then 2, and everything else was imported.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  osteon import chart.json",
            "  osteon import export/ more.ndjson.gz --db charts.db",
            "  osteon import --manifest https://ehr.example/fhir/bulk/1 --token-file token"
        })
public final class ImportCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Mixin private StoreOption store;

    @Parameters(arity = "0..*", paramLabel = "PATH", description = "files and folders")
    private List<Path> paths = List.of();

    @Option(
            names = "--manifest",
            paramLabel = "FILE|URL",
            description =
                    "the manifest of a bulk export (Bulk Data 2): what it lists is imported, and"
                            + " what it lists as deleted is deleted. A file that lies beside the"
                            + " manifest is read there, others are fetched")
    private @Nullable String manifest;

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description = "a file whose first line is the token to fetch a manifest's files with")
    private @Nullable Path tokenFile;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (paths.isEmpty() == (manifest == null)) {
            throw Problem.unusable("give files or folders, or --manifest");
        }
        if (manifest == null) {
            return take(files());
        }
        try (BulkManifest listed = BulkManifest.of(manifest, tokenFile)) {
            listed.warnings().forEach(spec.commandLine().getErr()::println);
            return take(listed.files());
        }
    }

    private int take(List<Path> files) {
        PrintWriter err = spec.commandLine().getErr();
        Progress progress = new Progress(err, "resources");
        IntakeReport report =
                new IntakeReport(rejection -> {
                    progress.clear();
                    err.println(rejection);
                });
        try (ChartStore charts = store.open()) {
            Intake intake =
                    new Intake(
                                    charts,
                                    "command line, " + System.getProperty("user.name"),
                                    InstantSource.system(),
                                    report,
                                    progress::done)
                            .completedBy(new StudyLabels(charts)::ofItself);
            files.forEach(intake::file);
            progress.clear();
            Progress writing = new Progress(err, "charts written");
            intake.finish(writing::done);
            writing.clear();
        }
        summary(report);
        return report.rejected() == 0 ? 0 : 2;
    }

    private List<Path> files() throws IOException {
        List<Path> files = new ArrayList<>();
        for (Path path : paths) {
            if (!Files.exists(path)) {
                throw Problem.unusable("no such file or folder: " + path);
            }
            List<Path> found = Intake.files(path);
            if (found.isEmpty()) {
                throw Problem.unusable(
                        "nothing to import in " + path + ": no .json, .ndjson or .gz file");
            }
            files.addAll(found);
        }
        return files;
    }

    private void summary(IntakeReport report) {
        PrintWriter out = spec.commandLine().getOut();
        out.printf(
                Locale.ROOT,
                "%,d charts: %,d resources new, %,d changed, %,d as before; %,d not kept%n",
                report.charts(),
                report.created(),
                report.updated(),
                report.unchanged(),
                report.rejected());
        if (!report.unreferenced().isEmpty()) {
            out.println(
                    "Left out, as they belong to no patient and none refers to them: "
                            + report.unreferenced().entrySet().stream()
                                    .map(type -> type.getValue() + " " + type.getKey())
                                    .collect(Collectors.joining(", ")));
        }
    }
}
