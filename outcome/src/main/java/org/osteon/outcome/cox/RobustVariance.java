package org.osteon.outcome.cox;

import org.jspecify.annotations.Nullable;
import org.osteon.outcome.data.Groups;

/// The sandwich variance from score residuals summed within clusters (Lin and Wei, JASA
/// 1989;84:1074), Efron form. The residual of someone at risk is written with running totals of
/// 1/a0 and a1/a0^2, so the cost is linear.
final class RobustVariance {
    private final int p;

    /// Per event time of the stratum in hand, ascending in the walk's order: slot and totals over
    /// it and later times.
    private int[] slots = new int[16];

    private double[] hazard = new double[16];
    private double[] mean = new double[0];
    private int count;
    private int stratum = -1;
    private final double[][] residual;
    private final RiskSetPass pass;

    private RobustVariance(RiskSetPass pass) {
        this.pass = pass;
        this.p = pass.width();
        this.mean = new double[16 * p];
        this.residual = new double[pass.rows()][p];
    }

    static double[][] of(
            RiskSetPass pass, double[] beta, double[][] covariance, @Nullable Groups clusters) {
        RobustVariance variance = new RobustVariance(pass);
        pass.walk(beta, false, variance::eventTime);
        variance.finishStratum();
        return variance.sandwich(covariance, clusters);
    }

    /// Own terms of the deaths here; what those merely at risk get is kept as a total per event
    /// time.
    private void eventTime(RiskSetPass walk, RiskSetPass.EventTime at) {
        if (at.stratum != stratum) {
            finishStratum();
            stratum = at.stratum;
        }
        if (count == slots.length) {
            slots = java.util.Arrays.copyOf(slots, 2 * count);
            hazard = java.util.Arrays.copyOf(hazard, 2 * count);
            mean = java.util.Arrays.copyOf(mean, 2 * count * p);
        }
        slots[count] = at.slot;
        double total = 0;
        double[] totalMean = new double[p];
        int d = at.deaths;
        for (int l = 0; l < d; l++) {
            double f = walk.fraction(l, d);
            double a0 = at.sums[0] - f * at.deathSums[0];
            double step = at.meanWeight / a0;
            total += step;
            for (int j = 0; j < p; j++) {
                double m = (at.sums[1 + j] - f * at.deathSums[1 + j]) / a0;
                totalMean[j] += step * m;
                for (int i = at.from; i < at.to; i++) {
                    if (walk.died(i)) {
                        // The part f of the at-risk term that Efron takes back, and the death's own
                        // term.
                        double own = walk.weight(i) / d + f * step * walk.weight(i) * walk.risk(i);
                        residual[i][j] += (walk.x(i, j) - m) * own;
                    }
                }
            }
        }
        hazard[count] = total;
        System.arraycopy(totalMean, 0, mean, count * p, p);
        count++;
    }

    /// Takes from every row of the stratum what it accumulated while at risk.
    private void finishStratum() {
        if (stratum < 0) {
            return;
        }
        // Event times came in descending order: make totals from the earliest on.
        double[] sumHazard = new double[count + 1];
        double[] sumMean = new double[(count + 1) * p];
        for (int k = count - 1; k >= 0; k--) {
            int done = count - 1 - k;
            sumHazard[done + 1] = sumHazard[done] + hazard[k];
            for (int j = 0; j < p; j++) {
                sumMean[(done + 1) * p + j] = sumMean[done * p + j] + mean[k * p + j];
            }
        }
        int[] ascending = new int[count];
        for (int k = 0; k < count; k++) {
            ascending[k] = slots[count - 1 - k];
        }
        int start = stratum == 0 ? 0 : previousEnd(stratum);
        for (int i = start; i < pass.stratumEnd(stratum); i++) {
            int until = upTo(ascending, pass.slot(i));
            int from = upTo(ascending, pass.entrySlot(i) - 1);
            double r = pass.weight(i) * pass.risk(i);
            double h = sumHazard[until] - sumHazard[from];
            for (int j = 0; j < p; j++) {
                residual[i][j] -=
                        r * (pass.x(i, j) * h - (sumMean[until * p + j] - sumMean[from * p + j]));
            }
        }
        count = 0;
        stratum = -1;
    }

    private int previousEnd(int of) {
        int end = 0;
        for (int s = 0; s < of; s++) {
            end = Math.max(end, pass.stratumEnd(s));
        }
        return end;
    }

    /// How many of the ascending slots are at or before `slot`.
    private static int upTo(int[] ascending, int slot) {
        int at = java.util.Arrays.binarySearch(ascending, slot);
        return at >= 0 ? at + 1 : -at - 1;
    }

    private double[][] sandwich(double[][] covariance, @Nullable Groups clusters) {
        int groups = clusters == null ? pass.rows() : clusters.count();
        double[][] summed = new double[groups][p];
        for (int i = 0; i < pass.rows(); i++) {
            int g = clusters == null ? i : clusters.index()[pass.row(i)];
            for (int j = 0; j < p; j++) {
                for (int l = 0; l < p; l++) {
                    summed[g][j] += residual[i][l] * covariance[l][j];
                }
            }
        }
        double[][] variance = new double[p][p];
        for (double[] dfbeta : summed) {
            for (int j = 0; j < p; j++) {
                for (int l = 0; l < p; l++) {
                    variance[j][l] += dfbeta[j] * dfbeta[l];
                }
            }
        }
        return variance;
    }
}
