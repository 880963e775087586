package org.osteon.workflow.forms;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.osteon.chart.Chart;
import org.osteon.workflow.FhirEdit;

/// What a patient is told stands beside each topic, for the therapy at hand (records, A10; K12).
class ConsentTextTest {
    private static String told(String id, String topic) {
        FormCase one = DeliveredForms.named(id);
        return String.join(
                " ",
                DeliveredForms.life(one, one.chart())
                        .open(one.deed().at())
                        .suggestions()
                        .get("consent-" + topic)
                        .beside());
    }

    @Test
    void before_an_injection_into_bone_nobody_is_promised_cartilage_and_surgery_stays_possible() {
        assertThat(told("consent-bone", "outcomes"))
                .contains("Cartilage does not regrow")
                .contains("An operation, replacement of the joint among them, stays possible");
        assertThat(told("consent-bone", "risks"))
                .contains("fat carried into the lung")
                .contains("allergic reaction");
    }

    @Test
    void each_therapy_has_its_own_text() {
        assertThat(
                        List.of(
                                told("consent-knee", "risks"),
                                told("consent-bone", "risks"),
                                told("consent-growth-factor", "risks"),
                                told("consent-transplant", "risks")))
                .doesNotHaveDuplicates()
                .noneMatch(String::isBlank);
        assertThat(told("consent-growth-factor", "risks")).contains("12 months");
        assertThat(told("consent-transplant", "risks")).contains("die");
    }

    @Test
    void evidence_is_told_with_what_it_was_compared_with_and_its_source() {
        assertThat(told("consent-knee", "evidence-status"))
                .contains("no better than a steroid injection")
                .contains("Nature Medicine 2023");
    }

    /// A chart on which a consent to that text was signed.
    private static Chart signed(FormCase one, String text) {
        FormLife life = DeliveredForms.life(one, one.chart());
        Chart signed =
                DeliveredForms.after(
                        one.chart(),
                        DeliveredForms.signed(
                                life, "f-12345678901234567890", one.answers(life), one.deed()));
        return Response.with(
                signed,
                signed.resources("Consent").stream()
                        .map(resource ->
                                FhirEdit.read(
                                        resource.json()
                                                .replace(
                                                        "consent-text:marrow-knee-injection|2026-11-28",
                                                        text)))
                        .toList());
    }

    private static String summary(String text) {
        FormCase one = DeliveredForms.named("consent-knee");
        return DeliveredForms.KNOWLEDGE
                .pathway(one.pathway())
                .orElseThrow()
                .assess(signed(one, text), one.day())
                .criteria()
                .stream()
                .filter(criterion -> criterion.id().equals("consent"))
                .findFirst()
                .orElseThrow()
                .summary();
    }

    @Test
    void a_consent_to_an_earlier_text_says_so() {
        assertThat(summary("consent-text:marrow-knee-injection|2025-01-01"))
                .contains("the text has changed since");
        assertThat(summary("consent-text:marrow-knee-injection|2026-11-28"))
                .doesNotContain("the text has changed since");
    }

    @Test
    void who_signs_anew_is_told_that_there_is_a_newer_text_than_the_one_signed() {
        assertThat(toldAgain("consent-text:marrow-knee-injection|2025-01-01"))
                .anyMatch(text -> text.contains("newer text") && text.contains("2025-01-01"));
        assertThat(toldAgain("consent-text:marrow-knee-injection|2026-11-28"))
                .noneMatch(text -> text.contains("newer text"));
    }

    private static List<String> toldAgain(String text) {
        FormCase one = DeliveredForms.named("consent-knee");
        FormLife life = DeliveredForms.life(one, signed(one, text));
        return life
                .check("f-98765432109876543210", one.answers(life), Optional.empty(), one.deed())
                .findings()
                .stream()
                .map(FormFinding::text)
                .toList();
    }

    @Test
    void a_consent_that_is_amended_still_names_the_text_that_was_signed() {
        FormCase one = DeliveredForms.named("consent-knee");
        String then = "consent-text:marrow-knee-injection|2020-01-01";
        Chart signed = signed(one, then);
        RecordedResponse kept = RecordedResponse.on(signed).getFirst();
        Chart old =
                Response.with(
                        signed,
                        List.of(
                                FhirEdit.read(
                                        kept.resource()
                                                .json()
                                                .replace(
                                                        "consent-text:marrow-knee-injection|2026-11-28",
                                                        then))));
        FormLife life = DeliveredForms.life(one, old);

        CheckedAnswers amended =
                life.check(
                        kept.id(),
                        one.answers(life).with(Form.REMARK, "The witness's name was wrong"),
                        Optional.empty(),
                        one.deed());

        assertThat(amended.resources())
                .filteredOn(resource -> resource.path("resourceType").asText().equals("Consent"))
                .singleElement()
                .asString()
                .contains(then);
        // One that begins now names the text of now.
        assertThat(
                        life.check(
                                        FormLife.newId(),
                                        one.answers(life),
                                        Optional.empty(),
                                        one.deed())
                                .resources()
                                .toString())
                .contains("consent-text:marrow-knee-injection|2026-11-28");
    }
}
