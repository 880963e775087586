package org.osteon.outcome.regression;

import java.util.List;
import org.osteon.outcome.UnusableInputException;
import org.osteon.outcome.data.DesignMatrix;
import org.osteon.outcome.distribution.SymmetricMatrix;
import org.osteon.outcome.distribution.Tails;

/// Linear regression by least squares, with t intervals.
public final class LinearModel {
    private LinearModel() {}

    /// The fitted model.
    ///
    /// @param n rows
    /// @param coefNames names, intercept first
    /// @param coef coefficients
    /// @param se standard errors
    /// @param t coefficient over standard error
    /// @param p two-sided
    /// @param ciLower lower limits
    /// @param ciUpper upper limits
    /// @param sigma residual standard deviation
    /// @param dfResidual rows less coefficients
    /// @param r2 share of variance explained
    /// @param unscaledCovariance inverse of X'X, for contrasts
    public record Fit(
            int n,
            List<String> coefNames,
            double[] coef,
            double[] se,
            double[] t,
            double[] p,
            double[] ciLower,
            double[] ciUpper,
            double sigma,
            int dfResidual,
            double r2,
            double[][] unscaledCovariance) {
        /// The value of a linear combination of the coefficients.
        public double estimate(double[] combination) {
            return SymmetricMatrix.dot(combination, coef);
        }

        /// Its standard error.
        public double standardError(double[] combination) {
            return sigma
                    * Math.sqrt(
                            SymmetricMatrix.dot(
                                    combination,
                                    SymmetricMatrix.times(unscaledCovariance, combination)));
        }
    }

    /// Fits y on the covariates with an intercept.
    public static Fit fit(DesignMatrix covariates, double[] y, double confidence) {
        DesignMatrix x = covariates.withIntercept(y.length);
        LeastSquares solved = new LeastSquares(x, y);
        int p = x.width();
        int n = y.length;
        int df = n - p;
        if (df < 1) {
            throw new UnusableInputException(
                    n
                            + " rows leave no degrees of freedom for "
                            + p
                            + " coefficients: use fewer covariates");
        }
        double squares = solved.residualSquares();
        double sigma = Math.sqrt(squares / df);
        double critical = Tails.studentCritical(confidence, df);
        double[] se = new double[p];
        double[] t = new double[p];
        double[] tail = new double[p];
        double[] lower = new double[p];
        double[] upper = new double[p];
        for (int j = 0; j < p; j++) {
            se[j] = sigma * Math.sqrt(solved.inverse[j][j]);
            t[j] = solved.coef[j] / se[j];
            tail[j] = Tails.studentTwoSided(t[j], df);
            lower[j] = solved.coef[j] - critical * se[j];
            upper[j] = solved.coef[j] + critical * se[j];
        }
        double mean = 0;
        for (double value : y) {
            mean += value / n;
        }
        double total = 0;
        for (double value : y) {
            total += (value - mean) * (value - mean);
        }
        return new Fit(
                n,
                x.names(),
                solved.coef,
                se,
                t,
                tail,
                lower,
                upper,
                sigma,
                df,
                total > 0 ? 1 - squares / total : Double.NaN,
                solved.inverse);
    }

    /// Least squares with the heteroscedasticity-consistent variance HC0, for pseudo-values.
    ///
    /// @param coef coefficients, intercept first
    /// @param hc0Se standard errors from the sandwich
    public record Sandwich(double[] coef, double[] hc0Se) {}

    /// Fits y on the covariates with an intercept and the HC0 sandwich.
    public static Sandwich sandwich(DesignMatrix covariates, double[] y) {
        DesignMatrix x = covariates.withIntercept(y.length);
        LeastSquares solved = new LeastSquares(x, y);
        int p = x.width();
        double[] se = new double[p];
        double[][] meat = new double[p][p];
        for (int i = 0; i < y.length; i++) {
            double square = solved.residual[i] * solved.residual[i];
            for (int a = 0; a < p; a++) {
                for (int b = 0; b < p; b++) {
                    meat[a][b] += square * x.columns()[a][i] * x.columns()[b][i];
                }
            }
        }
        double[][] variance =
                SymmetricMatrix.times(SymmetricMatrix.times(solved.inverse, meat), solved.inverse);
        for (int j = 0; j < p; j++) {
            se[j] = Math.sqrt(variance[j][j]);
        }
        return new Sandwich(solved.coef, se);
    }
}
