package org.osteon.outcome.cox;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osteon.outcome.UnusableInputException;
import org.osteon.outcome.data.DesignMatrix;
import org.osteon.outcome.data.Groups;
import org.osteon.outcome.distribution.NewtonStep;
import org.osteon.outcome.distribution.Normal;
import org.osteon.outcome.distribution.SymmetricMatrix;
import org.osteon.outcome.survival.EventTimes;

/// Proportional hazards regression (Cox 1972) with Efron's or Breslow's treatment of ties, strata,
/// case weights, delayed entry or rows `(start, stop]`, and the robust variance of Lin and Wei
/// (1989). Any event counts: censor other causes first for a cause-specific hazard.
public final class CoxModel {
    private static final int MAX_ITERATIONS = 30;
    private static final double SMALL_DECREMENT = 1e-16;

    /// How deaths at the same time are treated.
    public enum Ties {
        /// Averages over the orders in which they could have happened.
        EFRON,
        /// Counts all of them at risk throughout.
        BRESLOW
    }

    /// What is fitted.
    ///
    /// @param data times; rows of one person may repeat
    /// @param x covariates, at least one
    /// @param strata one group when not stratified
    /// @param weights case weights or null
    /// @param clusters rows that belong together, or null; with weights and without clusters each
    ///   row is its own
    /// @param ties treatment of ties
    /// @param confidence e.g. 0.95
    public record Specification(
            EventTimes data,
            DesignMatrix x,
            Groups strata,
            double @Nullable [] weights,
            @Nullable Groups clusters,
            Ties ties,
            double confidence) {
        /// A plain model: Efron, no strata, weights or clusters, 95 %.
        public static Specification plain(EventTimes data, DesignMatrix x) {
            return new Specification(
                    data, x, Groups.single(data.size()), null, null, Ties.EFRON, 0.95);
        }
    }

    /// The fitted coefficients.
    ///
    /// @param n rows
    /// @param events events among them
    /// @param ties efron or breslow
    /// @param coefNames names
    /// @param coef log hazard ratios
    /// @param se standard errors from the information
    /// @param robustSe standard errors from the residuals, null without weights and clusters
    /// @param var covariance that the tests use
    /// @param hr hazard ratios
    /// @param ciLower lower limits of the ratios
    /// @param ciUpper upper limits
    /// @param z Wald statistics, with the robust errors where there are any
    /// @param p two-sided
    /// @param loglikNull log partial likelihood at 0
    /// @param loglik at the estimate
    /// @param lrChisq likelihood ratio statistic
    /// @param waldChisq Wald statistic of all coefficients
    /// @param scoreChisq score statistic at 0
    /// @param df number of coefficients
    /// @param concordance share of comparable pairs in which the higher risk failed first, ties one
    ///   half
    public record Coefficients(
            int n,
            int events,
            String ties,
            List<String> coefNames,
            double[] coef,
            double[] se,
            double @Nullable [] robustSe,
            double[][] var,
            double[] hr,
            double[] ciLower,
            double[] ciUpper,
            double[] z,
            double[] p,
            double loglikNull,
            double loglik,
            double lrChisq,
            double waldChisq,
            double scoreChisq,
            int df,
            double concordance) {}

    private final Specification specification;
    private final RiskSetPass pass;
    private final double[] scaledBeta;
    private final double[][] scaledCovariance;
    private final Coefficients coefficients;

    private CoxModel(
            Specification specification,
            RiskSetPass pass,
            double[] scaledBeta,
            double[][] scaledCovariance,
            Coefficients coefficients) {
        this.specification = specification;
        this.pass = pass;
        this.scaledBeta = scaledBeta;
        this.scaledCovariance = scaledCovariance;
        this.coefficients = coefficients;
    }

    /// The coefficients and tests.
    public Coefficients coefficients() {
        return coefficients;
    }

