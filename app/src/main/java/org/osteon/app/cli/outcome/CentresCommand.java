package org.osteon.app.cli.outcome;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.osteon.outcome.data.DesignMatrix;
import org.osteon.outcome.data.Groups;
import org.osteon.outcome.data.Table;
import org.osteon.outcome.regression.CentrePrediction;
import org.osteon.outcome.regression.CentreReport;
import org.osteon.outcome.survival.EventTimes;
import org.osteon.records.models.CentreAnswer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `outcome centres`.
@Command(
        name = "centres",
        header =
                "Observed against expected events by a fixed day per centre; centres are never"
                        + " ranked.",
        description = {
            "",
            "low95 to high998 are the limits of a funnel: where the ratio of a centre that does as"
                    + " expected lies with 95 and with 99.8 %%.",
            ""
        },
        footer = {
            "",
            "Example:",
            "  osteon outcome centres --data cohort.csv --by center --time fu_days --event death"
                    + " --at 365 --covariates age,hctci"
        })
final class CentresCommand extends StatisticCommand {
    @Mixin private DataOptions data;
    @Mixin private TimeOptions time;
    @Mixin private GroupOptions groups;
    @Mixin private CovariateOptions covariates;

    @Option(
            names = "--at",
            required = true,
            paramLabel = "DAY",
            description = "the day; rows censored before it are left out")
    private double at;

    @Option(
            names = "--cause",
            paramLabel = "CODE",
            defaultValue = "0",
            description =
                    "count this kind of event; who had another before it is known not to have had"
                            + " it; default: any event")
    private int cause;

    @Option(
            names = "--prediction",
            description =
                    "also survival by the day against a prediction range (Logan, Nelson and Klein"
                            + " 2008): by pseudo-values, so that who is censored counts; any event"
                            + " is the end")
    private boolean prediction;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "" + CentrePrediction.SEED,
            description = "from which residuals are drawn; default: ${DEFAULT-VALUE}")
    private long seed;

    @Override
    Object result() throws IOException {
        List<String> needed = new ArrayList<>(time.columns());
        needed.add(groups.column());
        needed.addAll(covariates.columns());
        Table table = data.complete(this, needed);
        EventTimes times = time.read(table);
        Groups centres = groups.read(table);
        DesignMatrix x = covariates.read(table, groups.reference());
        ObjectNode result =
                CentreAnswer.json(
                        CentreReport.compare(times, cause, centres, x, at, data.confidence()));
        if (prediction) {
            result.set(
                    "prediction",
                    CentreAnswer.json(
                            CentrePrediction.predict(
                                    times,
                                    centres,
                                    x,
                                    at,
                                    data.confidence(),
                                    seed,
                                    CentrePrediction.REPLICATES)));
        }
        return result;
    }
}
