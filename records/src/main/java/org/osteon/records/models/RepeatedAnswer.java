package org.osteon.records.models;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.osteon.outcome.UnusableInputException;
import org.osteon.outcome.data.Groups;
import org.osteon.outcome.data.Table;
import org.osteon.outcome.repeated.CovarianceStructure;
import org.osteon.outcome.repeated.RepeatedMeasuresDesign;
import org.osteon.outcome.repeated.RepeatedMeasuresModel;
import org.osteon.report.ResultJson;

/// The mixed model for repeated measures of a cohort: the change since before at all later visits.
public final class RepeatedAnswer {
    private static final String VISIT = "planned_day";

    /// The order in which simpler covariances are taken (outcomes, 11).
    private static final List<CovarianceStructure> FALLBACK =
            List.of(
                    CovarianceStructure.US,
                    CovarianceStructure.TOEP,
                    CovarianceStructure.AR1,
                    CovarianceStructure.CS);

    private RepeatedAnswer() {}

    static ModelAnswer of(ModelRows all, ModelQuestion question) {
        String by = question.by();
        ModelRows rows = all.without(VISIT, "0");
        List<String> needed = List.of("change", "patient", VISIT, by, "baseline");
        Terms terms = Terms.of(rows, needed, question.covariates());
        Table table = terms.table();
        Groups groups = Measures.groups(rows, table, by);
        RepeatedMeasuresDesign design =
                RepeatedMeasuresDesign.of(
                        table, by, groups, VISIT, "baseline", terms.terms(), null);
        List<String> notes = new ArrayList<>(terms.notes());
        RepeatedMeasuresModel.Fit fit = null;
        CovarianceStructure used = CovarianceStructure.US;
        UnusableInputException first = null;
        for (CovarianceStructure structure : FALLBACK) {
            try {
                fit =
                        RepeatedMeasuresModel.fit(
                                design,
                                table.numbers("change"),
                                table.groups("patient"),
                                structure,
                                RepeatedMeasuresModel.Method.SATTERTHWAITE,
                                Times.CONFIDENCE);
                used = structure;
                break;
            } catch (UnusableInputException e) {
                first = first == null ? e : first;
            }
        }
        if (fit == null) {
            throw first == null ? new UnusableInputException("no covariance fits") : first;
        }
        if (used != CovarianceStructure.US) {
            notes.add(
                    "The unstructured covariance could not be estimated; taken is the next in"
                            + " order that could: "
                            + inWords(used)
                            + ".");
        }
        notes.add(
                "It takes what is missing to depend on what was seen only. Nothing is carried"
                        + " forward.");
        Map<String, String> visits = visits(table);
        return new ModelAnswer(
                "Mixed model of the change since before",
                "Mixed model for repeated measures by REML, covariance of visits "
                        + inWords(used)
                        + ", degrees of freedom by Satterthwaite, "
                        + fit.nSubjects()
                        + " people, "
                        + fit.nObs()
                        + " values"
                        + (groups.count() > 2
                                ? "; limits and p adjusted for the number of groups"
                                : ""),
                notes,
                List.of(
                        new ModelAnswer.Grid(
                                "Mean change since before with 95 % limits",
                                List.of("Visit", rows.title(by), "Change"),
                                fit.lsMeans().stream()
                                        .map(one ->
                                                List.of(
                                                        visits.getOrDefault(
                                                                one.visit(), one.visit()),
                                                        one.group(),
                                                        Figures.limits(
                                                                one.estimate(),
                                                                one.lower(),
                                                                one.upper())))
                                        .toList()),
                        new ModelAnswer.Grid(
                                "Differences with 95 % limits",
                                List.of("Visit", "Groups", "Difference", "p"),
                                fit.differences().stream()
                                        .map(one ->
                                                List.of(
                                                        visits.getOrDefault(
                                                                one.visit(), one.visit()),
                                                        one.contrast().replace(" - ", " minus "),
                                                        Figures.limits(
                                                                one.estimate(),
                                                                one.lower(),
                                                                one.upper()),
                                                        Figures.p(one.p())))
                                        .toList())),
                Optional.empty(),
                json(fit, by, VISIT),
                rows.commands(
                        "mmrm --data DATA --value change --subject patient --visit "
                                + VISIT
                                + " --by "
                                + by
                                + " --baseline baseline"
                                + (used == CovarianceStructure.US
                                        ? ""
                                        : " --covariance " + used.name().toLowerCase(Locale.ROOT))
                                + terms.option()),
                script(rows, terms, groups, by, used, needed));
    }

