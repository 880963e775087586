package org.osteon.feeds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.osteon.feeds.Sent.bytes;
import static org.osteon.feeds.Sent.file;
import static org.osteon.feeds.Sent.made;
import static org.osteon.feeds.Sent.not;
import static org.osteon.feeds.Sent.understood;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// X11: orders and doses by HL7 v2.
class MedicinesTest {
    private final MadeUpCharts charts =
            new MadeUpCharts().patient("anna", "4711", "Müller", "1961-04-12");
    private final Feed feed = new Feed(Sent.laboratory());

    private Outcome read(String message) {
        return feed.read(bytes(message), charts);
    }

    private Outcome.Understood take(String message) {
        Outcome.Understood understood = understood(read(message));
        charts.apply(understood.edits());
        return understood;
    }

    @Test
    void an_order_is_an_order_with_its_amount_route_and_day() {
        ObjectNode order = made(take(file("order.hl7")), "MedicationRequest").getFirst();

        assertThat(order.path("status").asText()).isEqualTo("active");
        assertThat(
                        order.at("/dosageInstruction/0/doseAndRate/0/doseQuantity/value")
                                .decimalValue()
                                .toPlainString())
                .isEqualTo("3.5");
        assertThat(order.at("/dosageInstruction/0/timing/event/0").asText())
                .isEqualTo("2025-06-02");
        assertThat(order.at("/dosageInstruction/0/route/coding/1/code").asText())
                .isEqualTo("47625008");
        assertThat(order.at("/medicationCodeableConcept/coding/0/system").asText())
                .isEqualTo("http://www.whocc.no/atc");
    }

    @Test
    void two_amounts_are_a_range() {
        ObjectNode order =
                made(read(file("order.hl7").replace("|3.5||mg", "|3.5|4|mg")), "MedicationRequest")
                        .getFirst();

        assertThat(order.at("/dosageInstruction/0/doseAndRate/0/doseRange/high/value").asText())
                .isEqualTo("4");
    }

    @ParameterizedTest
    @CsvSource({"CA,cancelled", "DC,stopped", "HD,on-hold"})
    void an_order_that_ends_keeps_its_medicine(String control, String status) {
        take(file("order.hl7"));
        Outcome.Understood over =
                take(file("order.hl7").replace("ORC|NW", "ORC|" + control).replace("R-1", "R-2"));

        assertThat(made(over, "MedicationRequest").getFirst().path("status").asText())
                .isEqualTo(status);
    }

    @Test
    void a_dose_names_its_order_and_what_was_given() {
        take(file("order.hl7"));
        Outcome.Understood taken = take(file("dose.hl7"));
        ObjectNode dose = made(taken, "MedicationAdministration").getFirst();

        assertThat(taken.remarks()).isEmpty();
        assertThat(dose.path("status").asText()).isEqualTo("completed");
        assertThat(dose.at("/dosage/dose/value").decimalValue().toPlainString()).isEqualTo("3.5");
        assertThat(dose.at("/effectivePeriod/end").asText()).isEqualTo("2025-06-02T11:20:00+02:00");
        assertThat(
                        charts.resource(
                                "anna",
                                "MedicationRequest",
                                dose.at("/request/reference").asText().substring(18)))
                .isPresent();
    }

    @Test
    void a_dose_that_was_not_given_after_all_is_a_correction() {
        take(file("dose.hl7"));
        Outcome.Understood back =
                take(file("dose.hl7").replace("S-1", "S-2").replace("|||||CP", "|||||CP|D"));

        assertThat(made(back, "MedicationAdministration").getFirst().path("status").asText())
                .isEqualTo("entered-in-error");
        assertThat(back.edits().getFirst().parts().getFirst().supersedes()).contains("3.5 mg");
    }

    @ParameterizedTest
    @CsvSource({
        "|3.5|mg,|3;5|mg,VALUE",
        "|||||CP,|||||QQ,TABLE",
        "|||||CP,|||||,MISSING",
        "20250602110000,'',MISSING"
    })
    void a_dose_is_not_guessed(String from, String to, Reason reason) {
        assertThat(not(read(file("dose.hl7").replace(from, to))).reason()).isEqualTo(reason);
    }

    @Test
    void an_unknown_amount_is_no_amount() {
        Outcome.Understood taken = take(file("dose.hl7").replace("|3.5|mg", "|999|"));

        assertThat(
                        made(taken, "MedicationAdministration")
                                .getFirst()
                                .at("/dosage/dose")
                                .isMissingNode())
                .isTrue();
        assertThat(taken.remarks()).anyMatch(one -> one.text().contains("not known"));
    }
}
