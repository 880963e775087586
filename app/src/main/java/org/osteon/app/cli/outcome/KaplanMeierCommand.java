package org.osteon.app.cli.outcome;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osteon.outcome.data.Table;
import org.osteon.outcome.survival.EventTimes;
import org.osteon.outcome.survival.KaplanMeier;
import org.osteon.outcome.survival.WeightedKaplanMeier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `outcome km`.
@Command(
        name = "km",
        header = "Kaplan-Meier: survival, five kinds of interval, quartiles, restricted mean.",
        footer = {
            "",
            "Example:",
            "  osteon outcome km --data cohort.csv --time fu_days --event death --by arm --at 100,365 --tau 730"
        })
final class KaplanMeierCommand extends StatisticCommand {
    @Mixin private DataOptions data;
    @Mixin private TimeOptions time;
    @Mixin private GroupOptions groups;

    @Option(
            names = "--at",
            split = ",",
            paramLabel = "TIME",
            description = "display times; default: every event time")
    private double[] at = {};

    @Option(
            names = "--tau",
            split = ",",
            paramLabel = "TIME",
            description = "horizons of restricted means")
    private double[] tau = {};

    @Option(
            names = "--weights",
            paramLabel = "COL",
            description = "a weight per row; gives the robust standard error")
    private @Nullable String weights;

    @Override
    Object result() throws IOException {
        List<String> needed = new ArrayList<>(time.columns());
        needed.addAll(groups.columns());
        if (weights != null) {
            needed.add(weights);
        }
        Table table = time.enterable(this, data.complete(this, needed));
        EventTimes times = time.read(table);
        if (times.kinds() > 1) {
            note(
                    "the event column has "
                            + times.kinds()
                            + " kinds of event; any of them counts here. One minus this curve"
                            + " is not the incidence of one kind: see osteon outcome incidence");
        }
        if (weights != null) {
            return WeightedKaplanMeier.summarise(
                    times, groups.read(table), table.numbers(weights), at);
        }
        return KaplanMeier.summarise(times, groups.read(table), at, tau, data.confidence());
    }
}
