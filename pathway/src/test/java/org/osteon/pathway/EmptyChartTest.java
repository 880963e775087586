package org.osteon.pathway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.osteon.chart.Chart;
import org.osteon.chart.ChartReader;
import org.osteon.chart.ChartReading;

/// A chart with nothing in it but an order, or something done, says yes to nothing (X3): what no
/// fact shows is not met, and no headline says that all is well.
class EmptyChartTest {
    private static final LocalDate DAY = LocalDate.of(2026, 11, 20);
    private static final Path RECOGNITION = Path.of("../knowledge/common/recognition");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> PATIENTS =
            List.of(
                    "{\"resourceType\":\"Patient\",\"id\":\"p\"}",
                    """
                    {"resourceType":"Patient","id":"p","gender":"female","birthDate":"1984-03-03"}\
                    """);

    /// One of so many is tried, unless all are asked for.
    private static final int STEP = Boolean.getBoolean("osteon.long") ? 1 : 4;

    @Test
    void a_patient_alone_is_told_nothing_of_any_therapy() {
        for (String patient : PATIENTS) {
            for (Pathway pathway : Knowledge.BASE.pathways()) {
                Assessment assessment = pathway.assess(chart(patient), DAY);
                assertThat(assessment.status())
                        .as(pathway.id())
                        .isEqualTo(Assessment.Status.NOT_APPLICABLE);
            }
        }
    }

    @Test
    void what_a_pathway_offers_to_order_gets_no_yes() {
        for (Pathway pathway : Knowledge.BASE.pathways()) {
            for (Pathway.Orderable option : pathway.options()) {
                for (String patient : PATIENTS) {
                    Chart chart = chart(patient);
                    Assessment assessment =
                            pathway.assess(
                                    chart.with(
                                            option.order()
                                                    .with(
                                                            option.order()
                                                                    .content()
                                                                    .without("subject"))),
                                    DAY);
                    assertThat(assessment.status())
                            .as(option.id())
                            .isNotEqualTo(Assessment.Status.NOT_APPLICABLE);
                    assertThat(optimism(option.id(), pathway, assessment, true)).isEmpty();
                }
            }
        }
    }

    @Test
    void a_medicine_ordered_or_taken_gets_no_yes() {
        List<String> resources = new ArrayList<>();
        for (JsonNode medicine : recognition("medicines").path("medicine")) {
            String name =
                    "{\"coding\":%s,\"text\":\"%s\"}"
                            .formatted(medicine.path("add"), medicine.path("id").asText());
            resources.add(request(name, "draft"));
            resources.add(request(name, "active"));
            resources.add(
                    """
                    {"resourceType":"MedicationAdministration","id":"x","status":"completed",\
                    "effectiveDateTime":"2026-11-01","medicationCodeableConcept":%s}\
                    """
                            .formatted(name));
        }
        saysNoYes(resources);
    }

    private static String request(String medication, String status) {
        return """
        {"resourceType":"MedicationRequest","id":"x","status":"%s","intent":"order",\
        "authoredOn":"2026-11-19","medicationCodeableConcept":%s}\
        """
                .formatted(status, medication);
    }

    @Test
    void a_procedure_ordered_or_done_gets_no_yes() {
        List<String> resources = new ArrayList<>();
        for (JsonNode procedure : recognition("procedures").path("concept")) {
            String code = "\"code\":{\"coding\":%s}".formatted(procedure.path("add"));
            for (String status : List.of("draft", "active")) {
                resources.add(
                        """
                        {"resourceType":"ServiceRequest","id":"x","status":"%s","intent":"order",\
                        "authoredOn":"2026-11-19","occurrenceDateTime":"2026-11-24",%s}\
                        """
                                .formatted(status, code));
            }
            for (String status : List.of("preparation", "in-progress", "completed")) {
                resources.add(
                        """
                        {"resourceType":"Procedure","id":"x","status":"%s",\
                        "performedDateTime":"2026-11-10",%s}\
                        """
                                .formatted(status, code));
            }
        }
        saysNoYes(resources);
    }

    @Test
    void a_diagnosis_alone_gets_no_yes() {
        List<String> resources = new ArrayList<>();
        for (JsonNode diagnosis : recognition("diagnoses").path("concept")) {
            resources.add(
                    """
                    {"resourceType":"Condition","id":"x","onsetDateTime":"2026-01-01",\
                    "clinicalStatus":{"coding":[{"code":"active"}]},"code":{"coding":%s}}\
                    """
                            .formatted(diagnosis.path("add")));
        }
        saysNoYes(resources);
    }

    private static void saysNoYes(List<String> resources) {
        assertThat(resources).hasSizeGreaterThan(STEP);
        assertThat(
                        IntStream.range(0, resources.size() / STEP)
                                .parallel()
                                .mapToObj(i -> resources.get(i * STEP))
                                .flatMap(resource ->
                                        PATIENTS.stream()
                                                .flatMap(patient -> optimism(patient, resource))))
                .isEmpty();
    }

    private static Stream<String> optimism(String patient, String resource) {
        ChartOnDay chart = new ChartOnDay(Knowledge.BASE.pathways(), chart(patient, resource), DAY);
        boolean isAsked = resource.contains("Request\"");
        return Knowledge.BASE.pathways().stream()
                .flatMap(pathway -> optimism(resource, pathway, chart.assess(pathway), isAsked));
    }

    /// What is said without a fact.
    ///
    /// @param isAsked whether something is asked for that was not done yet
    private static Stream<String> optimism(
            String what, Pathway pathway, Assessment assessment, boolean isAsked) {
        Stream<String> criteria =
                assessment.criteria().stream()
                        .filter(one ->
                                one.verdict() instanceof Verdict.Met(var basis)
                                        && switch (basis) {
                                            case FINDING -> one.evidence().isEmpty();
                                            case ABSENCE -> one.summary().isBlank();
                                        })
                        .map(one -> one.id() + " is met");
        Stream<String> headline =
                assessment
                        .decision()
                        .flatMap(pathway::decision)
                        .filter(word -> isAsked && word.effect() == DecisionWord.Effect.ADVISES)
                        .map(word -> "the decision is " + word.word())
                        .stream();
        return Stream.concat(criteria, headline)
                .map(why -> "%s: %s in %s".formatted(what, why, pathway.id()));
    }

    private static Chart chart(String... resources) {
        byte[] ndjson = String.join("\n", resources).getBytes(StandardCharsets.UTF_8);
        return ((ChartReading.Read) ChartReader.resources(ndjson)).chart();
    }

    private static JsonNode recognition(String name) {
        try {
            return JSON.readTree(RECOGNITION.resolve(name + ".json").toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Evidence that the chart does not have would be an invention.
    @Test
    void what_is_cited_is_in_the_chart() {
        Chart chart = chart(PATIENTS.get(1), request("{\"text\":\"zoledronic acid\"}", "active"));
        for (Pathway pathway : Knowledge.BASE.pathways()) {
            assertThat(pathway.assess(chart, DAY).criteria())
                    .flatExtracting(Criterion::evidence)
                    .extracting(Evidence::reference)
                    .isSubsetOf("Patient/p", "MedicationRequest/x");
        }
    }
}
