package org.osteon.outcome.pooling;

/// A mean by inverse variance.
///
/// @param weights 1 / (variance + variance between sites)
/// @param sum of the weights
/// @param squares sum of their squares
/// @param mean weighted
/// @param q weighted squares about the mean
record Weighted(double[] weights, double sum, double squares, double mean, double q) {
    static Weighted of(double[] y, double[] v, double tau2) {
        int k = y.length;
        double[] weights = new double[k];
        double sum = 0;
        double squares = 0;
        double total = 0;
        for (int i = 0; i < k; i++) {
            weights[i] = 1 / (v[i] + tau2);
            sum += weights[i];
            squares += weights[i] * weights[i];
            total += weights[i] * y[i];
        }
        double mean = total / sum;
        double q = 0;
        for (int i = 0; i < k; i++) {
            q += weights[i] * (y[i] - mean) * (y[i] - mean);
        }
        return new Weighted(weights, sum, squares, mean, q);
    }

    /// Shares in percent.
    double[] shares() {
        double[] shares = new double[weights.length];
        for (int i = 0; i < shares.length; i++) {
            shares[i] = 100 * weights[i] / sum;
        }
        return shares;
    }
}
