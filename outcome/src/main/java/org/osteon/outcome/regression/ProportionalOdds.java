package org.osteon.outcome.regression;

import java.util.List;
import org.osteon.outcome.UnusableInputException;
import org.osteon.outcome.data.DesignMatrix;
import org.osteon.outcome.data.Groups;
import org.osteon.outcome.distribution.NewtonStep;
import org.osteon.outcome.distribution.Normal;
import org.osteon.outcome.distribution.SymmetricMatrix;

/// Proportional odds regression of an ordered outcome (McCullagh 1980): logit P(Y <= k) = zeta_k -
/// x b, by Newton's method with the observed information.
public final class ProportionalOdds {
    private static final int MAX_ITERATIONS = 60;

    private ProportionalOdds() {}

    /// The fitted model.
    ///
    /// @param n rows
    /// @param coefNames covariates
    /// @param coef log odds ratios of a higher class
    /// @param se their standard errors
    /// @param z Wald statistics
    /// @param p two-sided
    /// @param classes the ordered classes
    /// @param zeta cut points between them
    /// @param loglik log likelihood
    public record Fit(
            int n,
            List<String> coefNames,
            double[] coef,
            double[] se,
            double[] z,
            double[] p,
            List<String> classes,
            double[] zeta,
            double loglik) {}

    /// Fits the classes, in the order of `y`, on the covariates.
    public static Fit fit(DesignMatrix x, Groups y) {
        int k = y.count();
        if (k < 3) {
            throw new UnusableInputException(
                    "an ordinal outcome needs at least three classes, not " + y.labels());
        }
        int p = x.width();
        int q = p + k - 1;
        double[] theta = start(y, p);
        double[] score = new double[q];
        double[][] information = new double[q][q];
        double loglik = evaluate(x, y, theta, score, information);
        double[] last = new double[p];
        boolean converged = false;
        for (int i = 0; i < MAX_ITERATIONS && !converged; i++) {
            double[][] factor = SymmetricMatrix.cholesky(information);
            if (factor.length == 0) {
                break;
            }
            double[] step = SymmetricMatrix.solve(factor, score);
            double decrement = SymmetricMatrix.dot(step, score);
            NewtonStep taken =
                    NewtonStep.uphill(
                            theta,
                            step,
                            loglik,
                            1e-8,
                            at -> evaluate(x, y, at, score, information));
            theta = taken.to();
            loglik = taken.value();
            last = java.util.Arrays.copyOf(step, p);
            converged = decrement < 1e-18;
        }
        String separating = Separation.covariate(x, last);
        if (separating != null) {
            throw new UnusableInputException(
                    "the coefficient of '"
                            + separating
                            + "' is not estimable: it grows without bound because the covariates"
                            + " separate the classes; leave one out or merge classes");
        }
        double[][] factor = SymmetricMatrix.cholesky(information);
        if (!converged || factor.length == 0) {
            throw new UnusableInputException(
                    "the proportional odds model does not converge: a covariate separates the"
                            + " classes or follows from the others; leave one out");
        }
        double[][] covariance = SymmetricMatrix.inverse(factor);
        double[] coef = new double[p];
        double[] se = new double[p];
        double[] z = new double[p];
        double[] tail = new double[p];
        for (int j = 0; j < p; j++) {
            coef[j] = theta[j];
            se[j] = Math.sqrt(covariance[j][j]);
            z[j] = coef[j] / se[j];
            tail[j] = Normal.twoSided(z[j]);
        }
        double[] zeta = java.util.Arrays.copyOfRange(theta, p, q);
        return new Fit(y.rows(), x.names(), coef, se, z, tail, y.labels(), zeta, loglik);
    }

    private static double[] start(Groups y, int p) {
        int k = y.count();
        double[] theta = new double[p + k - 1];
        int[] sizes = y.sizes();
        double below = 0;
        for (int c = 0; c < k - 1; c++) {
            below += sizes[c];
            double share = below / y.rows();
            theta[p + c] = Math.log(share / (1 - share));
        }
        return theta;
    }

    private static double evaluate(
            DesignMatrix x, Groups y, double[] theta, double[] score, double[][] information) {
        int p = x.width();
        int q = theta.length;
        int k = y.count();
        java.util.Arrays.fill(score, 0);
        for (double[] line : information) {
            java.util.Arrays.fill(line, 0);
        }
        double loglik = 0;
        for (int i = 0; i < y.rows(); i++) {
            double eta = 0;
            for (int j = 0; j < p; j++) {
                eta += theta[j] * x.columns()[j][i];
            }
            int c = y.index()[i];
            double high = c < k - 1 ? logistic(theta[p + c] - eta) : 1;
            double low = c > 0 ? logistic(theta[p + c - 1] - eta) : 0;
            double probability = high - low;
            if (!(probability > 0)) {
                return Double.NEGATIVE_INFINITY;
            }
            loglik += Math.log(probability);
            double dHigh = high * (1 - high);
            double dLow = low * (1 - low);
            double gHigh = dHigh / probability;
            double gLow = dLow / probability;
            double hHigh = dHigh * (1 - 2 * high) / probability;
            double hLow = dLow * (1 - 2 * low) / probability;
            // Derivatives of log P in the two cut points: u = (gHigh, -gLow); second derivatives
            // follow.
            double aa = hHigh - gHigh * gHigh;
            double bb = -hLow - gLow * gLow;
            double ab = gHigh * gLow;
            int[] cut = {c < k - 1 ? p + c : -1, c > 0 ? p + c - 1 : -1};
            double[] first = {gHigh, -gLow};
            double[][] second = {{aa, ab}, {ab, bb}};
            double firstEta = -(gHigh - gLow);
            double secondEta = aa + 2 * ab + bb;
            for (int a = 0; a < p; a++) {
                double xa = x.columns()[a][i];
                score[a] += firstEta * xa;
                for (int b = 0; b < p; b++) {
                    information[a][b] -= secondEta * xa * x.columns()[b][i];
                }
                for (int s = 0; s < 2; s++) {
                    if (cut[s] >= 0) {
                        double cross = (second[s][0] + second[s][1]) * xa;
                        information[a][cut[s]] += cross;
                        information[cut[s]][a] += cross;
                    }
                }
            }
            for (int s = 0; s < 2; s++) {
                if (cut[s] >= 0) {
                    score[cut[s]] += first[s];
                    for (int t = 0; t < 2; t++) {
                        if (cut[t] >= 0) {
                            information[cut[s]][cut[t]] -= second[s][t];
                        }
                    }
                }
            }
        }
        return q == 0 ? 0 : loglik;
    }

    private static double logistic(double x) {
        return 1 / (1 + Math.exp(-x));
    }
}
