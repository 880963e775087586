package org.osteon.app.http.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.osteon.store.AuditEntry;
import org.osteon.store.StoredResource;
import org.osteon.workflow.FhirEdit;

/// Plan, release, hold, override, record: without JavaScript, kept as FHIR with author and reason
/// (C5, C6, X1, X7).
class DaysWorkTest {
    private static final String PATIENT = "/patients/idle";

    private RunningPages pages;
    private Browsing pharmacist;

    @BeforeEach
    void start() {
        pages = RunningPages.start(0).withWard();
        pharmacist = new Browsing(pages);
    }

    @AfterEach
    void stop() {
        pages.close();
    }

    private Browsing.Seen plan(String patient, Map<String, String> fields) {
        Browsing.Seen form = pharmacist.open(patient + "/plan?pathway=iron-infusion");
        return pharmacist.send(form, patient + "/plan", fields);
    }

    private static Map<String, String> order() {
        return Map.of(
                "pathway", "iron-infusion",
                "option", "ferric-one",
                "date", "2025-06-02",
                "product", "vial-500",
                "diluent", "saline",
                "minutes", "30",
                "person", "A. Example");
    }

    private ObjectNode stored(String chart, String type) {
        return FhirEdit.read(newest(chart, type).json());
    }

    private StoredResource newest(String chart, String type) {
        return pages.store().history(chart, 0, 100).stream()
                .filter(version -> version.resource().type().equals(type))
                .findFirst()
                .orElseThrow();
    }

    private String action(String patient, String action) {
        return patient
                + "/orders/MedicationRequest/"
                + stored(patient.substring(10), "MedicationRequest").path("id").asText("")
                + "/"
                + action;
    }

    @Test
    void planning_shows_the_answer_before_anything_is_kept() {
        Browsing.Seen answer =
                pharmacist.open(
                        PATIENT
                                + "/plan?pathway=iron-infusion&option=ferric-one&date=2025-06-02&dose=1200");

        assertThat(answer.text())
                .contains("If it is planned like this Hold")
                .contains("1200 mg ordered, at most 1000 mg at once");
        assertThat(pages.store().history("idle", 0, 100))
                .noneMatch(version -> version.resource().type().equals("MedicationRequest"));
    }

    @Test
    void a_planned_dose_is_a_draft_order_in_the_chart() {
        Browsing.Seen sheet = plan(PATIENT, order());

        assertThat(sheet.path()).isEqualTo(PATIENT);
        assertThat(sheet.text()).contains("Planned: Ferric one", "Give", "Vial of 500 mg");
        ObjectNode draft = stored("idle", "MedicationRequest");
        assertThat(draft.path("status").asText("")).isEqualTo("draft");
        assertThat(draft.path("subject").path("reference").asText("")).isEqualTo("Patient/idle");
        assertThat(draft.at("/dosageInstruction/0/timing/event/0").asText(""))
                .isEqualTo("2025-06-02");
        assertThat(draft.at("/dosageInstruction/0/timing/repeat/duration").asInt(0)).isEqualTo(30);
        assertThat(draft.at("/dosageInstruction/0/timing/repeat/durationUnit").asText(""))
                .isEqualTo("min");
        assertThat(draft.at("/medicationCodeableConcept/coding/1/code").asText(""))
                .isEqualTo("vial-500");
    }

    @Test
    void planning_again_changes_the_draft_and_keeps_the_first_version() {
        plan(PATIENT, order());
        Browsing.Seen form = pharmacist.open(PATIENT + "/plan?pathway=iron-infusion");
        assertThat(form.text()).contains("Takes the place of what is planned: Ferric one");

        pharmacist.send(
                form,
                PATIENT + "/plan",
                Map.of("pathway", "iron-infusion", "option", "ferric-two", "date", "2025-06-04"));

        assertThat(newest("idle", "MedicationRequest").version()).isEqualTo(2);
        assertThat(pharmacist.open(PATIENT).text()).contains("Planned: Ferric two");
    }

