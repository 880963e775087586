package org.osteon.records.studies;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.osteon.access.Protection;
import org.osteon.records.charts.FeedRecords;
import org.osteon.store.Attribution;
import org.osteon.store.Change;
import org.osteon.store.ChartBatch;
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
