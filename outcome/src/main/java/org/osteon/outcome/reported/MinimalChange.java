package org.osteon.outcome.reported;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.osteon.outcome.UnusableInputException;
import org.osteon.outcome.comparison.Correlation;
import org.osteon.outcome.comparison.Describe;
import org.osteon.outcome.data.DesignMatrix;
import org.osteon.outcome.regression.LogisticModel;

/// Estimates of the minimal clinically important change of a measure from an anchor question. The
/// result belongs to this instrument, population and method.
///
/// @param meanByAnchor mean improvement per anchor class
/// @param nByAnchor people per class
/// @param changeDifference mean improvement of the slightly better class less that of the unchanged
/// @param roc the threshold with the best sensitivity plus specificity
/// @param predictive improvement at which fitted odds of being better equal the sample's
/// @param halfSd half the standard deviation at baseline
/// @param sem standard error of measurement
/// @param mdc95 minimal detectable change, 95 %
/// @param spearmanAnchorChange correlation of anchor and improvement; below 0.3 the anchor should
///   not be used
/// @param pass75 the follow-up score that bounds three quarters of the satisfied
public record MinimalChange(
        Map<String, Double> meanByAnchor,
        Map<String, Integer> nByAnchor,
        double changeDifference,
        Roc roc,
        double predictive,
        double halfSd,
        double sem,
        double mdc95,
        double spearmanAnchorChange,
        double pass75) {

    /// A receiver operating characteristic.
    ///
    /// @param n people
    /// @param improved people better by the anchor
    /// @param auc area, ties one half
    /// @param youden largest sensitivity plus specificity minus one
    /// @param cut its threshold: a midpoint between adjacent changes, the smallest on ties
    /// @param sens sensitivity there
    /// @param spec specificity there
    public record Roc(
            int n, int improved, double auc, double youden, double cut, double sens, double spec) {}

    /// What is estimated from.
    ///
    /// @param improvement change with positive = better, one per person with both visits
    /// @param anchor whole-number classes, 0 = unchanged, positive = better
    /// @param baseline the measure at baseline of everybody
    /// @param followUp the measure at follow-up of those people
    /// @param reliability test-retest reliability of the measure
    /// @param satisfiedFrom lowest anchor class that counts as satisfied
    /// @param lowIsGood direction of the measure
    public record Data(
            double[] improvement,
            int[] anchor,
            double[] baseline,
            double[] followUp,
            double reliability,
            int satisfiedFrom,
            boolean lowIsGood) {}

    /// Estimates by every method.
    public static MinimalChange estimate(Data data) {
        Map<String, Double> means = new LinkedHashMap<>();
        Map<String, Integer> counts = new LinkedHashMap<>();
        for (int level : Arrays.stream(data.anchor).distinct().sorted().toArray()) {
            double[] values = where(data.improvement, data.anchor, level, level);
            means.put(Integer.toString(level), Describe.mean(values));
            counts.put(Integer.toString(level), values.length);
        }
        boolean[] better = new boolean[data.anchor.length];
        double[] classes = new double[better.length];
        int improved = 0;
        for (int i = 0; i < better.length; i++) {
            better[i] = data.anchor[i] >= 1;
            classes[i] = data.anchor[i];
            improved += better[i] ? 1 : 0;
        }
        if (improved == 0 || improved == better.length) {
            throw new UnusableInputException(
                    "the anchor says the same of all "
                            + better.length
                            + " people: no threshold can be found");
        }
        LogisticModel.Fit logistic =
                LogisticModel.fit(
                        new DesignMatrix(
                                java.util.List.of("change"), new double[][] {data.improvement}),
                        better);
        double logit = Math.log((double) improved / (better.length - improved));
        double sd = Math.sqrt(Describe.variance(data.baseline));
        double sem = sd * Math.sqrt(1 - data.reliability);
        double[] satisfied =
                where(data.followUp, data.anchor, data.satisfiedFrom, Integer.MAX_VALUE);
        Double slight = means.get("1");
        Double unchanged = means.get("0");
        return new MinimalChange(
                means,
                counts,
                slight == null || unchanged == null ? Double.NaN : slight - unchanged,
                roc(data.improvement, better, improved),
                (logit - logistic.coef()[0]) / logistic.coef()[1],
                sd / 2,
                sem,
                1.96 * Math.sqrt(2) * sem,
                Correlation.spearman(classes, data.improvement),
                satisfied.length == 0
                        ? Double.NaN
                        : Describe.quantile(satisfied, data.lowIsGood ? 0.75 : 0.25));
    }

    private static double[] where(double[] values, int[] anchor, int from, int to) {
        return java.util.stream.IntStream.range(0, values.length)
                .filter(i -> anchor[i] >= from && anchor[i] <= to)
                .mapToDouble(i -> values[i])
                .toArray();
    }

    private static Roc roc(double[] change, boolean[] better, int improved) {
        int n = change.length;
        double[] levels = Arrays.stream(change).distinct().sorted().toArray();
        double[] up = new double[levels.length];
        double[] down = new double[levels.length];
        for (int i = 0; i < n; i++) {
            int at = Arrays.binarySearch(levels, change[i]);
            if (better[i]) {
                up[at]++;
            } else {
                down[at]++;
            }
        }
        int same = n - improved;
        double pairs = 0;
        double below = 0;
        double upBelow = 0;
        double best = Double.NEGATIVE_INFINITY;
        double cut = Double.NaN;
        double sens = Double.NaN;
        double spec = Double.NaN;
        for (int k = 0; k < levels.length; k++) {
            pairs += up[k] * (below + down[k] / 2);
            below += down[k];
            upBelow += up[k];
            if (k + 1 < levels.length) {
                double sensitivity = (improved - upBelow) / improved;
                double specificity = below / same;
                double youden = sensitivity + specificity - 1;
                if (youden > best + 1e-12) {
                    best = youden;
                    cut = (levels[k] + levels[k + 1]) / 2;
                    sens = sensitivity;
                    spec = specificity;
                }
            }
        }
        return new Roc(n, improved, pairs / ((double) improved * same), best, cut, sens, spec);
    }
}
