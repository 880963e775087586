package org.osteon.outcome.distribution;

import java.util.function.ToDoubleFunction;

/// A step of Newton's method towards the maximum of a function.
///
/// @param to where it leads
/// @param value of the function there
public record NewtonStep(double[] to, double value) {
    /// The step, halved while it leads down by more than rounding explains. The function is
    /// evaluated last where the step leads.
    ///
    /// @param from where it starts
    /// @param step the whole step
    /// @param value of the function where it starts
    /// @param smallest fraction of the step that is still halved
    /// @param function what is to become largest; NaN counts as down
    public static NewtonStep uphill(
            double[] from,
            double[] step,
            double value,
            double smallest,
            ToDoubleFunction<double[]> function) {
        double scale = 1;
        double[] next = moved(from, step, scale);
        double reached = function.applyAsDouble(next);
        while (!(reached >= value - 1e-9 * Math.abs(value)) && scale > smallest) {
            scale /= 2;
            next = moved(from, step, scale);
            reached = function.applyAsDouble(next);
        }
        return new NewtonStep(next, reached);
    }

    /// A fraction of a step further.
    public static double[] moved(double[] from, double[] step, double fraction) {
        double[] next = from.clone();
        for (int j = 0; j < next.length; j++) {
            next[j] += fraction * step[j];
        }
        return next;
    }
}
