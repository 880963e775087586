package org.osteon.outcome.survival;

import java.util.stream.IntStream;
import org.osteon.outcome.UnusableInputException;

/// Landmark analysis (Anderson, Cain and Gelber 1983): those still under observation and free of
/// the event at the landmark, with the clock restarted there. Covariates may use only what was
/// known by then.
public final class Landmark {
    private Landmark() {}

    /// What is kept.
    ///
    /// @param rows the rows with time beyond the landmark, ascending
    /// @param data their times from the landmark on
    /// @param excluded how many had the event or were censored by the landmark
    public record Cut(int[] rows, EventTimes data, int excluded) {}

    /// Keeps the rows with time > landmark.
    public static Cut at(EventTimes data, double landmark) {
        int[] rows = IntStream.range(0, data.size()).filter(i -> data.time(i) > landmark).toArray();
        if (rows.length == 0) {
            throw new UnusableInputException(
                    "nobody is under observation after the landmark " + landmark);
        }
        double[] time = new double[rows.length];
        int[] event = new int[rows.length];
        for (int i = 0; i < rows.length; i++) {
            time[i] = data.time(rows[i]) - landmark;
            event[i] = data.event(rows[i]);
        }
        return new Cut(rows, EventTimes.of(time, event), data.size() - rows.length);
    }
}
