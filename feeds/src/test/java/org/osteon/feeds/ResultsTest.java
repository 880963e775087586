package org.osteon.feeds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.osteon.feeds.Sent.bytes;
import static org.osteon.feeds.Sent.file;
import static org.osteon.feeds.Sent.made;
import static org.osteon.feeds.Sent.not;
import static org.osteon.feeds.Sent.result;
import static org.osteon.feeds.Sent.understood;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// X11: results that come by HL7 v2.
class ResultsTest {
    private final MadeUpCharts charts =
            new MadeUpCharts()
                    .patient("anna", "4711", "Müller", "1961-04-12")
                    .patient("bert", "4712", "Berg", "1950-01-01");
    private final Feed feed = new Feed(Sent.laboratory());

    private Outcome read(String message) {
        return feed.read(bytes(message), charts);
    }

    private Outcome.Understood take(String message) {
        Outcome.Understood understood = understood(read(message));
        charts.apply(understood.edits());
        return understood;
    }

    private ObjectNode one(String obx) {
        return made(read(result("X-1", obx)), "Observation").getFirst();
    }

    @Test
    void a_report_becomes_a_report_and_its_results_as_they_were_sent() {
        Outcome.Understood taken = take(file("creatinine.hl7"));

        assertThat(taken.edits()).hasSize(1);
        assertThat(taken.edits().getFirst().chart()).isEqualTo("anna");
        assertThat(taken.ignored()).containsExactly("ZLB");
        assertThat(taken.remarks()).isEmpty();
        List<ObjectNode> results = made(taken, "Observation");
        ObjectNode creatinine = results.getFirst();
        assertThat(creatinine.at("/valueQuantity/value").decimalValue().toPlainString())
                .isEqualTo("1.10");
        assertThat(creatinine.at("/valueQuantity/unit").asText()).isEqualTo("mg/dL");
        assertThat(creatinine.at("/code/coding/0/system").asText()).isEqualTo("http://loinc.org");
        assertThat(creatinine.at("/code/coding/1/system").asText()).isEqualTo("urn:example:lab");
        assertThat(creatinine.at("/effectiveDateTime").asText())
                .isEqualTo("2025-06-02T07:30:00+02:00");
        assertThat(creatinine.at("/status").asText()).isEqualTo("final");
        assertThat(creatinine.at("/note/0/text").asText())
                .isEqualTo("Sample slightly haemolytic\nrepeat if in doubt");
        assertThat(creatinine.at("/interpretation/0/coding/0/code").asText()).isEqualTo("H");
        assertThat(creatinine.at("/subject/identifier/value").asText()).isEqualTo("4711");
        assertThat(results.get(1).at("/valueQuantity/code").asText()).isEqualTo("10*3/uL");
        assertThat(results.get(1).at("/valueQuantity/unit").asText()).isEqualTo("Tsd/ul");
        assertThat(results.get(2).at("/valueQuantity/comparator").asText()).isEqualTo("<");
        assertThat(made(taken, "DiagnosticReport").getFirst().path("result")).hasSize(3);
    }

    @Test
    void the_same_message_again_changes_nothing() {
        take(file("creatinine.hl7"));
        var before = charts.texts("anna");
        take(file("creatinine.hl7"));

        assertThat(charts.texts("anna")).isEqualTo(before);
    }

    @Test
    void a_correction_is_a_further_version_and_says_what_it_supersedes() {
        take(file("creatinine.hl7"));
        Outcome.Understood corrected = take(file("creatinine-corrected.hl7"));

        assertThat(corrected.corrects()).isTrue();
        ChartEdit.Part part = corrected.edits().getFirst().parts().getFirst();
        assertThat(part.supersedes()).contains("1.10 mg/dL");
        assertThat(part.version()).isEqualTo(1);
        ObjectNode now =
                Json.read(charts.resource("anna", "Observation", part.id()).orElseThrow().json());
        assertThat(now.path("status").asText()).isEqualTo("corrected");
        assertThat(now.at("/valueQuantity/value").decimalValue().toPlainString()).isEqualTo("2.10");
        assertThat(made(corrected, "DiagnosticReport").getFirst().path("result")).hasSize(3);
    }

    @Test
    void an_older_message_that_comes_late_never_writes_over_a_newer() {
        take(file("creatinine.hl7"));
        take(file("creatinine-corrected.hl7"));
        var before = charts.texts("anna");
        Outcome.Understood late = take(file("creatinine.hl7").replace("M-1001", "M-1001b"));

        assertThat(late.remarks())
                .anyMatch(one -> one.text().contains("older than what the chart holds"));
        assertThat(charts.texts("anna").entrySet())
                .filteredOn(one -> one.getValue().contains("2160-0"))
                .isEqualTo(
                        before.entrySet().stream()
                                .filter(one -> one.getValue().contains("2160-0"))
                                .toList());
    }

