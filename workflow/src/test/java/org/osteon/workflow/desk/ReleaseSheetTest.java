package org.osteon.workflow.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.osteon.workflow.MadeUpOrders.IRON;
import static org.osteon.workflow.MadeUpOrders.chart;
import static org.osteon.workflow.MadeUpOrders.given;
import static org.osteon.workflow.MadeUpOrders.order;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.osteon.chart.Chart;
import org.osteon.pathway.Assessment;
import org.osteon.pathway.PlanItem;

/// The release sheet: the decision first, then why, what is missing, what is next (X2, X7).
class ReleaseSheetTest {
    private static final LocalDate TODAY = LocalDate.of(2025, 6, 2);

    static final String BLEEDS =
            """
            {"resourceType":"Condition","id":"bleeding","code":{"coding":[\
            {"system":"http://snomed.info/sct","code":"131148009"}]},\
            "subject":{"reference":"Patient/idle"},"recordedDate":"2025-06-01"}\
            """;

    private static ReleaseSheet sheet(Chart chart) {
        return ReleaseSheet.of(IRON, IRON.assessWithOptions(chart, TODAY), chart);
    }

    /// The sheet of an assessment that says this and nothing else.
    private static ReleaseSheet sheet(
            Assessment.Status status,
            Optional<String> decision,
            Map<String, Object> results,
            PlanItem... plan) {
        return ReleaseSheet.of(
                IRON,
                new Assessment(
                        "Patient/idle",
                        TODAY,
                        "iron-infusion",
                        "1",
                        "0123456789abcdef",
                        status,
                        decision,
                        List.of(),
                        List.of(),
                        results,
                        List.of(plan),
                        List.of(),
                        List.of(),
                        List.of()),
                chart());
    }

    private static PlanItem item(String title, String from, String to, PlanItem.Status status) {
        return new PlanItem(
                title,
                title,
                Optional.of(from).filter(day -> !day.isEmpty()).map(LocalDate::parse),
                Optional.of(to).filter(day -> !day.isEmpty()).map(LocalDate::parse),
                status,
                Optional.empty(),
                Optional.empty(),
                "",
                title,
                Optional.empty());
    }

    @Test
    void an_order_that_nothing_speaks_against_may_be_released() {
        ReleaseSheet sheet = sheet(chart(order("one", "draft", 1000, 30)));

        assertThat(sheet.decision()).isEqualTo("Give");
        assertThat(sheet.explanation()).isEqualTo("Nothing stands in the way.");
        assertThat(sheet.tone()).isEqualTo(Tone.CLEAR);
        assertThat(sheet.complete()).isTrue();
        assertThat(sheet.mayRelease()).isTrue();
        assertThat(sheet.release()).isPresent();
        assertThat(sheet.options()).isEmpty();
        assertThat(sheet.obstacles()).isEmpty();
        assertThat(sheet.advice()).isEmpty();
        assertThat(sheet.furtherObstacles()).isEmpty();
        assertThat(sheet.blocked()).isZero();
        assertThat(sheet.clear()).extracting(Gate::id).contains("haemoglobin", "order");
        assertThat(sheet.clear()).hasSize((int) sheet.count(Tone.CLEAR));
    }

    @Test
    void an_order_of_too_much_is_held_and_says_why_before_the_advice() {
        ReleaseSheet sheet = sheet(chart("2025-05-21", 40, order("one", "draft", 1200, 30)));

        assertThat(sheet.decision()).isEqualTo("Hold");
        assertThat(sheet.tone()).isEqualTo(Tone.HOLD);
        assertThat(sheet.mayRelease()).isFalse();
        assertThat(sheet.findings())
                .extracting(Gate.Finding::code)
                .containsExactly("TOO-MUCH", "FERRITIN-BORDERLINE");
        assertThat(sheet.obstacles()).extracting(Gate.Finding::code).containsExactly("TOO-MUCH");
        assertThat(sheet.advice())
                .extracting(Gate.Finding::code)
                .containsExactly("FERRITIN-BORDERLINE");
        assertThat(sheet.blocked()).isEqualTo(1);
        assertThat(sheet.closed().getFirst().id()).isEqualTo("order");
        assertThat(sheet.closed()).hasSize(sheet.gates().size() - sheet.clear().size());
        assertThat(sheet.furtherObstacles()).isEmpty();
    }

