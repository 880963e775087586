package org.osteon.outcome.survival;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.osteon.outcome.data.Groups;

/// The numbers printed under a curve.
public final class NumbersAtRisk {
    private NumbersAtRisk() {}

    /// Counts of one group at display times.
    ///
    /// @param times display times
    /// @param atRisk people with entry < t <= time
    /// @param cumEvents events at or before t
    /// @param cumCensoredStrictlyBefore censored before t
    public record Counts(
            double[] times, int[] atRisk, int[] cumEvents, int[] cumCensoredStrictlyBefore) {}

    /// Counts per group.
    public static Map<String, Counts> of(EventTimes data, Groups groups, double[] at) {
        Map<String, Counts> counts = new LinkedHashMap<>();
        List<SurvivalCurve> curves = KaplanMeier.curves(data, groups);
        for (int g = 0; g < groups.count(); g++) {
            counts.put(groups.labels().get(g), of(curves.get(g), at));
        }
        return counts;
    }

    /// Counts of one curve.
    public static Counts of(SurvivalCurve curve, double[] at) {
        int[] atRisk = new int[at.length];
        int[] events = new int[at.length];
        int[] censored = new int[at.length];
        for (int i = 0; i < at.length; i++) {
            atRisk[i] = curve.atRisk(at[i]);
            events[i] = curve.eventsUpTo(at[i]);
            censored[i] = curve.censoredBefore(at[i]);
        }
        return new Counts(at.clone(), atRisk, events, censored);
    }
}
