package org.osteon.outcome.survival;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.osteon.outcome.UnusableInputException;

/// The first of several events, such as GVHD-free relapse-free survival. On equal days the event
/// named first gives the label; the time never depends on it.
public final class Composite {
    private Composite() {}

    /// The composite endpoint.
    ///
    /// @param data time to the first event; event 1 = any of them, 0 = none
    /// @param label per row the name of what came first, `none` when censored
    public record Endpoint(EventTimes data, List<String> label) {
        /// How often each event came first, and `none`.
        public Map<String, Integer> firstEvents(List<String> names) {
            Map<String, Integer> counts = new LinkedHashMap<>();
            for (String name : names) {
                counts.put(name, 0);
            }
            counts.put("none", 0);
            for (String name : label) {
                counts.merge(name, 1, Integer::sum);
            }
            return counts;
        }
    }

    /// The first of the given days or of the recorded event. A day after the end of follow-up does
    /// not count.
    ///
    /// @param names names of the events that have a day of their own, in the order that breaks ties
    /// @param days per name the day per row, `NaN` = did not happen
    /// @param base follow-up with its own events 1, 2 ...
    /// @param baseNames names of the events of `base`
    public static Endpoint first(
            List<String> names, double[][] days, EventTimes base, List<String> baseNames) {
        if (base.kinds() > baseNames.size()) {
            throw new UnusableInputException(
                    "event code " + base.kinds() + " has no label: there are only " + baseNames);
        }
        int n = base.size();
        double[] time = new double[n];
        int[] event = new int[n];
        List<String> label = new ArrayList<>(n);
        for (int i = 0; i < n; i++) {
            double first = base.time(i);
            String name = base.event(i) == 0 ? "none" : baseNames.get(base.event(i) - 1);
            boolean ownDay = false;
            for (int k = 0; k < days.length; k++) {
                double day = days[k][i];
                if (day < 0) {
                    throw new UnusableInputException(
                            names.get(k)
                                    + " is on day "
                                    + day
                                    + " in row "
                                    + (i + 1)
                                    + ": a day is at or after 0");
                }
                if (day < first || (day == first && !ownDay)) {
                    first = day;
                    name = names.get(k);
                    ownDay = true;
                }
            }
            time[i] = first;
            event[i] = name.equals("none") ? 0 : 1;
            label.add(name);
        }
        return new Endpoint(EventTimes.of(time, event), List.copyOf(label));
    }
}
