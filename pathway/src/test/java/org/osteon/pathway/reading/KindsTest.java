package org.osteon.pathway.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.osteon.pathway.reading.Delivered.chart;
import static org.osteon.pathway.reading.Delivered.only;
import static org.osteon.pathway.reading.Delivered.reading;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.osteon.chart.Coding;

/// X3: problems, procedures, orders and allergies by descendants, by code and site, by words.
class KindsTest {
    private static final String SNOMED = "http://snomed.info/sct";
    private static final String CPT = "http://www.ama-assn.org/go/cpt";

    private static String resource(String type, String status, String code, String more) {
        return "{\"resourceType\":\""
                + type
                + "\",\"id\":\"r\","
                + status
                + "\"code\":"
                + code
                + more
                + "}";
    }

    private static String condition(String code, String more) {
        return resource("Condition", "", code, more);
    }

    private static String coded(String system, String code, String text) {
        return "{\"coding\":[{\"system\":\""
                + system
                + "\",\"code\":\""
                + code
                + "\"}],\"text\":\""
                + text
                + "\"}";
    }

    private static String words(String text) {
        return "{\"text\":\"" + text + "\"}";
    }

    private static List<String> codes(String resource) {
        return only(resource).codings().stream().map(Coding::code).toList();
    }

    private static List<String> tags(String resource) {
        return ReadingTag.of(only(resource).content());
    }

    @Test
    void a_secondary_cancer_at_a_bone_is_a_bone_metastasis() {
        String secondary = coded(SNOMED, "128462008", "Secondary malignant neoplastic disease");

        assertThat(
                        codes(
                                condition(
                                        secondary,
                                        ",\"bodySite\":[" + coded(SNOMED, "272673000", "") + "]")))
                .contains("94222008");
        assertThat(
                        codes(
                                condition(
                                        secondary,
                                        ",\"bodySite\":["
                                                + coded(SNOMED, "10200004", "Liver")
                                                + "]")))
                .doesNotContain("94222008");
        assertThat(codes(condition(secondary, ""))).doesNotContain("94222008");
    }

    @ParameterizedTest
    @CsvSource({
        "http://snomed.info/sct,441809003,M87.180",
        "http://snomed.info/sct,450521003,239873007",
        "http://hl7.org/fhir/sid/icd-10-cm,E11.9,73211009",
        "http://hl7.org/fhir/sid/icd-10-cm,M81.0,64859006",
        "http://hl7.org/fhir/sid/icd-10-cm,M00.862,M00.9"
    })
    void a_code_below_is_the_thing(String system, String code, String added) {
        String problem = condition(coded(system, code, ""), "");

        assertThat(codes(problem)).contains(added);
        assertThat(tags(problem)).isEmpty();
    }

    @Test
    void words_alone_are_marked_and_told() {
        String problem = condition(words("MRONJ, left mandible"), "");

        assertThat(codes(problem)).contains("M87.180");
        assertThat(tags(problem)).containsExactly("by-words");
        assertThat(reading(chart(problem)).foundInWords())
                .singleElement()
                .extracting(ReadChart.FoundInWords::fact)
                .isEqualTo("Osteonecrosis of the jaw");
    }

    @ParameterizedTest
    @CsvSource({
        "Family history of multiple myeloma",
        "Gestational diabetes mellitus",
        "Sickle cell trait"
    })
    void other_words_beside_the_name_make_it_another_thing(String text) {
        assertThat(codes(condition(words(text), ""))).isEmpty();
    }

    @Test
    void words_beside_a_code_of_a_listed_system_do_not_count() {
        assertThat(
                        codes(
                                condition(
                                        coded(
                                                "http://hl7.org/fhir/sid/icd-10-cm",
                                                "Z03.89",
                                                "Osteonecrosis of jaw ruled out"),
                                        "")))
                .containsExactly("Z03.89");
    }

    @Test
    void a_problem_without_a_code_that_rules_know_is_told() {
        assertThat(reading(chart(condition(words("Odd feeling"), ""))).notUnderstood())
                .singleElement()
                .extracting(ReadChart.NotUnderstood::reference)
                .isEqualTo("Condition/r");
    }

    @Test
    void an_injection_into_a_joint_is_what_its_words_say() {
        String status = "\"status\":\"completed\",";

        assertThat(
                        codes(
                                resource(
                                        "Procedure",
                                        status,
                                        coded(CPT, "20610", "Injection, triamcinolone, right knee"),
                                        "")))
                .contains("steroid-injection")
                .doesNotContain("hyaluronic-acid-injection");
        assertThat(
                        codes(
                                resource(
                                        "Procedure",
                                        status,
                                        coded(CPT, "20610", "Arthrocentesis, right knee"),
                                        "")))
                .containsExactly("20610");
    }

    @Test
    void an_order_in_words_names_its_therapy_site_and_guidance() {
        String order =
                resource(
                        "ServiceRequest",
                        "\"status\":\"active\",",
                        coded(CPT, "0232T", "BMAC injection, left knee, US guided"),
                        "");
        var read = only(order);

        assertThat(codes(order)).contains("marrow-knee-injection");
        assertThat(tags(order)).containsExactly("by-words");
        assertThat(read.content().codings("bodySite"))
                .extracting(Coding::code)
                .contains("82169009");
        assertThat(read.content().get("bodySite")).isInstanceOf(List.class);
        assertThat(read.content().codings("orderDetail"))
                .extracting(Coding::code)
                .containsExactly("guidance-ultrasound");
    }

    @Test
    void a_site_and_a_detail_in_codes_stay() {
        String order =
                resource(
                        "ServiceRequest",
                        "\"status\":\"active\",",
                        coded("urn:osteon:chart", "marrow-knee-injection", "BMAC, US guided"),
                        ",\"bodySite\":["
                                + coded(SNOMED, "6757004", "")
                                + "],\"orderDetail\":["
                                + coded("urn:osteon:chart", "guidance-none", "")
                                + "]");

        assertThat(only(order).content().codings("orderDetail"))
                .extracting(Coding::code)
                .containsExactly("guidance-none");
        assertThat(tags(order)).isEmpty();
    }

    @Test
    void a_listed_name_of_an_allergy_decides() {
        String allergy = resource("AllergyIntolerance", "", words("Bovine collagen"), "");

        assertThat(codes(allergy)).contains("allergen-bovine-collagen");
        assertThat(tags(allergy)).isEmpty();
    }

    @Test
    void an_allergy_that_nobody_knows_leaves_the_question_open() {
        String allergy = resource("AllergyIntolerance", "", words("Purple dye"), "");

        assertThat(tags(allergy)).containsExactly("not-recognised");
        assertThat(reading(chart(allergy)).notUnderstood()).hasSize(1);
    }

    @Test
    void notes_suggest_and_negations_do_not() {
        String report =
                """
                {"resourceType":"DiagnosticReport","id":"d","status":"final","code":{"text":"XR"},\
                "conclusion":"Kellgren-Lawrence grade 3. No osteonecrosis of the jaw."}\
                """;

        assertThat(reading(chart(report)).foundInWords())
                .extracting(ReadChart.FoundInWords::fact)
                .containsExactly("Kellgren-Lawrence grade");
    }
}
