package org.osteon.app.cli.outcome;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.osteon.outcome.data.Table;
import org.osteon.outcome.survival.KaplanMeier;
import org.osteon.outcome.survival.RestrictedMeanComparison;
import org.osteon.outcome.survival.SurvivalCurve;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `outcome rmst`.
@Command(
        name = "rmst",
        header = "Restricted mean survival of two groups: difference and ratio.",
        footer = {
            "",
            "Example:",
            "  osteon outcome rmst --data cohort.csv --time fu_days --event death --by arm --tau 365"
        })
final class RestrictedMeanCommand extends StatisticCommand {
    @Mixin private DataOptions data;
    @Mixin private TimeOptions time;
    @Mixin private GroupOptions groups;

    @Option(
            names = "--tau",
            required = true,
            paramLabel = "TIME",
            description = "horizon, within the follow-up of both groups")
    private double tau;

    @Override
    Object result() throws IOException {
        List<String> needed = new ArrayList<>(time.columns());
        needed.add(groups.column());
        Table table = time.enterable(this, data.complete(this, needed));
        var pair = groups.pair(table);
        List<SurvivalCurve> curves =
                KaplanMeier.curves(time.read(table).rows(pair.rows()), pair.groups());
        return RestrictedMeanComparison.compare(
                pair.groups().labels(), curves.get(0), curves.get(1), tau, data.confidence());
    }
}
