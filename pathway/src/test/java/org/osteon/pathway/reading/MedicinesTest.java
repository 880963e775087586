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

/// X3: medicines by code, class, brand and stem (chart dictionary 3.1(15), 3.7, 3.8).
class MedicinesTest {
    private static final String RXNORM = "http://www.nlm.nih.gov/research/umls/rxnorm";

    private static String taken(String concept) {
        return """
        {"resourceType":"MedicationRequest","id":"m","status":"active","intent":"order",
         "medicationCodeableConcept":%s}\
        """
                .formatted(concept)
                .replace("\n", "");
    }

    private static String named(String text) {
        return taken("{\"text\":\"" + text + "\"}");
    }

    private static List<String> codes(String resource) {
        return only(resource).codings().stream().map(Coding::code).toList();
    }

    private static List<String> tags(String resource) {
        return ReadingTag.of(only(resource).content());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    zoledronic acid (ZOMETA) 4 mg/100 mL IVPB | M05BA08
                    ZOLEDRONATE                                | M05BA08
                    Prolia                                     | M05BX04
                    denosumab-bbdz 60 mg/mL                    | M05BX04
                    apixaban (ELIQUIS) 5 mg tablet             | B01AF02
                    Coumadin 2 mg                              | B01AA03
                    nadroparin                                 | B01AB
                    clopidogrel 75 mg                          | B01AC04
                    ibuprofen 600 mg tablet                    | M01AE01
                    prednisone 10 mg                           | H02AB07
                    letermovir 480 mg                          | J05AX18
                    empagliflozin 10 mg                        | A10BK
                    Avastin                                    | L01FG01
                    Afinitor                                   | L01EG02
                    Zaltrap                                    | L01XX44
                    methotrexate 15 mg weekly                  | L04AX03
                    """)
    void a_name_decides(String text, String code) {
        assertThat(codes(named(text))).contains(code);
        assertThat(tags(named(text))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "diclofenac 1 % gel,M02AA,M01AB05",
        "bevacizumab intravitreal,S01LA,L01FG01",
        "hydrocortisone cream,,H02AB09",
        "dexamethasone ophthalmic drops,,H02AB02",
        "mesalamine (5-ASA),,B01AC06",
        "atorvastatin calcium 20 mg,,A12AA04"
    })
    void a_form_or_word_makes_it_another_medicine(String text, String is, String isNot) {
        assertThat(codes(named(text))).doesNotContain(isNot);
        if (is != null) {
            assertThat(codes(named(text))).contains(is);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "Prolia 60 mg/mL,993452,1046398",
        "Xgeva,1046398,993452",
        "denosumab-bbdz 60 mg/mL,993452,1046398",
        "denosumab 70 mg/mL,1046398,993452",
        "denosumab 120 mg,1046398,993452",
        "zoledronic acid 4 mg/5 mL,zoledronic-acid-4mg,705824",
        "zoledronic acid 5 mg/100 mL,705824,zoledronic-acid-4mg",
        "Reclast,705824,zoledronic-acid-4mg"
    })
    void brand_then_amount_tell_the_product(String text, String product, String other) {
        assertThat(codes(named(text))).contains(product).doesNotContain(other);
    }

    @Test
    void without_brand_and_amount_the_product_is_not_known() {
        assertThat(codes(named("denosumab")))
                .contains("M05BX04")
                .doesNotContain("993452", "1046398");
    }

    @Test
    void a_brand_and_a_product_code_that_contradict_each_other_both_stand() {
        String order =
                taken(
                        "{\"coding\":[{\"system\":\""
                                + RXNORM
                                + "\",\"code\":\"1046398\"}],\"text\":\"Prolia\"}");

        assertThat(codes(order)).contains("993452", "1046398");
    }

    @Test
    void a_product_code_of_rxnorm_brings_the_class() {
        assertThat(
                        codes(
                                taken(
                                        "{\"coding\":[{\"system\":\""
                                                + RXNORM
                                                + "\",\"code\":\"855332\"}]}")))
                .contains("B01AA03", "11289");
    }

    @Test
    void a_class_code_that_is_there_decides_the_class() {
        String drops =
                taken(
                        "{\"coding\":[{\"system\":\"http://www.whocc.no/atc\",\"code\":\"S01BA01\"}],\"text\":\"Dexamethasone\"}");

        assertThat(codes(drops)).containsExactly("S01BA01");
    }

    @Test
    void an_ordinary_medicine_of_a_listed_system_is_known_and_silent() {
        String amlodipine =
                taken("{\"coding\":[{\"system\":\"" + RXNORM + "\",\"code\":\"17767\"}]}");

        assertThat(tags(amlodipine)).isEmpty();
        assertThat(reading(chart(amlodipine)).notUnderstood()).isEmpty();
    }

    @Test
    void an_active_medicine_that_nobody_knows_is_named() {
        assertThat(tags(named("Study drug QX-114"))).containsExactly("not-recognised");
        assertThat(reading(chart(named("Study drug QX-114"))).notUnderstood())
                .singleElement()
                .extracting(ReadChart.NotUnderstood::text)
                .asString()
                .startsWith("Study drug QX-114");
    }

    @Test
    void a_stem_of_a_class_that_matters_is_said() {
        assertThat(tags(named("neridronic acid 100 mg")))
                .containsExactly("suggests-bisphosphonate", "not-recognised");
        assertThat(tags(named("betrixaban 80 mg")))
                .containsExactly("suggests-antithrombotic", "not-recognised");
    }

    @Test
    void what_was_stopped_is_not_named() {
        assertThat(tags(named("Study drug QX-114").replace("active", "stopped"))).isEmpty();
    }

    @Test
    void the_instruction_names_it_too() {
        String order =
                named("study")
                        .replace(
                                "}}",
                                "},\"dosageInstruction\":[{\"text\":\"apixaban 5 mg twice a"
                                        + " day\"}]}");

        assertThat(codes(order)).contains("B01AF02");
    }
}
