package org.osteon.outcome.regression;

import java.util.List;
import org.osteon.outcome.UnusableInputException;
import org.osteon.outcome.data.DesignMatrix;
import org.osteon.outcome.distribution.NewtonStep;
import org.osteon.outcome.distribution.Normal;
import org.osteon.outcome.distribution.SymmetricMatrix;

/// Logistic regression by Newton's method until the score cannot fall further. Covariates that
/// separate the outcomes, completely or up to ties, have no maximum and are refused by name.
public final class LogisticModel {
    private static final int MAX_ITERATIONS = 40;

    private LogisticModel() {}

    /// The fitted model.
    ///
    /// @param n rows
    /// @param coefNames names, intercept first
    /// @param coef log odds ratios
    /// @param se standard errors
    /// @param z Wald statistics
    /// @param p two-sided
    /// @param deviance minus twice the log likelihood
    /// @param nullDeviance that of the intercept alone
    /// @param loglik log likelihood
    /// @param aic deviance plus twice the number of coefficients
    public record Fit(
            int n,
            List<String> coefNames,
            double[] coef,
            double[] se,
            double[] z,
            double[] p,
            double deviance,
            double nullDeviance,
            double loglik,
            double aic) {
        /// The fitted probability for covariates without the intercept.
        public double probability(double[] x) {
            return 1 / (1 + Math.exp(-linear(x)));
        }

        /// The linear predictor.
        public double linear(double[] x) {
            double eta = coef[0];
            for (int j = 0; j < x.length; j++) {
                eta += coef[j + 1] * x[j];
            }
            return eta;
        }
    }

    /// Fits the probability that `y` is true on the covariates with an intercept.
    public static Fit fit(DesignMatrix covariates, boolean[] y) {
        int n = y.length;
        int positive = 0;
        for (boolean value : y) {
            positive += value ? 1 : 0;
        }
        if (positive == 0 || positive == n) {
            throw new UnusableInputException(
                    "all " + n + " rows have the same outcome: a logistic model needs both");
        }
        DesignMatrix x = covariates.withIntercept(n);
        int p = x.width();
        double[] beta = new double[p];
        double[] score = new double[p];
        double[][] information = new double[p][p];
        double loglik = evaluate(x, y, beta, score, information);
        int dependent = SymmetricMatrix.firstDependent(information);
        if (dependent >= 0) {
            throw new UnusableInputException(
                    "covariate '"
                            + x.names().get(dependent)
                            + "' is constant or follows from the others: leave it out");
        }
        double[] step = new double[p];
        double decrement = Double.POSITIVE_INFINITY;
        boolean converged = false;
        double[][] factor = SymmetricMatrix.cholesky(information);
        for (int i = 0; i < MAX_ITERATIONS && !converged && factor.length > 0; i++) {
            step = SymmetricMatrix.solve(factor, score);
            double last = decrement;
            decrement = SymmetricMatrix.dot(step, score);
            // At the rounding limit the decrement stops falling.
            converged = decrement < 1e-14 && decrement >= last / 4;
            NewtonStep taken =
                    NewtonStep.uphill(
                            beta, step, loglik, 1e-6, at -> evaluate(x, y, at, score, information));
            beta = taken.to();
            loglik = taken.value();
            factor = SymmetricMatrix.cholesky(information);
        }
        String separating = Separation.covariate(x, step);
        if (separating != null || decrement > 1e-12 || factor.length == 0) {
            throw new UnusableInputException(
                    notEstimable(separating != null ? separating : Separation.fastest(x, step)));
        }
        double[][] covariance = SymmetricMatrix.inverse(factor);
        double[] se = new double[p];
        double[] z = new double[p];
        double[] tail = new double[p];
        for (int j = 0; j < p; j++) {
            se[j] = Math.sqrt(covariance[j][j]);
            z[j] = beta[j] / se[j];
            tail[j] = Normal.twoSided(z[j]);
        }
        double share = (double) positive / n;
        double nullLoglik = positive * Math.log(share) + (n - positive) * Math.log1p(-share);
        return new Fit(
                n,
                x.names(),
                beta,
                se,
                z,
                tail,
                -2 * loglik,
                -2 * nullLoglik,
                loglik,
                -2 * loglik + 2 * p);
    }

    private static String notEstimable(String covariate) {
        return "the coefficient of '"
                + covariate
                + "' is not estimable: the covariates separate the outcomes; leave one out or merge"
                + " categories";
    }

    private static double evaluate(
            DesignMatrix x, boolean[] y, double[] beta, double[] score, double[][] information) {
        int p = beta.length;
        java.util.Arrays.fill(score, 0);
        for (double[] line : information) {
            java.util.Arrays.fill(line, 0);
        }
        double[] row = new double[p];
        double loglik = 0;
        for (int i = 0; i < y.length; i++) {
            double eta = 0;
            for (int j = 0; j < p; j++) {
                row[j] = x.columns()[j][i];
                eta += beta[j] * row[j];
            }
            double probability = 1 / (1 + Math.exp(-eta));
            // log(1 + exp(-|eta|)) keeps both tails exact.
            loglik +=
                    (y[i] ? Math.min(eta, 0) : Math.min(-eta, 0))
                            - Math.log1p(Math.exp(-Math.abs(eta)));
            double residual = (y[i] ? 1 : 0) - probability;
            double weight = probability * (1 - probability);
            for (int a = 0; a < p; a++) {
                score[a] += residual * row[a];
                double wx = weight * row[a];
                for (int b = 0; b <= a; b++) {
                    information[a][b] += wx * row[b];
                }
            }
        }
        for (int a = 0; a < p; a++) {
            for (int b = 0; b < a; b++) {
                information[b][a] = information[a][b];
            }
        }
        return loglik;
    }
}
