package org.osteon.app.cli.outcome;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osteon.outcome.comparison.Correlation;
import org.osteon.outcome.comparison.DoseTrend;
import org.osteon.outcome.comparison.RankStatistics;
import org.osteon.outcome.data.Column;
import org.osteon.outcome.data.Groups;
import org.osteon.outcome.data.Table;
import org.osteon.records.words.Problem;
import org.osteon.report.ResultJson;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `outcome trend`.
@Command(
        name = "trend",
        header =
                "Trend over a dose: Cochran-Armitage for an event; Jonckheere-Terpstra,"
                        + " Kruskal-Wallis, Spearman, contrast for a value.",
        description = {
            "",
            "Patients who do well receive more doses: a dose counted at the end is no cause. Prefer"
                    + " the planned dose, a landmark, or cox with rows (start, stop].",
            ""
        },
        footer = {
            "",
            "Example:",
            "  osteon outcome trend --data doses.csv --dose n_injections --event responder --value"
                    + " change"
        })
final class TrendCommand extends StatisticCommand {
    @Mixin private DataOptions data;

    @Option(
            names = "--dose",
            required = true,
            paramLabel = "COL",
            description = "dose or number of treatments")
    private String dose;

    @Option(names = "--event", paramLabel = "COL", description = "1 = yes, 0 = no")
    private @Nullable String event;

    @Option(names = "--value", paramLabel = "COL", description = "a measure")
    private @Nullable String value;

    @Override
    Object result() throws IOException {
        if (event == null && value == null) {
            throw Problem.unusable("name --event, --value or both");
        }
        Table all = data.table();
        ObjectNode result = ResultJson.object();
        if (event != null) {
            Table table = DataOptions.complete(this, all, List.of(dose, event));
            Groups doses = doses(table);
            double[] scores = doses.labels().stream().mapToDouble(Double::parseDouble).toArray();
            result.setAll(
                    (ObjectNode)
                            ResultJson.tree(
                                    DoseTrend.proportions(
                                            LogisticCommand.outcomes(table, event),
                                            doses,
                                            scores)));
        }
        if (value != null) {
            Table table = DataOptions.complete(this, all, List.of(dose, value));
            double[] values = table.numbers(value);
            Groups doses = doses(table);
            result.set("jonckheere", ResultJson.tree(RankStatistics.jonckheere(values, doses)));
            result.set("kruskal", ResultJson.tree(RankStatistics.kruskalWallis(values, doses)));
            result.put("spearmanRho", Correlation.spearman(table.numbers(dose), values));
            result.set(
                    "contrastPolynomialLinear", ResultJson.tree(DoseTrend.linear(values, doses)));
        }
        return result;
    }

    private Groups doses(Table table) {
        List<String> texts = new ArrayList<>();
        for (double number : table.numbers(dose)) {
            texts.add(Column.plain(number));
        }
        return Groups.ordered(
                texts,
                texts.stream()
                        .distinct()
                        .sorted(Comparator.comparingDouble(Double::parseDouble))
                        .toList());
    }
}
