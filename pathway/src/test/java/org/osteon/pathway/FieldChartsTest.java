package org.osteon.pathway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Charts on which software was seen to fail in the field (X1, X3), each for its kind: the fault is
/// not made, and the chart that lies just beside it is read as it should be, too.
class FieldChartsTest {
    private static Map<String, WorkedCase> charts;

    @BeforeAll
    static void read() throws IOException {
        charts =
                WorkedCase.in(Path.of("src/test/resources/field")).stream()
                        .collect(Collectors.toMap(WorkedCase::id, Function.identity()));
    }

    private static Assessment assessed(String name) {
        return assessed(name, _ -> {});
    }

    private static Assessment assessed(String name, Consumer<Variation> change) {
        Variation told = Variation.of(charts.get(name));
        change.accept(told);
        return told.assessed();
    }

    private static ObjectNode resource(Variation told, String id) {
        return IntStream.range(0, told.size())
                .mapToObj(told::resource)
                .filter(one -> one.path("id").asText().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static ObjectNode quantity(Variation told, String id) {
        return (ObjectNode) resource(told, id).path("valueQuantity");
    }

    private static Verdict verdict(Assessment assessment, String criterion) {
        return assessment.criteria().stream()
                .filter(one -> one.id().equals(criterion))
                .findFirst()
                .orElseThrow()
                .verdict();
    }

    private static Iterable<String> alerts(Assessment assessment) {
        return assessment.alerts().stream().map(Alert::code).toList();
    }

    // --- Counts ---------------------------------------------------------------------------------

    @Test
    void a_count_in_another_spelling_of_its_unit_is_that_count() {
        String last = "lab-12";
        Assessment low = assessed("count-per-cubic-millimetre");
        assertThat(alerts(low)).contains("TX-PLATELETS");
        assertThat(verdict(low, "transfusion").word()).isEqualTo("not-met");

        Assessment high =
                assessed(
                        "count-per-cubic-millimetre",
                        told -> quantity(told, last).put("value", 90_000));
        assertThat(alerts(high)).doesNotContain("TX-PLATELETS");

        Assessment unknown =
                assessed(
                        "count-per-cubic-millimetre",
                        told -> {
                            quantity(told, last).put("unit", "wibble").remove("code");
                            quantity(told, last).remove("system");
                        });
        assertThat(verdict(unknown, "transfusion").word()).isEqualTo("undetermined");
    }

    @Test
    void a_count_below_what_can_be_counted_is_low_only_where_its_bound_is() {
        Assessment low = assessed("count-below-detection");
        assertThat(alerts(low)).contains("TX-PLATELETS");
        assertThat(verdict(low, "transfusion").word()).isEqualTo("not-met");

        Assessment open =
                assessed(
                        "count-below-detection", told -> quantity(told, "lab-12").put("value", 50));
        assertThat(verdict(open, "transfusion").word()).isNotEqualTo("met");
    }

    @Test
    void no_count_is_no_good_count() {
        Assessment none = assessed("no-count");
        assertThat(verdict(none, "transfusion").missing())
                .anyMatch(missing -> missing.contains("platelet count"));
    }

    @Test
    void a_count_below_detection_breaks_a_run() {
        String result = "neutrophilEngraftmentDate";
        assertThat(assessed("neutrophils-below-detection").results().get(result))
                .hasToString("2025-03-23");
        assertThat(
                        assessed(
                                        "neutrophils-below-detection",
                                        told -> {
                                            quantity(told, "lab-5").put("value", 0.7);
                                            quantity(told, "lab-5").remove("comparator");
                                        })
                                .results()
                                .get(result))
                .hasToString("2025-03-21");
    }

    // --- Dates ----------------------------------------------------------------------------------

    @Test
    void a_result_of_a_month_or_a_year_may_be_too_old() {
        for (String name : new String[] {"creatinine-of-a-year", "creatinine-of-a-month"}) {
            Assessment assessment = assessed(name);
            assertThat(assessment.decision()).as(name).contains("CANNOT_EVALUATE");
            assertThat(assessment.status()).isEqualTo(Assessment.Status.INCOMPLETE);
            assertThat(alerts(assessment)).contains("DATA-DATE");
            assertThat(assessment.missing().toString())
                    .contains(name.endsWith("year") ? "in 2025" : "in June 2025")
                    .doesNotContain(" of 1 January", "of 1 June", "of 8 June");
        }
    }

    @Test
    void of_a_month_that_began_within_the_time_allowed_every_day_will_do() {
        for (String day : new String[] {"2025-06-29", "2025-06-30T08:00:00Z"}) {
            Assessment assessment =
                    assessed(
                            "creatinine-of-a-month",
                            told ->
                                    resource(told, "creatinine-2025-06-02")
                                            .put("effectiveDateTime", day));
            assertThat(alerts(assessment)).as(day).doesNotContain("DATA-DATE");
        }
    }

    @Test
    void a_last_dose_of_which_the_month_is_known_leaves_the_interval_open() {
        Assessment open = assessed("dose-of-a-month");
        assertThat(open.decision()).contains("CANNOT_EVALUATE");
        assertThat(alerts(open)).contains("DATA-DATE");
        assertThat(verdict(open, "timing").missing().toString()).contains("in May 2025");

        Assessment known =
                assessed(
                        "dose-of-a-month",
                        told -> resource(told, "past").put("effectiveDateTime", "2025-05-05"));
        assertThat(alerts(known)).doesNotContain("DATA-DATE");
        assertThat(verdict(known, "timing").word()).isNotEqualTo("undetermined");
    }

    @Test
    void an_injury_of_a_month_is_an_assessment() {
        assertThat(assessed("injury-of-a-month").criteria())
                .isNotEmpty()
                .noneMatch(
                        one -> one.verdict().missing().contains(CriterionJudgement.NOT_EVALUATED));
    }

    // --- Results that disagree, units -----------------------------------------------------------

    @Test
    void of_two_results_of_one_time_the_worse_counts_in_whichever_order_they_stand() {
        Assessment one = assessed("two-creatinines");
        Assessment other =
                assessed(
                        "two-creatinines",
                        told -> {
                            ArrayNode entries = told.chart().path("entry").deepCopy();
                            ArrayNode reversed = told.chart().putArray("entry");
                            entries.forEach(entry -> reversed.insert(0, entry));
                        });
        assertThat(one).isEqualTo(other);
        assertThat(one.decision()).contains("DO_NOT_GIVE");

        Assessment alike = assessed("unit-in-capitals");
        assertThat(alike.decision()).contains("PROCEED");
    }

    @Test
    void a_unit_in_capitals_is_read_and_one_that_is_refused_is_not_computed_with() {
        Assessment read = assessed("unit-in-capitals");
        assertThat(read.decision()).contains("PROCEED");
        assertThat(read.results().toString()).contains("crClMlMin=60");

        Assessment refused =
                assessed(
                        "unit-in-capitals",
                        told -> {
                            ObjectNode quantity = quantity(told, "creatinine-2025-06-02");
                            quantity.put("unit", "g/dL").put("code", "g/dL");
                        });
        assertThat(alerts(refused)).contains("DATA-UNIT");
        assertThat(refused.results().toString()).contains("crClMlMin=null");
    }

    @Test
    void a_bound_that_is_there_twice_says_what_it_says_once() {
        Consumer<Variation> bounded =
                told ->
                        quantity(told, "creatinine-2025-06-02")
                                .put("comparator", "<")
                                .put("value", 5);
        Assessment once = assessed("unit-in-capitals", bounded);
        Assessment twice =
                assessed(
                        "unit-in-capitals",
                        bounded.andThen(told -> {
                            ObjectNode twin = resource(told, "creatinine-2025-06-02").deepCopy();
                            ((ArrayNode) told.chart().path("entry"))
                                    .addObject()
                                    .set("resource", twin.put("id", "twin"));
                        }));
        assertThat(once.decision()).isPresent().isNotEqualTo(Optional.of("PROCEED"));
        assertThat(twice.decision()).isEqualTo(once.decision());
        assertThat(alerts(twice)).isEqualTo(alerts(once));
    }

    @Test
    void of_two_results_one_that_may_be_anything_stands_in_the_way_of_the_other() {
        Assessment open =
                assessed(
                        "two-creatinines",
                        told ->
                                quantity(told, "creatinine-dup")
                                        .put("comparator", "<")
                                        .put("value", 999_999_999));
        assertThat(open.decision()).contains("CANNOT_EVALUATE");
        assertThat(verdict(open, "kidney").word()).isEqualTo("undetermined");
        assertThat(open.missing().toString()).doesNotContain("999999998");
    }

    // --- What counts at all ---------------------------------------------------------------------

    @Test
    void for_the_dead_nothing_is_planned_and_for_the_living_it_is() {
        Assessment dead = assessed("dead");
        assertThat(dead.decision()).isEmpty();
        assertThat(dead.alerts()).isEmpty();
        assertThat(dead.criteria()).extracting(Criterion::id).containsExactly("alive");

        Assessment later =
                assessed("dead", told -> told.resource(0).put("deceasedDateTime", "2025-06-03"));
        assertThat(later.decision()).contains("PROCEED");

        Assessment living =
                assessed(
                        "dead",
                        told -> {
                            told.resource(0).remove("deceasedDateTime");
                            told.resource(0).put("deceasedBoolean", false);
                        });
        assertThat(living.decision()).contains("PROCEED");
    }

    @Test
    void what_an_unknown_extension_changes_is_not_used_and_is_told() {
        Assessment changed = assessed("modifier-extension");
        assertThat(changed.decision()).contains("CANNOT_EVALUATE");
        assertThat(verdict(changed, "chart").word()).isEqualTo("not-met");

        Assessment plain =
                assessed(
                        "modifier-extension",
                        told -> {
                            ObjectNode creatinine = resource(told, "creatinine-2025-06-02");
                            creatinine.set("extension", creatinine.remove("modifierExtension"));
                        });
        assertThat(plain.decision()).contains("PROCEED");
    }

    @Test
    void an_order_from_a_dose_to_another_is_not_passed_over() {
        Assessment range = assessed("dose-range");
        assertThat(range.decision()).contains("HOLD");
        assertThat(alerts(range)).contains("ORD-DOSE-RANGE");

        Assessment amount =
                assessed(
                        "dose-range",
                        told -> {
                            ObjectNode dose =
                                    (ObjectNode)
                                            resource(told, "planned-dose")
                                                    .path("dosageInstruction")
                                                    .get(0)
                                                    .path("doseAndRate")
                                                    .get(0);
                            dose.remove("doseRange");
                            dose.putObject("doseQuantity").put("value", 3.5).put("unit", "mg");
                        });
        assertThat(alerts(amount)).doesNotContain("ORD-DOSE-RANGE", "ORD-DOSE-BAND");
    }

    @Test
    void what_a_server_says_of_its_answer_is_no_part_of_the_chart() {
        Assessment with = assessed("outcome-in-searchset");
        assertThat(with.decision()).contains("PROCEED");
        assertThat(with.results().get("doseMg")).hasToString("3.5");

        Assessment without =
                assessed(
                        "outcome-in-searchset",
                        told -> {
                            ArrayNode entries = (ArrayNode) told.chart().path("entry");
                            for (int i = entries.size() - 1; i >= 0; i--) {
                                if (told.resource(i)
                                        .path("resourceType")
                                        .asText()
                                        .equals("OperationOutcome")) {
                                    entries.remove(i);
                                }
                            }
                        });
        assertThat(without).isEqualTo(with);
    }
}
