package org.osteon.outcome.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;
import static org.assertj.core.data.Percentage.withPercentage;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Distributions against R 4 (`pnorm`, `qt`, `ptukey` …), and matrices against what they must do.
@SuppressWarnings("FloatingPointLiteralPrecision") // digits as R prints them
class DistributionTest {
    private static void assertClose(double found, double expected) {
        assertThat(found).isCloseTo(expected, withPercentage(1e-9));
    }

    @Test
    void the_normal_distribution_keeps_its_digits_far_out() {
        assertClose(Normal.cumulative(1.5), 0.9331927987311419);
        assertClose(Normal.cumulative(-5), 2.866515718791939e-07);
        assertClose(Normal.cumulative(-37), 5.725571222524577e-300);
        assertClose(Normal.twoSided(6), 1.973175290075396e-09);
        assertClose(Normal.twoSided(-6), 1.973175290075396e-09);
        assertClose(Normal.density(1.3), 0.17136859204780736);
    }

    @ParameterizedTest
    @CsvSource({
        "1e-300, -37.047096299361201",
        "1e-17, -8.4937932241096",
        "1e-10, -6.361340902404056",
        "9.9e-11, -6.362884177376422",
        "0.025, -1.9599639845400538",
        "0.9, 1.2815515655446008"
    })
    void a_normal_quantile_is_the_inverse(double p, double x) {
        assertClose(Normal.quantile(p), x);
    }

    @Test
    void the_middle_is_0_and_there_is_no_quantile_of_certainty() {
        assertThat(Normal.quantile(0.5)).isEqualTo(0, offset(1e-15));
        assertClose(Normal.critical(0.95), 1.9599639845400538);
        for (double p : new double[] {0, 1, -0.1, 1.1, Double.NaN}) {
            assertThatThrownBy(() -> Normal.quantile(p))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("strictly between 0 and 1");
        }
    }

    @Test
    void tails_of_chi_square() {
        assertClose(Tails.chiSquare(3.84, 1), 0.050043521248705224);
        assertClose(Tails.chiSquare(30, 5), 1.4748581038443054e-05);
        assertClose(Tails.chiSquare(0.5, 2.5), 0.8638836284585888);
        assertThat(Tails.chiSquare(0, 3)).isEqualTo(1);
        assertThat(Tails.chiSquare(-1, 3)).isEqualTo(1);
        assertThat(Tails.chiSquare(0, 0)).isNaN();
        assertThat(Tails.chiSquare(Double.NaN, 2)).isNaN();
        assertClose(Tails.chiSquareQuantile(0.95, 3), 7.814727903251179);
    }

    @ParameterizedTest
    @CsvSource({
        "0.3, 4, 0.7791214282774597",
        "0.999, 4, 0.37433050604285634",
        "1, 4, 0.373900966300059",
        "1.001, 4, 0.37347185588225323",
        "40, 3.5, 8.766441109373023e-06",
        "2, Infinity, 0.045500263896358424",
    })
    void both_tails_of_t(double t, double df, double p) {
        assertClose(Tails.studentTwoSided(t, df), p);
        assertClose(Tails.studentTwoSided(-t, df), p);
    }

    @Test
    void one_tail_and_critical_values_of_t() {
        assertThat(Tails.studentTwoSided(Double.NaN, 3)).isNaN();
        assertThat(Tails.studentTwoSided(1, Double.NaN)).isNaN();
        assertClose(Tails.studentCumulative(1.2, 7), 0.8654140315863967);
        assertClose(Tails.studentCumulative(-1.2, 7), 0.1345859684136032);
        assertThat(Tails.studentCumulative(0, 7)).isEqualTo(0.5, offset(1e-15));
        assertClose(Tails.studentCritical(0.95, 3), 3.1824463052837078);
        assertClose(Tails.studentCritical(0.95, 1), 12.706204736174694);
        assertClose(Tails.studentCritical(0.5, 30), 0.6827556933212923);
        assertClose(Tails.studentCritical(0.999, 2), 31.599054576445365);
    }

    @Test
    void tails_of_f_and_quantiles_of_beta() {
        assertClose(Tails.f(3.2, 3, 17), 0.04985801504489659);
        assertClose(Tails.f(90, 2, 9), 1.1220524896313393e-06);
        assertThat(Tails.f(Double.NaN, 2, 9)).isNaN();
        assertClose(Tails.betaQuantile(0.025, 3, 8), 0.06673951117773447);
        assertClose(Tails.betaQuantile(0.975, 0.5, 0.5), 0.998458666866564);
        assertClose(Tails.betaQuantile(0.01, 20, 1.5), 0.7556050646152765);
    }

