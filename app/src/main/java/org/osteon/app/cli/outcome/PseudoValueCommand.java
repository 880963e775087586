package org.osteon.app.cli.outcome;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.osteon.outcome.data.Table;
import org.osteon.outcome.regression.PseudoValueRegression;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `outcome pseudo`.
@Command(
        name = "pseudo",
        header = "Pseudo-values of survival at a time, and regression on them.",
        footer = {
            "",
            "Example:",
            "  osteon outcome pseudo --data cohort.csv --time fu_days --event death --at 365 --covariates age,hctci"
        })
final class PseudoValueCommand extends StatisticCommand {
    @Mixin private DataOptions data;
    @Mixin private TimeOptions time;
    @Mixin private CovariateOptions covariates;

    @Option(names = "--at", required = true, paramLabel = "TIME", description = "the time")
    private double at;

    @Override
    Object result() throws IOException {
        List<String> needed = new ArrayList<>(time.columns());
        needed.addAll(covariates.columns());
        Table table = data.complete(this, needed);
        return PseudoValueRegression.fit(time.read(table), at, covariates.read(table, null));
    }
}
