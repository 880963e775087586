package org.osteon.app.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.osteon.outcome.data.CsvText;
import org.osteon.pathway.KnowledgeBase;
import org.osteon.records.charts.StoredCharts;
import org.osteon.records.knowledge.AnswerDifference;
import org.osteon.records.knowledge.ShadowRun;
import org.osteon.store.ChartStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `osteon shadow`: whom new knowledge would answer otherwise.
@Command(
        name = "shadow",
        header =
                "Tells which patients of a store another state of the knowledge answers otherwise.",
        description = {
            "",
            "Each chart is assessed by both states on one day, and nothing is written. Words alone"
                    + " are no difference: the decision, alerts, verdicts, results and what is to be"
                    + " done are.",
            "The exit code is 0, whatever is found; 1 where a chart could not be read.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  osteon shadow --from 3f2a91c07b5d --db charts.db",
            "  osteon shadow --from knowledge-of-may/ --format csv > changed.csv",
            "  osteon shadow --from 3f2a91c07b5d --knowledge proposed/"
        })
public final class ShadowCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Mixin private KnowledgeOption knowledge;

    @Mixin private StoreOption store;

    @Option(
            names = "--from",
            required = true,
            paramLabel = "HASH|DIR",
            description =
                    "the earlier state: the sha256 that an earlier assessment names, or a folder of"
                            + " knowledge; the later one is the one in use, or --knowledge")
    private String from;

    @Option(names = "--as-of", paramLabel = "DATE", description = "the day; default: today")
    private @Nullable String asOf;

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
        KnowledgeBase before =
                Files.isDirectory(Path.of(from))
                        ? Installation.here().knowledge(Path.of(from))
                        : Installation.here().versions().load(from);
        KnowledgeBase after = knowledge.load();
        LocalDate day = AsOf.day(asOf);
        ShadowRun run = new ShadowRun(before, after, day);
        PrintWriter err = spec.commandLine().getErr();
        Progress progress = new Progress(err, "charts");
        List<AnswerDifference> found = new ArrayList<>();
        List<String> unread = new ArrayList<>();
        LongAdder judged = new LongAdder();
        try (ChartStore charts = store.open()) {
            StoreOption.lookAtAll(charts, "shadow", "osteon shadow --from " + from);
            long all = charts.chartCount();
            new StoredCharts(charts)
                    .passAll((id, opening) -> {
                        opening.opened()
                                .ifPresentOrElse(
                                        chart -> found.addAll(run.of(id, chart)),
                                        () -> unread.add(id));
                        judged.increment();
                        progress.done(judged.sum(), all);
                    });
        }
        progress.clear();
        spec.commandLine()
                .getOut()
                .print(
                        switch (format) {
                            case TEXT -> text(run, found);
                            case CSV -> csv(found);
                            case JSON -> ShadowJson.of(run, day, judged.sum(), found, unread);
                        });
        err.println(
                "osteon: "
                        + judged
                        + " charts, "
                        + found.stream().map(AnswerDifference::chart).distinct().count()
                        + " answered otherwise, "
                        + found.stream().filter(AnswerDifference::isOfTheDecision).count()
                        + " with another decision");
        unread.forEach(one -> err.println("osteon: " + one + " cannot be read"));
        return unread.isEmpty() ? 0 : 1;
    }

    private static String text(ShadowRun run, List<AnswerDifference> found) {
        StringBuilder text = new StringBuilder();
        for (ShadowRun.Rules rules : run.rules()) {
            List<AnswerDifference> here =
                    found.stream().filter(one -> one.pathway().equals(rules.pathway())).toList();
            text.append(rules.pathway())
                    .append(
                            rules.isSame()
                                    ? ": the same in both"
                                    : rules.before().isEmpty()
                                            ? ": new, " + here.size() + " answered otherwise"
                                            : rules.after().isEmpty()
                                                    ? ": gone, "
                                                            + here.size()
                                                            + " answered otherwise"
                                                    : ": " + here.size() + " answered otherwise")
                    .append('\n');
            line(text, "  rules added: ", rules.added());
            line(text, "  rules removed: ", rules.removed());
            for (AnswerDifference one : here) {
                text.append("  ")
                        .append(one.chart())
                        .append(": ")
                        .append(
                                one.isOfTheDecision()
                                        ? one.before() + " -> " + one.after()
                                        : one.after())
                        .append('\n');
                line(text, "      no longer: ", one.gone());
                line(text, "      now: ", one.raised());
                line(text, "      ", moved(one));
                line(text, "      results: ", one.results());
                line(text, "      ", one.plan() ? List.of("the plan") : List.of());
            }
        }
        return text.toString();
    }

    private static void line(StringBuilder text, String head, List<String> items) {
        if (!items.isEmpty()) {
            text.append(head).append(String.join(", ", items)).append('\n');
        }
    }

    private static List<String> moved(AnswerDifference one) {
        return one.criteria().stream()
                .map(criterion ->
                        criterion.id() + " " + criterion.before() + " -> " + criterion.after())
                .toList();
    }

    private static String csv(List<AnswerDifference> found) {
        return CsvText.line(
                        List.of(
                                "chart",
                                "pathway",
                                "before",
                                "after",
                                "raised",
                                "gone",
                                "criteria",
                                "results",
                                "plan"))
                + found.stream()
                        .map(one ->
                                CsvText.line(
                                        List.of(
                                                one.chart(),
                                                one.pathway(),
                                                one.before(),
                                                one.after(),
                                                String.join("; ", one.raised()),
                                                String.join("; ", one.gone()),
                                                String.join("; ", moved(one)),
                                                String.join("; ", one.results()),
                                                one.plan() ? "other" : "same")))
                        .collect(Collectors.joining());
    }
}
