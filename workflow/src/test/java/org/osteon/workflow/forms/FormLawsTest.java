package org.osteon.workflow.forms;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.osteon.chart.Chart;
import org.osteon.pathway.Assessment;
import org.osteon.workflow.Deed;
import org.osteon.workflow.FhirEdit;
import org.osteon.workflow.Write;

/// What holds for every form, shown on each of its cases that is kept (records 8, laws 3 to 6); on
/// one of each form in the short run.
class FormLawsTest {
    private static final boolean LONG = Boolean.getBoolean("osteon.long");
    private static final String ID = "f-12345678901234567890";

    private static Stream<FormCase> kept() {
        Set<String> shown = new HashSet<>();
        return DeliveredForms.CASES.stream()
                .filter(one -> {
                    FormLife life = DeliveredForms.life(one, one.chart());
                    return DeliveredForms.signed(life, ID, one.answers(life), one.deed())
                            instanceof FormOutcome.Saved;
                })
                .filter(one -> LONG || shown.add(one.form()));
    }

    private static Stream<DynamicTest> each(Consumer<FormCase> law) {
        return kept().map(one -> DynamicTest.dynamicTest(one.toString(), () -> law.accept(one)));
    }

    private static Assessment said(FormCase one, Chart chart) {
        return DeliveredForms.KNOWLEDGE
                .pathway(one.pathway())
                .orElseThrow()
                .assess(chart, one.day());
    }

    private static FormOutcome sign(FormCase one, Chart chart) {
        FormLife life = DeliveredForms.life(one, chart);
        return DeliveredForms.signed(life, ID, one.answers(life), one.deed());
    }

    private static Deed because(FormCase one) {
        return new Deed("A. Example", one.deed().at(), "A slip of the pen");
    }

    private static List<ObjectNode> made(FormOutcome outcome) {
        return ((FormOutcome.Saved) outcome)
                .writes().stream().map(Write::json).map(FhirEdit::read).toList();
    }

    @TestFactory
    Stream<DynamicTest> what_is_entered_in_error_was_never_written() {
        return each(one -> {
            Chart before = one.chart();
            Chart with = DeliveredForms.after(before, sign(one, before));
            Chart without =
                    DeliveredForms.after(
                            with, DeliveredForms.life(one, with).withdraw(ID, because(one)));

            Assessment now = said(one, without);
            assertThat(now).isEqualTo(said(one, before));
        });
    }

    @TestFactory
    Stream<DynamicTest> amended_back_and_forth_it_says_what_it_said() {
        return each(one -> {
            Chart signed = DeliveredForms.after(one.chart(), sign(one, one.chart()));
            FormAnswers answers = one.answers(DeliveredForms.life(one, one.chart()));
            FormAnswers other = answers.with(Form.REMARK, "Looked at again");
            Chart amended = amended(one, signed, other);
            Chart back = amended(one, amended, answers);

            assertThat(said(one, back).decision()).isEqualTo(said(one, signed).decision());
            assertThat(said(one, back).alerts()).isEqualTo(said(one, signed).alerts());
            assertThat(said(one, back).results()).isEqualTo(said(one, signed).results());
            assertThat(back.resource("QuestionnaireResponse/" + ID).orElseThrow().json())
                    .contains("\"status\":\"amended\"")
                    .contains("A slip of the pen");
        });
    }

    private static Chart amended(FormCase one, Chart chart, FormAnswers answers) {
        FormLife life = DeliveredForms.life(one, chart);
        RecordedResponse there = RecordedResponse.on(chart, ID).orElseThrow();
        FormLife.Opened opened = life.open(there, one.deed().at());
        Deed deed = because(one).as(life.form().signers().getFirst().roles().getFirst());
        return DeliveredForms.after(
                chart,
                FormCase.bySecond(
                        life,
                        life.amend(ID, answers, Optional.of(opened.shown()), deed),
                        answers,
                        deed));
    }

    @TestFactory
    Stream<DynamicTest> everything_not_assessed_makes_nothing() {
        return each(one -> {
            FormLife life = DeliveredForms.life(one, one.chart());
            Map<String, List<String>> absent = new LinkedHashMap<>();
            absent.put(Form.WHEN, List.of(one.answers(life).of(Form.WHEN)));
            life.form()
                    .allItems()
                    .filter(item -> !item.absent().isEmpty())
                    .forEach(item ->
                            absent.put(
                                    item.linkId() + FormAnswers.ABSENT,
                                    List.of(item.absent().getFirst().code())));
            CheckedAnswers checked =
                    life.check(ID, new FormAnswers(absent), Optional.empty(), one.deed());

            assertThat(checked.unreadable()).isEmpty();
            assertThat(checked.resources())
                    .filteredOn(resource ->
                            life.form()
                                    .allItems()
                                    .filter(item -> !item.absent().isEmpty())
                                    .anyMatch(item ->
                                            resource.path("id")
                                                    .asText()
                                                    .startsWith(ID + "." + item.linkId())))
                    .isEmpty();
        });
    }

    @TestFactory
    Stream<DynamicTest> what_was_filled_in_and_left_is_not_written_again() {
        return each(one -> {
            Chart signed = DeliveredForms.after(one.chart(), sign(one, one.chart()));
            FormLife life = DeliveredForms.life(one, signed);
            FormLife.Opened opened = life.open(one.deed().at());
            CheckedAnswers checked =
                    life.check(
                            "f-another", opened.answers(), Optional.of(opened.shown()), one.deed());
            List<String> filled = new ArrayList<>(opened.shown().filled().keySet());

            assertThat(checked.resources())
                    .filteredOn(resource ->
                            filled.stream()
                                    .anyMatch(field ->
                                            resource.path("id")
                                                    .asText()
                                                    .startsWith("f-another." + field)))
                    .isEmpty();
        });
    }

    @TestFactory
    Stream<DynamicTest> what_is_made_is_named_after_its_response() {
        return each(one ->
                assertThat(made(sign(one, one.chart())))
                        .allSatisfy(resource -> {
                            String id = resource.path("id").asText();
                            boolean own = id.equals(ID) || id.startsWith(ID + ".");
                            boolean there =
                                    one.chart()
                                            .resource(
                                                    resource.path("resourceType").asText()
                                                            + "/"
                                                            + id)
                                            .isPresent();
                            assertThat(own || there).isTrue();
                            assertThat(id.length()).isLessThanOrEqualTo(64);
                        }));
    }
}
