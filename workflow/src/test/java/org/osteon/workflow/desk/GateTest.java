package org.osteon.workflow.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.osteon.workflow.MadeUpOrders.IRON;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.osteon.chart.Chart;
import org.osteon.pathway.Alert;
import org.osteon.pathway.Assessment;
import org.osteon.pathway.Criterion;
import org.osteon.pathway.Evidence;
import org.osteon.pathway.Pathway;
import org.osteon.pathway.Source;
import org.osteon.pathway.Verdict;
import org.osteon.workflow.MadeUpOrders;

/// A gate says its state in a word, and shows what it rests on with its age and source (X2).
class GateTest {
    private static final LocalDate TODAY = LocalDate.of(2025, 6, 2);
    private static final Chart CHART = MadeUpOrders.chart();
    private static final Verdict MET = new Verdict.Met(Verdict.Basis.FINDING);
    private static final Verdict OPEN = new Verdict.Undetermined(List.of("weight"));

    private static Alert alert(String decision, Alert.Severity severity) {
        return new Alert(
                "A-" + decision,
                severity,
                decision,
                "found it",
                "do it",
                "",
                "section 1, T1",
                List.of());
    }

    private static Gate gate(Verdict verdict, Alert... alerts) {
        return gate(verdict, "a summary", List.of(), alerts);
    }

    private static Gate gate(
            Verdict verdict, String summary, List<Evidence> evidence, Alert... alerts) {
        List<String> codes = List.of(alerts).stream().map(Alert::code).toList();
        return Gate.of(
                IRON,
                new Criterion("id", "A label", verdict, summary, "section 3, T2", evidence, codes),
                List.of(alerts),
                CHART,
                TODAY);
    }

    @ParameterizedTest
    @CsvSource({
        "SEE, CRITICAL, STOP, Blocked",
        "SEE, WARNING, HOLD, Blocked",
        "STOP, CRITICAL, STOP, Blocked",
        "WAIT, WARNING, HOLD, Blocked",
        "UNKNOWN, WARNING, UNKNOWN, Unknown",
        "GO_WITH_ADVICE, INFO, ADVICE, Advice",
        "NO_SUCH_WORD, CRITICAL, HOLD, Blocked",
        "NO_SUCH_WORD, WARNING, ADVICE, Advice",
    })
    void a_gate_that_is_not_met_is_as_loud_as_what_it_raised(
            String decision, Alert.Severity severity, Tone tone, String word) {
        Gate gate = gate(new Verdict.NotMet(), alert(decision, severity));

        assertThat(gate.tone()).isEqualTo(tone);
        assertThat(gate.word()).isEqualTo(word);
        assertThat(gate.findings()).hasSize(1);
    }

    @Test
    void of_several_findings_the_loudest_decides() {
        Gate gate =
                gate(
                        new Verdict.NotMet(),
                        alert("GO_WITH_ADVICE", Alert.Severity.INFO),
                        alert("STOP", Alert.Severity.CRITICAL),
                        alert("WAIT", Alert.Severity.WARNING));

        assertThat(gate.tone()).isEqualTo(Tone.STOP);
    }

    @Test
    void without_a_finding_the_verdict_is_the_word() {
        assertThat(gate(new Verdict.NotMet())).returns(Tone.HOLD, Gate::tone);
        assertThat(gate(new Verdict.NotMet()).word()).isEqualTo("Not met");
        assertThat(gate(MET)).returns(Tone.CLEAR, Gate::tone);
        assertThat(gate(MET).word()).isEqualTo("Clear");
        assertThat(gate(new Verdict.Met(Verdict.Basis.ABSENCE)).word()).isEqualTo("None on record");
        assertThat(gate(OPEN)).returns(Tone.UNKNOWN, Gate::tone);
        assertThat(gate(OPEN).word()).isEqualTo("Unknown");
        assertThat(gate(OPEN).missing()).containsExactly("weight");
        assertThat(gate(new Verdict.NotRequired())).returns(Tone.NONE, Gate::tone);
        assertThat(gate(new Verdict.NotRequired()).word()).isEqualTo("Not required");
        assertThat(gate(MET, alert("GO_WITH_ADVICE", Alert.Severity.INFO)))
                .returns(Tone.ADVICE, Gate::tone)
                .returns("Advice", Gate::word);
    }

    @ParameterizedTest
    @EnumSource(Tone.class)
    void only_clear_and_advice_let_something_go_ahead(Tone tone) {
        assertThat(tone.mayProceed()).isEqualTo(tone == Tone.CLEAR || tone == Tone.ADVICE);
        assertThat(tone.word()).isNotBlank();
        assertThat(tone.id()).isEqualTo(tone.name().toLowerCase(java.util.Locale.ROOT));
    }

    @Test
    void what_blocks_or_is_unknown_stands_open_and_what_is_clear_does_not() {
        assertThat(gate(new Verdict.NotMet()).wantsAttention()).isTrue();
        assertThat(gate(new Verdict.NotMet(), alert("STOP", Alert.Severity.CRITICAL)))
                .matches(Gate::wantsAttention);
        assertThat(gate(OPEN).wantsAttention()).isTrue();
        assertThat(gate(MET).wantsAttention()).isFalse();
        assertThat(gate(new Verdict.NotRequired()).wantsAttention()).isFalse();
    }

