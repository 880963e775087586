package org.osteon.app.cli.outcome;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.osteon.outcome.competing.GrayStatistic;
import org.osteon.outcome.data.Table;
import org.osteon.outcome.survival.EventTimes;
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
        List<GrayStatistic.Result> tests = new ArrayList<>();
        for (int cause = 1; cause <= times.kinds(); cause++) {
            tests.add(
                    GrayStatistic.test(times, cause, groups.read(table), strata.read(table), rho));
        }
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("gray", tests);
        result.put("rho", rho);
        return result;
    }
}
