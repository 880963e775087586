package org.osteon.chart;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// What people read of a resource.
class ResourceTextTest {

    @Test
    void a_measurement_is_its_name_value_and_day() {
        assertThat(
                        text(
                                """
                                {"resourceType":"Observation","id":"o1",\
                                "code":{"text":"Creatinine"},"effectiveDateTime":"2025-06-02",\
                                "valueQuantity":{"value":1.50,"unit":"mg/dL"}}\
                                """))
                .isEqualTo("Creatinine 1.50 mg/dL on 2 June 2025");
    }

    @Test
    void a_dose_has_no_zero_behind_its_point_however_it_was_written() {
        assertThat(
                        text(
                                """
                                {"resourceType":"MedicationAdministration","id":"m1",\
                                "status":"completed","effectiveDateTime":"2025-06-02",\
                                "medicationCodeableConcept":{"text":"zoledronic acid"},\
                                "dosage":{"dose":{"value":4.0,"unit":"mg"}}}\
                                """))
                .isEqualTo("zoledronic acid 4 mg on 2 June 2025");
    }

    @Test
    void an_examination_says_what_was_found() {
        assertThat(
                        text(
                                """
                                {"resourceType":"Observation","id":"o1",\
                                "code":{"text":"Acute GVHD staging"},\
                                "effectiveDateTime":"2025-06-02","component":[\
                                {"code":{"text":"rash"},"valueQuantity":{"value":30,"unit":"%"}},\
                                {"code":{"text":"bloody stool"},"valueBoolean":false},\
                                {"code":{"text":"upper gut"}}]}\
                                """))
                .isEqualTo(
                        "Acute GVHD staging (rash 30 %, bloody stool no, upper gut)"
                                + " on 2 June 2025");
    }

    @Test
    void a_code_that_is_spelled_out_is_no_name_for_it() {
        Resource staging =
                ChartReader.resource(
                        """
                        {"resourceType":"Observation","id":"o1",\
                        "code":{"text":"Acute GVHD staging"},\
                        "effectiveDateTime":"2025-06-02","component":[\
                        {"code":{"coding":[{"system":"s","code":"agvhd-rash-bsa",\
                        "display":"agvhd rash bsa"}],"text":"Agvhd rash bsa"},\
                        "valueQuantity":{"value":30,"unit":"%"}},\
                        {"code":{"coding":[{"system":"s","code":"agvhd-upper-gi"}],\
                        "text":"nausea"},"valueBoolean":true},\
                        {"code":{"coding":[{"system":"s","code":"no-name"}],"text":"no name"},\
                        "valueBoolean":true}]}\
                        """);
        assertThat(
                        ResourceText.of(
                                staging,
                                coding ->
                                        coding.code().startsWith("agvhd")
                                                ? "called " + coding.code()
                                                : coding.code()))
                .isEqualTo(
                        "Acute GVHD staging (called agvhd-rash-bsa 30 %, nausea yes, no name yes)"
                                + " on 2 June 2025");
    }

    @Test
    void a_day_that_was_found_is_written_as_days_are() {
        for (String[] one :
                new String[][] {
                    {"2025-05-21", "21 May 2025"},
                    {"2025-05", "May 2025"},
                    {"2025-05-21T08:30:00Z", "21 May 2025, 08:30"}
                }) {
            assertThat(
                            text(
                                    """
                                    {"resourceType":"Observation","id":"o1",\
                                    "code":{"text":"First sign"},"valueDateTime":"%s",\
                                    "effectiveDateTime":"2025-06-02"}\
                                    """
                                            .formatted(one[0])))
                    .isEqualTo("First sign " + one[1] + " on 2 June 2025");
        }
    }

    @Test
    void a_result_about_someone_else_says_whose_it_is() {
        assertThat(
                        text(
                                """
                                {"resourceType":"Observation","id":"o1",\
                                "code":{"text":"ABO group"},\
                                "focus":[{"reference":"RelatedPerson/donor"}],\
                                "valueCodeableConcept":{"text":"A"}}\
                                """))
                .isEqualTo("ABO group A of a related person");
    }

    @Test
    void on_its_chart_it_says_whose_it_is_as_the_chart_tells_of_them() {
        Chart chart =
                SmallCharts.read(
                        """
                                {"resourceType":"Bundle","type":"collection","entry":[\
                                {"resource":{"resourceType":"Patient","id":"p"}},\
                                {"resource":{"resourceType":"RelatedPerson","id":"donor-2",\
                                "relationship":[{"text":"brother"}]}},\
                                {"resource":{"resourceType":"Observation","id":"o1",\
                                "code":{"text":"ABO group"},\
                                "focus":[{"reference":"RelatedPerson/donor-2"}],\
                                "valueCodeableConcept":{"text":"A"}}},\
                                {"resource":{"resourceType":"Observation","id":"o2",\
                                "code":{"text":"volume"},\
                                "focus":[{"reference":"ImagingStudy/gone"}]}}]}\
                        """);

        assertThat(chart.resources("Observation"))
                .extracting(one -> ResourceText.of(one, Coding::label, chart))
                .containsExactly("ABO group A of brother", "volume of an imaging study");
    }

    @Test
    void answers_are_called_by_their_form() {
        assertThat(
                        text(
                                """
                                {"resourceType":"QuestionnaireResponse","id":"f-1",\
                                "questionnaire":"urn:osteon:questionnaire:acute-gvhd|1.0.0",\
                                "authored":"2025-06-02"}\
                                """))
                .isEqualTo("form “acute gvhd” on 2 June 2025");
    }

    @Test
    void a_related_person_is_the_relation() {
        assertThat(
                        text(
                                """
                                {"resourceType":"RelatedPerson","id":"donor","relationship":[\
                                {"coding":[{"code":"SON"},{"code":"donor-haplo"}]}]}\
                                """))
                .isEqualTo("related person, SON, donor-haplo");
    }

    @Test
    void what_has_no_name_goes_by_its_identifier() {
        assertThat(
                        text(
                                """
                                {"resourceType":"BiologicallyDerivedProduct","id":"bag",\
                                "identifier":[{"value":"G123498654321"}]}\
                                """))
                .isEqualTo("BiologicallyDerivedProduct G123498654321");
    }

    private static String text(String json) {
        return ResourceText.of(ChartReader.resource(json));
    }
}
