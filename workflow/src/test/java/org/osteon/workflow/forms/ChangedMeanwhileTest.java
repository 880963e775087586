package org.osteon.workflow.forms;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.osteon.chart.Chart;
import org.osteon.workflow.Deed;

/// Nobody changes a form over what another wrote into it meanwhile, without having seen it (records
/// 1.7, 1.8; X7).
class ChangedMeanwhileTest {
    private static final FormCase CASE = DeliveredForms.named("pre-dose-check-clean");
    private static final String ID = "f-12345678901234567890";

    private static Deed by(String author, String reason) {
        return new Deed(author, CASE.deed().at(), reason);
    }

    private static FormAnswers remarked(String remark) {
        return CASE.answers(DeliveredForms.life(CASE, CASE.chart())).with(Form.REMARK, remark);
    }

    private static Chart signed() {
        FormLife life = DeliveredForms.life(CASE, CASE.chart());
        return DeliveredForms.after(
                CASE.chart(),
                DeliveredForms.signed(life, ID, CASE.answers(life), by("A. Example", "")));
    }

    private static Optional<Shown> seen(Chart chart) {
        FormLife life = DeliveredForms.life(CASE, chart);
        RecordedResponse there = RecordedResponse.on(chart, ID).orElseThrow();
        return Shown.parse(life.open(there, CASE.deed().at()).shown().text());
    }

    private static FormOutcome amended(
            Chart chart, Optional<Shown> seen, String remark, String author) {
        return DeliveredForms.life(CASE, chart)
                .amend(ID, remarked(remark), seen, by(author, "Looked at again"));
    }

    @Test
    void what_another_amended_meanwhile_is_told_with_who_and_why() {
        Chart signed = signed();
        Optional<Shown> both = seen(signed);
        Chart amended = DeliveredForms.after(signed, amended(signed, both, "First", "B. Example"));

        FormOutcome second = amended(amended, both, "Second", "C. Example");

        assertThat(second)
                .isInstanceOfSatisfying(
                        FormOutcome.Changed.class,
                        changed ->
                                assertThat(changed.differences())
                                        .singleElement()
                                        .asString()
                                        .contains("B. Example changed this form")
                                        .contains("Looked at again"));
    }

    @Test
    void who_has_seen_the_others_version_amends_it() {
        Chart signed = signed();
        Chart amended =
                DeliveredForms.after(signed, amended(signed, seen(signed), "First", "B. Example"));

        assertThat(amended(amended, seen(amended), "Second", "C. Example"))
                .isInstanceOf(FormOutcome.Saved.class);
    }

    @Test
    void without_having_been_shown_it_nobody_amends_it() {
        assertThat(amended(signed(), Optional.empty(), "First", "B. Example"))
                .isInstanceOf(FormOutcome.Changed.class);
    }

    @Test
    void the_same_amendment_sent_twice_is_one() {
        Chart signed = signed();
        Optional<Shown> seen = seen(signed);
        Chart amended = DeliveredForms.after(signed, amended(signed, seen, "First", "B. Example"));

        assertThat(amended(amended, seen, "First", "B. Example"))
                .isEqualTo(new FormOutcome.AlreadySaved(ID));
    }

    private static FormOutcome drafted(
            Chart chart, Optional<Shown> seen, String remark, String author) {
        return DeliveredForms.life(CASE, chart).draft(ID, remarked(remark), seen, by(author, ""));
    }

    @Test
    void anothers_draft_is_not_written_over_unseen_and_ones_own_is_gone_on_with() {
        Chart chart = CASE.chart();
        Optional<Shown> fresh =
                Optional.of(DeliveredForms.life(CASE, chart).open(CASE.deed().at()).shown());
        Chart drafted = DeliveredForms.after(chart, drafted(chart, fresh, "First", "A. Example"));

        assertThat(drafted(drafted, fresh, "More", "A. Example"))
                .isInstanceOf(FormOutcome.Saved.class);
        assertThat(drafted(drafted, fresh, "Other", "B. Example"))
                .isInstanceOf(FormOutcome.Changed.class);
        assertThat(drafted(drafted, seen(drafted), "Other", "B. Example"))
                .isInstanceOf(FormOutcome.Saved.class);
    }

    @Test
    void anothers_draft_is_not_signed_unseen() {
        Chart chart = CASE.chart();
        FormLife life = DeliveredForms.life(CASE, chart);
        Optional<Shown> fresh = Optional.of(life.open(CASE.deed().at()).shown());
        Chart drafted = DeliveredForms.after(chart, drafted(chart, fresh, "First", "A. Example"));
        FormLife then = DeliveredForms.life(CASE, drafted);

        assertThat(then.sign(ID, remarked("Mine"), fresh, by("B. Example", "")))
                .isInstanceOf(FormOutcome.Changed.class);
        assertThat(then.sign(ID, remarked("Mine"), seen(drafted), by("B. Example", "")))
                .isInstanceOf(FormOutcome.Saved.class);
    }

    /// A draft belongs to its form, and to the roles that fill it in: nobody throws away, or writes
    /// over, what was begun elsewhere.
    @Test
    void a_draft_is_not_thrown_away_by_another_form_or_by_another_role() {
        Chart chart = CASE.chart();
        FormLife life = DeliveredForms.life(CASE, chart);
        Optional<Shown> fresh = Optional.of(life.open(CASE.deed().at()).shown());
        Chart drafted = DeliveredForms.after(chart, drafted(chart, fresh, "First", "A. Example"));
        FormLife then = DeliveredForms.life(CASE, drafted);
        Form vital = DeliveredForms.FORMS.form("vital-status").orElseThrow();
        FormLife other = new FormLife(DeliveredForms.KNOWLEDGE, vital, drafted, "");

        assertThat(other.discard(ID, by("A. Example", ""))).isInstanceOf(FormOutcome.Gone.class);
        assertThat(then.discard(ID, new Deed("D. Example", "data-manager", CASE.deed().at(), "")))
                .isInstanceOf(FormOutcome.NotYours.class);
        assertThat(then.discard(ID, by("A. Example", ""))).isInstanceOf(FormOutcome.Saved.class);
    }
}
