package org.osteon.outcome.regression;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.osteon.outcome.UnusableInputException;
import org.osteon.outcome.data.DesignMatrix;
import org.osteon.outcome.data.Groups;
import org.osteon.outcome.distribution.Tails;
import org.osteon.outcome.survival.EventTimes;

/// Observed against expected events by a fixed day per centre: expected from a logistic model
/// without the centre among those whose status on that day is known, ratio with exact Poisson
/// limits. Centres are never ranked.
public final class CentreReport {
    /// The inner limits of a funnel.
    public static final double USUAL = 0.95;

    /// The outer limits.
    public static final double FAR = 0.998;

    private CentreReport() {}

    /// The report; one entry per centre in every list.
    ///
    /// @param model the model of the expected risk
    /// @param excluded rows censored before the day, left out
    /// @param centre labels
    /// @param n patients with known status
    /// @param observed events by the day
    /// @param expected sum of fitted probabilities
    /// @param ratio observed over expected
    /// @param lower exact lower limit of the ratio
    /// @param upper exact upper limit
    /// @param low95 where the ratio of a centre that does as expected lies with 95 %: from …
    /// @param high95 … to
    /// @param low998 the same with 99.8 %: from …
    /// @param high998 … to
    public record Result(
            LogisticModel.Fit model,
            int excluded,
            List<String> centre,
            int[] n,
            int[] observed,
            double[] expected,
            double[] ratio,
            double[] lower,
            double[] upper,
            double[] low95,
            double[] high95,
            double[] low998,
            double[] high998) {
        /// Where a centre lies: `above` or `below` what is expected by 99.8 %, `high` or `low` by
        /// 95 %, else `within`.
        public String position(int centre) {
            if (ratio[centre] > high998[centre]) {
                return "above";
            }
            if (ratio[centre] < low998[centre]) {
                return "below";
            }
            if (ratio[centre] > high95[centre]) {
                return "high";
            }
            return ratio[centre] < low95[centre] ? "low" : "within";
        }
    }

    /// Compares the centres at `day` by events of any kind.
    public static Result compare(
            EventTimes data, Groups centres, DesignMatrix x, double day, double confidence) {
        return compare(data, 0, centres, x, day, confidence);
    }

    /// Compares the centres at `day` by one kind of event: who had another kind before is known not
    /// to have had this one.
    ///
    /// @param cause the kind; 0: any
    public static Result compare(
            EventTimes data,
            int cause,
            Groups centres,
            DesignMatrix x,
            double day,
            double confidence) {
        int[] known =
                IntStream.range(0, data.size())
                        .filter(i -> data.event(i) != 0 || data.time(i) >= day)
                        .toArray();
        if (known.length == 0) {
            throw new UnusableInputException(
                    "nobody's status on day " + day + " is known: all are censored before");
        }
        boolean[] event = new boolean[known.length];
        for (int i = 0; i < known.length; i++) {
            int kind = data.event(known[i]);
            event[i] = (cause == 0 ? kind != 0 : kind == cause) && data.time(known[i]) <= day;
        }
        DesignMatrix covariates = x.rows(known);
        LogisticModel.Fit model = LogisticModel.fit(covariates, event);
        int k = centres.count();
        int[] n = new int[k];
        int[] observed = new int[k];
        double[] expected = new double[k];
        for (int i = 0; i < known.length; i++) {
            int centre = centres.index()[known[i]];
            n[centre]++;
            observed[centre] += event[i] ? 1 : 0;
            expected[centre] += model.probability(covariates.row(i));
        }
        List<Integer> order =
                new ArrayList<>(IntStream.range(0, k).filter(c -> n[c] > 0).boxed().toList());
        order.sort(Comparator.comparing(c -> centres.labels().get(c), CentreReport::numbersFirst));
        int m = order.size();
        List<String> labels = new ArrayList<>();
        int[] counts = new int[m];
        int[] seen = new int[m];
        double[] awaited = new double[m];
        double[] ratio = new double[m];
        double[] lower = new double[m];
        double[] upper = new double[m];
        double[][] funnel = new double[4][m];
        double tail = (1 - confidence) / 2;
        for (int i = 0; i < m; i++) {
            int c = order.get(i);
            labels.add(centres.labels().get(c));
            counts[i] = n[c];
            seen[i] = observed[c];
            awaited[i] = expected[c];
            ratio[i] = observed[c] / expected[c];
            lower[i] =
                    observed[c] == 0
                            ? 0
                            : Tails.chiSquareQuantile(tail, 2.0 * observed[c]) / 2 / expected[c];
            upper[i] = Tails.chiSquareUpperQuantile(tail, 2.0 * observed[c] + 2) / 2 / expected[c];
            Funnel.Limits usual = Funnel.at(expected[c], USUAL);
            Funnel.Limits far = Funnel.at(expected[c], FAR);
            funnel[0][i] = usual.lower();
            funnel[1][i] = usual.upper();
            funnel[2][i] = far.lower();
            funnel[3][i] = far.upper();
        }
        return new Result(
                model,
                data.size() - known.length,
                labels,
                counts,
                seen,
                awaited,
                ratio,
                lower,
                upper,
                funnel[0],
                funnel[1],
                funnel[2],
                funnel[3]);
    }

    private static int numbersFirst(String a, String b) {
        try {
            return Double.compare(Double.parseDouble(a), Double.parseDouble(b));
        } catch (NumberFormatException e) {
            return a.compareTo(b);
        }
    }
}
