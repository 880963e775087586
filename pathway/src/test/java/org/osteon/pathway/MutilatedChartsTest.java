package org.osteon.pathway;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.osteon.chart.Chart;
import org.osteon.chart.ChartReading;

/// Charts of which parts were cut out, exchanged, or put where something else belongs, as broken
/// interfaces make them: they are assessed, in bounded time, and no rule fails on them (X1, X3).
class MutilatedChartsTest {
    private static final int CHARTS = Boolean.getBoolean("osteon.long") ? 10_000 : 600;

    /// Far more than any needs; what hangs takes for ever.
    private static final Duration BOUND = Duration.ofSeconds(30);

    private static final List<WorkedCase> CASES = Knowledge.allCases();

    @Test
    @Timeout(value = 60, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void no_rule_fails_on_a_broken_chart_and_none_takes_for_ever() {
        assertThat(
                        IntStream.range(0, CHARTS)
                                .parallel()
                                .boxed()
                                .flatMap(MutilatedChartsTest::faults))
                .isEmpty();
    }

    private static Stream<String> faults(int seed) {
        Random random = new Random(seed);
        Variation broken = Variation.of(CASES.get(random.nextInt(CASES.size())));
        List<String> done = new Mutilation(random).applied(broken.chart());
        String what = "chart %d of %s, %s: ".formatted(seed, broken, done);
        Instant start = Instant.now();
        try {
            return switch (broken.read()) {
                case ChartReading.Unusable(var reason) ->
                        reason.isBlank() || reason.contains("Exception")
                                ? Stream.of(what + "refused without a reason: " + reason)
                                : Stream.empty();
                case ChartReading.Read(Chart chart) ->
                        Stream.concat(
                                        failedRules(
                                                Knowledge.pathwayOf(broken.one())
                                                        .assess(chart, broken.one().asOf())),
                                        Duration.between(start, Instant.now()).compareTo(BOUND) > 0
                                                ? Stream.of(
                                                        "took "
                                                                + Duration.between(
                                                                        start, Instant.now()))
                                                : Stream.empty())
                                .map(what::concat);
            };
        } catch (RuntimeException | StackOverflowError e) {
            return Stream.of(what + e);
        }
    }

    private static Stream<String> failedRules(Assessment assessment) {
        return assessment.criteria().stream()
                .filter(one ->
                        one.verdict().missing().stream()
                                .anyMatch(why -> why.startsWith(CriterionJudgement.NOT_EVALUATED)))
                .map(one -> one.id() + " of " + assessment.pathway() + " could not be evaluated");
    }
}
