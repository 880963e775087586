package org.osteon.workflow.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.osteon.workflow.MadeUpOrders.IRON;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.osteon.chart.Chart;
import org.osteon.chart.Resource;
import org.osteon.pathway.Assessment;
import org.osteon.pathway.reading.ReadChart;
import org.osteon.workflow.MadeUpOrders;

/// What of a chart was not understood is told, with the most pressing first (X2).
class WhatWasReadTest {
    private static final Chart CHART = MadeUpOrders.chart();

    private static Assessment assessment(Assessment.LookedFor... facts) {
        Assessment plain = IRON.assess(CHART, LocalDate.of(2025, 6, 2));
        return new Assessment(
                plain.patient(),
                plain.asOf(),
                plain.pathway(),
                plain.version(),
                plain.knowledgeHash(),
                plain.status(),
                plain.decision(),
                plain.criteria(),
                plain.alerts(),
                plain.results(),
                plain.plan(),
                plain.options(),
                plain.alternatives(),
                List.of(facts));
    }

    private static WhatWasRead read(ReadChart reading) {
        return WhatWasRead.of(reading, assessment());
    }

    private static ReadChart nothing() {
        return new ReadChart(CHART, List.of(), List.of(), List.of(), List.of(), false);
    }

    @Test
    void what_was_read_well_has_no_part() {
        assertThat(read(nothing()).parts()).isEmpty();
    }

    @Test
    void each_thing_is_told_once_with_what_is_said_of_it() {
        Resource ferritin = CHART.resource("Observation/ferritin").orElseThrow();
        var odd = new ReadChart.NotUnderstood("Observation/x", "sodium in drops", "unit not known");
        var words = new ReadChart.FoundInWords("Condition/y", "bleeding?", "a bleeding");
        var mapped = new ReadChart.Mapped("Observation/z", "HB", "haemoglobin", "codes.json");

        WhatWasRead read =
                read(
                        new ReadChart(
                                CHART,
                                List.of(odd, odd),
                                List.of(words, words),
                                List.of(mapped, mapped),
                                List.of(new ReadChart.SetAside(ferritin, "of another patient")),
                                false));

        assertThat(read.parts())
                .extracting(WhatWasRead.Part::title)
                .containsExactly(
                        "Not understood",
                        "In words only, to be confirmed",
                        "Set aside",
                        "Translated by the site's maps");
        assertThat(read.notUnderstood())
                .containsExactly(new WhatWasRead.Line("sodium in drops", "unit not known"));
        assertThat(read.inWords()).containsExactly(new WhatWasRead.Line("bleeding?", "a bleeding"));
        assertThat(read.mapped())
                .containsExactly(new WhatWasRead.Line("HB", "haemoglobin (codes.json)"));
        assertThat(read.setAside()).hasSize(1);
        assertThat(read.setAside().getFirst().said()).isEqualTo("of another patient");
        assertThat(read.setAside().getFirst().text()).contains("20");
    }

    @Test
    void more_than_four_lines_are_folded_away() {
        List<WhatWasRead.Line> five =
                List.of("a", "b", "c", "d", "e").stream()
                        .map(text -> new WhatWasRead.Line(text, ""))
                        .toList();

        var part = new WhatWasRead.Part("Title", five);
        assertThat(part.shown()).isEqualTo(five.subList(0, 4));
        assertThat(part.folded()).isEqualTo(five.subList(4, 5));
        var few = new WhatWasRead.Part("Title", five.subList(0, 2));
        assertThat(few.shown()).hasSize(2);
        assertThat(few.folded()).isEmpty();
    }

    @Test
    void the_facts_that_rules_looked_for_are_found_or_absent() {
        WhatWasRead read =
                WhatWasRead.of(
                        nothing(),
                        assessment(
                                new Assessment.LookedFor("haemoglobin", true),
                                new Assessment.LookedFor("transferrin", false),
                                new Assessment.LookedFor("weight", true)));

        assertThat(read.found()).containsExactly("haemoglobin", "weight");
        assertThat(read.absent()).containsExactly("transferrin");
    }
}