    @Test
    void a_finding_says_what_it_asks_for_what_was_found_and_what_to_do() {
        Gate.Finding finding =
                gate(new Verdict.NotMet(), alert("WAIT", Alert.Severity.WARNING))
                        .findings()
                        .getFirst();

        assertThat(finding.code()).isEqualTo("A-WAIT");
        assertThat(finding.decision()).isEqualTo("Hold");
        assertThat(finding.summary()).isEqualTo("Found it");
        assertThat(finding.action()).isEqualTo("do it");
        assertThat(finding.source().text()).isEqualTo("section 1, T1");
        assertThat(
                        gate(new Verdict.NotMet(), alert("NO_SUCH_WORD", Alert.Severity.INFO))
                                .findings()
                                .getFirst()
                                .decision())
                .isEqualTo("info");
    }

    @Test
    void a_gate_shows_its_own_findings_each_once() {
        Alert own = alert("WAIT", Alert.Severity.WARNING);
        Criterion criterion =
                new Criterion(
                        "id",
                        "A label",
                        new Verdict.NotMet(),
                        "",
                        "",
                        List.of(),
                        List.of(own.code()));

        Gate gate =
                Gate.of(
                        IRON,
                        criterion,
                        List.of(own, own, alert("STOP", Alert.Severity.CRITICAL)),
                        CHART,
                        TODAY);

        assertThat(gate.findings()).extracting(Gate.Finding::code).containsExactly("A-WAIT");
        assertThat(gate.label()).isEqualTo("A label");
        assertThat(gate.id()).isEqualTo("id");
    }

    @Test
    void the_line_of_a_gate_is_its_summary_else_what_was_read_first_with_its_age() {
        Evidence ferritin = new Evidence("Observation/ferritin", "ferritin 20 ug/L");
        Evidence unknown = new Evidence("Observation/nowhere", "something undated");

        Gate gate = gate(MET, "", List.of(ferritin, unknown));

        assertThat(gate.data())
                .containsExactly(
                        new Gate.Datum("Observation/ferritin", "ferritin 20 ug/L", "12 days ago"),
                        new Gate.Datum("Observation/nowhere", "something undated", ""));
        assertThat(gate.datum()).isEqualTo("ferritin 20 ug/L (12 days ago)");
        assertThat(gate(MET, "", List.of(unknown)).datum()).isEqualTo("something undated");
        assertThat(gate(MET, "the summary", List.of(ferritin)).datum()).isEqualTo("The summary");
        assertThat(gate(MET, "", List.of()).datum()).isEmpty();
    }

    @Test
    void a_citation_names_the_documents_that_its_short_names_stand_for() {
        assertThat(gate(MET).source().documents())
                .containsExactly(new Source("T2", "An invented label, section on intervals"));
        assertThat(Citation.of(IRON, "T1 and T2").documents()).hasSize(2);
        assertThat(Citation.of(IRON, "section T11").documents()).isEmpty();
    }

    @Test
    void the_tone_of_a_decision_hangs_on_what_stands_beside_it() {
        List<Alert> advice = List.of(alert("GO_WITH_ADVICE", Alert.Severity.INFO));

        assertThat(Tone.of(IRON, Optional.of("GO"), List.of())).isEqualTo(Tone.CLEAR);
        assertThat(Tone.of(IRON, Optional.of("GO"), advice)).isEqualTo(Tone.ADVICE);
        assertThat(Tone.of(IRON, Optional.of("STOP"), advice)).isEqualTo(Tone.STOP);
        assertThat(Tone.of(IRON, Optional.of("UNKNOWN"), List.of())).isEqualTo(Tone.UNKNOWN);
        assertThat(Tone.of(IRON, Optional.of("NO_SUCH_WORD"), advice)).isEqualTo(Tone.NONE);
        assertThat(Tone.of(IRON, Optional.empty(), advice)).isEqualTo(Tone.NONE);
        assertThat(Tone.word(IRON, "WAIT").orElseThrow().title()).isEqualTo("Hold");
        assertThat(Tone.of(Tone.word(IRON, "WAIT").orElseThrow())).isEqualTo(Tone.HOLD);
    }

    @Test
    void gates_of_an_assessment_stand_with_the_loudest_first() {
        Chart chart = MadeUpOrders.chart("2025-05-21", 40);
        Assessment assessment = IRON.assess(chart, TODAY);

        List<Gate> gates = Gate.of(IRON, assessment, chart);

        assertThat(gates).hasSize(assessment.criteria().size());
        assertThat(gates).extracting(Gate::tone).isSorted();
        assertThat(gates).extracting(Gate::id).containsExactlyInAnyOrderElementsOf(ids(IRON));
    }

    private static List<String> ids(Pathway pathway) {
        return pathway.criteria().stream().map(rule -> rule.id()).toList();
    }
}
