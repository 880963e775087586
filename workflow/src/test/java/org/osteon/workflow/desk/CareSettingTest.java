package org.osteon.workflow.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.osteon.chart.ChartReader;
import org.osteon.chart.ChartReading;

/// Where a patient is looked after and who coordinates it is read from what hospitals write: a list
/// can be narrowed to it (records, 5.3).
class CareSettingTest {
    private static final LocalDate TODAY = LocalDate.of(2025, 6, 2);

    private static final String SUITE =
            "{'resourceType': 'Location', 'id': 'suite', 'name': 'Infusion suite'}";

    private static CareSetting of(String... resources) {
        String entries =
                Stream.concat(
                                Stream.of("{'resourceType': 'Patient', 'id': 'p'}"),
                                Stream.of(resources))
                        .map(one -> "{'resource': " + one + "}")
                        .collect(Collectors.joining(", "));
        String bundle =
                ("{'resourceType': 'Bundle', 'type': 'collection', 'entry': [" + entries + "]}")
                        .replace('\'', '"');
        return switch (ChartReader.bundle(bundle.getBytes(StandardCharsets.UTF_8))) {
            case ChartReading.Read(var chart) -> CareSetting.of(chart, TODAY);
            case ChartReading.Unusable(String reason) -> fail(reason);
        };
    }

    private static String appointment(String id, String day, String place) {
        return "{'resourceType': 'Appointment', 'id': '"
                + id
                + "', 'status': 'booked', 'start': '"
                + day
                + "T09:00:00Z', 'participant': [{'actor': {'reference': 'Patient/p', 'display':"
                + " 'Somebody'}, 'status': 'accepted'}, {'actor': "
                + place
                + ", 'status': 'accepted'}]}";
    }

    private static String visit(String status, String start, String place) {
        return "{'resourceType': 'Encounter', 'id': 'v-"
                + status
                + "', 'status': '"
                + status
                + "', 'class': {'code': 'AMB'}, 'subject': {'reference': 'Patient/p'}, 'period':"
                + " {'start': '"
                + start
                + "'}, 'location': [{'location': {'reference': 'Location/x', 'display': '"
                + place
                + "'}}]}";
    }

    private static String team(String status, String role, String member) {
        return "{'resourceType': 'CareTeam', 'id': 't', 'status': '"
                + status
                + "', 'subject': {'reference': 'Patient/p'}, 'participant': [{'role': [{'text':"
                + " 'Physician'}], 'member': {'display': 'Dr Other'}}, {'role': ["
                + role
                + "], 'member': {'display': '"
                + member
                + "'}}]}";
    }

    @Test
    void the_next_appointment_tells_the_place_by_its_name_and_one_that_is_over_does_not() {
        assertThat(
                        of(
                                        SUITE,
                                        appointment(
                                                "later",
                                                "2025-06-20",
                                                "{'type': 'Location', 'display': 'Ward 7'}"),
                                        appointment(
                                                "next",
                                                "2025-06-02",
                                                "{'reference': 'Location/suite'}"))
                                .place())
                .isEqualTo("Infusion suite");
        assertThat(of(SUITE, appointment("past", "2025-06-01", "{'reference': 'Location/suite'}")))
                .isEqualTo(CareSetting.NONE);
    }

    @Test
    void a_stay_tells_the_place_then_what_is_asked_for_then_the_last_visit() {
        String asked =
                "{'resourceType': 'ServiceRequest', 'id': 'r', 'status': 'active', 'intent':"
                        + " 'order', 'subject': {'reference': 'Patient/p'}, 'locationReference':"
                        + " [{'reference': 'Location/theatre', 'display': 'Theatre 2'}]}";

        assertThat(of(visit("in-progress", "2025-06-01", "Ward 3"), asked).place())
                .isEqualTo("Ward 3");
        assertThat(of(visit("finished", "2025-05-01", "Clinic"), asked).place())
                .isEqualTo("Theatre 2");
        assertThat(of(visit("finished", "2025-05-01", "Clinic")).place()).isEqualTo("Clinic");
    }

    @Test
    void the_coordinator_of_an_active_team_is_found_by_code_or_by_word_and_nobody_else() {
        String coded = "{'coding': [{'system': 'urn:osteon:role', 'code': 'coordinator'}]}";

        assertThat(of(team("active", coded, "C. Sand")).coordinator()).isEqualTo("C. Sand");
        assertThat(of(team("active", "{'text': 'Transplant Coordinator'}", "M. Stein")))
                .isEqualTo(new CareSetting("", "M. Stein"));
        assertThat(of(team("inactive", coded, "C. Sand")).coordinator()).isEmpty();
        assertThat(of(team("active", "{'text': 'Nurse'}", "N. Nurse")).coordinator()).isEmpty();
    }
}
