package org.osteon.app.cli.outcome;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.osteon.app.cli.AsOf;
import org.osteon.app.cli.KnowledgeOption;
import org.osteon.app.cli.Progress;
import org.osteon.app.cli.StoreOption;
import org.osteon.pathway.KnowledgeBase;
import org.osteon.pathway.Pathway;
import org.osteon.pathway.Rule;
import org.osteon.records.cohort.Cohort;
import org.osteon.records.cohort.CohortTable;
import org.osteon.records.words.Pathways;
import org.osteon.records.words.Problem;
import org.osteon.report.ResultJson;
import org.osteon.store.ChartStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `outcome table`.
@Command(
        name = "table",
        header = "A table of outcomes from the charts of the store, for the other statistics.",
        description = {
            "",
            "A row per patient who came to the pathway's time zero (its first dose, its Day 0):"
                    + " days, event (0 censored at the last contact, 1, 2 … in the order of the"
                    + " pathway), what patients can be compared by, and the resources behind time zero"
                    + " and event. With --measure a row per patient and visit. Without either: what"
                    + " there is to ask for.",
            "Patients who cannot be used are counted with the reason on standard error.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  osteon outcome table --endpoint skeletal-event > events.csv",
            "  osteon outcome incidence --data events.csv --time days --event event --by agent --at"
                    + " 180,365",
            "  osteon outcome table --measure pain --as-of 2025-06-30 > pain.csv"
        })
final class TableCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;
    @Mixin private StoreOption store;
    @Mixin private KnowledgeOption knowledge;

    @Option(
            names = "--pathway",
            paramLabel = "ID",
            description = "whose endpoint it is, where several pathways have one of this name")
    private @Nullable String pathway;

    @Option(names = "--endpoint", paramLabel = "ID", description = "the endpoint")
    private @Nullable String endpoint;

    @Option(names = "--measure", paramLabel = "ID", description = "the reported measure")
    private @Nullable String measure;

    @Option(
            names = "--at",
            paramLabel = "DAY",
            description =
                    "of an endpoint also event_by_DAY: 1 who had the event of interest by that day,"
                            + " 0 who did not, empty where that is not known")
    private @Nullable Integer at;

    @Option(
            names = "--as-of",
            paramLabel = "DATE",
            description = "data freeze: what charts date later is left out; default: today")
    private @Nullable String asOf;

    /// The two forms.
    enum Form {
        CSV,
        JSON
    }

    @Option(
            names = "--format",
            defaultValue = "csv",
            paramLabel = "FORMAT",
            description = "csv or json; default: ${DEFAULT-VALUE}")
    private Form form = Form.CSV;

    @Override
    public Integer call() throws IOException {
        if (endpoint != null && measure != null) {
            throw Problem.unusable("give --endpoint or --measure, not both");
        }
        if (at != null && (endpoint == null || at < 0)) {
            throw Problem.unusable(
                    endpoint == null
                            ? "--at goes with --endpoint"
                            : "--at is a day after time zero, not " + at);
        }
        KnowledgeBase base = knowledge.load();
        if (endpoint == null && measure == null) {
            list(base);
            return 0;
        }
        Pathway found = pathway(base);
        LocalDate freeze = AsOf.day(asOf);
        Progress progress = new Progress(spec.commandLine().getErr(), "charts");
        Cohort cohort;
        try (ChartStore charts = store.open()) {
            StoreOption.lookAtAll(charts, "follow", "osteon outcome table");
            long all = charts.chartCount();
            cohort = Cohort.of(charts, found, freeze, count -> progress.done(count, all));
        }
        progress.clear();
        CohortTable table;
        if (endpoint != null) {
            table = CohortTable.ofEndpoint(cohort, cohort.endpoint(endpoint).id());
            if (at != null) {
                table = table.withEventBy(at);
            }
        } else {
            table = CohortTable.ofMeasure(cohort, cohort.measure(String.valueOf(measure)).id());
        }
        tell(cohort, table);
        PrintWriter out = spec.commandLine().getOut();
        if (form == Form.CSV) {
            out.print(table.csv());
        } else {
            out.println(ResultJson.pretty(ResultJson.withNulls(table.maps())));
        }
        return 0;
    }

    private void list(KnowledgeBase base) {
        PrintWriter out = spec.commandLine().getOut();
        for (Pathway one : base.pathways()) {
            one.followUp().ifPresent(rule -> out.println(one.id() + ": " + rule.title() + "."));
            for (Rule rule : one.endpoints()) {
                out.println("  --endpoint " + rule.id() + ": " + rule.title());
                for (int i = 0; i < rule.rules().size(); i++) {
                    out.println("      " + (i + 1) + " = " + rule.rules().get(i).title());
                }
            }
            one.measures()
                    .forEach(rule -> out.println("  --measure " + rule.id() + ": " + rule.title()));
        }
    }

    private Pathway pathway(KnowledgeBase base) {
        if (pathway != null) {
            return Pathways.named(base, pathway);
        }
        List<Pathway> having =
                base.pathways().stream()
                        .filter(one ->
                                (endpoint == null ? one.measures() : one.endpoints())
                                        .stream()
                                                .anyMatch(rule ->
                                                        rule.id().equals(endpoint)
                                                                || rule.id().equals(measure)))
                        .toList();
        if (having.size() != 1) {
            String asked = endpoint == null ? "measure '" + measure : "endpoint '" + endpoint;
            throw Problem.unusable(
                    having.isEmpty()
                            ? "no pathway has the "
                                    + asked
                                    + "'; see what there is with osteon outcome table"
                            : "several pathways have the "
                                    + asked
                                    + "': name one with --pathway, of "
                                    + having.stream()
                                            .map(Pathway::id)
                                            .collect(Collectors.joining(", ")));
        }
        return having.getFirst();
    }

    private void tell(Cohort cohort, CohortTable table) {
        PrintWriter err = spec.commandLine().getErr();
        err.printf(
                "osteon: %d charts, %d came to time zero, data freeze %s, %s%n",
                cohort.charts(), cohort.patients().size(), cohort.freeze(), cohort.pathway());
        cohort.unreadable()
                .forEach(one ->
                        err.println("osteon: left out: " + one.chart() + ": " + one.reason()));
        if (endpoint != null) {
            Map<String, Long> reasons =
                    new TreeMap<>(
                            cohort.leftOut(endpoint).values().stream()
                                    .collect(
                                            Collectors.groupingBy(
                                                    reason -> reason, Collectors.counting())));
            reasons.forEach(
                    (reason, count) -> err.printf("osteon: %d left out: %s%n", count, reason));
        }
        err.printf("osteon: %d rows%n", table.rows().size());
    }
}
