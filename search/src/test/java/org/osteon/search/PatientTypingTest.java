package org.osteon.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.osteon.chart.Chart;
import org.osteon.chart.ChartReader;
import org.osteon.chart.ChartReading;

/// Whose typing a chart's typing is, and which of several counts.
class PatientTypingTest {
    private static final LocalDate TODAY = LocalDate.of(2025, 6, 2);

    private final List<String> resources =
            new ArrayList<>(List.of("{\"resourceType\":\"Patient\",\"id\":\"p\"}"));

    private PatientTypingTest typed(String day, String glString, String... more) {
        resources.add(
                "{\"resourceType\":\"Observation\",\"id\":\"o"
                        + resources.size()
                        + "\",\"status\":\"final\",\"effectiveDateTime\":\""
                        + day
                        + "\",\"valueString\":\""
                        + glString
                        + "\""
                        + String.join("", more)
                        + "}");
        return this;
    }

    private Chart chart() {
        return switch (ChartReader.resources(
                String.join("\n", resources).getBytes(StandardCharsets.UTF_8))) {
            case ChartReading.Read(Chart chart) -> chart;
            case ChartReading.Unusable(String reason) -> throw new AssertionError(reason);
        };
    }

    private String typing() {
        return PatientTyping.of(chart(), TODAY).orElse("none");
    }

    @Test
    void a_relatives_typing_in_the_chart_is_not_the_patients() {
        typed("2025-01-01", "A*01:01+A*02:01");
        typed("2025-02-01", "A*24:02+A*33:01", ",\"focus\":[{\"reference\":\"RelatedPerson/s\"}]");

        assertThat(typing()).isEqualTo("A*01:01+A*02:01");
    }

    @Test
    void a_typing_whose_focus_is_the_patient_is_the_patients() {
        typed("2025-01-01", "A*01:01+A*02:01", ",\"focus\":[{\"reference\":\"Patient/p\"}]");

        assertThat(typing()).isEqualTo("A*01:01+A*02:01");
    }

    @Test
    void a_typing_of_another_subject_is_not_the_patients() {
        typed("2025-01-01", "A*24:02+A*33:01", ",\"subject\":{\"reference\":\"Patient/donor\"}");

        assertThat(typing()).isEqualTo("none");
    }

    @ParameterizedTest
    @CsvSource({
        "entered-in-error, A*01:01+A*02:01",
        "cancelled, A*01:01+A*02:01",
        "registered, A*01:01+A*02:01",
        "preliminary, A*01:01+A*02:01",
        "final, A*24:02+A*33:01",
        "amended, A*24:02+A*33:01",
        "corrected, A*24:02+A*33:01",
    })
    void a_typing_withdrawn_or_preliminary_does_not_count_and_a_final_one_does(
            String status, String expected) {
        typed("2025-01-01", "A*01:01+A*02:01");
        resources.add(
                "{\"resourceType\":\"Observation\",\"id\":\"w\",\"status\":\""
                        + status
                        + "\",\"effectiveDateTime\":\"2025-03-01\",\"valueString\":"
                        + "\"A*24:02+A*33:01\"}");

        assertThat(typing()).isEqualTo(expected);
    }

    @Test
    void of_each_locus_the_latest_typing_counts_and_tomorrows_not_yet() {
        typed("2025-02-01", "A*01:01+A*02:01^B*08:01+B*44:02");
        typed("2025-01-01", "A*03:01+A*11:01");
        typed("2025-03-01", "B*08:01:01+B*44:02:01");
        typed("2025-06-03", "A*68:01+A*69:01");

        assertThat(typing()).isEqualTo("A*01:01+A*02:01^B*08:01:01+B*44:02:01");
    }

    @Test
    void single_alleles_make_a_locus_and_a_later_genotype_takes_their_place() {
        typed("2025-01-01", "HLA-B*08:01").typed("2025-01-01", "HLA-B*44:02");
        assertThat(typing()).isEqualTo("HLA-B*08:01+HLA-B*44:02");

        typed("2025-02-01", "B*07:02+B*44:02");
        assertThat(typing()).isEqualTo("B*07:02+B*44:02");
    }

    @Test
    void a_third_single_allele_takes_the_place_of_the_first() {
        typed("2025-01-01", "B*08:01")
                .typed("2025-02-01", "B*44:02")
                .typed("2025-03-01", "B*07:02");

        assertThat(typing()).isEqualTo("B*44:02+B*07:02");
    }
}
