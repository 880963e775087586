package org.osteon.app.cli.outcome;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.osteon.outcome.comparison.TwoSample;
import org.osteon.outcome.data.Column;
import org.osteon.outcome.data.DesignMatrix;
import org.osteon.outcome.data.Groups;
import org.osteon.outcome.data.Table;
import org.osteon.outcome.regression.ProportionalOdds;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `outcome ordinal`.
@Command(
        name = "ordinal",
        header = "An ordered outcome in two groups: Mann-Whitney and proportional odds.",
        footer = {
            "",
            "Example:",
            "  osteon outcome ordinal --data trial.csv --value R4 --by Th --covariates Age,Sex"
        })
final class OrdinalCommand extends StatisticCommand {
    @Mixin private DataOptions data;
    @Mixin private GroupOptions groups;
    @Mixin private CovariateOptions covariates;

    @Option(
            names = "--value",
            required = true,
            paramLabel = "COL",
            description = "the outcome, whole numbers in order")
    private String value;

    @Override
    Object result() throws IOException {
        List<String> needed = new ArrayList<>(List.of(value, groups.column()));
        needed.addAll(covariates.columns());
        Table all = data.complete(this, needed);
        var pair = groups.pair(all);
        Table table = all.rows(pair.rows());
        double[] values = table.numbers(value);
        TwoSample compared =
                TwoSample.compare(
                        pair.other(),
                        GroupOptions.select(values, pair.groups(), 1),
                        pair.reference(),
                        GroupOptions.select(values, pair.groups(), 0),
                        data.confidence());
        List<String> texts = new ArrayList<>();
        for (double v : values) {
            texts.add(Column.plain(v));
        }
        List<String> classes =
                texts.stream()
                        .distinct()
                        .sorted(Comparator.comparingDouble(Double::parseDouble))
                        .toList();
        DesignMatrix arm =
                new DesignMatrix(
                        List.of(groups.column() + pair.other()),
                        new double[][] {DesignMatrix.indicator(pair.groups(), 1)});
        Map<String, Object> mw = new LinkedHashMap<>();
        mw.put("n1", compared.n1());
        mw.put("n2", compared.n2());
        mw.put("mannWhitney", compared.mannWhitney());
        mw.put("hodgesLehmannShift", compared.hodgesLehmannShift());
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("mw", mw);
        result.put(
                "polr",
                ProportionalOdds.fit(
                        arm.and(covariates.read(table, groups.reference())),
                        Groups.ordered(texts, classes)));
        return result;
    }
}
