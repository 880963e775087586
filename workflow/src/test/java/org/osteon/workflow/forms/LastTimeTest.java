package org.osteon.workflow.forms;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// How somebody works is kept for the next time, what they found is not (records, 5.8).
class LastTimeTest {
    private static final LocalDate DAY = LocalDate.of(2025, 9, 15);
    private static final Form FORM = DeliveredForms.FORMS.form("procedure-record").orElseThrow();

    private static final FormAnswers SIGNED =
            new FormAnswers(
                    Map.of(
                            "needle-gauge", List.of("22"),
                            "guidance", List.of("ULTRASOUND"),
                            "pain-before", List.of("6"),
                            "kit-lot", List.of("L-1")));

    @TestFactory
    Stream<DynamicTest> what_is_said_to_be_alike_is_asked_by_the_form_and_names_nobody() {
        return DeliveredForms.FORMS.forms().stream()
                .filter(Form::hasAlike)
                .map(form ->
                        DynamicTest.dynamicTest(
                                form.id(),
                                () ->
                                        assertThat(form.alike())
                                                .allSatisfy(field ->
                                                        assertThat(form.item(field))
                                                                .hasValueSatisfying(item ->
                                                                        assertThat(item.type())
                                                                                .isNotIn(
                                                                                        FormItem
                                                                                                .Type
                                                                                                .REFERENCE,
                                                                                        FormItem
                                                                                                .Type
                                                                                                .DATE,
                                                                                        FormItem
                                                                                                .Type
                                                                                                .DATE_TIME)))));
    }

    @Test
    void how_one_works_is_kept_and_what_one_found_is_not() {
        LastTime last = LastTime.read(FORM, LastTime.of(FORM, SIGNED, DAY).json());

        assertThat(last.day()).isEqualTo(DAY);
        assertThat(last.answers()).containsOnlyKeys("needle-gauge", "guidance");
    }

    @Test
    void an_answer_that_was_given_stays_and_so_does_that_it_was_not_assessed() {
        LastTime last = LastTime.of(FORM, SIGNED, DAY);
        FormAnswers given =
                FormAnswers.none()
                        .with("needle-gauge", "25")
                        .with("guidance" + FormAnswers.ABSENT, "not-performed");

        assertThat(last.adds(given)).isFalse();
        assertThat(last.into(given)).isEqualTo(given);
        assertThat(last.adds(FormAnswers.none())).isTrue();
        assertThat(last.into(FormAnswers.none()).of("needle-gauge")).isEqualTo("22");
    }

    @Test
    void what_the_form_no_longer_asks_is_left_out() {
        LastTime last =
                LastTime.read(
                        FORM,
                        "{\"day\":\"2025-09-15\",\"answers\":{\"gone\":[\"1\"],"
                                + "\"pain-before\":[\"6\"],\"needle-gauge\":[\"22\"]}}");

        assertThat(last.answers()).containsOnlyKeys("needle-gauge");
    }
}