    @Test
    void wrong_answers_come_back_beside_their_fields_and_nothing_is_kept() {
        Browsing.Seen answer =
                plan(
                        PATIENT,
                        Map.of(
                                "pathway", "iron-infusion",
                                "option", "ferric-one",
                                "date", "soon",
                                "dose", "much",
                                "person", "A. Example"));

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.text())
                .contains("“soon” is not a date; write it like 2025-09-15.")
                .contains("“much” is not a number; write it like 3.5.");
        assertThat(pages.store().history("idle", 0, 100))
                .noneMatch(version -> version.resource().type().equals("MedicationRequest"));
    }

    @Test
    void release_states_the_dose_and_recording_closes_the_order() {
        Browsing.Seen sheet = plan(PATIENT, order());

        Browsing.Seen released =
                pharmacist.send(sheet, action(PATIENT, "release"), Map.of("dose", "1000"));

        assertThat(released.text()).contains("Released, to be given: Ferric one");
        ObjectNode order = stored("idle", "MedicationRequest");
        assertThat(order.path("status").asText("")).isEqualTo("active");
        assertThat(order.at("/dosageInstruction/0/doseAndRate/0/doseQuantity/value").asInt(0))
                .isEqualTo(1000);

        Browsing.Seen form = pharmacist.open(action(PATIENT, "record"));
        assertThat(form.html()).contains("value=\"1000\"", "value=\"30\"");
        Browsing.Seen given =
                pharmacist.send(
                        form,
                        action(PATIENT, "record"),
                        Map.of(
                                "day", "2025-06-02",
                                "start", "9:15",
                                "dose", "1000",
                                "minutes", "32",
                                "lot", "L-77"));

        assertThat(given.text())
                .contains("Ferric one is recorded as given.")
                .contains("Next infusion 30 Jun to 14 Jul 2025");
        ObjectNode administration = stored("idle", "MedicationAdministration");
        assertThat(administration.path("status").asText("")).isEqualTo("completed");
        assertThat(administration.at("/effectivePeriod/start").asText(""))
                .isEqualTo("2025-06-02T09:15:00Z");
        assertThat(administration.at("/effectivePeriod/end").asText(""))
                .isEqualTo("2025-06-02T09:47:00Z");
        assertThat(administration.at("/request/reference").asText(""))
                .isEqualTo("MedicationRequest/" + order.path("id").asText(""));
        assertThat(stored("idle", "MedicationRequest").path("status").asText(""))
                .isEqualTo("completed");
    }

    @Test
    void a_released_order_waits_on_the_worklist_to_be_given() {
        Browsing.Seen sheet = plan(PATIENT, order());
        pharmacist.send(sheet, action(PATIENT, "release"), Map.of("dose", "1000"));

        assertThat(pharmacist.open("/?attention=to-give").text())
                .contains("Haddad, Omar", "Ferric one released");
    }

    @Test
    void release_against_the_sheet_needs_a_reason_and_keeps_it_as_a_detected_issue() {
        String patient = "/patients/early";
        Browsing.Seen sheet = pharmacist.open(patient);
        String release = action(patient, "release");

        Browsing.Seen refused =
                pharmacist.send(sheet, release, Map.of("person", "A. Example", "reason", " "));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text()).contains("A reason is needed");

        pharmacist.send(
                sheet,
                release,
                Map.of("person", "A. Example", "reason", "Bleeding, agreed by phone"));

        ObjectNode issue = stored("early", "DetectedIssue");
        assertThat(issue.at("/code/coding/0/code").asText("")).isIn("TOO-EARLY", "TOO-MUCH");
        assertThat(issue.at("/mitigation/0/action/text").asText(""))
                .isEqualTo("Overridden: Bleeding, agreed by phone");
        assertThat(issue.at("/implicated/0/reference").asText("")).startsWith("MedicationRequest/");
        AuditEntry entry = pages.store().auditOf("early", Long.MAX_VALUE, 1).getFirst();
        assertThat(entry.action()).isEqualTo("override");
        assertThat(entry.actor()).isEqualTo("A. Example");
        assertThat(entry.reason()).isEqualTo("Bleeding, agreed by phone");
        assertThat(pharmacist.open(patient + "/audit").text())
                .contains("override", "Bleeding, agreed by phone");

        String code = issue.at("/code/coding/0/code").asText("");
        assertThat(pharmacist.open("/rules/iron-infusion/" + code).text())
                .contains("1 released against it", "Bleeding, agreed by phone", "2 Jun 2025");
    }

    @Test
    void advice_must_be_read_before_release() {
        String patient = "/patients/advised";
        Browsing.Seen sheet = pharmacist.open(patient);
        String release = action(patient, "release");

        Browsing.Seen refused = pharmacist.send(sheet, release, Map.of("person", "A. Example"));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text()).contains("The advice has not been read");

        pharmacist.send(
                sheet, release, Map.of("person", "A. Example", "read", "yes", "dose", "600"));
        assertThat(stored("advised", "MedicationRequest").path("status").asText(""))
                .isEqualTo("active");
    }

    @Test
    void a_held_order_shows_its_reason_and_can_be_planned_again_or_withdrawn() {
        Browsing.Seen sheet = plan(PATIENT, order());

        Browsing.Seen held =
                pharmacist.send(
                        sheet, action(PATIENT, "hold"), Map.of("reason", "Fever since Sunday"));
        assertThat(held.text()).contains("On hold: Ferric one", "Fever since Sunday");
        assertThat(pharmacist.open("/?attention=held").text()).contains("Haddad, Omar");

        Browsing.Seen again = pharmacist.send(held, action(PATIENT, "resume"), Map.of());
        assertThat(again.text()).contains("Planned: Ferric one");

        Browsing.Seen withdrawn =
                pharmacist.send(again, action(PATIENT, "withdraw"), Map.of("reason", "Moved away"));
        assertThat(withdrawn.text()).contains("Nothing planned");
        assertThat(stored("idle", "MedicationRequest").path("status").asText(""))
                .isEqualTo("cancelled");
    }

    @Test
    void a_dose_that_was_not_given_is_kept_with_its_reason() {
        Browsing.Seen sheet = plan(PATIENT, order());
        pharmacist.send(sheet, action(PATIENT, "release"), Map.of("dose", "1000"));
        Browsing.Seen form = pharmacist.open(action(PATIENT, "record"));

        pharmacist.send(form, action(PATIENT, "not-given"), Map.of("reason", "No vein found"));

        ObjectNode administration = stored("idle", "MedicationAdministration");
        assertThat(administration.path("status").asText("")).isEqualTo("not-done");
        assertThat(administration.at("/statusReason/0/text").asText("")).isEqualTo("No vein found");
        assertThat(stored("idle", "MedicationRequest").path("status").asText(""))
                .isEqualTo("on-hold");
    }

    @Test
    void who_signed_in_signs_and_nobody_types_a_name() {
        Browsing.Seen first = pharmacist.open(PATIENT + "/plan?pathway=iron-infusion");
        assertThat(first.html()).doesNotContain("name=\"person\"");

        Browsing.Seen sheet = plan(PATIENT, order());

        assertThat(sheet.text()).contains("A. Example", "Sign out");
        assertThat(pages.store().auditOf("idle", Long.MAX_VALUE, 1))
                .extracting(entry -> entry.actor())
                .containsExactly("A. Example");
    }

    @Test
    void a_role_that_may_not_release_does_not() {
        Browsing.Seen planned = plan(PATIENT, order());
        String release = action(PATIENT, "release");
        Browsing nurse = new Browsing(pages);
        nurse.signIn("Nina Nurse", "nurse");
        Browsing.Seen sheet = nurse.open(PATIENT + "?pathway=iron-infusion");

        assertThat(sheet.text())
                .contains("Released by: pharmacist or physician.")
                .doesNotContain("Release the order");
        Browsing.Seen refused =
                nurse.send(
                        sheet,
                        release,
                        Map.of("dose", "1000", "screen", Browsing.screen(planned, release)));

        assertThat(refused.status()).isIn(403, 422);
        assertThat(refused.text()).contains("Ask a person who is pharmacist or physician");
        assertThat(stored("idle", "MedicationRequest").path("status").asText(""))
                .isEqualTo("draft");
    }

    @Test
    void an_order_without_a_dose_is_not_released_when_the_field_is_left_out() {
        Browsing.Seen sheet = plan(PATIENT, order());

        Browsing.Seen refused = pharmacist.send(sheet, action(PATIENT, "release"), Map.of());

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text()).contains("Dose is needed.");
        assertThat(stored("idle", "MedicationRequest").path("status").asText(""))
                .isEqualTo("draft");
    }

    @Test
    void who_opened_the_sheet_before_the_order_was_changed_does_not_release_the_other_one() {
        Browsing.Seen opened = plan(PATIENT, order());
        Browsing colleague = new Browsing(pages);
        Browsing.Seen form = colleague.open(PATIENT + "/plan?pathway=iron-infusion");
        colleague.send(
                form,
                PATIENT + "/plan",
                Map.of(
                        "pathway", "iron-infusion",
                        "option", "ferric-two",
                        "date", "2026-06-02",
                        "person", "B. Example"));

        Browsing.Seen refused =
                pharmacist.send(opened, action(PATIENT, "release"), Map.of("dose", "1000"));

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.text())
                .contains("Ordered: Ferric one before, Ferric two now.")
                .contains("2 Jun 2025 before, 2 Jun 2026 now.");
        assertThat(stored("idle", "MedicationRequest").path("status").asText(""))
                .isEqualTo("draft");
    }

    @Test
    void what_the_decision_rests_on_changed_meanwhile_is_told_with_the_change() {
        Browsing.Seen opened = plan(PATIENT, order());
        pages.with(
                RunningPages.TODAY.atTime(9, 0).toInstant(java.time.ZoneOffset.UTC),
                List.of(
                        MadeUpChart.of("idle", "Haddad", "Omar", "male", "1966-06-06")
                                .haemoglobin("141", RunningPages.TODAY)));

        Browsing.Seen refused =
                pharmacist.send(opened, action(PATIENT, "release"), Map.of("dose", "1000"));

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.text()).contains("New finding: Haemoglobin is not low.", "600 now.");
    }

    @Test
    void a_form_that_does_not_say_what_it_showed_changes_nothing() {
        Browsing.Seen sheet = plan(PATIENT, order());

        Browsing.Seen refused =
                pharmacist.send(
                        sheet,
                        action(PATIENT, "withdraw"),
                        Map.of("reason", "Moved away", "screen", ""));

        assertThat(refused.status()).isEqualTo(409);
        assertThat(stored("idle", "MedicationRequest").path("status").asText(""))
                .isEqualTo("draft");
    }

    @Test
    void planned_and_released_by_one_person_is_shown_and_refused_where_the_site_wants_two() {
        Browsing.Seen sheet = plan(PATIENT, order());
        assertThat(
                        pharmacist
                                .send(sheet, action(PATIENT, "release"), Map.of("dose", "1000"))
                                .text())
                .contains("Planned and released by the same person.");

        try (RunningPages strict = RunningPages.withTwoPersons().withWard()) {
            Browsing one = new Browsing(strict);
            Browsing.Seen form = one.open(PATIENT + "/plan?pathway=iron-infusion");
            Browsing.Seen planned = one.send(form, PATIENT + "/plan", order());
            String id =
                    planned.html()
                            .replaceAll("(?s).*/orders/MedicationRequest/([^/]+)/release.*", "$1");
            String release = PATIENT + "/orders/MedicationRequest/" + id + "/release";
            Browsing.Seen refused = one.send(planned, release, Map.of("dose", "1000"));
            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused.text()).contains("A second person releases");

            Browsing two = new Browsing(strict);
            Browsing.Seen released =
                    two.send(
                            two.open(PATIENT),
                            release,
                            Map.of("dose", "1000", "person", "B. Example"));
            assertThat(released.text())
                    .contains("Planned by A. Example. Released by B. Example.")
                    .doesNotContain("by the same person");
        }
    }

    private Browsing.Seen recorded(Map<String, String> fields) {
        Browsing.Seen sheet = plan(PATIENT, order());
        pharmacist.send(sheet, action(PATIENT, "release"), Map.of("dose", "1000"));
        Browsing.Seen form = pharmacist.open(action(PATIENT, "record"));
        return pharmacist.send(form, action(PATIENT, "record"), fields);
    }

    @Test
    void a_dose_other_than_the_order_asks_why_and_is_kept_with_the_reason() {
        Map<String, String> given = Map.of("day", "2025-06-02", "dose", "900", "minutes", "30");
        Browsing.Seen asked = recorded(given);

        assertThat(asked.status()).isEqualTo(422);
        assertThat(asked.text())
                .contains("900 given, 1000 ordered.", "Why")
                .doesNotContain("This really happened");
        Map<String, String> again = new java.util.LinkedHashMap<>(given);
        again.put("reason", "Vein lost");
        pharmacist.send(asked, action(PATIENT, "record"), again);
        assertThat(stored("idle", "MedicationAdministration").at("/note/1/text").asText(""))
                .isEqualTo("Reason: Vein lost");
    }

    @Test
    void a_dose_above_the_limit_stops_and_what_really_happened_is_kept_with_a_second_person() {
        Map<String, String> given = Map.of("day", "2025-06-02", "dose", "10000", "minutes", "5");
        Browsing.Seen stopped = recorded(given);

        assertThat(stopped.status()).isEqualTo(422);
        assertThat(stopped.text())
                .contains("10000 mg recorded, at most 1000 mg at once.", "5 minutes, 30 ordered.")
                .contains("This really happened");
        Map<String, String> again = new java.util.LinkedHashMap<>(given);
        again.putAll(Map.of("reason", "Pump set wrong", "happened", "yes", "second", "A. Example"));
        assertThat(pharmacist.send(stopped, action(PATIENT, "record"), again).status())
                .isEqualTo(422);

        again.put("second", "B. Example");
        pharmacist.send(stopped, action(PATIENT, "record"), again);
        ObjectNode kept = stored("idle", "MedicationAdministration");
        assertThat(kept.at("/dosage/dose/value").asInt(0)).isEqualTo(10000);
        assertThat(kept.at("/performer/1/actor/display").asText("")).isEqualTo("B. Example");
        ObjectNode incident = stored("idle", "DetectedIssue");
        assertThat(incident.path("severity").asText("")).isEqualTo("high");
        assertThat(incident.at("/code/coding/0/system").asText("")).isEqualTo("urn:osteon:rule");
        assertThat(incident.path("detail").asText("")).contains("Pump set wrong");
    }

    @Test
    void what_was_given_today_counts_today_on_page_and_worklist_and_a_second_dose_asks_why() {
        Browsing.Seen page =
                recorded(
                        Map.of(
                                "day",
                                "2025-06-02",
                                "start",
                                "10.15",
                                "dose",
                                "1000",
                                "minutes",
                                "30"));

        assertThat(page.text())
                .contains("Given on this day Ferric one 1000 mg at 10:15, by A. Example");
        assertThat(page.html()).doesNotContain("option=ferric-one\"");
        assertThat(pharmacist.open("/?q=haddad").text()).contains("Given today");
        Browsing.Seen refused = plan(PATIENT, order());
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text()).contains("Given on that day already: Ferric one 1000 mg");
        Map<String, String> another = new java.util.LinkedHashMap<>(order());
        another.put("reason", "Second bag of the same infusion");
        assertThat(plan(PATIENT, another).text()).contains("Planned: Ferric one");
    }

    @Test
    void a_time_that_is_still_to_come_cannot_have_happened() {
        Browsing.Seen refused =
                recorded(
                        Map.of(
                                "day",
                                "2025-06-02",
                                "start",
                                "10:31",
                                "dose",
                                "1000",
                                "minutes",
                                "30"));

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text()).contains("That time is still to come");
    }
}
