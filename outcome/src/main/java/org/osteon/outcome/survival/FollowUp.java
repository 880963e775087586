package org.osteon.outcome.survival;

import org.osteon.outcome.distribution.Normal;

/// Length of follow-up by the reverse Kaplan-Meier method: censoring is the event, events are
/// censored (Schemper and Smith 1996), limits from the log-minus-log interval.
public final class FollowUp {
    private FollowUp() {}

    /// Median follow-up.
    ///
    /// @param medianFollowUp the median, `NaN` when half were never censored
    /// @param lower lower limit
    /// @param upper upper limit
    public record Median(double medianFollowUp, double lower, double upper) {}

    /// The median of potential follow-up.
    public static Median median(EventTimes data, double confidence) {
        SurvivalCurve curve = KaplanMeier.curve(data.reversed());
        double[] limits = curve.quantileLimits(0.5, Interval.LOGLOG, Normal.critical(confidence));
        return new Median(curve.quantile(0.5), limits[0], limits[1]);
    }
}