    @Test
    void a_gate_that_only_the_release_would_close_is_told_besides_the_findings() {
        ReleaseSheet sheet =
                sheet(chart(order("one", "active", 500, 30), order("two", "draft", 500, 30)));

        assertThat(sheet.findings()).isEmpty();
        assertThat(sheet.furtherObstacles()).containsExactly("Two orders would be active");
        assertThat(sheet.mayRelease()).isFalse();
    }

    @Test
    void where_nothing_is_planned_it_shows_what_would_hold_for_each_option() {
        ReleaseSheet sheet = sheet(chart());

        assertThat(sheet.decision()).isEqualTo("Nothing planned");
        assertThat(sheet.explanation()).isEmpty();
        assertThat(sheet.tone()).isEqualTo(Tone.NONE);
        assertThat(sheet.mayRelease()).isFalse();
        assertThat(sheet.release()).isEmpty();
        assertThat(sheet.options())
                .extracting(ReleaseSheet.Choice::title)
                .containsExactly("Ferric one", "Cold compress");
        assertThat(sheet.options().getFirst().sheet().decision()).isEqualTo("Give");
        assertThat(sheet.options().getFirst().results()).isEmpty();
        assertThat(sheet.alternatives())
                .extracting(Assessment.Alternative::title)
                .containsExactly("Tablets");
    }

    @Test
    void a_choice_shows_what_it_alone_gives_and_speaks_loudest() {
        ReleaseSheet held = sheet(chart("2025-05-21", 40, order("one", "draft", 1200, 30)));

        var choice =
                ReleaseSheet.Choice.of("id", "Title", held, List.of(held.results().getFirst()));

        assertThat(choice.results()).isEqualTo(held.results().subList(1, held.results().size()));
        assertThat(choice.reasons()).extracting(Gate.Finding::code).containsExactly("TOO-MUCH");
    }

    @Test
    void results_are_named_values_with_their_arithmetic_and_tables_apart() {
        ReleaseSheet sheet = sheet(chart(given("2025-05-28", 500)));

        assertThat(sheet.results())
                .containsExactly(
                        new ReleaseSheet.Result("Dose, mg", "1000"),
                        new ReleaseSheet.Result("Iron deficit, mg", "1212.8"),
                        new ReleaseSheet.Result("Days since the last dose", "5"),
                        new ReleaseSheet.Result("Products", "Ferric one, Ferric two"));
        assertThat(sheet.arithmetic()).hasSize(1);
        assertThat(sheet.arithmetic().getFirst().title()).isEqualTo("How the dose comes about");
        assertThat(sheet.arithmetic().getFirst().lines()).hasSize(4).contains("= 1213 mg");
        assertThat(sheet.tables())
                .containsExactly(
                        new ReleaseSheet.Table(
                                List.of("By weight", "Flat"),
                                List.of(
                                        new ReleaseSheet.Table.Line("Low", List.of("15", "500")),
                                        new ReleaseSheet.Table.Line(
                                                "High", List.of("20", "1000")))));
        assertThat(sheet.values()).containsKey("perKilogram");
    }

    @Test
    void more_than_eight_words_or_words_with_blanks_get_a_line_each() {
        List<String> nine = List.of("a", "b", "c", "d", "e", "f", "g", "h", "i");

        assertThat(arithmetic("products", nine)).hasSize(1);
        assertThat(arithmetic("products", nine.subList(0, 8))).isEmpty();
        assertThat(arithmetic("products", List.of("one line", "b"))).hasSize(1);
        assertThat(arithmetic("products", List.of())).isEmpty();
        assertThat(arithmetic("products", List.of("one line", 2))).isEmpty();
    }

    private static List<ReleaseSheet.Steps> arithmetic(String name, Object value) {
        return sheet(Assessment.Status.COMPLETE, Optional.empty(), Map.of(name, value))
                .arithmetic();
    }

    @Test
    void what_has_no_value_has_no_line_and_a_quantity_is_a_value_and_no_table() {
        Map<String, Object> results = new LinkedHashMap<>();
        results.put("dose", null);
        results.put("products", "");
        results.put("flat", Map.of("value", new BigDecimal("5.0"), "unit", "mg"));
        Map<String, Object> nothing = new LinkedHashMap<>();
        nothing.put("low", null);
        results.put("perKilogram", nothing);
        results.put("arithmetic", Arrays.asList(1, 2, 3));

        ReleaseSheet sheet = sheet(Assessment.Status.COMPLETE, Optional.empty(), results);

        assertThat(sheet.results())
                .containsExactly(
                        new ReleaseSheet.Result("How the dose comes about", "1 · 2 · 3"),
                        new ReleaseSheet.Result("Flat", "5 mg"));
        assertThat(sheet.tables()).isEmpty();
    }

