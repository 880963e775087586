package org.osteon.app.cli.outcome;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osteon.outcome.data.Table;
import org.osteon.outcome.regression.LogisticModel;
import org.osteon.records.words.Problem;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `outcome logistic`.
@Command(
        name = "logistic",
        header = "Logistic regression.",
        footer = {
            "",
            "Example:",
            "  osteon outcome logistic --data trial.csv --event responder --covariates n_injections"
        })
final class LogisticCommand extends StatisticCommand {
    @Mixin private DataOptions data;
    @Mixin private CovariateOptions covariates;

    @Option(names = "--event", required = true, paramLabel = "COL", description = "1 = yes, 0 = no")
    private String event;

    @Option(
            names = "--reference",
            paramLabel = "LABEL",
            description = "reference of the category that has this label")
    private @Nullable String reference;

    @Override
    Object result() throws IOException {
        List<String> needed = new ArrayList<>(List.of(event));
        needed.addAll(covariates.columns());
        Table table = data.complete(this, needed);
        return LogisticModel.fit(covariates.read(table, reference), outcomes(table, event));
    }

    static boolean[] outcomes(Table table, String column) {
        double[] values = table.numbers(column);
        boolean[] outcomes = new boolean[values.length];
        for (int i = 0; i < outcomes.length; i++) {
            if (values[i] != 0 && values[i] != 1) {
                throw Problem.unusable(
                        "column '"
                                + column
                                + "' holds "
                                + values[i]
                                + " in row "
                                + (i + 1)
                                + ": 1 is yes, 0 is no");
            }
            outcomes[i] = values[i] == 1;
        }
        return outcomes;
    }
}
