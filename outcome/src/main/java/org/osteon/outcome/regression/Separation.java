package org.osteon.outcome.regression;

import org.jspecify.annotations.Nullable;
import org.osteon.outcome.data.Centring;
import org.osteon.outcome.data.DesignMatrix;

/// Covariates that separate the outcomes: the likelihood then rises for ever along a line, and its
/// derivatives vanish as they do at a maximum (Albert and Anderson, Biometrika 1984;71:1). What
/// tells the two apart is the last step of Newton's method: at a maximum it moves no fitted value,
/// along such a line it still moves the linear predictor of the separated rows by about 1 each
/// time, as the likelihood there falls off like exp(-predictor).
final class Separation {
    /// A step that moves a linear predictor by more is no step at a maximum.
    private static final double AT_REST = 0.1;

    private Separation() {}

    /// The covariate whose coefficient grows without bound, null when none does.
    ///
    /// @param x the covariates, those of an intercept included
    /// @param step the last step of Newton's method, one element per covariate
    static @Nullable String covariate(DesignMatrix x, double[] step) {
        double largest = 0;
        for (int i = 0; i < x.rows(); i++) {
            double moved = 0;
            for (int j = 0; j < x.width(); j++) {
                moved += step[j] * x.columns()[j][i];
            }
            largest = Math.max(largest, Math.abs(moved));
        }
        return largest > AT_REST ? fastest(x, step) : null;
    }

    /// The covariate whose coefficient moved most, in units of its spread; an intercept, which has
    /// none, never.
    static String fastest(DesignMatrix x, double[] step) {
        double[] spread = Centring.of(x).spread();
        double[] moved = new double[x.width()];
        for (int j = 0; j < moved.length; j++) {
            double first = x.columns()[j][0];
            boolean constant = true;
            for (double value : x.columns()[j]) {
                constant &= value == first;
            }
            moved[j] = constant ? 0 : step[j] * spread[j];
        }
        return x.nameOfLargest(moved);
    }
}
