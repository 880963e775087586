package org.osteon.outcome.regression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.osteon.outcome.UnusableInputException;
import org.osteon.outcome.data.DesignMatrix;
import org.osteon.outcome.data.Groups;
import org.osteon.outcome.propensity.PropensityScore;

/// Covariates that separate the outcomes have no estimate (Albert and Anderson 1984), as in Cox
/// regression (C10).
class SeparationTest {
    private static DesignMatrix x(double... values) {
        return new DesignMatrix(List.of("x"), new double[][] {values});
    }

    private static boolean[] y(int... values) {
        boolean[] y = new boolean[values.length];
        for (int i = 0; i < y.length; i++) {
            y[i] = values[i] == 1;
        }
        return y;
    }

    private static void notEstimable(DesignMatrix x, String covariate, int... outcomes) {
        assertThatThrownBy(() -> LogisticModel.fit(x, y(outcomes)))
                .isInstanceOf(UnusableInputException.class)
                .hasMessageContaining("'" + covariate + "' is not estimable");
    }

    @Test
    void separation_up_to_a_tie_is_not_estimable() {
        notEstimable(x(-1, 0, 0, 1), "x", 0, 0, 1, 1);
    }

    @Test
    void complete_separation_is_not_estimable_whatever_the_unit_and_the_direction() {
        notEstimable(x(1, 2, 3, 4), "x", 0, 0, 1, 1);
        notEstimable(x(4, 3, 2, 1), "x", 0, 0, 1, 1);
        notEstimable(x(1001, 1002, 1003, 1004), "x", 0, 0, 1, 1);
        notEstimable(x(1e-6, 2e-6, 3e-6, 4e-6), "x", 0, 0, 1, 1);
    }

    @Test
    void the_covariate_that_separates_is_named_beside_one_that_does_not() {
        notEstimable(
                new DesignMatrix(
                        List.of("age", "treated"),
                        new double[][] {{50, 61, 47, 58, 66, 52}, {0, 0, 0, 1, 1, 1}}),
                "treated",
                0,
                0,
                1,
                1,
                1,
                1);
    }

    @Test
    void one_pair_out_of_order_makes_it_estimable() {
        // Two by two: the odds ratio of x = 1 against 0 is (2/1)/(1/2) = 4.
        var fit = LogisticModel.fit(x(0, 0, 0, 1, 1, 1), y(1, 0, 0, 1, 1, 0));

        assertThat(fit.coef()[1]).isCloseTo(Math.log(4), within(1e-12));
        assertThat(fit.se()[1]).isCloseTo(Math.sqrt(1 + 0.5 + 0.5 + 1), within(1e-12));
    }

    @Test
    void a_rare_outcome_with_large_coefficients_is_estimable() {
        // 1 of 100,000 against 99,999 of 100,000: log odds ratio 2 ln 99,999 = 23.
        double[] covariate = new double[200_000];
        boolean[] outcome = new boolean[200_000];
        for (int i = 0; i < covariate.length; i++) {
            covariate[i] = i < 100_000 ? 0 : 1;
            outcome[i] = i < 100_000 ? i == 0 : i != 100_000;
        }

        assertThat(LogisticModel.fit(x(covariate), outcome).coef()[1])
                .isCloseTo(2 * Math.log(99_999), within(1e-8));
    }

    @Test
    void a_propensity_score_is_refused_when_a_covariate_decides_the_treatment() {
        assertThatThrownBy(() -> PropensityScore.estimate(x(-1, 0, 0, 1), y(0, 0, 1, 1)))
                .isInstanceOf(UnusableInputException.class)
                .hasMessageContaining("'x' is not estimable");
        assertThat(PropensityScore.estimate(x(-1, 1, 0, 1), y(0, 0, 1, 1)).ps()).hasSize(4);
    }

    @Test
    void ordered_classes_in_the_order_of_a_covariate_are_not_estimable() {
        Groups classes = Groups.of(List.of("1", "1", "2", "2", "3", "3"));

        assertThatThrownBy(() -> ProportionalOdds.fit(x(1, 2, 3, 4, 5, 6), classes))
                .isInstanceOf(UnusableInputException.class)
                .hasMessageContaining("'x' is not estimable");
        assertThat(ProportionalOdds.fit(x(1, 4, 3, 2, 5, 3), classes).coef()[0]).isPositive();
    }

    @Test
    void outcomes_that_are_all_equal_and_covariates_that_never_vary_are_refused() {
        assertThatThrownBy(() -> LogisticModel.fit(x(1, 2, 3), y(1, 1, 1)))
                .hasMessageContaining("all 3 rows have the same outcome");
        assertThatThrownBy(() -> LogisticModel.fit(x(2, 2, 2), y(1, 0, 1)))
                .hasMessageContaining("'x' is constant");
    }
}
