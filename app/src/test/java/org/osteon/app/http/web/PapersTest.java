package org.osteon.app.http.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Whatever is printed of a patient says on each page whose it is, says across it where nobody may
/// take it for an order, and has a code that leads back (records, 1.12).
class PapersTest {
    private static final String PATHWAY = "bone-modifying-agents";

    private static PlayedCase played;
    private static String patient;

    @BeforeAll
    static void start() throws IOException {
        played = PlayedCase.of(PATHWAY, "own-data-stale-creatinine-8-days");
        patient = "/patients/" + played.patient();
    }

    @AfterAll
    static void stop() {
        played.close();
    }

    private static String code(String address, String description) {
        return QrCode.svg(played.pages().url(address), description);
    }

    private static String head(Browsing.Seen page) {
        return page.html()
                .substring(page.html().indexOf("<thead>"), page.html().indexOf("</thead>"));
    }

    @Test
    void the_sheet_of_an_order_and_what_the_patient_takes_home_lead_back_to_the_patient() {
        Browsing nurse = new Browsing(played.pages());
        String code =
                code(patient + "?pathway=" + PATHWAY, "Code that leads to the patient's page");
        for (String paper : new String[] {"/sheet", "/aftercare"}) {
            Browsing.Seen page = nurse.open(patient + paper + "?pathway=" + PATHWAY);

            assertThat(page.html()).as(paper).contains(code);
            assertThat(head(page)).as(paper).contains("Silva, Pavel", "16 Aug 1956", "record");
        }
    }

    @Test
    void a_planned_order_is_no_released_one() {
        Browsing.Seen page =
                new Browsing(played.pages()).open(patient + "/sheet?pathway=" + PATHWAY);

        assertThat(head(page)).contains("PLANNED, not released");
    }

    @Test
    void an_empty_form_has_the_names_to_be_written_or_the_patients_own() {
        Browsing nurse = new Browsing(played.pages());
        Browsing.Seen empty = nurse.open("/forms/pain");
        assertThat(head(empty)).contains("Record number", "pain 1.0.0");
        assertThat(empty.html()).contains(code("/forms/pain", "Code that leads to this form"));

        Browsing.Seen own = nurse.open(patient + "/forms/pain/blank");
        assertThat(head(own)).contains("Silva, Pavel", "16 Aug 1956").doesNotContain("to-fill");
        assertThat(own.html())
                .contains(code(patient + "/forms/pain", "Code that leads to this form"));
    }

    @Test
    void all_forms_of_a_therapy_are_printed_at_once() {
        Browsing.Seen pack = new Browsing(played.pages()).open("/forms?blank=" + PATHWAY);

        assertThat(pack.html().split("<article", -1).length).isGreaterThan(20);
        assertThat(pack.text()).contains("Check before the dose").doesNotContain("Chimerism");
    }
}
