package org.osteon.app.cli.outcome;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osteon.outcome.data.DesignMatrix;
import org.osteon.outcome.data.Table;
import org.osteon.outcome.propensity.DoublyRobust;
import org.osteon.outcome.propensity.PropensityScore;
import org.osteon.report.ResultJson;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `outcome propensity`.
@Command(
        name = "propensity",
        header =
                "Propensity score, weights and balance; with --outcome the doubly robust risk difference.",
        footer = {
            "",
            "Example:",
            "  osteon outcome propensity --data cohort.csv --treatment arm --covariates age,hctci,C(risk)"
        })
final class PropensityCommand extends StatisticCommand {
    @Mixin private DataOptions data;
    @Mixin private Treatment treatment;
    @Mixin private CovariateOptions covariates;

    @Option(
            names = "--outcome",
            paramLabel = "COL",
            description = "yes/no outcome (1/0) for the doubly robust estimate")
    private @Nullable String outcome;

    @Option(
            names = "--outcome-covariates",
            split = ",",
            paramLabel = "COL",
            description = "covariates of the outcome models; default: those of the score")
    private List<String> outcomeCovariates = List.of();

    @Override
    Object result() throws IOException {
        List<String> needed = new ArrayList<>(List.of(treatment.column()));
        needed.addAll(covariates.columns());
        if (outcome != null) {
            needed.add(outcome);
            needed.addAll(DesignMatrix.sources(outcomeCovariates));
        }
        Table table = data.complete(this, needed);
        boolean[] treated = treatment.read(table);
        DesignMatrix x = covariates.read(table, treatment.reference());
        ObjectNode result = (ObjectNode) ResultJson.tree(PropensityScore.estimate(x, treated));
        if (outcome != null) {
            DesignMatrix own =
                    outcomeCovariates.isEmpty()
                            ? x
                            : DesignMatrix.of(table, outcomeCovariates, treatment.reference());
            result.set(
                    "doublyRobust",
                    ResultJson.tree(
                            DoublyRobust.estimate(
                                    own, x, treated, LogisticCommand.outcomes(table, outcome))));
        }
        return result;
    }
}
