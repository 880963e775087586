package org.osteon.workflow.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.osteon.workflow.MadeUpOrders.IRON;
import static org.osteon.workflow.MadeUpOrders.chart;
import static org.osteon.workflow.MadeUpOrders.order;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.osteon.chart.Chart;
import org.osteon.pathway.Assessment;
import org.osteon.pathway.Criterion;
import org.osteon.pathway.Verdict;

/// The decision is never better than the worst gate (5.9).
class HeadlineTest {
    private static final LocalDate TODAY = LocalDate.of(2025, 6, 2);

    private static Headline of(Chart chart, String instead) {
        return Headline.of(
                ReleaseSheet.of(IRON, IRON.assessWithOptions(chart, TODAY), chart), instead);
    }

    /// What stands on top where the pathway's word is GO and its gates are these.
    private static Headline given(Verdict... verdicts) {
        List<Criterion> criteria = new ArrayList<>();
        for (Verdict verdict : verdicts) {
            criteria.add(
                    new Criterion(
                            "gate" + criteria.size(),
                            "Gate " + criteria.size(),
                            verdict,
                            "Summary",
                            "",
                            List.of(),
                            List.of()));
        }
        return Headline.of(
                ReleaseSheet.of(
                        IRON,
                        new Assessment(
                                "Patient/idle",
                                TODAY,
                                "iron-infusion",
                                "1",
                                "0123456789abcdef",
                                Assessment.Status.COMPLETE,
                                Optional.of("GO"),
                                criteria,
                                List.of(),
                                Map.of(),
                                List.of(),
                                List.of(),
                                List.of(),
                                List.of()),
                        chart()),
                "");
    }

    @Test
    void a_decision_that_nothing_speaks_against_stands_as_the_pathway_says_it() {
        Headline headline = given(new Verdict.Met(Verdict.Basis.EVIDENCE));

        assertThat(headline.tone()).isEqualTo(Tone.CLEAR);
        assertThat(headline.title()).isEqualTo("Give");
        assertThat(headline.reason()).isEmpty();
    }

    @Test
    void a_gate_that_is_not_met_is_as_loud_as_the_decision_may_be() {
        Headline headline =
                given(
                        new Verdict.Met(Verdict.Basis.EVIDENCE),
                        new Verdict.NotMet(),
                        new Verdict.Undetermined(List.of("weight")));

        assertThat(headline.tone()).isEqualTo(Tone.HOLD);
        assertThat(headline.title()).isEqualTo("Give, but 1 gate is not met");
        assertThat(headline.reason()).isEqualTo("Gate 1: Summary.");
    }

    @Test
    void what_is_not_known_is_not_green_and_says_what_is_needed() {
        Headline headline =
                given(
                        new Verdict.Undetermined(List.of("weight")),
                        new Verdict.Undetermined(List.of("height")));

        assertThat(headline.tone()).isEqualTo(Tone.UNKNOWN);
        assertThat(headline.title()).isEqualTo("Give, 2 gates are not known");
        assertThat(headline.reason()).isEqualTo("Gate 0: Needed to tell: weight.");
    }

    @Test
    void what_is_not_asked_for_changes_nothing() {
        assertThat(given(new Verdict.NotRequired()).title()).isEqualTo("Give");
    }

    @Test
    void where_nothing_is_decided_the_pathways_own_words_stand_there() {
        assertThat(of(chart(), "").title()).isEqualTo("Nothing planned");
        assertThat(of(chart(), "").tone()).isEqualTo(Tone.NONE);
        assertThat(of(chart(), "Dose 5 days late").title()).isEqualTo("Dose 5 days late");
        assertThat(of(chart(), "Dose 5 days late").tone()).isNotEqualTo(Tone.CLEAR);
    }

    @Test
    void the_reason_is_the_loudest_finding_with_what_to_do() {
        Headline headline = of(chart(order("one", "draft", 1200, 30)), "");

        assertThat(headline.reason()).startsWith("1200 mg ordered, at most 1000 mg at once.");
    }
}
