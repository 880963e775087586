package org.osteon.app.cli.outcome;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.osteon.outcome.data.Groups;
import org.osteon.outcome.data.Table;
import org.osteon.outcome.survival.Composite;
import org.osteon.outcome.survival.KaplanMeier;
import org.osteon.outcome.survival.LogRank;
import org.osteon.records.words.Problem;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `outcome composite`.
@Command(
        name = "composite",
        header = "The first of several events, such as GVHD-free relapse-free survival.",
        footer = {
            "",
            "Example:",
            "  osteon outcome composite --data cohort.csv --first agvhd34=agvhd34_day,cgvhd_ist=cgvhd_ist_day"
                    + " --time efs_days --event event --labels relapse,death --by arm --at 365"
        })
final class CompositeCommand extends StatisticCommand {
    @Mixin private DataOptions data;
    @Mixin private TimeOptions time;
    @Mixin private GroupOptions groups;

    @Option(
            names = "--first",
            required = true,
            split = ",",
            paramLabel = "NAME=DAYCOL",
            description =
                    "events with a day of their own; on equal days the one named first counts")
    private List<String> first = List.of();

    @Option(
            names = "--labels",
            required = true,
            split = ",",
            paramLabel = "LABEL",
            description = "names of the event codes 1, 2 ...")
    private List<String> labels = List.of();

    @Option(
            names = "--at",
            split = ",",
            paramLabel = "TIME",
            description = "display times; default: every event time")
    private double[] at = {};

    @Override
    Object result() throws IOException {
        List<String> needed = new ArrayList<>(time.columns());
        needed.addAll(groups.columns());
        Table table = data.complete(this, needed);
        List<String> names = new ArrayList<>();
        double[][] days = new double[first.size()][];
        for (int k = 0; k < days.length; k++) {
            int equals = first.get(k).indexOf('=');
            if (equals < 1) {
                throw Problem.unusable("--first is written NAME=DAYCOL, not " + first.get(k));
            }
            names.add(first.get(k).substring(0, equals));
            days[k] = table.numbers(first.get(k).substring(equals + 1));
        }
        Composite.Endpoint endpoint = Composite.first(names, days, time.read(table), labels);
        List<String> all = new ArrayList<>(names);
        labels.stream().filter(label -> !all.contains(label)).forEach(all::add);
        Groups compared = groups.read(table);
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("firstEvents", endpoint.firstEvents(all));
        result.put(
                "km",
                KaplanMeier.summarise(
                        endpoint.data(), compared, at, new double[0], data.confidence()));
        if (compared.count() > 1) {
            result.put(
                    "logrank",
                    LogRank.test(endpoint.data(), compared, Groups.single(table.rows()), 0));
        }
        return result;
    }
}
