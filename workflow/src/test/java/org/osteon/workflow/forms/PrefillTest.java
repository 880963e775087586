package org.osteon.workflow.forms;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.osteon.chart.Chart;
import org.osteon.pathway.WorkedCase;
import org.osteon.workflow.Deed;
import org.osteon.workflow.FhirEdit;

/// What the chart says is filled in with its source, as long as it is recent; nobody confirms what
/// they never saw (records 1.5, 1.7; X1).
class PrefillTest {
    /// Each form once for each therapy, on the chart of a case.
    @TestFactory
    Stream<DynamicTest> what_is_not_known_is_never_shown_as_null() {
        Set<String> seen = new HashSet<>();
        return DeliveredForms.CASES.stream()
                .filter(one -> seen.add(one.form() + " " + one.pathway()))
                .map(one ->
                        DynamicTest.dynamicTest(
                                one.form() + ", " + one.pathway(),
                                () ->
                                        assertThat(
                                                        DeliveredForms.life(one, one.chart())
                                                                .open(one.deed().at())
                                                                .suggestions()
                                                                .toString())
                                                .doesNotContainPattern("\\bnull\\b")));
    }

    private static final FormCase CASE = DeliveredForms.named("pre-dose-check-clean");

    private static Chart weighed(String day) {
        try {
            return WorkedCase.of(
                            DeliveredForms.KNOWLEDGE.folder(),
                            DeliveredForms.KNOWLEDGE.pathway("bone-modifying-agents").orElseThrow())
                    .stream()
                    .filter(one -> one.id().equals("own-data-creatinine-7-days"))
                    .findFirst()
                    .orElseThrow()
                    .chart(
                            FhirEdit.read(
                                    "{\"Observation/weight\": {\"effectiveDateTime\": \""
                                            + day
                                            + "\"}}"));
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static FormLife.Opened opened(String day) {
        return DeliveredForms.life(CASE, weighed(day)).open(CASE.deed().at());
    }

    @Test
    void a_weight_of_thirty_days_ago_is_filled_in_with_its_source() {
        FormLife.Opened opened = opened("2025-05-03");

        assertThat(opened.answers().of("weight")).isEqualTo("80");
        assertThat(opened.answers().of("weight.unit")).isEqualTo("kg");
        assertThat(opened.suggestions().get("weight"))
                .satisfies(one -> assertThat(one.sources()).hasSize(1))
                .satisfies(one -> assertThat(one.beside()).isEmpty());
    }

    @Test
    void a_visit_begins_when_its_form_is_opened() {
        FormCase visit =
                DeliveredForms.CASES.stream()
                        .filter(one -> one.form().equals("visit-note"))
                        .findFirst()
                        .orElseThrow();

        FormAnswers answers =
                DeliveredForms.life(visit, visit.chart()).open(visit.deed().at()).answers();

        assertThat(answers.of("start")).isNotEmpty().isEqualTo(answers.of(Form.WHEN));
        assertThat(answers.has("end")).isFalse();
    }

    @Test
    void one_of_thirty_one_days_ago_is_only_shown() {
        FormLife.Opened opened = opened("2025-05-02");

        assertThat(opened.answers().has("weight")).isFalse();
        assertThat(String.join("", opened.suggestions().get("weight").beside()))
                .contains("older than 30 days");
    }

    @Test
    void what_was_filled_in_and_changed_meanwhile_is_told_instead_of_confirmed() {
        FormLife.Opened opened = opened("2025-06-01");
        Chart heavier =
                Response.with(
                        weighed("2025-06-01"),
                        List.of(
                                FhirEdit.read(
                                        """
                                        {"resourceType": "Observation", "id": "later", "status": "final",
                                         "code": {"coding": [{"system": "http://loinc.org", "code": "29463-7"}]},
                                         "subject": {"reference": "Patient/p1"}, "effectiveDateTime": "2025-06-02",
                                         "valueQuantity": {"value": 92, "system": "http://unitsofmeasure.org", "code": "kg"}}
                                        """)));
        FormLife life = DeliveredForms.life(CASE, heavier);

        FormOutcome outcome =
                life.sign("f-1", opened.answers(), Optional.of(opened.shown()), CASE.deed());

        assertThat(outcome)
                .isEqualTo(new FormOutcome.Changed(List.of("Weight is now 92 kg, you saw 80 kg.")));
    }

    @Test
    void a_late_entry_asks_why_and_one_of_tomorrow_is_none() {
        FormCase pain = DeliveredForms.named("pain-8");
        FormLife life = DeliveredForms.life(pain, pain.chart());
        FormAnswers late = pain.answers(life).with(Form.WHEN, "2 May 2025");
        FormAnswers ahead = pain.answers(life).with(Form.WHEN, "3.6.2025");

        assertThat(DeliveredForms.signed(life, "f-1", late, pain.deed()))
                .isInstanceOf(FormOutcome.NeedsReason.class);
        assertThat(
                        DeliveredForms.signed(
                                life,
                                "f-1",
                                late,
                                new Deed(
                                        "N. Example",
                                        pain.deed().at(),
                                        "Found in the paper chart")))
                .isInstanceOf(FormOutcome.Saved.class);
        assertThat(DeliveredForms.signed(life, "f-1", ahead, pain.deed()))
                .isInstanceOf(FormOutcome.Incomplete.class);
    }

    @Test
    void the_three_spellings_of_a_day_are_one_day() {
        assertThat(
                        List.of("2025-06-02", "2 Jun 2025", "2.6.2025").stream()
                                .map(text -> ValueText.date(text).orElseThrow()))
                .containsOnly("2025-06-02");
        assertThat(ValueText.number("3,5")).isEqualTo(ValueText.number("3.5"));
        assertThat(ValueText.number("1,000.5")).isEmpty();
        assertThat(Map.of("10.15", 1, "1015", 1, "10:15", 1).keySet())
                .allSatisfy(time ->
                        assertThat(ValueText.moment("2 Jun 2025 " + time, java.time.ZoneOffset.UTC))
                                .contains("2025-06-02T10:15:00Z"));
    }
}
