package org.osteon.app.http.web.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// How a patient's own scores are read (records, 4.4): the scale in a sentence that is true.
class ScaleTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    0 to 10                                        | 0  | 10
                    of 10                                          | 0  | 10
                    0 to 100, 100 as it ever was                   | 0  | 100
                    −5 very much worse, 0 the same, 5 fully better | -5 | 5
                    RAND-36, 0 to 100                              | 0  | 100
                    4 to 12                                        | 4  | 12
                    """)
    void the_ends_of_a_scale_are_those_that_its_unit_names(String unit, double least, double most) {
        Scale scale = Scale.of(unit, false, List.of());
        assertThat(scale.least()).isEqualTo(least);
        assertThat(scale.most()).isEqualTo(most);
    }

    @Test
    void a_value_beyond_the_scale_is_within_the_drawing() {
        Scale scale = Scale.of("0 to 10", true, List.of(-2.0, 12.5));
        assertThat(List.of(scale.least(), scale.most())).containsExactly(-2.0, 12.5);
        assertThat(Scale.of("", false, List.of(0.0)).most()).isGreaterThan(0);
    }

    @Test
    void what_is_better_is_said_as_the_measure_has_it() {
        assertThat(Scale.falls(Optional.of(new BigDecimal("-2")), List.of())).isTrue();
        assertThat(Scale.falls(Optional.empty(), List.of("lower-is-better"))).isTrue();
        assertThat(Scale.falls(Optional.of(new BigDecimal("8")), List.of("state"))).isFalse();
        assertThat(Scale.of("−5 worse, 5 better", false, List.of()).read(Speech.ENGLISH))
                .isEqualTo("−5 is worst, 5 is best.");
        assertThat(Scale.of("0 to 100 %, 0 best", true, List.of()).read(Speech.ENGLISH))
                .isEqualTo("0 is best, 100 is worst.");
    }
}
