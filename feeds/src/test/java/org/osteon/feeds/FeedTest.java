package org.osteon.feeds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.osteon.feeds.Sent.bytes;
import static org.osteon.feeds.Sent.file;
import static org.osteon.feeds.Sent.not;
import static org.osteon.feeds.Sent.understood;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// X11: what is taken, what is kept back, and how it is answered.
class FeedTest {
    private static final int MUTILATED = Boolean.getBoolean("osteon.long") ? 20_000 : 5_000;

    private final MadeUpCharts charts =
            new MadeUpCharts().patient("anna", "4711", "Müller", "1961-04-12");
    private final Feed feed = new Feed(Sent.laboratory());

    private static byte[] in(String charset, String text) {
        return text.replace('\n', '\r').getBytes(Charset.forName(charset));
    }

    /// HAPI's own way of numbering messages counts in a file of the folder that it is started in.
    @Test
    void taking_messages_leaves_no_file_behind() {
        assertThat(java.nio.file.Path.of("id_file")).doesNotExist();
    }

    @Test
    void the_character_set_that_is_named_is_the_one_that_is_read() {
        String latin = file("creatinine.hl7").replace("UNICODE UTF-8", "8859/1");

        assertThat(understood(feed.read(in("ISO-8859-1", latin), charts)).remarks()).isEmpty();
        assertThat(not(feed.read(in("UTF-8", latin), charts)).reason())
                .isEqualTo(Reason.CHARACTERS);
        assertThat(not(feed.read(in("ISO-8859-1", file("creatinine.hl7")), charts)).reason())
                .isEqualTo(Reason.CHARACTERS);
        assertThat(not(feed.read(in("UTF-8", latin.replace("8859/1", "KLINGON")), charts)).text())
                .contains("KLINGON");
    }

    @Test
    void the_profile_settles_what_a_sender_says_wrongly() {
        Feed settled =
                new Feed(
                        Sent.profile(
                                file("laboratory.json")
                                        .replace(
                                                "\"8859/1\"",
                                                "\"8859/1\", \"characterSetWins\": true")));

        assertThat(
                        understood(settled.read(in("ISO-8859-1", file("creatinine.hl7")), charts))
                                .remarks())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "LABSYS,OTHER,UNKNOWN_SENDER",
        "ORU^R01^ORU_R01,ORM^O01,UNSUPPORTED",
        "|P|2.5.1,|T|2.5.1,NOT_PRODUCTION",
        "M-1001,'',MISSING",
        "PID|,PIX|,MISSING",
        "OBR|,OBZ|,MISSING",
        "2025060208,2025063208,VALUE"
    })
    void what_is_not_taken_is_told_with_its_reason(String from, String to, Reason reason) {
        assertThat(not(feed.read(bytes(file("creatinine.hl7").replace(from, to)), charts)).reason())
                .isEqualTo(reason);
    }

    @ParameterizedTest
    @CsvSource({"hello", "MSH", "MSH|", "''", "MSH|^~\\&|"})
    void what_is_no_message_is_told(String text) {
        assertThat(not(feed.read(bytes(text), charts)).reason()).isEqualTo(Reason.NOT_A_MESSAGE);
    }

    @Test
    void a_segment_of_the_senders_own_is_told_by_name_unless_the_profile_names_it() {
        Outcome.Understood taken =
                understood(feed.read(bytes(file("creatinine.hl7") + "\nZXY|1"), charts));

        assertThat(taken.ignored()).containsExactly("ZLB", "ZXY");
        assertThat(taken.remarks()).extracting(Remark::place).containsExactly("ZXY");
    }

    @ParameterizedTest
    @CsvSource({"2.2", "2.3", "2.3.1", "2.4", "2.5", "2.6", "2.7", "2.8", "9.9"})
    void any_version_is_read_alike(String version) {
        assertThat(
                        understood(
                                        feed.read(
                                                bytes(
                                                        file("creatinine.hl7")
                                                                .replace(
                                                                        "|2.5.1|",
                                                                        "|" + version + "|")),
                                                charts))
                                .edits())
                .hasSize(1);
    }

    @Test
    void other_marks_than_the_usual_ones_are_read() {
        String other = file("creatinine.hl7").replace('|', '$').replace('^', '%');

        assertThat(understood(feed.read(bytes(other), charts)).edits()).hasSize(1);
    }

    /// Whatever comes, there is an answer: never an exception.
    @Test
    void mutilated_messages_are_taken_or_told() {
        Random random = new Random(7);
        List<String> whole =
                List.of(
                        file("creatinine.hl7"),
                        file("admission.hl7"),
                        file("order.hl7"),
                        file("dose.hl7"));
        for (int i = 0; i < MUTILATED; i++) {
            byte[] message = bytes(whole.get(random.nextInt(whole.size())));
            for (int j = random.nextInt(6); j >= 0; j--) {
                message[random.nextInt(message.length)] = (byte) random.nextInt(256);
            }
            byte[] sent =
                    random.nextInt(4) == 0
                            ? java.util.Arrays.copyOf(message, random.nextInt(message.length))
                            : message;
            assertThat(feed.read(sent, charts))
                    .as(new String(sent, StandardCharsets.ISO_8859_1))
                    .isNotNull();
            assertThat(Transmission.of(sent)).isNotNull();
        }
    }

    @Test
    void an_answer_names_the_message_its_outcome_and_what_was_remarked() {
        Envelope to = Envelope.of(bytes(file("creatinine.hl7")));
        String answer =
                Acknowledgement.accepted("", List.of(new Remark("OBX[1]-5", "a | b & c")))
                        .message(
                                to, ZonedDateTime.of(2025, 6, 2, 8, 0, 0, 0, ZoneOffset.UTC), "A1");

        assertThat(answer)
                .startsWith(
                        "MSH|^~\\&|OSTEON|CLINIC|LABSYS|GENHOSP|20250602080000.000+0000||ACK^R01^ACK|A1|P|2.5.1");
        assertThat(answer)
                .contains("\rMSA|AA|M-1001\r")
                .contains("|W|")
                .contains("a \\F\\ b \\T\\ c");
        assertThat(
                        Acknowledgement.of("AE", "204", "nobody")
                                .message(
                                        to,
                                        ZonedDateTime.of(2025, 6, 2, 8, 0, 0, 0, ZoneOffset.UTC),
                                        "A1"))
                .contains("MSA|AE|M-1001|nobody\r")
                .contains("204^^HL70357|E|");
    }

    /// A sender that is told 207 sends the message again, for ever where nothing changes by that.
    @Test
    void nothing_that_has_to_be_mended_is_answered_as_if_it_would_pass() {
        assertThat(Reason.values()).extracting(Reason::code).doesNotContain("207");
    }

    @Test
    void a_profile_says_all_that_is_wrong_with_it() {
        Profiles bad =
                Profiles.of(
                        "bad",
                        "{\"timeZone\": \"Mars\", \"unit\": {}, \"characterSet\": \"x\","
                                + " \"tables\": {\"result\": {\"K\": \"done\"}}, \"answerKept\":"
                                + " \"AR\"}");

        assertThat(bad.all()).isEmpty();
        assertThat(bad.problems().toString())
                .contains("Mars", "unit", "'x'", "'done'", "answerKept", "senders", "identifiers");
    }
}
