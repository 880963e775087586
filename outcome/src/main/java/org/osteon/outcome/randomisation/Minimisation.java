package org.osteon.outcome.randomisation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.osteon.outcome.UnusableInputException;

/// Minimisation (Pocock and Simon 1975): the next patient goes, with a set probability, to the arm
/// that leaves the factors least unbalanced; counts are divided by the allocation ratio first.
///
/// @param arms the arms and their ratio
/// @param weights weight per factor
/// @param measure how imbalance within a factor is measured
/// @param probability probability of the best arm, shared among equals; 1 would be predictable
/// @param seed seed of the trial
public record Minimisation(
        Arms arms, Map<String, Double> weights, Measure measure, double probability, long seed) {
    /// What reproduces an allocation, together with its inputs.
    public static final String ALGORITHM = "minimisation/1 splitmix64 sha-256";

    private static final double SAME = 1e-9;

    /// How unequal the arms are within a factor.
    public enum Measure {
        /// Largest less smallest.
        RANGE,
        /// With denominator arms - 1.
        VARIANCE,
        /// Its root.
        SD
    }

    /// Checks the probability and copies.
    public Minimisation {
        weights = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(weights));
        if (weights.isEmpty()) {
            throw new UnusableInputException(
                    "minimisation needs at least one factor with its weight");
        }
        if (!(probability > 0 && probability <= 1)) {
            throw new UnusableInputException(
                    "the probability of the best arm lies above 0 and at most at 1, not "
                            + probability);
        }
    }

    /// The scores of a patient.
    ///
    /// @param imbalance weighted imbalance per arm if the patient went there
    /// @param best the arm or arms with the least
    public record Scores(Map<String, Double> imbalance, List<String> best) {}

    /// One allocation with everything that reproduces it.
    ///
    /// @param number place in the trial, from 1
    /// @param scores the scores
    /// @param draw the random number in [0, 1)
    /// @param arm the arm
    public record Allocation(int number, Scores scores, double draw, String arm) {}

    /// Scores each arm from the counts at the patient's levels: factor, arm, count.
    public Scores scores(Map<String, Map<String, Integer>> counts) {
        Map<String, Double> imbalance = new LinkedHashMap<>();
        for (String candidate : arms.names()) {
            double total = 0;
            for (var factor : weights.entrySet()) {
                Map<String, Integer> at = counts.get(factor.getKey());
                if (at == null) {
                    throw new UnusableInputException(
                            "no counts for factor '"
                                    + factor.getKey()
                                    + "': there are "
                                    + counts.keySet());
                }
                total += factor.getValue() * spread(at, candidate);
            }
            imbalance.put(candidate, total);
        }
        double least = imbalance.values().stream().mapToDouble(Double::doubleValue).min().orElse(0);
        List<String> best = new ArrayList<>();
        for (var entry : imbalance.entrySet()) {
            if (entry.getValue() - least <= SAME) {
                best.add(entry.getKey());
            }
        }
        return new Scores(imbalance, List.copyOf(best));
    }

    private double spread(Map<String, Integer> counts, String candidate) {
        int k = arms.names().size();
        double[] sizes = new double[k];
        double sum = 0;
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (int a = 0; a < k; a++) {
            String arm = arms.names().get(a);
            double count = counts.getOrDefault(arm, 0) + (arm.equals(candidate) ? 1 : 0);
            sizes[a] = count / arms.of(arm);
            sum += sizes[a];
            low = Math.min(low, sizes[a]);
            high = Math.max(high, sizes[a]);
        }
        double squares = 0;
        for (double size : sizes) {
            squares += (size - sum / k) * (size - sum / k);
        }
        double variance = squares / (k - 1);
        return switch (measure) {
            case RANGE -> high - low;
            case VARIANCE -> variance;
            case SD -> Math.sqrt(variance);
        };
    }

    /// The probability of each arm: the best share `probability` equally, the rest share what is
    /// left by ratio; when all are equal the ratio decides.
    public Map<String, Double> probabilities(Scores scores) {
        Map<String, Double> shares = new LinkedHashMap<>();
        int others = 0;
        for (String arm : arms.names()) {
            others += scores.best.contains(arm) ? 0 : arms.of(arm);
        }
        for (String arm : arms.names()) {
            double share;
            if (others == 0) {
                share = (double) arms.of(arm) / arms.unit();
            } else if (scores.best.contains(arm)) {
                share = probability / scores.best.size();
            } else {
                share = (1 - probability) * arms.of(arm) / others;
            }
            shares.put(arm, share);
        }
        return shares;
    }

    /// Allocates patients in their order; each has a level per factor. Counts begin at none.
    public List<Allocation> allocate(List<Map<String, String>> patients) {
        RandomStream random = new RandomStream(seed, "minimisation");
        Map<String, Map<String, Integer>> counts = new TreeMap<>();
        List<Allocation> allocations = new ArrayList<>();
        for (Map<String, String> patient : patients) {
            Map<String, Map<String, Integer>> atLevels = new LinkedHashMap<>();
            for (String factor : weights.keySet()) {
                String level = patient.get(factor);
                if (level == null) {
                    throw new UnusableInputException(
                            "patient "
                                    + (allocations.size() + 1)
                                    + " has no level of factor '"
                                    + factor
                                    + "'");
                }
                atLevels.put(
                        factor,
                        counts.computeIfAbsent(factor + "\n" + level, unused -> new TreeMap<>()));
            }
            Scores scores = scores(atLevels);
            double draw = random.unit();
            String arm = pick(probabilities(scores), draw);
            for (Map<String, Integer> at : atLevels.values()) {
                at.merge(arm, 1, Integer::sum);
            }
            allocations.add(new Allocation(allocations.size() + 1, scores, draw, arm));
        }
        return List.copyOf(allocations);
    }

    private static String pick(Map<String, Double> shares, double draw) {
        double sum = 0;
        String last = "";
        for (var share : shares.entrySet()) {
            sum += share.getValue();
            last = share.getKey();
            if (draw < sum) {
                return last;
            }
        }
        return last;
    }
}
