package org.osteon.outcome.pooling;

import java.util.List;
import org.osteon.outcome.UnusableInputException;
import org.osteon.outcome.distribution.Normal;
import org.osteon.outcome.distribution.Tails;

/// Estimates of several sites put together: one effect for all (inverse variance), and effects that
/// differ from site to site, with the variance between sites by DerSimonian and Laird, by
/// restricted likelihood, or by Paule and Mandel.
///
/// @param sites the estimates, in the order given
/// @param fixed one effect for all
/// @param random effects that differ
/// @param heterogeneity how unlike the sites are
/// @param weightsFixed each site's share in percent, fixed
/// @param weightsRandom each site's share in percent, random
/// @param prediction where the effect of a further site would lie; not defined with one site
public record PooledEffect(
        List<Site> sites,
        Mean fixed,
        Mean random,
        Heterogeneity heterogeneity,
        double[] weightsFixed,
        double[] weightsRandom,
        double[] prediction) {
    /// What one site found.
    ///
    /// @param name of the site
    /// @param estimate on the scale that is pooled
    /// @param variance of the estimate
    public record Site(String name, double estimate, double variance) {
        /// One site.
        ///
        /// @throws UnusableInputException where an estimate or a variance is no number that can be
        ///   pooled
        public Site {
            if (!(variance > 0) || !Double.isFinite(variance) || !Double.isFinite(estimate)) {
                throw new UnusableInputException(
                        "site "
                                + name
                                + " has no estimate with a variance above 0: "
                                + estimate
                                + ", "
                                + variance);
            }
        }
    }

    /// A pooled mean.
    ///
    /// @param estimate the mean
    /// @param statistic z, or t with the adjustment of Hartung and Knapp
    /// @param p two-sided
    public record Mean(
            double estimate, double se, double statistic, double p, double lower, double upper) {}

    /// How unlike the sites are.
    ///
    /// @param q Cochran's Q
    /// @param df degrees of freedom
    /// @param p of Q
    /// @param tau2 variance between sites
    /// @param i2 share of the variation that is between sites, in percent
    /// @param h2 total over typical variance within sites
    public record Heterogeneity(double q, int df, double p, double tau2, double i2, double h2) {}

    /// How the variance between sites is estimated.
    public enum Between {
        /// By moments (DerSimonian and Laird 1986).
        DERSIMONIAN_LAIRD,
        /// By restricted likelihood.
        RESTRICTED_LIKELIHOOD,
        /// By the equation Q = k - 1 (Paule and Mandel 1982).
        PAULE_MANDEL
    }

    /// Whether the interval of the random effects allows for how few sites there are.
    public enum Interval {
        /// By the normal distribution.
        NORMAL,
        /// Hartung and Knapp 2001: by t with a variance of its own.
        HARTUNG_KNAPP
    }

    /// Pools the estimates of at least one site.
    public static PooledEffect of(
            List<Site> sites, Between between, Interval interval, double confidence) {
        if (sites.isEmpty()) {
            throw new UnusableInputException("there is no site to pool");
        }
        double[] y = sites.stream().mapToDouble(Site::estimate).toArray();
        double[] v = sites.stream().mapToDouble(Site::variance).toArray();
        int k = y.length;
        Weighted equal = Weighted.of(y, v, 0);
        double tau2 = k < 2 ? 0 : BetweenSites.of(y, v, between);
        Weighted unequal = Weighted.of(y, v, tau2);
        double typical =
                k < 2
                        ? Double.NaN
                        : (k - 1) * equal.sum() / (equal.sum() * equal.sum() - equal.squares());
        Mean random =
                interval == Interval.HARTUNG_KNAPP && k > 1
                        ? knapp(unequal, k, confidence)
                        : normal(unequal, confidence);
        return new PooledEffect(
                List.copyOf(sites),
                normal(equal, confidence),
                random,
                new Heterogeneity(
                        equal.q(),
                        k - 1,
                        Tails.chiSquare(equal.q(), k - 1),
                        tau2,
                        k < 2 ? Double.NaN : 100 * tau2 / (tau2 + typical),
                        k < 2 ? Double.NaN : (tau2 + typical) / typical),
                equal.shares(),
                unequal.shares(),
                prediction(random, tau2, k, interval, confidence));
    }

    private static Mean normal(Weighted weighted, double confidence) {
        double se = Math.sqrt(1 / weighted.sum());
        double z = weighted.mean() / se;
        double half = Normal.critical(confidence) * se;
        return new Mean(
                weighted.mean(),
                se,
                z,
                Normal.twoSided(z),
                weighted.mean() - half,
                weighted.mean() + half);
    }

    private static Mean knapp(Weighted weighted, int k, double confidence) {
        double se = Math.sqrt(weighted.q() / (k - 1) / weighted.sum());
        double t = weighted.mean() / se;
        double half = Tails.studentCritical(confidence, k - 1) * se;
        return new Mean(
                weighted.mean(),
                se,
                t,
                Tails.studentTwoSided(t, k - 1),
                weighted.mean() - half,
                weighted.mean() + half);
    }

    private static double[] prediction(
            Mean random, double tau2, int k, Interval interval, double confidence) {
        if (k < 2) {
            return new double[] {Double.NaN, Double.NaN};
        }
        double critical =
                interval == Interval.HARTUNG_KNAPP
                        ? Tails.studentCritical(confidence, k - 1)
                        : Normal.critical(confidence);
        double half = critical * Math.sqrt(random.se() * random.se() + tau2);
        return new double[] {random.estimate() - half, random.estimate() + half};
    }
}
