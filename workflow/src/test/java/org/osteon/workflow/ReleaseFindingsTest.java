package org.osteon.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.osteon.workflow.MadeUpOrders.IRON;
import static org.osteon.workflow.MadeUpOrders.chart;
import static org.osteon.workflow.MadeUpOrders.order;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.osteon.chart.Chart;
import org.osteon.pathway.Alert;

/// What stands against the release of an order: no better than the worst gate (X2, X7).
class ReleaseFindingsTest {
    private static final LocalDate TODAY = LocalDate.of(2025, 6, 2);

    private static ReleaseFindings of(Chart chart) {
        return ReleaseFindings.of(IRON, chart, Order.of(IRON, chart).getFirst(), TODAY);
    }

    private static String weight(int kilograms) {
        return """
        {"resourceType":"Observation","id":"later","status":"final",\
        "code":{"coding":[{"system":"http://loinc.org","code":"29463-7"}]},\
        "subject":{"reference":"Patient/idle"},"effectiveDateTime":"2025-05-30",\
        "valueQuantity":{"value":%d,"unit":"kg","system":"http://unitsofmeasure.org","code":"kg"}}\
        """
                .formatted(kilograms);
    }

    @Test
    void a_gate_that_is_not_met_without_a_rule_stands_in_the_way_once() {
        ReleaseFindings found = of(chart(order("one", "draft", 1000, 30), weight(900)));

        assertThat(found.obstacles()).hasSize(1);
        OrderFinding finding = found.obstacles().getFirst();
        assertThat(finding.code()).isEqualTo("weight");
        assertThat(finding.severity()).isEqualTo(Alert.Severity.WARNING);
        assertThat(finding.advice()).isFalse();
        assertThat(finding.summary()).isEqualTo("The weight can be one of a person is not met");
        assertThat(finding.evidence()).hasSize(1);
        assertThat(of(chart(order("one", "draft", 1000, 30), weight(399))).obstacles()).isEmpty();
    }

    @Test
    void a_rule_that_says_why_is_told_and_not_its_gate_besides() {
        ReleaseFindings found = of(chart(order("one", "draft", 1200, 30), weight(900)));

        assertThat(found.obstacles())
                .extracting(OrderFinding::code)
                .containsExactly("TOO-MUCH", "weight");
        assertThat(found.advice()).isEmpty();
    }

    @Test
    void advice_is_apart_from_what_stands_in_the_way() {
        ReleaseFindings found = of(chart("2025-05-21", 40, order("one", "draft", 1000, 30)));

        assertThat(found.obstacles()).isEmpty();
        assertThat(found.advice())
                .extracting(OrderFinding::code)
                .containsExactly("FERRITIN-BORDERLINE");
    }
}
