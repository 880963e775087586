package org.osteon.outcome.design;

import org.osteon.outcome.distribution.Normal;
import org.osteon.outcome.distribution.Spread;

/// The noncentral t distribution: the normal tail averaged over the spread.
final class NoncentralT {
    private NoncentralT() {}

    /// P(T > t) with `df` degrees of freedom and noncentrality `delta`.
    static double upper(double t, double df, double delta) {
        return Spread.average(s -> Normal.logCumulative(delta - t * s), df);
    }
}