    @ParameterizedTest
    @CsvSource({
        "3.5, 3, 20, 0.9441081509179406",
        "1, 4, 5, 0.10972196907542853",
        "4, 3, 200, 0.9857918099816162",
        "4, 3, 2000, 0.9868922348076846",
        "4, 3, 10000, 0.9869883533261952",
        "4, 3, 30000, 0.9870123386268151",
        "2.5, 6, 30000, 0.5132267416816116",
        "20, 3, 10, 0.9999998305995597",
        "17, 3, 1e6, 1",
        "3, 2.5615528128088303, 12, 0.9052234806189258",
        "0, 3, 20, 0",
        "-1, 3, 20, 0",
    })
    void the_studentized_range(double q, double means, double df, double p) {
        assertThat(StudentizedRange.cumulative(q, means, df)).isEqualTo(p, offset(1e-11));
    }

    @Test
    void quantiles_of_the_studentized_range_to_their_tolerance() {
        assertThat(StudentizedRange.quantile(0.95, 3, 20))
                .isEqualTo(3.577934581525569, offset(1e-4));
        assertThat(StudentizedRange.quantile(0.99, 5, 6))
                .isEqualTo(7.556039435083946, offset(1e-4));
        assertThat(StudentizedRange.cumulative(StudentizedRange.quantile(0.99, 5, 6), 5, 6))
                .isEqualTo(0.99, offset(1e-9));
    }

    @Test
    void many_against_one_is_a_mixture_and_with_one_comparison_students_t() {
        assertThat(ManyToOne.pValue(2.3, 3, 15)).isEqualTo(0.09270938495133141, offset(1e-12));
        assertThat(ManyToOne.pValue(-1.1, 2, 40)).isEqualTo(0.45039227881662613, offset(1e-12));
        assertThat(ManyToOne.pValue(60, 3, 15)).isGreaterThanOrEqualTo(0).isLessThan(1e-9);
        assertClose(ManyToOne.pValue(2.3, 1, 15), Tails.studentTwoSided(2.3, 15));
        assertClose(ManyToOne.critical(0.95, 1, 15), Tails.studentCritical(0.95, 15));
        double critical = ManyToOne.critical(0.95, 3, 15);
        assertThat(ManyToOne.pValue(critical, 3, 15)).isEqualTo(0.05, offset(5e-4));
        assertThat(ManyToOne.critical(0.95, 2, 1e5))
                .isGreaterThan(Normal.critical(0.95))
                .isLessThan(2.3);
    }

    @Test
    void a_root_is_found_between_its_ends_and_at_them() {
        assertThat(Brent.root(x -> x * x - 2, 0, 2, 1e-15)).isEqualTo(Math.sqrt(2), offset(1e-14));
        assertThat(Brent.root(x -> 2 - x * x, 0, 2, 1e-15)).isEqualTo(Math.sqrt(2), offset(1e-14));
        assertThat(Brent.root(x -> Math.cos(x) - x, 0, 1, 1e-15))
                .isEqualTo(0.7390851332151607, offset(1e-14));
        assertThat(Brent.root(x -> Math.exp(x) - 1e6, 0, 100, 1e-12))
                .isEqualTo(Math.log(1e6), offset(1e-10));
        assertThat(Brent.root(x -> x, 0, 3, 1e-9)).isEqualTo(0);
        assertThat(Brent.root(x -> x - 3, 0, 3, 1e-9)).isEqualTo(3);
        assertThatThrownBy(() -> Brent.root(x -> x * x + 1, -1, 1, 1e-9))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("-1.0 and 1.0");
    }

    @Test
    void a_root_takes_few_looks_where_the_function_is_smooth() {
        var looks = new AtomicInteger();
        Brent.root(
                x -> {
                    looks.incrementAndGet();
                    return Math.exp(x) - 5;
                },
                0,
                4,
                1e-14);
        // bisection alone would take some 48
        assertThat(looks.get()).isLessThan(16);
    }

    @Test
    void a_coarse_tolerance_stops_early() {
        var looks = new AtomicInteger();
        double root =
                Brent.root(
                        x -> {
                            looks.incrementAndGet();
                            return x * x * x - 2;
                        },
                        0,
                        2,
                        0.1);
        assertThat(root).isEqualTo(Math.cbrt(2), offset(0.1));
        assertThat(looks.get()).isLessThan(9);
    }

    private static final double[][] A = {{4, 2, 0.6}, {2, 5, 1}, {0.6, 1, 3}};

