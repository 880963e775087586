package org.osteon.app.http.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.osteon.records.charts.SiteRegister;

/// A practitioner's licence is entered once for the site, and a procedure that is booked past its
/// end is blocked until it is renewed (records, section 8, O8; K13).
class RegisterPagesTest {
    private static final String FORMS = "/patients/" + SiteRegister.CHART + "/forms/";
    private static final String BLOCKED = "No licence of the operator for the day and place";

    private static PlayedCase played;

    @BeforeAll
    static void start() throws IOException {
        played = PlayedCase.of("marrow-knee-injection", "own-cr-1");
    }

    @AfterAll
    static void stop() {
        played.close();
    }

    private static Map<String, List<String>> licence(String until) {
        return Map.of(
                "licence", List.of("L-77"),
                "issuer", List.of("Medical board"),
                "country", List.of("US"),
                "from", List.of("2024-01-01"),
                "to", List.of(until),
                "may", List.of("privilege-bm-harvest", "credential-ultrasound"),
                "may-from", List.of("2024-01-01"));
    }

    private static Map<String, List<String>> and(
            Map<String, List<String>> answers, String field, String answer) {
        Map<String, List<String>> all = new java.util.LinkedHashMap<>(answers);
        all.put(field, List.of(answer));
        return all;
    }

    @Test
    void a_procedure_booked_past_the_end_of_a_licence_is_blocked_until_it_is_renewed() {
        Browsing manager = played.as("C. Example", "coordinator");
        Browsing.Seen list =
                PlayedCase.signed(
                        manager,
                        FORMS + "practitioner",
                        and(licence("2025-10-01"), "name", "Lind, K."));
        assertThat(list.path()).isEqualTo("/site");
        assertThat(list.text()).contains("Lind, K.", "1 Oct 2025 ends soon", "may harvest marrow");
        String person =
                Pattern.compile("practitioner\\?who=(Practitioner/[A-Za-z0-9.-]+)")
                        .matcher(list.html())
                        .results()
                        .map((MatchResult one) -> one.group(1))
                        .findFirst()
                        .orElseThrow();

        Browsing physician = played.as("P. Example", "physician");
        String booking =
                "/patients/"
                        + played.patient()
                        + "/forms/candidacy-knee?pathway=marrow-knee-injection";
        Browsing.Seen booked =
                PlayedCase.signed(
                        physician,
                        booking,
                        Map.of(
                                "preference", List.of("preference-this"),
                                "book", List.of("2025-10-05 09:00"),
                                "operator", List.of(person),
                                "place", List.of("Location/place")));
        assertThat(booked.text()).contains(BLOCKED);
        assertThat(played.alerts()).contains("CR-1");

        Browsing.Seen renewed =
                PlayedCase.signed(
                        manager, FORMS + "practitioner?who=" + person, licence("2028-12-31"));
        assertThat(renewed.text()).contains("31 Dec 2028").doesNotContain("ends soon");
        assertThat(played.alerts()).doesNotContain("CR-1", "CR-2", "CR-3");
        assertThat(physician.open("/patients/" + played.patient()).text()).doesNotContain(BLOCKED);
    }

    /// A form may ask for a reason of its own: a diagnosis is none for doing something all the
    /// same.
    @Test
    void what_an_item_is_called_is_never_taken_for_why_something_is_done() {
        Browsing physician = played.as("P. Example", "physician");
        Browsing.Seen form =
                physician.open(
                        "/patients/"
                                + played.patient()
                                + "/forms/candidacy-knee?pathway=marrow-knee-injection");

        assertThat(form.html()).contains("name=\"reason\"").doesNotContain("name=\"form.reason\"");
    }

    @Test
    void the_register_is_no_patient_and_a_patient_is_no_site() {
        Browsing everybody = new Browsing(played.pages());

        assertThat(everybody.open("/").text()).doesNotContain("Register of this site");
        assertThat(everybody.open("/patients/" + played.patient() + "/forms/practitioner").status())
                .isEqualTo(404);
        assertThat(everybody.open(FORMS + "pain").status()).isEqualTo(404);
        assertThat(everybody.open("/patients/" + SiteRegister.CHART).path()).isEqualTo("/site");
        assertThat(played.pages().store().charts(0, 10)).hasSize(1);
    }

    @Test
    void who_may_not_keep_the_register_reads_it() {
        Browsing nurse = played.as("N. Example", "nurse");

        assertThat(nurse.open("/site").text()).contains("Practitioners").doesNotContain("Enter:");
        Browsing.Seen form = nurse.open(FORMS + "practitioner");
        assertThat(form.text()).contains("You are here as nurse");
    }
}
