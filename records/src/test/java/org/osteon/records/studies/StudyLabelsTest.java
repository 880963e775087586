package org.osteon.records.studies;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.osteon.access.Protection;
import org.osteon.records.charts.FeedRecords;
import org.osteon.store.Attribution;
import org.osteon.store.Change;
import org.osteon.store.ChartBatch;
import org.osteon.store.KeptNote;
import org.osteon.store.ResourceId;
import org.osteon.store.intake.IntakeReport;

/// What comes in by itself hides the arm of who is in a study, whichever way it comes.
class StudyLabelsTest extends StudySite {
    private static final String INSIDE = "knee-1";
    private static final String OUTSIDE = "knee-2";

    /// A way into a chart with nobody before it who could be told.
    enum Way {
        MESSAGE {
            @Override
            void bring(StudySite site, String patient, String type, String json) {
                site.as(
                        "feed:pharmacy",
                        "interface",
                        () ->
                                new FeedRecords(site.store, CLOCK)
                                        .write(
                                                new Attribution(
                                                        "Pharmacy", CLOCK.instant(), "feed"),
                                                List.of(
                                                        new ChartBatch(
                                                                patient,
                                                                List.of(
                                                                        Change.put(
                                                                                type, "d", json)))),
                                                List.of()));
            }
        },
        IMPORT {
            @Override
            void bring(StudySite site, String patient, String type, String json) {
                IntakeReport report = new IntakeReport(_ -> {});
                site.as(
                        "dora",
                        "data-manager",
                        () -> {
                            var intake = site.records.intake("Dora", report, _ -> {});
                            intake.bundle("file", json.getBytes(StandardCharsets.UTF_8));
                            intake.finish();
                            return "";
                        });
                assertThat(report.rejected()).isZero();
            }
        },
        PROGRAM {
            @Override
            void bring(StudySite site, String patient, String type, String json) {
                var _ =
                        site.asAProgram(
                                "anna", "physician", () -> site.written(patient, type, json));
            }
        };

        abstract void bring(StudySite site, String patient, String type, String json);
    }

    private static String dose(String patient) {
        return """
        {"resourceType":"MedicationAdministration","id":"d","status":"completed",
        "subject":{"reference":"Patient/%s"},"effectiveDateTime":"2025-06-02",
        "medicationCodeableConcept":{"text":"triamcinolone"}}
        """
                .formatted(patient);
    }

    private static String result(String patient) {
        return """
        {"resourceType":"Observation","id":"d","status":"final",
        "subject":{"reference":"Patient/%s"},"code":{"text":"CRP"}}
        """
                .formatted(patient);
    }

    private void study(boolean over) {
        step(StudyState.Step.ACTIVATE);
        enrol(KneePerson.usual(1));
        put(KneePerson.usual(2));
        var study = study();
        as(
                "ruth",
                "research",
                () -> {
                    studies.tell(study, "olga", true, "Ruth");
                    return "";
                });
        if (over) {
            step(StudyState.Step.LOCK);
            step(StudyState.Step.UNBLIND);
        }
    }

