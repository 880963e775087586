package org.osteon.outcome.distribution;

import org.hipparchus.special.Gamma;

/// The studentized range of `means` (which need not be whole) with `df` degrees of freedom, by
/// quadrature: the integral over s of the density of sqrt(chi-square/df) times k * integral of
/// phi(z) (Phi(z) - Phi(z - q s))^(k-1).
final class StudentizedRange {
    private static final int STEPS = 160;

    private StudentizedRange() {}

    /// P(range <= q).
    static double cumulative(double q, double means, double df) {
        if (q <= 0) {
            return 0;
        }
        if (df > 25000) {
            return ofKnownSpread(q, means);
        }
        double sd = 1 / Math.sqrt(2 * df);
        double low = Math.max(1e-12, 1 - 9 * sd - 4 / df);
        double high = 1 + 9 * sd + 20 / df;
        double constant = Math.log(2) + df / 2 * Math.log(df / 2) - Gamma.logGamma(df / 2);
        double h = (high - low) / STEPS;
        double sum = 0;
        for (int i = 0; i <= STEPS; i++) {
            double s = low + i * h;
            double density = Math.exp(constant + (df - 1) * Math.log(s) - df * s * s / 2);
            if (density > 1e-18) {
                sum += simpson(i) * density * ofKnownSpread(q * s, means);
            }
        }
        return Math.min(1, sum * h / 3);
    }

    private static double ofKnownSpread(double w, double means) {
        // Twice the upper half plus the part below, which is a power.
        double low = w / 2;
        double high = Math.max(low, 0) + 8.5;
        double h = (high - low) / STEPS;
        double sum = 0;
        for (int i = 0; i <= STEPS; i++) {
            double z = low + i * h;
            double inside = Normal.cumulative(z) - Normal.cumulative(z - w);
            sum += simpson(i) * Normal.density(z) * Math.pow(Math.max(0, inside), means - 1);
        }
        return Math.pow(Math.max(0, 2 * Normal.cumulative(low) - 1), means)
                + 2 * means * sum * h / 3;
    }

    private static int simpson(int i) {
        return i == 0 || i == STEPS ? 1 : i % 2 == 1 ? 4 : 2;
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
