package org.osteon.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.osteon.chart.Chart;
import org.osteon.chart.ChartReader;
import org.osteon.chart.ChartReading;

class PatientWeightTest {
    private static final LocalDate TODAY = LocalDate.of(2025, 6, 2);

    private static PatientWeight weight(String... quantities) {
        StringBuilder chart = new StringBuilder("{\"resourceType\":\"Patient\",\"id\":\"p\"}");
        for (int i = 0; i < quantities.length; i++) {
            chart.append("\n{\"resourceType\":\"Observation\",\"id\":\"o")
                    .append(i)
                    .append(
                            "\",\"status\":\"final\",\"code\":{\"coding\":[{\"system\":"
                                    + "\"http://loinc.org\",\"code\":\"29463-7\"}]},"
                                    + "\"effectiveDateTime\":\"2025-05-0")
                    .append(i + 1)
                    .append("\",\"valueQuantity\":{")
                    .append(quantities[i])
                    .append("}}");
        }
        return switch (ChartReader.resources(chart.toString().getBytes(StandardCharsets.UTF_8))) {
            case ChartReading.Read(Chart read) -> PatientWeight.of(read, TODAY);
            case ChartReading.Unusable(String reason) -> throw new AssertionError(reason);
        };
    }

    @ParameterizedTest
    @CsvSource({
        "154,[lb_av],69.85",
        "154,lb,69.85",
        "154,LBS,69.85",
        "70,kg,70",
        "70.5,kg,70.5",
        "3500,g,3.5",
        "11,[stone_av],69.85"
    })
    void a_weight_is_kilograms_whatever_its_unit(String amount, String unit, String kilograms) {
        assertThat(weight("\"value\":" + amount + ",\"unit\":\"" + unit + "\""))
                .isInstanceOfSatisfying(
                        PatientWeight.Known.class,
                        known -> assertThat(known.text()).isEqualTo(kilograms));
    }

    @Test
    void the_code_of_a_unit_decides_over_its_words() {
        assertThat(weight("\"value\":154,\"unit\":\"pounds (US)\",\"code\":\"[lb_av]\""))
                .isInstanceOf(PatientWeight.Known.class);
    }

    @Test
    void a_unit_that_is_not_known_is_told_and_does_not_give_way_to_an_older_weight() {
        assertThat(weight("\"value\":70,\"unit\":\"kg\"", "\"value\":154,\"unit\":\"catty\""))
                .isEqualTo(new PatientWeight.Unreadable("154 catty"));
        assertThat(weight("\"value\":154")).isEqualTo(new PatientWeight.Unreadable("154"));
    }

    @Test
    void without_a_weight_there_is_none() {
        assertThat(weight()).isEqualTo(new PatientWeight.None());
    }
}
