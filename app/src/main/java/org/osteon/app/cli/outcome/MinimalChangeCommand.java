package org.osteon.app.cli.outcome;

import java.io.IOException;
import org.osteon.outcome.data.Table;
import org.osteon.outcome.reported.MinimalChange;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `outcome mcid`.
@Command(
        name = "mcid",
        header = "Minimal clinically important change of a measure from an anchor question.",
        description = {
            "",
            "The anchor holds whole numbers: 0 unchanged, 1 slightly better, more for better, negative for worse.",
            ""
        },
        footer = {
            "",
            "Example:",
            "  osteon outcome mcid --data wide.csv --baseline pain_0 --follow-up pain_365 --anchor anchor_365 --reliability 0.85"
        })
final class MinimalChangeCommand extends StatisticCommand {
    @Mixin private DataOptions data;

    @Option(
            names = "--baseline",
            required = true,
            paramLabel = "COL",
            description = "the measure before")
    private String baseline;

    @Option(
            names = "--follow-up",
            required = true,
            paramLabel = "COL",
            description = "the measure after")
    private String followUp;

    @Option(
            names = "--anchor",
            required = true,
            paramLabel = "COL",
            description = "the anchor at follow-up")
    private String anchor;

    @Option(
            names = "--reliability",
            required = true,
            paramLabel = "R",
            description = "test-retest reliability, from the literature")
    private double reliability;

    @Option(
            names = "--satisfied-from",
            defaultValue = "2",
            paramLabel = "CLASS",
            description = "lowest anchor class that is satisfied; default 2")
    private int satisfiedFrom;

    @Option(
            names = "--high-is-good",
            description = "the measure is better when higher; default: lower")
    private boolean highIsGood;

    @Override
    Object result() throws IOException {
        Table all = data.table();
        double[] every =
                java.util.Arrays.stream(all.numbers(baseline))
                        .filter(value -> !Double.isNaN(value))
                        .toArray();
        Table table =
                DataOptions.complete(this, all, java.util.List.of(baseline, followUp, anchor));
        double[] before = table.numbers(baseline);
        double[] after = table.numbers(followUp);
        double[] classes = table.numbers(anchor);
        double[] improvement = new double[before.length];
        int[] levels = new int[before.length];
        for (int i = 0; i < improvement.length; i++) {
            improvement[i] = highIsGood ? after[i] - before[i] : before[i] - after[i];
            levels[i] = (int) classes[i];
        }
        return MinimalChange.estimate(
                new MinimalChange.Data(
                        improvement,
                        levels,
                        every,
                        after,
                        reliability,
                        satisfiedFrom,
                        !highIsGood));
    }
}
