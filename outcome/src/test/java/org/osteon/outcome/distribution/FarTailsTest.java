package org.osteon.outcome.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Upper tails walked to 1e-300, where one less the distribution would long be 0: against the cases
/// that have a closed form, and against sixty digits (`tails.csv`, made by `tails.py` beside it).
class FarTailsTest {
    private static final double LEAST = 1e-300;

    private static void assertClose(double found, double expected) {
        assertThat(found).isCloseTo(expected, withPercentage(1e-10));
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

    private static List<String[]> published(String distribution) {
        try (var in = FarTailsTest.class.getResourceAsStream("/outcomes/tails.csv")) {
            List<String[]> lines =
                    new String(in.readAllBytes(), StandardCharsets.UTF_8)
                            .lines()
                            .map(line -> line.split(","))
                            .filter(line -> line[0].equals(distribution))
                            .toList();
            assertThat(lines).as(distribution).isNotEmpty();
            return lines;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Holds every line of a distribution against what is computed from its parameters and place.
    private static void walk(String distribution, double percent, ToDoubleFunction<double[]> tail) {
        for (String[] line : published(distribution)) {
            double[] at =
                    Stream.of((line[1] + " " + line[2]).strip().split(" "))
                            .mapToDouble(Double::parseDouble)
                            .toArray();
            assertThat(tail.applyAsDouble(at))
                    .as(String.join(",", line))
                    .isCloseTo(Double.parseDouble(line[3]), withPercentage(percent));
        }
    }

    @Test
    void each_tail_is_that_of_sixty_digits_down_to_1e_300() {
        walk("normal", 1e-11, at -> Normal.cumulative(-at[0]));
        walk("t", 1e-10, at -> Tails.studentTwoSided(at[1], at[0]));
        walk("chi-square", 1e-10, at -> Tails.chiSquare(at[1], at[0]));
        walk("f", 1e-10, at -> Tails.f(at[2], at[0], at[1]));
        walk("range", 1e-8, at -> StudentizedRange.upper(at[2], at[0], at[1]));
    }

    @Test
    void the_tail_of_a_mixed_model_that_was_printed_as_0_has_its_digits() {
        // R: 8.95e-18 for a t that is printed as 8.669.
        assertThat(8.95e-18)
                .isBetween(Tails.studentTwoSided(8.6695, 1957), Tails.studentTwoSided(8.669, 1957));
        // Of several comparisons with one, none is left either.
        assertThat(ManyToOne.pValue(8.67, 1, 1957)).isEqualTo(Tails.studentTwoSided(8.67, 1957));
        for (double t = 3; t < 60; t += 1.5) {
            double single = Tails.studentTwoSided(t, 1957);
            for (int k = 2; k < 6; k++) {
                assertThat(ManyToOne.pValue(t, k, 1957)).isBetween(single, k * single * 1.001);
            }
        }
    }

    @Test
    void an_upper_quantile_is_where_its_tail_is() {
        for (double tail = 0.4; tail > 1e-299; tail *= 1e-7) {
            for (double df : new double[] {1, 2.5, 40, 1957}) {
                assertSame(Tails.studentTwoSided(Tails.studentUpperQuantile(tail, df), df), tail);
                assertSame(Tails.chiSquare(Tails.chiSquareUpperQuantile(tail, df), df), tail);
                double low = Tails.chiSquareQuantile(tail, df);
                // Below, a double has fewer and fewer digits.
                if (low >= Double.MIN_NORMAL) {
                    assertSame(Tails.chiSquareCumulative(low, df), tail);
                }
            }
            assertSame(Normal.cumulative(-Normal.upperQuantile(tail)), tail);
            // beta(1, b) and beta(a, 1) are powers
            assertSame(Math.pow(Tails.betaQuantile(tail, 3, 1), 3), tail);
            assertSame(Tails.betaUpperQuantile(tail, 1, 5), -Math.expm1(Math.log(tail) / 5));
        }
    }

    @Test
    void a_limit_near_0_keeps_its_digits() {
        // None of n: the upper limit of Clopper and Pearson is 1 - tail^(1/n).
        for (double n : new double[] {10, 1e4, 1e9}) {
            assertClose(Tails.betaUpperQuantile(0.025, 1, n), -Math.expm1(Math.log(0.025) / n));
        }
    }

    private static void assertSame(double found, double expected) {
        assertThat(found).isCloseTo(expected, withPercentage(1e-7));
    }
}
