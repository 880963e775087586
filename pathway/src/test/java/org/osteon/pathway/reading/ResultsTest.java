package org.osteon.pathway.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.osteon.pathway.reading.Delivered.chart;
import static org.osteon.pathway.reading.Delivered.loinc;
import static org.osteon.pathway.reading.Delivered.observation;
import static org.osteon.pathway.reading.Delivered.only;
import static org.osteon.pathway.reading.Delivered.quantity;
import static org.osteon.pathway.reading.Delivered.reading;
import static org.osteon.pathway.reading.Delivered.shown;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.osteon.chart.Coding;
import org.osteon.chart.Resource;
import org.osteon.chart.ResourceText;

/// X3: results by every code of their analyte, in every spelling of their units.
class ResultsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    2160-0  | 1.5  | MG/DL        | 1.5 mg/dL
                    2160-0  | 1.5  | mg/dl        | 1.5 mg/dL
                    2160-0  | 133  | µmol/L       | 133 umol/L
                    2160-0  | 133  | μmol/l       | 133 umol/L
                    2160-0  | 0.133| mmol/L       | 133 umol/L
                    777-3   | 9000 | /mm3         | 9000 /uL
                    777-3   | 9    | K/uL         | 9 10*3/uL
                    777-3   | 9    | x10(3)/mcL   | 9 10*3/uL
                    777-3   | 9    | 10*3/mm3     | 9 10*3/uL
                    777-3   | 9    | x10^9/L      | 9 10*9/L
                    777-3   | 9    | G/L          | 9 10*9/L
                    777-3   | 9000 | cells/µL     | 9000 /uL
                    777-3   | 9000 | 10*6/L       | 9000 /uL
                    718-7   | 9.1  | gm/dL        | 9.1 g/dL
                    718-7   | 91   | G/L          | 91 g/L
                    29463-7 | 154  | lb           | 69.85322498 kg
                    29463-7 | 154  | lbs          | 69.85322498 kg
                    29463-7 | 16   | oz           | 0.45359237 kg
                    8302-2  | 64   | in           | 162.56 cm
                    8302-2  | 5    | [ft_i]       | 152.4 cm
                    8310-5  | 100.4| F            | 38 Cel
                    8310-5  | 38   | °C           | 38 Cel
                    1988-5  | 14.6 | mg/dL        | 146 mg/L
                    62292-8 | 30   | mcg/L        | 30 ng/mL
                    2601-3  | 2    | mEq/L        | 1 mmol/L
                    4548-4  | 7.1  | %            | 7.1 %
                    6301-6  | 2.6  | INR          | 2.6 {INR}
                    """)
    void a_number_is_read_in_a_unit_that_rules_know(
            String code, String number, String unit, String read) {
        assertThat(shown(only(observation(loinc(code), quantity(number, unit))))).isEqualTo(read);
    }

    @ParameterizedTest
    @CsvSource({"777-3,9,mg/dL", "2160-0,1.5,mg/mL", "29463-7,154,stone", "777-3,9,''"})
    void a_unit_that_is_none_of_its_own_is_unusable_and_told(
            String code, String number, String unit) {
        String result = observation(loinc(code), quantity(number, unit));

        assertThat(ReadingTag.of(only(result).content())).containsExactly("unusable-unit");
        assertThat(reading(chart(result)).notUnderstood())
                .singleElement()
                .extracting(ReadChart.NotUnderstood::reference)
                .isEqualTo("Observation/o");
        assertThat(shown(only(result))).startsWith(number + " ").doesNotContain("10*");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    2160-0  | 4.0 mg/dL     | 4.0 mg/dL
                    2160-0  | 4,0 mg/dL     | 4.0 mg/dL
                    2160-0  | 4.0mg/dl      | 4.0 mg/dL
                    2160-0  | 133 µmol/L    | 133 umol/L
                    2160-0  | >4 mg/dL      | 4 mg/dL
                    777-3   | 9 x10^9/L     | 9 10*9/L
                    777-3   | 150000 /uL    | 150000 /uL
                    29463-7 | 154 lb        | 69.85322498 kg
                    89247-1 | 2             | 2 {score}
                    6301-6  | 2,6           | 2.6 {INR}
                    """)
    void a_number_in_words_is_read_where_it_can_mean_one_thing(
            String code, String words, String read) {
        Resource result = only(observation(loinc(code), words(words)));

        assertThat(shown(result)).isEqualTo(read);
        assertThat(ReadingTag.of(result.content())).isEmpty();
        assertThat(result.content().object("value").flatMap(value -> value.text("comparator")))
                .isEqualTo(words.startsWith(">") ? Optional.of(">") : Optional.empty());
        assertThat(result.hasComparators()).isEqualTo(words.startsWith(">"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    2160-0  | see comment
                    2160-0  | hemolysed
                    2160-0  | 4.0
                    2160-0  | >4
                    2160-0  | 1,000 mg/dL
                    2160-0  | 1.000 mg/dL
                    2160-0  | 1.2-1.4 mg/dL
                    2160-0  | 1.2 1.4 mg/dL
                    2160-0  | -1.2 mg/dL
                    2160-0  | 01.2 mg/dL
                    2160-0  | 1,000.5 mg/dL
                    2160-0  | 4.0 mg/dL (haemolysed)
                    2160-0  | about 4 mg/dL
                    29463-7 | 70 stone
                    777-3   | 2025-06-02
                    89247-1 | 1-2
                    """)
    void words_that_are_no_one_number_are_unusable_and_told(String code, String words) {
        String result = observation(loinc(code), words(words));

        assertThat(ReadingTag.isUsable(only(result).content())).isFalse();
        assertThat(reading(chart(result)).notUnderstood())
                .singleElement()
                .extracting(ReadChart.NotUnderstood::reference)
                .isEqualTo("Observation/o");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"valueCodeableConcept\":{\"text\":\"low\"}",
                "\"valueRange\":{\"low\":{\"value\":1,\"unit\":\"mg/dL\"}}",
                "\"valueRatio\":{\"numerator\":{\"value\":1}}",
                "\"valueSampledData\":{\"origin\":{\"value\":1},\"period\":1,\"dimensions\":1,\"data\":\"1\"}",
                "\"valueInteger\":4",
                "\"valueBoolean\":true",
                "\"valueDateTime\":\"2026-11-19\"",
                "\"valueTime\":\"10:30:00\"",
                "\"valuePeriod\":{\"start\":\"2026-11-19\"}",
                "\"valueString\":\"1.2 mg/dL\",\"dataAbsentReason\":{\"text\":\"error\"}",
                "\"valueQuantity\":{\"value\":1.2,\"unit\":\"mg/dL\"},\"dataAbsentReason\":{\"text\":\"error\"}",
                "\"method\":{\"text\":\"no value at all\"}"
            })
    void a_value_of_another_form_is_unusable_and_told(String value) {
        String result = observation(loinc("2160-0"), value);

        assertThat(ReadingTag.isUsable(only(result).content())).isFalse();
        assertThat(reading(chart(result)).notUnderstood()).hasSize(1);
        assertThat(reading(chart(result.replace("final", "cancelled"))).notUnderstood())
                .hasSizeLessThanOrEqualTo(value.contains("Integer") ? 1 : 0);
    }

    @Test
    void a_part_of_a_panel_that_is_no_number_is_unusable_too() {
        String panel =
                observation(
                        loinc("24323-8"),
                        "\"component\":[{\"code\":"
                                + loinc("2160-0")
                                + ",\"valueString\":\"hemolysed\"},{\"code\":"
                                + loinc("777-3")
                                + ",\"dataAbsentReason\":{\"text\":\"clotted\"}}]");

        assertThat(reading(chart(panel)).chart().resources("Observation").stream().skip(1))
                .allSatisfy(part -> assertThat(ReadingTag.isUsable(part.content())).isFalse())
                .hasSize(2);
    }

    private static String words(String words) {
        return "\"valueString\":\"" + words + "\"";
    }

    /// The range of creatinine is 0.1 to 30 mg/dL; 2,652 umol/L are the same.
    @ParameterizedTest
    @CsvSource({
        "2160-0,<,30,mg/dL",
        "2160-0,<=,2652,umol/L",
        "2160-0,<,2.652,mmol/L",
        "2160-0,>,0.1,mg/dL",
        "2160-0,>=,0,mg/dL",
        "29463-7,<,1000,lb",
        "1995-0,>,0,mmol/L"
    })
    void a_bound_that_leaves_open_all_that_can_be_is_unusable_and_told(
            String code, String comparator, String number, String unit) {
        String result = observation(loinc(code), bound(comparator, number, unit));

        assertThat(ReadingTag.of(only(result).content())).containsExactly("unusable-bound");
        assertThat(reading(chart(result)).notUnderstood())
                .singleElement()
                .extracting(ReadChart.NotUnderstood::why)
                .asString()
                .startsWith("a bound that leaves open all that");
    }

    @ParameterizedTest
    @CsvSource({
        "2160-0,<,29.9,mg/dL",
        "2160-0,<=,2651,umol/L",
        "2160-0,>,0.11,mg/dL",
        "29463-7,<,700,lb",
        "1995-0,>,0.1,mmol/L"
    })
    void a_bound_that_leaves_something_out_is_read(
            String code, String comparator, String number, String unit) {
        assertThat(
                        ReadingTag.of(
                                only(observation(loinc(code), bound(comparator, number, unit)))
                                        .content()))
                .isEmpty();
    }

    private static String bound(String comparator, String number, String unit) {
        return quantity(number, unit)
                .replace("\"value\":", "\"comparator\":\"" + comparator + "\",\"value\":");
    }

    @Test
    void the_unit_as_written_is_what_people_see() {
        Resource weight = only(observation(loinc("29463-7"), quantity("154", "lb")));

        assertThat(ResourceText.of(weight)).contains("154 lb");
        assertThat(weight.content().object("original").orElseThrow().text("unit")).contains("lb");
    }

    @Test
    void the_ucum_code_goes_before_the_unit() {
        String value =
                "\"valueQuantity\":{\"value\":98.6,\"unit\":\"C\",\"system\":\"http://unitsofmeasure.org\",\"code\":\"[degF]\"}";

        assertThat(shown(only(observation(loinc("8310-5"), value)))).isEqualTo("37 Cel");
    }

    @Test
    void a_result_that_rules_know_as_it_is_stays_the_same_object() {
        String value =
                "\"valueQuantity\":{\"value\":9,\"unit\":\"10*3/uL\",\"system\":\"http://unitsofmeasure.org\",\"code\":\"10*3/uL\"}";
        Resource written = chart(observation(loinc("777-3"), value)).resources().get(1);

        assertThat(Delivered.RECOGNITION.read(written, Delivered.AS_OF, new ReadingNotes()))
                .isSameAs(written);
    }

    @Test
    void the_limits_of_the_laboratory_go_with_the_value() {
        String value =
                quantity("91", "gm/L")
                        + ",\"referenceRange\":[{\"low\":{\"value\":120},\"high\":{\"value\":16,\"unit\":\"gm/dL\"}}]";
        var range =
                only(observation(loinc("718-7"), value))
                        .content()
                        .object("referenceRange")
                        .orElseThrow();

        assertThat(range.object("low").orElseThrow().text("code")).contains("g/L");
        assertThat(range.object("high").orElseThrow().text("code")).contains("g/dL");
    }

    @ParameterizedTest
    @CsvSource({
        "17856-6,4548-4",
        "59261-8,4548-4",
        "26499-4,751-8",
        "26515-7,777-3",
        "778-1,777-3",
        "49497-1,777-3",
        "34720-3,72493-0",
        "72494-8,72493-0",
        "30522-7,1988-5",
        "8331-1,8310-5",
        "61151-7,1751-7",
        "14682-9,2160-0",
        "8806-2,10230-1"
    })
    void every_method_of_an_analyte_is_that_analyte(String written, String added) {
        Resource read = only(observation(loinc(written), quantity("9", "1")));

        assertThat(read.codings())
                .contains(
                        new Coding("http://loinc.org", written),
                        new Coding("http://loinc.org", added));
    }

    /// Where both are there, the count by hand decides: it must be told from the other.
    @Test
    void a_count_by_hand_stays_a_count_by_hand() {
        Resource read = only(observation(loinc("753-4"), quantity("0.5", "K/uL")));

        assertThat(read.codings()).containsExactly(new Coding("http://loinc.org", "753-4"));
        assertThat(shown(read)).isEqualTo("0.5 10*3/uL");
    }

    @ParameterizedTest
    @CsvSource({"14957-5", "2889-4", "12841-3"})
    void a_test_of_another_thing_is_not(String code) {
        String result = observation(loinc(code), quantity("9", "mg/dL"));

        assertThat(only(result).codings()).hasSize(1);
        assertThat(ReadingTag.of(only(result).content())).isEmpty();
    }

    @Test
    void a_quantitative_hcg_is_no_pregnancy_test() {
        Resource read = only(observation(loinc("21198-7"), quantity("1240", "mIU/mL")));

        assertThat(read.codings())
                .contains(new Coding("urn:osteon:recognised", "hcg-quantitative"))
                .doesNotContain(new Coding("http://loinc.org", "2106-3"));
    }

    @ParameterizedTest
    @CsvSource({
        "Nonreactive,260385009", "NEGATIVE,260385009", "Not detected,260385009",
        "Positive,10828004", "reactive,10828004", "equivocal,82334004"
    })
    void an_answer_in_words_is_an_answer(String words, String snomed) {
        Resource read = only(observation(loinc("5196-1"), "\"valueString\":\"" + words + "\""));

        assertThat(read.content().codings("value"))
                .containsExactly(
                        new Coding(
                                "http://snomed.info/sct",
                                snomed,
                                snomed.equals("260385009")
                                        ? "Negative"
                                        : snomed.equals("10828004")
                                                ? "Positive"
                                                : "Indeterminate"));
    }

    @ParameterizedTest
    @CsvSource({"see comment", "negative control failed", "not reactive at this time?"})
    void other_words_are_none(String words) {
        Resource read = only(observation(loinc("5196-1"), "\"valueString\":\"" + words + "\""));

        assertThat(read.content().codings("value")).isEmpty();
    }

    @Test
    void parts_of_a_panel_are_results_of_their_own() {
        String panel =
                observation(
                        loinc("58410-2"),
                        "\"component\":[{\"code\":"
                                + loinc("777-3")
                                + ","
                                + quantity("9", "K/uL")
                                + "},{\"code\":"
                                + loinc("785-6")
                                + ","
                                + quantity("30", "pg")
                                + "}]");
        var read = reading(chart(panel)).chart().resources("Observation");

        assertThat(read).hasSize(2);
        assertThat(read.get(1).reference()).isEqualTo("Observation/o");
        assertThat(shown(read.get(1))).isEqualTo("9 10*3/uL");
        assertThat(read.get(1).content().text("status")).contains("final");
    }

    @Test
    void a_result_in_words_only_is_marked_and_told() {
        String result = observation("{\"text\":\"Platelet count\"}", quantity("9", "K/uL"));

        assertThat(ReadingTag.of(only(result).content())).containsExactly("by-words");
        assertThat(reading(chart(result)).foundInWords())
                .singleElement()
                .extracting(ReadChart.FoundInWords::fact)
                .isEqualTo("Platelets");
    }

    @Test
    void more_words_than_the_name_are_another_test() {
        assertThat(
                        only(observation(
                                        "{\"text\":\"Creatinine, urine\"}",
                                        quantity("90", "mg/dL")))
                                .codings())
                .isEmpty();
    }
}
