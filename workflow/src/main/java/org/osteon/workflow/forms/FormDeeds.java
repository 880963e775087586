package org.osteon.workflow.forms;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.osteon.chart.Chart;

/// What people did step by step, each step a signed response of one form.
public final class FormDeeds {
    /// The item that says which of the entries it is: of those of one second the later counts.
    public static final String SEQUENCE = "sequence";

    private FormDeeds() {}

    /// Those on a chart, the earliest first.
    ///
    /// @param form its id
    public static List<RecordedResponse> on(Chart chart, String form) {
        return RecordedResponse.on(chart).stream()
                .filter(RecordedResponse::isSigned)
                .filter(one -> one.isOf(form))
                .sorted(
                        Comparator.comparing(RecordedResponse::written)
                                .thenComparingInt(FormDeeds::sequence)
                                .thenComparing(RecordedResponse::id))
                .toList();
    }

    private static int sequence(RecordedResponse response) {
        String number = answers(response.json()).getOrDefault(SEQUENCE, "");
        return number.matches("\\d{1,9}") ? Integer.parseInt(number) : 0;
    }

    /// The answers to the items of a response, or of a group in it: the first of each, as it is
    /// written, of a coding the code.
    public static Map<String, String> answers(JsonNode within) {
        Map<String, String> answers = new LinkedHashMap<>();
        for (JsonNode item : within.path("item")) {
            for (JsonNode value : item.path("answer").path(0)) {
                String text = value.isValueNode() ? value.asText("") : value.path("code").asText();
                answers.putIfAbsent(item.path("linkId").asText(""), text);
            }
        }
        return answers;
    }
}