    private static String inWords(CovarianceStructure structure) {
        return switch (structure) {
            case US -> "unstructured";
            case TOEP -> "Toeplitz";
            case AR1 -> "autoregressive";
            case CS -> "compound symmetry";
        };
    }

    private static Map<String, String> visits(Table table) {
        Map<String, String> names = new TreeMap<>();
        for (int row = 0; row < table.rows(); row++) {
            String day = table.column(VISIT).text(row);
            String name = table.column("visit").text(row);
            if (day != null && name != null) {
                names.put(day, name);
            }
        }
        return names;
    }

    private static String script(
            ModelRows rows,
            Terms terms,
            Groups groups,
            String by,
            CovarianceStructure used,
            List<String> needed) {
        RScript script = new RScript(rows, terms, List.of("nlme"), needed);
        script.category(by, groups.labels());
        double[] days = Arrays.stream(rows.table().numbers(VISIT)).distinct().sorted().toArray();
        script.line("d$seen <- factor(d$" + VISIT + ")").line("d$place <- as.integer(d$seen)");
        String correlation =
                switch (used) {
                    case US ->
                            "corSymm(form = ~ place | patient), weights = varIdent(form = ~ 1 |"
                                    + " seen)";
                    case AR1 -> "corAR1(form = ~ place | patient)";
                    case CS -> "corCompSymm(form = ~ 1 | patient)";
                    case TOEP ->
                            "corARMA(form = ~ place | patient, p = "
                                    + Math.max(1, days.length - 1)
                                    + ")";
                };
        String more =
                terms.covariates().stream()
                        .map(one -> " + " + RScript.plain(one))
                        .collect(Collectors.joining());
        return script.plainNames()
                .line(
                        "fit <- gls(change ~ "
                                + RScript.plain(by)
                                + " * seen + baseline * seen"
                                + more
                                + ", d, correlation = "
                                + correlation
                                + ", control = glsControl(tolerance = 1e-10, msMaxIter = 500,"
                                + " maxIter = 500))")
                .line("print(summary(fit)$tTable, digits = 12)")
                .text();
    }

    /// What the command prints.
    ///
    /// @param by the column of groups
    /// @param visit the column of visits
    public static ObjectNode json(RepeatedMeasuresModel.Fit fit, String by, String visit) {
        ObjectNode result = (ObjectNode) ResultJson.tree(fit);
        ObjectNode means = ResultJson.object();
        for (var mean : fit.lsMeans()) {
            means.withArray(by).add(mean.group());
            means.withArray(visit).add(mean.visit());
            means.withArray("emmean").add(mean.estimate());
            means.withArray("SE").add(mean.se());
            means.withArray("df").add(mean.df());
            means.withArray("lower.CL").add(mean.lower());
            means.withArray("upper.CL").add(mean.upper());
        }
        result.set("lsMeans", means);
        ObjectNode differences = ResultJson.object();
        for (var difference : fit.differences()) {
            differences.withArray("contrast").add(difference.contrast());
            differences.withArray(visit).add(difference.visit());
            differences.withArray("estimate").add(difference.estimate());
            differences.withArray("SE").add(difference.se());
            differences.withArray("df").add(difference.df());
            differences.withArray("lower.CL").add(difference.lower());
            differences.withArray("upper.CL").add(difference.upper());
            differences.withArray("t").add(difference.t());
            differences.withArray("p").add(difference.p());
        }
        result.set("differences", differences);
        return result;
    }
}
