package org.osteon.outcome.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import org.junit.jupiter.api.Test;

/// Upper tails walked to 1e-300, where one less the distribution would long be 0: against the cases
/// that have a closed form.
class FarTailsTest {
    private static final double LEAST = 1e-300;

    private static void assertClose(double found, double expected) {
        assertThat(found).isCloseTo(expected, withPercentage(1e-8));
    }

    @Test
    void chi_square_of_two_and_of_four_degrees_is_an_exponential() {
        int steps = 0;
        for (double x = 0.1; Math.exp(-x / 2) > LEAST; x *= 1.05) {
            assertClose(Tails.chiSquare(x, 2), Math.exp(-x / 2));
            assertClose(Tails.chiSquare(x, 4), Math.exp(-x / 2) * (1 + x / 2));
            assertClose(Tails.chiSquare(x, 6), Math.exp(-x / 2) * (1 + x / 2 + x * x / 8));
            steps++;
        }
        assertThat(steps).isGreaterThan(150);
    }

    @Test
    void chi_square_of_one_degree_is_the_normal_on_both_sides() {
        for (double z = 0.1; Normal.twoSided(z) > LEAST; z += 0.1) {
            assertClose(Tails.chiSquare(z * z, 1), Normal.twoSided(z));
        }
    }

    @Test
    void students_t_of_one_and_two_degrees_is_an_arc_and_a_root() {
        for (double t = 0.01; 1 / t > LEAST && t < 1e150; t *= 1.7) {
            assertClose(Tails.studentTwoSided(t, 1), 2 / Math.PI * Math.atan(1 / t));
            double root = Math.hypot(t, Math.sqrt(2));
            assertClose(Tails.studentTwoSided(t, 2), 2 / root / (root + t));
            assertClose(Tails.studentTwoSided(-t, 2), 2 / root / (root + t));
        }
    }

    @Test
    void students_t_of_many_degrees_comes_near_the_normal_far_out_too() {
        for (double t = 0.5; t < 35; t += 0.5) {
            assertThat(Tails.studentTwoSided(t, 1e9))
                    .isCloseTo(Normal.twoSided(t), withPercentage(0.05));
        }
    }

    @Test
    void f_of_two_degrees_above_is_a_power() {
        for (double below : new double[] {2, 7, 40, 1957}) {
            for (double f = 0.01; ; f *= 1.3) {
                double expected = Math.exp(-below / 2 * Math.log1p(2 * f / below));
                if (expected < LEAST || f > 1e100) {
                    break;
                }
                assertClose(Tails.f(f, 2, below), expected);
            }
        }
    }

    @Test
    void f_of_one_degree_above_is_students_t_squared() {
        for (double below : new double[] {3, 50, 1957}) {
            for (double t = 0.1; Tails.studentTwoSided(t, below) > LEAST && t < 1e60; t *= 1.3) {
                assertClose(Tails.f(t * t, 1, below), Tails.studentTwoSided(t, below));
            }
        }
    }

    @Test
    void the_normal_tail_falls_as_mills_says() {
        for (double z = 3; z < 37; z += 0.25) {
            double ratio = Normal.cumulative(-z) * z / Normal.density(z);
            assertThat(ratio).isBetween(1 - 1 / (z * z), 1 - 1 / (z * z) + 3 / Math.pow(z, 4));
        }
        assertThat(Normal.cumulative(-37)).isPositive();
    }
}
