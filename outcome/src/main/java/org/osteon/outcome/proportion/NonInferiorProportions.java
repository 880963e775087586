package org.osteon.outcome.proportion;

import org.osteon.outcome.UnusableInputException;
import org.osteon.outcome.distribution.Normal;

/// Non-inferiority of the first proportion to the second where higher is better: the difference may
/// not fall below minus the margin (Farrington and Manning 1990).
///
/// @param diff first minus second
/// @param zFarringtonManning (diff + margin) over the constrained standard error
/// @param pFarringtonManning one-sided
/// @param zMiettinenNurminen the same with the variance times N/(N-1)
/// @param p1Tilde constrained estimate of the first proportion
/// @param p2Tilde of the second
/// @param zWald with the unconstrained standard error
/// @param ci95Newcombe limits of the difference; not inferior when the lower lies above minus the
///   margin
/// @param nonInferior whether it does
public record NonInferiorProportions(
        double diff,
        double zFarringtonManning,
        double pFarringtonManning,
        double zMiettinenNurminen,
        double p1Tilde,
        double p2Tilde,
        double zWald,
        double[] ci95Newcombe,
        boolean nonInferior) {

    /// Tests x1 of n1 against x2 of n2.
    public static NonInferiorProportions test(
            int x1, int n1, int x2, int n2, double margin, double confidence) {
        if (!(margin > 0 && margin < 1)) {
            throw new UnusableInputException(
                    "the margin is a difference of proportions between 0 and 1, not " + margin);
        }
        double p1 = (double) x1 / n1;
        double p2 = (double) x2 / n2;
        double n = n1 + n2;
        Constrained constrained = Constrained.at(-margin, x1, n1, x2, n2);
        double se = constrained.standardError(n1, n2);
        double distance = p1 - p2 + margin;
        double z = distance / se;
        double wald = distance / Math.sqrt(p1 * (1 - p1) / n1 + p2 * (1 - p2) / n2);
        double[] limits = TwoProportions.newcombe(x1, n1, x2, n2, Normal.critical(confidence));
        return new NonInferiorProportions(
                p1 - p2,
                z,
                Normal.cumulative(-z),
                distance / (se * Math.sqrt(n / (n - 1))),
                constrained.p1(),
                constrained.p2(),
                wald,
                limits,
                limits[0] > -margin);
    }
}
