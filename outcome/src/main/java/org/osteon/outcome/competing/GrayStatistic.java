package org.osteon.outcome.competing;

import java.util.Arrays;
import org.osteon.outcome.UnusableInputException;
import org.osteon.outcome.data.Groups;
import org.osteon.outcome.distribution.SymmetricMatrix;
import org.osteon.outcome.distribution.Tails;
import org.osteon.outcome.survival.EventTimes;
import org.osteon.outcome.survival.TimeGrid;

/// Gray's K-sample test of cumulative incidences (Annals of Statistics 1988;16:1141), with the
/// weight (1-F)^rho and with strata. O(n + K^2 times).
public final class GrayStatistic {
    private GrayStatistic() {}

    /// The test of one cause.
    ///
    /// @param cause the cause, as a label
    /// @param chisq the statistic; `NaN` when nothing is compared, as when no such event happened
    /// @param df groups minus one
    /// @param p upper tail; `NaN` with the statistic
    public record Result(String cause, double chisq, int df, double p) {}

    /// Compares the incidence of `cause` between the groups.
    ///
    /// @param strata one group when not stratified
    public static Result test(
            EventTimes data, int cause, Groups groups, Groups strata, double rho) {
        if (data.hasEntry()) {
            throw new UnusableInputException(
                    "Gray's test with delayed entry is not defined: leave out --entry");
        }
        if (groups.count() < 2) {
            throw new UnusableInputException(
                    "Gray's test compares at least two groups; there is only "
                            + groups.labels()
                            + ": name the groups with --by");
        }
        int k = groups.count();
        double[] score = new double[k - 1];
        double[][] covariance = new double[k - 1][k - 1];
        for (int s = 0; s < strata.count(); s++) {
            if (strata.count() == 1) {
                new Stratum(data, cause, groups.index(), k, rho).addTo(score, covariance);
            } else {
                int[] rows = strata.rowsOf(s);
                int[] index = new int[rows.length];
                for (int i = 0; i < rows.length; i++) {
                    index[i] = groups.index()[rows[i]];
                }
                new Stratum(data.rows(rows), cause, index, k, rho).addTo(score, covariance);
            }
        }
        double chisq = SymmetricMatrix.quadraticForm(covariance, score);
        return new Result(Integer.toString(cause), chisq, k - 1, Tails.chiSquare(chisq, k - 1));
    }

    /// The walk through one stratum. Names follow the paper's: S survival from all causes, F
    /// incidence, h = Y/S, R = Y(1-F)/S, all just before the time; `c`, `v2`, `v3` are the running
    /// parts of the covariance.
    private static final class Stratum {
        private final int k;
        private final double rho;
        private final TimeGrid grid;
        private final int[] exits;
        private final int[] own;
        private final int[] other;
        private final double[] y;
        private final double[] s;
        private final double[] f;
        private double pooled;
        private final double[][] c;
        private final double[][] v2;
        private final double[] v3;
        private final double[][] v;
        private final double[] u;

        Stratum(EventTimes data, int cause, int[] group, int k, double rho) {
            this.k = k;
            this.rho = rho;
            grid = TimeGrid.of(data);
            if ((long) grid.size() * k > Integer.MAX_VALUE - 8) {
                throw new UnusableInputException(
                        grid.size()
                                + " times in "
                                + k
                                + " groups are more than can be compared at once");
            }
            exits = new int[grid.size() * k];
            own = new int[grid.size() * k];
            other = new int[grid.size() * k];
            y = new double[k];
            for (int i = 0; i < group.length; i++) {
                int cell = grid.slot(i) * k + group[i];
                y[group[i]]++;
                exits[cell]++;
                if (data.event(i) == cause) {
                    own[cell]++;
                } else if (data.event(i) != 0) {
                    other[cell]++;
                }
            }
            s = new double[k];
            Arrays.fill(s, 1);
            f = new double[k];
            c = new double[k][k];
            v2 = new double[k - 1][k];
            v3 = new double[k];
            v = new double[k - 1][k - 1];
            u = new double[k - 1];
        }

