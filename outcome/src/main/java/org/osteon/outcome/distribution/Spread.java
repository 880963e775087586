package org.osteon.outcome.distribution;

import java.util.function.DoubleUnaryOperator;

/// The estimated standard deviation of standard normal values: the root of chi-square over its
/// degrees of freedom.
public final class Spread {
    private static final double HALF_LOG_PI = 0.5 * Math.log(Math.PI);

    private Spread() {}

    /// The mean, over the spread, of a function given by its logarithm; a small mean keeps its
    /// digits.
    ///
    /// @param log the logarithm of the function of the spread, minus infinity where it is 0
    /// @param df degrees of freedom; infinite: the spread is 1
    public static double average(DoubleUnaryOperator log, double df) {
        return Double.isInfinite(df)
                ? Math.exp(log.applyAsDouble(1))
                : Math.exp(
                        PeakIntegral.logOf(
                                y -> logDensity(y, df) + log.applyAsDouble(Math.exp(y)), 0));
    }

    /// The logarithm of the density of the logarithm of the spread.
    private static double logDensity(double y, double df) {
        double half = df / 2;
        return 0.5 * Math.log(df)
                - HALF_LOG_PI
                - Incomplete.stirlingError(half)
                - half * (Math.expm1(2 * y) - 2 * y);
    }
}
