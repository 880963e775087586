package org.osteon.feeds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// X11: what senders really write: escapes, units, line ends and sizes that no standard has.
class OddMessagesTest {
    private static Outcome read(String message) {
        return read(Sent.bytes(message));
    }

    private static Outcome read(byte[] message) {
        Transmission transmission = Transmission.of(message);
        assertThat(transmission.messages()).hasSize(1);
        return new Feed(Sent.laboratory())
                .read(transmission.messages().getFirst(), Known.anybody());
    }

    private static ObjectNode observation(Outcome outcome) {
        List<ObjectNode> made = Sent.made(outcome, "Observation");
        assertThat(made).hasSize(1);
        return made.getFirst();
    }

    private static String remarks(Outcome outcome) {
        return Sent.understood(outcome).remarks().toString();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "M\\XC3BC\\ller | Müller",
                "M\\XFC\\ller | Müller",
                "\\.in+4\\two\\.br\\lines\\.fi\\ | two\\nlines",
                "\\H\\bold\\N\\ | bold",
                "R\\T\\D \\S\\ \\E\\ | R&D ^ \\"
            })
    void what_escapes_say_is_read(String sent, String meant) {
        Outcome outcome = read(Sent.result("1", "OBX|1|TX|X^C^L||" + sent + "||||||F"));
        assertThat(observation(outcome).path("valueString").asText())
                .isEqualTo(meant.replace("\\n", "\n"));
    }

    @Test
    void hexadecimal_bytes_are_of_the_character_set_of_the_message() {
        String message =
                Sent.result("1", "OBX|1|TX|X^C^L||M\\XFC\\ller||||||F")
                        .replace("UNICODE UTF-8", "8859/1");
        Outcome outcome = read(message.replace('\n', '\r').getBytes(Charset.forName("ISO-8859-1")));
        assertThat(observation(outcome).path("valueString").asText()).isEqualTo("Müller");
    }

    @ParameterizedTest
    @ValueSource(strings = {"10^9/L", "10^3/uL", "x10^9/L", "10^12/L^UCUM"})
    void a_power_that_was_sent_without_an_escape_is_no_unit_of_ten(String unit) {
        Outcome outcome = read(Sent.result("1", "OBX|1|NM|X^C^L||1.1|" + unit + "|||||F"));
        assertThat(observation(outcome).path("valueQuantity").path("unit").asText())
                .startsWith(unit.replace("^UCUM", ""));
        assertThat(remarks(outcome)).contains("OBX[1]-6");
    }

    @ParameterizedTest
    @ValueSource(strings = {"mg/dL^^UCUM", "10*9/L^^UCUM", "%^percent^L"})
    void other_units_are_what_their_first_component_says(String unit) {
        Outcome outcome = read(Sent.result("1", "OBX|1|NM|X^C^L||1.1|" + unit + "|||||F"));
        assertThat(observation(outcome).path("valueQuantity").path("unit").asText())
                .isEqualTo(unit.substring(0, unit.indexOf('^')));
        assertThat(remarks(outcome)).doesNotContain("OBX[1]-6");
    }

    @ParameterizedTest
    @ValueSource(strings = {"second line", "X", "NTE-1", "- more"})
    void what_stands_after_a_raw_line_break_is_never_lost_in_silence(String line) {
        Outcome.NotUnderstood not =
                Sent.not(
                        read(
                                Sent.result(
                                        "1",
                                        "OBX|1|NM|X^C^L||1.1|mg/dL|||||F\nNTE|1||first line\n"
                                                + line)));
        assertThat(not.reason()).isEqualTo(Reason.NOT_A_MESSAGE);
        assertThat(not.line()).contains(line).contains("\\.br\\");
    }

    @Test
    void one_order_of_two_patients_in_one_message_is_a_mix_up() {
        String one = Sent.result("1", "OBX|1|NM|X^C^L||1.1|mg/dL|||||F");
        String other = one.substring(one.indexOf("PID")).replace("4711", "4712");
        Known both =
                new MadeUpCharts()
                        .patient("p1", "4711", "Meier", "1961-04-12")
                        .patient("p2", "4712", "Roth", "1950-01-01");
        Feed feed = new Feed(Sent.laboratory());
        Outcome.NotUnderstood not = Sent.not(feed.read(Sent.bytes(one + "\n" + other), both));
        assertThat(not.reason()).isEqualTo(Reason.AGAINST_THE_CHART);
        assertThat(not.line()).contains("F-1").contains("two patients");
        assertThat(feed.read(Sent.bytes(one + "\n" + other.replace("F-1", "F-2")), both))
                .isInstanceOf(Outcome.Understood.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0000", "00000101", "20251301", "20250229", "2025-06-02"})
    void a_time_that_there_cannot_be_is_told(String time) {
        Outcome outcome =
                read(
                        Sent.result("1", "OBX|1|NM|X^C^L||1.1|mg/dL|||||F")
                                .replace("20250602073000", time));
        assertThat(Sent.not(outcome).line()).contains("OBR[1]-7").contains(time);
    }

    @Test
    void a_mark_before_text_in_utf_8_is_read_past() {
        byte[] message = Sent.bytes(Sent.result("1", "OBX|1|NM|X^C^L||1.1|mg/dL|||||F"));
        byte[] marked = new byte[message.length + 3];
        System.arraycopy(new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF}, 0, marked, 0, 3);
        System.arraycopy(message, 0, marked, 3, message.length);
        assertThat(read(marked)).isInstanceOf(Outcome.Understood.class);
    }

    /// Cut anywhere, it is understood or told, and never a fault.
    @Test
    void a_message_that_was_cut_off_is_never_a_fault() {
        byte[] whole =
                Sent.bytes(
                        Sent.result(
                                "1",
                                "OBX|1|NM|X^C^L||1.1|10^9/L|||||F\nOBX|2|TX|Y^C^L||M\\XC3BC\\x||||||F"));
        for (int end = 0; end < whole.length; end++) {
            byte[] cut = java.util.Arrays.copyOf(whole, end);
            assertThatCode(() ->
                            Transmission.of(cut)
                                    .messages()
                                    .forEach(one ->
                                            new Feed(Sent.laboratory()).read(one, Known.anybody())))
                    .as(new String(cut, StandardCharsets.UTF_8))
                    .doesNotThrowAnyException();
        }
    }

    /// The places that are asked for repetitions: a list of codes grew with each of them, an
    /// identifier is looked for in the store, an empty one was taken apart into all its parts.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "OBX|1|ST|X^C^L||MANY||||||F",
                "OBX|1|CE|X^C^L||MANY||||||F",
                "OBX|1|NM|X^C^L||MANY|mg/dL|||||F",
                "OBX|1|NM|X^C^L||1.1|mg/dL||MANY|||F",
                "OBX|1|NM|X^C^L||1.1|mg/dL|||||F\nNTE|1||MANY",
                "OBX|1|NM|X^C^L||1.1|mg/dL|||||F\nZZZ|MANY"
            })
    @Timeout(20)
    void as_many_repetitions_as_there_may_be_take_no_more_than_their_share(String obx) {
        for (String one : List.of("", "a", "a^b^c^d^e^f^g^h^i")) {
            String most = (one + "~").repeat(MessageLimits.REPETITIONS - 1) + one;
            assertThat(read(Sent.result("1", obx.replace("MANY", most))))
                    .isInstanceOf(Outcome.Understood.class);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "OBX|1|ST|X^C^L||MANY||||||F; OBX[1]-5",
                "OBX|1|ST|X^C^L||a||||||F@NTE|1||x@NTE|2||MANY; NTE[2]-3",
                "ZZZ|1|MANY; ZZZ[1]-2"
            })
    @Timeout(20)
    void a_field_with_more_repetitions_is_refused_by_its_place(String segments, String place) {
        for (int more : List.of(MessageLimits.REPETITIONS, 300_000)) {
            Outcome.NotUnderstood not =
                    Sent.not(
                            read(
                                    Sent.result(
                                            "1",
                                            segments.replace('@', '\n')
                                                    .replace("MANY", "a~".repeat(more)))));
            assertThat(not.reason()).isEqualTo(Reason.TOO_MUCH);
            assertThat(not.reason().refuses()).isTrue();
            assertThat(not.line())
                    .contains(place)
                    .contains(more + 1 + " repetitions")
                    .contains(MessageLimits.REPETITIONS + " here");
        }
    }

    @Test
    @Timeout(20)
    void a_message_with_more_segments_than_there_may_be_is_refused() {
        String more = "\nNTE|1||x".repeat(MessageLimits.SEGMENTS);
        Outcome.NotUnderstood not =
                Sent.not(read(Sent.result("1", "OBX|1|ST|X^C^L||a||||||F" + more)));
        assertThat(not.reason()).isEqualTo(Reason.TOO_MUCH);
        assertThat(not.line()).contains(MessageLimits.SEGMENTS + 4 + " segments");
    }

    @Test
    @Timeout(20)
    void three_thousand_results_take_no_more_than_their_share() {
        StringBuilder results = new StringBuilder();
        for (int i = 1; i <= 3_000; i++) {
            results.append(i == 1 ? "" : "\n")
                    .append("OBX|%d|NM|C%d^Code %d^L||1.%d|mg/dL|||||F".formatted(i, i, i, i));
        }
        assertThat(Sent.made(read(Sent.result("1", results.toString())), "Observation"))
                .hasSize(3_000);
    }
}
