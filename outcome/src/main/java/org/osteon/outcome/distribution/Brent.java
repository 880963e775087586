package org.osteon.outcome.distribution;

import java.util.function.DoubleUnaryOperator;

/// Root finding in one dimension by the method of Brent (Algorithms for Minimization without
/// Derivatives, 1973, chapter 4): inverse quadratic interpolation, secant and bisection, whichever
/// is safe. The stopping rule is the one of the book, so that a coarse tolerance stops where other
/// implementations of the book stop.
public final class Brent {
    private static final int MAX_ITERATIONS = 1000;

    private Brent() {}

    /// A zero of `f` between `low` and `high`, where it changes sign.
    ///
    /// @param tolerance absolute width at which to stop
    public static double root(DoubleUnaryOperator f, double low, double high, double tolerance) {
        double a = low;
        double b = high;
        double fa = f.applyAsDouble(a);
        double fb = f.applyAsDouble(b);
        if (fa == 0) {
            return a;
        }
        if (fb == 0) {
            return b;
        }
        if (fa * fb > 0) {
            throw new IllegalArgumentException("no change of sign between " + low + " and " + high);
        }
        double c = a;
        double fc = fa;
        for (int i = 0; i < MAX_ITERATIONS; i++) {
            double previousStep = b - a;
            if (Math.abs(fc) < Math.abs(fb)) {
                a = b;
                b = c;
                c = a;
                fa = fb;
                fb = fc;
                fc = fa;
            }
            double enough = 2 * Math.ulp(1.0) * Math.abs(b) + tolerance / 2;
            double step = (c - b) / 2;
            if (Math.abs(step) <= enough || fb == 0) {
                return b;
            }
            if (Math.abs(previousStep) >= enough && Math.abs(fa) > Math.abs(fb)) {
                step = interpolated(a, b, c, fa, fb, fc, previousStep, enough, step);
            }
            if (Math.abs(step) < enough) {
                step = step > 0 ? enough : -enough;
            }
            a = b;
            fa = fb;
            b += step;
            fb = f.applyAsDouble(b);
            if (fb > 0 == fc > 0) {
                c = a;
                fc = fa;
            }
        }
        return b;
    }

    private static double interpolated(
            double a,
            double b,
            double c,
            double fa,
            double fb,
            double fc,
            double previousStep,
            double enough,
            double bisection) {
        double width = c - b;
        double p;
        double q;
        if (a == c) {
            double s = fb / fa;
            p = width * s;
            q = 1 - s;
        } else {
            q = fa / fc;
            double r = fb / fc;
            double s = fb / fa;
            p = s * (width * q * (q - r) - (b - a) * (r - 1));
            q = (q - 1) * (r - 1) * (s - 1);
        }
        if (p > 0) {
            q = -q;
        } else {
            p = -p;
        }
        boolean safe =
                p < 0.75 * width * q - Math.abs(enough * q) / 2
                        && p < Math.abs(previousStep * q / 2);
        return safe ? p / q : bisection;
    }
}
