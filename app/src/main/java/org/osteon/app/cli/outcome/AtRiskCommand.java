package org.osteon.app.cli.outcome;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.osteon.outcome.survival.NumbersAtRisk;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `outcome at-risk`.
@Command(
        name = "at-risk",
        header = "Numbers under a curve: at risk, events, censored.",
        footer = {
            "",
            "Example:",
            "  osteon outcome at-risk --data cohort.csv --time fu_days --event death --by arm --at 0,180,365"
        })
final class AtRiskCommand extends StatisticCommand {
    @Mixin private DataOptions data;
    @Mixin private TimeOptions time;
    @Mixin private GroupOptions groups;

    @Option(
            names = "--at",
            required = true,
            split = ",",
            paramLabel = "TIME",
            description = "display times")
    private double[] at = {};

    @Override
    Object result() throws IOException {
        List<String> needed = new ArrayList<>(time.columns());
        needed.addAll(groups.columns());
        var table = time.enterable(this, data.complete(this, needed));
        return NumbersAtRisk.of(time.read(table), groups.read(table), at);
    }
}
