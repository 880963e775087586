package org.osteon.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.osteon.workflow.MadeUpOrders.IRON;
import static org.osteon.workflow.MadeUpOrders.answers;
import static org.osteon.workflow.MadeUpOrders.chart;
import static org.osteon.workflow.MadeUpOrders.chosen;
import static org.osteon.workflow.MadeUpOrders.deed;
import static org.osteon.workflow.MadeUpOrders.given;
import static org.osteon.workflow.MadeUpOrders.order;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.osteon.chart.Chart;

/// A record is held against its order and against the pathway; what really happened can always be
/// kept (C6; bone-modifying agents, reference 6.9).
class RecordingTest {
    private static final Answers AS_ORDERED =
            answers("day", "2025-06-02", "start", "10:00", "dose", "1000", "minutes", "30");
    private static final Chart RELEASED = chart(order("one", "active", 1000, 30));

    private static Outcome record(Chart chart, Answers answers, String reason) {
        Order order =
                Order.of(IRON, chart).stream()
                        .filter(one -> one.id().equals("one"))
                        .findFirst()
                        .orElseThrow();
        return new OrderLife(IRON, chart, false)
                .given(order, answers, Optional.of(Screen.of(order)), deed("A. Example", reason));
    }

    private static List<String> checks(Chart chart, Answers answers) {
        return switch (record(chart, answers, "")) {
            case Outcome.Stopped(List<RecordCheck> checks) ->
                    checks.stream().map(check -> check.kind() + " " + check.code()).toList();
            case Outcome.Done _ -> List.of();
            case Outcome other -> throw new AssertionError(other.toString());
        };
    }

    private static JsonNode written(Outcome outcome, String type) {
        assertThat(outcome).isInstanceOf(Outcome.Done.class);
        return FhirEdit.read(
                ((Outcome.Done) outcome)
                        .writes().stream()
                                .filter(write -> write.type().equals(type))
                                .findFirst()
                                .orElseThrow()
                                .json());
    }

    @Test
    void what_was_given_as_ordered_is_kept_and_closes_the_order() {
        Outcome outcome = record(RELEASED, AS_ORDERED.with("lot", "L7").with("remark", "well"), "");

        JsonNode record = written(outcome, "MedicationAdministration");
        assertThat(((Outcome.Done) outcome).writes()).hasSize(2);
        assertThat(written(outcome, "MedicationRequest").path("status").asText(""))
                .isEqualTo("completed");
        assertThat(record.path("status").asText("")).isEqualTo("completed");
        assertThat(record.at("/effectivePeriod/start").asText(""))
                .isEqualTo("2025-06-02T10:00:00+02:00");
        assertThat(record.at("/effectivePeriod/end").asText(""))
                .isEqualTo("2025-06-02T10:30:00+02:00");
        assertThat(record.at("/dosage/dose/value").asInt(0)).isEqualTo(1000);
        assertThat(record.at("/dosage/dose/unit").asText("")).isEqualTo("mg");
        assertThat(record.at("/request/reference").asText("")).isEqualTo("MedicationRequest/one");
        assertThat(record.at("/performer/0/actor/display").asText("")).isEqualTo("A. Example");
        assertThat(record.at("/subject/reference").asText("")).isEqualTo("Patient/idle");
        assertThat(record.at("/note").findValuesAsText("text")).containsExactly("well");
        assertThat(record.at("/contained/0/batch/lotNumber").asText("")).isEqualTo("L7");
        assertThat(record.at("/supportingInformation/0/reference").asText("")).isEqualTo("#batch");
    }

    @Test
    void without_a_time_of_day_the_day_is_kept_and_the_minutes_beside_it() {
        JsonNode record =
                written(
                        record(RELEASED, AS_ORDERED.with("start", ""), ""),
                        "MedicationAdministration");

        assertThat(record.path("effectiveDateTime").asText("")).isEqualTo("2025-06-02");
        assertThat(record.at("/note/0/text").asText("")).isEqualTo("Minutes 30");
    }

    @ParameterizedTest
    @CsvSource({"9:15", "09.15", "0915"})
    void a_time_is_a_time_however_it_is_written(String start) {
        assertThat(
                        written(
                                        record(
                                                RELEASED,
                                                AS_ORDERED.with("start", start).with("minutes", ""),
                                                ""),
                                        "MedicationAdministration")
                                .path("effectiveDateTime")
                                .asText(""))
                .isEqualTo("2025-06-02T09:15:00+02:00");
    }

