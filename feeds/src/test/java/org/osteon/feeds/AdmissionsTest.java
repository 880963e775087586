package org.osteon.feeds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.osteon.feeds.Sent.bytes;
import static org.osteon.feeds.Sent.file;
import static org.osteon.feeds.Sent.made;
import static org.osteon.feeds.Sent.not;
import static org.osteon.feeds.Sent.understood;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// X11: who is who, by HL7 v2.
class AdmissionsTest {
    private final MadeUpCharts charts = new MadeUpCharts();
    private final Feed feed = new Feed(Sent.laboratory());

    private Outcome read(String message) {
        return feed.read(bytes(message), charts);
    }

    private Outcome.Understood take(String message) {
        Outcome.Understood understood = understood(read(message));
        charts.apply(understood.edits());
        return understood;
    }

    private static String adt(String trigger, String control, String... segments) {
        return Sent.HEAD.formatted("ADT^" + trigger, control) + "\n" + String.join("\n", segments);
    }

    private static String merge(String control) {
        return adt(
                "A40",
                control,
                "PID|1||4711^^^GENHOSP^MR||MÜLLER^ANNA||19610412|F",
                "MRG|4799^^^GENHOSP^MR");
    }

    @Test
    void an_admission_makes_a_chart_and_a_stay() {
        Outcome.Understood taken = take(file("admission.hl7"));

        ObjectNode patient = made(taken, "Patient").getFirst();
        assertThat(patient.path("identifier")).hasSize(2);
        assertThat(patient.at("/name/0/family").asText()).isEqualTo("MÜLLER");
        assertThat(patient.at("/name/0/given/1").asText()).isEqualTo("MARIA");
        assertThat(patient.path("birthDate").asText()).isEqualTo("1961-04-12");
        assertThat(patient.path("gender").asText()).isEqualTo("female");
        ObjectNode stay = made(taken, "Encounter").getFirst();
        assertThat(stay.at("/class/code").asText()).isEqualTo("IMP");
        assertThat(stay.path("status").asText()).isEqualTo("in-progress");
        assertThat(stay.at("/period/start").asText()).isEqualTo("2025-06-01T08:50:00+02:00");
    }

    @Test
    void how_somebody_came_is_the_type_of_the_stay_as_it_was_sent() {
        String admission =
                adt(
                        "A01",
                        "T-1",
                        "PID|1||4711^^^GENHOSP^MR||MÜLLER^ANNA||19610412|F",
                        "PV1|1|I|W^1|%s|||||||||||||||V-1");

        assertThat(type(admission.formatted("E")))
                .isEqualTo("http://terminology.hl7.org/CodeSystem/v2-0007|E|");
        assertThat(type(admission.formatted("308335008^Patient encounter^SCT")))
                .isEqualTo("http://snomed.info/sct|308335008|Patient encounter");
        assertThat(type(admission.formatted("4^planned^L"))).endsWith("|4|planned");
        assertThat(type(admission.formatted(""))).isEqualTo("||");
    }

    private String type(String admission) {
        var coding =
                made(read(admission), "Encounter").getFirst().path("type").path(0).path("coding");
        assertThat(coding.size()).isLessThan(2);
        return coding.path(0).path("system").asText()
                + "|"
                + coding.path(0).path("code").asText()
                + "|"
                + coding.path(0).path("display").asText();
    }

    @Test
    void a_discharge_ends_the_stay_of_the_admission() {
        take(file("admission.hl7"));
        Outcome.Understood out =
                take(
                        file("admission.hl7")
                                .replace("A01", "A03")
                                .replace("|A-1|", "|A-2|")
                                .replace("CLINIC|20250601090000", "CLINIC|20250605120000")
                                .replace("20250601085000", "20250601085000|20250605113000"));

        ObjectNode stay = made(out, "Encounter").getFirst();
        assertThat(stay.path("status").asText()).isEqualTo("finished");
        assertThat(stay.at("/period/end").asText()).isEqualTo("2025-06-05T11:30:00+02:00");
        assertThat(charts.texts(out.edits().getFirst().chart())).hasSize(2);
    }

