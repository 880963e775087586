package org.osteon.app.cli.outcome;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.osteon.outcome.comparison.Correlation;
import org.osteon.outcome.comparison.RankStatistics;
import org.osteon.outcome.data.Column;
import org.osteon.outcome.data.Groups;
import org.osteon.outcome.data.Table;
import org.osteon.records.words.Problem;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `outcome rank`.
@Command(
        name = "rank",
        header =
                "Kruskal-Wallis over groups, correlations with their order, Friedman over repeated"
                        + " measures.",
        footer = {
            "",
            "Examples:",
            "  osteon outcome rank --data trial.csv --value R4 --by R1",
            "  osteon outcome rank --data trial.csv --value R1,R2,R3,R4"
        })
final class RankCommand extends StatisticCommand {
    @Mixin private DataOptions data;

    @Option(
            names = "--value",
            required = true,
            split = ",",
            paramLabel = "COL",
            description = "the measure; several columns are repeated measures")
    private List<String> values = List.of();

    @Option(
            names = "--by",
            split = ",",
            paramLabel = "COL",
            description =
                    "groups, or a number to correlate with; labels count 1, 2, 3 ... in order")
    private List<String> by = List.of();

    @Override
    Object result() throws IOException {
        List<String> needed = new ArrayList<>(values);
        needed.addAll(by);
        Table table = data.complete(this, needed);
        Map<String, Object> result = new LinkedHashMap<>();
        if (by.isEmpty() && values.size() < 2) {
            throw Problem.unusable("name the groups with --by, or several columns in --value");
        }
        for (String column : by) {
            Map<String, Object> against = against(table, column);
            if (by.size() == 1) {
                result.putAll(against);
            } else {
                result.put(column, against);
            }
        }
        if (values.size() > 1) {
            double[][] measures = new double[values.size()][];
            for (int j = 0; j < measures.length; j++) {
                measures[j] = table.numbers(values.get(j));
            }
            result.put("friedman", RankStatistics.friedman(measures));
        }
        return result;
    }

    /// The measure over the groups of a column, and its correlations with the order of the groups:
    /// their numbers, or 1, 2, 3 ... for labels that are no numbers.
    private Map<String, Object> against(Table table, String column) {
        double[] measure = table.numbers(values.getFirst());
        Groups groups = table.groups(column);
        double[] other;
        if (table.column(column) instanceof Column.Numbers(_, double[] numbers)) {
            other = numbers;
        } else {
            other = IntStream.of(groups.index()).mapToDouble(position -> position + 1).toArray();
        }
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("n", table.rows());
        result.put("kruskal", RankStatistics.kruskalWallis(measure, groups));
        result.put("spearmanRho", Correlation.spearman(measure, other));
        result.put("spearmanP", Correlation.spearmanP(measure, other));
        result.put("pearson", Correlation.pearson(measure, other));
        result.put("kendallTauB", Correlation.kendallTauB(measure, other));
        return result;
    }
}
