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
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.osteon.chart.Chart;

/// What can become of an order, and what cannot: each transition with both neighbours (C5, X7).
class OrderLifeTest {
    private static final Deed PLANS = deed("A. Example", "");
    private static final Answers FORM =
            answers("date", "2025-06-02", "dose", "1000", "minutes", "30");

    private static OrderLife life(Chart chart) {
        return new OrderLife(IRON, chart, false);
    }

    private static Outcome.Done done(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Done.class);
        return (Outcome.Done) outcome;
    }

    private static JsonNode written(Outcome outcome, String type) {
        return FhirEdit.read(
                done(outcome).writes().stream()
                        .filter(write -> write.type().equals(type))
                        .findFirst()
                        .orElseThrow()
                        .json());
    }

    private static Chart with(String status) {
        return chart(order("one", status, 1000, 30));
    }

    private static Order only(Chart chart) {
        List<Order> orders = Order.of(IRON, chart);
        assertThat(orders).hasSize(1);
        return orders.getFirst();
    }

    private static Optional<Screen> shown(Chart chart) {
        return Optional.of(Screen.of(only(chart)));
    }

    private static Outcome release(Chart chart, Answers answers, Deed deed) {
        Screen screen = Screen.of(only(chart));
        return life(chart).release(only(chart), answers, Optional.of(screen), screen, deed);
    }

    // --- planning ---

    @Test
    void what_is_planned_is_a_draft_of_the_pathway_with_who_planned_it() {
        Outcome outcome =
                life(chart()).plan(chosen("ferric-one"), FORM, Optional.of(Screen.empty()), PLANS);

        JsonNode draft = written(outcome, "MedicationRequest");
        assertThat(done(outcome).action()).isEqualTo("plan");
        assertThat(done(outcome).writes().getFirst().inPlaceOf()).isEmpty();
        assertThat(draft.path("id").asText("")).startsWith("order-");
        assertThat(draft.path("status").asText("")).isEqualTo("draft");
        assertThat(draft.path("authoredOn").asText("")).isEqualTo("2025-06-02");
        assertThat(draft.at("/subject/reference").asText("")).isEqualTo("Patient/idle");
        assertThat(draft.at("/requester/display").asText("")).isEqualTo("A. Example");
        assertThat(draft.at("/instantiatesCanonical/0").asText(""))
                .isEqualTo("urn:osteon:pathway:iron-infusion");
        assertThat(draft.at("/dosageInstruction/0/timing/event/0").asText(""))
                .isEqualTo("2025-06-02");
        assertThat(draft.at("/dosageInstruction/0/doseAndRate/0/doseQuantity/value").asInt(0))
                .isEqualTo(1000);
        assertThat(draft.at("/dosageInstruction/0/timing/repeat/durationUnit").asText(""))
                .isEqualTo("min");
    }

    @Test
    void what_the_form_needs_and_does_not_get_is_named_by_its_field() {
        assertThat(
                        life(chart())
                                .plan(
                                        chosen("ferric-one"),
                                        answers("dose", "much"),
                                        Optional.of(Screen.empty()),
                                        PLANS))
                .isInstanceOfSatisfying(
                        Outcome.Incomplete.class,
                        incomplete ->
                                assertThat(incomplete.problems())
                                        .extracting(FieldProblem::field)
                                        .containsExactly("date", "dose"));
    }

    @Test
    void planning_again_takes_the_place_of_the_draft_that_was_seen() {
        Chart chart = with("draft");

        Outcome outcome = life(chart).plan(chosen("ferric-one"), FORM, shown(chart), PLANS);

        assertThat(done(outcome).writes()).hasSize(1);
        assertThat(done(outcome).writes().getFirst().id()).isEqualTo("one");
        assertThat(done(outcome).writes().getFirst().inPlaceOf()).isPresent();
    }

    @Test
    void a_draft_that_came_meanwhile_is_told_instead_of_overwritten() {
        assertThat(
                        life(with("draft"))
                                .plan(
                                        chosen("ferric-one"),
                                        FORM,
                                        Optional.of(Screen.empty()),
                                        PLANS))
                .isInstanceOfSatisfying(
                        Outcome.Changed.class,
                        changed ->
                                assertThat(changed.differences())
                                        .contains("Ordered: nothing before, Ferric one now."));
    }

    @Test
    void a_second_dose_of_a_day_is_not_planned_without_a_reason() {
        Chart chart = chart(given("2025-06-02T09:05:00+02:00", 500));
        OrderLife life = life(chart);
        Optional<Screen> nothing = Optional.of(Screen.empty());

        assertThat(life.plan(chosen("ferric-one"), FORM, nothing, PLANS))
                .isEqualTo(
                        new Outcome.NeedsReason(
                                List.of(
                                        "Given on that day already: Ferric one 500 mg at 09:05, by"
                                                + " C. Example.")));
        Outcome why =
                life.plan(chosen("ferric-one"), FORM, nothing, deed("A. Example", "Second bag"));
        assertThat(done(why).reason()).isEqualTo("Second bag");
        assertThat(life.plan(chosen("ferric-one"), FORM.with("date", "2025-06-03"), nothing, PLANS))
                .isInstanceOf(Outcome.Done.class);
    }

    // --- release ---

    @Test
    void a_draft_is_released_with_the_name_of_who_did_it() {
        Outcome outcome = release(with("draft"), answers(), deed("B. Example", ""));

        JsonNode released = written(outcome, "MedicationRequest");
        assertThat(done(outcome).action()).isEqualTo("release");
        assertThat(done(outcome).writes()).hasSize(1);
        assertThat(released.path("status").asText("")).isEqualTo("active");
        assertThat(released.at("/extension").toString()).contains("B. Example");
    }

    @ParameterizedTest
    @CsvSource({"active", "on-hold"})
    void what_is_not_a_draft_is_not_released(String status) {
        assertThat(release(with(status), answers(), PLANS)).isInstanceOf(Outcome.Gone.class);
    }

    @Test
    void who_saw_another_dose_releases_nothing_and_is_told_both() {
        Chart seen = chart(order("one", "draft", 500, 30));
        Chart now = with("draft");

        assertThat(
                        life(now)
                                .release(
                                        only(now),
                                        answers(),
                                        shown(seen),
                                        Screen.of(only(now)),
                                        PLANS))
                .isInstanceOfSatisfying(
                        Outcome.Changed.class,
                        changed ->
                                assertThat(changed.differences())
                                        .containsExactly("Dose: 500 mg before, 1000 mg now."));
    }

    @Test
    void who_does_not_say_what_was_seen_changes_nothing() {
        Chart draft = with("draft");
        Chart active = with("active");
        Deed deed = deed("A. Example", "why");

        assertThat(
                        List.of(
                                life(draft)
                                        .release(
                                                only(draft),
                                                answers(),
                                                Optional.empty(),
                                                Screen.of(only(draft)),
                                                deed),
                                life(draft)
                                        .move(
                                                only(draft),
                                                OrderLife.Move.HOLD,
                                                Optional.empty(),
                                                deed),
                                life(active).given(only(active), answers(), Optional.empty(), deed),
                                life(active).notGiven(only(active), Optional.empty(), deed),
                                life(chart())
                                        .plan(chosen("ferric-one"), FORM, Optional.empty(), deed)))
                .allSatisfy(outcome ->
                        assertThat(outcome)
                                .isEqualTo(
                                        new Outcome.Changed(
                                                List.of(
                                                        "The form did not say which state of the"
                                                                + " order it showed."))));
    }

    @Test
    void where_two_persons_are_wanted_who_planned_does_not_release() {
        Chart chart = with("draft");
        OrderLife two = new OrderLife(IRON, chart, true);
        Screen screen = Screen.of(only(chart));

        assertThat(
                        two.release(
                                only(chart),
                                answers(),
                                Optional.of(screen),
                                screen,
                                deed("a. EXAMPLE", "")))
                .isEqualTo(new Outcome.NeedsAnother("a. EXAMPLE"));
        assertThat(
                        two.release(
                                only(chart),
                                answers(),
                                Optional.of(screen),
                                screen,
                                deed("B. Example", "")))
                .isInstanceOf(Outcome.Done.class);
        assertThat(release(chart, answers(), deed("A. Example", "")))
                .isInstanceOf(Outcome.Done.class);
    }

    @Test
    void against_the_sheet_it_is_released_with_a_reason_that_is_kept_with_each_finding() {
        Chart old = chart("2025-05-01", 20, order("one", "draft", 1000, 30));

        assertThat(release(old, answers(), PLANS))
                .isInstanceOfSatisfying(
                        Outcome.NeedsReason.class,
                        needs -> assertThat(needs.why()).contains("Haemoglobin is too old"));
        Outcome outcome = release(old, answers(), deed("B. Example", "Bleeding"));
        assertThat(done(outcome).action()).isEqualTo("override");
        JsonNode issue = written(outcome, "DetectedIssue");
        assertThat(issue.at("/code/coding/0/system").asText("")).isEqualTo("urn:osteon:rule");
        assertThat(issue.at("/code/coding/0/code").asText("")).isEqualTo("HB-OLD");
        assertThat(issue.at("/patient/reference").asText("")).isEqualTo("Patient/idle");
        assertThat(issue.at("/implicated/0/reference").asText(""))
                .isEqualTo("MedicationRequest/one");
        assertThat(issue.at("/mitigation/0/action/text").asText(""))
                .isEqualTo("Overridden: Bleeding");
        assertThat(issue.at("/mitigation/0/author/display").asText("")).isEqualTo("B. Example");
        assertThat(issue.path("identifiedDateTime").asText("")).isEqualTo("2025-06-02T08:30:00Z");
        assertThat(issue.at("/author/display").asText("")).isEqualTo("B. Example");
    }

    @Test
    void a_gate_that_would_close_with_the_release_is_closed_now() {
        String other = order("other", "active", 500, 30);
        Chart chart = chart(order("one", "draft", 1000, 30), other);
        Order draft = life(chart).order("MedicationRequest/one").orElseThrow();
        Screen screen = Screen.of(draft);

        assertThat(life(chart).release(draft, answers(), Optional.of(screen), screen, PLANS))
                .isInstanceOfSatisfying(
                        Outcome.NeedsReason.class,
                        needs ->
                                assertThat(needs.why())
                                        .containsExactly("Two orders would be active"));
        assertThat(life(chart).order("MedicationRequest/nobody")).isEmpty();
    }

    @Test
    void advice_is_read_before_the_release() {
        Chart borderline = chart("2025-05-21", 50, order("one", "draft", 1000, 30));

        assertThat(release(borderline, answers(), PLANS))
                .isInstanceOfSatisfying(
                        Outcome.AdviceUnread.class,
                        unread ->
                                assertThat(unread.advice())
                                        .extracting(OrderFinding::code)
                                        .containsExactly("FERRITIN-BORDERLINE"));
        assertThat(release(borderline, answers("read", "yes"), PLANS))
                .isInstanceOf(Outcome.Done.class);
    }

    @Test
    void an_order_without_a_dose_is_released_with_one_only() {
        String open =
                order("one", "draft", 1000, 30).replaceAll(",\"doseAndRate\":.*?\\}\\}\\]", "");
        Chart chart = chart(open);

        assertThat(release(chart, answers(), PLANS))
                .isInstanceOfSatisfying(
                        Outcome.Incomplete.class,
                        incomplete ->
                                assertThat(incomplete.problems())
                                        .containsExactly(
                                                new FieldProblem("dose", "Dose is needed.")));
        assertThat(
                        written(release(chart, answers("dose", "900"), PLANS), "MedicationRequest")
                                .at("/dosageInstruction/0/doseAndRate/0/doseQuantity/value")
                                .asInt(0))
                .isEqualTo(900);
    }

    // --- hold, resume, withdraw ---

    @ParameterizedTest
    @CsvSource({
        "HOLD, draft, on-hold",
        "HOLD, active, on-hold",
        "HOLD, on-hold, ",
        "WITHDRAW, draft, cancelled",
        "WITHDRAW, active, cancelled",
        "WITHDRAW, on-hold, cancelled",
        "RESUME, draft, ",
        "RESUME, active, ",
        "RESUME, on-hold, draft"
    })
    void an_order_moves_only_from_where_the_move_starts(
            OrderLife.Move move, String from, String to) {
        Chart chart = with(from);

        Outcome outcome =
                life(chart).move(only(chart), move, shown(chart), deed("A. Example", "Fever"));

        if (to == null) {
            assertThat(outcome).isInstanceOf(Outcome.Gone.class);
        } else {
            JsonNode moved = written(outcome, "MedicationRequest");
            assertThat(moved.path("status").asText("")).isEqualTo(to);
            assertThat(moved.at("/statusReason/text").asText("")).isEqualTo("Fever");
            assertThat(moved.at("/extension").toString()).doesNotContain("B. Example");
            assertThat(done(outcome).action()).isEqualTo(move.action());
        }
    }

    @ParameterizedTest
    @EnumSource(OrderLife.Move.class)
    void only_what_makes_it_a_draft_again_needs_no_reason(OrderLife.Move move) {
        Chart chart = with(move == OrderLife.Move.HOLD ? "active" : "on-hold");

        Outcome outcome = life(chart).move(only(chart), move, shown(chart), PLANS);

        if (move == OrderLife.Move.RESUME) {
            assertThat(written(outcome, "MedicationRequest").has("statusReason")).isFalse();
        } else {
            assertThat(outcome)
                    .isEqualTo(
                            new Outcome.NeedsReason(
                                    List.of(
                                            "To "
                                                    + move.action()
                                                    + " an order, others must be able to read"
                                                    + " why.")));
        }
    }

    @Test
    void a_move_of_what_was_changed_meanwhile_is_told() {
        Chart now = with("active");

        assertThat(
                        life(now)
                                .move(
                                        only(now),
                                        OrderLife.Move.HOLD,
                                        shown(with("draft")),
                                        deed("A. Example", "Fever")))
                .isEqualTo(new Outcome.Changed(List.of("State: planned before, released now.")));
    }

    // --- not given ---

    @Test
    void what_was_not_given_is_kept_with_its_reason_and_the_order_is_held() {
        Chart chart = with("active");

        assertThat(life(chart).notGiven(only(chart), shown(chart), PLANS))
                .isInstanceOf(Outcome.NeedsReason.class);
        Outcome outcome =
                life(chart).notGiven(only(chart), shown(chart), deed("A. Example", "No vein"));
        JsonNode record = written(outcome, "MedicationAdministration");
        assertThat(record.path("status").asText("")).isEqualTo("not-done");
        assertThat(record.at("/statusReason/0/text").asText("")).isEqualTo("No vein");
        assertThat(record.path("effectiveDateTime").asText("")).isEqualTo("2025-06-02");
        JsonNode held = written(outcome, "MedicationRequest");
        assertThat(held.path("status").asText("")).isEqualTo("on-hold");
        assertThat(held.at("/statusReason/text").asText("")).isEqualTo("No vein");
    }

    @ParameterizedTest
    @CsvSource({"draft", "on-hold"})
    void what_was_not_to_be_given_cannot_be_not_given(String status) {
        Chart chart = with(status);

        assertThat(life(chart).notGiven(only(chart), shown(chart), deed("A. Example", "No vein")))
                .isInstanceOf(Outcome.Gone.class);
    }
}
