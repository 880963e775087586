package org.osteon.pathway.reading;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osteon.chart.Coding;
import org.osteon.chart.Resource;

/// X1, X3: what a clinician sees at a glance in charts as hospitals export them arrives at the
/// rules.
class ExportsTest {

    private static Resource read(String export, String reference) {
        return Delivered.reading(Delivered.export(export))
                .chart()
                .resource(reference)
                .orElseThrow();
    }

    private static List<String> codes(String export, String reference) {
        return read(export, reference).codings().stream().map(Coding::code).toList();
    }

    private static List<String> facts(String export) {
        return Delivered.reading(Delivered.export(export)).foundInWords().stream()
                .map(ReadChart.FoundInWords::fact)
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"bma-epic-breast", "bma-epic-breast-v2", "bma-epic-breast-v3"})
    void breast_cancer_with_bone_metastases_on_zoledronic_acid(String export) {
        for (String dose : List.of("ma020", "ma021", "ma022")) {
            assertThat(codes(export, "MedicationAdministration/" + dose))
                    .contains("M05BA08", "77655", "zoledronic-acid-4mg");
        }
        assertThat(codes(export, "MedicationRequest/rx023")).contains("M05BA08");
        assertThat(codes(export, "Observation/o011")).contains("1751-7");
        assertThat(Delivered.shown(read(export, "Observation/o013"))).isEqualTo("69.85322498 kg");
        assertThat(Delivered.shown(read(export, "Observation/o015"))).isEqualTo("162.56 cm");
        assertThat(facts(export)).contains("a dental examination");
    }

    @Test
    void spinal_fusion_with_a_growth_factor_in_a_patient_allergic_to_its_carrier() {
        String export = "gfd-cerner-fusion";

        assertThat(read(export, "ServiceRequest/srgf2").content().codings("orderDetail"))
                .extracting(Coding::code)
                .containsExactly("product-rhbmp2-acs", "approach-alif", "indication-lumbar-fusion");
        assertThat(codes(export, "AllergyIntolerance/alg1")).contains("allergen-bovine-collagen");
        assertThat(codes(export, "Observation/o297"))
                .contains("hcg-quantitative")
                .doesNotContain("2118-8");
    }

    @ParameterizedTest
    @ValueSource(strings = {"hct-cerner-auto-day16", "hct-cerner-auto-day16-v2"})
    void counts_after_an_autologous_transplant(String export) {
        var results = Delivered.reading(Delivered.export(export)).chart().resources("Observation");

        assertThat(results)
                .filteredOn(result -> result.label().startsWith("Neutrophils"))
                .hasSize(13)
                .allMatch(result -> Delivered.shown(result).endsWith(" 10*3/uL"));
        assertThat(results)
                .filteredOn(result -> result.label().equals("Platelet"))
                .hasSize(15)
                .allMatch(result -> Delivered.shown(result).endsWith(" 10*3/uL"));
        assertThat(codes(export, "Procedure/p171")).contains("platelet-transfusion");
    }

    @ParameterizedTest
    @ValueSource(strings = {"hct-epic-gvhd", "hct-epic-gvhd-v2"})
    void graft_versus_host_disease_and_a_rising_virus(String export) {
        assertThat(codes(export, "Observation/o183")).contains("72493-0");
        assertThat(codes(export, "Observation/o181")).contains("agvhd-stool-volume");
        assertThat(Delivered.shown(read(export, "Observation/o181"))).isEqualTo("800 mL/d");
        assertThat(codes(export, "Condition/c175")).contains("D89.810");
        assertThat(facts(export))
                .contains(
                        "acute graft-versus-host disease and its grade",
                        "rash in acute graft-versus-host disease");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ioi-epic-sif", "ioi-epic-sif-v2"})
    void an_insufficiency_fracture_in_a_patient_on_warfarin(String export) {
        Resource order = read(export, "ServiceRequest/srio");

        assertThat(order.codings()).extracting(Coding::code).contains("intraosseous-injection");
        assertThat(order.content().codings("bodySite"))
                .extracting(Coding::code)
                .contains("6757004");
        assertThat(order.content().codings("orderDetail"))
                .extracting(Coding::code)
                .contains("product-prp", "guidance-fluoroscopy");
        assertThat(ReadingTag.of(order.content()).contains(ReadingTag.BY_WORDS))
                .isEqualTo(export.equals("ioi-epic-sif"));
        assertThat(codes(export, "Condition/c242")).contains("subchondral-insufficiency-fracture");
        assertThat(codes(export, "MedicationRequest/rx252")).contains("B01AA03");
        assertThat(codes(export, "Observation/o256")).contains("72514-3");
        assertThat(facts(export))
                .contains("MOAKS grade of a bone marrow lesion", "Kellgren-Lawrence grade");
    }

    @ParameterizedTest
    @ValueSource(strings = {"mki-epic-oa-candidate", "mki-epic-oa-candidate-v2"})
    void a_candidate_for_the_knee_on_apixaban(String export) {
        Resource order = read(export, "ServiceRequest/srbmac");

        assertThat(order.codings()).extracting(Coding::code).contains("marrow-knee-injection");
        assertThat(ReadingTag.of(order.content()).contains(ReadingTag.BY_WORDS))
                .isEqualTo(export.equals("mki-epic-oa-candidate"));
        assertThat(codes(export, "MedicationRequest/rx214")).contains("B01AF02");
        assertThat(codes(export, "MedicationRequest/rx219")).contains("M01AE01");
        assertThat(codes(export, "Observation/o197")).contains("4548-4");
        assertThat(Delivered.shown(read(export, "Observation/o209"))).startsWith("36.77");
        assertThat(codes(export, "Procedure/p221")).contains("conservative-exercise");
        assertThat(codes(export, "Procedure/p223")).contains("steroid-injection");
        assertThat(facts(export)).contains("consent", "Kellgren-Lawrence grade");
    }

    @Test
    void nothing_in_them_is_passed_over_in_silence() {
        for (String export : Delivered.exports()) {
            assertThat(Delivered.reading(Delivered.export(export)).notUnderstood())
                    .as(export)
                    .isEmpty();
        }
    }
}
