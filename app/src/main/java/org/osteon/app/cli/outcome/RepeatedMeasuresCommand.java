package org.osteon.app.cli.outcome;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osteon.outcome.data.Table;
import org.osteon.outcome.repeated.CovarianceStructure;
import org.osteon.outcome.repeated.RepeatedMeasuresDesign;
import org.osteon.outcome.repeated.RepeatedMeasuresModel;
import org.osteon.records.models.RepeatedAnswer;
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
        RepeatedMeasuresDesign design =
                RepeatedMeasuresDesign.of(
                        table,
                        groups.column(),
                        groups.referenceFirst(table),
                        visit,
                        baseline,
                        covariates.terms(),
                        groups.reference());
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
        return RepeatedAnswer.json(fit, groups.column(), visit);
    }
}
