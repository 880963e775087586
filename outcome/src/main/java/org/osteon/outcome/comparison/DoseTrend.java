package org.osteon.outcome.comparison;

import org.osteon.outcome.UnusableInputException;
import org.osteon.outcome.data.Groups;
import org.osteon.outcome.distribution.Tails;

/// Trends over a dose or a number of treatments.
public final class DoseTrend {
    private DoseTrend() {}

    /// The Cochran-Armitage test of a proportion over scores (Armitage 1955).
    ///
    /// @param responders responders per dose
    /// @param n people per dose
    /// @param cochranArmitageChisq statistic
    /// @param p upper tail, 1 degree of freedom
    public record Proportions(int[] responders, int[] n, double cochranArmitageChisq, double p) {}

    /// A linear contrast of group means with centred, equally spaced, normed coefficients.
    ///
    /// @param estimate value of the contrast
    /// @param se its standard error from the pooled variance
    public record Contrast(double estimate, double se) {}

    /// Tests the proportion of `event` over the groups with the given scores.
    public static Proportions proportions(boolean[] event, Groups dose, double[] scores) {
        int k = dose.count();
        int[] responders = new int[k];
        for (int i = 0; i < event.length; i++) {
            responders[dose.index()[i]] += event[i] ? 1 : 0;
        }
        int[] sizes = dose.sizes();
        double total = event.length;
        double positive = 0;
        for (int x : responders) {
            positive += x;
        }
        double share = positive / total;
        double u = 0;
        double s1 = 0;
        double s2 = 0;
        for (int g = 0; g < k; g++) {
            u += scores[g] * (responders[g] - sizes[g] * share);
            s1 += scores[g] * sizes[g];
            s2 += scores[g] * scores[g] * sizes[g];
        }
        double spread = share * (1 - share) * (total * s2 - s1 * s1);
        if (!(spread > 0)) {
            throw new UnusableInputException(
                    "no trend can be tested: "
                            + (k < 2 ? "there is one dose only" : "all have the same outcome"));
        }
        double chisq = total * u * u / spread;
        return new Proportions(responders, sizes, chisq, Tails.chiSquare(chisq, 1));
    }

    /// The first-degree contrast over the groups in order, adjusted for nothing: coefficients
    /// centred on equally spaced scores.
    public static Contrast linear(double[] values, Groups dose) {
        int k = dose.count();
        int[] sizes = dose.sizes();
        double[] mean = new double[k];
        for (int i = 0; i < values.length; i++) {
            mean[dose.index()[i]] += values[i] / sizes[dose.index()[i]];
        }
        double squares = 0;
        for (int i = 0; i < values.length; i++) {
            double distance = values[i] - mean[dose.index()[i]];
            squares += distance * distance;
        }
        double variance = squares / (values.length - k);
        double estimate = 0;
        double spread = 0;
        for (int g = 0; g < k; g++) {
            // Whole-number coefficients: -1, 1 for two groups, -1, 0, 1 for three, -3, -1, 1, 3 for
            // four.
            double c = k % 2 == 0 ? 2 * g - (k - 1) : g - (k - 1) / 2.0;
            estimate += c * mean[g];
            spread += c * c / sizes[g];
        }
        return new Contrast(estimate, Math.sqrt(variance * spread));
    }
}
