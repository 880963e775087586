package org.osteon.app.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.osteon.chart.Chart;
import org.osteon.pathway.KnowledgeBase;
import org.osteon.pathway.batch.BatchAssessment;
import org.osteon.pathway.batch.CaseLines;
import org.osteon.pathway.words.AssessedChart;
import org.osteon.pathway.words.AssessmentJson;
import org.osteon.pathway.words.AssessmentText;
import org.osteon.records.words.Pathways;
import org.osteon.records.words.Problem;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `osteon assess`: one chart, or a folder of them.
@Command(
        name = "assess",
        header = "Assesses a chart: decision, reasons, what is missing, dose, plan.",
        description = {
            "",
            "CHART.json is a FHIR R4 Bundle (collection, transaction or searchset) with one"
                    + " patient. What it dates later than the as-of day is not known yet.",
            "Missing data is a result, not an error: the exit code is 0 whenever the chart could"
                    + " be read, and 2 with a one-line reason when not.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  osteon assess chart.json --as-of 2025-09-15",
            "  osteon assess chart.json --pathway bone-modifying-agents --format json",
            "  osteon assess chart.json --as-of 2025-09-15 --knowledge-version 3f2a91c07b5d",
            "  osteon assess --batch charts/ --format ndjson > assessments.ndjson",
            "  zcat cases.ndjson.gz | osteon assess --batch - > assessments.ndjson"
        })
public final class AssessCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Mixin private KnowledgeOption knowledge = new KnowledgeOption();

    @Parameters(arity = "0..1", paramLabel = "CHART.json", description = "the chart")
    private @Nullable Path file;

    @Option(
            names = "--pathway",
            paramLabel = "ID",
            description =
                    "pathway to assess by; may be repeated. Without it: every pathway that"
                            + " applies. 'osteon rules' lists them")
    private List<String> pathways = List.of();

    @Option(
            names = "--as-of",
            paramLabel = "DATE",
            description = "the day, like 2025-09-15; default: today")
    private @Nullable String asOf;

    @Option(
            names = "--batch",
            paramLabel = "DIR|FILE|-",
            description =
                    "assess every *.json in the folder that is an object with asOf, pathway and"
                            + " chart, in name order; or every line of a file, or of standard input"
                            + " (-), that is such an object. One line of JSON each, without what"
                            + " would hold for each thing that could be ordered; its \"file\" is"
                            + " the file's name, or the number of the line")
    private @Nullable String batch;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description =
                    "text (default on a terminal), json (default elsewhere), or ndjson: one line"
                            + " per chart, the only one with --batch")
    private @Nullable Format format;

    @Option(
            names = "--knowledge-version",
            paramLabel = "HASH",
            description =
                    "assess by the knowledge, and the site's maps, of before: the sha256 that an"
                            + " earlier assessment names")
    private @Nullable String version;

    private @Nullable PrintWriter plainOut;

    /// The same without picocli.
    ///
    /// @param out results
    public static AssessCommand of(PlainAssess asked, PrintWriter out) {
        AssessCommand command = new AssessCommand();
        command.file = asked.file();
        command.pathways = asked.pathways();
        command.asOf = asked.option(PlainAssess.AS_OF);
        String format = asked.option(PlainAssess.FORMAT);
        command.format = format == null ? null : Format.valueOf(format.toUpperCase(Locale.ROOT));
        command.plainOut = out;
        return command;
    }

    private PrintWriter out() {
        return plainOut == null ? spec.commandLine().getOut() : plainOut;
    }

    /// What it was told, for a test that holds both readers against each other.
    List<Object> told() {
        return Arrays.asList(file, pathways, asOf, format, batch, version);
    }

    /// How results are written.
    enum Format {
        TEXT,
        JSON,
        NDJSON
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (batch != null) {
            return batch(batch);
        }
        if (file == null) {
            throw Problem.unusable(
                    "which chart? Name a file with a FHIR Bundle, or a folder with --batch DIR");
        }
        LocalDate day = AsOf.day(asOf);
        Meanwhile<KnowledgeBase> loaded = Meanwhile.begin("knowledge", this::loaded);
        Chart chart = ChartFile.bundle(file);
        KnowledgeBase base = kept(loaded.result());
        AssessedChart assessed =
                pathways.isEmpty()
                        ? AssessedChart.withOptions(base.pathways(), chart, day).applicable()
                        : AssessedChart.withOptions(Pathways.named(base, pathways), chart, day);
        PrintWriter out = out();
        switch (format == null ? defaultFormat() : format) {
            case TEXT -> out.print(AssessmentText.of(base, chart, assessed));
            case JSON -> out.println(AssessmentJson.indented(assessed));
            case NDJSON -> out.println(AssessmentJson.line(assessed));
        }
        return 0;
    }

    private KnowledgeBase loaded() throws IOException {
        return version != null
                ? Installation.here().versions().load(version)
                : knowledge.load(Set.copyOf(pathways));
    }

    /// Keeps the state of the knowledge that is applied; one that was asked for by its hash is kept
    /// already.
    private KnowledgeBase kept(KnowledgeBase base) {
        if (version != null) {
            return base;
        }
        try {
            Installation.here().keep(base);
        } catch (IOException e) {
            // An installation that cannot be written to still assesses.
            System.getLogger(AssessCommand.class.getName())
                    .log(System.Logger.Level.DEBUG, "the knowledge is not kept", e);
        }
        return base;
    }

    private static Format defaultFormat() {
        return Terminal.showsOutput() ? Format.TEXT : Format.JSON;
    }

    private int batch(String source) throws IOException, InterruptedException {
        if (file != null || asOf != null || !pathways.isEmpty()) {
            throw Problem.unusable(
                    "with --batch each case tells its own chart, asOf and pathway; leave out "
                            + (file != null ? file : asOf != null ? "--as-of" : "--pathway"));
        }
        if (format != null && format != Format.NDJSON) {
            throw Problem.unusable("--batch writes --format ndjson, one JSON object per line");
        }
        if (source.equals("-")) {
            try (CaseLines lines = new CaseLines(System.in)) {
                return lines(lines);
            }
        }
        Path path = Path.of(source);
        if (Files.exists(path) && !Files.isDirectory(path)) {
            try (CaseLines lines = ChartFile.lines(path)) {
                return lines(lines);
            }
        }
        List<Path> files = ChartFile.cases(path);
        Tally tally = new Tally(files.size());
        batch().run(files, ChartFile::assessmentCase, tally);
        return tally.exitCode();
    }

    private int lines(CaseLines lines) throws IOException, InterruptedException {
        Tally tally = new Tally(0);
        batch().run(lines, tally);
        return tally.exitCode();
    }

    private BatchAssessment batch() throws IOException {
        return new BatchAssessment(kept(loaded()), Runtime.getRuntime().availableProcessors());
    }

    /// Writes the lines and counts them.
    private final class Tally implements BatchAssessment.Sink {
        private final PrintWriter out = spec.commandLine().getOut();
        private final Progress progress = new Progress(spec.commandLine().getErr(), "charts");
        private final int all;
        private int count;
        private int errors;

        /// @param all how many there are; 0 where nobody knows
        Tally(int all) {
            this.all = all;
        }

        @Override
        public boolean take(BatchAssessment.Line line) {
            out.write(line.line());
            out.write('\n');
            count++;
            errors += line.assessed() ? 0 : 1;
            progress.done(count, all);
            // Nobody reads on, as when piped into head.
            return count % 100 != 0 || !out.checkError();
        }

        int exitCode() {
            progress.clear();
            return errors == 0 ? 0 : 2;
        }
    }
}
