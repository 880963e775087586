package org.osteon.outcome.survival;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.osteon.outcome.data.Groups;
import org.osteon.outcome.distribution.Normal;

/// The product-limit estimate of survival (Kaplan and Meier 1958) with Greenwood's variance and the
/// Nelson-Aalen cumulative hazard. Any event counts; O(n) for whole days, one radix sort for real
/// times.
public final class KaplanMeier {
    private static final double[] QUARTILES = {0.25, 0.5, 0.75};

    private KaplanMeier() {}

    /// The curve of all rows.
    public static SurvivalCurve curve(EventTimes data) {
        return curves(data, Groups.single(data.size())).getFirst();
    }

    /// A curve per group, in the order of the labels.
    public static List<SurvivalCurve> curves(EventTimes data, Groups groups) {
        TimeGrid grid = TimeGrid.of(data);
        List<SurvivalCurve> curves = new ArrayList<>();
        int[] sizes = groups.sizes();
        int[] exits = new int[grid.size()];
        int[] entries = new int[grid.size() + 1];
        int[] events = new int[grid.size()];
        for (int g = 0; g < groups.count(); g++) {
            Arrays.fill(exits, 0);
            Arrays.fill(entries, 0);
            Arrays.fill(events, 0);
            int[] index = groups.index();
            double[] entryTimes = new double[data.hasEntry() ? sizes[g] : 0];
            int next = 0;
            for (int i = 0; i < index.length; i++) {
                if (index[i] == g) {
                    int slot = grid.slot(i);
                    exits[slot]++;
                    if (data.event(i) != 0) {
                        events[slot]++;
                    }
                    if (data.hasEntry()) {
                        entries[grid.entrySlot(i)]++;
                        entryTimes[next++] = data.entry(i);
                    }
                }
            }
            Arrays.sort(entryTimes);
            curves.add(curve(grid, sizes[g], exits, entries, events, entryTimes));
        }
        return curves;
    }

    private static SurvivalCurve curve(
            TimeGrid grid, int n, int[] exits, int[] entries, int[] events, double[] entryTimes) {
        int steps = 0;
        for (int d : events) {
            if (d > 0) {
                steps++;
            }
        }
        double[] times = new double[steps];
        double[] atRisk = new double[steps];
        double[] died = new double[steps];
        int[] count = new int[steps];
        double[] exitTimes = new double[n];
        int at = 0;
        int left = 0;
        int entered = 0;
        for (int s = 0; s < grid.size(); s++) {
            entered += entries[s];
            if (events[s] > 0) {
                times[at] = grid.time(s);
                atRisk[at] = (entryTimes.length == 0 ? n : entered) - left;
                died[at] = events[s];
                count[at++] = events[s];
            }
            if (exits[s] > 0) {
                Arrays.fill(exitTimes, left, left + exits[s], grid.time(s));
                left += exits[s];
            }
        }
        return new SurvivalCurve(n, times, atRisk, died, count, entryTimes, exitTimes);
    }

    /// The summary of each group at display times.
    ///
    /// @param at display times; empty = every event time of the group
    /// @param tau horizons of restricted means, may be empty
    /// @param confidence e.g. 0.95
    public static Map<String, Summary> summarise(
            EventTimes data, Groups groups, double[] at, double[] tau, double confidence) {
        Map<String, Summary> summaries = new LinkedHashMap<>();
        List<SurvivalCurve> curves = curves(data, groups);
        for (int g = 0; g < groups.count(); g++) {
            summaries.put(groups.labels().get(g), Summary.of(curves.get(g), at, tau, confidence));
        }
        return summaries;
    }

