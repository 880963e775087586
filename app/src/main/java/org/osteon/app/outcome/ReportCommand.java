package org.osteon.app.outcome;

import java.io.IOException;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.osteon.app.UnusableInputException;
import org.osteon.outcome.data.Groups;
import org.osteon.outcome.data.Table;
import org.osteon.outcome.survival.EventTimes;
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
            "transplant: overall survival, relapse and non-relapse mortality (--survival, --competing with --labels).",
            "joint: survival free of joint replacement (--survival) and change of a reported measure (--change).",
            "Columns default to those of the example tables; parts whose columns the table lacks are left out.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  osteon outcome report --data cohort.csv --template transplant --by arm > report.html",
            "  osteon outcome report --data knee.csv --template joint --survival tka_days:tka --change pain_base:pain_12m > report.html"
        })
final class ReportCommand implements Callable<Integer> {
    /// The templates.
    enum Template {
        /// Survival, relapse, non-relapse mortality.
        TRANSPLANT,
        /// Survival free of replacement, reported change.
        JOINT
    }

    @Spec private CommandSpec spec;
    @Mixin private DataOptions data;
    @Mixin private GroupOptions groups;

    @Option(
            names = "--template",
            required = true,
            paramLabel = "NAME",
            description = "transplant or joint")
    private Template template;

    @Option(
            names = "--survival",
            paramLabel = "TIME:EVENT",
            description =
                    "time and event of survival (transplant: fu_days:death, joint: tka_days:tka)")
    private @Nullable String survival;

    @Option(
            names = "--competing",
            paramLabel = "TIME:EVENT",
            defaultValue = "efs_days:event",
            description = "time and event of competing risks; default: ${DEFAULT-VALUE}")
    private String competing;

    @Option(
            names = "--labels",
            split = ",",
            paramLabel = "NAME",
            defaultValue = "relapse,non-relapse mortality",
            description = "names of the event codes 1, 2 ...")
    private List<String> labels = List.of();

    @Option(
            names = "--change",
            paramLabel = "BEFORE:AFTER",
            defaultValue = "pain_base:pain_12m",
            description = "columns of a reported measure; default: ${DEFAULT-VALUE}")
    private String change;

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
        try {
            spec.commandLine().getOut().print(page());
        } catch (org.osteon.outcome.UnusableInputException e) {
            throw new UnusableInputException(String.valueOf(e.getMessage()));
        }
        return 0;
    }

    private String page() throws IOException {
        boolean transplant = template == Template.TRANSPLANT;
        Table table = data.table();
        List<String> facts = new ArrayList<>();
        facts.add(
                "Data: "
                        + data.file().getFileName()
                        + ", "
                        + table.rows()
                        + " rows used, SHA-256 "
                        + fingerprint().substring(0, 16));
        facts.add(
                "Time zero: "
                        + (transplant
                                ? "day of infusion (Day 0)"
                                : "first treatment of the course"));
        facts.add(
                "Made by "
                        + String.join("", spec.root().version())
                        + ", methods: Kaplan-Meier with log-minus-log limits,"
                        + " Aalen-Johansen with Gray's variance, log-rank and Gray's tests");
        facts.add(
                "Not for clinical use before local clinical governance has confirmed definitions and data.");
        String name =
                title == null
                        ? (transplant ? "Outcomes after transplant" : "Outcomes of joint treatment")
                        : title;
        ReportPage page = new ReportPage(name, facts, data.confidence(), unit);
        int parts = 0;
        String[] endpoint =
                pair(survival == null ? (transplant ? "fu_days:death" : "tka_days:tka") : survival);
        if (has(table, endpoint)) {
            Table rows = table.complete(needed(endpoint));
            left(page, table, rows, endpoint);
            page.survival(
                    transplant ? "Overall survival" : "Survival free of joint replacement",
                    times(rows, endpoint).anyEvent(),
                    groups(rows));
            parts++;
        }
        String[] risks = pair(competing);
        if (transplant && has(table, risks)) {
            Table rows = table.complete(needed(risks));
            left(page, table, rows, risks);
            page.incidence("Competing risks", times(rows, risks), groups(rows), labels);
            parts++;
        }
        String[] measure = pair(change);
        if (!transplant && has(table, measure)) {
            Table rows = table.complete(needed(measure));
            left(page, table, rows, measure);
            double[] before = rows.numbers(measure[0]);
            double[] difference = rows.numbers(measure[1]).clone();
            for (int i = 0; i < difference.length; i++) {
                difference[i] -= before[i];
            }
            page.change(
                    "Change from " + measure[0] + " to " + measure[1], difference, groups(rows));
            parts++;
        }
        if (parts == 0) {
            throw new UnusableInputException(
                    "the table has none of the columns of this template: name them with"
                            + " --survival, --competing or --change; there are "
                            + String.join(", ", table.names()));
        }
        return page.finish();
    }

    private static String[] pair(String text) {
        int colon = text.indexOf(':');
        if (colon < 1 || colon == text.length() - 1) {
            throw new UnusableInputException("columns are written FIRST:SECOND, not " + text);
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

    private void left(ReportPage page, Table all, Table rows, String[] columns) {
        if (rows.rows() == 0) {
            throw new UnusableInputException(
                    "no row has both " + columns[0] + " and " + columns[1]);
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
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(Files.readAllBytes(data.file())));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
