package org.osteon.outcome.blinding;

import org.osteon.outcome.UnusableInputException;
import org.osteon.outcome.distribution.Normal;

/// How well blinding held, from what people guessed at the end. James 1996: one index, 1 where
/// nobody can tell, 0 where everybody can, and 0.5 for guessing at random. Bang 2004: an index for
/// each group, 1 where all guess right, 0 at random, -1 where all guess wrong. Limits by the
/// variance of the multinomial.
///
/// @param james the index of all
/// @param tested Bang's index of those who got what is tested
/// @param comparator Bang's index of those who got a comparator
public record BlindingIndex(Estimate james, Estimate tested, Estimate comparator) {
    private static final double WRONG = 0.5;

    /// An estimate with its limits.
    ///
    /// @param n how many were asked
    public record Estimate(int n, double estimate, double se, double lower, double upper) {
        static Estimate of(int n, double estimate, double variance, double confidence) {
            double se = Math.sqrt(Math.max(0, variance));
            double critical = Normal.critical(confidence);
            return new Estimate(
                    n, estimate, se, estimate - critical * se, estimate + critical * se);
        }
    }

    /// What people of one group said.
    ///
    /// @param tested how many guessed what is tested
    /// @param comparator how many guessed a comparator
    /// @param unknown how many did not know
    public record Guesses(int tested, int comparator, int unknown) {
        /// Those of one arm.
        ///
        /// @throws UnusableInputException where a number is negative
        public Guesses {
            if (tested < 0 || comparator < 0 || unknown < 0) {
                throw new UnusableInputException("how many guessed is 0 or more");
            }
        }

        int all() {
            return tested + comparator + unknown;
        }
    }

    /// The indices.
    ///
    /// @param gotTested what those guessed who got what is tested
    /// @param gotComparator what the others guessed
    public static BlindingIndex of(Guesses gotTested, Guesses gotComparator, double confidence) {
        if (gotTested.all() == 0 || gotComparator.all() == 0) {
            throw new UnusableInputException("an index of blinding needs guesses of both groups");
        }
        return new BlindingIndex(
                james(gotTested, gotComparator, confidence),
                bang(gotTested.tested(), gotTested.comparator(), gotTested.all(), confidence),
                bang(
                        gotComparator.comparator(),
                        gotComparator.tested(),
                        gotComparator.all(),
                        confidence));
    }

    private static Estimate bang(int right, int wrong, int n, double confidence) {
        double index = (double) (right - wrong) / n;
        double variance = ((double) (right + wrong) / n - index * index) / n;
        return Estimate.of(n, index, variance, confidence);
    }

    /// With S the share that guessed, A the weighted share of wrong guesses and B the same expected
    /// of independence, the index is 1 - S + S^2 A / (2 B); the variance by its derivatives.
    private static Estimate james(Guesses tested, Guesses comparator, double confidence) {
        int n = tested.all() + comparator.all();
        double[][] p = {
            {(double) tested.tested() / n, (double) comparator.tested() / n},
            {(double) tested.comparator() / n, (double) comparator.comparator() / n}
        };
        double[] guessed = {p[0][0] + p[0][1], p[1][0] + p[1][1]};
        double[] got = {p[0][0] + p[1][0], p[0][1] + p[1][1]};
        double s = guessed[0] + guessed[1];
        if (s == 0) {
            return Estimate.of(n, 1, 0, confidence);
        }
        double a = WRONG * (p[0][1] + p[1][0]);
        double b = WRONG * (guessed[0] * got[1] + guessed[1] * got[0]);
        if (b == 0) {
            // All who guessed are of one group and guessed alike: nothing to expect.
            return new Estimate(n, Double.NaN, Double.NaN, Double.NaN, Double.NaN);
        }
        double index = 1 - s + s * s * a / (2 * b);
        double mean = 0;
        double square = 0;
        for (int guess = 0; guess < 2; guess++) {
            for (int group = 0; group < 2; group++) {
                double db = WRONG * (got[1 - guess] + guessed[1 - group]);
                double da = guess == group ? 0 : WRONG;
                double d = -1 + (2 * s * a / b + s * s * da / b - s * s * a * db / (b * b)) / 2;
                mean += p[guess][group] * d;
                square += p[guess][group] * d * d;
            }
        }
        return Estimate.of(n, index, (square - mean * mean) / n, confidence);
    }
}
