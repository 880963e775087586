package org.osteon.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.osteon.workflow.MadeUpOrders.IRON;
import static org.osteon.workflow.MadeUpOrders.chart;
import static org.osteon.workflow.MadeUpOrders.order;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is an order of a pathway, what it says, and who stands behind it (C5, X7).
class OrderTest {
    private static final String COMPRESS =
            """
            {"resourceType":"%s","id":"%s","status":"%s","subject":{"reference":"Patient/idle"},\
            "code":{"coding":[{"system":"urn:osteon:test","code":"compress"}]}}\
            """;

    private static List<Order> orders(String... resources) {
        return Order.of(IRON, chart(resources));
    }

    private static Order only(String resource) {
        assertThat(orders(resource)).hasSize(1);
        return orders(resource).getFirst();
    }

    @ParameterizedTest
    @CsvSource({
        "draft, PLANNED, planned",
        "active, RELEASED, released",
        "on-hold, HELD, on hold",
    })
    void an_order_of_the_pathway_waits_in_a_state(String status, Order.State state, String words) {
        assertThat(only(order("one", status, 1000, 30)).state()).isEqualTo(state);
        assertThat(state.words()).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource({"completed", "stopped", "cancelled", "entered-in-error", "unknown"})
    void what_is_over_waits_no_more(String status) {
        assertThat(orders(order("one", status, 1000, 30))).isEmpty();
    }

    @Test
    void what_runs_and_was_not_made_here_is_a_series_and_no_dose() {
        String elsewhere =
                order("one", "active", 1000, 30).replace("urn:osteon:pathway:", "urn:elsewhere:");

        assertThat(orders(elsewhere)).isEmpty();
        assertThat(orders(elsewhere.replace("active", "on-hold"))).isEmpty();
        assertThat(orders(elsewhere.replace("active", "draft"))).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"ferric-one, ferric-two", "urn:osteon:test, urn:other"})
    void a_draft_of_something_else_is_no_order_of_the_pathway(String code, String other) {
        assertThat(orders(order("one", "draft", 1000, 30).replace(code, other))).isEmpty();
    }

    @Test
    void an_order_of_the_pathway_that_it_no_longer_offers_is_still_an_order() {
        Order order = only(order("one", "active", 1000, 30).replace("ferric-one", "ferric-two"));

        assertThat(order.optionId()).isEmpty();
        assertThat(order.title()).isEqualTo("Ferric one");
        assertThat(order.fields()).isEmpty();
        assertThat(order.lines()).isEmpty();
        assertThat(order.day()).isEmpty();
    }

    @Test
    void drafts_come_first_and_then_the_earlier_day() {
        assertThat(
                        orders(
                                order("a", "active", 1000, 30),
                                order("late", "draft", 1000, 30)
                                        .replace("[\"2025-06-02\"]", "[\"2025-06-09\"]"),
                                order("early", "draft", 1000, 30)))
                .extracting(Order::id)
                .containsExactly("early", "late", "a");
    }

    @Test
    void what_is_ordered_otherwise_than_as_a_medicine_waits_too() {
        Order order = only(COMPRESS.formatted("ServiceRequest", "c", "draft"));

        assertThat(order.optionId()).isEqualTo("compress");
        assertThat(order.title()).isEqualTo("Cold compress");
        assertThat(order.type()).isEqualTo("ServiceRequest");
        assertThat(order.reference()).isEqualTo("ServiceRequest/c");
        assertThat(order.plannedBy()).isEmpty();
        assertThat(order.releasedBy()).isEmpty();
        assertThat(order.bySamePerson()).isFalse();
        assertThat(order.reason()).isEmpty();
        assertThat(order.dose()).isEmpty();
    }

    @Test
    void what_was_done_counts_as_given_and_a_procedure_never_gives_a_medicine() {
        String done =
                COMPRESS.formatted("Procedure", "done", "completed")
                        .replace("\"code\":{", "\"performedDateTime\":\"2025-06-02\",\"code\":{");
        LocalDate day = LocalDate.of(2025, 6, 2);

        assertThat(GivenDose.on(day, IRON, chart(done)))
                .containsExactly(new GivenDose("Cold compress", "", "", ""));
        assertThat(GivenDose.on(day, IRON, chart(done.replace("\"compress\"", "\"ferric-one\""))))
                .isEmpty();
        assertThat(GivenDose.on(day.plusDays(1), IRON, chart(done))).isEmpty();
        assertThat(GivenDose.on(day, IRON, chart(done.replace("completed", "not-done")))).isEmpty();
    }

    @Test
    void an_order_says_who_planned_and_who_released_it_and_whether_they_are_one() {
        Order two = only(order("one", "active", 1000, 30));
        Order one = only(order("one", "active", 1000, 30).replace("B. Example", "a. example"));
        Order planned =
                only(order("one", "draft", 1000, 30).replace("urn:osteon:released-by", "urn:x"));

        assertThat(two.plannedBy()).isEqualTo("A. Example");
        assertThat(two.releasedBy()).isEqualTo("B. Example");
        assertThat(two.bySamePerson()).isFalse();
        assertThat(one.bySamePerson()).isTrue();
        assertThat(planned.releasedBy()).isEmpty();
        assertThat(planned.bySamePerson()).isFalse();
    }

    @Test
    void an_order_that_is_held_says_why() {
        assertThat(
                        only(order("one", "on-hold", 1000, 30)
                                        .replace(
                                                "\"intent\"",
                                                "\"statusReason\":{\"text\":\"fever\"},"
                                                        + "\"intent\""))
                                .reason())
                .isEqualTo("fever");
    }

    @Test
    void an_order_says_its_day_and_its_amounts_with_their_units() {
        Order order = only(order("one", "draft", 1000, 30));

        assertThat(order.day()).hasValue(LocalDate.of(2025, 6, 2));
        assertThat(order.lines()).extracting(Order.Line::value).contains("2 Jun 2025", "1000 mg");
        assertThat(order.dose().orElseThrow().path("value").asInt(0)).isEqualTo(1000);
        assertThat(
                        only(order("one", "draft", 1000, 30)
                                        .replace("[\"2025-06-02\"]", "[\"some day\"]"))
                                .day())
                .isEmpty();
    }
}
