package org.osteon.workflow.forms;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The answers of a response for people to read, with the questions as they were asked.
public final class AnswerText {
    private AnswerText() {}

    /// A question and its answer; of a group its heading and no answer.
    ///
    /// @param depth how deep in groups
    public record Line(int depth, String question, String answer) {}

    /// All of a response.
    public static List<Line> lines(RecordedResponse recorded, ZoneId zone) {
        List<Line> lines = new ArrayList<>();
        add(recorded.json().path("item"), 0, zone, lines);
        return List.copyOf(lines);
    }

    private static void add(JsonNode items, int depth, ZoneId zone, List<Line> lines) {
        for (JsonNode item : items) {
            List<String> answers = new ArrayList<>();
            item.path("answer").forEach(answer -> answers.add(text(answer, zone)));
            Optional<String> absent =
                    Extensions.text(item, Extensions.DATA_ABSENT)
                            .flatMap(FormItem.Absent::of)
                            .map(FormItem.Absent::words);
            lines.add(
                    new Line(
                            depth,
                            item.path("text").asText(item.path("linkId").asText("")),
                            absent.orElse(String.join("; ", answers))));
            add(item.path("item"), depth + 1, zone, lines);
        }
    }

    private static String text(JsonNode answer, ZoneId zone) {
        JsonNode value = Extensions.value(answer);
        if (value.isBoolean()) {
            return value.booleanValue() ? "Yes" : "No";
        }
        if (value.has("reference")) {
            return value.path("display").asText(value.path("reference").asText(""));
        }
        if (value.has("code") && !value.has("value")) {
            return value.path("display").asText(value.path("code").asText(""));
        }
        if (value.has("value")) {
            return (value.path("value").decimalValue().stripTrailingZeros().toPlainString()
                            + " "
                            + value.path("unit").asText(value.path("code").asText("")))
                    .strip();
        }
        return value.isTextual() && (answer.has("valueDate") || answer.has("valueDateTime"))
                ? ValueText.shown(value.asText(), zone)
                : value.asText("");
    }
}
