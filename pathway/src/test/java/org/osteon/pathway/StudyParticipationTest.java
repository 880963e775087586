package org.osteon.pathway;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.osteon.chart.Chart;
import org.osteon.chart.ChartReader;
import org.osteon.chart.ChartReading;

/// Who takes part in a study, in each of FHIR's words: one answer for the patient's own curve, for
/// reports of adverse events, and for a registry.
class StudyParticipationTest {
    private static final String NOW = "StudyParticipation.\"Is On Study\"";
    private static final String TRIAL = "SafetyEvents.\"Is In A Trial\"";
    private static final String REGISTRY = "RegistryPreTransplant.\"Is In A Study\"";

    private static ChartOnDay chart(String status) {
        String bundle =
                """
                {"resourceType":"Bundle","type":"collection","entry":[
                 {"resource":{"resourceType":"Patient","id":"p"}},
                 {"resource":{"resourceType":"ResearchSubject","id":"s","status":"%s","individual":{"reference":"Patient/p"},
                  "study":{"reference":"ResearchStudy/x"}}}]}\
                """
                        .formatted(status);
        Chart read =
                switch (ChartReader.bundle(bundle.getBytes(StandardCharsets.UTF_8))) {
                    case ChartReading.Read(Chart chart) -> chart;
                    case ChartReading.Unusable(String reason) -> throw new AssertionError(reason);
                };
        return new ChartOnDay(Knowledge.BASE.pathways(), read, LocalDate.of(2026, 11, 1));
    }

    @ParameterizedTest
    @CsvSource({
        "on-study, true, true",
        "on-study-intervention, true, true",
        "on-study-observation, true, true",
        "follow-up, true, true",
        "off-study, false, true",
        "candidate, false, false",
        "eligible, false, false",
        "ineligible, false, false",
        "not-registered, false, false",
        "pending-on-study, false, false",
        "potential-candidate, false, false",
        "screening, false, false",
        "withdrawn, false, false"
    })
    void a_word_of_fhir_means_the_same_to_all_who_ask(String status, boolean now, boolean ever) {
        ChartOnDay chart = chart(status);
        for (Pathway pathway : Knowledge.BASE.pathways()) {
            assertThat(chart.ask(pathway, NOW).truth()).as(pathway.id()).contains(now);
            assertThat(chart.ask(pathway, TRIAL).truth()).as(pathway.id()).contains(now);
        }
        Pathway transplant = Knowledge.BASE.pathway("marrow-transplant").orElseThrow();
        assertThat(chart.ask(transplant, REGISTRY).value()).isEqualTo(ever ? "yes" : null);
    }
}
