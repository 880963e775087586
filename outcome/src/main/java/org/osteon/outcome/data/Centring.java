package org.osteon.outcome.data;

/// What is taken from each covariate, and what it is divided by, before a model is fitted: its mean
/// and its spread (root mean square distance from the mean). Newton's method then works on numbers
/// of about 1, whatever the units.
///
/// @param mean one per covariate
/// @param spread one per covariate; 1 for a covariate that is constant but for rounding, which a
///   model then refuses instead of dividing by noise
public record Centring(double[] mean, double[] spread) {
    /// Below this share of its size the spread of a column is rounding.
    private static final double ROUNDING = 1e-20;

    /// The means and spreads of the columns.
    public static Centring of(DesignMatrix x) {
        double[] mean = new double[x.width()];
        double[] spread = new double[x.width()];
        for (int j = 0; j < mean.length; j++) {
            double[] column = x.columns()[j];
            double sum = 0;
            for (double value : column) {
                sum += value;
            }
            mean[j] = sum / column.length;
            double squares = 0;
            for (double value : column) {
                squares += (value - mean[j]) * (value - mean[j]);
            }
            boolean varies = squares > ROUNDING * column.length * Math.max(1, mean[j] * mean[j]);
            spread[j] = varies ? Math.sqrt(squares / column.length) : 1;
        }
        return new Centring(mean, spread);
    }
}
