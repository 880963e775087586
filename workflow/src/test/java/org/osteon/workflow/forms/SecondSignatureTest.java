package org.osteon.workflow.forms;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.osteon.chart.Chart;
import org.osteon.chart.ChartReader;
import org.osteon.pathway.Pathway;
import org.osteon.workflow.Deed;
import org.osteon.workflow.FhirEdit;
import org.osteon.workflow.Write;
import org.osteon.workflow.tasks.PatientTasks;
import org.osteon.workflow.tasks.Task;

/// A form that two people sign waits for the second and counts for no rule before (records, 1.9;
/// section 8, law 9).
class SecondSignatureTest {
    private static final FormCase CASE = DeliveredForms.named("product-release-released");
    private static final String ID = "f-12345678901234567890";
    private static final String TYPE = "BiologicallyDerivedProduct";

    private static Deed by(String name, String role) {
        return new Deed(name, role, CASE.deed().at(), "");
    }

    private static FormLife life(Chart chart) {
        return DeliveredForms.life(CASE, chart);
    }

    private static FormOutcome first(Chart chart, FormAnswers answers, Deed deed) {
        FormLife life = life(chart);
        return life.sign(ID, answers, Optional.of(life.open(deed.at()).shown()), deed);
    }

    private static FormAnswers answers() {
        return CASE.answers(life(CASE.chart()));
    }

    /// Signed by the first.
    private static Chart waiting() {
        return DeliveredForms.after(
                CASE.chart(), first(CASE.chart(), answers(), by("N. Ismail", "physician")));
    }

    private static FormOutcome second(Chart chart, Deed deed) {
        SecondSignature signature = new SecondSignature(life(chart));
        RecordedResponse there = RecordedResponse.on(chart, ID).orElseThrow();
        return signature.sign(ID, there.version(), signature.changes(there, deed.at()), deed);
    }

    private static List<Task> tasks(Chart chart) {
        Pathway pathway = DeliveredForms.KNOWLEDGE.pathway(CASE.pathway()).orElseThrow();
        return PatientTasks.of(
                pathway, pathway.assess(chart, CASE.day()), chart, DeliveredForms.FORMS);
    }