    @ParameterizedTest
    @CsvSource({"D,entered-in-error", "W,entered-in-error", "X,cancelled"})
    void what_is_taken_back_no_longer_counts_and_says_what_it_was(String letter, String status) {
        take(result("1", "OBX|1|NM|2160-0^Creatinine^LN||1.1|mg/dL|||||F"));
        Outcome.Understood back =
                take(result("2", "OBX|1|NM|2160-0^Creatinine^LN||||||||" + letter));

        assertThat(made(back, "Observation").getFirst().path("status").asText()).isEqualTo(status);
        assertThat(back.edits().getFirst().parts().getFirst().supersedes()).contains("1.1 mg/dL");
    }

    @Test
    void a_preliminary_result_becomes_final_and_never_the_other_way_round() {
        Outcome.Understood first =
                take(result("1", "OBX|1|NM|2160-0^Creatinine^LN||1.1|mg/dL|||||P"));
        assertThat(made(first, "Observation").getFirst().path("status").asText())
                .isEqualTo("preliminary");
        take(result("2", "OBX|1|NM|2160-0^Creatinine^LN||||||||U"));
        Outcome back = read(result("3", "OBX|1|NM|2160-0^Creatinine^LN||1.2|mg/dL|||||P"));

        assertThat(not(back).reason()).isEqualTo(Reason.AGAINST_THE_CHART);
        assertThat(charts.texts("anna").values())
                .anyMatch(one -> one.contains("\"status\":\"final\"") && one.contains("1.1"));
    }

    @Test
    void a_final_result_with_another_value_is_a_correction_even_where_it_is_not_called_one() {
        take(result("1", "OBX|1|NM|2160-0^Creatinine^LN||1.1|mg/dL|||||F"));
        Outcome.Understood again =
                take(result("2", "OBX|1|NM|2160-0^Creatinine^LN||1.9|mg/dL|||||F"));

        assertThat(again.corrects()).isTrue();
        assertThat(again.remarks())
                .anyMatch(one -> one.text().contains("without being called a correction"));
    }

    @Test
    void a_number_with_a_comma_is_no_value_until_the_profile_says_what_a_comma_is() {
        ObjectNode unread = one("OBX|1|NM|2160-0^Creatinine^LN||4,0|mg/dL|||||F");
        assertThat(unread.has("valueQuantity")).isFalse();
        assertThat(unread.at("/dataAbsentReason/text").asText()).isEqualTo("4,0 mg/dL");
        assertThat(unread.at("/note/0/text").asText()).contains("4,0 mg/dL");

        Feed comma =
                new Feed(
                        Sent.profile(
                                file("laboratory.json")
                                        .replaceFirst("\\{", "{\"decimalComma\": true,")));
        ObjectNode read =
                made(
                                comma.read(
                                        bytes(
                                                result(
                                                        "1",
                                                        "OBX|1|NM|2160-0^Creatinine^LN||4,0|mg/dL|||||F")),
                                        charts),
                                "Observation")
                        .getFirst();
        assertThat(read.at("/valueQuantity/value").decimalValue().toPlainString()).isEqualTo("4.0");
    }

