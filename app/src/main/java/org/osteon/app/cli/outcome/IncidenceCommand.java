package org.osteon.app.cli.outcome;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osteon.outcome.competing.CumulativeIncidence;
import org.osteon.outcome.data.Table;
import org.osteon.outcome.survival.EventTimes;
import org.osteon.records.words.Problem;
import org.osteon.report.ResultJson;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `outcome incidence`.
@Command(
        name = "incidence",
        header = "Cumulative incidence with competing risks, Gray's variance and test.",
        footer = {
            "",
            "Example:",
            "  osteon outcome incidence --data cohort.csv --time efs_days --event event --by arm --at 100,365"
        })
final class IncidenceCommand extends StatisticCommand {
    /// Which variance.
    enum Variance {
        /// Gray's, the one to report.
        GRAY,
        /// Greenwood's multinomial form, one cause.
        GREENWOOD
    }

    @Mixin private DataOptions data;
    @Mixin private TimeOptions time;
    @Mixin private GroupOptions groups;
    @Mixin private StrataOption strata;

    @Option(
            names = "--at",
            split = ",",
            paramLabel = "TIME",
            description = "display times; default: every event time")
    private double[] at = {};

    @Option(
            names = "--rho",
            defaultValue = "0",
            paramLabel = "POWER",
            description = "weight of the test; default 0")
    private double rho;

    @Option(
            names = "--variance",
            defaultValue = "gray",
            paramLabel = "KIND",
            description = "gray (default) or greenwood")
    private Variance variance;

    @Option(
            names = "--cause",
            paramLabel = "CODE",
            description = "the cause, with --variance greenwood")
    private @Nullable Integer cause;

    @Override
    Object result() throws IOException {
        List<String> needed = new ArrayList<>(time.columns());
        needed.addAll(groups.columns());
        needed.addAll(strata.columns());
        Table table = time.enterable(this, data.complete(this, needed));
        EventTimes times = time.read(table);
        if (variance == Variance.GREENWOOD) {
            if (cause == null || at.length == 0) {
                throw Problem.unusable("--variance greenwood needs --cause and --at");
            }
            return CumulativeIncidence.greenwood(times, cause, at);
        }
        ObjectNode tree =
                (ObjectNode)
                        ResultJson.tree(
                                CumulativeIncidence.summarise(
                                        times,
                                        groups.read(table),
                                        strata.read(table),
                                        at,
                                        rho,
                                        data.confidence()));
        if (tree.path("gray").isEmpty()) {
            tree.remove(List.of("gray", "rho"));
        }
        return at.length == 1 ? ResultJson.unboxed(tree) : tree;
    }
}
