package org.osteon.app.cli.outcome;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.osteon.outcome.data.Table;
import org.osteon.outcome.survival.EventTimes;
import org.osteon.records.models.GrayAnswer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `outcome gray`.
@Command(
        name = "gray",
        header = "Gray's test of cumulative incidences, every cause.",
        footer = {
            "",
            "Example:",
            "  osteon outcome gray --data cohort.csv --time efs_days --event event --by donor"
                    + " --strata risk"
        })
final class GrayCommand extends StatisticCommand {
    @Mixin private DataOptions data;
    @Mixin private TimeOptions time;
    @Mixin private GroupOptions groups;
    @Mixin private StrataOption strata;

    @Option(
            names = "--rho",
            defaultValue = "0",
            paramLabel = "POWER",
            description = "weight (1-F)^rho; default 0")
    private double rho;

    @Override
    Object result() throws IOException {
        List<String> needed = new ArrayList<>(time.columns());
        needed.add(groups.column());
        needed.addAll(strata.columns());
        Table table = data.complete(this, needed);
        EventTimes times = time.read(table);
        return GrayAnswer.json(
                GrayAnswer.tests(times, groups.read(table), strata.read(table), rho), rho);
    }
}
