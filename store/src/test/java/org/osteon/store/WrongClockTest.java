package org.osteon.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Store: a clock that was wrong once poisons no later "as recorded then"; times stay as they were
/// said.
class WrongClockTest extends StoreTest {
    @ParameterizedTest
    @CsvSource({
        "2035-01-01T00:00:00Z, true",
        "2035-01-01T00:00:00Z, false",
        "1970-01-01T00:00:00Z, true"
    })
    void a_chart_is_seen_as_of_the_true_time_of_its_changes(Instant wrong, boolean first) {
        if (!first) {
            append("p1", MONDAY, creatinine("1.0"));
        }
        append("p1", wrong, creatinine("2.0"));
        append("other", TUESDAY, creatinine("1.0"));
        assertThat(shown(TUESDAY)).contains("2.0");

        append("p1", WEDNESDAY, creatinine("3.0"));

        assertThat(shown(WEDNESDAY)).contains("3.0");
        assertThat(shown(WEDNESDAY.plus(Duration.ofDays(1)))).contains("3.0");
        assertThat(store.history("p1", creatinine()))
                .extracting(StoredResource::recorded)
                .isEqualTo(first ? List.of(WEDNESDAY, wrong) : List.of(WEDNESDAY, wrong, MONDAY));
    }

    private String shown(Instant at) {
        return store.chart("p1", at).orElseThrow().resources().getFirst().json();
    }
}
