package org.osteon.app.cli.outcome;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osteon.outcome.competing.FineGray;
import org.osteon.outcome.data.DesignMatrix;
import org.osteon.outcome.data.Table;
import org.osteon.report.ResultJson;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `outcome finegray`.
@Command(
        name = "finegray",
        header =
                "Fine-Gray regression of the subdistribution hazard, with the variance that counts estimated censoring.",
        footer = {
            "",
            "Example:",
            "  osteon outcome finegray --data cohort.csv --time efs_days --event event --cause 2 --covariates age,C(donor)"
        })
final class FineGrayCommand extends StatisticCommand {
    @Mixin private DataOptions data;
    @Mixin private TimeOptions time;
    @Mixin private CovariateOptions covariates;
    @Mixin private Profiles profiles;

    @Option(
            names = "--cause",
            defaultValue = "1",
            paramLabel = "CODE",
            description = "the cause; default: ${DEFAULT-VALUE}")
    private int cause;

    @Option(
            names = "--reference",
            paramLabel = "LABEL",
            description = "reference of the category that has this label")
    private @Nullable String reference;

    @Override
    Object result() throws IOException {
        List<String> needed = new ArrayList<>(time.columns());
        needed.addAll(covariates.columns());
        Table table = data.complete(this, needed);
        DesignMatrix x = covariates.read(table, reference);
        FineGray.Fit fit = FineGray.fit(time.read(table), cause, x, data.confidence());
        ObjectNode result = ResultJson.model(fit);
        if (profiles.given()) {
            double[][] rows = profiles.read(covariates.terms(), table, reference, x);
            ObjectNode node = ResultJson.object();
            node.set("x", ResultJson.tree(rows));
            node.set("times", ResultJson.tree(profiles.at()));
            node.set("cif", Profiles.overTimes(fit.predict(rows, profiles.at())));
            result.set("predict", node);
        }
        return result;
    }
}