    /// Fits by Newton's method with step halving, from 0, until the Newton decrement is below
    /// 1e-16.
    public static CoxModel fit(Specification specification) {
        DesignMatrix x = specification.x();
        if (x.width() == 0) {
            throw new UnusableInputException("Cox regression needs at least one covariate");
        }
        RiskSetPass pass =
                new RiskSetPass(
                        specification.data(),
                        x,
                        specification.strata(),
                        specification.weights(),
                        specification.ties() == Ties.EFRON);
        if (pass.events() == 0) {
            throw new UnusableInputException(
                    "no event: every row is censored, there is nothing to fit");
        }
        int p = x.width();
        Likelihood likelihood = new Likelihood(pass);
        double[] beta = new double[p];
        double loglik = likelihood.evaluate(beta);
        double loglikNull = loglik;
        int dependent = SymmetricMatrix.firstDependent(likelihood.information);
        if (dependent >= 0) {
            throw new UnusableInputException(
                    "covariate '"
                            + x.names().get(dependent)
                            + "' is constant or follows from the others among those at risk: leave it out");
        }
        double scoreChisq = 0;
        double[] step = new double[p];
        boolean converged = false;
        for (int i = 0; i < MAX_ITERATIONS; i++) {
            double[][] factor = SymmetricMatrix.cholesky(likelihood.information);
            if (factor.length == 0) {
                break;
            }
            step = SymmetricMatrix.solve(factor, likelihood.score);
            double decrement = SymmetricMatrix.dot(step, likelihood.score);
            if (i == 0) {
                scoreChisq = decrement;
            }
            if (decrement < SMALL_DECREMENT) {
                // The step is below 1e-8 standard errors: take it without walking the data once
                // more.
                beta = NewtonStep.moved(beta, step, 1);
                converged = true;
                break;
            }
            NewtonStep taken = NewtonStep.uphill(beta, step, loglik, 1e-6, likelihood::evaluate);
            beta = taken.to();
            loglik = taken.value();
        }
        double[][] factor = SymmetricMatrix.cholesky(likelihood.information);
        if (!converged || factor.length == 0) {
            throw new UnusableInputException(notEstimable(x, step));
        }
        double[][] covariance = SymmetricMatrix.inverse(factor);
        return new CoxModel(
                specification,
                pass,
                beta,
                covariance,
                report(specification, pass, beta, covariance, loglikNull, loglik, scoreChisq));
    }

    private static String notEstimable(DesignMatrix x, double[] step) {
        return "the coefficient of '"
                + x.nameOfLargest(step)
                + "' is not estimable: it grows without bound because the covariate separates those with and without"
                + " events; leave it out or merge categories";
    }

    private static Coefficients report(
            Specification specification,
            RiskSetPass pass,
            double[] beta,
            double[][] covariance,
            double loglikNull,
            double loglik,
            double scoreChisq) {
        int p = beta.length;
        double[][] used = covariance;
        Groups clusters = specification.clusters();
        boolean robust = clusters != null || specification.weights() != null;
        if (robust) {
            used = RobustVariance.of(pass, beta, covariance, clusters);
        }
        double critical = Normal.critical(specification.confidence());
        double[] coef = new double[p];
        double[] se = new double[p];
        double[] robustSe = new double[p];
        double[][] var = new double[p][p];
        double[] hr = new double[p];
        double[] lower = new double[p];
        double[] upper = new double[p];
        double[] z = new double[p];
        double[] pValue = new double[p];
        for (int j = 0; j < p; j++) {
            double unit = pass.scale(j);
            coef[j] = beta[j] / unit;
            se[j] = Math.sqrt(covariance[j][j]) / unit;
            robustSe[j] = Math.sqrt(used[j][j]) / unit;
            for (int l = 0; l < p; l++) {
                var[j][l] = used[j][l] / (unit * pass.scale(l));
            }
            double error = robustSe[j];
            hr[j] = Math.exp(coef[j]);
            lower[j] = Math.exp(coef[j] - critical * error);
            upper[j] = Math.exp(coef[j] + critical * error);
            z[j] = coef[j] / error;
            pValue[j] = Normal.twoSided(z[j]);
        }
        return new Coefficients(
                pass.rows(),
                pass.events(),
                specification.ties().name().toLowerCase(java.util.Locale.ROOT),
                specification.x().names(),
                coef,
                se,
                robust ? robustSe : null,
                var,
                hr,
                lower,
                upper,
                z,
                pValue,
                loglikNull,
                loglik,
                2 * (loglik - loglikNull),
                SymmetricMatrix.quadraticForm(used, beta),
                scoreChisq,
                p,
                Concordance.of(pass, beta));
    }

    /// The baseline cumulative hazard, and survival predicted from it.
    public Prediction prediction() {
        if (specification.strata().count() > 1) {
            throw new UnusableInputException(
                    "prediction from a stratified model has no single baseline: leave out --strata");
        }
        return Prediction.of(pass, scaledBeta, scaledCovariance, specification.confidence());
    }

    /// The test of proportional hazards.
    public Proportionality proportionality(Proportionality.Transform transform) {
        return Proportionality.test(pass, scaledBeta, transform, specification.x().names());
    }
}
