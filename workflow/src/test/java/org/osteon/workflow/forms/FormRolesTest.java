package org.osteon.workflow.forms;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Who fills in a form: the column *who* of the table of forms (records, 2; short for the roles as
/// there). A form may name more.
class FormRolesTest {
    private static final Map<String, String> ROLES =
            Map.ofEntries(
                    Map.entry("n", "nurse"),
                    Map.entry("ph", "pharmacist"),
                    Map.entry("md", "physician"),
                    Map.entry("co", "coordinator"),
                    Map.entry("cl", "cell-laboratory"),
                    Map.entry("op", "operator"),
                    Map.entry("as", "assessor"),
                    Map.entry("rs", "research"),
                    Map.entry("dm", "data-manager"),
                    Map.entry("pt", "patient"),
                    Map.entry("out", "outside"));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    A1  | visit-note          | n md
                    A2  | contact-call        | n md co
                    A4  | allergies           | n ph md
                    A5  | medicines           | n ph md
                    A6  | pregnancy           | n md
                    A7  | typed-result        | n md
                    A8  | adverse-event       | n ph md co cl op as
                    A9  | vital-status        | co md dm
                    A10 | consent             | md
                    A11 | consent-withdrawn   | n ph md co cl op as rs
                    B1  | pre-dose-check      | n
                    B2  | dental-request      | n md
                    B3  | dental-answer       | out n
                    B6  | reaction            | n md pt
                    B7  | skeletal-event      | md dm
                    B8  | pain                | n pt
                    B9  | jaw-staging         | md
                    B10 | lasting-answers     | md ph
                    B11 | stop-plan           | md
                    T1  | transplant-plan     | md co
                    T2  | work-up             | co md
                    T3  | hct-ci              | md
                    T4  | donor-clearance     | md
                    T5  | mobilisation        | n cl
                    T6  | collection          | cl
                    T7  | product-receipt     | cl
                    T8  | conditioning-given  | n
                    T9  | infusion-checklist  | n md
                    T10 | daily               | n
                    T11 | agvhd               | md
                    T12 | cgvhd               | md
                    T13 | steroid-start       | md
                    T14 | sos                 | md
                    T15 | chimerism           | cl md
                    T16 | transfusion         | n
                    T17 | infection           | md
                    T18 | recovery-review     | md
                    T19 | relapse             | md
                    T20 | day-100             | md dm
                    T21 | late-effects        | md co
                    T22 | vaccination         | n
                    T23 | move-day-0          | co md
                    T24 | tma                 | md
                    O1  | history             | pt n
                    O2  | candidacy-knee      | md
                    O3  | candidacy-bone      | md
                    O4  | candidacy-growth    | md
                    O5  | joint-examination   | md as
                    O6  | imaging-reading     | md as
                    O7  | nuss                | md
                    O9  | sedation-check      | n md
                    O10 | product-record      | cl op
                    O11 | product-release     | cl md
                    O12 | procedure-record    | op
                    O13 | observation-after   | n
                    O14 | aftercare           | n md
                    O15 | symptom-check-in    | pt n
                    O16 | red-flag-closure    | n md
                    O17 | gvhd-watch          | pt n
                    O18 | prom-schedule       | co rs
                    O19 | re-intervention     | md dm
                    O20 | implant-record      | op
                    """)
    void a_form_is_filled_in_by_those_whom_the_specification_names(
            String id, String form, String who) {
        List<String> named =
                List.of(who.split(" ")).stream().map(ROLES::get).map(String::toString).toList();
        assertThat(DeliveredForms.FORMS.form(form).orElseThrow().roles()).as(id).containsAll(named);
    }
}
