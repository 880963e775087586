package org.osteon.outcome.competing;

import org.osteon.outcome.data.Centring;
import org.osteon.outcome.data.DesignMatrix;
import org.osteon.outcome.survival.EventTimes;
import org.osteon.outcome.survival.TimeGrid;

/// The sums over the weighted risk set of the Fine-Gray model, kept while walking the times
/// backwards. At a failure time u the risk set is everyone with T >= u (weight 1) and, with weight
/// G(u-)/G(T-), everyone who failed from another cause before u. The second part is a total less
/// what lies at or after u, so one walk suffices.
///
/// Covariates are centred and scaled to unit spread inside; `scale` undoes it.
final class SubdistributionPass {
    private final int n;
    private final int p;
    private final int cause;
    private final TimeGrid grid;
    private final double[] centre;
    private final double[] scale;

    /// Rows in ascending order of time: covariates row by row, event, slot.
    private final double[] rows;

    private final int[] kind;
    private final int[] slot;
    private final int[] failed;
    private final int failures;

    /// G just before each slot, and the people at risk of being censored and censored there.
    private final double[] censoringBefore;

    private final int[] atRisk;
    private final int[] censored;

    private final double[] score;
    private final double[][] information;
    private final double[] risk;

    SubdistributionPass(EventTimes data, int cause, DesignMatrix x) {
        this.n = data.size();
        this.p = x.width();
        this.cause = cause;
        this.grid = TimeGrid.of(data);
        Centring centring = Centring.of(x);
        centre = centring.mean();
        scale = centring.spread();
        int[] order = grid.rowsBySlot();
        rows = new double[n * p];
        kind = new int[n];
        slot = new int[n];
        int m = grid.size();
        failed = new int[m];
        censored = new int[m];
        atRisk = new int[m];
        int total = 0;
        for (int i = 0; i < n; i++) {
            int row = order[i];
            for (int j = 0; j < p; j++) {
                rows[i * p + j] = (x.columns()[j][row] - centre[j]) / scale[j];
            }
            kind[i] = data.event(row);
            slot[i] = grid.slot(row);
            if (kind[i] == cause) {
                failed[slot[i]]++;
                total++;
            } else if (kind[i] == 0) {
                censored[slot[i]]++;
            }
            atRisk[slot[i]]++;
        }
        failures = total;
        for (int s = m - 2; s >= 0; s--) {
            atRisk[s] += atRisk[s + 1];
        }
        censoringBefore = new double[m];
        double g = 1;
        for (int s = 0; s < m; s++) {
            censoringBefore[s] = g;
            g *= 1 - (double) censored[s] / atRisk[s];
        }
        score = new double[p];
        information = new double[p][p];
        risk = new double[n];
    }

    int rows() {
        return n;
    }

    int failures() {
        return failures;
    }

    int cause() {
        return cause;
    }

    double scale(int j) {
        return scale[j];
    }

    double[] score() {
        return score;
    }

    double[][] information() {
        return information;
    }

    private boolean competes(int i) {
        return kind[i] != 0 && kind[i] != cause;
    }

    private double eta(double[] beta, int i) {
        double eta = 0;
        for (int j = 0; j < p; j++) {
            eta += beta[j] * rows[i * p + j];
        }
        return eta;
    }

    /// Log pseudo-likelihood; leaves score and information behind.
    double evaluate(double[] beta) {
        int pairs = p * (p + 1) / 2;
        double[] at = new double[1 + p + pairs];
        double[] earlier = new double[1 + p + pairs];
        double[] sum = new double[1 + p + pairs];
        for (int i = 0; i < n; i++) {
            risk[i] = Math.exp(eta(beta, i));
            if (competes(i)) {
                add(earlier, i, risk[i] / censoringBefore[slot[i]]);
            }
        }
        java.util.Arrays.fill(score, 0);
        double[] info = new double[pairs];
        double loglik = 0;
        int i = n - 1;
        for (int s = grid.size() - 1; s >= 0; s--) {
            for (; i >= 0 && slot[i] == s; i--) {
                add(at, i, risk[i]);
                if (competes(i)) {
                    add(earlier, i, -risk[i] / censoringBefore[s]);
                }
                if (kind[i] == cause) {
                    loglik += Math.log(risk[i]);
                    for (int j = 0; j < p; j++) {
                        score[j] += rows[i * p + j];
                    }
                }
            }
            if (failed[s] > 0) {
                double g = censoringBefore[s];
                for (int k = 0; k < sum.length; k++) {
                    sum[k] = at[k] + g * earlier[k];
                }
                double d = failed[s];
                loglik -= d * Math.log(sum[0]);
                int pair = 0;
                for (int a = 0; a < p; a++) {
                    double mean = sum[1 + a] / sum[0];
                    score[a] -= d * mean;
                    for (int b = 0; b <= a; b++) {
                        info[pair] += d * (sum[1 + p + pair] / sum[0] - mean * sum[1 + b] / sum[0]);
                        pair++;
                    }
                }
            }
        }
        int pair = 0;
        for (int a = 0; a < p; a++) {
            for (int b = 0; b <= a; b++) {
                information[a][b] = info[pair];
                information[b][a] = info[pair++];
            }
        }
        return loglik;
    }

    private void add(double[] sums, int i, double r) {
        sums[0] += r;
        int base = i * p;
        int pair = 1 + p;
        for (int a = 0; a < p; a++) {
            double rx = r * rows[base + a];
            sums[1 + a] += rx;
            for (int b = 0; b <= a; b++) {
                sums[pair++] += rx * rows[base + b];
            }
        }
    }

