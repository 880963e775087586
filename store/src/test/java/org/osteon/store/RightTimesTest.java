package org.osteon.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Law: whatever the clock said for a while, everything else counts as of its true time, and what
/// was written meanwhile as of some moment between its neighbours (attack: a clock set to 2035).
class RightTimesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1 2 3        | 1 2 3",
                "100 2 3      | 2 2 3",
                "1 100 2 3    | 1 2 2 3",
                "1 2 100 101 102 3 4 5 | 1 2 3 3 3 3 4 5",
                "1 2 100      | 1 2 100",
                "50 51 1 52   | 50 51 52 52",
                "50 51 60 1 2 61 62 | 50 51 60 61 61 61 62",
                "10 20 30 40 50 60 11 | 10 20 30 40 50 60 60",
                "5 5 5        | 5 5 5",
                "7            | 7",
            })
    void a_stretch_that_the_clock_jumped_into_or_out_of_is_the_wrong_one(
            String said, String known) {
        assertThat(RightTimes.of(numbers(said))).isEqualTo(numbers(known));
    }

    private static long[] numbers(String text) {
        return Arrays.stream(text.strip().split(" ")).mapToLong(Long::parseLong).toArray();
    }

    @RepeatedTest(300)
    void a_wrong_clock_for_a_while_moves_nothing_else() {
        Random random = new Random();
        int size = 20 + random.nextInt(30);
        long[] truth = new long[size];
        long now = 1_000_000;
        for (int i = 0; i < size; i++) {
            truth[i] = now;
            now += 1 + random.nextInt(100);
        }
        int from = 1 + random.nextInt(size - 4);
        int to = from + 1 + random.nextInt(size - from - 2);
        long off = (random.nextBoolean() ? 1 : -1) * (50_000L + random.nextInt(900_000));
        long[] said = truth.clone();
        for (int i = from; i < to; i++) {
            said[i] += off;
        }

        long[] known = RightTimes.of(said);

        for (int i = 0; i < size; i++) {
            long[] bounds =
                    i >= from && i < to
                            ? new long[] {truth[from - 1], truth[to]}
                            : new long[] {truth[i], truth[i]};
            assertThat(known[i])
                    .as(i + " of " + Arrays.toString(said))
                    .isBetween(bounds[0], bounds[1]);
        }
    }
}
