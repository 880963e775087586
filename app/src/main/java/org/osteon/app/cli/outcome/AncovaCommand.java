package org.osteon.app.cli.outcome;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.osteon.outcome.data.Table;
import org.osteon.outcome.regression.Ancova;
import org.osteon.records.models.AncovaAnswer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `outcome ancova`.
@Command(
        name = "ancova",
        header = "Analysis of covariance of one follow-up, with adjusted means.",
        footer = {
            "",
            "Example:",
            "  osteon outcome ancova --data trial.csv --baseline pain_0 --follow-up pain_365 --by"
                    + " arm --reference SALINE --covariates C(kl),C(site)"
        })
final class AncovaCommand extends StatisticCommand {
    @Mixin private DataOptions data;
    @Mixin private GroupOptions groups;
    @Mixin private CovariateOptions covariates;

    @Option(
            names = "--baseline",
            required = true,
            paramLabel = "COL",
            description = "the measure before")
    private String baseline;

    @Option(
            names = "--follow-up",
            required = true,
            paramLabel = "COL",
            description = "the measure after")
    private String followUp;

    @Override
    Object result() throws IOException {
        List<String> needed = new ArrayList<>(List.of(baseline, followUp, groups.column()));
        needed.addAll(covariates.columns());
        Table table = data.complete(this, needed);
        List<String> terms = new ArrayList<>(List.of(baseline));
        terms.addAll(covariates.terms());
        Ancova.Result fitted =
                Ancova.fit(
                        table,
                        table.numbers(followUp),
                        groups.column(),
                        groups.referenceFirst(table),
                        terms,
                        data.confidence());
        return AncovaAnswer.json(fitted, groups.column());
    }
}
