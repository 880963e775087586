package org.osteon.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A resource that is not as FHIR says costs what is wrong in it, and that is told (X1).
class MalformedTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"effectiveDateTime\":20250602 | effective "
                        + "| effectiveDateTime: the number 20250602 where a date belongs",
                "\"effectiveDateTime\":true | effective "
                        + "| effectiveDateTime: true where a date belongs",
                "\"effectiveDateTime\":{\"start\":\"2025\"} | effective "
                        + "| effectiveDateTime: an object where a date belongs",
                "\"effectivePeriod\":\"2025-06-02\" | effective "
                        + "| effectivePeriod: the text '2025-06-02' where an object belongs",
                "\"status\":{\"value\":\"final\"} | status "
                        + "| status: an object where text belongs",
                "\"status\":[\"final\"] | status | status: a list where text belongs",
                "\"code\":[{\"text\":\"Creatinine\"}] | code | code: a list where an object"
                        + " belongs",
                "\"code\":\"Creatinine\" | code "
                        + "| code: the text 'Creatinine' where an object belongs",
                "\"valueBoolean\":\"true\" | value "
                        + "| valueBoolean: the text 'true' where true or false belongs",
                "\"valueInteger\":\"7\" | value "
                        + "| valueInteger: the text '7' where a number belongs",
                "\"valueString\":7 | value | valueString: the number 7 where text belongs"
            })
    void an_element_of_the_wrong_form_is_left_out_and_told(
            String element, String name, String told) {
        Resource resource = observation(element);

        assertThat(resource.content().get(name)).isNull();
        assertThat(resource.unreadable()).containsExactly(told);
        assertThat(resource.content().text("id")).contains("o1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"effectiveDateTime\":\"2025-06-02\"",
                "\"effectivePeriod\":{\"start\":\"2025-06-02\"}",
                "\"status\":\"final\"",
                "\"code\":{\"text\":\"Creatinine\"}",
                "\"valueBoolean\":true",
                "\"valueInteger\":7",
                "\"valueQuantity\":{\"value\":7}",
                "\"valueString\":\"7\"",
                "\"somethingElse\":[[1],{\"a\":2}]",
                "\"status\":null"
            })
    void an_element_of_the_right_form_is_read_and_nothing_is_told(String element) {
        assertThat(observation(element).unreadable()).isEmpty();
    }

    @Test
    void only_the_part_that_is_wrong_is_left_out() {
        Resource resource =
                observation(
                        """
                        "valueQuantity":{"value":"a few","unit":"mg/dL"},\
                        "code":{"coding":[{"code":5},{"code":"2160-0"}]}\
                        """);

        FhirObject quantity = resource.content().object("value").orElseThrow();
        assertThat(quantity.get("value")).isNull();
        assertThat(quantity.text("unit")).contains("mg/dL");
        assertThat(resource.codings()).extracting(Coding::code).containsExactly("2160-0");
        assertThat(resource.unreadable())
                .containsExactlyInAnyOrder(
                        "valueQuantity.value: the text 'a few' where a number belongs",
                        "code.coding.0.code: the number 5 where text belongs");
    }

    /// Of two values of one element nobody knows which is meant; the others are read.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"status\":\"final\",\"status\":\"amended\" | status | status",
                "\"status\":\"a\",\"status\":\"b\",\"status\":\"c\" | status | status",
                "\"valueString\":\"7\",\"valueInteger\":8 | value | valueInteger"
            })
    void what_stands_twice_is_neither(String element, String name, String told) {
        Resource resource = observation(element + ",\"code\":{\"text\":\"x\"}");

        assertThat(resource.content().get(name)).isNull();
        assertThat(resource.unreadable()).contains(told + ": it stands there twice");
        assertThat(resource.content().get("code")).isNotNull();
    }

    /// Nobody writes such an object in good faith; reading it must not take for ever.
    @Test
    void what_stands_twice_among_a_hundred_thousand_names_is_neither() {
        StringBuilder many = new StringBuilder("\"status\":\"final\"");
        for (int i = 0; i < 100_000; i++) {
            many.append(",\"made").append(i).append("\":1");
        }
        Resource resource = observation(many + ",\"made99999\":2,\"status\":\"amended\"");

        assertThat(resource.content().get("status")).isNull();
        assertThat(resource.content().get("made99999")).isNull();
        assertThat(resource.content().get("made99998")).isNotNull();
        assertThat(resource.unreadable())
                .contains("status: it stands there twice", "made99999: it stands there twice");
    }

    @Test
    void one_object_stands_for_a_list_of_one() {
        Resource resource = observation("\"code\":{\"coding\":{\"code\":\"2160-0\"}}");

        assertThat(resource.codings()).extracting(Coding::code).containsExactly("2160-0");
        assertThat(resource.content().object("code").orElseThrow().get("coding"))
                .isInstanceOf(List.class);
    }

    @Test
    void what_stands_before_the_type_is_held_against_it_all_the_same() {
        Resource resource =
                ChartReader.resource(
                        "{\"status\":{\"a\":1},\"id\":\"o1\",\"resourceType\":\"Observation\"}");

        assertThat(resource.content().get("status")).isNull();
        assertThat(resource.unreadable()).containsExactly("status: text belongs there");
    }

    @ParameterizedTest
    @CsvSource({
        "1e2147483647, false",
        "12e2147483640, false",
        "1e999999999, false",
        "1e-999999999, false",
        "1e60, false",
        "1e59, true",
        "0.000000000000000000000000000000000000001, true",
        "120, true"
    })
    void a_number_that_nobody_can_use_is_left_out(String number, boolean isRead) {
        Resource resource = observation("\"valueQuantity\":{\"value\":" + number + "}");

        assertThat(resource.content().object("value").orElseThrow().number("value").isPresent())
                .isEqualTo(isRead);
        assertThat(resource.unreadable().isEmpty()).isEqualTo(isRead);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"valueInteger\":7 | true",
                "\"value\":7 | false",
                "\"value\":{\"valueInteger\":7} | false",
                "\"component\":[{\"valueInteger\":7}] | true",
                "\"component\":[{\"value\":{\"value\":7}}] | false"
            })
    void a_value_says_of_which_type_it_is(String element, boolean isRead) {
        assertThat(observation(element).unreadable().isEmpty()).isEqualTo(isRead);
    }

    @ParameterizedTest
    @CsvSource({
        "7, true",
        "7.0, true",
        "-2147483648, true",
        "2147483647, true",
        "2147483648, false",
        "-2147483649, false",
        "7.5, false",
        "1e59, false",
        "1e999999999, false"
    })
    void a_whole_number_is_one_that_fhir_can_hold(String number, boolean isRead) {
        Resource resource = observation("\"valueInteger\":" + number);

        assertThat(resource.content().get("value") != null).isEqualTo(isRead);
        assertThat(resource.unreadable().isEmpty()).isEqualTo(isRead);
    }

    @ParameterizedTest
    @CsvSource({"0999-12-31, false", "1000-01-01, true", "9000-12-31, true", "9001-01-01, false"})
    void what_systems_write_for_no_date_and_for_ever_is_none(String date, boolean isRead) {
        Resource resource = observation("\"effectiveDateTime\":\"" + date + "\"");

        assertThat(resource.date().isPresent()).isEqualTo(isRead);
        assertThat(resource.unreadable().isEmpty()).isEqualTo(isRead);
    }

    @Test
    void a_resource_is_kept_as_it_was_written() {
        String written =
                """
                {"resourceType":"Observation","id":"o1","status":{"value":"final"}}\
                """;

        assertThat(ChartReader.resource(written).json()).isEqualTo(written);
    }

    @Test
    void partial_dates_comparators_and_modifiers_are_noted_while_reading() {
        assertThat(observation("\"effectiveDateTime\":\"2025-06\"").hasPartialDates()).isTrue();
        assertThat(observation("\"effectiveDateTime\":\"2025-06-02\"").hasPartialDates()).isFalse();
        assertThat(observation("\"valueQuantity\":{\"comparator\":\"<\"}").hasComparators())
                .isTrue();
        assertThat(observation("\"valueQuantity\":{\"value\":1}").hasComparators()).isFalse();
        assertThat(
                        observation("\"component\":[{\"modifierExtension\":[{\"url\":\"x\"}]}]")
                                .hasModifiers())
                .isTrue();
        assertThat(observation("\"extension\":[{\"url\":\"x\"}]").hasModifiers()).isFalse();
    }

    private static Resource observation(String element) {
        return ChartReader.resource(
                "{\"resourceType\":\"Observation\",\"id\":\"o1\"," + element + "}");
    }

    // --- Encodings -------------------------------------------------------------------------------

    @ParameterizedTest
    @CsvSource({
        "UTF-8, EFBBBF",
        "UTF-16BE, FEFF",
        "UTF-16LE, FFFE",
        "UTF-32BE, 0000FEFF",
        "UTF-32LE, FFFE0000"
    })
    void every_encoding_of_unicode_is_read_with_its_mark_and_without(String charset, String mark) {
        String json = "{\"resourceType\":\"Patient\",\"id\":\"Å\"}";
        byte[] plain = json.getBytes(java.nio.charset.Charset.forName(charset));
        byte[] start = java.util.HexFormat.of().parseHex(mark);
        byte[] marked = new byte[start.length + plain.length];
        System.arraycopy(start, 0, marked, 0, start.length);
        System.arraycopy(plain, 0, marked, start.length, plain.length);

        for (byte[] bytes : List.of(plain, marked)) {
            assertThat(ChartReader.resources(bytes))
                    .isInstanceOfSatisfying(
                            ChartReading.Read.class,
                            read ->
                                    assertThat(read.chart().patient().reference())
                                            .isEqualTo("Patient/Å"));
        }
    }

    @Test
    void what_is_too_short_to_tell_is_utf_8() {
        assertThat(JsonEncoding.of(new byte[] {0, 0, 0})).isEqualTo(StandardCharsets.UTF_8);
        assertThat(JsonEncoding.utf8("{}".getBytes(StandardCharsets.UTF_8))).hasSize(2);
    }

    // --- References ------------------------------------------------------------------------------

    @ParameterizedTest
    @CsvSource({
        "Condition/c1, '', Condition/c1",
        "Condition/c1/_history/3, '', Condition/c1",
        "https://ehr.example/fhir/Condition/c1, '', Condition/c1",
        "https://ehr.example/fhir/Condition/c1/_history/3, '', Condition/c1",
        "https://ehr.example/fhir/Condition/c1, https://ehr.example/fhir/Condition/c1,"
                + " Condition/c1",
        "https://other.example/fhir/Condition/c1, https://ehr.example/fhir/Condition/c1,"
                + " https://other.example/fhir/Condition/c1",
        "urn:uuid:7, urn:uuid:7, Condition/c1",
        "https://ehr.example/fhir/Condition/c1, urn:uuid:7, Condition/c1",
        "Condition/c2, '', Condition/c2"
    })
    void a_reference_means_the_resource_of_the_bundle_unless_its_url_says_otherwise(
            String reference, String fullUrl, String meant) {
        String json =
                """
                {"resourceType":"Bundle","type":"collection","entry":[
                  {"resource":{"resourceType":"Patient","id":"p1"}},
                  {%s"resource":{"resourceType":"Condition","id":"c1"}},
                  {"resource":{"resourceType":"Procedure","id":"x",
                   "reasonReference":[{"reference":"%s"}]}}]}
                """
                        .formatted(
                                fullUrl.isEmpty() ? "" : "\"fullUrl\":\"" + fullUrl + "\",",
                                reference);

        Chart chart =
                ((ChartReading.Read) ChartReader.bundle(json.getBytes(StandardCharsets.UTF_8)))
                        .chart();

        assertThat(
                        chart.resource("Procedure/x")
                                .orElseThrow()
                                .content()
                                .objects("reasonReference")
                                .getFirst()
                                .text("reference"))
                .contains(meant);
    }
}
