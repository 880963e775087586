package org.osteon.outcome.survival;

import java.util.LinkedHashMap;
import java.util.Map;
import org.osteon.outcome.UnusableInputException;
import org.osteon.outcome.data.Groups;

/// Kaplan-Meier with a weight per person, as after inverse probability weighting. Numbers at risk
/// and events are sums of weights; the standard error is the infinitesimal jackknife per person
/// with the weights taken as known.
public final class WeightedKaplanMeier {
    private WeightedKaplanMeier() {}

    /// A weighted curve at display times.
    ///
    /// @param n people
    /// @param sumWeights sum of their weights
    /// @param times display times
    /// @param surv weighted survival
    /// @param seRobust standard error by the infinitesimal jackknife; 0 once survival is 0: no
    ///   small change of the weights moves it from there
    public record Summary(
            int n, double sumWeights, double[] times, double[] surv, double[] seRobust) {}

    /// A weighted curve per group.
    public static Map<String, Summary> summarise(
            EventTimes data, Groups groups, double[] weights, double[] at) {
        for (int i = 0; i < weights.length; i++) {
            if (!(weights[i] >= 0) || Double.isInfinite(weights[i])) {
                throw new UnusableInputException(
                        "row "
                                + (i + 1)
                                + " has weight "
                                + weights[i]
                                + ": a weight is a number at or above 0");
            }
        }
        Map<String, Summary> summaries = new LinkedHashMap<>();
        for (int g = 0; g < groups.count(); g++) {
            int[] rows = groups.rowsOf(g);
            double[] w = new double[rows.length];
            for (int i = 0; i < w.length; i++) {
                w[i] = weights[rows[i]];
            }
            summaries.put(groups.labels().get(g), summarise(data.rows(rows), w, at));
        }
        return summaries;
    }

    /// With A(t) = sum d/(n(n-d)) over event times, person i contributes L_i(t) = w_i (1 - ...) of
    /// the reference: w_i (A(min(t, T_i)) - A(entry_i)) less w_i/(n-d) at the own event.
    private static Summary summarise(EventTimes data, double[] w, double[] at) {
        TimeGrid grid = TimeGrid.of(data);
        int m = grid.size();
        double[] died = new double[m];
        double[] exits = new double[m];
        double[] entries = new double[m + 1];
        double total = 0;
        for (int i = 0; i < w.length; i++) {
            total += w[i];
            exits[grid.slot(i)] += w[i];
            entries[grid.entrySlot(i)] += w[i];
            if (data.event(i) != 0) {
                died[grid.slot(i)] += w[i];
            }
        }
        double[] surv = new double[m];
        double[] a = new double[m];
        double[] atRisk = new double[m];
        double s = 1;
        double sum = 0;
        double y = 0;
        for (int j = 0; j < m; j++) {
            y += entries[j];
            atRisk[j] = y;
            if (died[j] > 0) {
                double survivors = y - died[j];
                if (survivors > 1e-12 * y) {
                    s *= survivors / y;
                    sum += died[j] / (y * survivors);
                } else {
                    s = 0;
                }
            }
            surv[j] = s;
            a[j] = sum;
            y -= exits[j];
        }
        double[] times = at.length == 0 ? eventTimes(grid, died) : at.clone();
        double[] out = new double[times.length];
        double[] se = new double[times.length];
        for (int k = 0; k < times.length; k++) {
            int last = grid.lastAtOrBefore(times[k]);
            out[k] = last < 0 ? 1 : surv[last];
            double squares = 0;
            for (int i = 0; i < w.length; i++) {
                double l = influence(data, grid, a, atRisk, died, i, last);
                squares += w[i] * w[i] * l * l;
            }
            se[k] = out[k] * Math.sqrt(squares);
        }
        return new Summary(w.length, total, times, out, se);
    }

    private static double influence(
            EventTimes data,
            TimeGrid grid,
            double[] a,
            double[] atRisk,
            double[] died,
            int i,
            int last) {
        int slot = grid.slot(i);
        int from = grid.entrySlot(i);
        if (from > last) {
            return 0;
        }
        double l = a[Math.min(slot, last)] - (from == 0 ? 0 : a[from - 1]);
        if (data.event(i) != 0 && slot <= last) {
            double survivors = atRisk[slot] - died[slot];
            if (survivors > 1e-12 * atRisk[slot]) {
                l -= 1 / survivors;
            }
        }
        return l;
    }

    private static double[] eventTimes(TimeGrid grid, double[] died) {
        return java.util.stream.IntStream.range(0, grid.size())
                .filter(j -> died[j] > 0)
                .mapToDouble(grid::time)
                .toArray();
    }
}
