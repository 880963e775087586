package org.osteon.outcome.design;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.hipparchus.util.CombinatoricsUtils;
import org.jspecify.annotations.Nullable;
import org.osteon.outcome.UnusableInputException;
import org.osteon.outcome.distribution.Brent;
import org.osteon.outcome.distribution.Normal;
import org.osteon.outcome.distribution.Tails;

/// Sizes of studies, not rounded; round up. Alpha is two-sided but for non-inferiority, where it is
/// one-sided.
///
/// @param alpha error of the first kind
/// @param power one minus the error of the second kind
/// @param ratio size of the first group over that of the second
public record SampleSize(double alpha, double power, double ratio) {
    /// Checks the probabilities.
    public SampleSize {
        if (!(alpha > 0 && alpha < 1) || !(power > 0 && power < 1)) {
            throw new UnusableInputException(
                    "alpha and power lie between 0 and 1, not " + alpha + " and " + power);
        }
        if (!(ratio > 0)) {
            throw new UnusableInputException("the ratio of the groups is positive, not " + ratio);
        }
    }

    private double twoSided() {
        return Normal.upperQuantile(alpha / 2) + Normal.quantile(power);
    }

    private double oneSided() {
        return Normal.upperQuantile(alpha) + Normal.quantile(power);
    }

    private static double square(double x) {
        return x * x;
    }

    private static double positive(String name, double value) {
        if (!(value > 0)) {
            throw new UnusableInputException(name + " must be positive, not " + value);
        }
        return value;
    }

    private static double probability(String name, double value) {
        if (!(value > 0 && value < 1)) {
            throw new UnusableInputException(name + " must lie between 0 and 1, not " + value);
        }
        return value;
    }

    /// Two groups compared by t.
    ///
    /// @param nPerGroup size of each group by the noncentral t distribution
    public record TTest(double nPerGroup) {}

    /// Solves the power of the two-sample t test, keeping the tail on the side of the difference.
    public TTest tTest(double delta, double sd) {
        positive("sd", sd);
        double effect = Math.abs(positive("delta", Math.abs(delta))) / sd;
        return new TTest(solve(n -> tPower(n, effect, false) - power));
    }

    /// The power of the two-sample t test with n per group.
    ///
    /// @param strict whether the tail on the wrong side counts too
    public double tTestPower(double n, double delta, double sd, boolean strict) {
        return tPower(n, Math.abs(delta) / sd, strict);
    }

    private double tPower(double n, double effect, boolean strict) {
        double df = 2 * (n - 1);
        double critical = Tails.studentUpperQuantile(alpha, df);
        double noncentrality = Math.sqrt(n / 2) * effect;
        double tail = NoncentralT.upper(critical, df, noncentrality);
        return strict ? tail + NoncentralT.upper(critical, df, -noncentrality) : tail;
    }

    private static double solve(DoubleUnaryOperator excess) {
        double high = 4;
        while (excess.applyAsDouble(high) < 0) {
            high *= 2;
            if (high > 1e9) {
                throw new UnusableInputException(
                        "more than a thousand million people would be needed: the effect is too small");
            }
        }
        double low = 2;
        return excess.applyAsDouble(low) >= 0 ? low : Brent.root(excess, low, high, 1e-10);
    }

    /// Pairs compared by t.
    ///
    /// @param nPairs by the noncentral t distribution
    /// @param normalApproximation by the normal
    public record Paired(double nPairs, double normalApproximation) {}

    /// Solves the power of the paired t test.
    ///
    /// @param sd standard deviation of the differences
    public Paired paired(double delta, double sd) {
        double effect = Math.abs(positive("delta", Math.abs(delta))) / positive("sd", sd);
        double n =
                solve(pairs -> {
                    double df = pairs - 1;
                    double critical = Tails.studentUpperQuantile(alpha, df);
                    return NoncentralT.upper(critical, df, Math.sqrt(pairs) * effect) - power;
                });
        return new Paired(n, square(twoSided() / effect));
    }

    /// Two means by the normal approximation.
    ///
    /// @param n1 first group
    /// @param n2 second group
    public record Means(double n1, double n2) {}

    /// (1 + 1/r) (za + zb)^2 sd^2 / delta^2 for the second group.
    public Means means(double delta, double sd) {
        double n2 =
                (1 + 1 / ratio)
                        * square(
                                twoSided()
                                        * positive("sd", sd)
                                        / positive("delta", Math.abs(delta)));
        return new Means(ratio * n2, n2);
    }

