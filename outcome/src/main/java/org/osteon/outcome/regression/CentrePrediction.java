package org.osteon.outcome.regression;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.osteon.outcome.UnusableInputException;
import org.osteon.outcome.comparison.Describe;
import org.osteon.outcome.data.DesignMatrix;
import org.osteon.outcome.data.Groups;
import org.osteon.outcome.distribution.SymmetricMatrix;
import org.osteon.outcome.randomisation.RandomStream;
import org.osteon.outcome.survival.EventTimes;
import org.osteon.outcome.survival.KaplanMeier;
import org.osteon.outcome.survival.PseudoValues;

/// Survival of each centre by a day against a prediction range (Logan, Nelson and Klein 2008):
/// expected from a logistic model of pseudo-values without the centre, the range by resampling
/// scaled residuals of everybody. Whoever is censored counts. Centres are never ranked.
public final class CentrePrediction {
    /// So often residuals are drawn again.
    public static final int REPLICATES = 2_000;

    /// From where, unless somebody says otherwise: the same every time.
    public static final long SEED = 1;

    private static final int MAX_ITERATIONS = 100;
    private static final double CONVERGED = 1e-20;

    private CentrePrediction() {}

    /// The prediction; one entry per centre in every list.
    ///
    /// @param day survival by this day
    /// @param seed from which the residuals are drawn
    /// @param replicates how often
    /// @param coef of the logistic model of survival, the intercept first
    /// @param centre labels
    /// @param n people
    /// @param observed survival of the centre, Kaplan and Meier
    /// @param expected mean of what is expected of its people
    /// @param lower where a centre that does as expected lies: from …
    /// @param upper … to
    public record Result(
            double day,
            long seed,
            int replicates,
            double[] coef,
            List<String> centre,
            int[] n,
            double[] observed,
            double[] expected,
            double[] lower,
            double[] upper) {
        /// Where a centre lies: `above`, `below` or `within` its range.
        public String position(int i) {
            return observed[i] > upper[i] ? "above" : observed[i] < lower[i] ? "below" : "within";
        }
    }

    /// Predicts each centre's survival by a day; any event counts.
    ///
    /// @param x what people differ in, without the centre
    /// @throws UnusableInputException where the model has no solution
    public static Result predict(
            EventTimes data,
            Groups centres,
            DesignMatrix x,
            double day,
            double confidence,
            long seed,
            int replicates) {
        double[] pseudo = PseudoValues.survival(data, day);
        int size = pseudo.length;
        DesignMatrix design = x.withIntercept(size);
        double[] coef = logistic(design, pseudo);
        double[] mean = new double[size];
        double[] spread = new double[size];
        double[] residual = new double[size];
        for (int i = 0; i < size; i++) {
            mean[i] = probability(SymmetricMatrix.dot(coef, design.row(i)));
            spread[i] = Math.sqrt(mean[i] * (1 - mean[i]));
            residual[i] = (pseudo[i] - mean[i]) / spread[i];
        }
        List<String> labels = new ArrayList<>();
        int k = centres.count();
        int[] n = new int[k];
        double[] observed = new double[k];
        double[] expected = new double[k];
        double[] lower = new double[k];
        double[] upper = new double[k];
        double tail = (1 - confidence) / 2;
        for (int c = 0; c < k; c++) {
            int[] rows = centres.rowsOf(c);
            String label = centres.labels().get(c);
            labels.add(label);
            n[c] = rows.length;
            observed[c] = KaplanMeier.curve(data.rows(rows)).survivalAt(day);
            expected[c] = Arrays.stream(rows).mapToDouble(i -> mean[i]).average().orElse(0);
            // A stream of its own: another centre more or less changes no range.
            RandomStream draws = new RandomStream(seed, "centre " + label);
            double[] drawn = new double[replicates];
            for (int r = 0; r < replicates; r++) {
                double sum = 0;
                for (int i : rows) {
                    sum += mean[i] + spread[i] * residual[draws.below(size)];
                }
                drawn[r] = sum / rows.length;
            }
            Arrays.sort(drawn);
            lower[c] = Describe.quantile(drawn, tail);
            upper[c] = Describe.quantile(drawn, 1 - tail);
        }
        return new Result(day, seed, replicates, coef, labels, n, observed, expected, lower, upper);
    }

    private static double probability(double linear) {
        return 1 / (1 + Math.exp(-linear));
    }

    /// Solves sum x (theta - mu) = 0 with mu by the logistic link, by Newton's method.
    private static double[] logistic(DesignMatrix x, double[] theta) {
        int p = x.width();
        double[] beta = new double[p];
        double share = Arrays.stream(theta).average().orElse(0.5);
        double start = Math.clamp(share, 0.01, 0.99);
        beta[0] = Math.log(start / (1 - start));
        for (int i = 0; i < MAX_ITERATIONS; i++) {
            double[] score = new double[p];
            double[][] bread = new double[p][p];
            for (int row = 0; row < theta.length; row++) {
                double[] values = x.row(row);
                double mu = probability(SymmetricMatrix.dot(beta, values));
                for (int a = 0; a < p; a++) {
                    score[a] += values[a] * (theta[row] - mu);
                    for (int b = 0; b < p; b++) {
                        bread[a][b] += values[a] * values[b] * mu * (1 - mu);
                    }
                }
            }
            double[][] factor = SymmetricMatrix.cholesky(bread);
            if (factor.length == 0) {
                break;
            }
            double[] step = SymmetricMatrix.solve(factor, score);
            double decrement = SymmetricMatrix.dot(step, score);
            for (int a = 0; a < p; a++) {
                beta[a] += step[a];
            }
            if (decrement < CONVERGED * theta.length) {
                return beta;
            }
        }
        throw new UnusableInputException(
                "expected survival has no solution: a covariate separates who lived from who died,"
                        + " or follows from the others; leave one out");
    }
}