    private String kept(String patient, String type) {
        return store.read(patient, new ResourceId(type, "d")).orElseThrow().json();
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void a_dose_that_comes_by_itself_is_hidden_from_who_is_blind(Way way) {
        study(false);
        way.bring(this, INSIDE, "MedicationAdministration", dose(INSIDE));

        assertThat(kept(INSIDE, "MedicationAdministration"))
                .contains(Protection.BLIND)
                .contains(COMPARATORS);
        assertThat(seen("anna", INSIDE)).doesNotContain("MedicationAdministration/d");
        assertThat(seen("olga", INSIDE)).contains("MedicationAdministration/d");
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void what_tells_no_arm_and_who_is_in_no_study_is_kept_as_it_came(Way way) {
        study(false);
        way.bring(this, INSIDE, "Observation", result(INSIDE));
        way.bring(this, OUTSIDE, "MedicationAdministration", dose(OUTSIDE));

        assertThat(kept(INSIDE, "Observation")).doesNotContain(Protection.BLIND);
        assertThat(kept(OUTSIDE, "MedicationAdministration")).isEqualTo(dose(OUTSIDE));
        assertThat(seen("anna", OUTSIDE)).contains("MedicationAdministration/d");
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void once_everybody_may_know_nothing_more_is_hidden(Way way) {
        study(true);
        way.bring(this, INSIDE, "MedicationAdministration", dose(INSIDE));
        assertThat(kept(INSIDE, "MedicationAdministration")).doesNotContain(Protection.BLIND);
    }

    @Test
    void the_same_dose_again_makes_no_further_version() {
        study(false);
        Way.MESSAGE.bring(this, INSIDE, "MedicationAdministration", dose(INSIDE));
        Way.IMPORT.bring(this, INSIDE, "MedicationAdministration", dose(INSIDE));
        assertThat(store.read(INSIDE, new ResourceId("MedicationAdministration", "d")))
                .get()
                .satisfies(one -> assertThat(one.version()).isEqualTo(1));
    }

    private static String medicine(String concept, String more) {
        return """
        {"resourceType":"MedicationAdministration","id":"d","status":"completed",
        "subject":{"reference":"Patient/%s"},"effectiveDateTime":"2025-06-02",
        "medicationCodeableConcept":{%s}%s}
        """
                .formatted(INSIDE, concept, more);
    }

    private static String atc(String code) {
        return "{\"system\":\"http://www.whocc.no/atc\",\"code\":\"" + code + "\"}";
    }

    private static final String PARACETAMOL = "\"coding\":[" + atc("N02BE01") + "]";

    @ParameterizedTest
    @EnumSource(Way.class)
    void a_medicine_that_the_study_knows_to_tell_nothing_is_seen(Way way) {
        study(false);
        way.bring(
                this,
                INSIDE,
                "MedicationAdministration",
                medicine(PARACETAMOL, ",\"dosage\":{\"dose\":{\"value\":1,\"unit\":\"g\"}}"));

        assertThat(kept(INSIDE, "MedicationAdministration")).doesNotContain(Protection.BLIND);
        assertThat(seen("anna", INSIDE)).contains("MedicationAdministration/d");
    }

    /// Codes that recognition takes for it, and what lies below a code, are it, too.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"system\":\"http://www.nlm.nih.gov/research/umls/rxnorm\",\"code\":\"161\"}",
                "{\"system\":\"http://www.whocc.no/atc\",\"code\":\"B01AF02\"}",
                "{\"system\":\"http://www.whocc.no/atc\",\"code\":\"N02BE01\"},{\"system\":\"urn:example:formulary\",\"code\":\"4711\"}"
            })
    void so_is_it_in_other_codes(String codings) {
        study(false);
        Way.MESSAGE.bring(
                this,
                INSIDE,
                "MedicationAdministration",
                medicine("\"coding\":[" + codings + "]", ""));

        assertThat(seen("anna", INSIDE)).contains("MedicationAdministration/d");
    }

    /// What is not certain to tell nothing is hidden: by another code, words, or what it names.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"text\":\"paracetamol\"",
                "\"coding\":[{\"code\":\"N02BE01\"}]",
                "\"coding\":[{\"system\":\"urn:example:formulary\",\"code\":\"4711\"}]",
                "\"coding\":[{\"system\":\"http://www.whocc.no/atc\",\"code\":\"H02AB08\"}]",
                "\"coding\":[{\"system\":\"http://www.whocc.no/atc\",\"code\":\"N02BE01\"},{\"system\":\"http://www.whocc.no/atc\",\"code\":\"H02AB08\"}]",
                ",\"note\":[{\"text\":\"with 40 mg triamcinolone\"}]",
                ",\"text\":{\"status\":\"generated\",\"div\":\"<div>steroid</div>\"}",
                ",\"dosage\":{\"text\":\"into the knee, as the study says\"}",
                ",\"reasonCode\":[{\"text\":\"flare after the steroid\"}]",
                ",\"extension\":[{\"url\":\"urn:example:x\",\"valueString\":\"steroid\"}]",
                ",\"device\":[{\"reference\":\"Device/kit\"}]",
                ",\"request\":{\"reference\":\"MedicationRequest/not-here\"}",
                ",\"contained\":[{\"resourceType\":\"Procedure\",\"id\":\"p\"}]"
            })
    void what_is_not_certain_to_tell_nothing_is_hidden(String said) {
        study(false);
        String dose = said.startsWith(",") ? medicine(PARACETAMOL, said) : medicine(said, "");
        Way.MESSAGE.bring(this, INSIDE, "MedicationAdministration", dose);

        assertThat(kept(INSIDE, "MedicationAdministration")).contains(Protection.BLIND);
        assertThat(seen("anna", INSIDE)).doesNotContain("MedicationAdministration/d");
        assertThat(seen("olga", INSIDE)).contains("MedicationAdministration/d");
    }

    private static String specimen(String code) {
        return """
        {"resourceType":"Specimen","id":"s","subject":{"reference":"Patient/%s"},
        "type":{"coding":[{"system":"http://snomed.info/sct","code":"%s"}]}}
        """
                .formatted(INSIDE, code);
    }

    private static String resultOf(String reference) {
        return """
        {"resourceType":"Observation","id":"d","status":"final",
        "subject":{"reference":"Patient/%s"},"code":{"text":"cells"},%s}
        """
                .formatted(INSIDE, reference);
    }

    private static final String OF_A_SPECIMEN =
            resultOf("\"specimen\":{\"reference\":\"Specimen/s\"}");

    @ParameterizedTest
    @EnumSource(Way.class)
    void a_result_of_nobody_knows_what_is_hidden(Way way) {
        study(false);
        way.bring(this, INSIDE, "Observation", OF_A_SPECIMEN);
        assertThat(seen("anna", INSIDE)).doesNotContain("Observation/d");
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void a_result_of_blood_is_not_hidden(Way way) {
        study(false);
        put(INSIDE, "Specimen", "s", specimen("119297000"));
        way.bring(this, INSIDE, "Observation", OF_A_SPECIMEN);
        assertThat(seen("anna", INSIDE)).contains("Observation/d");
    }

    @Test
    void what_is_made_of_a_hidden_resource_is_hidden_however_far_and_whatever_comes_first() {
        study(false);
        as(
                "feed:x",
                "interface",
                () ->
                        new FeedRecords(store, CLOCK)
                                .write(
                                        new Attribution("X", CLOCK.instant(), "feed"),
                                        List.of(
                                                new ChartBatch(
                                                        INSIDE,
                                                        List.of(
                                                                Change.put(
                                                                        "DiagnosticReport",
                                                                        "r",
                                                                        """
                                                                        {"resourceType":"DiagnosticReport","id":"r","status":"final","code":{"text":"x"},
                                                                        "subject":{"reference":"Patient/knee-1"},"result":[{"reference":"Observation/d"}]}
                                                                        """),
                                                                Change.put(
                                                                        "Observation",
                                                                        "d",
                                                                        resultOf(
                                                                                "\"partOf\":[{\"reference\":\"Procedure/p\"}]")),
                                                                Change.put(
                                                                        "Procedure",
                                                                        "p",
                                                                        """
                                                                        {"resourceType":"Procedure","id":"p","status":"completed",
                                                                        "subject":{"reference":"Patient/knee-1"},"code":{"text":"injection"}}
                                                                        """)))),
                                        List.of()));

        assertThat(seen("anna", INSIDE))
                .doesNotContain("Procedure/p", "Observation/d", "DiagnosticReport/r");
        assertThat(seen("olga", INSIDE))
                .contains("Procedure/p", "Observation/d", "DiagnosticReport/r");
    }

    @Test
    void what_was_ordered_hides_no_result() {
        study(false);
        Way.MESSAGE.bring(
                this,
                INSIDE,
                "Observation",
                resultOf("\"basedOn\":[{\"reference\":\"ServiceRequest/blood-count\"}]"));
        assertThat(seen("anna", INSIDE)).contains("Observation/d");
    }

    @Test
    void
            what_somebody_blind_writes_at_a_page_stays_theirs_and_what_their_program_writes_does_not() {
        study(false);
        as("anna", "physician", () -> written(INSIDE, "MedicationAdministration", dose(INSIDE)));
        assertThat(seen("anna", INSIDE)).contains("MedicationAdministration/d");

        asAProgram(
                "anna",
                "physician",
                () ->
                        written(
                                INSIDE,
                                "MedicationAdministration",
                                dose(INSIDE).replace("triamcinolone", "triamcinolone 40 mg")));
        assertThat(seen("anna", INSIDE)).doesNotContain("MedicationAdministration/d");
    }

    @Test
    void who_is_told_hides_the_treatment_and_not_a_medicine_that_tells_nothing() {
        study(false);
        as(
                "olga",
                "operator",
                () -> written(INSIDE, "MedicationAdministration", medicine(PARACETAMOL, "")));
        assertThat(seen("anna", INSIDE)).contains("MedicationAdministration/d");
        as("olga", "operator", () -> written(INSIDE, "MedicationAdministration", dose(INSIDE)));
        assertThat(seen("anna", INSIDE)).doesNotContain("MedicationAdministration/d");
    }

    /// What was kept when the study hid other things follows it.
    @Test
    void an_amended_study_hides_what_it_says_now() {
        study(false);
        String note = COMPARATORS + " olga";
        store.keep(
                "study-told",
                new KeptNote(
                        note,
                        "{\"account\":\"olga\",\"study\":\"%s\",\"hides\":[\"Observation\"]}"
                                .formatted(COMPARATORS)));
        Way.MESSAGE.bring(this, INSIDE, "Observation", result(INSIDE));
        assertThat(seen("anna", INSIDE)).doesNotContain("Observation/d");

        KeptNote state = store.kept("study", COMPARATORS).orElseThrow();
        String digest = study().digest();
        store.keep("study", new KeptNote(state.id(), state.json().replace(digest, "before")));
        as(
                "anna",
                "physician",
                () -> {
                    studies.amend(study(), "Anna");
                    return "";
                });

        assertThat(store.kept("study-told", note).orElseThrow().json())
                .contains("Procedure", "N02BE01")
                .doesNotContain("\"Observation\"");
    }

    private List<String> seen(String who, String patient) {
        return as(
                who,
                "physician",
                () ->
                        records.chart(patient).stream()
                                .flatMap(one -> one.resources().stream())
                                .map(one -> one.resource().toString())
                                .toList());
    }
}