    /// A curve at display times.
    ///
    /// @param n people
    /// @param events events among them
    /// @param maxTime largest time; beyond it the last value is carried forward
    /// @param times display times
    /// @param nRisk people at risk just before each time
    /// @param cumEvents events at or before
    /// @param surv survival
    /// @param seSurv its standard error, `NaN` once survival is 0
    /// @param cumHazNelsonAalen cumulative hazard
    /// @param ci limits by kind of interval
    /// @param quantiles quartiles of the time by kind of interval
    /// @param curve check values of the whole curve
    /// @param rmst restricted means, in the order asked for
    public record Summary(
            int n,
            int events,
            double maxTime,
            double[] times,
            int[] nRisk,
            int[] cumEvents,
            double[] surv,
            double[] seSurv,
            double[] cumHazNelsonAalen,
            Map<String, Limits> ci,
            Quantiles quantiles,
            Steps curve,
            List<SurvivalCurve.RestrictedMean> rmst) {

        static Summary of(SurvivalCurve curve, double[] at, double[] tau, double confidence) {
            double z = Normal.critical(confidence);
            double[] times = at.length == 0 ? curve.times() : at.clone();
            int m = times.length;
            int[] nRisk = new int[m];
            int[] cumEvents = new int[m];
            double[] surv = new double[m];
            double[] se = new double[m];
            double[] hazard = new double[m];
            for (int i = 0; i < m; i++) {
                nRisk[i] = curve.atRisk(times[i]);
                cumEvents[i] = curve.eventsUpTo(times[i]);
                surv[i] = curve.survivalAt(times[i]);
                se[i] = curve.standardErrorAt(times[i]);
                hazard[i] = curve.cumulativeHazardAt(times[i]);
            }
            Map<String, Limits> ci = new LinkedHashMap<>();
            for (Interval interval : Interval.values()) {
                double[] lower = new double[m];
                double[] upper = new double[m];
                for (int i = 0; i < m; i++) {
                    double[] limits = interval.limits(surv[i], curve.greenwoodAt(times[i]), z);
                    lower[i] = limits[0];
                    upper[i] = limits[1];
                }
                ci.put(interval.key(), new Limits(lower, upper));
            }
            List<SurvivalCurve.RestrictedMean> means = new ArrayList<>();
            for (double horizon : tau) {
                means.add(curve.restrictedMean(horizon));
            }
            return new Summary(
                    curve.n(),
                    curve.eventCount(),
                    curve.maxTime(),
                    times,
                    nRisk,
                    cumEvents,
                    surv,
                    se,
                    hazard,
                    ci,
                    Quantiles.of(curve, z),
                    Steps.of(curve),
                    means);
        }
    }

    /// Lower and upper limits, one per time.
    ///
    /// @param lower lower limits
    /// @param upper upper limits
    public record Limits(double[] lower, double[] upper) {}

    /// Check values of a whole curve.
    ///
    /// @param nDistinctEventTimes number of steps
    /// @param sumSurvAtEventTimes sum of survival over the steps
    /// @param lastSurv survival after the last step; 1 without events
    public record Steps(int nDistinctEventTimes, double sumSurvAtEventTimes, double lastSurv) {
        static Steps of(SurvivalCurve curve) {
            double sum = 0;
            for (double s : curve.surv) {
                sum += s;
            }
            int m = curve.surv.length;
            return new Steps(m, sum, m == 0 ? 1 : curve.surv[m - 1]);
        }
    }

    /// Quartiles of the time to event with limits by every kind of interval.
    ///
    /// @param probs 0.25, 0.5, 0.75
    /// @param log limits from the log interval
    /// @param loglog limits from the log-minus-log interval
    /// @param plain limits from the plain interval
    /// @param logit limits from the logit interval
    /// @param arcsin limits from the arcsine interval
    public record Quantiles(
            double[] probs,
            Estimates log,
            Estimates loglog,
            Estimates plain,
            Estimates logit,
            Estimates arcsin) {
        static Quantiles of(SurvivalCurve curve, double z) {
            return new Quantiles(
                    QUARTILES.clone(),
                    Estimates.of(curve, Interval.LOG, z),
                    Estimates.of(curve, Interval.LOGLOG, z),
                    Estimates.of(curve, Interval.PLAIN, z),
                    Estimates.of(curve, Interval.LOGIT, z),
                    Estimates.of(curve, Interval.ARCSIN, z));
        }
    }

    /// Quantiles and their limits; not reached is `NaN`.
    ///
    /// @param est estimates
    /// @param lower lower limits, where the lower band crosses
    /// @param upper upper limits, where the upper band crosses
    public record Estimates(double[] est, double[] lower, double[] upper) {
        static Estimates of(SurvivalCurve curve, Interval interval, double z) {
            double[] est = new double[QUARTILES.length];
            double[] lower = new double[QUARTILES.length];
            double[] upper = new double[QUARTILES.length];
            for (int i = 0; i < QUARTILES.length; i++) {
                est[i] = curve.quantile(QUARTILES[i]);
                double[] limits = curve.quantileLimits(QUARTILES[i], interval, z);
                lower[i] = limits[0];
                upper[i] = limits[1];
            }
            return new Estimates(est, lower, upper);
        }
    }
}
