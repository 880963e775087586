package org.osteon.outcome.survival;

import org.jspecify.annotations.Nullable;
import org.osteon.outcome.UnusableInputException;

/// Right-censored times of people, with what ended each: 0 censored, 1 and above the kind of event.
/// Times are days or any other unit, at or after 0; a person with delayed entry is at risk at u
/// when entry < u <= time.
///
/// Immutable: arrays are copied in and not handed out for writing.
public final class EventTimes {
    private final double[] time;
    private final int[] event;
    private final double @Nullable [] entry;

    private EventTimes(double[] time, int[] event, double @Nullable [] entry) {
        this.time = time;
        this.event = event;
        this.entry = entry;
    }

    /// Times at risk from the start.
    ///
    /// @param time days at or after 0
    /// @param event 0 censored, 1, 2 ... kinds of event
    public static EventTimes of(double[] time, int[] event) {
        check(time, event);
        return new EventTimes(time.clone(), event.clone(), null);
    }

    /// Times with delayed entry, or rows `(entry, time]` of a counting process.
    public static EventTimes entering(double[] entry, double[] time, int[] event) {
        check(time, event);
        for (int i = 0; i < time.length; i++) {
            if (!(entry[i] < time[i])) {
                throw new UnusableInputException(
                        "row "
                                + (i + 1)
                                + " enters at "
                                + entry[i]
                                + " and leaves at "
                                + time[i]
                                + ": entry must be before exit; leave such rows out");
            }
        }
        return new EventTimes(time.clone(), event.clone(), entry.clone());
    }

    private static void check(double[] time, int[] event) {
        if (time.length == 0) {
            throw new UnusableInputException("no rows: there is nothing to estimate from");
        }
        if (time.length != event.length) {
            throw new IllegalArgumentException(
                    time.length + " times for " + event.length + " events");
        }
        for (int i = 0; i < time.length; i++) {
            if (!(time[i] >= 0) || Double.isInfinite(time[i])) {
                throw new UnusableInputException(
                        "row "
                                + (i + 1)
                                + " has time "
                                + time[i]
                                + ": a time is a finite number at or after 0; correct or leave out the row");
            }
            if (event[i] < 0) {
                throw new UnusableInputException(
                        "row "
                                + (i + 1)
                                + " has event "
                                + event[i]
                                + ": 0 is censored, 1 and above are kinds of event");
            }
        }
    }

    /// The number of rows.
    public int size() {
        return time.length;
    }

    /// The time of a row.
    public double time(int row) {
        return time[row];
    }

    /// What ended the row: 0 censored.
    public int event(int row) {
        return event[row];
    }

    /// Whether rows have a time of entry.
    public boolean hasEntry() {
        return entry != null;
    }

    /// The time of entry of a row; negative infinity without delayed entry.
    public double entry(int row) {
        return entry == null ? Double.NEGATIVE_INFINITY : entry[row];
    }

    /// The highest kind of event that occurs; 0 when all are censored.
    public int kinds() {
        int kinds = 0;
        for (int kind : event) {
            kinds = Math.max(kinds, kind);
        }
        return kinds;
    }

    /// The largest time.
    public double maxTime() {
        double max = 0;
        for (double t : time) {
            max = Math.max(max, t);
        }
        return max;
    }

    /// The given rows only.
    public EventTimes rows(int[] selected) {
        if (selected.length == 0) {
            throw new UnusableInputException("no rows are left to estimate from");
        }
        double[] t = new double[selected.length];
        int[] e = new int[selected.length];
        double[] from = new double[selected.length];
        for (int i = 0; i < selected.length; i++) {
            t[i] = time[selected[i]];
            e[i] = event[selected[i]];
            from[i] = entry(selected[i]);
        }
        return new EventTimes(t, e, entry == null ? null : from);
    }

    /// All kinds of event taken as one.
    public EventTimes anyEvent() {
        return recoded(-1, 1);
    }

    /// One kind of event against all else censored: for cause-specific hazards, never for
    /// incidence.
    public EventTimes onlyEvent(int kind) {
        return recoded(kind, 1);
    }

    private EventTimes recoded(int kind, int code) {
        int[] recoded = new int[event.length];
        for (int i = 0; i < recoded.length; i++) {
            recoded[i] = event[i] != 0 && (kind < 0 || event[i] == kind) ? code : 0;
        }
        return new EventTimes(time, recoded, entry);
    }

    /// Censoring taken as the event and events as censored, for the length of follow-up.
    public EventTimes reversed() {
        int[] reversed = new int[event.length];
        for (int i = 0; i < reversed.length; i++) {
            reversed[i] = event[i] == 0 ? 1 : 0;
        }
        return new EventTimes(time, reversed, entry);
    }

    double[] times() {
        return time;
    }

    double @Nullable [] entries() {
        return entry;
    }
}
