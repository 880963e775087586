package org.osteon.outcome.pooling;

import java.util.function.DoubleUnaryOperator;
import org.osteon.outcome.distribution.Brent;

/// The variance between sites, never below 0.
final class BetweenSites {
    private static final int STEPS = 1000;
    private static final double SMALL = 1e-15;

    private BetweenSites() {}

    static double of(double[] y, double[] v, PooledEffect.Between how) {
        return switch (how) {
            case DERSIMONIAN_LAIRD -> moments(y, v);
            case RESTRICTED_LIKELIHOOD -> restricted(y, v);
            case PAULE_MANDEL -> equation(y, v);
        };
    }

    private static double moments(double[] y, double[] v) {
        Weighted equal = Weighted.of(y, v, 0);
        double c = equal.sum() - equal.squares() / equal.sum();
        return Math.max(0, (equal.q() - (y.length - 1)) / c);
    }

    private static double equation(double[] y, double[] v) {
        DoubleUnaryOperator over = tau2 -> Weighted.of(y, v, tau2).q() - (y.length - 1);
        if (over.applyAsDouble(0) <= 0) {
            return 0;
        }
        double high = 1;
        while (over.applyAsDouble(high) > 0) {
            high *= 2;
        }
        return Brent.root(over, 0, high, SMALL);
    }

    /// Fisher scoring from the estimate by moments; a step below 0 is halved until it is none.
    private static double restricted(double[] y, double[] v) {
        double tau2 = moments(y, v);
        for (int step = 0; step < STEPS; step++) {
            double change = score(y, v, tau2);
            double next = Math.max(0, tau2 + change);
            if (Math.abs(next - tau2) <= SMALL * Math.max(1, tau2)) {
                return next;
            }
            tau2 = next;
        }
        return tau2;
    }

    /// With P = W - W 1 (1'W 1)^-1 1'W: (y'P P y - tr P) / tr(P P).
    private static double score(double[] y, double[] v, double tau2) {
        Weighted at = Weighted.of(y, v, tau2);
        double cubes = 0;
        double residuals = 0;
        for (int i = 0; i < y.length; i++) {
            double w = at.weights()[i];
            cubes += w * w * w;
            double r = w * (y[i] - at.mean());
            residuals += r * r;
        }
        double trace = at.sum() - at.squares() / at.sum();
        double square =
                at.squares()
                        - 2 * cubes / at.sum()
                        + at.squares() * at.squares() / (at.sum() * at.sum());
        return (residuals - trace) / square;
    }
}
