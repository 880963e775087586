package org.osteon.outcome.design;

import org.osteon.outcome.UnusableInputException;
import org.osteon.outcome.distribution.Brent;
import org.osteon.outcome.distribution.Normal;

/// Boundaries of group-sequential tests with equally spaced looks, one-sided alpha, by recursive
/// numerical integration (Armitage, McPherson and Rowe 1969).
///
/// @param obrienFleming C sqrt(K/k)
/// @param pocock constant
/// @param lanDeMetsOF by the O'Brien-Fleming type spending function
/// @param lanDeMetsSpent alpha spent by each look: 2 - 2 Phi(z_(1-alpha/2) / sqrt t)
public record GroupSequential(
        double[] obrienFleming, double[] pocock, double[] lanDeMetsOF, double[] lanDeMetsSpent) {
    private static final int POINTS = 1200;
    private static final double REACH = 8;

    /// Boundaries for `looks` looks.
    public static GroupSequential boundaries(int looks, double alpha) {
        if (looks < 1 || looks > 50) {
            throw new UnusableInputException("1 to 50 looks, not " + looks);
        }
        if (!(alpha > 0 && alpha < 0.5)) {
            throw new UnusableInputException(
                    "one-sided alpha lies between 0 and 0.5, not " + alpha);
        }
        double[] shapeOf = new double[looks];
        double[] shapePocock = new double[looks];
        double[] spent = new double[looks];
        double z = Normal.upperQuantile(alpha / 2);
        for (int k = 0; k < looks; k++) {
            shapeOf[k] = Math.sqrt((double) looks / (k + 1));
            shapePocock[k] = 1;
            spent[k] = 2 * Normal.cumulative(-z / Math.sqrt((k + 1.0) / looks));
        }
        return new GroupSequential(
                scaled(shapeOf, alpha), scaled(shapePocock, alpha), spending(spent), spent);
    }

    private static double[] scaled(double[] shape, double alpha) {
        double c = Brent.root(factor -> crossing(times(shape, factor)) - alpha, 0.5, 8, 1e-11);
        return times(shape, c);
    }

    private static double[] times(double[] shape, double factor) {
        double[] bounds = shape.clone();
        for (int k = 0; k < bounds.length; k++) {
            bounds[k] *= factor;
        }
        return bounds;
    }

    private static double crossing(double[] bounds) {
        Walk walk = new Walk();
        double total = 0;
        for (double bound : bounds) {
            total += walk.crossing(bound);
            walk.stay(bound);
        }
        return total;
    }

    private static double[] spending(double[] spent) {
        double[] bounds = new double[spent.length];
        Walk walk = new Walk();
        double before = 0;
        for (int k = 0; k < bounds.length; k++) {
            double here = spent[k] - before;
            before = spent[k];
            bounds[k] = Brent.root(b -> walk.crossing(b) - here, -2, REACH, 1e-11);
            walk.stay(bounds[k]);
        }
        return bounds;
    }

    /// The sub-density of the sum S_k = Z_1 + ... of unit increments among paths that have not
    /// crossed.
    private static final class Walk {
        private int look;
        private double[] at = {0};
        private double[] mass = {1};

        /// The probability of first crossing Z = bound at the next look.
        double crossing(double bound) {
            double limit = bound * Math.sqrt(look + 1.0);
            double sum = 0;
            for (int i = 0; i < at.length; i++) {
                sum += mass[i] * Normal.cumulative(at[i] - limit);
            }
            return sum;
        }

        /// Moves on to the next look below its bound: mass at Simpson's points.
        void stay(double bound) {
            double high = bound * Math.sqrt(look + 1.0);
            double low = -REACH * Math.sqrt(look + 1.0);
            double h = (high - low) / POINTS;
            double[] points = new double[POINTS + 1];
            double[] next = new double[POINTS + 1];
            for (int j = 0; j <= POINTS; j++) {
                points[j] = low + j * h;
                double density = 0;
                for (int i = 0; i < at.length; i++) {
                    double step = points[j] - at[i];
                    if (Math.abs(step) < REACH) {
                        density += mass[i] * Normal.density(step);
                    }
                }
                int weight = j == 0 || j == POINTS ? 1 : j % 2 == 1 ? 4 : 2;
                next[j] = density * weight * h / 3;
            }
            at = points;
            mass = next;
            look++;
        }
    }
}
