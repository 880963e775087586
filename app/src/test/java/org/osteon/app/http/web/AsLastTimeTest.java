package org.osteon.app.http.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// A long record is made in a minute and a half: how an operator works is filled in as the last
/// time, what was found is not (records, 5.8).
class AsLastTimeTest {
    private static final Path CASES =
            Path.of("..", "knowledge/common/forms/cases/procedure-record.json");
    private static final String PATHWAY = "marrow-knee-injection";

    private static Map<String, List<String>> answers() throws IOException {
        JsonNode first = new ObjectMapper().readTree(CASES.toFile()).path(0);
        assertThat(first.path("form").asText()).isEqualTo("procedure-record");
        Map<String, List<String>> answers = new LinkedHashMap<>();
        first.path("answers")
                .properties()
                .forEach(one -> answers.put(one.getKey(), List.of(one.getValue().asText())));
        answers.put("needle-gauge", List.of("22"));
        return answers;
    }

    @Test
    void the_second_record_is_filled_in_as_the_first_where_the_operator_works_alike()
            throws IOException {
        try (PlayedCase booked = PlayedCase.of(PATHWAY, "own-booked")) {
            String path = "/patients/" + booked.patient() + "/forms/procedure-record";
            String opened = path + "?pathway=" + PATHWAY;
            Browsing operator = booked.as("O. Example", "operator");
            assertThat(operator.open(opened).html()).doesNotContain("as last time");
            PlayedCase.signed(operator, opened, answers());

            Browsing.Seen again = operator.open(opened);
            assertThat(again.text()).contains("Fill in as last time");
            Browsing.Seen filled =
                    operator.post(path, new ServedForm(again, path).pressed("as-last-time"));

            ServedForm form = new ServedForm(filled, path);
            assertThat(form.filled("needle-gauge")).containsExactly("22");
            assertThat(form.filled("guidance").getFirst()).endsWith("ULTRASOUND");
            assertThat(filled.text()).contains("As last time, 15 Sep 2025");
            assertThat(form.filled("pain-before")).containsExactly("");
            assertThat(form.filled("injected-volume")).containsExactly("");
            assertThat(form.filled("time-out")).isEmpty();

            Browsing other = booked.as("P. Example", "operator");
            assertThat(other.open(opened).text()).doesNotContain("as last time");
        }
    }
}
