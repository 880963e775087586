package org.osteon.app.cli.outcome;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osteon.outcome.cox.CoxModel;
import org.osteon.outcome.data.Csv;
import org.osteon.outcome.data.DesignMatrix;
import org.osteon.outcome.data.Table;
import org.osteon.outcome.design.NonInferiority;
import org.osteon.outcome.proportion.NonInferiorProportions;
import org.osteon.outcome.survival.EventTimes;
import org.osteon.records.words.Problem;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `outcome non-inferiority`.
@Command(
        name = "non-inferiority",
        header = "Non-inferiority of proportions, means or a hazard ratio against a margin.",
        description = {
            "",
            "With --counts higher is better. With --value the margin is on the difference of means, lower is better unless"
                    + " --high-is-good. With --time and --event the margin is a hazard ratio above 1.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  osteon outcome non-inferiority --counts 156/200,160/200 --margin 0.1",
            "  osteon outcome non-inferiority --data trial.csv --value change --by arm --reference BMAC --compare PRP --margin 8"
        })
final class NonInferiorityCommand extends StatisticCommand {
    @Mixin private GroupOptions groups;

    @Option(
            names = "--margin",
            required = true,
            paramLabel = "M",
            description = "the margin, from the protocol")
    private double margin;

    @Option(
            names = "--counts",
            split = ",",
            paramLabel = "X/N",
            description = "new and reference group")
    private List<String> counts = List.of();

    @Option(names = "--data", paramLabel = "FILE.csv", description = "table with a header line")
    private @Nullable Path data;

    @Option(names = "--value", paramLabel = "COL", description = "the measure")
    private @Nullable String value;

    @Option(names = "--high-is-good", description = "the measure is better when higher")
    private boolean highIsGood;

    @Option(names = "--time", paramLabel = "COL", description = "time")
    private @Nullable String time;

    @Option(names = "--event", paramLabel = "COL", description = "0 censored, 1 event")
    private @Nullable String event;

    @Option(
            names = "--conf",
            paramLabel = "LEVEL",
            defaultValue = "0.95",
            description = "level of the interval of proportions; default: ${DEFAULT-VALUE}")
    private double confidence;

    @Override
    Object result() throws IOException {
        if (!counts.isEmpty()) {
            int[][] parsed = ProportionsCommand.counts(counts);
            if (parsed.length != 2) {
                throw Problem.unusable("--counts takes two of X/N: new and reference group");
            }
            return NonInferiorProportions.test(
                    parsed[0][0], parsed[0][1], parsed[1][0], parsed[1][1], margin, confidence);
        }
        if (data == null) {
            throw Problem.unusable(
                    "name --counts, or --data with --value or with --time and --event");
        }
        List<String> needed = new ArrayList<>(List.of(groups.column()));
        if (value != null) {
            needed.add(value);
            Table table = DataOptions.complete(this, Csv.read(data), needed);
            var pair = groups.pair(table);
            double[] values = table.rows(pair.rows()).numbers(value);
            return NonInferiority.means(
                    GroupOptions.select(values, pair.groups(), 1),
                    GroupOptions.select(values, pair.groups(), 0),
                    margin,
                    !highIsGood);
        }
        if (time == null || event == null) {
            throw Problem.unusable("name --value, or --time and --event");
        }
        needed.add(time);
        needed.add(event);
        Table table = DataOptions.complete(this, Csv.read(data), needed);
        var pair = groups.pair(table);
        EventTimes times =
                EventTimes.of(table.numbers(time), TimeOptions.codes(table, event))
                        .rows(pair.rows());
        DesignMatrix x =
                new DesignMatrix(
                        List.of(groups.column() + pair.other()),
                        new double[][] {DesignMatrix.indicator(pair.groups(), 1)});
        var fit = CoxModel.fit(CoxModel.Specification.plain(times, x)).coefficients();
        return NonInferiority.hazardRatio(fit.coef()[0], fit.se()[0], margin);
    }
}
