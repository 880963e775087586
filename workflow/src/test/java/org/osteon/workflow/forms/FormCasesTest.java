package org.osteon.workflow.forms;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Every delivered form is sound, has a case, and gives what its cases expect (records 1.1, 8).
class FormCasesTest {
    @Test
    void every_form_can_be_used() {
        assertThat(DeliveredForms.FORMS.problems()).isEmpty();
        assertThat(DeliveredForms.FORMS.forms()).isNotEmpty();
    }

    @Test
    void every_form_has_a_case() {
        Set<String> without = new TreeSet<>();
        DeliveredForms.FORMS.forms().forEach(form -> without.add(form.id()));
        DeliveredForms.CASES.forEach(one -> without.remove(one.form()));

        assertThat(without).as("forms without a case").isEmpty();
    }

    @TestFactory
    Stream<DynamicTest> every_case_agrees() {
        return DeliveredForms.CASES.stream()
                .map(one ->
                        DynamicTest.dynamicTest(
                                one.toString(),
                                () ->
                                        assertThat(
                                                        one.differences(
                                                                DeliveredForms.KNOWLEDGE,
                                                                DeliveredForms.FORMS))
                                                .isEmpty()));
    }
}
