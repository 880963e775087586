package org.osteon.app.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.osteon.pathway.KnowledgeBase;
import org.osteon.pathway.batch.UnusableChartException;
import org.osteon.pathway.reading.ReadingSurvey;
import org.osteon.records.cohort.ReadingTable;
import org.osteon.records.cohort.StoreSurvey;
import org.osteon.records.words.Problem;
import org.osteon.store.ChartStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `osteon reading`: what charts hold that the rules do not understand.
@Command(
        name = "reading",
        header = "Lists what charts hold that the rules do not understand, the commonest first.",
        description = {
            "",
            "Codes that nothing knows, units in which a result cannot be read, medicines, orders and"
                    + " problems in words only; each with how often it is there and what it most"
                    + " likely means.",
            "What it does mean a site says in maps (--maps DIR): FHIR R4 ConceptMaps from its codes"
                    + " to those of the rules (source urn:osteon:words: from a text or display,"
                    + " whole), and units.csv with the columns written,ucum. An equivalence of"
                    + " unmatched says that nothing is meant that rules ask for.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  osteon reading chart.json",
            "  osteon reading --batch export/ --format csv > not-understood.csv",
            "  osteon reading --db .osteon/charts.db --maps maps/"
        })
public final class ReadingCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Mixin private KnowledgeOption knowledge;

    @Mixin private StoreOption store;

    @Parameters(arity = "0..1", paramLabel = "CHART.json", description = "one chart")
    private @Nullable Path file;

    @Option(
            names = "--batch",
            paramLabel = "DIR",
            description = "every *.json of the folder: Bundles, or objects with a chart")
    private @Nullable Path folder;

    @Option(
            names = "--limit",
            paramLabel = "ROWS",
            description = "at most so many rows; default: all")
    private int limit = Integer.MAX_VALUE;

    @Option(names = "--format", paramLabel = "FORMAT", description = "text (default), csv or json")
    private Format format = Format.TEXT;

    /// How it is written.
    enum Format {
        TEXT,
        CSV,
        JSON
    }

    @Override
    public Integer call() throws IOException {
        if ((file != null && folder != null) || limit < 1) {
            throw Problem.unusable(
                    limit < 1
                            ? "--limit is at least 1, not " + limit
                            : "either one chart or --batch DIR");
        }
        KnowledgeBase base = knowledge.load();
        ReadingSurvey survey = base.survey();
        LocalDate today = LocalDate.now(ZoneId.systemDefault());
        if (file != null) {
            survey.add(ChartFile.any(file), today);
        } else if (folder != null) {
            for (Path one : ChartFile.cases(folder)) {
                add(survey, one, today);
            }
        } else {
            try (ChartStore charts = store.open()) {
                StoreOption.lookAtAll(charts, "survey", "osteon reading");
                StoreSurvey.add(survey, charts, today);
            }
        }
        List<ReadingSurvey.Row> rows = survey.rows().stream().limit(limit).toList();
        PrintWriter out = spec.commandLine().getOut();
        out.print(
                switch (format) {
                    case TEXT -> ReadingTable.text(survey, rows);
                    case CSV -> ReadingTable.csv(rows);
                    case JSON -> ReadingTable.json(survey, rows);
                });
        return 0;
    }

    /// A file that is no chart is told and passed over: the others are still looked through.
    private void add(ReadingSurvey survey, Path one, LocalDate today) {
        try {
            survey.add(ChartFile.any(one), today);
        } catch (UnusableChartException e) {
            spec.commandLine().getErr().println("osteon: " + one + ": " + e.getMessage());
        }
    }
}
