package org.osteon.outcome.propensity;

import java.util.LinkedHashMap;
import java.util.Map;
import org.osteon.outcome.comparison.Describe;
import org.osteon.outcome.data.DesignMatrix;
import org.osteon.outcome.regression.LogisticModel;

/// The propensity score by logistic regression, the weights made from it and the balance they give
/// (Rosenbaum and Rubin 1983; Li, Morgan and Zaslavsky 2018 for overlap weights).
public final class PropensityScore {
    private PropensityScore() {}

    /// Kinds of weight for treated / control with score e.
    public enum Weight {
        /// 1/e, 1/(1-e): the whole population.
        ATE("ATE"),
        /// p/e, (1-p)/(1-e): the same, sized as the sample.
        STABILISED("stabilised"),
        /// 1, e/(1-e): the treated.
        ATT("ATT"),
        /// 1-e, e: those who could get either.
        OVERLAP("overlap");

        private final String key;

        Weight(String key) {
            this.key = key;
        }

        double of(boolean treated, double e, double p) {
            return switch (this) {
                case ATE -> treated ? 1 / e : 1 / (1 - e);
                case STABILISED -> treated ? p / e : (1 - p) / (1 - e);
                case ATT -> treated ? 1 : e / (1 - e);
                case OVERLAP -> treated ? 1 - e : e;
            };
        }
    }

    /// Scores, weights and balance.
    ///
    /// @param model the logistic model
    /// @param ps score per row
    /// @param psFirst10 the first ten
    /// @param weights weight per row by kind
    /// @param sums sum of weights by kind
    /// @param essTreated effective number of treated by kind, (sum w)^2 / sum w^2
    /// @param essControl of controls
    /// @param cStatistic discrimination of the score
    /// @param smdUnweighted standardised differences before weighting
    /// @param smdATE with weights for the population
    /// @param smdATT for the treated
    /// @param smdOverlap for the overlap
    public record Result(
            LogisticModel.Fit model,
            double[] ps,
            double[] psFirst10,
            Map<String, double[]> weights,
            Map<String, Double> sums,
            Map<String, Double> essTreated,
            Map<String, Double> essControl,
            double cStatistic,
            Map<String, Double> smdUnweighted,
            Map<String, Double> smdATE,
            Map<String, Double> smdATT,
            Map<String, Double> smdOverlap) {}

    /// Estimates the score of being treated.
    public static Result estimate(DesignMatrix x, boolean[] treated) {
        LogisticModel.Fit model = LogisticModel.fit(x, treated);
        int n = treated.length;
        double[] score = new double[n];
        double share = 0;
        for (int i = 0; i < n; i++) {
            score[i] = model.probability(x.row(i));
            share += treated[i] ? 1.0 / n : 0;
        }
        Map<String, double[]> weights = new LinkedHashMap<>();
        Map<String, Double> sums = new LinkedHashMap<>();
        Map<String, Double> essTreated = new LinkedHashMap<>();
        Map<String, Double> essControl = new LinkedHashMap<>();
        for (Weight kind : Weight.values()) {
            double[] w = new double[n];
            double[] sum = new double[2];
            double[] squares = new double[2];
            for (int i = 0; i < n; i++) {
                w[i] = kind.of(treated[i], score[i], share);
                sum[treated[i] ? 1 : 0] += w[i];
                squares[treated[i] ? 1 : 0] += w[i] * w[i];
            }
            weights.put(kind.key, w);
            sums.put(kind.key, sum[0] + sum[1]);
            essTreated.put(kind.key, sum[1] * sum[1] / squares[1]);
            essControl.put(kind.key, sum[0] * sum[0] / squares[0]);
        }
        double[] ones = new double[n];
        java.util.Arrays.fill(ones, 1);
        return new Result(
                model,
                score,
                java.util.Arrays.copyOf(score, Math.min(10, n)),
                weights,
                sums,
                essTreated,
                essControl,
                cStatistic(score, treated),
                differences(x, treated, ones),
                differences(x, treated, weights.getOrDefault("ATE", ones)),
                differences(x, treated, weights.getOrDefault("ATT", ones)),
                differences(x, treated, weights.getOrDefault("overlap", ones)));
    }

    /// Standardised differences: weighted means over the unweighted spread, p(1-p) for a 0/1
    /// covariate.
    public static Map<String, Double> differences(
            DesignMatrix x, boolean[] treated, double[] weights) {
        Map<String, Double> differences = new LinkedHashMap<>();
        for (int j = 0; j < x.width(); j++) {
            double[] column = x.columns()[j];
            double[] sum = new double[2];
            double[] weight = new double[2];
            boolean binary = true;
            for (int i = 0; i < column.length; i++) {
                int g = treated[i] ? 1 : 0;
                sum[g] += weights[i] * column[i];
                weight[g] += weights[i];
                binary &= column[i] == 0 || column[i] == 1;
            }
            double spread =
                    (spread(column, treated, true, binary) + spread(column, treated, false, binary))
                            / 2;
            double difference = sum[1] / weight[1] - sum[0] / weight[0];
            differences.put(
                    x.names().get(j), spread > 0 ? difference / Math.sqrt(spread) : Double.NaN);
        }
        return differences;
    }

    private static double spread(
            double[] column, boolean[] treated, boolean group, boolean binary) {
        double[] values =
                java.util.stream.IntStream.range(0, column.length)
                        .filter(i -> treated[i] == group)
                        .mapToDouble(i -> column[i])
                        .toArray();
        if (binary) {
            double p = Describe.mean(values);
            return p * (1 - p);
        }
        return Describe.variance(values);
    }

    private static double cStatistic(double[] score, boolean[] treated) {
        double[] yes = select(score, treated, true);
        double[] no = select(score, treated, false);
        double pairs = 0;
        int below = 0;
        int upTo = 0;
        for (double value : yes) {
            while (below < no.length && no[below] < value) {
                below++;
            }
            while (upTo < no.length && no[upTo] <= value) {
                upTo++;
            }
            pairs += (below + upTo) / 2.0;
        }
        return pairs / ((double) yes.length * no.length);
    }

    private static double[] select(double[] values, boolean[] treated, boolean group) {
        return java.util.stream.IntStream.range(0, values.length)
                .filter(i -> treated[i] == group)
                .mapToDouble(i -> values[i])
                .sorted()
                .toArray();
    }
}
