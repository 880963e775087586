package org.osteon.pathway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.osteon.chart.ChartReader;
import org.osteon.chart.Coding;

/// What a code without words is called in evidence and on pages.
class CodeNameTest {
    private static final Pathway TRANSPLANT =
            Knowledge.BASE.pathway("marrow-transplant").orElseThrow();

    private static String text(String system, String code) {
        return TRANSPLANT.text(
                ChartReader.resource(
                        """
                        {"resourceType":"Observation","id":"one","status":"final",
                         "code":{"coding":[{"system":"%s","code":"%s"}]},
                         "effectiveDateTime":"2025-06-02","valueBoolean":true}
                        """
                                .formatted(system, code)));
    }

    @Test
    void by_its_own_words_first() {
        assertThat(Knowledge.BASE.name(new Coding("urn:osteon:chart", "tma-anaemia", "Anaemia")))
                .isEqualTo("Anaemia");
    }

    @Test
    void else_by_a_value_set_or_the_kind_of_result() {
        assertThat(text("http://loinc.org", "5196-1")).doesNotContain("5196").contains(" yes on");
        assertThat(text("urn:osteon:chart", "malignancy-history"))
                .isEqualTo("malignancy history yes on 2 June 2025");
    }

    @Test
    void words_that_are_only_the_code_are_no_words() {
        assertThat(
                        Knowledge.BASE.name(
                                new Coding("urn:osteon:chart", "agvhd-rash-bsa", "agvhd rash bsa")))
                .isEqualTo("Rash, share of body surface");
        assertThat(Knowledge.BASE.name(new Coding("urn:x", "my-code", "My code")))
                .isEqualTo("My code");
    }

    /// Abbreviations with which codes of examinations begin, and no word of a sentence does.
    @Test
    void no_evidence_of_a_worked_case_reads_as_a_code() {
        for (WorkedCase one : Knowledge.allCases()) {
            Pathway pathway = Knowledge.pathwayOf(one);
            assertThat(
                            new ChartOnDay(List.of(pathway), one.chart(), one.asOf())
                                    .assess(pathway)
                                    .criteria())
                    .flatExtracting(Criterion::evidence)
                    .extracting(Evidence::text)
                    .as(one.id())
                    .allSatisfy(text ->
                            assertThat(text)
                                    .doesNotContainPattern(
                                            "\\b(agvhd|cgvhd|sos|tma|dsa|tnc)[ -][a-z]"));
        }
    }

    @Test
    void and_by_itself_where_nobody_knows_it() {
        assertThat(text("http://example.org", "x-1")).isEqualTo("x-1 yes on 2 June 2025");
    }
}
