package org.osteon.outcome.proportion;

import java.util.List;
import org.osteon.outcome.UnusableInputException;
import org.osteon.outcome.distribution.Normal;
import org.osteon.outcome.distribution.Tails;

/// The stratified 2 x 2 table: Mantel and Haenszel's test (1959) and common odds ratio with the
/// limits of Robins, Breslow and Greenland (1986).
///
/// @param chisq statistic without continuity correction
/// @param p its upper tail
/// @param chisqCorrected with continuity correction
/// @param commonOR common odds ratio
/// @param ci its limits
public record MantelHaenszel(
        double chisq, double p, double chisqCorrected, double commonOR, double[] ci) {
    /// One stratum.
    ///
    /// @param x1 successes of the first group
    /// @param n1 its size
    /// @param x2 successes of the second
    /// @param n2 its size
    public record Table(int x1, int n1, int x2, int n2) {}

    /// Tests the strata; one without both groups, or with all outcomes equal, adds nothing.
    public static MantelHaenszel test(List<Table> strata, double confidence) {
        double delta = 0;
        double variance = 0;
        double r = 0;
        double s = 0;
        double pr = 0;
        double mixed = 0;
        double qs = 0;
        for (Table t : strata) {
            double n = t.n1 + t.n2;
            if (n < 2) {
                continue;
            }
            double k = t.x1 + t.x2;
            delta += t.x1 - t.n1 * k / n;
            variance += t.n1 / n * t.n2 / n * k * (n - k) / (n - 1);
            double stratumR = (double) t.x1 * (t.n2 - t.x2) / n;
            double stratumS = (double) (t.n1 - t.x1) * t.x2 / n;
            double concordant = (t.x1 + t.n2 - t.x2) / n;
            double discordant = (t.n1 - t.x1 + t.x2) / n;
            r += stratumR;
            s += stratumS;
            pr += concordant * stratumR;
            mixed += concordant * stratumS + discordant * stratumR;
            qs += discordant * stratumS;
        }
        if (!(variance > 0)) {
            throw new UnusableInputException(
                    "no stratum holds both groups and both outcomes: nothing can be compared");
        }
        double distance = Math.abs(delta);
        double corrected = distance - (distance >= 0.5 ? 0.5 : 0);
        double chisq = distance * distance / variance;
        double odds = r > 0 && s > 0 ? r / s : Double.NaN;
        double se = Math.sqrt(pr / (2 * r * r) + mixed / (2 * r * s) + qs / (2 * s * s));
        double reach = Normal.critical(confidence) * se;
        return new MantelHaenszel(
                chisq,
                Tails.chiSquare(chisq, 1),
                corrected * corrected / variance,
                odds,
                new double[] {odds * Math.exp(-reach), odds * Math.exp(reach)});
    }
}
