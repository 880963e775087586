package org.osteon.app.cli.outcome;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.osteon.outcome.data.Table;
import org.osteon.outcome.survival.FixedTime;
import org.osteon.outcome.survival.KaplanMeier;
import org.osteon.outcome.survival.SurvivalCurve;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `outcome fixed-time`.
@Command(
        name = "fixed-time",
        header = "Survival of two groups at one time fixed beforehand.",
        description = {
            "",
            "The difference is group minus reference when --reference is given, else first label minus second.",
            ""
        },
        footer = {
            "",
            "Example:",
            "  osteon outcome fixed-time --data cohort.csv --time fu_days --event death --by arm --at 365"
        })
final class FixedTimeCommand extends StatisticCommand {
    @Mixin private DataOptions data;
    @Mixin private TimeOptions time;
    @Mixin private GroupOptions groups;

    @Option(
            names = "--at",
            required = true,
            paramLabel = "TIME",
            description = "the time, from the protocol")
    private double at;

    @Override
    Object result() throws IOException {
        List<String> needed = new ArrayList<>(time.columns());
        needed.add(groups.column());
        Table table = time.enterable(this, data.complete(this, needed));
        var pair = groups.pair(table);
        List<SurvivalCurve> curves =
                KaplanMeier.curves(time.read(table).rows(pair.rows()), pair.groups());
        int first = groups.referenceGiven() ? 1 : 0;
        return FixedTime.compare(curves.get(first), curves.get(1 - first), at);
    }
}
