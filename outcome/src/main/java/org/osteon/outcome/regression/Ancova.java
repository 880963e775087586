package org.osteon.outcome.regression;

import java.util.ArrayList;
import java.util.List;
import org.osteon.outcome.data.DesignMatrix;
import org.osteon.outcome.data.Groups;
import org.osteon.outcome.data.Table;
import org.osteon.outcome.distribution.Tails;

/// Analysis of covariance of one follow-up: coefficients in the order intercept, groups, baseline,
/// covariates, and the adjusted mean of each group at the mean of the covariates, categories
/// weighted equally or in proportion. A number with two values only, such as 0 and 1 for sex, is a
/// category in this, as in the reference package for adjusted means (emmeans, `cov.keep = "2"`).
public final class Ancova {
    private Ancova() {}

    /// The analysis.
    ///
    /// @param model the regression
    /// @param lsMeans adjusted means, categories weighted equally
    /// @param lsMeansProportional adjusted means, categories weighted as observed
    public record Result(LinearModel.Fit model, Means lsMeans, Means lsMeansProportional) {}

    /// Adjusted means.
    ///
    /// @param groups labels, the reference first
    /// @param mean adjusted means
    /// @param se their standard errors
    /// @param df degrees of freedom
    /// @param lower lower limits
    /// @param upper upper limits
    public record Means(
            List<String> groups,
            double[] mean,
            double[] se,
            int[] df,
            double[] lower,
            double[] upper) {}

    /// Fits the follow-up on the groups and the further terms.
    ///
    /// @param table complete rows
    /// @param followUp column of the measure
    /// @param by name of the grouping column, for names of coefficients
    /// @param groups the groups, the reference first
    /// @param terms baseline and covariates
    public static Result fit(
            Table table,
            double[] followUp,
            String by,
            Groups groups,
            List<String> terms,
            double confidence) {
        List<String> names = new ArrayList<>();
        double[][] columns = new double[groups.count() - 1][];
        for (int g = 1; g < groups.count(); g++) {
            names.add(by + groups.labels().get(g));
            columns[g - 1] = DesignMatrix.indicator(groups, g);
        }
        DesignMatrix arms = new DesignMatrix(names, columns);
        List<double[]> equal = new ArrayList<>();
        List<double[]> observed = new ArrayList<>();
        DesignMatrix all = arms;
        for (String term : terms) {
            DesignMatrix part = DesignMatrix.of(table, List.of(term), null);
            all = all.and(part);
            observed.add(part.means());
            equal.add(part.levels(DesignMatrix.isCategory(term)));
        }
        LinearModel.Fit model = LinearModel.fit(all, followUp, confidence);
        return new Result(
                model,
                means(model, groups, equal, confidence),
                means(model, groups, observed, confidence));
    }

    private static Means means(
            LinearModel.Fit model, Groups groups, List<double[]> levels, double confidence) {
        int k = groups.count();
        double[] mean = new double[k];
        double[] se = new double[k];
        int[] df = new int[k];
        double[] lower = new double[k];
        double[] upper = new double[k];
        double critical = Tails.studentCritical(confidence, model.dfResidual());
        for (int g = 0; g < k; g++) {
            double[] combination = new double[model.coef().length];
            combination[0] = 1;
            if (g > 0) {
                combination[g] = 1;
            }
            int at = k;
            for (double[] level : levels) {
                for (double value : level) {
                    combination[at++] = value;
                }
            }
            mean[g] = model.estimate(combination);
            se[g] = model.standardError(combination);
            df[g] = model.dfResidual();
            lower[g] = mean[g] - critical * se[g];
            upper[g] = mean[g] + critical * se[g];
        }
        return new Means(groups.labels(), mean, se, df, lower, upper);
    }
}
