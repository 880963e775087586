package org.osteon.outcome.cox;

import java.util.ArrayList;
import java.util.List;
import org.osteon.outcome.distribution.SymmetricMatrix;
import org.osteon.outcome.distribution.Tails;

/// The score test that a coefficient changes with a function of time (Grambsch and Therneau 1994,
/// in the form that uses the information of each event time), per covariate and for all together
/// (`GLOBAL`, last).
///
/// @param term covariates, then `GLOBAL`
/// @param chisq statistics
/// @param df degrees of freedom
/// @param p upper tails
public record Proportionality(List<String> term, double[] chisq, int[] df, double[] p) {
    /// The function of time.
    public enum Transform {
        /// One minus Kaplan-Meier just before the event.
        KAPLAN_MEIER,
        /// Time itself.
        IDENTITY
    }

    static Proportionality test(
            RiskSetPass pass, double[] beta, Transform transform, List<String> names) {
        double[] g = transform(pass, transform);
        int p = pass.width();
        double mean = 0;
        int events = 0;
        for (int i = 0; i < pass.rows(); i++) {
            if (pass.died(i)) {
                mean += g[pass.slot(i)];
                events++;
            }
        }
        double centre = mean / events;
        double[] u = new double[p];
        double[][] i11 = new double[p][p];
        double[][] i12 = new double[p][p];
        double[][] i22 = new double[p][p];
        pass.walk(
                beta,
                true,
                (walk, at) -> {
                    double weight = g[at.slot] - centre;
                    for (int j = 0; j < p; j++) {
                        u[j] += weight * at.weightedX[j];
                    }
                    for (int l = 0; l < at.deaths; l++) {
                        double f = walk.fraction(l, at.deaths);
                        double a0 = at.sums[0] - f * at.deathSums[0];
                        int pair = 1 + p;
                        for (int a = 0; a < p; a++) {
                            double meanA = (at.sums[1 + a] - f * at.deathSums[1 + a]) / a0;
                            u[a] -= weight * at.meanWeight * meanA;
                            for (int b = 0; b <= a; b++) {
                                double meanB = (at.sums[1 + b] - f * at.deathSums[1 + b]) / a0;
                                double v =
                                        at.meanWeight
                                                * ((at.sums[pair] - f * at.deathSums[pair]) / a0
                                                        - meanA * meanB);
                                pair++;
                                add(i11, a, b, v);
                                add(i12, a, b, weight * v);
                                add(i22, a, b, weight * weight * v);
                            }
                        }
                    }
                });
        double[][] inverse = SymmetricMatrix.inverse(SymmetricMatrix.cholesky(i11));
        double[][] correction = SymmetricMatrix.times(SymmetricMatrix.times(i12, inverse), i12);
        double[][] variance = new double[p][p];
        for (int a = 0; a < p; a++) {
            for (int b = 0; b < p; b++) {
                variance[a][b] = i22[a][b] - correction[a][b];
            }
        }
        double[] chisq = new double[p + 1];
        int[] df = new int[p + 1];
        double[] tail = new double[p + 1];
        for (int j = 0; j < p; j++) {
            chisq[j] = u[j] * u[j] / variance[j][j];
            df[j] = 1;
            tail[j] = Tails.chiSquare(chisq[j], 1);
        }
        chisq[p] = SymmetricMatrix.quadraticForm(variance, u);
        df[p] = p;
        tail[p] = Tails.chiSquare(chisq[p], p);
        List<String> terms = new ArrayList<>(names);
        terms.add("GLOBAL");
        return new Proportionality(List.copyOf(terms), chisq, df, tail);
    }

    private static void add(double[][] matrix, int a, int b, double value) {
        matrix[a][b] += value;
        if (a != b) {
            matrix[b][a] += value;
        }
    }

    private static double[] transform(RiskSetPass pass, Transform transform) {
        int m = pass.grid().size();
        double[] g = new double[m];
        switch (transform) {
            case IDENTITY -> {
                for (int s = 0; s < m; s++) {
                    g[s] = pass.grid().time(s);
                }
            }
            case KAPLAN_MEIER -> {
                double[] died = new double[m];
                double[] leaving = new double[m];
                double[] entering = new double[m + 1];
                for (int i = 0; i < pass.rows(); i++) {
                    leaving[pass.slot(i)]++;
                    entering[pass.entrySlot(i)]++;
                    if (pass.died(i)) {
                        died[pass.slot(i)]++;
                    }
                }
                double s = 1;
                double y = 0;
                for (int k = 0; k < m; k++) {
                    y += entering[k];
                    g[k] = 1 - s;
                    if (died[k] > 0) {
                        s *= 1 - died[k] / y;
                    }
                    y -= leaving[k];
                }
            }
        }
        return g;
    }
}
