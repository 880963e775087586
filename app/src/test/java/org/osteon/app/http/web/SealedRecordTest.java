package org.osteon.app.http.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What was signed is sealed by the key of the store, and paper leads back to it (records, 1.9 and
/// 1.12).
class SealedRecordTest {
    private static PlayedCase played;
    private static String record;
    private static Browsing nurse;

    @BeforeAll
    static void sign() throws IOException {
        played = PlayedCase.of("bone-modifying-agents", "own-data-stale-creatinine-8-days");
        nurse = played.as("N. Example", "nurse");
        String forms = "/patients/" + played.patient() + "/forms";
        PlayedCase.signed(
                nurse,
                forms + "/typed-result?pathway=bone-modifying-agents",
                Map.of(
                        "test~0", List.of("2160-0"),
                        "value~0", List.of("80"),
                        "value~0.unit", List.of("umol/L"),
                        "sampled~0", List.of("2 Jun 2025 08.10"),
                        "source~0", List.of("source-telephone")));
        record = first(forms + "/typed-result/(f-[a-z0-9]+)", nurse.open(forms).html());
        record = forms + "/typed-result/" + record;
    }

    private static String first(String pattern, String html) {
        return Pattern.compile(pattern)
                .matcher(html)
                .results()
                .map((MatchResult one) -> one.group(1))
                .findFirst()
                .orElseThrow(() -> new AssertionError(html));
    }

    @AfterAll
    static void stop() {
        played.close();
    }

    @Test
    void its_page_says_that_it_is_what_was_signed() {
        assertThat(nurse.open(record).text()).contains("Sealed: it is what was signed");
    }

    @Test
    void paper_names_the_patient_the_form_who_signed_the_mark_and_leads_back() {
        String mark = first("Mark <code>([0-9a-f]{8})</code>", nurse.open(record).html());

        Browsing.Seen paper = nurse.open(record + "/paper");

        assertThat(paper.text())
                .contains("typed-result 1.0.0", "Signed by N. Example on", mark, "record")
                .doesNotContain("DRAFT");
        assertThat(paper.html()).contains("<svg class=\"qr\"", "<thead>");
    }

    @Test
    void a_program_finds_the_seal_in_the_provenance() {
        String stored =
                new String(
                        played.pages().store().chart(played.patient()).orElseThrow().utf8(),
                        java.nio.charset.StandardCharsets.UTF_8);

        assertThat(stored).contains("\"sigFormat\":\"application/jose\"", "\"data\":\"");
    }
}
