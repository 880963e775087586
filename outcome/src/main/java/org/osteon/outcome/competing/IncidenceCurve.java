package org.osteon.outcome.competing;

import org.osteon.outcome.survival.EventTimes;
import org.osteon.outcome.survival.TimeGrid;

/// The Aalen-Johansen cumulative incidence of one cause in one group with three variances. Reported
/// is the one of the reference incidence function (variance A); Greenwood's multinomial form (B)
/// and the infinitesimal jackknife (C) are for comparison. Time is the grid of the group; O(n) in
/// all.
public final class IncidenceCurve {
    private final EventTimes data;
    private final int cause;
    private final TimeGrid grid;
    private final double[] atRisk;
    private final double[] own;
    private final double[] all;
    private final double[] incidence;
    private final double[] variance;
    private final double[] survivalBefore;

    /// Estimates the incidence of `cause`; every other kind of event competes.
    public IncidenceCurve(EventTimes data, int cause) {
        this.data = data;
        this.cause = cause;
        this.grid = TimeGrid.of(data);
        int m = grid.size();
        atRisk = new double[m];
        own = new double[m];
        all = new double[m];
        incidence = new double[m];
        variance = new double[m];
        survivalBefore = new double[m];
        count();
        estimate();
    }

    private void count() {
        double[] leaving = new double[atRisk.length];
        double[] entering = new double[atRisk.length + 1];
        for (int i = 0; i < data.size(); i++) {
            int slot = grid.slot(i);
            leaving[slot]++;
            entering[grid.entrySlot(i)]++;
            if (data.event(i) != 0) {
                all[slot]++;
                if (data.event(i) == cause) {
                    own[slot]++;
                }
            }
        }
        double y = 0;
        for (int j = 0; j < atRisk.length; j++) {
            y += entering[j];
            atRisk[j] = y;
            y -= leaving[j];
        }
    }

    /// Gray's variance (Gray, Annals of Statistics 1988;16:1141): the running sums a, b, c; the
    /// stored value changes only at failures from the cause.
    private void estimate() {
        double s = 1;
        double f = 0;
        double a = 0;
        double b = 0;
        double c = 0;
        double stored = 0;
        for (int j = 0; j < atRisk.length; j++) {
            survivalBefore[j] = s;
            double n = atRisk[j];
            double d1 = own[j];
            double d2 = all[j] - d1;
            if (d1 + d2 > 0) {
                double after = s * (n - d1 - d2) / n;
                f += s * d1 / n;
                if (d2 > 0 && after > 0) {
                    double v = s * s * ties(d2, n) * d2 / (n * n);
                    double r = f / after;
                    a += r * r * v;
                    b += r / after * v;
                    c += v / (after * after);
                }
                if (d1 > 0) {
                    double v = s * s * ties(d1, n) * d1 / (n * n);
                    double q = after > 0 ? 1 / after : 0;
                    double r = 1 + q * f;
                    a += r * r * v;
                    b += q * r * v;
                    c += q * q * v;
                    stored = Math.max(0, a + f * f * c - 2 * f * b);
                }
                s = after;
            }
            incidence[j] = f;
            variance[j] = stored;
        }
    }

    static double ties(double d, double n) {
        return d > 1 ? 1 - (d - 1) / (n - 1) : 1;
    }

    /// The largest time of the group, beyond which the incidence is not defined.
    public double maxTime() {
        return grid.time(grid.size() - 1);
    }

    /// The incidence at t, `NaN` beyond follow-up.
    public double at(double t) {
        return step(incidence, t);
    }

    /// Variance A at t, `NaN` beyond follow-up.
    public double grayVarianceAt(double t) {
        return step(variance, t);
    }

    private double step(double[] curve, double t) {
        if (t > maxTime()) {
            return Double.NaN;
        }
        int at = grid.lastAtOrBefore(t);
        return at < 0 ? 0 : curve[at];
    }

    /// The times at which the incidence rises.
    public double[] jumpTimes() {
        return java.util.stream.IntStream.range(0, own.length)
                .filter(j -> own[j] > 0)
                .mapToDouble(grid::time)
                .toArray();
    }

    /// The first time by which the incidence has reached a share, `NaN` where it never does.
    ///
    /// @param share such as 0.5: when half have had the event
    public double quantile(double share) {
        for (double time : jumpTimes()) {
            if (at(time) >= share - 1e-12) {
                return time;
            }
        }
        return Double.NaN;
    }

