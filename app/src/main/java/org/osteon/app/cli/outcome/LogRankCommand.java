package org.osteon.app.cli.outcome;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.osteon.outcome.data.Groups;
import org.osteon.outcome.data.Table;
import org.osteon.outcome.survival.EventTimes;
import org.osteon.outcome.survival.LogRank;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `outcome logrank`.
@Command(
        name = "logrank",
        header = "Log-rank family: weights, strata, trend.",
        footer = {
            "",
            "Example:",
            "  osteon outcome logrank --data cohort.csv --time fu_days --event death --by arm --strata risk,donor"
        })
final class LogRankCommand extends StatisticCommand {
    @Mixin private DataOptions data;
    @Mixin private TimeOptions time;
    @Mixin private GroupOptions groups;
    @Mixin private StrataOption strata;

    @Option(
            names = "--rho",
            defaultValue = "0",
            paramLabel = "POWER",
            description = "0 log-rank (default), 1 Peto-Peto type")
    private double rho;

    @Option(
            names = "--trend",
            description =
                    "test the trend; scores are the labels when all are numbers, else 1, 2, 3 ...")
    private boolean trend;

    @Override
    Object result() throws IOException {
        List<String> needed = new ArrayList<>(time.columns());
        needed.add(groups.column());
        needed.addAll(strata.columns());
        Table table = time.enterable(this, data.complete(this, needed));
        EventTimes times = time.read(table);
        if (times.kinds() > 1) {
            note(
                    "the event column has "
                            + times.kinds()
                            + " kinds of event; any of them counts here");
        }
        Groups compared = groups.read(table);
        return trend
                ? LogRank.trend(times, compared, strata.read(table), rho, LogRank.scores(compared))
                : LogRank.test(times, compared, strata.read(table), rho);
    }
}
