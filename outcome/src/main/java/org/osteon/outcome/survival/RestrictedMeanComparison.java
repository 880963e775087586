package org.osteon.outcome.survival;

import java.util.List;
import org.osteon.outcome.UnusableInputException;
import org.osteon.outcome.distribution.Normal;

/// Difference and ratio of the restricted mean survival of two groups (Royston and Parmar 2013):
/// normal, variances add; the ratio on the log scale.
public final class RestrictedMeanComparison {
    private RestrictedMeanComparison() {}

    /// The comparison.
    ///
    /// @param tau horizon
    /// @param groups first and second
    /// @param rmst restricted means
    /// @param se their standard errors
    /// @param diffSecondMinusFirst difference
    /// @param seDiff its standard error
    /// @param diffLower lower limit
    /// @param diffUpper upper limit
    /// @param p two-sided, `NaN` when the standard error is 0
    /// @param ratio second over first
    /// @param ratioLower lower limit
    /// @param ratioUpper upper limit
    public record Result(
            double tau,
            List<String> groups,
            double[] rmst,
            double[] se,
            double diffSecondMinusFirst,
            double seDiff,
            double diffLower,
            double diffUpper,
            double p,
            double ratio,
            double ratioLower,
            double ratioUpper) {}

    /// Compares two curves up to `tau`, which must not exceed the follow-up of either.
    public static Result compare(
            List<String> labels,
            SurvivalCurve first,
            SurvivalCurve second,
            double tau,
            double confidence) {
        double end = Math.min(first.maxTime(), second.maxTime());
        if (tau > end) {
            throw new UnusableInputException(
                    "the restricted mean up to "
                            + tau
                            + " is not defined in both groups: the shorter follow-up ends at "
                            + end);
        }
        var one = first.restrictedMean(tau);
        var two = second.restrictedMean(tau);
        double z = Normal.critical(confidence);
        double difference = two.rmst() - one.rmst();
        double se = Math.hypot(one.se(), two.se());
        double ratio = two.rmst() / one.rmst();
        double seLog = Math.hypot(one.se() / one.rmst(), two.se() / two.rmst());
        return new Result(
                tau,
                labels,
                new double[] {one.rmst(), two.rmst()},
                new double[] {one.se(), two.se()},
                difference,
                se,
                difference - z * se,
                difference + z * se,
                se > 0 ? Normal.twoSided(difference / se) : Double.NaN,
                ratio,
                ratio * Math.exp(-z * seLog),
                ratio * Math.exp(z * seLog));
    }
}