    /// Two proportions, 1 : 1.
    ///
    /// @param nPerGroupPooled variance under the null hypothesis pooled
    /// @param nUnpooled not pooled
    /// @param nFleissContinuity pooled with Fleiss's continuity correction
    /// @param nArcsine on the arcsine scale
    public record Proportions(
            double nPerGroupPooled, double nUnpooled, double nFleissContinuity, double nArcsine) {}

    /// Sizes for the difference of two proportions.
    public Proportions proportions(double p1, double p2) {
        probability("p1", p1);
        probability("p2", p2);
        double difference = positive("the difference of the proportions", Math.abs(p1 - p2));
        double mean = (p1 + p2) / 2;
        double spread = p1 * (1 - p1) + p2 * (1 - p2);
        double za = Normal.upperQuantile(alpha / 2);
        double zb = Normal.quantile(power);
        double pooled =
                square(
                        (za * Math.sqrt(2 * mean * (1 - mean)) + zb * Math.sqrt(spread))
                                / difference);
        double fleiss = pooled / 4 * square(1 + Math.sqrt(1 + 4 / (pooled * difference)));
        double arc = 2 * (Math.asin(Math.sqrt(p1)) - Math.asin(Math.sqrt(p2)));
        return new Proportions(
                pooled,
                square(za + zb) * spread / square(difference),
                fleiss,
                2 * square((za + zb) / arc));
    }

    /// Events for the log-rank test.
    ///
    /// @param eventsSchoenfeld by Schoenfeld's formula
    /// @param eventsFreedman by Freedman's, 1 : 1 only, else null
    public record Events(double eventsSchoenfeld, @Nullable Double eventsFreedman) {}

    /// Events for a hazard ratio.
    public Events events(double hr) {
        double events = schoenfeld(hr, twoSided());
        Double freedman = ratio == 1 ? square(twoSided() * (1 + hr) / (1 - hr)) : null;
        return new Events(events, freedman);
    }

    private double schoenfeld(double hr, double z) {
        positive("the hazard ratio", hr);
        positive("the distance of the hazard ratio from 1", Math.abs(hr - 1));
        double p1 = ratio / (1 + ratio);
        return square(z / Math.log(hr)) / (p1 * (1 - p1));
    }

    /// Events of interest and patients with competing risks.
    ///
    /// @param events events of interest
    /// @param nTotal patients
    public record Competing(double events, double nTotal) {}

    /// Patients = events over the mean cumulative incidence at the end.
    public Competing competing(double hr, double[] incidence) {
        double events = schoenfeld(hr, twoSided());
        double mean =
                Arrays.stream(incidence)
                        .map(value -> probability("incidence", value))
                        .average()
                        .orElseThrow(() ->
                                new UnusableInputException(
                                        "name the cumulative incidence of each group"));
        return new Competing(events, events / mean);
    }

    /// Patients for a survival endpoint.
    ///
    /// @param probEventControl probability of the event among controls
    /// @param probEventTreated among the treated
    /// @param events events needed
    /// @param nTotal patients
    public record Survival(
            double probEventControl, double probEventTreated, double events, double nTotal) {}

    /// Exponential survival, uniform accrual over `accrual`, then `followUp` more.
    ///
    /// @param median median of the controls, in the unit of the two periods
    public Survival survival(double hr, double median, double accrual, double followUp) {
        double events = schoenfeld(hr, twoSided());
        double hazard = Math.log(2) / positive("the median", median);
        double control = eventProbability(hazard, positive("accrual", accrual), followUp);
        double treated = eventProbability(hazard * hr, accrual, followUp);
        // The ratio is treated to control.
        double mean = (ratio * treated + control) / (1 + ratio);
        return new Survival(control, treated, events, events / mean);
    }

    private static double eventProbability(double hazard, double accrual, double followUp) {
        return 1
                - (Math.exp(-hazard * followUp) - Math.exp(-hazard * (accrual + followUp)))
                        / (hazard * accrual);
    }

    /// A size per group.
    ///
    /// @param nPerGroup people per group
    public record PerGroup(double nPerGroup) {}

    /// A number of events.
    ///
    /// @param events events
    public record EventCount(double events) {}

    /// A total size.
    ///
    /// @param nTotal people in all
    public record Total(double nTotal) {}

    /// A size.
    ///
    /// @param n people
    public record Size(double n) {}