    @ParameterizedTest
    @CsvSource({
        "999, 30, REASON REC-DOSE-DIFFERS",
        "1000, 30, ",
        "1000, 29, REASON REC-INFUSION-DIFFERS",
        "1000, 31, "
    })
    void a_dose_or_a_time_other_than_the_order_asks_why(String dose, String minutes, String check) {
        assertThat(checks(RELEASED, AS_ORDERED.with("dose", dose).with("minutes", minutes)))
                .isEqualTo(check == null ? List.of() : List.of(check));
    }

    @Test
    void a_lesser_difference_is_kept_with_its_reason() {
        Answers less = AS_ORDERED.with("dose", "900");

        JsonNode record = written(record(RELEASED, less, "Vein lost"), "MedicationAdministration");

        assertThat(record.at("/note/0/text").asText("")).isEqualTo("Reason: Vein lost");
        assertThat(record.at("/performer").size()).isEqualTo(1);
    }

    @Test
    void ten_times_the_dose_over_a_third_of_the_time_is_a_hard_stop() {
        Answers tenfold = AS_ORDERED.with("dose", "10000").with("minutes", "10");

        assertThat(checks(RELEASED, tenfold))
                .containsExactly(
                        "STOP REC-TOO-MUCH",
                        "REASON REC-DOSE-DIFFERS",
                        "REASON REC-INFUSION-DIFFERS");
        assertThat(record(RELEASED, tenfold, "Pump")).isInstanceOf(Outcome.Stopped.class);
        assertThat(record(RELEASED, tenfold.with("happened", "yes"), "Pump"))
                .isInstanceOf(Outcome.Stopped.class);
        assertThat(record(RELEASED, tenfold.with("second", "B. Example"), "Pump"))
                .isInstanceOf(Outcome.Stopped.class);
        Answers seconded = tenfold.with("happened", "yes").with("second", "a. example");
        assertThat(record(RELEASED, seconded, "Pump"))
                .isInstanceOfSatisfying(
                        Outcome.Stopped.class,
                        stopped ->
                                assertThat(stopped.checks().getLast().text())
                                        .contains("you sign under the same name"));
        assertThat(record(RELEASED, seconded.with("second", "B. Example"), ""))
                .isInstanceOf(Outcome.Stopped.class);
    }

    @Test
    void what_really_happened_is_kept_with_a_second_person_and_as_an_incident() {
        Outcome outcome =
                record(
                        RELEASED,
                        AS_ORDERED
                                .with("dose", "10000")
                                .with("happened", "yes")
                                .with("second", "B. Example"),
                        "Pump");

        JsonNode record = written(outcome, "MedicationAdministration");
        JsonNode incident = written(outcome, "DetectedIssue");
        assertThat(record.at("/dosage/dose/value").asInt(0)).isEqualTo(10000);
        assertThat(record.at("/performer/1/actor/display").asText("")).isEqualTo("B. Example");
        assertThat(incident.path("severity").asText("")).isEqualTo("high");
        assertThat(incident.at("/code/coding/0/code").asText("")).isEqualTo("REC-TOO-MUCH");
        assertThat(incident.at("/implicated/0/reference").asText(""))
                .isEqualTo("MedicationAdministration/" + record.path("id").asText(""));
        assertThat(incident.path("detail").asText(""))
                .endsWith("Recorded as what really happened: Pump");
        assertThat(((Outcome.Done) outcome).writes()).hasSize(4);
    }

    /// B4: whether it was an adverse event is asked, of a physician and of whoever recorded it.
    @Test
    void what_was_recorded_against_a_stop_asks_once_whether_it_was_an_adverse_event() {
        Outcome outcome =
                record(
                        RELEASED,
                        AS_ORDERED
                                .with("dose", "10000")
                                .with("happened", "yes")
                                .with("second", "B. Example"),
                        "Pump");

        JsonNode asked = written(outcome, "Task");
        assertThat(EventAsked.isAmong(outcome)).isTrue();
        assertThat(asked.at("/code/coding/0/code").asText()).isEqualTo("stop-recorded");
        assertThat(asked.at("/focus/reference").asText())
                .isEqualTo(
                        "DetectedIssue/" + written(outcome, "DetectedIssue").path("id").asText());
        assertThat(asked.path("description").asText()).contains("10000 mg recorded");
        assertThat(asked.at("/performerType/0/coding/0/code").asText()).isEqualTo("physician");
        assertThat(EventAsked.isAmong(record(RELEASED, AS_ORDERED, ""))).isFalse();
    }

