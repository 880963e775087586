package org.osteon.app.cli.outcome;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.osteon.app.cli.KnowledgeOption;
import org.osteon.chart.Sha256;
import org.osteon.outcome.data.Groups;
import org.osteon.outcome.data.Table;
import org.osteon.outcome.survival.EventTimes;
import org.osteon.records.words.Problem;
import org.osteon.report.OutcomeDocument;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `outcome report`.
@Command(
        name = "report",
        header = "A report as an HTML page that prints: curves, numbers at risk, tables, tests.",
        description = {
            "",
            "A template says what the parts are called and which columns they are read from: a file"
                    + " under common/reports of the knowledge. --survival, --competing, --labels and"
                    + " --change name other columns; parts whose columns the table lacks are left out.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  osteon outcome report --data cohort.csv --template transplant --by arm >"
                    + " report.html",
            "  osteon outcome report --data knee.csv --template joint --survival tka_days:tka"
                    + " --change pain_base:pain_12m > report.html"
        })
final class ReportCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;
    @Mixin private DataOptions data;
    @Mixin private GroupOptions groups;
    @Mixin private KnowledgeOption knowledge;

    @Option(
            names = "--template",
            required = true,
            paramLabel = "NAME",
            description = "transplant, joint, or another of the knowledge")
    private String template;

    @Option(
            names = "--survival",
            paramLabel = "TIME:EVENT",
            description = "time and event of survival; default: the template's")
    private @Nullable String survival;

    @Option(
            names = "--competing",
            paramLabel = "TIME:EVENT",
            description = "time and event of competing risks; default: the template's")
    private @Nullable String competing;

    @Option(
            names = "--labels",
            split = ",",
            paramLabel = "NAME",
            description = "names of the event codes 1, 2 ...; default: the template's")
    private List<String> labels = List.of();

    @Option(
            names = "--change",
            paramLabel = "BEFORE:AFTER",
            description = "columns of a reported measure; default: the template's")
    private @Nullable String change;

    @Option(names = "--title", paramLabel = "TEXT", description = "title of the page")
    private @Nullable String title;

    @Option(
            names = "--unit",
            paramLabel = "UNIT",
            defaultValue = "days",
            description = "unit of the times; default: ${DEFAULT-VALUE}")
    private String unit;

    @Override
    public Integer call() throws IOException {
        spec.commandLine().getOut().print(page());
        return 0;
    }

    private String page() throws IOException {
        ReportTemplate parts = ReportTemplate.read(knowledge.folder(), template);
        Table table = data.table();
        List<String> facts = new ArrayList<>();
        facts.add(
                "Data: "
                        + data.file().getFileName()
                        + ", "
                        + table.rows()
                        + " rows used, SHA-256 "
                        + fingerprint().substring(0, 16));
        facts.add("Time zero: " + parts.timeZero());
        facts.add(
                "Made by "
                        + String.join("", spec.root().version())
                        + ", methods: Kaplan-Meier with log-minus-log limits,"
                        + " Aalen-Johansen with Gray's variance, log-rank and Gray's tests");
        facts.add(
                "Not for clinical use before local clinical governance has confirmed definitions"
                        + " and data.");
        OutcomeDocument page =
                new OutcomeDocument(
                        title == null ? parts.title() : title, facts, data.confidence(), unit);
        int shown = 0;
        Optional<String[]> endpoint = pair(survival, parts.survival());
        if (endpoint.isPresent() && has(table, endpoint.get())) {
            Table rows = table.complete(needed(endpoint.get()));
            left(page, table, rows, endpoint.get());
            page.survival(
                    parts.survivalTitle(), times(rows, endpoint.get()).anyEvent(), groups(rows));
            shown++;
        }
        Optional<String[]> risks = pair(competing, parts.competing());
        if (risks.isPresent() && has(table, risks.get())) {
            Table rows = table.complete(needed(risks.get()));
            left(page, table, rows, risks.get());
            page.incidence(
                    parts.competingTitle(),
                    times(rows, risks.get()),
                    groups(rows),
                    labels.isEmpty() ? parts.labels() : labels);
            shown++;
        }
        Optional<String[]> measure = pair(change, parts.change());
        if (measure.isPresent() && has(table, measure.get())) {
            String[] columns = measure.get();
            Table rows = table.complete(needed(columns));
            left(page, table, rows, columns);
            double[] before = rows.numbers(columns[0]);
            double[] difference = rows.numbers(columns[1]).clone();
            for (int i = 0; i < difference.length; i++) {
                difference[i] -= before[i];
            }
            page.change(
                    "Change from " + columns[0] + " to " + columns[1], difference, groups(rows));
            shown++;
        }
        if (shown == 0) {
            throw Problem.unusable(
                    "the table has none of the columns of this template: name them with"
                            + " --survival, --competing or --change; there are "
                            + String.join(", ", table.names()));
        }
        return page.finish();
    }

    private static Optional<String[]> pair(@Nullable String chosen, String ofTheTemplate) {
        String text = chosen == null ? ofTheTemplate : chosen;
        return text.isEmpty() ? Optional.empty() : Optional.of(pair(text));
    }

    private static String[] pair(String text) {
        int colon = text.indexOf(':');
        if (colon < 1 || colon == text.length() - 1) {
            throw Problem.unusable("columns are written FIRST:SECOND, not " + text);
        }
        return new String[] {text.substring(0, colon), text.substring(colon + 1)};
    }

    private boolean has(Table table, String[] columns) {
        return table.has(columns[0]) && table.has(columns[1]);
    }

    private List<String> needed(String[] columns) {
        List<String> needed = new ArrayList<>(List.of(columns));
        needed.addAll(groups.columns());
        return needed;
    }

    private void left(OutcomeDocument page, Table all, Table rows, String[] columns) {
        if (rows.rows() == 0) {
            throw Problem.unusable("no row has both " + columns[0] + " and " + columns[1]);
        }
        if (rows.rows() < all.rows()) {
            page.paragraph(
                    (all.rows() - rows.rows())
                            + " of "
                            + all.rows()
                            + " rows lack "
                            + columns[0]
                            + ", "
                            + columns[1]
                            + " or the group and are left out of what follows.");
        }
    }

    private static EventTimes times(Table rows, String[] columns) {
        return EventTimes.of(rows.numbers(columns[0]), TimeOptions.codes(rows, columns[1]));
    }

    private Groups groups(Table rows) {
        return groups.read(rows);
    }

    private String fingerprint() throws IOException {
        return Sha256.hex(Files.readAllBytes(data.file()));
    }
}