    @Test
    void a_decision_without_words_is_said_as_it_is() {
        assertThat(decision(Optional.of("SOME_WORD"), Assessment.Status.COMPLETE).decision())
                .isEqualTo("Some word");
        assertThat(decision(Optional.empty(), Assessment.Status.NOT_APPLICABLE).decision())
                .isEqualTo("Not asked for");
        assertThat(decision(Optional.empty(), Assessment.Status.INCOMPLETE).complete()).isFalse();
        assertThat(decision(Optional.empty(), Assessment.Status.NOT_APPLICABLE).complete())
                .isTrue();
        assertThat(decision(Optional.of("GO"), Assessment.Status.COMPLETE).mayRelease()).isTrue();
        assertThat(decision(Optional.of("STOP"), Assessment.Status.COMPLETE).mayRelease())
                .isFalse();
        assertThat(decision(Optional.empty(), Assessment.Status.COMPLETE).knowledge())
                .isEqualTo("0123456789ab");
    }

    private static ReleaseSheet decision(Optional<String> word, Assessment.Status status) {
        return sheet(status, word, Map.of());
    }

    @Test
    void where_it_does_not_apply_it_says_why() {
        Chart empty = chart();
        Assessment assessment = IRON.assess(empty, LocalDate.of(2025, 1, 1));

        ReleaseSheet sheet = ReleaseSheet.of(IRON, assessment, empty);

        assertThat(assessment.status()).isEqualTo(Assessment.Status.NOT_APPLICABLE);
        assertThat(sheet.decision()).isEqualTo("Not asked for");
        assertThat(sheet.explanation())
                .isEqualTo(
                        String.join(
                                ". ",
                                assessment.criteria().stream()
                                        .map(criterion -> criterion.summary())
                                        .toList()));
    }

    @Test
    void the_plan_says_when_in_words_and_what_is_still_open() {
        ReleaseSheet sheet =
                sheet(
                        Assessment.Status.COMPLETE,
                        Optional.empty(),
                        Map.of(),
                        item("both", "2025-06-11", "2025-06-18", PlanItem.Status.PLANNED),
                        item("from", "2025-06-02", "", PlanItem.Status.DUE),
                        item("by", "", "2025-06-01", PlanItem.Status.OVERDUE),
                        item("some day", "", "", PlanItem.Status.PLANNED),
                        item("done", "2025-05-01", "", PlanItem.Status.DONE),
                        item("not", "2025-05-01", "", PlanItem.Status.CANCELLED));

        assertThat(sheet.plan())
                .extracting(ReleaseSheet.PlanLine::when)
                .startsWith("11 Jun to 18 Jun 2025", "from 2 Jun 2025", "by 1 Jun 2025", "");
        assertThat(sheet.plan())
                .extracting(ReleaseSheet.PlanLine::from)
                .startsWith("in 9 days", "today", "1 day ago", "");
        assertThat(sheet.open())
                .extracting(ReleaseSheet.PlanLine::title)
                .containsExactly("both", "from", "by", "some day");
        assertThat(sheet.plan())
                .extracting(ReleaseSheet.PlanLine::tone)
                .containsExactly("none", "advice", "hold", "none", "clear", "none");
    }

    @Test
    void what_was_given_that_day_is_on_the_sheet() {
        assertThat(sheet(chart(given("2025-06-02T10:15:00+02:00", 1000))).givenThatDay())
                .hasSize(1);
        assertThat(sheet(chart(given("2025-06-01", 1000))).givenThatDay()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Tone.class)
    void gates_are_counted_by_their_tone(Tone tone) {
        ReleaseSheet sheet =
                sheet(chart("2025-05-21", 40, order("one", "draft", 1200, 30), BLEEDS));

        assertThat(sheet.count(tone))
                .isEqualTo(sheet.gates().stream().filter(gate -> gate.tone() == tone).count());
        assertThat(sheet.blocked()).isEqualTo(2);
        assertThat(sheet.decision()).isEqualTo("See the patient");
    }
}
