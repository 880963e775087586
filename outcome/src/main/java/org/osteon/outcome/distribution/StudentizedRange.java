package org.osteon.outcome.distribution;

import org.hipparchus.analysis.integration.gauss.GaussIntegrator;
import org.hipparchus.analysis.integration.gauss.GaussIntegratorFactory;
import org.hipparchus.special.Gamma;

/// The studentized range of `means` (which need not be whole) with `df` degrees of freedom by
/// Gauss-Legendre panels (Copenhaver and Holland, J Statist Comput Simul 1988;30:1). Panels and
/// numbers of points are the usual ones, so that far tails carry the same digits as other
/// implementations of the paper.
final class StudentizedRange {
    private static final GaussIntegratorFactory FACTORY = new GaussIntegratorFactory();
    private static final GaussIntegrator INNER = FACTORY.legendre(12);
    private static final GaussIntegrator OUTER = FACTORY.legendre(16);
    private static final int MAX_PANELS = 50;

    /// Beyond this many standard deviations nothing is left to add.
    private static final double END = 8;

    /// The square of e to this power is nothing beside 1.
    private static final double NEGLIGIBLE = -40;

    private static final double HALF_LOG_2_PI = 0.5 * Math.log(2 * Math.PI);

    private StudentizedRange() {}

    /// P(range <= q).
    static double cumulative(double q, double means, double df) {
        if (q <= 0) {
            return 0;
        }
        if (df > 25000) {
            return ofKnownSpread(q, means);
        }
        double half = df <= 100 ? 1 : df <= 800 ? 0.5 : df <= 5000 ? 0.25 : 0.125;
        double constant =
                df / 2 * Math.log(df) - df * Math.log(2) - Gamma.logGamma(df / 2) + Math.log(half);
        double total = 0;
        for (int panel = 1; panel <= MAX_PANELS; panel++) {
            double centre = (2 * panel - 1) * half;
            double sum = 0;
            for (int i = 0; i < OUTER.getNumberOfPoints(); i++) {
                double u = centre + OUTER.getPoint(i) * half;
                double logDensity = constant + (df / 2 - 1) * Math.log(u) - u * df / 4;
                if (logDensity >= -30) {
                    sum +=
                            ofKnownSpread(q * Math.sqrt(u / 2), means)
                                    * OUTER.getWeight(i)
                                    * Math.exp(logDensity);
                }
            }
            if (panel * half >= 1 && sum <= 1e-14) {
                break;
            }
            total += sum;
        }
        return Math.min(1, total);
    }

    /// The range of that many standard normal values: (2 Phi(w/2) - 1)^k plus twice the integral
    /// above w/2.
    private static double ofKnownSpread(double w, double means) {
        double start = w / 2;
        if (start >= END) {
            return 1;
        }
        double total = Math.pow(2 * Normal.cumulative(start) - 1, means);
        int panels = w > 3 ? 2 : 3;
        double width = (END - start) / panels;
        for (int panel = 0; panel < panels; panel++) {
            double half = width / 2;
            double centre = start + (panel + 0.5) * width;
            double sum = 0;
            for (int i = 0; i < INNER.getNumberOfPoints(); i++) {
                double z = centre + half * INNER.getPoint(i);
                if (z * z <= 60) {
                    double inside = Normal.cumulative(z) - Normal.cumulative(z - w);
                    sum += INNER.getWeight(i) * Math.exp(-z * z / 2) * Math.pow(inside, means - 1);
                }
            }
            total += sum * 2 * half * means / Math.sqrt(2 * Math.PI);
        }
        return Math.min(1, total);
    }

    /// P(range >= q), as such: the integral of what the largest of the values leaves, over the
    /// spread.
    static double upper(double q, double means, double df) {
        return q <= 0 ? 1 : Math.min(1, Spread.average(s -> logUpper(q * s, means), df));
    }

    /// The logarithm of P(range >= w) of that many standard normal values: where the largest is z,
    /// the others lie below it, and not all of them above z - w.
    private static double logUpper(double w, double means) {
        return Math.log(means)
                + PeakIntegral.logOf(
                        z -> {
                            double below = Normal.logCumulative(z);
                            double far = Normal.logCumulative(z - w) - below;
                            return -z * z / 2
                                    - HALF_LOG_2_PI
                                    + (means - 1) * below
                                    + logSome(far, means - 1);
                        },
                        w / 2);
    }

    /// The logarithm of 1 - (1 - e^x)^n.
    private static double logSome(double x, double n) {
        return x < NEGLIGIBLE
                ? Math.log(n) + x
                : Math.log(-Math.expm1(n * Math.log1p(-Math.exp(x))));
    }

    /// The q with P(range <= q) = p.
    static double quantile(double p, double means, double df) {
        double high = 4;
        while (cumulative(high, means, df) < p) {
            high *= 2;
        }
        return Brent.root(q -> cumulative(q, means, df) - p, 1e-6, high, 1e-10);
    }
}