    @ParameterizedTest
    @CsvSource({
        "NM,<0.2,<,0.2",
        "ST,<0.2,<,0.2",
        "ST,> 400,>,400",
        "SN,<^0.2,<,0.2",
        "SN,<0.2,<,0.2",
        "SN,12,'',12",
        "NM,.5,'',0.5",
        "NM,7.,'',7",
        "SN,^12,'',12",
        "SN,=^12,'',12"
    })
    void a_number_is_read_however_its_sign_is_sent(
            String type, String written, String comparator, String value) {
        ObjectNode result = one("OBX|1|" + type + "|1988-5^CRP^LN||" + written + "|mg/L|||||F");

        assertThat(result.at("/valueQuantity/comparator").asText("")).isEqualTo(comparator);
        assertThat(result.at("/valueQuantity/value").decimalValue().toPlainString())
                .isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource({
        "NM,1e3",
        "NM,12 mg",
        "NM,'1,234'",
        "NM,1.2.3",
        "SN,^1^+",
        "SN,<",
        "SN,<<0.2",
        "SN,<0.2^3",
        "SN,1^-^2",
        "XX,5",
        "NM,1~2",
        "ST,see note"
    })
    void what_is_no_number_is_a_result_without_a_value_and_what_was_sent_beside_it(
            String type, String written) {
        ObjectNode result = one("OBX|1|" + type + "|1988-5^CRP^LN||" + written + "|mg/L|||||F");

        assertThat(result.has("valueQuantity")).isFalse();
        assertThat(result.has("valueString")).isFalse();
        assertThat(result.at("/dataAbsentReason/text").asText()).endsWith(" mg/L");
    }

    @Test
    void lines_of_a_text_are_one_text() {
        Outcome.Understood text =
                take(
                        result(
                                "1",
                                "OBX|1|TX|RAD^Report^L||Line one|||||F\nOBX|2|TX|RAD^Report^L||Line two & more|||||F"
                                        .replace("|||||F", "||||||F")));

        assertThat(made(text, "Observation")).hasSize(1);
        assertThat(made(text, "Observation").getFirst().path("valueString").asText())
                .isEqualTo("Line one\nLine two & more");
    }

    @Test
    void two_patients_of_a_batch_go_into_two_charts() {
        Transmission batch = Transmission.of(bytes(file("batch.hl7")));

        assertThat(batch.problem()).isEmpty();
        assertThat(batch.messages()).hasSize(2);
        batch.messages().forEach(one -> charts.apply(understood(feed.read(one, charts)).edits()));
        assertThat(charts.texts("anna").toString()).contains("\"value\":1.0");
        assertThat(charts.texts("bert").toString()).contains("\"value\":2.0");
    }

    @Test
    void a_batch_that_was_cut_off_is_not_taken() {
        String whole = file("batch.hl7");

        assertThat(Transmission.of(bytes(whole.substring(0, whole.indexOf("BTS")))).problem())
                .contains("cut off");
        assertThat(Transmission.of(bytes(whole.replace("BTS|2", "BTS|3"))).problem())
                .contains("counts 3");
    }

    @Test
    void an_order_of_another_patient_is_not_taken_until_it_is_taken_back_there() {
        take(result("1", "OBX|1|NM|2160-0^Creatinine^LN||1.1|mg/dL|||||F"));
        String ofBert =
                result("2", "OBX|1|NM|2160-0^Creatinine^LN||1.1|mg/dL|||||F")
                        .replace("4711", "4712");

        assertThat(not(read(ofBert)).reason()).isEqualTo(Reason.AGAINST_THE_CHART);
        take(result("3", "OBX|1|NM|2160-0^Creatinine^LN||||||||W"));
        take(ofBert);
        assertThat(charts.texts("bert").toString()).contains("2160-0");
    }

    @Test
    void an_order_number_that_comes_again_for_another_day_is_no_correction() {
        take(result("1", "OBX|1|NM|2160-0^Creatinine^LN||1.1|mg/dL|||||F"));
        String nextDay =
                result("2", "OBX|1|NM|2160-0^Creatinine^LN||1.4|mg/dL|||||F")
                        .replace("20250602073000", "20250609073000");

        assertThat(not(read(nextDay)).text()).contains("orderNumbersPerDay");
    }

    @Test
    void two_results_of_one_code_are_told_apart_by_their_time_or_not_at_all() {
        Outcome.Understood two =
                take(
                        result(
                                "1",
                                "OBX|1|NM|2345-7^Glucose^LN||90|mg/dL|||||F|||20250602070000\n"
                                        + "OBX|2|NM|2345-7^Glucose^LN||140|mg/dL|||||F|||20250602090000"));
        assertThat(made(two, "Observation")).hasSize(2);
        take(result("2", "OBX|1|NM|2345-7^Glucose^LN||150|mg/dL|||||C|||20250602090000"));
        assertThat(charts.texts("anna").toString())
                .contains("\"value\":150")
                .contains("\"value\":90");

        assertThat(
                        not(read(
                                        result(
                                                "3",
                                                "OBX|1|NM|2345-7^Glucose^LN||150|mg/dL|||||C|||20250602100000")))
                                .reason())
                .isEqualTo(Reason.AGAINST_THE_CHART);
        assertThat(
                        not(read(
                                        result(
                                                "4",
                                                "OBX|1|NM|2951-2^Sodium^LN||140|mmol/L|||||F\n"
                                                        + "OBX|2|NM|2951-2^Sodium^LN||130|mmol/L|||||F")))
                                .text())
                .contains("could not say which");
    }

    @Test
    void an_hour_that_the_clocks_gave_twice_is_a_day() {
        ObjectNode twice = one("OBX|1|NM|2160-0^Creatinine^LN||1|mg/dL|||||F|||20251026023000");
        ObjectNode never = one("OBX|1|NM|2160-0^Creatinine^LN||1|mg/dL|||||F|||20250330023000");
        ObjectNode zoned =
                one("OBX|1|NM|2160-0^Creatinine^LN||1|mg/dL|||||F|||20251026023000+0100");

        assertThat(twice.path("effectiveDateTime").asText()).isEqualTo("2025-10-26");
        assertThat(never.path("effectiveDateTime").asText()).isEqualTo("2025-03-30");
        assertThat(zoned.path("effectiveDateTime").asText()).isEqualTo("2025-10-26T02:30:00+01:00");
    }

    @ParameterizedTest
    @CsvSource({
        "OBX|1|NM|2160-0^C^LN||1|mg/dL||||||,MISSING",
        "OBX|1|NM|2160-0^C^LN||1|mg/dL|||||Q,TABLE",
        "OBX|1|NM|||1|mg/dL|||||F,MISSING",
        "OBX|1|NM|2160-0^C^LN||1|mg/dL|||||F|||20251345,VALUE"
    })
    void what_cannot_be_placed_costs_the_message_and_says_why(String obx, Reason reason) {
        assertThat(not(read(result("1", obx))).reason()).isEqualTo(reason);
    }
}
