package org.osteon.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.osteon.workflow.MadeUpOrders.IRON;
import static org.osteon.workflow.MadeUpOrders.answers;
import static org.osteon.workflow.MadeUpOrders.chart;
import static org.osteon.workflow.MadeUpOrders.deed;
import static org.osteon.workflow.MadeUpOrders.order;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.osteon.chart.Chart;

/// The record of a dose as a form: the questions, checks and writes of the order's page (records,
/// B4 and B5; C6).
class DoseFormTest {
    private static final Chart RELEASED = chart(order("one", "active", 1000, 30));
    private static final DoseForm GIVEN = new DoseForm(DoseForm.Kind.GIVEN, List.of(IRON));
    private static final DoseForm NOT_GIVEN = new DoseForm(DoseForm.Kind.NOT_GIVEN, List.of(IRON));

    private static ObjectNode response(String items) {
        ObjectNode response = unseen(items);
        response.withArray("item")
                .addObject()
                .put("linkId", "seen")
                .putArray("answer")
                .addObject()
                .put("valueString", Screen.of(Order.of(IRON, RELEASED).getFirst()).text());
        return response;
    }

    private static ObjectNode unseen(String items) {
        return FhirEdit.read(
                """
                {"resourceType":"QuestionnaireResponse","item":[
                  {"linkId":"order","answer":[{"valueReference":{"reference":"MedicationRequest/one"}}]},
                  %s]}
                """
                        .formatted(items));
    }

    private static ObjectNode dose(String amount, String unit, String more) {
        return response(
                """
                {"linkId":"day","answer":[{"valueDate":"2025-06-02"}]},
                {"linkId":"start","answer":[{"valueString":"10:00"}]},
                {"linkId":"minutes","answer":[{"valueQuantity":{"value":30,"code":"min"}}]},
                {"linkId":"dose","answer":[{"valueQuantity":{"value":%s,"code":"%s"}}]}%s
                """
                        .formatted(amount, unit, more));
    }

    private static Outcome take(DoseForm form, ObjectNode response) {
        return take(form, response, RELEASED);
    }

    private static Outcome take(DoseForm form, ObjectNode response, Chart chart) {
        return form.take(
                response, form.order(response, chart).orElseThrow(), chart, deed("A. Example", ""));
    }

    private static String kept(Outcome outcome, String type) {
        return ((Outcome.Done) outcome)
                .writes().stream()
                        .filter(one -> one.type().equals(type))
                        .map(Write::json)
                        .map(json -> json.replaceAll("given-[0-9a-f-]+", "given"))
                        .findFirst()
                        .orElseThrow();
    }

    @Test
    void a_response_makes_what_the_page_of_the_order_makes() {
        Outcome page =
                new OrderLife(IRON, RELEASED, false)
                        .given(
                                Order.of(IRON, RELEASED).getFirst(),
                                answers(
                                        "day",
                                        "2025-06-02",
                                        "start",
                                        "10:00",
                                        "dose",
                                        "1000",
                                        "minutes",
                                        "30"),
                                Optional.of(Screen.of(Order.of(IRON, RELEASED).getFirst())),
                                deed("A. Example", ""));
        Outcome form = take(GIVEN, dose("1000", "mg", ""));

        for (String type : List.of("MedicationAdministration", "MedicationRequest")) {
            assertThat(kept(form, type)).isEqualTo(kept(page, type));
        }
    }

    @Test
    void what_differs_from_the_order_wants_a_reason_here_too() {
        assertThat(take(GIVEN, dose("999", "mg", "")))
                .isInstanceOfSatisfying(
                        Outcome.Stopped.class,
                        one ->
                                assertThat(one.checks())
                                        .extracting(RecordCheck::code)
                                        .containsExactly("REC-DOSE-DIFFERS"));
        assertThat(
                        take(
                                GIVEN,
                                dose(
                                        "999",
                                        "mg",
                                        ",{\"linkId\":\"reason\",\"answer\":[{\"valueString\":\"A"
                                                + " vial broke\"}]}")))
                .isInstanceOf(Outcome.Done.class);
    }

    @Test
    void a_dose_in_another_unit_than_the_order_is_refused() {
        assertThat(take(GIVEN, dose("1", "g", "")))
                .isInstanceOfSatisfying(
                        Outcome.Incomplete.class,
                        one ->
                                assertThat(one.problems())
                                        .extracting(FieldProblem::field)
                                        .containsExactly("dose"));
    }

    @Test
    void a_response_says_which_state_of_the_order_was_seen_and_is_told_what_changed_since() {
        Chart changed = chart(order("one", "active", 500, 30));

        for (DoseForm form : List.of(GIVEN, NOT_GIVEN)) {
            assertThat(take(form, unseen("{\"linkId\":\"remark\"}")))
                    .isInstanceOfSatisfying(
                            Outcome.Incomplete.class,
                            one ->
                                    assertThat(one.problems())
                                            .singleElement()
                                            .matches(problem -> problem.field().equals("seen"))
                                            .matches(problem ->
                                                    problem.text().contains("$populate")));
            assertThat(take(form, dose("1000", "mg", ""), changed))
                    .isInstanceOfSatisfying(
                            Outcome.Changed.class,
                            one ->
                                    assertThat(one.differences())
                                            .anyMatch(text ->
                                                    text.contains("1000 mg before, 500 mg now")));
        }
    }

    @Test
    void a_response_as_it_was_opened_and_answered_is_kept() {
        ObjectNode opened =
                GIVEN.populated(
                        GIVEN.waiting(RELEASED).getFirst(), RELEASED, LocalDate.of(2025, 6, 2));

        assertThat(take(GIVEN, opened)).isInstanceOf(Outcome.Done.class);
    }

    @Test
    void a_dose_that_was_not_given_holds_the_order_with_its_reason() {
        Outcome outcome =
                take(
                        NOT_GIVEN,
                        response(
                                "{\"linkId\":\"reason\",\"answer\":[{\"valueString\":\"No"
                                        + " vein\"}]}"));

        assertThat(kept(outcome, "MedicationAdministration"))
                .contains("\"status\":\"not-done\"")
                .contains("No vein");
        assertThat(kept(outcome, "MedicationRequest")).contains("\"status\":\"on-hold\"");
        assertThat(take(NOT_GIVEN, response("{\"linkId\":\"remark\"}")))
                .isInstanceOf(Outcome.NeedsReason.class);
    }

    @Test
    void as_it_is_opened_it_says_what_was_ordered_and_asks_what_the_page_asks() {
        ObjectNode opened =
                GIVEN.populated(
                        GIVEN.waiting(RELEASED).getFirst(), RELEASED, LocalDate.of(2025, 6, 2));
        List<String> asked =
                GIVEN.questionnaire()
                        .path("item")
                        .valueStream()
                        .map(item -> item.path("linkId").asText(""))
                        .toList();

        assertThat(opened.at("/item/0/answer/0/valueReference/reference").asText(""))
                .isEqualTo("MedicationRequest/one");
        assertThat(opened.toString()).contains("\"value\":1000");
        assertThat(asked)
                .contains("order", "seen", "day", "dose", "minutes", "lot", "expiry", "second");
        assertThat(
                        opened.path("item")
                                .valueStream()
                                .map((JsonNode one) -> one.path("linkId").asText("")))
                .allMatch(asked::contains);
    }
}
