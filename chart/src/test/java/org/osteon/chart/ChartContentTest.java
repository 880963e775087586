package org.osteon.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.osteon.chart.SmallCharts.PATIENT;
import static org.osteon.chart.SmallCharts.bundle;
import static org.osteon.chart.SmallCharts.observation;
import static org.osteon.chart.SmallCharts.read;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a chart says: references within it, and what is known on a day (chart dictionary 3.1).
class ChartContentTest {
    // --- References ------------------------------------------------------------------------------

    @Test
    void a_resource_without_id_goes_by_its_full_url() {
        String json =
                """
                {"resourceType":"Bundle","type":"transaction","entry":[
                  {"fullUrl":"urn:uuid:1","resource":{"resourceType":"Patient"}}]}\
                """;

        Resource patient = read(json).patient();

        assertThat(patient.reference()).isEqualTo("urn:uuid:1");
        assertThat(patient.id()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Condition/c1", "https://example.org/fhir/Condition/c1"})
    void a_reference_is_resolved_within_the_bundle(String reference) {
        String json =
                """
                {"resourceType":"Bundle","type":"collection","entry":[
                  {"resource":%s},
                  {"fullUrl":"https://example.org/fhir/Condition/c1",
                   "resource":{"resourceType":"Condition","id":"c1"}},
                  {"resource":{"resourceType":"MedicationRequest","id":"m1",
                   "reasonReference":[{"reference":"%s"}]}}]}\
                """
                        .formatted(PATIENT, reference);

        assertThat(
                        read(json)
                                .resource("MedicationRequest/m1")
                                .orElseThrow()
                                .content()
                                .objects("reasonReference")
                                .getFirst()
                                .text("reference"))
                .contains("Condition/c1");
    }

    @Test
    void a_medication_that_is_contained_is_read_like_a_code() {
        String request =
                """
                {"resourceType":"MedicationRequest","id":"m1",\
                "contained":[{"resourceType":"Medication","id":"x","code":{"coding":[\
                {"system":"urn:example","code":"drug"}]}}],\
                "medicationReference":{"reference":"#x"}}\
                """;

        assertThat(codes(read(bundle("collection", PATIENT, request)), "MedicationRequest/m1"))
                .containsExactly("drug");
    }

    @Test
    void a_medication_beside_it_is_read_like_a_code() {
        String medication =
                """
                {"resourceType":"Medication","id":"x","code":{"coding":[\
                {"system":"urn:example","code":"drug"}]}}\
                """;
        String given =
                """
                {"resourceType":"MedicationAdministration","id":"a1",\
                "medicationReference":{"reference":"Medication/x"}}\
                """;

        Chart chart = read(bundle("collection", PATIENT, given, medication));

        assertThat(codes(chart, "MedicationAdministration/a1")).containsExactly("drug");
    }

    @Test
    void a_medication_without_id_is_found_by_its_urn() {
        String json =
                """
                {"resourceType":"Bundle","type":"transaction","entry":[
                  {"resource":%s},
                  {"fullUrl":"urn:uuid:2","resource":{"resourceType":"Medication",
                   "code":{"coding":[{"system":"urn:example","code":"drug"}]}}},
                  {"fullUrl":"urn:uuid:3","resource":{"resourceType":"MedicationRequest",
                   "medicationReference":{"reference":"urn:uuid:2"}}}]}\
                """
                        .formatted(PATIENT);

        assertThat(codes(read(json), "urn:uuid:3")).containsExactly("drug");
    }

    @Test
    void a_medication_that_is_not_there_leaves_the_order_without_a_code() {
        String request =
                """
                {"resourceType":"MedicationRequest","id":"m1",\
                "medicationReference":{"reference":"Medication/elsewhere"}}\
                """;

        Chart chart = read(bundle("collection", PATIENT, request));

        assertThat(codes(chart, "MedicationRequest/m1")).isEmpty();
    }

    // --- Known on a day --------------------------------------------------------------------------

    @ParameterizedTest
    @CsvSource({
        "2025-06-01, true",
        "2025-06-02, true",
        "2025-06-02T23:59:59-11:00, true",
        "2025-06-02T00:00:00Z, true",
        "2025-06-03, false",
        "2025-06-03T00:00:00+14:00, false",
        "2025, true",
        "2025-06, true",
        "2025-07, false"
    })
    void a_resource_is_known_from_its_day_as_written(String date, boolean known) {
        Chart chart = read(bundle("collection", PATIENT, observation("o1", date)));

        assertThat(chart.knownOn(LocalDate.of(2025, 6, 2)).resource("Observation/o1").isPresent())
                .isEqualTo(known);
    }

    @Test
    void a_period_is_known_from_its_start() {
        String observation =
                """
                {"resourceType":"Observation","id":"o1",\
                "effectivePeriod":{"start":"2025-06-02","end":"2025-06-09"}}\
                """;

        Chart chart = read(bundle("collection", PATIENT, observation));

        assertThat(chart.knownOn(LocalDate.of(2025, 6, 1)).resources()).hasSize(1);
        assertThat(chart.knownOn(LocalDate.of(2025, 6, 2)).resources()).hasSize(2);
    }

    @Test
    void what_has_no_date_is_known_and_what_was_entered_in_error_never() {
        Chart chart =
                read(bundle(
                                "collection",
                                PATIENT,
                                """
                                {"resourceType":"Condition","id":"undated"}\
                                """,
                                """
                                {"resourceType":"Observation","id":"wrong",\
                                "status":"entered-in-error"}\
                                """,
                                """
                                {"resourceType":"Condition","id":"refuted",\
                                "verificationStatus":{"coding":[\
                                {"code":"entered-in-error"}]}}\
                                """))
                        .knownOn(LocalDate.of(2025, 6, 2));

        assertThat(chart.resources())
                .extracting(Resource::reference)
                .containsExactly("Patient/p1", "Condition/undated");
    }

    @Test
    void what_has_no_status_is_entered_in_error_by_an_extension_that_changes_its_meaning() {
        Chart chart =
                read(bundle(
                                "collection",
                                PATIENT,
                                """
                                {"resourceType":"AdverseEvent","id":"wrong","actuality":"actual",\
                                "modifierExtension":[{"url":"http://hl7.org/fhir/5.0/StructureDefinition/extension-AdverseEvent.status",\
                                "valueCode":"entered-in-error"}]}\
                                """,
                                """
                                {"resourceType":"AdverseEvent","id":"right","actuality":"actual",\
                                "modifierExtension":[{"url":"http://hl7.org/fhir/5.0/StructureDefinition/extension-AdverseEvent.status",\
                                "valueCode":"completed"}]}\
                                """,
                                """
                                {"resourceType":"AdverseEvent","id":"plain","actuality":"actual",\
                                "extension":[{"url":"urn:note","valueCode":"entered-in-error"}]}\
                                """))
                        .knownOn(LocalDate.of(2025, 6, 2));

        assertThat(chart.resources())
                .extracting(Resource::reference)
                .containsExactly("Patient/p1", "AdverseEvent/right", "AdverseEvent/plain");
    }

    @Test
    void types_named_as_undated_are_known_on_every_day() {
        Chart chart =
                read(bundle(
                                "collection",
                                PATIENT,
                                """
                                {"resourceType":"ServiceRequest","id":"later",\
                                "authoredOn":"2025-06-03"}\
                                """,
                                """
                                {"resourceType":"ServiceRequest","id":"wrong",\
                                "status":"entered-in-error"}\
                                """,
                                observation("later", "2025-06-03")))
                        .knownOn(LocalDate.of(2025, 6, 2), Set.of("ServiceRequest"));

        assertThat(chart.resources())
                .extracting(Resource::reference)
                .containsExactly("Patient/p1", "ServiceRequest/later");
    }

    @Test
    void the_product_used_in_a_procedure_is_no_choice_of_type() {
        Chart chart =
                read(
                        bundle(
                                "collection",
                                PATIENT,
                                """
                                {"resourceType":"Procedure","id":"i1","usedCode":[\
                                {"coding":[{"code":"product-pbsc"}]}]}\
                                """));

        assertThat(chart.resource("Procedure/i1").orElseThrow().content().codings("usedCode"))
                .extracting(Coding::code)
                .containsExactly("product-pbsc");
    }

    @Test
    void a_chart_is_indexed_by_type_in_the_order_of_the_source() {
        Chart chart =
                read(
                        bundle(
                                "collection",
                                observation("o2", "2025-06-02"),
                                PATIENT,
                                observation("o1", "2025-06-03")));

        assertThat(chart.resources("Observation"))
                .extracting(Resource::reference)
                .containsExactly("Observation/o2", "Observation/o1");
        assertThat(chart.resources("Condition")).isEmpty();
    }

    private static List<String> codes(Chart chart, String reference) {
        return chart.resource(reference).orElseThrow().codings().stream()
                .map(Coding::code)
                .toList();
    }
}
