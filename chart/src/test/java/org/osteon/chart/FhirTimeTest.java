package org.osteon.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A date is what was written: a year, a month, a day or a moment, in its own offset.
class FhirTimeTest {

    @ParameterizedTest
    @CsvSource({
        "2025, 2025-01-01, 2025-12-31",
        "2024-02, 2024-02-01, 2024-02-29",
        "2025-02, 2025-02-01, 2025-02-28",
        "2025-12, 2025-12-01, 2025-12-31",
        "2025-06-02, 2025-06-02, 2025-06-02",
        "0001, 0001-01-01, 0001-12-31",
        "9999-12, 9999-12-01, 9999-12-31",
        "2025-06-02T23:59:59+14:00, 2025-06-02, 2025-06-02"
    })
    void it_lies_between_the_first_and_the_last_day_that_it_can_mean(
            String written, LocalDate first, LocalDate last) {
        FhirTime time = time(written);

        assertThat(time.earliest()).isEqualTo(first);
        assertThat(time.latest()).isEqualTo(last);
        assertThat(time.isPartial()).isEqualTo(!first.equals(last));
        assertThat(time.date())
                .isEqualTo(first.equals(last) ? Optional.of(first) : Optional.empty());
        assertThat(time).hasToString(written);
    }

    @ParameterizedTest
    @CsvSource({
        "Z, 0",
        "+00:00, 0",
        "-00:00, 0",
        "+01:30, 5400",
        "-01:30, -5400",
        "-11:00, -39600",
        "+14:00, 50400",
        "+18:00, 64800",
        "-18:00, -64800",
        "+09:59, 35940"
    })
    void the_offset_is_that_which_was_written(String offset, int seconds) {
        assertThat(time("2025-06-02T10:11:12" + offset).offset())
                .isEqualTo(ZoneOffset.ofTotalSeconds(seconds));
    }

    @Test
    void without_an_offset_there_is_none() {
        assertThat(time("2025-06-02T10:11:12").offset()).isNull();
        assertThat(time("2025-06-02").offset()).isNull();
        assertThat(time("2025-06-02").time()).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "10:11, 10:11:00",
        "10:11Z, 10:11:00",
        "00:00:00, 00:00:00",
        "23:59:59, 23:59:59",
        "23:59:60, 23:59:59",
        "23:59:60Z, 23:59:59",
        "10:11:12.5Z, 10:11:12.5",
        "10:11:12.123456789, 10:11:12.123456789",
        "10:11:12.1234567891234, 10:11:12.123456789",
        "10:11:12.000000001Z, 10:11:12.000000001"
    })
    void the_time_of_day_is_that_which_was_written(String written, LocalTime time) {
        assertThat(time("2025-06-02T" + written).time()).isEqualTo(time);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "25",
                "202",
                "20 5",
                "0000",
                "2025-",
                "2025-6",
                "2025-00",
                "2025-13",
                "2025/06",
                "0000-06",
                "2025-06-",
                "2025-06-0",
                "2025-06-00",
                "2025-06-31",
                "2025-02-29",
                "2025-13-01",
                "2025-00-10",
                "0000-06-02",
                "2025/06-02",
                "2025-06/02",
                "2025-06-02T",
                "2025-06-02 10:11",
                "2025-06-02T1:11",
                "2025-06-02T10",
                "2025-06-02T10:1",
                "2025-06-02T10-11",
                "2025-06-02T24:00",
                "2025-06-02T10:60",
                "2025-06-02T10:11:61",
                "2025-06-02T10:11-12",
                "2025-06-02T10:11:1",
                "2025-06-02T10:11:12.",
                "2025-06-02T10:11:12,5",
                "2025-06-02T10:11:12.5x",
                "2025-06-02T10:11:12Zx",
                "2025-06-02T10:11:12ZZ",
                "2025-06-02T10:11:12+1:00",
                "2025-06-02T10:11:12+01",
                "2025-06-02T10:11:12+0100",
                "2025-06-02T10:11:12+01:0",
                "2025-06-02T10:11:12+01:60",
                "2025-06-02T10:11:12+01:000",
                "2025-06-02T10:11:12+18:01",
                "2025-06-02T10:11:12+18:30",
                "2025-06-02T10:11:12+19:00",
                "2025-06-02T10:11:12-19:00",
                "2025-06-02T10:11:12+xx:00",
                "2025-06-02T10:11:12+01:xx"
            })
    void what_is_no_date_of_the_calendar_in_a_form_of_fhir_is_none(String written) {
        assertThat(FhirTime.parse(written)).isEmpty();
    }

    @Test
    void a_day_is_written_as_itself() {
        LocalDate day = LocalDate.of(2024, 2, 29);

        assertThat(FhirTime.of(day)).isEqualTo(time("2024-02-29"));
    }

    private static FhirTime time(String written) {
        return FhirTime.parse(written).orElseThrow();
    }
}
