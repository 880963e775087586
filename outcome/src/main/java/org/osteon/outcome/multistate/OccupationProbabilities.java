package org.osteon.outcome.multistate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.osteon.outcome.UnusableInputException;

/// State occupation by the Aalen-Johansen product of I + dA (Aalen and Johansen 1978; Andersen,
/// Borgan, Gill and Keiding, Statistical Models Based on Counting Processes, 1993, IV.4) with its
/// covariance carried forward.
public final class OccupationProbabilities {
    private OccupationProbabilities() {}

    /// How the variance of a transition increment is estimated.
    public enum Variance {
        /// d/Y^2, increments independent.
        AALEN,
        /// Multinomial within the state that is left: the one to report.
        GREENWOOD
    }

    /// Occupation probabilities.
    ///
    /// @param transitions how often each allowed transition happened
    /// @param times display times
    /// @param fromState one entry per state that can be left: `pstate1`, `pstate2` ... and `se1`,
    ///   `se2` ... over the times
    public record Result(
            int[] transitions, double[] times, List<Map<String, double[]>> fromState) {}

    /// Estimates the probabilities of being in each state at each time, having been in a state at
    /// `from`.
    public static Result estimate(
            StateHistory history, double from, double[] times, Variance kind) {
        for (int i = 0; i < times.length; i++) {
            if (times[i] < from || (i > 0 && times[i] < times[i - 1])) {
                throw new UnusableInputException(
                        "times must ascend and not lie before "
                                + from
                                + ": "
                                + Arrays.toString(times));
            }
        }
        int k = history.states();
        boolean[] leavable = new boolean[k];
        for (var t : history.transitions()) {
            leavable[t.from() - 1] = true;
        }
        Walk walk = new Walk(history, from, kind);
        double[][][] probability = new double[k][k][times.length];
        double[][][] error = new double[k][k][times.length];
        for (int i = 0; i < times.length; i++) {
            walk.advance(times[i]);
            for (int s = 0; s < k; s++) {
                for (int h = 0; h < k; h++) {
                    probability[s][h][i] = walk.p[s][h];
                    error[s][h][i] = Math.sqrt(Math.max(0, walk.covariance[s][h][h]));
                }
            }
        }
        List<Map<String, double[]>> byState = new ArrayList<>();
        for (int s = 0; s < k; s++) {
            if (leavable[s]) {
                Map<String, double[]> named = new LinkedHashMap<>();
                for (int h = 0; h < k; h++) {
                    named.put("pstate" + (h + 1), probability[s][h]);
                }
                for (int h = 0; h < k; h++) {
                    named.put("se" + (h + 1), error[s][h]);
                }
                byState.add(named);
            }
        }
        return new Result(history.counts(), times.clone(), byState);
    }

    /// The walk over transition times. Only the covariance within each row of P is kept: rows are
    /// the starting states.
    private static final class Walk {
        private final int k;
        private final Variance kind;
        private final double[] time;
        private final int[][] moved;
        private final int[][] atRisk;
        private int next;
        private final double[][] p;
        private final double[][][] covariance;

        Walk(StateHistory history, double from, Variance kind) {
            this.k = history.states();

            this.kind = kind;
            time =
                    history.stays().stream()
                            .filter(stay -> stay.to() != 0)
                            .mapToDouble(StateHistory.Stay::stop)
                            .distinct()
                            .sorted()
                            .toArray();
            moved = new int[time.length][k * k];
            atRisk = new int[time.length + 1][k];
            for (var stay : history.stays()) {
                int state = stay.state() - 1;
                int first = firstAfter(stay.start());
                int last = firstAfter(stay.stop());
                if (stay.to() != 0) {
                    int at = Arrays.binarySearch(time, stay.stop());
                    moved[at][state * k + stay.to() - 1]++;
                    if (stay.start() == stay.stop()) {
                        first = at;
                    }
                }
                atRisk[first][state]++;
                atRisk[last][state]--;
            }
            for (int j = 1; j <= time.length; j++) {
                for (int s = 0; s < k; s++) {
                    atRisk[j][s] += atRisk[j - 1][s];
                }
            }
            p = new double[k][k];
            for (int s = 0; s < k; s++) {
                p[s][s] = 1;
            }
            covariance = new double[k][k][k];
            next = firstAfter(from);
        }

        private int firstAfter(double t) {
            int at = Arrays.binarySearch(time, t);
            return at >= 0 ? at + 1 : -at - 1;
        }

        void advance(double until) {
            while (next < time.length && time[next] <= until) {
                step(next++);
            }
        }

        private void step(int j) {
            double[][] m = new double[k][k];
            for (int g = 0; g < k; g++) {
                m[g][g] = 1;
                for (int h = 0; h < k; h++) {
                    int d = moved[j][g * k + h];
                    if (d > 0) {
                        double increment = (double) d / atRisk[j][g];
                        m[g][h] += increment;
                        m[g][g] -= increment;
                    }
                }
            }
            for (int s = 0; s < k; s++) {
                double[] before = p[s].clone();
                double[] after = new double[k];
                for (int g = 0; g < k; g++) {
                    for (int h = 0; h < k; h++) {
                        after[h] += before[g] * m[g][h];
                    }
                }
                double[][] carried = carried(covariance[s], m);
                double[] q = kind == Variance.GREENWOOD ? before : after;
                for (int g = 0; g < k; g++) {
                    if (atRisk[j][g] > 0 && q[g] != 0) {
                        addIncrementVariance(carried, j, g, q[g] * q[g]);
                    }
                }
                covariance[s] = carried;
                p[s] = after;
            }
        }

        private double[][] carried(double[][] old, double[][] m) {
            double[][] half = new double[k][k];
            double[][] full = new double[k][k];
            for (int a = 0; a < k; a++) {
                for (int g = 0; g < k; g++) {
                    if (m[g][a] != 0) {
                        for (int b = 0; b < k; b++) {
                            half[a][b] += m[g][a] * old[g][b];
                        }
                    }
                }
            }
            for (int a = 0; a < k; a++) {
                for (int g = 0; g < k; g++) {
                    for (int b = 0; b < k; b++) {
                        full[a][b] += half[a][g] * m[g][b];
                    }
                }
            }
            return full;
        }

        /// Adds factor times cov(dA_gh, dA_gl), the diagonal element being minus the sum of the
        /// others.
        private void addIncrementVariance(double[][] target, int j, int g, double factor) {
            double y = atRisk[j][g];
            double[][] c = new double[k][k];
            for (int h = 0; h < k; h++) {
                double dh = h == g ? 0 : moved[j][g * k + h];
                if (dh == 0) {
                    continue;
                }
                for (int l = 0; l < k; l++) {
                    double dl = l == g ? 0 : moved[j][g * k + l];
                    if (dl == 0) {
                        continue;
                    }
                    c[h][l] =
                            switch (kind) {
                                case AALEN -> h == l ? dh / (y * y) : 0;
                                case GREENWOOD -> ((h == l ? y : 0) - dh) * dl / (y * y * y);
                            };
                }
            }
            for (int h = 0; h < k; h++) {
                for (int l = 0; l < k; l++) {
                    if (h != g && l != g) {
                        c[g][l] -= c[h][l];
                        c[l][g] -= c[h][l];
                        c[g][g] += c[h][l];
                    }
                }
            }
            for (int h = 0; h < k; h++) {
                for (int l = 0; l < k; l++) {
                    target[h][l] += factor * c[h][l];
                }
            }
        }
    }
}
