package org.osteon.outcome.repeated;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osteon.outcome.data.DesignMatrix;
import org.osteon.outcome.data.Groups;
import org.osteon.outcome.data.Table;

/// The fixed effects of the model in their order: intercept, groups, visits, baseline, covariates,
/// group x visit (group changes fastest), visit x baseline.
///
/// @param byName name of the grouping column
/// @param groups groups, the reference first
/// @param visitName name of the visit column
/// @param visits visits in order of time
/// @param baselineName name of the baseline column, null without
/// @param baseline baseline per row, empty without
/// @param covariates further covariates, may have no columns
/// @param levels the value of each covariate column at which adjusted means are taken
public record RepeatedMeasuresDesign(
        String byName,
        Groups groups,
        String visitName,
        Groups visits,
        @Nullable String baselineName,
        double[] baseline,
        DesignMatrix covariates,
        double[] levels) {

    /// The design of a table, a row per person and visit. Visits sort as numbers when all are
    /// numbers, else as text; adjusted means are taken at the mean of covariates, categories and
    /// numbers with two values weighted equally.
    ///
    /// @param byName the grouping column
    /// @param groups its groups, the reference first
    /// @param visitName the column of visits
    /// @param baselineName the column of the baseline, null without
    /// @param terms further covariates, such as `age` and `C(donor)`
    /// @param reference reference of the category that has this label
    public static RepeatedMeasuresDesign of(
            Table table,
            String byName,
            Groups groups,
            String visitName,
            @Nullable String baselineName,
            List<String> terms,
            @Nullable String reference) {
        List<Double> levels = new ArrayList<>();
        for (String term : terms) {
            DesignMatrix part = DesignMatrix.of(table, List.of(term), reference);
            for (double level : part.levels(DesignMatrix.isCategory(term))) {
                levels.add(level);
            }
        }
        return new RepeatedMeasuresDesign(
                byName,
                groups,
                visitName,
                inOrderOfTime(table.groups(visitName)),
                baselineName,
                baselineName == null ? new double[0] : table.numbers(baselineName),
                DesignMatrix.of(table, terms, reference),
                levels.stream().mapToDouble(Double::doubleValue).toArray());
    }

    private static Groups inOrderOfTime(Groups visits) {
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

    /// Names of the coefficients.
    List<String> names() {
        List<String> names = new ArrayList<>(List.of("(Intercept)"));
        for (int g = 1; g < groups.count(); g++) {
            names.add(group(g));
        }
        for (int v = 1; v < visits.count(); v++) {
            names.add(visit(v));
        }
        if (baselineName != null) {
            names.add(baselineName);
        }
        names.addAll(covariates.names());
        for (int v = 1; v < visits.count(); v++) {
            for (int g = 1; g < groups.count(); g++) {
                names.add(group(g) + ":" + visit(v));
            }
        }
        if (baselineName != null) {
            for (int v = 1; v < visits.count(); v++) {
                names.add(visit(v) + ":" + baselineName);
            }
        }
        return names;
    }

    private String group(int g) {
        return byName + groups.labels().get(g);
    }

    private String visit(int v) {
        return visitName + visits.labels().get(v);
    }

    /// The covariates of one row of data.
    double[] row(int row) {
        return row(
                groups.index()[row],
                visits.index()[row],
                baselineName == null ? 0 : baseline[row],
                covariates.row(row));
    }

    /// The covariates of a group at a visit for a given baseline and values of the covariates.
    double[] row(int group, int visit, double base, double[] values) {
        int k = groups.count();
        int t = visits.count();
        boolean withBase = baselineName != null;
        double[] x = new double[names().size()];
        int at = 0;
        x[at++] = 1;
        for (int g = 1; g < k; g++) {
            x[at++] = g == group ? 1 : 0;
        }
        for (int v = 1; v < t; v++) {
            x[at++] = v == visit ? 1 : 0;
        }
        if (withBase) {
            x[at++] = base;
        }
        for (double value : values) {
            x[at++] = value;
        }
        for (int v = 1; v < t; v++) {
            for (int g = 1; g < k; g++) {
                x[at++] = v == visit && g == group ? 1 : 0;
            }
        }
        if (withBase) {
            for (int v = 1; v < t; v++) {
                x[at++] = v == visit ? base : 0;
            }
        }
        return x;
    }
}