    @Test
    void what_waits_to_be_confirmed_is_confirmed_by_another_than_who_recorded_it() {
        ObjectNode incident =
                IssueWords.issue(
                        "one",
                        "REC-DOSE-LIMIT",
                        "40 mg given",
                        org.osteon.pathway.Alert.Severity.CRITICAL,
                        RELEASED.patient().reference(),
                        "2025-06-02T10:00:00Z",
                        "A. Example",
                        "MedicationAdministration/given");
        Confirmation.await(incident, "B. Example");
        Chart chart =
                RELEASED.with(org.osteon.chart.ChartReader.resource(FhirEdit.write(incident)));

        assertThat(Confirmation.awaited(chart))
                .singleElement()
                .satisfies(waiting -> {
                    assertThat(waiting.named()).isEqualTo("B. Example");
                    assertThat(waiting.obstacle("a. example")).isPresent();
                    assertThat(waiting.confirmed(deed("A. Example", "")))
                            .isInstanceOf(Outcome.NeedsAnother.class);
                    assertThat(waiting.confirmed(deed("C. Example", "")))
                            .isInstanceOfSatisfying(
                                    Outcome.Done.class,
                                    done ->
                                            assertThat(done.writes().getFirst().json())
                                                    .contains("\"final\"", "C. Example"));
                });
        assertThat(Confirmation.awaited(RELEASED)).isEmpty();
    }

    @Test
    void a_second_dose_of_the_day_stops_and_one_of_the_week_before_does_not() {
        String active = order("one", "active", 1000, 30);

        assertThat(checks(chart(active, given("2025-06-02", 500)), AS_ORDERED))
                .contains("STOP REC-SECOND-DOSE");
        assertThat(checks(chart(active, given("2025-05-26", 500)), AS_ORDERED)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"draft", "on-hold"})
    void what_was_not_released_stops(String status) {
        assertThat(checks(chart(order("one", status, 1000, 30)), AS_ORDERED))
                .containsExactly("STOP REC-NOT-RELEASED");
    }

    @Test
    void what_the_pathway_bars_on_that_day_counts_as_not_released() {
        Chart early = chart(order("one", "active", 1000, 30), given("2025-05-27", 500));

        assertThat(record(early, AS_ORDERED, ""))
                .isInstanceOfSatisfying(
                        Outcome.Stopped.class,
                        stopped ->
                                assertThat(stopped.checks())
                                        .contains(
                                                new RecordCheck(
                                                        RecordCheck.Kind.STOP,
                                                        "REC-NOT-RELEASED",
                                                        "The pathway says on that day: Hold")));
    }

    @ParameterizedTest
    @CsvSource({"2025-05-31, REASON REC-BEFORE-ORDER", "2025-06-01, "})
    void what_was_given_before_it_was_ordered_asks_why(String day, String check) {
        assertThat(checks(RELEASED, AS_ORDERED.with("day", day)))
                .isEqualTo(check == null ? List.of() : List.of(check));
    }

    @ParameterizedTest
    @CsvSource({
        "2025-06-03, 09:00, day",
        "2025-06-02, 10:31, start",
        "2025-06-02, 25:00, start",
        "2025-06-02, 10:30, ",
        "2025-06-01, 23:59, "
    })
    void what_is_still_to_come_has_not_happened(String day, String start, String field) {
        Outcome outcome = record(RELEASED, AS_ORDERED.with("day", day).with("start", start), "");

        if (field == null) {
            assertThat(outcome).isInstanceOf(Outcome.Done.class);
        } else {
            assertThat(outcome)
                    .isInstanceOfSatisfying(
                            Outcome.Incomplete.class,
                            incomplete ->
                                    assertThat(incomplete.problems())
                                            .extracting(FieldProblem::field)
                                            .containsExactly(field));
        }
    }

    @Test
    void the_form_suggests_what_was_ordered() {
        Administration form = new Administration(IRON, Order.of(IRON, RELEASED).getFirst());

        assertThat(form.suggestions(deed("A. Example", "").day()).byField())
                .containsEntry("day", "2025-06-02")
                .containsEntry("dose", "1000")
                .containsEntry("minutes", "30");
        assertThat(form.fields())
                .extracting(OrderForm.Field::name)
                .containsExactly(
                        "day", "start", "dose", "minutes", "product", "diluent", "route", "lot",
                        "expiry", "remark");
    }

    /// Ordered in saline, from a vial of 500 mg, into a vein.
    private static final Chart IN_FULL =
            chart(
                    order("one", "active", 1000, 30)
                            .replace(
                                    "\"code\":\"ferric-one\"}]",
                                    "\"code\":\"ferric-one\"}," + coding("vial-500") + "]")
                            .replace(
                                    "\"dosageInstruction\":[{",
                                    "\"dosageInstruction\":[{\"route\":{\"coding\":["
                                            + coding("vein")
                                            + "]},\"additionalInstruction\":[{\"coding\":["
                                            + coding("saline")
                                            + ","
                                            + coding("lie-down-afterwards")
                                            + "]}],"));

