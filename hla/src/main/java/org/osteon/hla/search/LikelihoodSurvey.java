package org.osteon.hla.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.osteon.hla.frequency.FrequencySet;
import org.osteon.hla.frequency.HaplotypeDraw;
import org.osteon.hla.typing.Typing;
import org.osteon.hla.typing.TypingReader;

/// The share of a population that has a donor, from patients drawn of its haplotype frequencies.
///
/// @param population its name
/// @param patients how many were drawn
/// @param positions how many are compared
/// @param sizes numbers of donors
/// @param shares by the most mismatches (0, 1, 2) and by size
public record LikelihoodSurvey(
        String population,
        int patients,
        int positions,
        List<Integer> sizes,
        List<List<Share>> shares) {
    /// Of a standard normal, two-sided 95 %.
    private static final double Z = 1.959963984540054;

    /// A share with its 95 % limits for the patients not drawn. They are Wilson's (Wilson 1927) for
    /// as many patients with and without a donor as would have the variance that the chances of
    /// those drawn have: *n·p(1−p)/s²*, never fewer than were drawn.
    public record Share(double mean, double low, double high) {
        /// Of the patients drawn.
        ///
        /// @param chances each 0 to 1; at least one
        public static Share of(double[] chances) {
            int n = chances.length;
            if (n == 0) {
                throw new IllegalArgumentException("no patient was drawn");
            }
            double p = Arrays.stream(chances).sum() / n;
            double squares = Arrays.stream(chances).map(x -> (x - p) * (x - p)).sum();
            double ofYesAndNo = p * (1 - p);
            double spread = n > 1 ? squares / (n - 1) : ofYesAndNo;
            double effective = spread > 0 ? Math.max(n, n * ofYesAndNo / spread) : n;
            double centre = (p + Z * Z / (2 * effective)) / (1 + Z * Z / effective);
            double half =
                    Z
                            * Math.sqrt(
                                    ofYesAndNo / effective + Z * Z / (4 * effective * effective))
                            / (1 + Z * Z / effective);
            return new Share(
                    p,
                    Math.max(0, Math.min(p, centre - half)),
                    Math.min(1, Math.max(p, centre + half)));
        }
    }

    /// Draws patients, typed by two fields, and asks for each.
    ///
    /// @param seed the same seed draws the same patients
    /// @param progress told how many are done, from any thread
    public static LikelihoodSurvey of(
            MatchLikelihood likelihood,
            FrequencySet population,
            TypingReader reader,
            int patients,
            long seed,
            IntConsumer progress) {
        HaplotypeDraw draw = new HaplotypeDraw(population);
        SplittableRandom random = new SplittableRandom(seed);
        List<Typing> drawn = new ArrayList<>();
        for (int i = 0; i < patients; i++) {
            drawn.add(draw.person(random, reader));
        }
        AtomicInteger done = new AtomicInteger();
        double[][][] chances = new double[patients][][];
        IntStream.range(0, patients)
                .parallel()
                .forEach(i -> {
                    chances[i] = likelihood.of(drawn.get(i));
                    progress.accept(done.incrementAndGet());
                });
        List<List<Share>> shares = new ArrayList<>();
        for (int k = 0; k <= MatchLikelihood.MOST_MISMATCHES; k++) {
            int mismatches = k;
            List<Share> bySize = new ArrayList<>();
            for (int s = 0; s < chances[0][k].length; s++) {
                int size = s;
                bySize.add(
                        Share.of(
                                Arrays.stream(chances)
                                        .mapToDouble(one -> one[mismatches][size])
                                        .toArray()));
            }
            shares.add(List.copyOf(bySize));
        }
        return new LikelihoodSurvey(
                population.name(),
                patients,
                likelihood.positions(),
                likelihood.sizes(),
                List.copyOf(shares));
    }
}
