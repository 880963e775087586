package org.osteon.app.cli.outcome;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osteon.outcome.comparison.OneSample;
import org.osteon.outcome.comparison.TwoSample;
import org.osteon.outcome.data.Table;
import org.osteon.records.words.Problem;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `outcome change`.
@Command(
        name = "change",
        header = "Change of a measure within one group or between two (group minus reference).",
        description = {
            "",
            "t and rank tests, Hodges-Lehmann estimate, effect sizes. Give two columns, or with --value a change computed"
                    + " before.",
            ""
        },
        footer = {
            "",
            "Example:",
            "  osteon outcome change --data trial.csv --baseline pain_0 --follow-up pain_365 --by arm --reference SALINE --compare BMAC"
        })
final class ChangeCommand extends StatisticCommand {
    @Mixin private DataOptions data;
    @Mixin private GroupOptions groups;

    @Option(names = "--baseline", paramLabel = "COL", description = "the measure before")
    private @Nullable String baseline;

    @Option(names = "--follow-up", paramLabel = "COL", description = "the measure after")
    private @Nullable String followUp;

    @Option(
            names = "--value",
            paramLabel = "COL",
            description = "instead of the two: a change, or one measure")
    private @Nullable String value;

    @Override
    Object result() throws IOException {
        List<String> needed = new ArrayList<>(groups.columns());
        if (value != null) {
            needed.add(value);
        } else if (baseline != null && followUp != null) {
            needed.add(baseline);
            needed.add(followUp);
        } else {
            throw Problem.unusable("name --baseline and --follow-up, or --value");
        }
        Table table = data.complete(this, needed);
        double[] values = values(table);
        if (!groups.given()) {
            return OneSample.of(values, data.confidence());
        }
        var pair = groups.pair(table);
        double[] chosen = new double[pair.rows().length];
        for (int i = 0; i < chosen.length; i++) {
            chosen[i] = values[pair.rows()[i]];
        }
        return TwoSample.compare(
                pair.other(),
                GroupOptions.select(chosen, pair.groups(), 1),
                pair.reference(),
                GroupOptions.select(chosen, pair.groups(), 0),
                data.confidence());
    }

    private double[] values(Table table) {
        if (value != null) {
            return table.numbers(value);
        }
        double[] before = table.numbers(String.valueOf(baseline));
        double[] after = table.numbers(String.valueOf(followUp));
        double[] change = new double[before.length];
        for (int i = 0; i < change.length; i++) {
            change[i] = after[i] - before[i];
        }
        return change;
    }
}
