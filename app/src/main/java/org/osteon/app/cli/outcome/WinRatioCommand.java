package org.osteon.app.cli.outcome;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.osteon.outcome.data.Table;
import org.osteon.outcome.survival.EventTimes;
import org.osteon.outcome.survival.WinRatio;
import org.osteon.records.words.Problem;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `outcome win-ratio`.
@Command(
        name = "win-ratio",
        header = "Win ratio of a hierarchy of times to events, the most important first.",
        footer = {
            "",
            "Example:",
            "  osteon outcome win-ratio --data cohort.csv --levels fu_days:death,efs_days:relapsed --by arm --reference MAC"
        })
final class WinRatioCommand extends StatisticCommand {
    @Mixin private DataOptions data;
    @Mixin private GroupOptions groups;

    @Option(
            names = "--levels",
            required = true,
            split = ",",
            paramLabel = "TIME:EVENT",
            description = "columns of each level")
    private List<String> levels = List.of();

    @Override
    Object result() throws IOException {
        List<String> needed = new ArrayList<>(List.of(groups.column()));
        for (String level : levels) {
            int colon = level.indexOf(':');
            if (colon < 1) {
                throw Problem.unusable("--levels is written TIME:EVENT, not " + level);
            }
            needed.add(level.substring(0, colon));
            needed.add(level.substring(colon + 1));
        }
        Table table = data.complete(this, needed);
        var pair = groups.pair(table);
        List<EventTimes> times = new ArrayList<>();
        for (int l = 0; l < levels.size(); l++) {
            String time = needed.get(1 + 2 * l);
            String event = needed.get(2 + 2 * l);
            times.add(
                    EventTimes.of(table.numbers(time), TimeOptions.codes(table, event))
                            .rows(pair.rows()));
        }
        return WinRatio.compare(times, pair.groups());
    }
}
