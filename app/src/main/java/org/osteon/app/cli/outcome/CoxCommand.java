package org.osteon.app.cli.outcome;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osteon.outcome.cox.CoxModel;
import org.osteon.outcome.cox.Prediction;
import org.osteon.outcome.data.DesignMatrix;
import org.osteon.outcome.data.Table;
import org.osteon.outcome.survival.EventTimes;
import org.osteon.records.models.CoxAnswer;
import org.osteon.report.ResultJson;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `outcome cox`.
@Command(
        name = "cox",
        header =
                "Cox regression: ties, strata, clusters, weights, rows (start, stop], prediction,"
                        + " proportionality.",
        footer = {
            "",
            "Examples:",
            "  osteon outcome cox --data cohort.csv --time fu_days --event death --covariates"
                    + " age,C(donor)",
            "  osteon outcome cox --data rows.csv --entry start --time stop --event d3 --covariates"
                    + " gvhd,age"
        })
final class CoxCommand extends StatisticCommand {
    @Mixin private DataOptions data;
    @Mixin private TimeOptions time;
    @Mixin private CovariateOptions covariates;
    @Mixin private StrataOption strata;
    @Mixin private Profiles profiles;

    @Option(
            names = "--ties",
            defaultValue = "efron",
            paramLabel = "METHOD",
            description = "efron (default) or breslow")
    private CoxModel.Ties ties;

    @Option(
            names = "--cluster",
            paramLabel = "COL",
            description = "rows that belong together, for the robust variance")
    private @Nullable String cluster;

    @Option(
            names = "--weights",
            paramLabel = "COL",
            description = "case weights; the robust variance is used")
    private @Nullable String weights;

    @Option(
            names = "--cause",
            paramLabel = "CODE",
            description = "cause-specific hazard of this kind of event; default: any event")
    private @Nullable Integer cause;

    @Option(
            names = "--reference",
            paramLabel = "LABEL",
            description = "reference of the category that has this label")
    private @Nullable String reference;

    @Override
    Object result() throws IOException {
        List<String> needed = new ArrayList<>(time.columns());
        needed.addAll(covariates.columns());
        needed.addAll(strata.columns());
        if (cluster != null) {
            needed.add(cluster);
        }
        if (weights != null) {
            needed.add(weights);
        }
        Table table = time.enterable(this, data.complete(this, needed));
        EventTimes times = time.read(table);
        if (cause != null) {
            times = times.onlyEvent(cause);
        } else if (times.kinds() > 1) {
            note(
                    "the event column has "
                            + times.kinds()
                            + " kinds of event; any of them counts here. --cause gives the"
                            + " cause-specific hazard");
        }
        DesignMatrix x = covariates.read(table, reference);
        CoxModel model =
                CoxModel.fit(
                        new CoxModel.Specification(
                                times,
                                x,
                                strata.read(table),
                                weights == null ? null : table.numbers(weights),
                                cluster == null ? null : table.groups(cluster),
                                ties,
                                data.confidence()));
        ObjectNode result = CoxAnswer.json(model, weights == null && cluster == null);
        if (profiles.given()) {
            double[][] rows = profiles.read(covariates.terms(), table, reference, x);
            Prediction prediction = model.prediction();
            Prediction.Survival predicted = prediction.survival(rows, profiles.at());
            ObjectNode node = ResultJson.object();
            node.set("newdata", Profiles.newData(x, rows));
            node.set("times", ResultJson.tree(predicted.times()));
            node.set("surv", Profiles.overTimes(predicted.surv()));
            node.set("se", Profiles.overTimes(predicted.se()));
            node.set("lowerLog", Profiles.overTimes(predicted.lowerLog()));
            node.set("upperLog", Profiles.overTimes(predicted.upperLog()));
            result.set("predict", node);
            result.set(
                    "baselineCumHazAtZero",
                    ResultJson.tree(prediction.baselineCumulativeHazardAtZero(profiles.at())));
        }
        return result;
    }
}
