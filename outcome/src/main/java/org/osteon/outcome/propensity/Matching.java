package org.osteon.outcome.propensity;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.osteon.outcome.UnusableInputException;
import org.osteon.outcome.comparison.Describe;
import org.osteon.outcome.data.DesignMatrix;
import org.osteon.outcome.regression.LogisticModel;

/// One-to-one matching without replacement on the propensity score: the treated in decreasing score
/// (equal: row order), each with the nearest unused control (equal: lowest row), kept when the
/// distance is within the caliper.
public final class Matching {
    private Matching() {}

    /// The scale of the distance.
    public enum Distance {
        /// The score itself.
        PROBABILITY,
        /// Its logit.
        LOGIT
    }

    /// The matched pairs; rows count from 1.
    ///
    /// @param caliper largest distance allowed
    /// @param nTreated treated rows
    /// @param nMatched pairs
    /// @param unmatchedTreated treated without a partner
    /// @param treatedRows treated rows of the pairs, ascending
    /// @param pairsWithLowestRowTieRule treated and control row, in the order of the treated rows
    /// @param sumDistance sum of the distances
    /// @param maxDistance largest of them
    /// @param smdBefore standardised differences of all
    /// @param smdAfter of the matched
    public record Result(
            double caliper,
            int nTreated,
            int nMatched,
            int unmatchedTreated,
            int[] treatedRows,
            int[][] pairsWithLowestRowTieRule,
            double sumDistance,
            double maxDistance,
            Map<String, Double> smdBefore,
            Map<String, Double> smdAfter) {}

    /// Matches on the score of being treated.
    ///
    /// @param caliperSd caliper in standard deviations of the distance over all rows
    public static Result match(
            DesignMatrix x, boolean[] treated, Distance scale, double caliperSd) {
        if (!(caliperSd > 0)) {
            throw new UnusableInputException(
                    "the caliper is a positive number of standard deviations, not " + caliperSd);
        }
        LogisticModel.Fit model = LogisticModel.fit(x, treated);
        int n = treated.length;
        double[] distance = new double[n];
        for (int i = 0; i < n; i++) {
            double eta = model.linear(x.row(i));
            distance[i] = scale == Distance.LOGIT ? eta : 1 / (1 + Math.exp(-eta));
        }
        double caliper = caliperSd * Math.sqrt(Describe.variance(distance));
        List<Integer> order =
                new ArrayList<>(IntStream.range(0, n).filter(i -> treated[i]).boxed().toList());
        order.sort(Comparator.comparingDouble((Integer i) -> -distance[i]).thenComparing(i -> i));
        Pool pool =
                new Pool(distance, IntStream.range(0, n).filter(i -> !treated[i]).boxed().toList());
        List<int[]> pairs = new ArrayList<>();
        double sum = 0;
        double max = 0;
        for (int row : order) {
            int control = pool.nearest(distance[row]);
            if (control >= 0 && Math.abs(distance[row] - distance[control]) <= caliper) {
                pool.use(control);
                pairs.add(new int[] {row + 1, control + 1});
                double gap = Math.abs(distance[row] - distance[control]);
                sum += gap;
                max = Math.max(max, gap);
            }
        }
        pairs.sort(Comparator.comparingInt(pair -> pair[0]));
        double[] ones = new double[n];
        double[] kept = new double[n];
        java.util.Arrays.fill(ones, 1);
        for (int[] pair : pairs) {
            kept[pair[0] - 1] = 1;
            kept[pair[1] - 1] = 1;
        }
        return new Result(
                caliper,
                order.size(),
                pairs.size(),
                order.size() - pairs.size(),
                pairs.stream().mapToInt(pair -> pair[0]).toArray(),
                pairs.toArray(int[][]::new),
                sum,
                max,
                PropensityScore.differences(x, treated, ones),
                pairs.isEmpty() ? Map.of() : PropensityScore.differences(x, treated, kept));
    }

    /// Unused controls sorted by distance and row, with links over the used ones.
    private static final class Pool {
        private final int[] row;
        private final double[] at;
        private final int[] left;
        private final int[] right;
        private final java.util.HashMap<Integer, Integer> position = new java.util.HashMap<>();

        Pool(double[] distance, List<Integer> controls) {
            List<Integer> sorted = new ArrayList<>(controls);
            sorted.sort(
                    Comparator.comparingDouble((Integer i) -> distance[i]).thenComparing(i -> i));
            int m = sorted.size();
            row = new int[m];
            at = new double[m];
            left = new int[m + 2];
            right = new int[m + 2];
            for (int k = 0; k < m; k++) {
                row[k] = sorted.get(k);
                at[k] = distance[row[k]];
                position.put(row[k], k);
            }
            for (int k = 0; k < m + 2; k++) {
                left[k] = k;
                right[k] = k;
            }
        }

        /// The nearest unused control, -1 when all are used.
        int nearest(double value) {
            int m = row.length;
            int low = 0;
            int high = m;
            while (low < high) {
                int middle = (low + high) >>> 1;
                if (at[middle] < value) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            int above = find(right, low);
            int below = find(left, low) - 1;
            if (below >= 0 && at[below] != value) {
                // Of equal values the lowest row comes first in the order.
                int first = below;
                while (true) {
                    int before = find(left, first) - 1;
                    if (before < 0 || at[before] != at[below]) {
                        break;
                    }
                    first = before;
                }
                below = first;
            }
            if (above >= m) {
                return below < 0 ? -1 : row[below];
            }
            if (below < 0) {
                return row[above];
            }
            double up = at[above] - value;
            double down = value - at[below];
            if (up == down) {
                return Math.min(row[above], row[below]);
            }
            return up < down ? row[above] : row[below];
        }

        void use(int control) {
            int k = position.getOrDefault(control, 0);
            right[k] = k + 1;
            left[k + 1] = k;
        }

        /// Follows links to the next free place and shortens them on the way.
        private static int find(int[] link, int from) {
            int end = from;
            while (link[end] != end) {
                end = link[end];
            }
            int k = from;
            while (link[k] != k) {
                int next = link[k];
                link[k] = end;
                k = next;
            }
            return end;
        }
    }
}
