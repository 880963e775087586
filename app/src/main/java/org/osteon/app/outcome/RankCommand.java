package org.osteon.app.outcome;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.osteon.app.UnusableInputException;
import org.osteon.outcome.comparison.Correlation;
import org.osteon.outcome.comparison.RankTests;
import org.osteon.outcome.data.Column;
import org.osteon.outcome.data.Table;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `outcome rank`.
@Command(
        name = "rank",
        header =
                "Kruskal-Wallis over groups, correlations with a number, Friedman over repeated measures.",
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
            description = "groups, or a number to correlate with")
    private List<String> by = List.of();

    @Override
    Object result() throws IOException {
        List<String> needed = new ArrayList<>(values);
        needed.addAll(by);
        Table table = data.complete(this, needed);
        Map<String, Object> result = new LinkedHashMap<>();
        if (by.isEmpty() && values.size() < 2) {
            throw new UnusableInputException(
                    "name the groups with --by, or several columns in --value");
        }
        for (String column : by) {
            double[] measure = table.numbers(values.getFirst());
            result.put("n", table.rows());
            result.put("kruskal", RankTests.kruskalWallis(measure, table.groups(column)));
            if (table.column(column) instanceof Column.Numbers(_, double[] other)) {
                result.put("spearmanRho", Correlation.spearman(measure, other));
                result.put("pearson", Correlation.pearson(measure, other));
                result.put("kendallTauB", Correlation.kendallTauB(measure, other));
            }
        }
        if (values.size() > 1) {
            double[][] measures = new double[values.size()][];
            for (int j = 0; j < measures.length; j++) {
                measures[j] = table.numbers(values.get(j));
            }
            result.put("friedman", RankTests.friedman(measures));
        }
        return result;
    }
}
