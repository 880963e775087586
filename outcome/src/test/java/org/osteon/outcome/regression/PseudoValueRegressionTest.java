package org.osteon.outcome.regression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.osteon.outcome.UnusableInputException;
import org.osteon.outcome.data.DesignMatrix;
import org.osteon.outcome.survival.EventTimes;

/// Where nobody is censored a pseudo-value is whether somebody lived, and two groups have a
/// solution in closed form (Andersen and Perme 2010).
class PseudoValueRegressionTest {
    private static final double[] GROUP = {0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1};

    /// Two of five dead at 10 in the one group, six of eight in the other.
    private static final double[] TIME = {3, 7, 12, 15, 20, 1, 2, 4, 5, 8, 9, 13, 30};

    private static PseudoValueRegression.Result result() {
        int[] status = new int[TIME.length];
        java.util.Arrays.fill(status, 1);
        return PseudoValueRegression.fit(
                EventTimes.of(TIME, status),
                10,
                new DesignMatrix(List.of("group"), new double[][] {GROUP}));
    }

    @Test
    void without_censoring_pseudo_values_are_zeroes_and_ones() {
        PseudoValueRegression.Result result = result();
        for (int i = 0; i < TIME.length; i++) {
            assertThat(result.pseudo()[i]).isCloseTo(TIME[i] > 10 ? 1 : 0, offset(1e-12));
        }
        assertThat(result.sum()).isCloseTo(5, offset(1e-11));
        assertThat(result.sumSq()).isCloseTo(5, offset(1e-11));
        assertThat(result.pseudoFirst10()).hasSize(10);
    }

    @Test
    void by_the_identity_link_the_difference_is_that_of_the_shares_with_its_binomial_error() {
        PseudoValueRegression.Result result = result();
        assertThat(result.identityLm().coef()[0]).isCloseTo(0.6, offset(1e-12));
        assertThat(result.identityLm().coef()[1]).isCloseTo(0.25 - 0.6, offset(1e-12));
        assertThat(result.identityLm().hc0Se()[0])
                .isCloseTo(Math.sqrt(0.6 * 0.4 / 5), offset(1e-12));
        assertThat(result.identityLm().hc0Se()[1])
                .isCloseTo(Math.sqrt(0.6 * 0.4 / 5 + 0.25 * 0.75 / 8), offset(1e-12));
    }

    @Test
    void by_the_complementary_log_log_the_coefficients_are_those_of_the_shares() {
        PseudoValueRegression.Result result = result();
        double first = Math.log(-Math.log(0.6));
        double second = Math.log(-Math.log(0.25));
        assertThat(result.cloglogOnOneMinusS().coef()[0]).isCloseTo(first, offset(1e-9));
        assertThat(result.cloglogOnOneMinusS().coef()[1]).isCloseTo(second - first, offset(1e-9));
        double a = error(0.6, 5);
        double b = error(0.25, 8);
        assertThat(result.cloglogOnOneMinusS().robustSe()[0]).isCloseTo(Math.sqrt(a), offset(1e-9));
        assertThat(result.cloglogOnOneMinusS().robustSe()[1])
                .isCloseTo(Math.sqrt(a + b), offset(1e-9));
    }

    /// The variance of log(-log(share)) by the delta method.
    private static double error(double share, int n) {
        double slope = 1 / (share * Math.log(share));
        return share * (1 - share) / n * slope * slope;
    }

    @Test
    void with_censoring_the_identity_coefficients_are_means_of_the_pseudo_values() {
        int[] status = {1, 0, 1, 1, 0, 1, 1, 0, 1, 1, 0, 1, 0};
        PseudoValueRegression.Result result =
                PseudoValueRegression.fit(
                        EventTimes.of(TIME, status),
                        10,
                        new DesignMatrix(List.of("group"), new double[][] {GROUP}));
        double[] means = new double[2];
        for (int i = 0; i < TIME.length; i++) {
            means[(int) GROUP[i]] += result.pseudo()[i] / (GROUP[i] == 0 ? 5 : 8);
        }
        assertThat(result.identityLm().coef()[0]).isCloseTo(means[0], offset(1e-12));
        assertThat(result.identityLm().coef()[1]).isCloseTo(means[1] - means[0], offset(1e-12));
        assertThat(result.cloglogOnOneMinusS().coef()[0])
                .isCloseTo(Math.log(-Math.log(means[0])), offset(1e-8));
    }

    @Test
    void a_covariate_that_separates_the_outcomes_is_told() {
        double[] late = new double[TIME.length];
        for (int i = 0; i < late.length; i++) {
            late[i] = TIME[i] > 10 ? 1 : 0;
        }
        int[] status = new int[TIME.length];
        java.util.Arrays.fill(status, 1);
        assertThatThrownBy(() ->
                        PseudoValueRegression.fit(
                                EventTimes.of(TIME, status),
                                10,
                                new DesignMatrix(List.of("late"), new double[][] {late})))
                .isInstanceOf(UnusableInputException.class)
                .hasMessageContaining("does not converge");
    }
}
