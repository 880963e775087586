package org.osteon.outcome.regression;

import org.osteon.outcome.UnusableInputException;
import org.osteon.outcome.data.DesignMatrix;
import org.osteon.outcome.distribution.NewtonStep;
import org.osteon.outcome.distribution.SymmetricMatrix;
import org.osteon.outcome.survival.EventTimes;
import org.osteon.outcome.survival.PseudoValues;

/// Regression of survival at one time on covariates through pseudo-values (Andersen and Perme
/// 2010): the identity link by least squares with the HC0 sandwich, and log(-log) of survival,
/// working independence, with the sandwich.
public final class PseudoValueRegression {
    private static final int MAX_ITERATIONS = 100;

    private PseudoValueRegression() {}

    /// Both regressions.
    ///
    /// @param pseudo the pseudo-value of each row
    /// @param pseudoFirst10 the first ten of them
    /// @param sum their sum
    /// @param sumSq their sum of squares
    /// @param identityLm least squares on survival
    /// @param cloglogOnOneMinusS complementary log-log on one minus survival
    public record Result(
            double[] pseudo,
            double[] pseudoFirst10,
            double sum,
            double sumSq,
            LinearModel.Sandwich identityLm,
            Cloglog cloglogOnOneMinusS) {}

    /// A regression on the complementary log-log scale.
    ///
    /// @param coef coefficients, intercept first
    /// @param robustSe sandwich standard errors
    public record Cloglog(double[] coef, double[] robustSe) {}

    /// Fits both.
    public static Result fit(EventTimes data, double t, DesignMatrix x) {
        double[] pseudo = PseudoValues.survival(data, t);
        double[] risk = new double[pseudo.length];
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < pseudo.length; i++) {
            risk[i] = 1 - pseudo[i];
            sum += pseudo[i];
            squares += pseudo[i] * pseudo[i];
        }
        return new Result(
                pseudo,
                java.util.Arrays.copyOf(pseudo, Math.min(10, pseudo.length)),
                sum,
                squares,
                LinearModel.sandwich(x, pseudo),
                cloglog(x.withIntercept(pseudo.length), risk));
    }

    /// Solves sum x mu' (theta - mu) = 0 with mu = 1 - exp(-exp(eta)) by Gauss-Newton with step
    /// halving on the score.
    private static Cloglog cloglog(DesignMatrix x, double[] theta) {
        int p = x.width();
        double mean = 0;
        for (double value : theta) {
            mean += value / theta.length;
        }
        double[] beta = new double[p];
        double start = Math.min(0.99, Math.max(0.01, mean));
        beta[0] = Math.log(-Math.log1p(-start));
        double[] score = new double[p];
        double[][] bread = new double[p][p];
        double[][] meat = new double[p][p];
        double loss = evaluate(x, theta, beta, score, bread, meat);
        boolean converged = false;
        double[] last = new double[p];
        for (int i = 0; i < MAX_ITERATIONS && !converged; i++) {
            double[][] factor = SymmetricMatrix.cholesky(bread);
            if (factor.length == 0) {
                break;
            }
            double[] step = SymmetricMatrix.solve(factor, score);
            double decrement = SymmetricMatrix.dot(step, score);
            double scale = 1;
            double[] next = NewtonStep.moved(beta, step, scale);
            double reached = evaluate(x, theta, next, score, bread, meat);
            while (!(reached <= loss * (1 + 1e-12)) && scale > 1e-6) {
                scale /= 2;
                next = NewtonStep.moved(beta, step, scale);
                reached = evaluate(x, theta, next, score, bread, meat);
            }
            beta = next;
            last = step;
            loss = reached;
            converged = decrement < 1e-22;
        }
        double[][] factor = SymmetricMatrix.cholesky(bread);
        if (!converged || factor.length == 0 || Separation.covariate(x, last) != null) {
            throw new UnusableInputException(
                    "the pseudo-value regression on the complementary log-log scale does not"
                            + " converge: a covariate separates the outcomes or follows from the others; leave one out");
        }
        double[][] inverse = SymmetricMatrix.inverse(factor);
        double[][] variance = SymmetricMatrix.times(SymmetricMatrix.times(inverse, meat), inverse);
        double[] se = new double[p];
        for (int j = 0; j < p; j++) {
            se[j] = Math.sqrt(variance[j][j]);
        }
        return new Cloglog(beta, se);
    }

    private static double evaluate(
            DesignMatrix x,
            double[] theta,
            double[] beta,
            double[] score,
            double[][] bread,
            double[][] meat) {
        int p = beta.length;
        java.util.Arrays.fill(score, 0);
        for (int a = 0; a < p; a++) {
            java.util.Arrays.fill(bread[a], 0);
            java.util.Arrays.fill(meat[a], 0);
        }
        double loss = 0;
        for (int i = 0; i < theta.length; i++) {
            double[] row = x.row(i);
            double hazard = Math.exp(SymmetricMatrix.dot(beta, row));
            double slope = hazard * Math.exp(-hazard);
            double residual = theta[i] + Math.expm1(-hazard);
            loss += residual * residual;
            for (int a = 0; a < p; a++) {
                score[a] += row[a] * slope * residual;
                for (int b = 0; b < p; b++) {
                    double product = row[a] * row[b] * slope * slope;
                    bread[a][b] += product;
                    meat[a][b] += product * residual * residual;
                }
            }
        }
        return loss;
    }
}
