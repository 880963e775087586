package org.osteon.app.cli.outcome;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.osteon.outcome.data.Table;
import org.osteon.outcome.regression.CentreReport;
import org.osteon.report.ResultJson;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `outcome centres`.
@Command(
        name = "centres",
        header =
                "Observed against expected events by a fixed day per centre; centres are never ranked.",
        footer = {
            "",
            "Example:",
            "  osteon outcome centres --data cohort.csv --by center --time fu_days --event death --at 365 --covariates age,hctci"
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

    @Override
    Object result() throws IOException {
        List<String> needed = new ArrayList<>(time.columns());
        needed.add(groups.column());
        needed.addAll(covariates.columns());
        Table table = data.complete(this, needed);
        var report =
                CentreReport.compare(
                        time.read(table),
                        groups.read(table),
                        covariates.read(table, groups.reference()),
                        at,
                        data.confidence());
        ObjectNode result = (ObjectNode) ResultJson.tree(report);
        result.set("centre", labels(report.centre()));
        return result;
    }

    /// Labels as numbers when all of them are.
    static ArrayNode labels(List<String> labels) {
        ArrayNode numbers = ResultJson.object().arrayNode();
        ArrayNode texts = ResultJson.object().arrayNode();
        labels.forEach(texts::add);
        try {
            labels.forEach(label -> numbers.add(Long.parseLong(label)));
            return numbers;
        } catch (NumberFormatException e) {
            return texts;
        }
    }
}