    /// Per slot: hazard increment and weighted covariate mean, from sums of r and r x only.
    private double[][] increments(double[] beta) {
        int m = grid.size();
        double[] hazard = new double[m];
        double[] mean = new double[m * p];
        double[] at = new double[1 + p];
        double[] earlier = new double[1 + p];
        for (int i = 0; i < n; i++) {
            risk[i] = Math.exp(eta(beta, i));
            if (competes(i)) {
                addFirst(earlier, i, risk[i] / censoringBefore[slot[i]]);
            }
        }
        int i = n - 1;
        for (int s = m - 1; s >= 0; s--) {
            for (; i >= 0 && slot[i] == s; i--) {
                addFirst(at, i, risk[i]);
                if (competes(i)) {
                    addFirst(earlier, i, -risk[i] / censoringBefore[s]);
                }
            }
            if (failed[s] > 0) {
                double g = censoringBefore[s];
                double total = at[0] + g * earlier[0];
                hazard[s] = failed[s] / total;
                for (int j = 0; j < p; j++) {
                    mean[s * p + j] = (at[1 + j] + g * earlier[1 + j]) / total;
                }
            }
        }
        return new double[][] {hazard, mean};
    }

    private void addFirst(double[] sums, int i, double r) {
        sums[0] += r;
        for (int j = 0; j < p; j++) {
            sums[1 + j] += r * rows[i * p + j];
        }
    }

    /// The covariance of the score with estimated censoring weights: sum of (eta + psi)(eta + psi)'
    /// over rows, the terms of section 5 of the paper written as running sums.
    double[][] scoreCovariance(double[] beta) {
        double[][] increments = increments(beta);
        double[] hazard = increments[0];
        double[] mean = increments[1];
        int m = grid.size();
        double[][] later = later(hazard, mean);
        double[] laterHazard = later[0];
        double[] laterMean = later[1];
        double[][] meat = new double[p][p];
        double[] value = new double[p];
        double hazardSoFar = 0;
        double[] meanSoFar = new double[p];
        double before0 = 0;
        double[] before = new double[p];
        double[] censoringSoFar = new double[p];
        double[] q = new double[p];
        int i = 0;
        for (int s = 0; s < m; s++) {
            hazardSoFar += hazard[s];
            for (int j = 0; j < p; j++) {
                meanSoFar[j] += hazard[s] * mean[s * p + j];
                q[j] = before[j] * laterHazard[s] - before0 * laterMean[s * p + j];
                censoringSoFar[j] += q[j] * censored[s] / ((double) atRisk[s] * atRisk[s]);
            }
            int first = i;
            for (; i < n && slot[i] == s; i++) {
                boolean competes = competes(i);
                double carried = competes ? risk[i] / censoringBefore[s] : 0;
                for (int j = 0; j < p; j++) {
                    double x = rows[i * p + j];
                    double term = -risk[i] * (x * hazardSoFar - meanSoFar[j]) - censoringSoFar[j];
                    if (kind[i] == cause) {
                        term += x - mean[s * p + j];
                    } else if (competes) {
                        term -= carried * (x * laterHazard[s + 1] - laterMean[(s + 1) * p + j]);
                    } else {
                        term += q[j] / atRisk[s];
                    }
                    value[j] = term;
                }
                for (int a = 0; a < p; a++) {
                    for (int b = 0; b <= a; b++) {
                        meat[a][b] += value[a] * value[b];
                    }
                }
            }
            for (int r = first; r < i; r++) {
                if (competes(r)) {
                    double weighted = risk[r] / censoringBefore[s];
                    before0 += weighted;
                    for (int j = 0; j < p; j++) {
                        before[j] += weighted * rows[r * p + j];
                    }
                }
            }
        }
        for (int a = 0; a < p; a++) {
            for (int b = 0; b < a; b++) {
                meat[b][a] = meat[a][b];
            }
        }
        return meat;
    }

    /// From each slot on: the sums of G(u-) dL and G(u-) m dL over failure times, for those who
    /// failed otherwise.
    private double[][] later(double[] hazard, double[] mean) {
        int m = grid.size();
        double[] laterHazard = new double[m + 1];
        double[] laterMean = new double[(m + 1) * p];
        for (int s = m - 1; s >= 0; s--) {
            double weighted = censoringBefore[s] * hazard[s];
            laterHazard[s] = laterHazard[s + 1] + weighted;
            for (int j = 0; j < p; j++) {
                laterMean[s * p + j] = laterMean[(s + 1) * p + j] + weighted * mean[s * p + j];
            }
        }
        return new double[][] {laterHazard, laterMean};
    }

    /// The baseline at covariates of zero, not of the mean.
    FineGray.Baseline baseline(double[] beta) {
        double[] hazard = increments(beta)[0];
        double shift = 0;
        for (int j = 0; j < p; j++) {
            shift += beta[j] * centre[j] / scale[j];
        }
        // Risks inside are exp(x b - centre b): the baseline at zero divides by exp(centre b).
        double factor = Math.exp(-shift);
        int[] used =
                java.util.stream.IntStream.range(0, failed.length)
                        .filter(s -> failed[s] > 0)
                        .toArray();
        double[] times = new double[used.length];
        double[] cumulative = new double[used.length];
        double sum = 0;
        for (int k = 0; k < used.length; k++) {
            sum += hazard[used[k]] * factor;
            times[k] = grid.time(used[k]);
            cumulative[k] = sum;
        }
        return new FineGray.Baseline(times, cumulative);
    }
}