    @Test
    void a_discharge_that_was_none_is_taken_back_and_so_is_an_admission() {
        String admission = file("admission.hl7");
        take(admission);
        String discharge =
                admission
                        .replace("A01", "A03")
                        .replace("|A-1|", "|A-2|")
                        .replace("CLINIC|20250601090000", "CLINIC|20250605120000")
                        .replace("20250601085000", "20250601085000|20250605113000");
        take(discharge);

        ObjectNode again =
                made(
                                take(
                                        discharge
                                                .replace("A03", "A13")
                                                .replace("|A-2|", "|A-3|")
                                                .replace("20250605120000", "20250605130000")),
                                "Encounter")
                        .getFirst();
        assertThat(again.path("status").asText()).isEqualTo("in-progress");
        assertThat(again.path("period").has("end")).isFalse();

        ObjectNode never =
                made(
                                take(
                                        admission
                                                .replace("A01", "A11")
                                                .replace("|A-1|", "|A-4|")
                                                .replace(
                                                        "CLINIC|20250601090000",
                                                        "CLINIC|20250605140000")),
                                "Encounter")
                        .getFirst();
        assertThat(never.path("status").asText()).isEqualTo("cancelled");
    }

    @Test
    void taking_back_what_is_not_here_makes_nothing_and_makes_nobody_known() {
        Outcome unknown = read(file("admission.hl7").replace("A01", "A11"));
        assertThat(unknown).isInstanceOf(Outcome.NotUnderstood.class);
        take(adt("A04", "A-0", "PID|1||4711^^^GENHOSP^MR||MEIER^ANNA||19610412"));
        Outcome.Understood none =
                take(file("admission.hl7").replace("A01", "A11").replace("|A-1|", "|A-9|"));
        assertThat(made(none, "Encounter")).isEmpty();
        assertThat(none.remarks().toString()).contains("no stay of this number");
    }

    @Test
    void an_update_changes_what_it_says_and_keeps_what_it_does_not() {
        take(file("admission.hl7"));
        Outcome.Understood changed =
                take(adt("A08", "A-3", "PID|1||4711^^^GENHOSP^MR||MEIER^ANNA||19610412||||\"\""));

        ObjectNode patient = made(changed, "Patient").getFirst();
        assertThat(patient.at("/name/0/family").asText()).isEqualTo("MEIER");
        assertThat(patient.path("gender").asText()).isEqualTo("female");
        assertThat(patient.has("address")).isFalse();
    }

    @Test
    void two_identifiers_that_name_two_charts_are_told_and_not_chosen_between() {
        charts.patient("one", "4711", "Müller", "1961-04-12")
                .with(
                        "two",
                        "{\"resourceType\":\"Patient\",\"id\":\"two\",\"identifier\":[{\"system\":\"urn:example:ssn\",\"value\":\"112233\"}]}");

        assertThat(not(read(file("admission.hl7"))).text())
                .contains("one")
                .contains("two")
                .contains("A40");
    }

    @Test
    void name_and_birth_date_of_somebody_else_are_not_taken() {
        charts.patient("one", "4711", "Schulz", "1949-01-30");

        assertThat(not(read(file("creatinine.hl7"))).reason()).isEqualTo(Reason.DOUBTFUL_PATIENT);
        charts.patient("one", "4711", "Schulz", "1961-04-12");
        assertThat(understood(read(file("creatinine.hl7"))).remarks())
                .anyMatch(one -> one.text().contains("name"));
    }

    @Test
    void a_result_of_somebody_unknown_is_kept_back_or_makes_a_chart_as_the_profile_says() {
        assertThat(not(read(file("creatinine.hl7"))).reason()).isEqualTo(Reason.UNKNOWN_PATIENT);

        Feed making =
                new Feed(
                        Sent.profile(
                                file("laboratory.json")
                                        .replace("[\"ADT\"]", "[\"ADT\", \"ORU\"]")));
        assertThat(made(making.read(bytes(file("creatinine.hl7")), charts), "Patient")).hasSize(1);
    }

    @Test
    void an_identifier_of_an_unknown_authority_finds_nobody() {
        charts.patient("one", "4711", "Müller", "1961-04-12");

        assertThat(not(read(file("creatinine.hl7").replace("GENHOSP^MR", "OTHER^MR"))).text())
                .contains("identifiers");
    }

