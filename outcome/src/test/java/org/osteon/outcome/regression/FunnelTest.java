package org.osteon.outcome.regression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.osteon.outcome.data.DesignMatrix;
import org.osteon.outcome.data.Groups;
import org.osteon.outcome.survival.EventTimes;

/// Centres against what their patients would lead one to expect (H12).
class FunnelTest {
    /// Spiegelhalter's interpolation over R 4.2's `qpois` and `ppois`.
    @ParameterizedTest
    @CsvSource({
        "0.3, 0, 4.526839806415, 0, 9.265887976613",
        "1, 0, 2.901948696485, 0, 4.867625595670",
        "2.5, 0, 2.244610269862, 0, 3.265014584612",
        "7, 0.256068973532, 1.734420634930, 0.001972105274, 2.281589840785",
        "12.4, 0.438907092980, 1.554980069966, 0.199997892957, 1.945437348948",
        "40, 0.689095325471, 1.309479631573, 0.535000708099, 1.511290571698",
        "250, 0.875975114901, 1.123824517381, 0.808353312791, 1.199090650538"
    })
    void limits_of_a_funnel_are_those_of_r(
            double expected, double low, double high, double lowest, double highest) {
        Funnel.Limits usual = Funnel.at(expected, 0.95);
        Funnel.Limits far = Funnel.at(expected, 0.998);

        assertThat(new double[] {usual.lower(), usual.upper(), far.lower(), far.upper()})
                .containsExactly(new double[] {low, high, lowest, highest}, within(1e-9));
    }

    @Test
    void who_had_another_kind_of_event_first_is_known_not_to_have_had_this_one() {
        EventTimes data =
                EventTimes.of(
                        new double[] {10, 20, 400, 30, 50, 400}, new int[] {1, 2, 0, 0, 1, 0});
        Groups centres = Groups.of(List.of("a", "a", "a", "b", "b", "b"));

        CentreReport.Result report =
                CentreReport.compare(
                        data, 1, centres, new DesignMatrix(List.of(), new double[0][]), 365, 0.95);

        assertThat(report.excluded()).isEqualTo(1);
        assertThat(report.n()).containsExactly(3, 2);
        assertThat(report.observed()).containsExactly(1, 1);
        assertThat(report.expected()[0]).isCloseTo(3 * 2 / 5.0, within(1e-12));
        assertThat(report.position(0)).isEqualTo("within");
    }

    @Test
    void a_centre_far_from_what_is_expected_lies_outside() {
        int n = 200;
        double[] time = new double[2 * n];
        int[] event = new int[2 * n];
        String[] centre = new String[2 * n];
        for (int i = 0; i < 2 * n; i++) {
            time[i] = 100;
            centre[i] = i < n ? "a" : "b";
            event[i] = i < n ? (i % 2 == 0 ? 1 : 0) : (i % 10 == 0 ? 1 : 0);
        }

        CentreReport.Result report =
                CentreReport.compare(
                        EventTimes.of(time, event),
                        Groups.of(List.of(centre)),
                        new DesignMatrix(List.of(), new double[0][]),
                        100,
                        0.95);

        assertThat(report.position(0)).isEqualTo("above");
        assertThat(report.position(1)).isEqualTo("below");
    }
}
