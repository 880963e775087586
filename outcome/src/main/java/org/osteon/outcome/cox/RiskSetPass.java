package org.osteon.outcome.cox;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.osteon.outcome.data.Centring;
import org.osteon.outcome.data.DesignMatrix;
import org.osteon.outcome.data.Groups;
import org.osteon.outcome.survival.EventTimes;
import org.osteon.outcome.survival.TimeGrid;

/// The risk-set sums of the Cox model, kept while walking each stratum's times backwards: rows are
/// added when their time is reached and removed again at their entry. Covariates are centred and
/// scaled to unit spread inside.
///
/// Names: S0, S1, S2 the sums of r, r x, r x x' over the risk set with r = w exp(x b); E0, E1, E2
/// the same over the d deaths of the time; for Efron's ties the l-th of d terms uses S - (l/d) E,
/// for Breslow's S each time.
final class RiskSetPass {
    private final int n;
    private final int p;
    private final boolean efron;
    private final TimeGrid grid;
    private final double[] centre;
    private final double[] scale;

    /// Rows ordered by stratum, then time descending.
    private final int[] order;

    private final double[] rows;
    private final boolean[] died;
    private final double[] weight;
    private final int[] slot;
    private final int[] entrySlot;
    private final int[] strataEnd;

    /// Within each stratum the positions ordered by entry slot descending; empty without delayed
    /// entry.
    private final int[] byEntry;

    private final double[] risk;

    /// Of each position x b, as of the last walk: the logarithm of its risk.
    private final double[] logRisk;

    private int events;

    /// What is done at each event time, times descending within a stratum.
    interface Visitor {
        /// Deaths lie at positions `from` to `to` (exclusive) among rows that may also be censored
        /// there.
        void eventTime(RiskSetPass pass, EventTime at);
    }

    /// The sums at one event time. `mean weight` is that of the deaths.
    static final class EventTime {
        int slot;
        int stratum;
        int from;
        int to;
        int deaths;
        double meanWeight;
        double[] sums = new double[0];
        double[] deathSums = new double[0];

        /// Sum of x over the deaths, each times its weight.
        double[] weightedX = new double[0];

        double logRisk;
    }

    RiskSetPass(
            EventTimes data,
            DesignMatrix x,
            Groups strata,
            double @Nullable [] weights,
            boolean efron) {
        this.n = data.size();
        this.p = x.width();
        this.efron = efron;
        this.grid = TimeGrid.of(data);
        Centring centring = Centring.of(x);
        centre = centring.mean();
        scale = centring.spread();
        order = orderOf(grid, strata);
        strataEnd = new int[strata.count()];
        rows = new double[n * p];
        died = new boolean[n];
        weight = new double[n];
        slot = new int[n];
        entrySlot = new int[data.hasEntry() ? n : 0];
        // Read in the order of the data, write where the walk will read: one far access per row.
        int[] position = new int[n];
        for (int i = 0; i < n; i++) {
            position[order[i]] = i;
            strataEnd[strata.index()[order[i]]] = i + 1;
        }
        for (int row = 0; row < n; row++) {
            int i = position[row];
            for (int j = 0; j < p; j++) {
                rows[i * p + j] = (x.columns()[j][row] - centre[j]) / scale[j];
            }
            died[i] = data.event(row) != 0;
            events += died[i] ? 1 : 0;
            weight[i] = weights == null ? 1 : weights[row];
            slot[i] = grid.slot(row);
            if (data.hasEntry()) {
                entrySlot[i] = grid.entrySlot(row);
            }
        }
        byEntry = data.hasEntry() ? orderByEntry() : new int[0];
        risk = new double[n];
        logRisk = new double[n];
    }

    private static int[] orderOf(TimeGrid grid, Groups strata) {
        int[] ascending = grid.rowsBySlot();
        if (strata.count() == 1) {
            int n = ascending.length;
            for (int i = 0; i < n / 2; i++) {
                int first = ascending[i];
                ascending[i] = ascending[n - 1 - i];
                ascending[n - 1 - i] = first;
            }
            return ascending;
        }
        int[] start = new int[strata.count() + 1];
        for (int s : strata.index()) {
            start[s + 1]++;
        }
        for (int s = 0; s < strata.count(); s++) {
            start[s + 1] += start[s];
        }
        int[] order = new int[ascending.length];
        for (int i = ascending.length - 1; i >= 0; i--) {
            order[start[strata.index()[ascending[i]]]++] = ascending[i];
        }
        return order;
    }

