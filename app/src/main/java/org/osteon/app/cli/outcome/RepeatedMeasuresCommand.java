package org.osteon.app.cli.outcome;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osteon.outcome.data.DesignMatrix;
import org.osteon.outcome.data.Groups;
import org.osteon.outcome.data.Table;
import org.osteon.outcome.repeated.CovarianceStructure;
import org.osteon.outcome.repeated.RepeatedMeasuresDesign;
import org.osteon.outcome.repeated.RepeatedMeasuresModel;
import org.osteon.report.ResultJson;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `outcome mmrm`.
@Command(
        name = "mmrm",
        header = "Mixed model for repeated measures by REML, one row per person and visit.",
        description = {
            "",
            "Visits sort as numbers when all are numbers, else as text. Rows without the measure"
                    + " are left out. With more than two groups the differences within a visit are"
                    + " adjusted for their number.",
            ""
        },
        footer = {
            "",
            "Example:",
            "  osteon outcome mmrm --data long.csv --value change --subject id --visit day --by arm"
                    + " --reference SALINE --baseline base --covariates C(kl)"
        })
final class RepeatedMeasuresCommand extends StatisticCommand {
    /// Degrees of freedom.
    enum Df {
        /// Satterthwaite.
        SATTERTHWAITE,
        /// Kenward-Roger, linear.
        KENWARD_ROGER;

        @Override
        public String toString() {
            return this == SATTERTHWAITE ? "satterthwaite" : "kenward-roger";
        }
    }

    @Mixin private DataOptions data;
    @Mixin private GroupOptions groups;
    @Mixin private CovariateOptions covariates;

    @Option(names = "--value", required = true, paramLabel = "COL", description = "the measure")
    private String value;

    @Option(names = "--subject", required = true, paramLabel = "COL", description = "the person")
    private String subject;

    @Option(names = "--visit", required = true, paramLabel = "COL", description = "the visit")
    private String visit;

    @Option(
            names = "--baseline",
            paramLabel = "COL",
            description = "baseline of the measure; enters with its interaction with the visit")
    private @Nullable String baseline;

    @Option(
            names = "--covariance",
            defaultValue = "us",
            paramLabel = "KIND",
            description = "us (default), ar1, cs or toep")
    private CovarianceStructure covariance;

    @Option(
            names = "--df",
            defaultValue = "satterthwaite",
            paramLabel = "METHOD",
            description = "satterthwaite (default) or kenward-roger (linear)")
    private Df df;

    @Override
    Object result() throws IOException {
        List<String> needed = new ArrayList<>(List.of(value, subject, visit, groups.column()));
        if (baseline != null) {
            needed.add(baseline);
        }
        needed.addAll(covariates.columns());
        Table table = data.complete(this, needed);
        DesignMatrix x = covariates.read(table, groups.reference());
        RepeatedMeasuresDesign design =
                new RepeatedMeasuresDesign(
                        groups.column(),
                        groups.referenceFirst(table),
                        visit,
                        visits(table),
                        baseline,
                        baseline == null ? new double[0] : table.numbers(baseline),
                        x,
                        levels(table));
        var fit =
                RepeatedMeasuresModel.fit(
                        design,
                        table.numbers(value),
                        table.groups(subject),
                        covariance,
                        df == Df.SATTERTHWAITE
                                ? RepeatedMeasuresModel.Method.SATTERTHWAITE
                                : RepeatedMeasuresModel.Method.KENWARD_ROGER,
                        data.confidence());
        ObjectNode result = (ObjectNode) ResultJson.tree(fit);
        result.set("lsMeans", means(fit.lsMeans()));
        result.set("differences", differences(fit.differences()));
        return result;
    }

    private Groups visits(Table table) {
        Groups visits = table.groups(visit);
        List<String> labels = new ArrayList<>(visits.labels());
        try {
            labels.sort(Comparator.comparingDouble(Double::parseDouble));
        } catch (NumberFormatException e) {
            return visits;
        }
        List<String> values = new ArrayList<>();
        for (int index : visits.index()) {
            values.add(visits.labels().get(index));
        }
        return Groups.ordered(values, labels);
    }

    /// Covariates at their mean, categories and numbers with two values weighted equally.
    private double[] levels(Table table) {
        List<Double> levels = new ArrayList<>();
        for (String term : covariates.terms()) {
            DesignMatrix part = DesignMatrix.of(table, List.of(term), groups.reference());
            for (double level : part.levels(DesignMatrix.isCategory(term))) {
                levels.add(level);
            }
        }
        return levels.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private ObjectNode means(List<RepeatedMeasuresModel.Mean> means) {
        ObjectNode columns = ResultJson.object();
        for (var mean : means) {
            columns.withArray(groups.column()).add(mean.group());
            columns.withArray(visit).add(mean.visit());
            columns.withArray("emmean").add(mean.estimate());
            columns.withArray("SE").add(mean.se());
            columns.withArray("df").add(mean.df());
            columns.withArray("lower.CL").add(mean.lower());
            columns.withArray("upper.CL").add(mean.upper());
        }
        return columns;
    }

    private ObjectNode differences(List<RepeatedMeasuresModel.Difference> differences) {
        ObjectNode columns = ResultJson.object();
        for (var difference : differences) {
            columns.withArray("contrast").add(difference.contrast());
            columns.withArray(visit).add(difference.visit());
            columns.withArray("estimate").add(difference.estimate());
            columns.withArray("SE").add(difference.se());
            columns.withArray("df").add(difference.df());
            columns.withArray("lower.CL").add(difference.lower());
            columns.withArray("upper.CL").add(difference.upper());
            columns.withArray("t").add(difference.t());
            columns.withArray("p").add(difference.p());
        }
        return columns;
    }
}
