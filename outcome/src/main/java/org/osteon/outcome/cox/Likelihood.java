package org.osteon.outcome.cox;

/// Log partial likelihood with its score and information at a coefficient vector.
final class Likelihood implements RiskSetPass.Visitor {
    private final RiskSetPass pass;
    private final int p;
    private final double[] mean;
    private double loglik;
    private final double[] packed;
    final double[] score;
    final double[][] information;

    Likelihood(RiskSetPass pass) {
        this.pass = pass;
        this.p = pass.width();
        this.mean = new double[p];
        this.packed = new double[p * (p + 1) / 2];
        this.score = new double[p];
        this.information = new double[p][p];
    }

    double evaluate(double[] beta) {
        loglik = 0;
        java.util.Arrays.fill(score, 0);
        java.util.Arrays.fill(packed, 0);
        pass.walk(beta, true, this);
        int pair = 0;
        for (int a = 0; a < p; a++) {
            for (int b = 0; b <= a; b++) {
                information[a][b] = packed[pair];
                information[b][a] = packed[pair++];
            }
        }
        return loglik;
    }

    @Override
    public void eventTime(RiskSetPass walk, RiskSetPass.EventTime at) {
        loglik += at.logRisk;
        for (int a = 0; a < p; a++) {
            score[a] += at.weightedX[a];
        }
        int d = at.deaths;
        boolean same = !walk.efron() || d == 1;
        int terms = same ? 1 : d;
        for (int l = 0; l < terms; l++) {
            double f = walk.fraction(l, d);
            double w = same ? d * at.meanWeight : at.meanWeight;
            double a0 = at.sums[0] - f * at.deathSums[0];
            loglik -= w * Math.log(a0);
            int pair = 0;
            for (int a = 0; a < p; a++) {
                mean[a] = (at.sums[1 + a] - f * at.deathSums[1 + a]) / a0;
                score[a] -= w * mean[a];
                for (int b = 0; b <= a; b++) {
                    double a2 = at.sums[1 + p + pair] - f * at.deathSums[1 + p + pair];
                    packed[pair++] += w * (a2 / a0 - mean[a] * mean[b]);
                }
            }
        }
    }
}