    /// Variance B at t: multinomial within each event time, `NaN` beyond follow-up.
    public double greenwoodVarianceAt(double t) {
        if (t > maxTime()) {
            return Double.NaN;
        }
        int last = grid.lastAtOrBefore(t);
        double total = last < 0 ? 0 : incidence[last];
        double sum = 0;
        for (int j = 0; j <= last; j++) {
            if (all[j] > 0) {
                double n = atRisk[j];
                double left = 1 - all[j] / n;
                double b = left > 0 ? (total - incidence[j]) / left : 0;
                double gOwn = survivalBefore[j] - b;
                double pOwn = own[j] / n;
                double pOther = (all[j] - own[j]) / n;
                double mean = gOwn * pOwn - b * pOther;
                sum += (gOwn * gOwn * pOwn + b * b * pOther - mean * mean) / n;
            }
        }
        return sum;
    }

    /// Standard error C at each of the times: the infinitesimal jackknife per person. With A the
    /// sum of d/(n(n-d)), someone at risk at t carries P(t) = sum (A(u-) - 1/n) dF(u); someone who
    /// left at T carries a value fixed then plus a slope times F(t) - F(T), so that sums of squares
    /// need three running totals.
    public double[] jackknifeErrorsAt(double[] times) {
        double[] se = new double[times.length];
        int m = atRisk.length;
        double[] a = new double[m];
        double[] p = new double[m];
        double sumA = 0;
        double sumP = 0;
        double before = 0;
        for (int j = 0; j < m; j++) {
            double jump = incidence[j] - before;
            before = incidence[j];
            sumP += (sumA - 1 / atRisk[j]) * jump;
            if (all[j] > 0 && atRisk[j] > all[j]) {
                sumA += all[j] / (atRisk[j] * (atRisk[j] - all[j]));
            }
            a[j] = sumA;
            p[j] = sumP;
        }
        for (int k = 0; k < times.length; k++) {
            if (times[k] > maxTime()) {
                se[k] = Double.NaN;
                continue;
            }
            int last = grid.lastAtOrBefore(times[k]);
            double squares = 0;
            if (last >= 0) {
                if (data.hasEntry()) {
                    for (int i = 0; i < data.size(); i++) {
                        double d = influence(i, last, a, p);
                        squares += d * d;
                    }
                } else {
                    squares = squaresWithoutEntry(last, a, p);
                }
            }
            se[k] = Math.sqrt(squares);
        }
        return se;
    }

    private double squaresWithoutEntry(int last, double[] a, double[] p) {
        double f = incidence[last];
        double squares = 0;
        double leftBy = 0;
        for (int j = 0; j <= last; j++) {
            double n = atRisk[j];
            double rise = f - incidence[j];
            double stay = p[j] + a[j] * rise;
            double step = n > all[j] ? 1 / (n - all[j]) : 0;
            double ownEnd = p[j] + survivalBefore[j] / n + (a[j] - step) * rise;
            double otherEnd = p[j] + (a[j] - step) * rise;
            double leaving = n - (j + 1 < atRisk.length ? atRisk[j + 1] : 0);
            double censored = leaving - all[j];
            squares +=
                    own[j] * ownEnd * ownEnd
                            + (all[j] - own[j]) * otherEnd * otherEnd
                            + censored * stay * stay;
            leftBy += leaving;
        }
        double remaining = data.size() - leftBy;
        return squares + remaining * p[last] * p[last];
    }

    private double influence(int row, int last, double[] a, double[] p) {
        int from = grid.entrySlot(row);
        if (from > last) {
            return 0;
        }
        int slot = grid.slot(row);
        int until = Math.min(slot, last);
        double startA = from == 0 ? 0 : a[from - 1];
        double startP = from == 0 ? 0 : p[from - 1];
        double startF = from == 0 ? 0 : incidence[from - 1];
        double d = p[until] - startP - startA * (incidence[until] - startF);
        if (slot > last) {
            return d;
        }
        double slope = a[slot] - startA;
        if (data.event(row) != 0) {
            if (data.event(row) == cause) {
                d += survivalBefore[slot] / atRisk[slot];
            }
            if (atRisk[slot] > all[slot]) {
                slope -= 1 / (atRisk[slot] - all[slot]);
            }
        }
        return d + slope * (incidence[last] - incidence[slot]);
    }

    /// The interval F^exp(-/+ z se/(F ln F)), not defined when F is 0 or 1 or se is 0.
    public static double[] limits(double f, double se, double z) {
        if (!(f > 0 && f < 1 && se > 0)) {
            return new double[] {Double.NaN, Double.NaN};
        }
        double theta = z * se / (f * Math.log(f));
        return new double[] {Math.pow(f, Math.exp(-theta)), Math.pow(f, Math.exp(theta))};
    }
}
