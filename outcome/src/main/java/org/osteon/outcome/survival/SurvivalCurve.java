package org.osteon.outcome.survival;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/// A Kaplan-Meier curve: the survival S after each distinct event time with what it was made from.
/// A step function, 1 before the first event, right-continuous.
public final class SurvivalCurve {
    private final int n;
    private final double maxTime;
    final double[] times;
    final double[] atRisk;
    final double[] events;
    final double[] surv;
    final double[] greenwood;
    final double[] cumHaz;
    private final double[] entryTimes;
    private final double[] exitTimes;
    private final int[] cumulativeEventCount;

    SurvivalCurve(
            int n,
            double[] times,
            double[] atRisk,
            double[] events,
            int[] eventCount,
            double[] entryTimes,
            double[] exitTimes) {
        this.n = n;
        this.times = times;
        this.atRisk = atRisk;
        this.events = events;
        this.entryTimes = entryTimes;
        this.exitTimes = exitTimes;
        this.maxTime = exitTimes.length == 0 ? 0 : exitTimes[exitTimes.length - 1];
        int m = times.length;
        this.surv = new double[m];
        this.greenwood = new double[m];
        this.cumHaz = new double[m];
        this.cumulativeEventCount = new int[m];
        double s = 1;
        double v = 0;
        double h = 0;
        int count = 0;
        for (int i = 0; i < m; i++) {
            s *= 1 - events[i] / atRisk[i];
            double after = atRisk[i] - events[i];
            v += events[i] / (atRisk[i] * after);
            h += events[i] / atRisk[i];
            count += eventCount[i];
            surv[i] = after <= 0 ? 0 : s;
            greenwood[i] = v;
            cumHaz[i] = h;
            cumulativeEventCount[i] = count;
        }
    }

    /// The number of people.
    public int n() {
        return n;
    }

    /// The number of events.
    public int eventCount() {
        return times.length == 0 ? 0 : cumulativeEventCount[times.length - 1];
    }

    /// The largest time, of event or censoring.
    public double maxTime() {
        return maxTime;
    }

    /// The distinct event times.
    public double[] times() {
        return times.clone();
    }

    /// The survival after each event time.
    public double[] survival() {
        return surv.clone();
    }

    /// S(t), carried forward beyond the last event.
    public double survivalAt(double t) {
        int at = TimeGrid.lastAtOrBefore(times, t);
        return at < 0 ? 1 : surv[at];
    }

    /// The sum of d/(Y(Y-d)) up to t.
    public double greenwoodAt(double t) {
        int at = TimeGrid.lastAtOrBefore(times, t);
        return at < 0 ? 0 : greenwood[at];
    }

    /// The standard error of S(t) by Greenwood's formula, not defined (`NaN`) once S is 0.
    public double standardErrorAt(double t) {
        double s = survivalAt(t);
        return s > 0 ? s * Math.sqrt(greenwoodAt(t)) : Double.NaN;
    }

    /// The Nelson-Aalen cumulative hazard at t.
    public double cumulativeHazardAt(double t) {
        int at = TimeGrid.lastAtOrBefore(times, t);
        return at < 0 ? 0 : cumHaz[at];
    }

    /// Events at or before t.
    public int eventsUpTo(double t) {
        int at = TimeGrid.lastAtOrBefore(times, t);
        return at < 0 ? 0 : cumulativeEventCount[at];
    }

    /// People with entry < t <= time.
    public int atRisk(double t) {
        int left = countBefore(exitTimes, t);
        int entered = entryTimes.length == 0 ? n : countBefore(entryTimes, t);
        return entered - left;
    }

    /// People censored before t, so that at risk + events before t + censored before t = n without
    /// delayed entry.
    public int censoredBefore(double t) {
        int at = TimeGrid.lastAtOrBefore(times, Math.nextDown(t));
        return countBefore(exitTimes, t) - (at < 0 ? 0 : cumulativeEventCount[at]);
    }

    private static int countBefore(double[] ascending, double t) {
        int at = TimeGrid.lastAtOrBefore(ascending, Math.nextDown(t));
        int count = at + 1;
        while (count < ascending.length && ascending[count] < t) {
            count++;
        }
        return count;
    }

