package org.osteon.outcome.cox;

import java.util.Arrays;
import org.osteon.outcome.distribution.Normal;
import org.osteon.outcome.distribution.SymmetricMatrix;
import org.osteon.outcome.survival.TimeGrid;

/// The baseline cumulative hazard of a Cox model, with increments that match its treatment of ties
/// (sum of 1/a0), and survival predicted for profiles of covariates with its standard error S
/// exp(xb) sqrt(V1 + q'Iq).
public final class Prediction {
    private final double[] times;
    private final double[] hazard;
    private final double[] variance;
    private final double[][] meanHazard;
    private final double[] beta;
    private final double[][] covariance;
    private final double[] centre;
    private final double[] scale;
    private final double z;

    private Prediction(
            RiskSetPass pass,
            double[] beta,
            double[][] covariance,
            double confidence,
            Collector collected) {
        this.beta = beta;
        this.covariance = covariance;
        this.z = Normal.critical(confidence);
        int p = beta.length;
        centre = new double[p];
        scale = new double[p];
        for (int j = 0; j < p; j++) {
            centre[j] = pass.centre(j);
            scale[j] = pass.scale(j);
        }
        int m = collected.count;
        times = new double[m];
        hazard = new double[m];
        variance = new double[m];
        meanHazard = new double[m][p];
        double h = 0;
        double v = 0;
        double[] sum = new double[p];
        for (int k = 0; k < m; k++) {
            int from = m - 1 - k;
            times[k] = pass.grid().time(collected.slot[from]);
            h += collected.hazard[from];
            v += collected.variance[from];
            hazard[k] = h;
            variance[k] = v;
            for (int j = 0; j < p; j++) {
                sum[j] += collected.meanHazard[from * p + j];
                meanHazard[k][j] = sum[j];
            }
        }
    }

    static Prediction of(
            RiskSetPass pass, double[] beta, double[][] covariance, double confidence) {
        Collector collector = new Collector(beta.length);
        pass.walk(beta, false, collector);
        return new Prediction(pass, beta, covariance, confidence, collector);
    }

    /// The increments of each event time, times descending.
    private static final class Collector implements RiskSetPass.Visitor {
        private final int p;
        private int count;
        private int[] slot = new int[64];
        private double[] hazard = new double[64];
        private double[] variance = new double[64];
        private double[] meanHazard;

        Collector(int p) {
            this.p = p;
            meanHazard = new double[64 * p];
        }

        @Override
        public void eventTime(RiskSetPass pass, RiskSetPass.EventTime at) {
            if (count == slot.length) {
                slot = Arrays.copyOf(slot, 2 * count);
                hazard = Arrays.copyOf(hazard, 2 * count);
                variance = Arrays.copyOf(variance, 2 * count);
                meanHazard = Arrays.copyOf(meanHazard, 2 * count * p);
            }
            slot[count] = at.slot;
            for (int l = 0; l < at.deaths; l++) {
                double f = pass.fraction(l, at.deaths);
                double a0 = at.sums[0] - f * at.deathSums[0];
                hazard[count] += at.meanWeight / a0;
                variance[count] += at.meanWeight / (a0 * a0);
                for (int j = 0; j < p; j++) {
                    double mean = (at.sums[1 + j] - f * at.deathSums[1 + j]) / a0;
                    meanHazard[count * p + j] += at.meanWeight * mean / a0;
                }
            }
            count++;
        }
    }

    /// Survival at times for profiles: a row per time, a column per profile.
    ///
    /// @param times display times
    /// @param surv survival
    /// @param se its standard error
    /// @param lowerLog lower limits of the log kind
    /// @param upperLog upper limits, at most 1
    public record Survival(
            double[] times,
            double[][] surv,
            double[][] se,
            double[][] lowerLog,
            double[][] upperLog) {}

    /// The cumulative hazard at covariates of zero.
    public double[] baselineCumulativeHazardAtZero(double[] at) {
        double shift = 0;
        for (int j = 0; j < beta.length; j++) {
            shift += beta[j] * centre[j] / scale[j];
        }
        double[] values = new double[at.length];
        for (int k = 0; k < at.length; k++) {
            int last = TimeGrid.lastAtOrBefore(times, at[k]);
            values[k] = last < 0 ? 0 : hazard[last] * Math.exp(-shift);
        }
        return values;
    }

    /// Predicts survival.
    ///
    /// @param profiles a row of covariates per profile
    public Survival survival(double[][] profiles, double[] at) {
        int m = at.length;
        double[][] surv = new double[m][profiles.length];
        double[][] se = new double[m][profiles.length];
        double[][] lower = new double[m][profiles.length];
        double[][] upper = new double[m][profiles.length];
        for (int i = 0; i < profiles.length; i++) {
            double[] x = new double[beta.length];
            double eta = 0;
            for (int j = 0; j < x.length; j++) {
                x[j] = (profiles[i][j] - centre[j]) / scale[j];
                eta += beta[j] * x[j];
            }
            double relative = Math.exp(eta);
            for (int k = 0; k < m; k++) {
                int last = TimeGrid.lastAtOrBefore(times, at[k]);
                double h = last < 0 ? 0 : hazard[last];
                double v = last < 0 ? 0 : variance[last];
                double[] q = new double[x.length];
                for (int j = 0; j < q.length; j++) {
                    q[j] = last < 0 ? 0 : meanHazard[last][j] - x[j] * h;
                }
                double spread =
                        relative
                                * Math.sqrt(
                                        v
                                                + SymmetricMatrix.dot(
                                                        q, SymmetricMatrix.times(covariance, q)));
                surv[k][i] = Math.exp(-relative * h);
                se[k][i] = surv[k][i] * spread;
                lower[k][i] = surv[k][i] * Math.exp(-z * spread);
                upper[k][i] = Math.min(1, surv[k][i] * Math.exp(z * spread));
            }
        }
        return new Survival(at.clone(), surv, se, lower, upper);
    }
}
