package org.osteon.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.osteon.chart.SmallCharts.PATIENT;
import static org.osteon.chart.SmallCharts.bundle;
import static org.osteon.chart.SmallCharts.chart;
import static org.osteon.chart.SmallCharts.observation;
import static org.osteon.chart.SmallCharts.read;
import static org.osteon.chart.SmallCharts.reason;
import static org.osteon.chart.SmallCharts.unusable;
import static org.osteon.chart.SmallCharts.utf8;

import java.nio.charset.Charset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Charts as they come, and as they should not come (X1, X3; assessment contract 2.1, chart
/// dictionary 3.1).
class ChartReaderTest {
    // --- What is a chart -------------------------------------------------------------------------

    @ParameterizedTest
    @ValueSource(strings = {"collection", "transaction", "searchset", "batch", "document"})
    void a_bundle_of_this_type_is_a_chart(String type) {
        Chart chart = read(bundle(type, PATIENT));

        assertThat(chart.patient().reference()).isEqualTo("Patient/p1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"message", "history", "Collection", ""})
    void a_bundle_of_another_type_is_refused_with_the_types_that_would_do(String type) {
        assertThat(reason(bundle(type, PATIENT)))
                .contains("'" + type + "'", "collection, transaction or searchset");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"resourceType\":\"Patient\",\"id\":\"p1\"} | resourceType is 'Patient'",
                "{\"entry\":[]}                               | resourceType is missing",
                "[]                                           | not an object",
                "\"chart\"                                    | not an object",
                "{\"resourceType\":\"Bundle\"}                | type (none)",
                "{\"resourceType\":\"Bundle\",\"type\":\"collection\",\"entry\":{}} | not a list",
                "{\"resourceType\":\"Bundle\",\"type\":\"collection\",\"entry\":[7]} | no Patient",
                "{\"resourceType\":\"Bundle\",\"type\":\"collection\"} {} | something follows",
                "not JSON                                     | line 1, column",
                "{\"resourceType\":\"Bundle\",                | not JSON"
            })
    void what_is_no_bundle_is_refused_with_the_reason(String json, String reason) {
        assertThat(reason(json)).contains(reason).doesNotContain("\n");
    }

    @Test
    void nothing_at_all_is_refused() {
        assertThat(reason("")).isNotBlank();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"Observation\"  | the resource of entry 2 is not an object and was left out",
                "{\"id\":\"x\"} | entry 2 has no resourceType and was left out",
                "{\"resourceType\":\"OperationOutcome\",\"issue\":[]} "
                        + "| entry 2 (OperationOutcome) is not about a patient",
                "{\"resourceType\":\"Observation\"} "
                        + "| entry 2 (Observation) has neither id nor fullUrl and was left out"
            })
    void an_entry_that_is_no_resource_of_a_patient_costs_itself_only(String entry, String remark) {
        Chart chart = read(bundle("collection", PATIENT, entry, observation("o1", "2025-06-02")));

        assertThat(chart.resources())
                .extracting(Resource::reference)
                .containsExactly("Patient/p1", "Observation/o1");
        assertThat(chart.remarks()).containsExactly(remark);
    }

    @Test
    void a_resource_that_nothing_can_cite_is_kept_apart_to_be_told_of() {
        Chart chart = read(bundle("collection", PATIENT, "{\"resourceType\":\"Observation\"}"));

        assertThat(chart.nameless()).extracting(Resource::type).containsExactly("Observation");
    }

    @Test
    void an_entry_without_a_resource_is_passed_over() {
        String json =
                """
                {"resourceType":"Bundle","type":"transaction","entry":[
                  {"request":{"method":"DELETE","url":"Observation/x"}},
                  {"resource":%s}]}\
                """
                        .formatted(PATIENT);

        assertThat(read(json).resources()).hasSize(1);
    }

    @Test
    void the_type_of_the_bundle_may_stand_after_its_entries() {
        String json =
                """
                {"entry":[{"resource":%s}],"type":"collection","resourceType":"Bundle"}\
                """
                        .formatted(PATIENT);

        assertThat(read(json).resources()).hasSize(1);
    }

    // --- One patient -----------------------------------------------------------------------------

    @Test
    void a_chart_without_a_patient_is_refused() {
        assertThat(reason(bundle("collection", observation("o1", "2025-06-02"))))
                .startsWith("no Patient");
    }

    @Test
    void a_chart_of_two_patients_is_refused_and_names_them() {
        assertThat(
                        reason(
                                bundle(
                                        "collection",
                                        PATIENT,
                                        """
                                        {"resourceType":"Patient","id":"p2"}\
                                        """)))
                .contains("2 patients", "Patient/p1", "Patient/p2");
    }

    @Test
    void a_resource_that_is_there_twice_counts_once() {
        String observation = observation("o1", "2025-06-02");

        assertThat(read(bundle("collection", PATIENT, observation, observation)).resources())
                .hasSize(2);
    }

    @Test
    void two_resources_under_one_name_are_refused() {
        assertThat(
                        reason(
                                bundle(
                                        "collection",
                                        PATIENT,
                                        observation("o1", "2025-06-02"),
                                        observation("o1", "2025-06-01"))))
                .isEqualTo("Observation/o1 is there twice with different content");
    }

    @Test
    void what_is_wrong_with_entries_is_said_wherever_it_says_that_it_is_a_bundle() {
        String twice =
                bundle(
                        "collection",
                        PATIENT,
                        observation("o1", "2025-06-02"),
                        observation("o1", "2025-06-01"),
                        observation("o2", "2025-06-01"));
        String last =
                twice.replace("\"resourceType\":\"Bundle\",", "")
                        .replaceAll("}$", ",\"resourceType\":\"Bundle\"}");

        assertThat(last).isNotEqualTo(twice);
        assertThat(reason(last)).isEqualTo(reason(twice)).contains("there twice");
        assertThat(reason("{\"entry\":7,\"resourceType\":\"Bundle\"}"))
                .isEqualTo("not a FHIR R4 Bundle: entry is not a list");
        assertThat(reason(last.replace("\"Bundle\"", "\"List\"")))
                .contains("resourceType is 'List'");
    }

    @Test
    void the_same_id_in_two_types_is_no_clash() {
        Chart chart =
                read(bundle("collection", PATIENT, "{\"resourceType\":\"Basic\",\"id\":\"p1\"}"));

        assertThat(chart.resource("Basic/p1")).isPresent();
    }

    @Test
    void unknown_resources_are_kept() {
        Chart chart =
                read(
                        bundle(
                                "collection",
                                PATIENT,
                                """
                                {"resourceType":"Starship","id":"s","warp":9}\
                                """));

        assertThat(chart.resource("Starship/s").orElseThrow().json()).contains("\"warp\":9");
    }

    // --- NDJSON ----------------------------------------------------------------------------------

    @Test
    void resources_may_stand_one_per_line() {
        String ndjson = PATIENT + "\n\n" + observation("o1", "2025-06-02") + "\n";

        assertThat(chart(ChartReader.resources(utf8(ndjson))).resources()).hasSize(2);
    }

    @Test
    void a_broken_line_is_named() {
        String ndjson = PATIENT + "\n{\"resourceType\":\"Observation\",\n";

        assertThat(unusable(ChartReader.resources(utf8(ndjson)))).contains("not JSON", "line 3");
    }

    @Test
    void a_line_that_is_no_object_is_named() {
        assertThat(unusable(ChartReader.resources(utf8(PATIENT + "\n[]"))))
                .isEqualTo("resource 2 is not a JSON object");
    }

    @Test
    void a_single_resource_is_exactly_one() {
        assertThat(ChartReader.resource(PATIENT).reference()).isEqualTo("Patient/p1");
        assertThatThrownBy(() -> ChartReader.resource(PATIENT + PATIENT.replace("p1", "p2")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("one FHIR resource expected, not 2");
        assertThatThrownBy(() -> ChartReader.resource(" "))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("one FHIR resource expected, not 0");
        assertThatThrownBy(() -> ChartReader.resource("{\"resourceType\":\"Observation\"}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Observation has no id");
        assertThatThrownBy(() -> ChartReader.resource("{"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not JSON");
    }

    // --- Hostile and odd input -------------------------------------------------------------------

    @Test
    void nesting_without_end_is_refused() {
        String deep = "{\"extension\":".repeat(5_000) + "{}" + "}".repeat(5_000);
        String json = bundle("collection", PATIENT, "{\"resourceType\":\"Basic\",\"a\":" + deep);

        assertThat(reason(json)).startsWith("not readable").contains("depth");
    }

    @Test
    void nesting_as_deep_as_a_large_questionnaire_is_read() {
        String deep = "{\"item\":[".repeat(40) + "{}" + "]}".repeat(40);
        String response =
                "{\"resourceType\":\"QuestionnaireResponse\",\"id\":\"q\",\"item\":[" + deep + "]}";

        assertThat(read(bundle("collection", PATIENT, response)).resources()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "UTF-16BE", "UTF-16LE", "UTF-32BE", "UTF-32LE"})
    void other_encodings_of_unicode_are_read(String charset) {
        String json = bundle("collection", PATIENT, observation("Å-µ", "2025-06-02"));

        Chart chart = chart(ChartReader.bundle(json.getBytes(Charset.forName(charset))));

        assertThat(chart.resource("Observation/Å-µ").orElseThrow().json())
                .isEqualTo(observation("Å-µ", "2025-06-02"));
    }

    @Test
    void a_byte_order_mark_of_utf_8_is_passed_over() {
        String json = bundle("collection", PATIENT, observation("o1", "2025-06-02"));

        Chart chart = chart(ChartReader.bundle(utf8("\uFEFF" + json)));

        assertThat(chart.resource("Observation/o1").orElseThrow().json())
                .isEqualTo(observation("o1", "2025-06-02"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2025-02-30",
                "2025-13-01",
                "2025-00-10",
                "yesterday",
                "02.06.2025",
                "2025-6-2",
                "2025-06-02T25:00:00Z",
                "20250602",
                ""
            })
    void an_impossible_date_is_left_out_and_said(String date) {
        Chart chart = read(bundle("collection", PATIENT, observation("o1", date)));

        assertThat(chart.resource("Observation/o1").orElseThrow().date()).isEmpty();
        assertThat(chart.remarks())
                .containsExactly("Observation/o1: effective '" + date + "' is not a FHIR date");
    }

    @Test
    void a_resource_comes_back_byte_for_byte() {
        String odd =
                """
                { "resourceType" : "Observation",  "id":"o1",
                   "valueQuantity": {"value": 1.50, "unit":"µmol/L €"},"text":{"div":"<b>ü</b>"} }\
                """;

        Chart chart = read(bundle("collection", PATIENT, odd, observation("o2", "2025-06-02")));

        assertThat(chart.resource("Observation/o1").orElseThrow().json()).isEqualTo(odd);
        assertThat(chart.resource("Observation/o2").orElseThrow().json())
                .isEqualTo(observation("o2", "2025-06-02"));
    }

    @Test
    void numbers_keep_the_digits_they_were_written_with() {
        String exact =
                """
                {"resourceType":"Observation","id":"o1",\
                "valueQuantity":{"value":0.30000000000000000004,"unit":"mg/dL"}}\
                """;

        FhirObject quantity =
                read(bundle("collection", PATIENT, exact))
                        .resource("Observation/o1")
                        .orElseThrow()
                        .content()
                        .object("value")
                        .orElseThrow();

        assertThat(quantity.typeName()).isEqualTo("Quantity");
        assertThat(quantity.number("value").orElseThrow()).hasToString("0.30000000000000000004");
    }
}