    /// The limits of an interval at every event time.
    public double[][] band(Interval interval, double z) {
        double[] lower = new double[times.length];
        double[] upper = new double[times.length];
        for (int i = 0; i < times.length; i++) {
            double[] limits = interval.limits(surv[i], greenwood[i], z);
            lower[i] = limits[0];
            upper[i] = limits[1];
        }
        return new double[][] {lower, upper};
    }

    /// The first time at which a proportion `p` has had the event: where S falls to 1 - p or below;
    /// where S stays on 1 - p, the middle of that stretch. Not reached is not defined (`NaN`).
    public double quantile(double p) {
        return crossing(surv, p);
    }

    /// The limits of a quantile: the quantiles of the lower and of the upper confidence curve
    /// (Brookmeyer and Crowley, Biometrics 1982;38:29), not defined (`NaN`) where a curve is not
    /// reached.
    public double[] quantileLimits(double p, Interval interval, double z) {
        double[][] band = band(interval, z);
        return new double[] {crossing(band[0], p), crossing(band[1], p)};
    }

    /// The time at which a curve over the event times is at 1 - p: that of its highest value not
    /// above 1 - p, wherever in time that lies. For a curve that only falls this is the first time.
    /// An upper limit need not only fall: with delayed entry few may be at risk early and many
    /// later. The reference package then takes the value nearest to 1 - p, and so do we. Values
    /// that are not defined, as once nobody of those at risk was left, are passed over.
    private double crossing(double[] curve, double p) {
        double level = 1 - p;
        int at = highest(curve, level + SAME);
        if (at < 0) {
            return Double.NaN;
        }
        int below = highest(curve, level - SAME);
        if (below >= 0) {
            return (times[at] + times[below]) / 2;
        }
        // On the level to the end: the middle of what is left, if the curve is known there.
        double last = curve[lastNew(curve)];
        return Math.abs(last - level) < SAME ? (times[at] + maxTime) / 2 : Double.NaN;
    }

    /// The first index of the highest value at or below a limit, -1 when none is.
    private static int highest(double[] curve, double limit) {
        int found = -1;
        for (int i = 0; i < curve.length; i++) {
            if (curve[i] <= limit && (found < 0 || curve[i] > curve[found])) {
                found = i;
            }
        }
        return found;
    }

    /// The last index whose value did not occur before; not defined counts as one value.
    private static int lastNew(double[] curve) {
        int last = 0;
        Set<Double> seen = new HashSet<>();
        for (int i = 0; i < curve.length; i++) {
            if (seen.add(curve[i])) {
                last = i;
            }
        }
        return last;
    }

    private static final double SAME = 1.4901161193847656e-8;

    /// The area under the curve up to `tau` with its standard error: variance sum of A(u)^2
    /// d/(Y(Y-d)) over the event times before tau, A(u) the area from u to tau (Klein and
    /// Moeschberger, Survival Analysis, 2nd ed. 2003, 4.5).
    public RestrictedMean restrictedMean(double tau) {
        if (!(tau > 0) || tau > maxTime) {
            throw new org.osteon.outcome.UnusableInputException(
                    "the restricted mean up to "
                            + tau
                            + " is not defined: follow-up ends at "
                            + maxTime
                            + "; choose a time up to that");
        }
        int last = TimeGrid.lastAtOrBefore(times, Math.nextDown(tau));
        double area = 0;
        double variance = 0;
        double end = tau;
        for (int i = last; i >= 0; i--) {
            area += surv[i] * (end - times[i]);
            end = times[i];
            double after = atRisk[i] - events[i];
            if (after > 0) {
                variance += area * area * events[i] / (atRisk[i] * after);
            }
        }
        area += end;
        return new RestrictedMean(tau, area, Math.sqrt(variance));
    }

    double[] exitTimes() {
        return exitTimes;
    }

    /// Restricted mean survival time.
    ///
    /// @param tau the horizon, in the unit of the times
    /// @param rmst the area under the curve up to tau
    /// @param se its standard error
    public record RestrictedMean(double tau, double rmst, double se) {}

    @Override
    public String toString() {
        return "SurvivalCurve[n="
                + n
                + ", events="
                + eventCount()
                + ", times="
                + Arrays.toString(Arrays.copyOf(times, Math.min(5, times.length)))
                + "]";
    }
}
