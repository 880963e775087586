package org.osteon.app.cli.outcome;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.osteon.outcome.data.Table;
import org.osteon.outcome.propensity.Matching;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `outcome match`.
@Command(
        name = "match",
        header = "One-to-one matching on the propensity score with a caliper.",
        footer = {
            "",
            "Example:",
            "  osteon outcome match --data cohort.csv --treatment arm --covariates age,hctci --caliper 0.2 --distance logit"
        })
final class MatchCommand extends StatisticCommand {
    @Mixin private DataOptions data;
    @Mixin private Treatment treatment;
    @Mixin private CovariateOptions covariates;

    @Option(
            names = "--caliper",
            defaultValue = "0.2",
            paramLabel = "SD",
            description = "in standard deviations of the distance; default: ${DEFAULT-VALUE}")
    private double caliper;

    @Option(
            names = "--distance",
            defaultValue = "logit",
            paramLabel = "SCALE",
            description = "logit (default) or probability")
    private Matching.Distance distance;

    @Override
    Object result() throws IOException {
        List<String> needed = new ArrayList<>(List.of(treatment.column()));
        needed.addAll(covariates.columns());
        Table table = data.complete(this, needed);
        return Matching.match(
                covariates.read(table, treatment.reference()),
                treatment.read(table),
                distance,
                caliper);
    }
}