    @Test
    void somebody_recorded_as_deceased_by_mistake_lives_again_and_that_is_a_correction() {
        charts.with(
                "anna",
                "{\"resourceType\":\"Patient\",\"id\":\"anna\",\"identifier\":[{\"system\":\"urn:example:mrn\",\"value\":\"4711\"}],\"deceasedDateTime\":\"2025-05-01\"}");
        Outcome.Understood taken =
                take(adt("A08", "D-1", "PID|1||4711^^^GENHOSP^MR|||||||||||||||||||||||||||N"));

        assertThat(made(taken, "Patient").getFirst().path("deceasedBoolean").asBoolean(true))
                .isFalse();
        assertThat(taken.corrects()).isTrue();
    }

    @Test
    void a_merge_moves_all_of_a_chart_and_is_undone_without_a_trace_of_it() {
        charts.patient("anna", "4711", "Müller", "1961-04-12")
                .patient("anne", "4799", "Mueller", "1961-04-12");
        take(file("creatinine.hl7").replace("4711", "4799").replace("MÜLLER", "MUELLER"));
        Map<String, String> before = charts.texts("anne");
        Outcome.Understood merged = take(merge("M-1"));

        assertThat(merged.merges()).containsExactly(new Outcome.Merged("anna", "anne"));
        assertThat(charts.all("anne")).hasSize(1);
        assertThat(charts.texts("anna")).hasSize(5);
        assertThat(charts.texts("anna").toString())
                .doesNotContain("\"subject\":{\"reference\":\"Patient/anne\"");

        // By either number, results find the chart that stays, and corrections what moved there.
        Outcome.Understood corrected =
                take(
                        file("creatinine-corrected.hl7")
                                .replace("4711", "4799")
                                .replace("MÜLLER", "MUELLER"));
        assertThat(corrected.edits()).extracting(ChartEdit::chart).containsExactly("anna");
        assertThat(corrected.corrects()).isTrue();

        Merging.Undoing undoing = Merging.undo(merged.merges().getFirst(), charts, _ -> false);
        charts.apply(undoing.edits());
        assertThat(charts.texts("anna").keySet()).containsExactly("Patient/anna");
        assertThat(charts.texts("anna").toString()).doesNotContain("4799").doesNotContain("link");
        assertThat(charts.texts("anne").keySet()).isEqualTo(before.keySet());
        assertThat(charts.texts("anne").toString())
                .contains("2.10")
                .doesNotContain("merged-from")
                .doesNotContain("Patient/anna");
    }

    @Test
    void what_came_after_a_merge_goes_back_with_the_number_that_it_came_by() {
        charts.patient("anna", "4711", "Müller", "1961-04-12")
                .patient("anne", "4799", "Müller", "1961-04-12");
        Outcome.Understood merged = take(merge("M-1"));
        take(Sent.result("1", "OBX|1|NM|2160-0^C^LN||1.1|mg/dL|||||F").replace("4711", "4799"));
        take(Sent.result("2", "OBX|1|NM|2951-2^Na^LN||140|mmol/L|||||F").replace("F-1", "F-2"));
        charts.with(
                "anna",
                "{\"resourceType\":\"Condition\",\"id\":\"c\",\"subject\":{\"reference\":\"Patient/anna\"}}");

        Merging.Undoing undoing =
                Merging.undo(
                        merged.merges().getFirst(), charts, one -> one.type().equals("Condition"));
        charts.apply(undoing.edits());
        assertThat(charts.texts("anne").toString()).contains("2160-0").doesNotContain("2951-2");
        assertThat(charts.texts("anna").toString()).contains("2951-2").doesNotContain("2160-0");
        assertThat(undoing.stays()).isEqualTo(List.of("Condition/c"));
    }

    @Test
    void two_people_are_not_merged() {
        charts.patient("anna", "4711", "Müller", "1961-04-12")
                .patient("bert", "4799", "Berg", "1950-01-01");

        assertThat(not(read(merge("M-1"))).reason()).isEqualTo(Reason.DOUBTFUL_PATIENT);
    }
}