    /// Non-inferior means: 2 (za + zb)^2 sd^2 / (margin - true difference)^2, alpha one-sided.
    public PerGroup nonInferiorMeans(double margin, double sd, double trueDifference) {
        return new PerGroup(
                2
                        * square(
                                oneSided()
                                        * positive("sd", sd)
                                        / positive(
                                                "the margin less the true difference",
                                                margin - trueDifference)));
    }

    /// Non-inferior proportions of equal truth p, alpha one-sided.
    public PerGroup nonInferiorProportions(double margin, double p) {
        probability("p", p);
        return new PerGroup(square(oneSided() / positive("margin", margin)) * 2 * p * (1 - p));
    }

    /// Non-inferior hazard ratio: 4 (za + zb)^2 / ln(margin / true ratio)^2, alpha one-sided.
    public EventCount nonInferiorHazardRatio(double margin, double trueRatio) {
        positive("margin", margin);
        double distance = Math.log(margin / positive("the true hazard ratio", trueRatio));
        double p1 = ratio / (1 + ratio);
        return new EventCount(
                square(oneSided() / positive("the distance to the margin", Math.abs(distance)))
                        / (p1 * (1 - p1)));
    }

    /// Mann-Whitney by Noether's formula.
    ///
    /// @param index probability that one group's value exceeds the other's
    public Total mannWhitney(double index) {
        probability("the probability index", index);
        double c = ratio / (1 + ratio);
        return new Total(
                square(
                                twoSided()
                                        / positive(
                                                "the distance of the index from one half",
                                                Math.abs(index - 0.5)))
                        / (12 * c * (1 - c)));
    }

    /// A proportion to a half-width with confidence 1 - alpha.
    public Size precisionOfProportion(double halfWidth, double p) {
        probability("p", p);
        return new Size(
                square(Normal.upperQuantile(alpha / 2) / positive("half-width", halfWidth))
                        * p
                        * (1 - p));
    }

    /// A mean to a half-width with confidence 1 - alpha.
    public Size precisionOfMean(double halfWidth, double sd) {
        return new Size(
                square(
                        Normal.upperQuantile(alpha / 2)
                                * positive("sd", sd)
                                / positive("half-width", halfWidth)));
    }

    /// An exact single-stage design.
    ///
    /// @param n smallest size
    /// @param rejectAtLeast successes that reject
    /// @param alpha achieved, one-sided
    /// @param power achieved
    public record SingleArm(int n, int rejectAtLeast, double alpha, double power) {}

    /// The smallest n and r with P(X >= r | p0) <= alpha and P(X >= r | p1) >= power, alpha
    /// one-sided.
    public SingleArm singleArm(double p0, double p1) {
        probability("p0", p0);
        probability("p1", p1);
        if (p1 <= p0) {
            throw new UnusableInputException("p1 must exceed p0: " + p1 + " does not exceed " + p0);
        }
        for (int n = 1; n <= 5000; n++) {
            int r = n + 1;
            double tail = 0;
            while (r > 0 && tail + binomial(n, r - 1, p0) <= alpha) {
                r--;
                tail += binomial(n, r, p0);
            }
            double reached = 0;
            for (int x = r; x <= n; x++) {
                reached += binomial(n, x, p1);
            }
            if (r <= n && reached >= power) {
                return new SingleArm(n, r, tail, reached);
            }
        }
        throw new UnusableInputException(
                "more than 5000 people would be needed: p0 and p1 are too close");
    }

    private static double binomial(int n, int x, double p) {
        return Math.exp(
                CombinatoricsUtils.binomialCoefficientLog(n, x)
                        + x * Math.log(p)
                        + (n - x) * Math.log1p(-p));
    }

    /// The factors that planning multiplies a size with.
    ///
    /// @param correlation of baseline and follow-up, for analysis of covariance: 1 - rho^2
    /// @param clusterSize members per cluster and their intraclass correlation: 1 + (m - 1) icc
    /// @param icc intraclass correlation
    /// @param dropout share lost: 1 / (1 - dropout)
    public static double inflation(
            double correlation, double clusterSize, double icc, double dropout) {
        if (!(dropout >= 0 && dropout < 1) || !(Math.abs(correlation) < 1) || clusterSize < 1) {
            throw new UnusableInputException(
                    "dropout lies in [0, 1), the correlation in (-1, 1), a cluster has at least one member");
        }
        return (1 - correlation * correlation) * (1 + (clusterSize - 1) * icc) / (1 - dropout);
    }
}