    private int[] orderByEntry() {
        int[] sorted = new int[n];
        int from = 0;
        for (int end : strataEnd) {
            int start = from;
            int[] part =
                    java.util.stream.IntStream.range(start, end)
                            .boxed()
                            .sorted((a, b) -> Integer.compare(entrySlot[b], entrySlot[a]))
                            .mapToInt(Integer::intValue)
                            .toArray();
            System.arraycopy(part, 0, sorted, start, part.length);
            from = Math.max(from, end);
        }
        return sorted;
    }

    int rows() {
        return n;
    }

    int width() {
        return p;
    }

    int events() {
        return events;
    }

    boolean efron() {
        return efron;
    }

    TimeGrid grid() {
        return grid;
    }

    double scale(int j) {
        return scale[j];
    }

    double centre(int j) {
        return centre[j];
    }

    /// The row of the data at a position of the walk.
    int row(int position) {
        return order[position];
    }

    double x(int position, int j) {
        return rows[position * p + j];
    }

    boolean died(int position) {
        return died[position];
    }

    double weight(int position) {
        return weight[position];
    }

    /// exp(x b) without the weight, as of the last walk.
    double risk(int position) {
        return risk[position];
    }

    int slot(int position) {
        return slot[position];
    }

    int entrySlot(int position) {
        return entrySlot.length == 0 ? 0 : entrySlot[position];
    }

    int strata() {
        return strataEnd.length;
    }

    int stratumEnd(int stratum) {
        return strataEnd[stratum];
    }

    /// Walks all event times.
    ///
    /// @param second whether the sums of squares are needed
    void walk(double[] beta, boolean second, Visitor visitor) {
        int size = 1 + p + (second ? p * (p + 1) / 2 : 0);
        boolean start = true;
        for (double b : beta) {
            start &= b == 0;
        }
        if (start) {
            Arrays.fill(risk, 1);
            Arrays.fill(logRisk, 0);
        } else {
            for (int i = 0; i < n; i++) {
                double eta = 0;
                for (int j = 0; j < p; j++) {
                    eta += beta[j] * rows[i * p + j];
                }
                logRisk[i] = eta;
                risk[i] = Math.exp(eta);
            }
        }
        EventTime at = new EventTime();
        at.sums = new double[size];
        at.deathSums = new double[size];
        at.weightedX = new double[p];
        int i = 0;
        for (int s = 0; s < strataEnd.length; s++) {
            Arrays.fill(at.sums, 0);
            at.stratum = s;
            int end = strataEnd[s];
            int leaving = i;
            while (i < end) {
                i = timeBlock(at, i, end, second);
                if (at.deaths > 0) {
                    // Those who enter at or after this time are not yet at risk: entry < time.
                    while (byEntry.length > 0
                            && leaving < end
                            && entrySlot[byEntry[leaving]] > at.slot) {
                        int gone = byEntry[leaving++];
                        add(at.sums, gone, -weight[gone] * risk[gone], second);
                    }
                    visitor.eventTime(this, at);
                }
            }
        }
    }

    private int timeBlock(EventTime at, int start, int end, boolean second) {
        at.slot = slot[start];
        at.from = start;
        at.deaths = 0;
        at.logRisk = 0;
        double weights = 0;
        int i = start;
        for (; i < end && slot[i] == at.slot; i++) {
            double r = weight[i] * risk[i];
            if (!died[i]) {
                add(at.sums, i, r, second);
            } else {
                if (at.deaths++ == 0) {
                    Arrays.fill(at.deathSums, 0);
                    Arrays.fill(at.weightedX, 0);
                }
                add(at.deathSums, i, r, second);
                at.logRisk += weight[i] * logRisk[i];
                weights += weight[i];
                for (int j = 0; j < p; j++) {
                    at.weightedX[j] += weight[i] * rows[i * p + j];
                }
            }
        }
        if (at.deaths > 0) {
            for (int k = 0; k < at.sums.length; k++) {
                at.sums[k] += at.deathSums[k];
            }
        }
        at.to = i;
        at.meanWeight = at.deaths == 0 ? 0 : weights / at.deaths;
        return i;
    }

    private void add(double[] sums, int i, double r, boolean second) {
        sums[0] += r;
        int base = i * p;
        int pair = 1 + p;
        for (int a = 0; a < p; a++) {
            double rx = r * rows[base + a];
            sums[1 + a] += rx;
            if (second) {
                for (int b = 0; b <= a; b++) {
                    sums[pair++] += rx * rows[base + b];
                }
            }
        }
    }

    /// The part of the deaths that leaves the risk set in the l-th of d terms.
    double fraction(int l, int d) {
        return efron ? (double) l / d : 0;
    }
}
