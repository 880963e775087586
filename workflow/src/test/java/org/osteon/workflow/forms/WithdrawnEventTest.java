package org.osteon.workflow.forms;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.osteon.chart.Chart;
import org.osteon.chart.Resource;
import org.osteon.workflow.Deed;

/// What FHIR gives no status is withdrawn all the same, and known as such by everybody who reads
/// the chart (records 1.8, law 6; C7).
class WithdrawnEventTest {
    private static final FormCase CASE = DeliveredForms.named("adverse-event-arthritis");
    private static final String ID = "f-12345678901234567890";

    private static Chart signed() {
        FormLife life = DeliveredForms.life(CASE, CASE.chart());
        return DeliveredForms.after(
                CASE.chart(), DeliveredForms.signed(life, ID, CASE.answers(life), CASE.deed()));
    }

    private static long known(Chart chart) {
        return chart.knownOn(CASE.day()).resources("AdverseEvent").size();
    }

    private static Chart withdrawn(Chart chart) {
        return DeliveredForms.after(
                chart,
                DeliveredForms.life(CASE, chart)
                        .withdraw(ID, new Deed("B. Example", CASE.deed().at(), "Wrong patient")));
    }

    @Test
    void an_adverse_event_counts_until_its_form_is_withdrawn() {
        Chart signed = signed();
        Chart withdrawn = withdrawn(signed);

        assertThat(known(signed)).isOne();
        assertThat(known(withdrawn)).isZero();
        assertThat(withdrawn.resources("AdverseEvent")).hasSize(1);
    }

    @Test
    void it_is_given_no_element_that_its_type_does_not_have() {
        Resource event = withdrawn(signed()).resources("AdverseEvent").getFirst();

        assertThat(event.json())
                .doesNotContain("\"status\"")
                .contains("modifierExtension")
                .contains("extension-AdverseEvent.status");
    }
}