    @Test
    void a_cholesky_factor_times_its_transpose_is_the_matrix() {
        double[][] l = SymmetricMatrix.cholesky(A);
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                assertThat(SymmetricMatrix.dot(l[i], l[j])).isEqualTo(A[i][j], offset(1e-14));
            }
            for (int j = i + 1; j < 3; j++) {
                assertThat(l[i][j]).isZero();
            }
        }
    }

    @Test
    void a_matrix_that_is_not_positive_definite_has_no_factor_and_its_first_dependent_row() {
        assertThat(SymmetricMatrix.cholesky(new double[][] {{1, 2}, {2, 4}})).isEmpty();
        assertThat(SymmetricMatrix.cholesky(new double[][] {{1, 2}, {2, 3}})).isEmpty();
        assertThat(SymmetricMatrix.cholesky(new double[][] {{0}})).isEmpty();
        assertThat(SymmetricMatrix.cholesky(new double[][] {{Double.NaN}})).isEmpty();
        assertThat(SymmetricMatrix.cholesky(new double[][] {{1, 1}, {1, 1 + 1e-11}}))
                .hasNumberOfRows(2);
        assertThat(SymmetricMatrix.cholesky(new double[][] {{1, 1}, {1, 1 + 1e-13}})).isEmpty();
        assertThat(SymmetricMatrix.firstDependent(A)).isEqualTo(-1);
        assertThat(SymmetricMatrix.firstDependent(new double[][] {{1, 2, 0}, {2, 4, 0}, {0, 0, 1}}))
                .isEqualTo(1);
        assertThat(SymmetricMatrix.firstDependent(new double[][] {{0, 0}, {0, 1}})).isZero();
    }

    @Test
    void inverse_and_solution_undo_the_matrix() {
        double[][] l = SymmetricMatrix.cholesky(A);
        double[][] unit = SymmetricMatrix.times(A, SymmetricMatrix.inverse(l));
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                assertThat(unit[i][j]).isEqualTo(i == j ? 1 : 0, offset(1e-14));
            }
        }
        double[] b = {1, -2, 3};
        assertThat(SymmetricMatrix.times(A, SymmetricMatrix.solve(l, b)))
                .containsExactly(b, offset(1e-13));
        assertThat(b).containsExactly(1, -2, 3);
        double[][] inverse = SymmetricMatrix.inverse(l);
        assertThat(inverse[0][2]).isEqualTo(inverse[2][0]);
        assertThat(SymmetricMatrix.times(new double[][] {{1, 2}, {3, 4}}, new double[0][]))
                .hasNumberOfRows(2);
        assertThat(
                        SymmetricMatrix.times(
                                new double[][] {{1, 2}, {3, 4}}, new double[][] {{5, 6}, {7, 8}}))
                .isEqualTo(new double[][] {{19, 22}, {43, 50}});
    }

    @Test
    void a_quadratic_form_without_full_rank_looks_where_there_is_variation() {
        double[] b = {1, -2, 3};
        assertThat(SymmetricMatrix.quadraticForm(A, b))
                .isEqualTo(
                        SymmetricMatrix.dot(
                                b, SymmetricMatrix.solve(SymmetricMatrix.cholesky(A), b)),
                        offset(1e-12));
        // v = (1, -1)/sqrt 2 with eigenvalue 2; b' v squared over 2
        double[][] flat = {{1, -1}, {-1, 1}};
        assertThat(SymmetricMatrix.quadraticForm(flat, new double[] {3, -3}))
                .isEqualTo(9, offset(1e-12));
        assertThat(SymmetricMatrix.quadraticForm(flat, new double[] {3, -1}))
                .isEqualTo(4, offset(1e-12));
        assertThat(SymmetricMatrix.quadraticForm(new double[0][], new double[0])).isNaN();
        assertThat(SymmetricMatrix.quadraticForm(new double[2][2], new double[2])).isNaN();
    }

    @Test
    void a_step_that_leads_down_is_halved_until_it_leads_up() {
        // the summit of -(x - 1)^2 is 1; from 0 the step 8 is too long by far
        var step =
                NewtonStep.uphill(
                        new double[] {0},
                        new double[] {8},
                        -1,
                        1e-6,
                        x -> -(x[0] - 1) * (x[0] - 1));
        assertThat(step.to()).containsExactly(2);
        assertThat(step.value()).isEqualTo(-1);
        var whole =
                NewtonStep.uphill(
                        new double[] {0},
                        new double[] {1},
                        -1,
                        1e-6,
                        x -> -(x[0] - 1) * (x[0] - 1));
        assertThat(whole.to()).containsExactly(1);
        assertThat(whole.value()).isZero();
        var never =
                NewtonStep.uphill(
                        new double[] {0}, new double[] {1}, 0, 0.2, x -> x[0] > 0 ? Double.NaN : 0);
        assertThat(never.to()).containsExactly(0.125);
        assertThat(NewtonStep.moved(new double[] {1, 2}, new double[] {2, -4}, 0.5))
                .containsExactly(2, 0);
    }
}