    private static String coding(String code) {
        return "{\"system\":\"urn:osteon:test\",\"code\":\"" + code + "\"}";
    }

    private static JsonNode kept(Answers answers) {
        return written(record(IN_FULL, answers, "as it was"), "MedicationAdministration");
    }

    private static List<String> codes(JsonNode concept) {
        return concept.path("coding").findValuesAsText("code");
    }

    @Test
    void product_fluid_and_route_are_the_orders_where_nothing_else_is_said() {
        assertThat(
                        new Administration(IRON, Order.of(IRON, IN_FULL).getFirst())
                                .suggestions(deed("A. Example", "").day())
                                .byField())
                .containsEntry("product", "vial-500")
                .containsEntry("diluent", "saline")
                .containsEntry("route", "vein");
        for (Answers answers :
                List.of(
                        AS_ORDERED,
                        AS_ORDERED
                                .with("product", "vial-500")
                                .with("diluent", "saline")
                                .with("route", "vein"))) {
            JsonNode record = kept(answers);
            assertThat(codes(record.path("medicationCodeableConcept")))
                    .containsExactly("ferric-one", "vial-500", "saline");
            assertThat(codes(record.at("/dosage/route"))).containsExactly("vein");
        }
    }

    @Test
    void another_product_stands_in_the_place_of_the_ordered_one() {
        JsonNode medication =
                kept(AS_ORDERED.with("product", "vial-1000").with("diluent", "saline"))
                        .path("medicationCodeableConcept");

        assertThat(codes(medication)).containsExactly("vial-1000", "saline");
        assertThat(medication.path("text").asText("")).isEqualTo("Vial of 1000 mg");
    }

    @Test
    void another_fluid_and_another_route_stand_in_the_place_of_the_ordered_ones() {
        JsonNode record = kept(AS_ORDERED.with("diluent", "glucose").with("route", "skin"));

        assertThat(codes(record.path("medicationCodeableConcept")))
                .containsExactly("ferric-one", "vial-500", "glucose");
        assertThat(codes(record.at("/dosage/route"))).containsExactly("skin");
    }

    @ParameterizedTest
    @CsvSource({"2025-06-01,STOP REC-EXPIRED", "2025-06-02,", "2025-06-03,"})
    void a_lot_may_be_used_until_its_last_day(String expiry, String check) {
        assertThat(checks(RELEASED, AS_ORDERED.with("expiry", expiry)))
                .isEqualTo(check == null ? List.of() : List.of(check));
    }

    @ParameterizedTest
    @CsvSource({"2025-05-27,true", "2025-05-26,false"})
    void a_dose_before_its_time_asks_for_a_reason(String last, boolean early) {
        Chart chart = chart(order("one", "active", 1000, 30), given(last, 500));

        assertThat(checks(chart, AS_ORDERED).contains("REASON REC-TOO-EARLY")).isEqualTo(early);
    }

    @Test
    void what_is_no_medicine_is_recorded_as_done() {
        Deed deed = deed("A. Example", "");
        Outcome planned =
                new OrderLife(IRON, chart(), false)
                        .plan(
                                chosen("compress"),
                                answers("date", "2025-06-02"),
                                Optional.of(Screen.empty()),
                                deed);
        String released =
                ((Outcome.Done) planned)
                        .writes()
                        .getFirst()
                        .json()
                        .replace("\"draft\"", "\"active\"");
        Chart chart = chart(released);
        Order order = Order.of(IRON, chart).getFirst();
        OrderLife life = new OrderLife(IRON, chart, false);

        Outcome outcome =
                life.given(
                        order,
                        answers("day", "2025-06-02", "lot", "L9"),
                        Optional.of(Screen.of(order)),
                        deed);

        JsonNode done = written(outcome, "Procedure");
        assertThat(done.path("performedDateTime").asText("")).isEqualTo("2025-06-02");
        assertThat(done.at("/basedOn/0/reference").asText("")).isEqualTo(order.reference());
        assertThat(done.at("/code/text").asText("")).isEqualTo("Cold compress");
        assertThat(done.has("dosage")).isFalse();
        assertThat(done.at("/note/0/text").asText("")).isEqualTo("Lot L9");
        assertThat(done.has("supportingInformation")).isFalse();
        assertThat(new Administration(IRON, order).fields())
                .extracting(OrderForm.Field::name)
                .containsExactly("day", "start", "lot", "remark");
        JsonNode not =
                written(
                        life.notGiven(
                                order, Optional.of(Screen.of(order)), deed("A. Example", "No ice")),
                        "Procedure");
        assertThat(not.at("/statusReason/text").asText("")).isEqualTo("No ice");
    }
}
