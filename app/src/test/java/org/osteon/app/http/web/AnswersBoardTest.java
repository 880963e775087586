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

/// The board of answers says what was sent and how often the patient was reminded (records, 5.8).
class AnswersBoardTest {
    private static final String BOARD = "/answers/marrow-knee-injection";

    private static PlayedCase played;

    @BeforeAll
    static void start() throws IOException {
        played = PlayedCase.of("marrow-knee-injection", "own-visit-missed-35");
    }

    @AfterAll
    static void stop() {
        played.close();
    }

    private static Browsing.Seen recorded(Browsing person, String form, String what) {
        return PlayedCase.signed(
                person, form, Map.of("what", List.of(what), "how", List.of("by-paper")));
    }

    @Test
    void what_is_open_is_not_sent_then_sent_then_reminded_of() {
        Browsing coordinator = played.as("C. Example", "coordinator");
        Browsing.Seen board = coordinator.open(BOARD);
        assertThat(board.text()).contains("open until", "not sent");
        String form =
                Pattern.compile("href=\"([^\"]*questionnaires-sent[^\"]*)\"")
                        .matcher(board.html())
                        .results()
                        .map((MatchResult one) -> ServedForm.plain(one.group(1)))
                        .findFirst()
                        .orElseThrow();

        assertThat(recorded(coordinator, form, "questionnaire-sent").text()).contains("signed.");
        assertThat(coordinator.open(BOARD).text()).contains("sent ").doesNotContain("not sent");
        recorded(coordinator, form, "questionnaire-reminder");
        assertThat(coordinator.open(BOARD).text()).contains("reminded once");
    }
}
