package org.osteon.outcome.competing;

import org.osteon.outcome.UnusableInputException;
import org.osteon.outcome.data.DesignMatrix;
import org.osteon.outcome.distribution.NewtonStep;
import org.osteon.outcome.distribution.Normal;
import org.osteon.outcome.distribution.SymmetricMatrix;
import org.osteon.outcome.survival.EventTimes;

/// Regression of the subdistribution hazard of one cause (Fine and Gray, JASA 1999;94:496), Breslow
/// ties, censoring weights from the Kaplan-Meier estimate of censoring, and the variance that
/// counts those weights as estimated. One pass per iteration and one for the variance, so linear in
/// the number of rows after sorting.
public final class FineGray {
    private static final int MAX_ITERATIONS = 30;

    private FineGray() {}

    /// The fitted model.
    ///
    /// @param n rows
    /// @param events failures from the cause
    /// @param cause the cause
    /// @param coefNames names of the coefficients
    /// @param coef log subdistribution hazard ratios
    /// @param seRobust standard errors with estimated censoring: the ones to report
    /// @param seModel inverse-information standard errors, too small or too large
    /// @param var robust covariance
    /// @param shr subdistribution hazard ratios
    /// @param ciLower lower limits of the ratios
    /// @param ciUpper upper limits
    /// @param z Wald statistics
    /// @param p two-sided
    /// @param loglikNull log pseudo-likelihood at 0
    /// @param loglik at the estimate
    /// @param pseudoLR twice their difference, descriptive
    /// @param converged always true: a fit that does not converge is refused
    /// @param baseline the baseline cumulative subdistribution hazard
    public record Fit(
            int n,
            int events,
            int cause,
            java.util.List<String> coefNames,
            double[] coef,
            double[] seRobust,
            double[] seModel,
            double[][] var,
            double[] shr,
            double[] ciLower,
            double[] ciUpper,
            double[] z,
            double[] p,
            double loglikNull,
            double loglik,
            double pseudoLR,
            boolean converged,
            Baseline baseline) {
        /// The predicted incidence 1 - exp(-exp(x b) L0(t)): a row per time, a column per profile.
        public double[][] predict(double[][] profiles, double[] times) {
            double[][] cif = new double[times.length][profiles.length];
            for (int t = 0; t < times.length; t++) {
                for (int i = 0; i < profiles.length; i++) {
                    cif[t][i] =
                            -Math.expm1(
                                    -Math.exp(SymmetricMatrix.dot(coef, profiles[i]))
                                            * baseline.at(times[t]));
                }
            }
            return cif;
        }
    }

    /// A cumulative hazard that rises at the failure times.
    ///
    /// @param times failure times
    /// @param cumulative hazard at and after each
    public record Baseline(double[] times, double[] cumulative) {
        /// The hazard accumulated by t.
        public double at(double t) {
            int last = org.osteon.outcome.survival.TimeGrid.lastAtOrBefore(times, t);
            return last < 0 ? 0 : cumulative[last];
        }
    }

    /// Fits the model.
    public static Fit fit(EventTimes data, int cause, DesignMatrix x, double confidence) {
        if (data.hasEntry()) {
            throw new UnusableInputException(
                    "Fine-Gray regression with delayed entry is not defined here: leave out --entry");
        }
        if (x.width() == 0) {
            throw new UnusableInputException("Fine-Gray regression needs at least one covariate");
        }
        SubdistributionPass pass = new SubdistributionPass(data, cause, x);
        if (pass.failures() == 0) {
            throw new UnusableInputException(
                    "no event of cause " + cause + ": there is nothing to fit");
        }
        int p = x.width();
        double[] beta = new double[p];
        double loglik = pass.evaluate(beta);
        double loglikNull = loglik;
        int dependent = SymmetricMatrix.firstDependent(pass.information());
        if (dependent >= 0) {
            throw new UnusableInputException(
                    "covariate '"
                            + x.names().get(dependent)
                            + "' is constant or follows from the others among those at risk: leave it out");
        }
        double[] step = new double[p];
        boolean converged = false;
        for (int i = 0; i < MAX_ITERATIONS && !converged; i++) {
            double[][] factor = SymmetricMatrix.cholesky(pass.information());
            if (factor.length == 0) {
                break;
            }
            step = SymmetricMatrix.solve(factor, pass.score());
            double decrement = SymmetricMatrix.dot(step, pass.score());
            NewtonStep taken = NewtonStep.uphill(beta, step, loglik, 1e-6, pass::evaluate);
            beta = taken.to();
            loglik = taken.value();
            converged = decrement < 1e-16;
        }
        if (!converged) {
            throw new UnusableInputException(notEstimable(x, step));
        }
        return result(pass, x, beta, loglikNull, loglik, confidence);
    }

    private static String notEstimable(DesignMatrix x, double[] scaledStep) {
        return "the coefficient of '"
                + x.nameOfLargest(scaledStep)
                + "' is not estimable: it grows without bound because the covariate separates the events; leave it out or merge categories";
    }

    private static Fit result(
            SubdistributionPass pass,
            DesignMatrix x,
            double[] scaledBeta,
            double loglikNull,
            double loglik,
            double confidence) {
        int p = scaledBeta.length;
        double[][] inverse = SymmetricMatrix.inverse(SymmetricMatrix.cholesky(pass.information()));
        double[][] meat = pass.scoreCovariance(scaledBeta);
        double[][] robust = SymmetricMatrix.times(SymmetricMatrix.times(inverse, meat), inverse);
        double critical = Normal.critical(confidence);
        double[] coef = new double[p];
        double[] se = new double[p];
        double[] seModel = new double[p];
        double[] ratio = new double[p];
        double[] lower = new double[p];
        double[] upper = new double[p];
        double[] z = new double[p];
        double[] pValue = new double[p];
        for (int j = 0; j < p; j++) {
            double unit = pass.scale(j);
            coef[j] = scaledBeta[j] / unit;
            for (int l = 0; l < p; l++) {
                robust[j][l] /= unit * pass.scale(l);
            }
            se[j] = Math.sqrt(robust[j][j]);
            seModel[j] = Math.sqrt(inverse[j][j]) / unit;
            ratio[j] = Math.exp(coef[j]);
            lower[j] = Math.exp(coef[j] - critical * se[j]);
            upper[j] = Math.exp(coef[j] + critical * se[j]);
            z[j] = coef[j] / se[j];
            pValue[j] = Normal.twoSided(z[j]);
        }
        return new Fit(
                pass.rows(),
                pass.failures(),
                pass.cause(),
                x.names(),
                coef,
                se,
                seModel,
                robust,
                ratio,
                lower,
                upper,
                z,
                pValue,
                loglikNull,
                loglik,
                2 * (loglik - loglikNull),
                true,
                pass.baseline(scaledBeta));
    }
}
