package org.osteon.app.cli.outcome;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.osteon.outcome.data.Groups;
import org.osteon.outcome.data.Table;
import org.osteon.report.MeasureFigure;
import org.osteon.report.ResultJson;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `outcome visits`.
@Command(
        name = "visits",
        header = "A measure at its visits: means, changes since the first, who improved, by group.",
        description = {
            "",
            "Reads what osteon outcome table --measure writes: visit, planned_day, value, change. A"
                    + " row without a value was expected and not reported.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  osteon outcome table --measure pain > pain.csv",
            "  osteon outcome visits --data pain.csv --by sex --minimal-change=-2"
        })
final class VisitsCommand extends StatisticCommand {
    private static final List<String> NAMES =
            List.of(
                    "plannedDay",
                    "expected",
                    "n",
                    "mean",
                    "sd",
                    "lower",
                    "upper",
                    "paired",
                    "meanChange",
                    "improved");

    @Mixin private DataOptions data;
    @Mixin private GroupOptions groups;

    @Option(
            names = "--minimal-change",
            paramLabel = "CHANGE",
            description = "the change that matters, negative where less is better")
    private @Nullable BigDecimal minimal;

    @Override
    Object result() throws IOException {
        Table table = data.table().complete(groups.columns());
        Groups by = groups.read(table);
        double[] planned = table.numbers("planned_day");
        double[] value = table.numbers("value");
        double[] change = table.numbers("change");
        TreeMap<Double, String> visits = new TreeMap<>();
        for (int row = 0; row < table.rows(); row++) {
            visits.put(planned[row], String.valueOf(table.column("visit").text(row)));
        }
        ObjectNode result = ResultJson.object();
        for (int g = 0; g < by.count(); g++) {
            for (var visit : visits.entrySet()) {
                int group = g;
                int[] rows =
                        IntStream.range(0, table.rows())
                                .filter(i -> by.index()[i] == group && planned[i] == visit.getKey())
                                .toArray();
                MeasureFigure.At at =
                        MeasureFigure.At.of(
                                rows.length,
                                filled(value, rows),
                                filled(change, rows),
                                minimal,
                                data.confidence());
                result.withArray("group").add(by.labels().get(g));
                result.withArray("visit").add(visit.getValue());
                List<Object> numbers =
                        Arrays.asList(
                                visit.getKey(),
                                at.expected(),
                                at.n(),
                                at.mean(),
                                at.sd(),
                                at.lower(),
                                at.upper(),
                                at.paired(),
                                at.change(),
                                minimal == null ? Double.NaN : at.improved());
                for (int i = 0; i < NAMES.size(); i++) {
                    result.withArray(NAMES.get(i)).add(ResultJson.tree(numbers.get(i)));
                }
            }
        }
        return result;
    }

    private static double[] filled(double[] values, int[] rows) {
        return Arrays.stream(rows)
                .mapToDouble(row -> values[row])
                .filter(value -> !Double.isNaN(value))
                .toArray();
    }
}
