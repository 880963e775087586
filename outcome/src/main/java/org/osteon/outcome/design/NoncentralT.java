package org.osteon.outcome.design;

import org.hipparchus.special.Gamma;
import org.osteon.outcome.distribution.Normal;

/// The noncentral t distribution by quadrature over the chi distribution of the spread.
final class NoncentralT {
    private static final int STEPS = 600;

    private NoncentralT() {}

    /// P(T > t) with `df` degrees of freedom and noncentrality `delta`.
    static double upper(double t, double df, double delta) {
        double sd = 1 / Math.sqrt(2 * df);
        double low = Math.max(1e-12, 1 - 9 * sd - 4 / df);
        double high = 1 + 9 * sd + 20 / df;
        double constant = Math.log(2) + df / 2 * Math.log(df / 2) - Gamma.logGamma(df / 2);
        double h = (high - low) / STEPS;
        double sum = 0;
        for (int i = 0; i <= STEPS; i++) {
            double s = low + i * h;
            double density = Math.exp(constant + (df - 1) * Math.log(s) - df * s * s / 2);
            int weight = i == 0 || i == STEPS ? 1 : i % 2 == 1 ? 4 : 2;
            sum += weight * density * Normal.cumulative(delta - t * s);
        }
        return sum * h / 3;
    }
}
