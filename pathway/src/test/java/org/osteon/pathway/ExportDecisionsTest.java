package org.osteon.pathway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.osteon.chart.ChartReader;
import org.osteon.chart.ChartReading;

/// What a clinician sees at a glance in charts as hospitals export them is what the assessment says
/// (X3); what stands in words only is asked for, and never a yes. The sentences beside the charts
/// (`NAME.expected.txt`) say what that is.
class ExportDecisionsTest {
    private static final LocalDate DAY = LocalDate.of(2026, 11, 20);
    private static final Path EXPORTS = Path.of("src/test/resources/exports");

    private static Assessment assessed(String pathway, String export) {
        return assessed(pathway, export, UnaryOperator.identity());
    }

    private static Assessment assessed(
            String pathway, String export, UnaryOperator<String> change) {
        try {
            String text = Files.readString(EXPORTS.resolve(export + ".json"));
            byte[] json = change.apply(text).getBytes(StandardCharsets.UTF_8);
            return Knowledge.BASE
                    .pathway(pathway)
                    .orElseThrow()
                    .assess(((ChartReading.Read) ChartReader.bundle(json)).chart(), DAY);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> alerts(Assessment assessment) {
        return assessment.alerts().stream().map(Alert::code).toList();
    }

    private static Criterion criterion(Assessment assessment, String id) {
        return assessment.criteria().stream()
                .filter(one -> one.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> open(Assessment assessment) {
        return assessment.criteria().stream()
                .filter(one -> one.verdict() instanceof Verdict.Undetermined)
                .map(Criterion::id)
                .toList();
    }

    private static String verdict(Assessment assessment, String id) {
        return criterion(assessment, id).verdict().word();
    }

    @ParameterizedTest
    @ValueSource(strings = {"bma-epic-breast", "bma-epic-breast-v2", "bma-epic-breast-v3"})
    void zoledronic_acid_is_held_because_creatinine_rose_by_half_a_milligram(String export) {
        Assessment assessment = assessed("bone-modifying-agents", export);

        assertThat(assessment.decision()).contains("HOLD");
        assertThat(alerts(assessment))
                .containsExactly(
                        "REN-DETERIORATION", "DENT-EXAM-OVERDUE", "REN-BAND-DRIFT", "SUPP-MISSING");
        assertThat(criterion(assessment, "kidney-change").summary()).contains("up 0.6 mg/dL");
        assertThat(criterion(assessment, "indication").summary()).contains("solid tumour");
        assertThat(criterion(assessment, "recording").summary()).contains("27 October 2026");
        assertThat(assessment.results())
                .containsEntry("agent", "zoledronic-acid")
                .containsEntry("phase", "ON_TREATMENT");
        assertThat(String.valueOf(assessment.results().get("treatmentDate")))
                .isEqualTo("2026-11-24");
        assertThat(open(assessment)).isEmpty();
    }

    @Test
    void rhbmp_2_is_contraindicated_in_pregnancy_and_with_an_allergy_to_bovine_collagen() {
        Assessment assessment = assessed("growth-factor-delivery", "gfd-cerner-fusion");

        assertThat(assessment.decision()).contains("INELIGIBLE");
        assertThat(alerts(assessment)).contains("GF-C1", "GF-C4", "GF-S1", "GF-W1");
        assertThat(criterion(assessment, "pregnancy").verdict()).isInstanceOf(Verdict.NotMet.class);
        assertThat(criterion(assessment, "pregnancy").evidence())
                .extracting(Evidence::reference)
                .containsExactly("Observation/o297");
        assertThat(criterion(assessment, "product-allergy").verdict())
                .isInstanceOf(Verdict.NotMet.class);
        assertThat(assessment.results()).containsEntry("indication", "LUMBAR_FUSION");
        assertThat(open(assessment))
                .containsExactly(
                        "mandatory",
                        "lumbar-fusion",
                        "tumour",
                        "maturity",
                        "site-infection",
                        "nicotine");
    }

    @ParameterizedTest
    @CsvSource({"25, not-met", "24.9, not-required"})
    void a_number_of_hcg_says_yes_from_the_cut_off_of_a_test_on_and_never_no(
            String number, String verdict) {
        Assessment assessment =
                assessed(
                        "growth-factor-delivery",
                        "gfd-cerner-fusion",
                        text -> {
                            assertThat(text).contains("1240");
                            return text.replace("1240", number);
                        });
        assertThat(verdict(assessment, "pregnancy")).isEqualTo(verdict);
    }

    @ParameterizedTest
    @ValueSource(strings = {"hct-cerner-auto-day16", "hct-cerner-auto-day16-v2"})
    void an_autologous_graft_took_on_day_12_with_platelets_from_day_10(String export) {
        Assessment assessment = assessed("marrow-transplant", export);

        assertThat(assessment.decision()).contains("FOLLOW_UP");
        assertThat(alerts(assessment)).isEmpty();
        assertThat(assessment.results())
                .containsEntry("transplantType", "AUTOLOGOUS")
                .containsEntry("transplantDay", 16);
        assertThat(String.valueOf(assessment.results().get("neutrophilEngraftmentDate")))
                .isEqualTo("2026-11-16");
        assertThat(criterion(assessment, "neutrophils").summary()).contains("day +12");
        assertThat(criterion(assessment, "platelets").summary()).contains("day +10");
        assertThat(open(assessment)).containsExactly("transfusion");
    }

    @ParameterizedTest
    @ValueSource(strings = {"hct-epic-gvhd", "hct-epic-gvhd-v2"})
    void a_rising_virus_is_to_be_treated_and_a_rash_in_a_note_is_asked_for(String export) {
        Assessment assessment = assessed("marrow-transplant", export);

        assertThat(assessment.decision()).contains("REVIEW");
        assertThat(alerts(assessment)).containsExactly("CMV-TREAT");
        assertThat(criterion(assessment, "cmv").summary()).contains("2300 IU/mL");
        assertThat(verdict(assessment, "acute-gvhd")).isEqualTo("undetermined");
        assertThat(criterion(assessment, "acute-gvhd").verdict().missing().toString())
                .contains("rash");
        assertThat(assessment.results())
                .containsEntry("transplantType", "ALLOGENEIC")
                .containsEntry("transplantDay", 45);
        assertThat(open(assessment))
                .containsExactly("neutrophils", "platelets", "graft", "chimerism", "acute-gvhd");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ioi-epic-sif", "ioi-epic-sif-v2"})
    void plasma_into_the_bone_waits_for_the_bleeding_risk_under_warfarin(String export) {
        Assessment assessment = assessed("intraosseous-injection", export);

        assertThat(assessment.decision()).contains("INCOMPLETE");
        assertThat(alerts(assessment)).contains("IO-D1", "IO-B1", "IO-P3", "IO-X6");
        assertThat(criterion(assessment, "bleeding").summary())
                .contains("INR 2.6", "without a plan to hold it");
        assertThat(verdict(assessment, "bleeding")).isEqualTo("undetermined");
        assertThat(assessment.results())
                .containsEntry("indication", "BML_SIF")
                .containsEntry("antithrombotics", List.of("warfarin"));
        assertThat(open(assessment))
                .contains("mandatory", "insufficiency-fracture", "vitamin-d", "malignancy");
    }

    @ParameterizedTest
    @ValueSource(strings = {"mki-epic-oa-candidate", "mki-epic-oa-candidate-v2"})
    void marrow_into_the_knee_needs_a_plan_to_hold_apixaban_and_a_consent(String export) {
        Assessment assessment = assessed("marrow-knee-injection", export);

        assertThat(assessment.decision()).contains("INCOMPLETE");
        assertThat(alerts(assessment)).contains("BK-D1", "BK-I2", "BK-X9", "CG-1");
        assertThat(criterion(assessment, "bleeding").summary())
                .contains("anticoagulant without a plan to hold it");
        assertThat(verdict(assessment, "bleeding")).isEqualTo("not-met");
        assertThat(verdict(assessment, "grade")).isEqualTo("undetermined");
        assertThat(criterion(assessment, "pain").summary()).contains("Pain 7 of 10");
        assertThat(criterion(assessment, "diabetes").summary()).contains("HbA1c 7.1 %");
        assertThat(criterion(assessment, "platelets").summary()).contains("230");
        assertThat(criterion(assessment, "recent-injection").summary()).contains("227 days");
        assertThat(criterion(assessment, "conservative-care").summary())
                .contains("exercise", "anti-inflammatory tablets", "a steroid injection");
        assertThat(assessment.results())
                .containsEntry("indication", "OA")
                .containsEntry("antithrombotics", List.of("apixaban"));
    }
}
