package org.osteon.outcome.design;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The noncentral t distribution against R (`pt` with `ncp`), and far out against SciPy
/// (`tails.py`).
class NoncentralTest {
    @ParameterizedTest
    @CsvSource({
        "2.1, 10, 1.5, 0.31023190655807342",
        "1.7, 38, 2.8, 0.86230005275188348",
        "2, 5, 0, 0.05096973941492914",
        "12, 38, 0, 8.525620001421e-15",
        "9, 38, -3, 2.516702243307e-19",
        "25, 200, -2, 5.008981663895e-75",
    })
    void the_upper_tail(double t, double df, double delta, double p) {
        assertThat(NoncentralT.upper(t, df, delta)).isCloseTo(p, withPercentage(1e-8));
    }
}
