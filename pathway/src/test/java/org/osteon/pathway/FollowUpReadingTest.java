package org.osteon.pathway;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.osteon.chart.ChartReader;
import org.osteon.chart.ChartReading;
import org.osteon.pathway.Outcomes.Endpoint;

/// C10: endpoints and pain from the chart, on the delivered knowledge of bone-modifying agents.
class FollowUpReadingTest {
    private static final LocalDate AS_OF = LocalDate.of(2025, 6, 30);

    private final List<String> resources = new ArrayList<>();
    private String deceased = "";

    @Test
    void the_first_event_after_the_first_dose_counts_in_whole_days() {
        dose("d1", "2024-02-28");
        radiation("before", "2024-01-01");
        radiation("r1", "2024-03-01");
        radiation("r2", "2024-05-01");
        score("p9", 3, "2025-01-01");

        assertThat(endpoint("skeletal-event"))
                .isEqualTo(
                        new Endpoint.Observed(
                                2, 1, "skeletal-related event", evidence("Procedure/r1")));
        assertThat(outcomes().startEvidence())
                .singleElement()
                .extracting(Evidence::reference)
                .isEqualTo("MedicationAdministration/d1");
    }

    @Test
    void death_without_an_event_competes() {
        dose("d1", "2024-01-01");
        deceased = ",\"deceasedDateTime\":\"2024-03-01\"";

        assertThat(observed("skeletal-event").event()).isEqualTo(2);
        assertThat(observed("skeletal-event").days()).isEqualTo(60);
        assertThat(observed("survival").event()).isEqualTo(1);
    }

    @Test
    void of_one_day_the_event_of_interest_comes_before_death() {
        dose("d1", "2024-01-01");
        radiation("r1", "2024-03-01");
        deceased = ",\"deceasedDateTime\":\"2024-03-01\"";

        assertThat(observed("skeletal-event").event()).isEqualTo(1);
    }

    @Test
    void without_an_event_follow_up_ends_with_the_last_contact_and_not_today() {
        dose("d1", "2024-01-01");
        score("p1", 4, "2024-12-31");

        assertThat(endpoint("skeletal-event"))
                .isEqualTo(new Endpoint.Observed(365, 0, "", List.of()));
    }

    @Test
    void what_is_dated_after_the_data_freeze_is_not_known() {
        dose("d1", "2025-01-01");
        radiation("r1", "2025-07-01");
        score("p1", 4, "2025-02-01");

        assertThat(observed("skeletal-event").event()).isZero();
    }

    @Test
    void who_never_had_a_dose_is_left_out() {
        radiation("r1", "2024-03-01");

        assertThat(endpoint("skeletal-event")).isEqualTo(new Endpoint.LeftOut("no time zero"));
    }

    @Test
    void a_death_without_a_day_is_left_out_with_the_reason() {
        dose("d1", "2024-01-01");
        deceased = ",\"deceasedBoolean\":true";

        assertThat(endpoint("survival"))
                .isEqualTo(new Endpoint.LeftOut("the day of death not known"));
    }

    @Test
    void time_zero_is_the_first_dose_of_any_agent() {
        dose("z", "2024-09-01", "M05BA08");
        dose("d", "2024-03-01", "M05BX04");

        assertThat(outcomes().start()).contains(LocalDate.of(2024, 3, 1));
        assertThat(outcomes().factors()).containsEntry("agent", "denosumab");
    }

    @Test
    void a_visit_takes_the_nearest_score_of_its_window_and_of_two_the_earlier() {
        dose("d1", "2024-01-01");
        score("before", 7, "2023-12-20");
        score("start", 6, "2024-01-01");
        score("month-a", 5, "2024-01-27");
        score("month-b", 4, "2024-01-31");
        score("late", 2, "2024-12-30");

        List<Outcomes.Visit> visits = requireNonNull(outcomes().measures().get("pain")).visits();

        assertThat(visits)
                .extracting(Outcomes.Visit::label)
                .containsExactly("Start", "Month 1", "Month 3", "Month 6", "Year 1");
        assertThat(visits)
                .extracting(visit -> visit.score().map(point -> point.reference()).orElse("none"))
                .containsExactly(
                        "Observation/start",
                        "Observation/month-a",
                        "none",
                        "none",
                        "Observation/late");
        assertThat(visits)
                .extracting(Outcomes.Visit::expected)
                .containsExactly(true, true, true, true, true);
    }

    private Endpoint endpoint(String id) {
        return requireNonNull(outcomes().endpoints().get(id));
    }

    private Endpoint.Observed observed(String id) {
        return (Endpoint.Observed) endpoint(id);
    }

    private static List<Evidence> evidence(String reference) {
        return List.of(new Evidence(reference, "Radiation to bone on 1 March 2024"));
    }

    private void dose(String id, String date) {
        dose(id, date, "M05BX04");
    }

    private void dose(String id, String date, String atc) {
        resources.add(
                String.format(
                        Locale.ROOT,
                        """
                        {"resourceType":"MedicationAdministration","id":"%s","status":"completed",
                        "medicationCodeableConcept":{"coding":[{"system":"http://www.whocc.no/atc","code":"%s"}]},
                        "subject":{"reference":"Patient/p"},"effectiveDateTime":"%s",
                        "dosage":{"dose":{"value":%d,"system":"http://unitsofmeasure.org","code":"mg"}}}\
                        """,
                        id,
                        atc,
                        date,
                        atc.equals("M05BX04") ? 120 : 4));
    }

    private void radiation(String id, String date) {
        resources.add(
                String.format(
                        Locale.ROOT,
                        """
                        {"resourceType":"Procedure","id":"%s","status":"completed",
                        "subject":{"reference":"Patient/p"},
                        "code":{"text":"Radiation to bone","coding":[{"system":"urn:osteon:chart","code":"radiation-to-bone"}]},
                        "performedDateTime":"%s"}\
                        """,
                        id,
                        date));
    }

    private void score(String id, int value, String date) {
        resources.add(
                String.format(
                        Locale.ROOT,
                        """
                        {"resourceType":"Observation","id":"%s","status":"final",
                        "subject":{"reference":"Patient/p"},
                        "code":{"coding":[{"system":"http://loinc.org","code":"72514-3"}]},
                        "effectiveDateTime":"%s","valueInteger":%d}\
                        """,
                        id,
                        date,
                        value));
    }

    private Outcomes outcomes() {
        String bundle =
                "{\"resourceType\":\"Bundle\",\"type\":\"collection\",\"entry\":["
                        + "{\"resource\":{\"resourceType\":\"Patient\",\"id\":\"p\",\"gender\":\"female\""
                        + deceased
                        + "}}"
                        + String.join(
                                "",
                                resources.stream()
                                        .map(resource -> ",{\"resource\":" + resource + "}")
                                        .toList())
                        + "]}";
        ChartReading reading = ChartReader.bundle(bundle.getBytes(StandardCharsets.UTF_8));
        return Knowledge.BASE
                .pathway("bone-modifying-agents")
                .orElseThrow()
                .outcomes(((ChartReading.Read) reading).chart(), AS_OF);
    }
}