        void addTo(double[] score, double[][] covariance) {
            for (int j = 0; j < grid.size(); j++) {
                boolean any = false;
                for (int g = 0; g < k && !any; g++) {
                    any = own[j * k + g] + other[j * k + g] > 0;
                }
                if (any) {
                    step(j);
                }
                for (int g = 0; g < k; g++) {
                    y[g] -= exits[j * k + g];
                }
            }
            for (int a = 0; a < k - 1; a++) {
                score[a] += u[a];
                for (int b = 0; b < k - 1; b++) {
                    double sum = v[a][b];
                    for (int g = 0; g < k; g++) {
                        sum += c[a][g] * v3[g] * c[b][g] + c[a][g] * v2[b][g] + v2[a][g] * c[b][g];
                    }
                    covariance[a][b] += sum;
                }
            }
        }

        private void step(int j) {
            double[] after = new double[k];
            double[] risen = f.clone();
            double[] h = new double[k];
            double[] r = new double[k];
            double sumH = 0;
            double sumR = 0;
            double d = 0;
            for (int g = 0; g < k; g++) {
                after[g] = s[g];
                if (y[g] > 0) {
                    double d1 = own[j * k + g];
                    after[g] = s[g] * (y[g] - d1 - other[j * k + g]) / y[g];
                    risen[g] = f[g] + s[g] * d1 / y[g];
                    h[g] = y[g] / s[g];
                    r[g] = y[g] * (1 - f[g]) / s[g];
                    sumH += h[g];
                    sumR += r[g];
                    d += d1;
                }
            }
            double pooledAfter = pooled + d / sumH;
            double w = rho == 0 ? 1 : Math.pow(1 - pooled, rho);
            if (d > 0) {
                for (int a = 0; a < k - 1; a++) {
                    u[a] += w * (own[j * k + a] - d * r[a] / sumR);
                }
                for (int a = 0; a < k; a++) {
                    for (int b = 0; b < k; b++) {
                        c[a][b] += weight(a, b, w, h, sumH) * d / (sumH * (1 - pooled));
                    }
                }
                for (int g = 0; g < k; g++) {
                    if (y[g] > 0) {
                        ownCause(g, d, w, h, sumH, after[g], pooledAfter);
                    }
                }
            }
            for (int g = 0; g < k; g++) {
                double d2 = other[j * k + g];
                if (y[g] > 0 && d2 > 0 && after[g] > 0) {
                    double q = (1 - pooledAfter) / after[g];
                    double m = IncidenceCurve.ties(d2, y[g]) * s[g] * s[g] * d2 / (y[g] * y[g]);
                    double[] x = new double[k - 1];
                    for (int a = 0; a < k - 1; a++) {
                        x[a] = q * c[a][g];
                        v2[a][g] -= x[a] * q * m;
                    }
                    v3[g] += q * q * m;
                    addOuter(x, m);
                }
            }
            System.arraycopy(after, 0, s, 0, k);
            System.arraycopy(risen, 0, f, 0, k);
            pooled = pooledAfter;
        }

        private static double weight(int a, int b, double w, double[] h, double sumH) {
            return w * ((a == b ? h[a] : 0) - h[a] * h[b] / sumH);
        }

        private void ownCause(
                int g,
                double d,
                double w,
                double[] h,
                double sumH,
                double after,
                double pooledAfter) {
            double q = after > 0 ? 1 - (1 - pooledAfter) / after : 1;
            double tie = d > 1 ? 1 - (d - 1) / (sumH * s[g] - 1) : 1;
            double m = tie * s[g] * d / (sumH * y[g]);
            double[] x = new double[k - 1];
            for (int a = 0; a < k - 1; a++) {
                x[a] = weight(a, g, w, h, sumH) - q * c[a][g];
                v2[a][g] += x[a] * q * m;
            }
            v3[g] += q * q * m;
            addOuter(x, m);
        }

        private void addOuter(double[] x, double m) {
            for (int a = 0; a < k - 1; a++) {
                for (int b = 0; b < k - 1; b++) {
                    v[a][b] += x[a] * x[b] * m;
                }
            }
        }
    }
}
