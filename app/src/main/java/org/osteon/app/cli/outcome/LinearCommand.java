package org.osteon.app.cli.outcome;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osteon.outcome.data.Table;
import org.osteon.outcome.regression.LinearModel;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `outcome linear`.
@Command(
        name = "linear",
        header = "Linear regression.",
        footer = {
            "",
            "Example:",
            "  osteon outcome linear --data trial.csv --value change --covariates n_injections,pain_base"
        })
final class LinearCommand extends StatisticCommand {
    @Mixin private DataOptions data;
    @Mixin private CovariateOptions covariates;

    @Option(names = "--value", required = true, paramLabel = "COL", description = "the measure")
    private String value;

    @Option(
            names = "--reference",
            paramLabel = "LABEL",
            description = "reference of the category that has this label")
    private @Nullable String reference;

    @Override
    Object result() throws IOException {
        List<String> needed = new ArrayList<>(List.of(value));
        needed.addAll(covariates.columns());
        Table table = data.complete(this, needed);
        return LinearModel.fit(
                covariates.read(table, reference), table.numbers(value), data.confidence());
    }
}
