package org.osteon.outcome.survival;

/// Jackknife pseudo-values of S(t): n S(t) - (n-1) S_-i(t) (Andersen, Klein and Rosthoj 2003). All
/// n leave-one-out estimates come from one pass with products from the left (one fewer at risk) and
/// from the right (unchanged).
public final class PseudoValues {
    private PseudoValues() {}

    /// One pseudo-value per row for survival at `t`; any event counts.
    public static double[] survival(EventTimes data, double t) {
        if (data.hasEntry()) {
            throw new org.osteon.outcome.UnusableInputException(
                    "pseudo-values with delayed entry are not defined: leave out --entry");
        }
        TimeGrid grid = TimeGrid.of(data);
        int last = grid.lastAtOrBefore(t);
        int m = last + 1;
        double[] d = new double[m];
        double[] y = new double[m];
        int n = data.size();
        double[] exits = new double[grid.size()];
        for (int i = 0; i < n; i++) {
            exits[grid.slot(i)]++;
            if (data.event(i) != 0 && grid.slot(i) < m) {
                d[grid.slot(i)]++;
            }
        }
        double atRisk = n;
        for (int j = 0; j < m; j++) {
            y[j] = atRisk;
            atRisk -= exits[j];
        }
        double[] right = new double[m + 1];
        right[m] = 1;
        for (int j = m - 1; j >= 0; j--) {
            right[j] = right[j + 1] * (1 - d[j] / y[j]);
        }
        double[] left = new double[m + 1];
        left[0] = 1;
        for (int j = 0; j < m; j++) {
            left[j + 1] = left[j] * (y[j] > 1 ? 1 - d[j] / (y[j] - 1) : 1);
        }
        double all = right[0];
        double[] pseudo = new double[n];
        for (int i = 0; i < n; i++) {
            int slot = grid.slot(i);
            double without;
            if (slot >= m) {
                without = left[m];
            } else {
                double others = y[slot] - 1;
                double died = d[slot] - (data.event(i) != 0 ? 1 : 0);
                without = left[slot] * (others > 0 ? 1 - died / others : 1) * right[slot + 1];
            }
            pseudo[i] = n * all - (n - 1) * without;
        }
        return pseudo;
    }
}
