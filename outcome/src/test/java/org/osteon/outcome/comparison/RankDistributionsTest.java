package org.osteon.outcome.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import org.junit.jupiter.api.Test;

/// The null distributions of Wilcoxon's statistics against every sign and every choice, counted.
class RankDistributionsTest {
    private static final double[] SHARES = {0, 0.001, 0.025, 0.05, 0.3, 0.5, 0.8, 0.975, 0.999, 1};

    /// P(V <= v) by all 2^n signs.
    private static double bySigns(double v, int n) {
        int below = 0;
        for (int signs = 0; signs < 1 << n; signs++) {
            int sum = 0;
            for (int i = 0; i < n; i++) {
                sum += (signs >> i & 1) * (i + 1);
            }
            below += sum <= v ? 1 : 0;
        }
        return below / (double) (1 << n);
    }

    /// P(W <= w), W the rank sum of m among m + n less its least, by all choices.
    private static double byChoices(double w, int m, int n) {
        int all = 0;
        int below = 0;
        for (int chosen = 0; chosen < 1 << (m + n); chosen++) {
            if (Integer.bitCount(chosen) == m) {
                int sum = -m * (m + 1) / 2;
                for (int i = 0; i < m + n; i++) {
                    sum += (chosen >> i & 1) * (i + 1);
                }
                all++;
                below += sum <= w ? 1 : 0;
            }
        }
        return below / (double) all;
    }

    @Test
    void signed_ranks_are_counted_right() {
        for (int n = 1; n <= 10; n++) {
            for (double v = -1; v <= n * (n + 1) / 2 + 1; v += 0.5) {
                assertThat(RankDistributions.signedRank(v, n))
                        .isCloseTo(bySigns(v, n), offset(1e-14));
            }
        }
    }

    @Test
    void rank_sums_are_counted_right_whichever_group_is_the_larger() {
        for (int m = 1; m <= 6; m++) {
            for (int n = 1; n <= 6; n++) {
                for (double w = -1; w <= m * n + 1; w += 0.5) {
                    assertThat(RankDistributions.rankSum(w, m, n))
                            .isCloseTo(byChoices(w, m, n), offset(1e-14));
                }
            }
        }
    }

    @Test
    void a_quantile_is_the_smallest_value_that_reaches_the_share() {
        for (double p : SHARES) {
            int v = RankDistributions.signedRankQuantile(p, 9);
            assertThat(bySigns(v, 9)).isGreaterThanOrEqualTo(p - 1e-12);
            assertThat(v == 0 || bySigns(v - 1, 9) < p).isTrue();
            int w = (int) RankDistributions.rankSumQuantile(p, 4, 6);
            assertThat(byChoices(w, 4, 6)).isGreaterThanOrEqualTo(p - 1e-12);
            assertThat(w == 0 || byChoices(w - 1, 4, 6) < p).isTrue();
        }
    }

    /// The exact quantile of the signed-rank statistic, by probabilities instead of counts.
    private static int exactSignedQuantile(double p, int n) {
        double[] share = new double[n * (n + 1) / 2 + 1];
        share[0] = 1;
        int reach = 0;
        for (int i = 1; i <= n; i++) {
            reach += i;
            for (int v = reach; v >= 0; v--) {
                share[v] = (share[v] + (v >= i ? share[v - i] : 0)) / 2;
            }
        }
        double sum = 0;
        for (int v = 0; v < share.length; v++) {
            sum += share[v];
            if (sum >= p) {
                return v;
            }
        }
        return share.length - 1;
    }

    @Test
    void of_very_many_the_normal_approximation_is_as_good_as_the_count() {
        for (double p : new double[] {0.025, 0.2, 0.5, 0.9, 0.975}) {
            assertThat(RankDistributions.signedRankQuantile(p, 901))
                    .isCloseTo(exactSignedQuantile(p, 901), offset(20));
            assertThat(RankDistributions.signedRankQuantile(p, 900))
                    .isCloseTo(exactSignedQuantile(p, 900), offset(0));
        }
        assertThat(RankDistributions.signedRankQuantile(0.5, 901)).isBetween(203_175, 203_176);
        // By counts at 500 and 500, by the approximation with one more.
        double sd = Math.sqrt(501.0 * 500 * 1002 / 12);
        for (double p : new double[] {0.025, 0.5, 0.975}) {
            long counted = RankDistributions.rankSumQuantile(p, 500, 500);
            long approximated = RankDistributions.rankSumQuantile(p, 501, 500);
            assertThat(approximated - 501 * 500 / 2.0)
                    .isCloseTo(
                            (counted - 500 * 500 / 2.0) * sd / Math.sqrt(500.0 * 500 * 1001 / 12),
                            offset(25.0));
        }
        assertThat(RankDistributions.rankSumQuantile(1e-12, 1_100, 1)).isZero();
        assertThat(RankDistributions.signedRankQuantile(0.025, 1_000))
                .isCloseTo(exactSignedQuantile(0.025, 1_000), offset(25));
    }
}