    @Test
    void after_the_first_signature_it_waits_and_nothing_is_made_of_it() {
        FormOutcome outcome = first(CASE.chart(), answers(), by("N. Ismail", "physician"));

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        FormOutcome.Saved.class,
                        saved -> {
                            assertThat(saved.action()).isEqualTo(FormOutcome.AWAITED);
                            assertThat(saved.writes())
                                    .extracting(Write::type)
                                    .containsExactly("QuestionnaireResponse");
                        });
        RecordedResponse there = RecordedResponse.on(waiting(), ID).orElseThrow();
        assertThat(there.isWaiting()).isTrue();
        assertThat(there.status()).isEqualTo("in-progress");
        // The name of the second is not typed by the first.
        assertThat(there.json().path("item").toString()).doesNotContain("M. Other");
    }

    @Test
    void it_stands_in_the_list_of_who_may_sign_second_until_they_have() {
        assertThat(tasks(waiting()))
                .filteredOn(one -> one.kind() == Task.Kind.SIGN)
                .singleElement()
                .satisfies(one -> assertThat(one.title()).contains("Release of a product"))
                .satisfies(one ->
                        assertThat(one.roles()).containsExactly("cell-laboratory", "physician"))
                .satisfies(one -> assertThat(one.clears()).contains("N. Ismail"));
        Chart signed =
                DeliveredForms.after(
                        waiting(), second(waiting(), by("M. Other", "cell-laboratory")));

        assertThat(tasks(signed)).noneMatch(one -> one.kind() == Task.Kind.SIGN);
    }

    @Test
    void the_second_signature_makes_what_is_made_of_it_with_both_names() {
        Chart signed =
                DeliveredForms.after(
                        waiting(), second(waiting(), by("M. Other", "cell-laboratory")));

        assertThat(RecordedResponse.on(signed, ID).orElseThrow().isSigned()).isTrue();
        assertThat(signed.resource(TYPE + "/product").orElseThrow().json())
                .contains("\"status\":\"available\"");
        assertThat(signed.resources("Provenance"))
                .anySatisfy(one ->
                        assertThat(one.json())
                                .contains("N. Ismail", "M. Other")
                                .contains("1.2.840.10065.1.12.1.6")
                                .contains("1.2.840.10065.1.12.1.5"));
        assertThat(RecordedResponse.on(signed, ID).orElseThrow().signatures())
                .extracting(Signature::name)
                .containsExactly("N. Ismail", "M. Other");
    }

    @Test
    void who_signed_first_does_not_sign_second_however_the_name_is_written() {
        assertThat(second(waiting(), by("  n.  ISMAIL", "physician")))
                .isInstanceOfSatisfying(
                        FormOutcome.NotYours.class,
                        one -> assertThat(one.why()).contains("another person"));
    }

    @Test
    void another_role_signs_neither_first_nor_second_and_is_told_whose_it_is() {
        assertThat(second(waiting(), by("M. Other", "nurse")))
                .isInstanceOfSatisfying(
                        FormOutcome.NotYours.class,
                        one ->
                                assertThat(one.why())
                                        .contains("Cell laboratory or physician signs second")
                                        .contains("nurse"));
        assertThat(first(CASE.chart(), answers(), by("M. Other", "nurse")))
                .isInstanceOf(FormOutcome.NotYours.class);
        // Where two people sign, everybody says what they are.
        assertThat(first(CASE.chart(), answers(), by("M. Other", "")))
                .isInstanceOf(FormOutcome.NotYours.class);
    }

    @Test
    void a_form_of_one_signer_is_closed_to_another_role_and_open_where_none_was_said() {
        FormCase pain = DeliveredForms.named("prom-schedule-booked");
        Form form = DeliveredForms.FORMS.form(pain.form()).orElseThrow();

        assertThat(form.closedTo("operator").orElseThrow())
                .contains("Coordinator or research or nurse fills it in")
                .contains("operator");
        assertThat(form.closedTo("nurse")).isEmpty();
        assertThat(form.closedTo("")).isEmpty();
    }

    @Test
    void who_changes_the_answers_makes_the_first_signature_void() {
        Chart waiting = waiting();
        FormLife life = life(waiting);
        RecordedResponse there = RecordedResponse.on(waiting, ID).orElseThrow();
        FormAnswers other = answers().with(Form.REMARK, "Looked at again");
        Deed deed = by("A. Example", "physician");
        Chart changed =
                DeliveredForms.after(
                        waiting,
                        life.draft(
                                ID, other, Optional.of(life.open(there, deed.at()).shown()), deed));

        assertThat(RecordedResponse.on(changed, ID).orElseThrow().isWaiting()).isFalse();
        assertThat(new SecondSignature(life(changed)).sign(ID, "", List.of(), deed))
                .isInstanceOf(FormOutcome.Gone.class);
        assertThat(new SecondSignature(life).sign(ID, "another version", List.of(), deed))
                .isInstanceOf(FormOutcome.Changed.class);
    }

    @Test
    void what_has_changed_since_the_first_signature_is_told_before_the_second() {
        Chart later = withAPositiveGramStain(waiting());
        SecondSignature signature = new SecondSignature(life(later));
        RecordedResponse there = RecordedResponse.on(later, ID).orElseThrow();

        assertThat(signature.changes(there, CASE.deed().at()))
                .anySatisfy(one -> assertThat(one).startsWith("Would say now"));
        assertThat(signature.sign(ID, there.version(), List.of(), by("M. Other", "physician")))
                .isInstanceOf(FormOutcome.Changed.class);
    }

    /// The Gram stain of the product turns out to be positive.
    private static Chart withAPositiveGramStain(Chart chart) {
        String gram =
                """
                {"resourceType":"Observation","id":"late-gram","status":"final",
                 "code":{"coding":[{"system":"http://loinc.org","code":"664-3"}]},
                 "focus":[{"reference":"BiologicallyDerivedProduct/product"}],
                 "subject":{"reference":"%s"},"effectiveDateTime":"%s",
                 "valueCodeableConcept":{"coding":[{"system":"http://snomed.info/sct","code":"10828004"}]}}
                """
                        .formatted(chart.patient().reference(), CASE.day());
        return chart.with(ChartReader.resource(FhirEdit.write(FhirEdit.read(gram))));
    }
}
