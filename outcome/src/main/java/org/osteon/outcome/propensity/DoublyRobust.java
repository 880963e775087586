package org.osteon.outcome.propensity;

import java.util.stream.IntStream;
import org.osteon.outcome.data.DesignMatrix;
import org.osteon.outcome.regression.LogisticModel;

/// The augmented inverse-probability-weighted risk difference (Robins, Rotnitzky and Zhao 1994):
/// outcome models in each arm and the propensity score; right when either is.
public final class DoublyRobust {
    private DoublyRobust() {}

    /// Risks had all been treated and had none been.
    ///
    /// @param n rows
    /// @param risk1 mean risk if treated
    /// @param risk0 if not
    /// @param diff risk1 - risk0
    /// @param se standard error from the influence function
    public record Result(int n, double risk1, double risk0, double diff, double se) {}

    /// Estimates the effect on a yes/no outcome.
    public static Result estimate(
            DesignMatrix outcomeCovariates,
            DesignMatrix propensityCovariates,
            boolean[] treated,
            boolean[] outcome) {
        LogisticModel.Fit propensity = LogisticModel.fit(propensityCovariates, treated);
        LogisticModel.Fit one = inArm(outcomeCovariates, treated, outcome, true);
        LogisticModel.Fit zero = inArm(outcomeCovariates, treated, outcome, false);
        int n = treated.length;
        double[] difference = new double[n];
        double risk1 = 0;
        double risk0 = 0;
        for (int i = 0; i < n; i++) {
            double e = propensity.probability(propensityCovariates.row(i));
            double[] x = outcomeCovariates.row(i);
            double m1 = one.probability(x);
            double m0 = zero.probability(x);
            double y = outcome[i] ? 1 : 0;
            double a1 = m1 + (treated[i] ? (y - m1) / e : 0);
            double a0 = m0 + (treated[i] ? 0 : (y - m0) / (1 - e));
            risk1 += a1 / n;
            risk0 += a0 / n;
            difference[i] = a1 - a0;
        }
        double estimate = risk1 - risk0;
        double squares = 0;
        for (double value : difference) {
            squares += (value - estimate) * (value - estimate);
        }
        return new Result(n, risk1, risk0, estimate, Math.sqrt(squares) / n);
    }

    private static LogisticModel.Fit inArm(
            DesignMatrix x, boolean[] treated, boolean[] outcome, boolean arm) {
        int[] rows = IntStream.range(0, treated.length).filter(i -> treated[i] == arm).toArray();
        boolean[] y = new boolean[rows.length];
        for (int i = 0; i < y.length; i++) {
            y[i] = outcome[rows[i]];
        }
        return LogisticModel.fit(x.rows(rows), y);
    }
}
