package org.osteon.outcome.design;

import org.osteon.outcome.UnusableInputException;
import org.osteon.outcome.comparison.TwoSample;
import org.osteon.outcome.distribution.Normal;
import org.osteon.outcome.distribution.Tails;

/// Decisions of non-inferiority of means and hazard ratios against a margin fixed beforehand.
public final class NonInferiority {
    private NonInferiority() {}

    /// Means, lower is better: the difference may not reach the margin.
    ///
    /// @param diff first minus second
    /// @param t (diff - margin) over its standard error
    /// @param df Welch's degrees of freedom
    /// @param p one-sided
    /// @param ci90 two-sided limits with twice the one-sided error
    /// @param upper95OneSided the limit to compare with the margin
    /// @param nonInferior whether it lies below
    public record Means(
            double diff,
            double t,
            double df,
            double p,
            double[] ci90,
            double upper95OneSided,
            boolean nonInferior) {}

    /// Tests the first group against the second with Welch's standard error.
    ///
    /// @param lowerIsBetter direction of the measure
    public static Means means(double[] x, double[] y, double margin, boolean lowerIsBetter) {
        if (!(margin > 0)) {
            throw new UnusableInputException("the margin is positive, not " + margin);
        }
        TwoSample.TTest welch = TwoSample.compare("first", x, "second", y, 0.9).welch();
        double difference = (welch.ci()[0] + welch.ci()[1]) / 2;
        double sign = lowerIsBetter ? 1 : -1;
        double se = (welch.ci()[1] - difference) / Tails.studentCritical(0.9, welch.df());
        double t = (sign * difference - margin) / se;
        double limit = lowerIsBetter ? welch.ci()[1] : welch.ci()[0];
        return new Means(
                difference,
                t,
                welch.df(),
                Tails.studentCumulative(t, welch.df()),
                welch.ci(),
                limit,
                sign * limit < margin);
    }

    /// A hazard ratio against a margin above 1.
    ///
    /// @param logHR log hazard ratio
    /// @param se its standard error
    /// @param z (logHR - ln margin) / se
    /// @param p one-sided
    public record HazardRatio(double logHR, double se, double z, double p) {}

    /// Wald's test on the log scale.
    public static HazardRatio hazardRatio(double logHr, double se, double margin) {
        if (!(margin > 1)) {
            throw new UnusableInputException(
                    "the margin of a hazard ratio lies above 1, not at " + margin);
        }
        double z = (logHr - Math.log(margin)) / se;
        return new HazardRatio(logHr, se, z, Normal.cumulative(z));
    }
}
