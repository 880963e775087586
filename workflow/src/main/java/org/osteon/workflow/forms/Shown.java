package org.osteon.workflow.forms;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osteon.workflow.FhirEdit;

/// What a form showed when it was opened: what was filled in from the chart, and which responses of
/// the form the chart had. The form sends it back, so that nobody confirms what they never saw, and
/// nothing that was left as it was is written again.
///
/// @param filled by field
/// @param responses ids of the responses that were there
/// @param version of the response that was opened again; empty where it is a new one
public record Shown(Map<String, Filled> filled, List<String> responses, String version) {
    static final Shown NOTHING = new Shown(Map.of(), List.of(), "");

    /// What was filled in.
    ///
    /// @param text the value with its unit, as it was shown
    /// @param reference the resource that it was read from
    public record Filled(String text, String reference) {}

    public Shown {
        filled = new LinkedHashMap<>(filled);
        responses = List.copyOf(responses);
    }

    static Shown of(Map<String, Suggestion> suggestions, List<String> responses) {
        Map<String, Filled> filled = new LinkedHashMap<>();
        suggestions.forEach((field, one) -> {
            if (!one.value().isEmpty()) {
                filled.put(
                        field,
                        new Filled(
                                one.shown(),
                                one.references().isEmpty() ? "" : one.references().getFirst()));
            }
        });
        return new Shown(filled, responses, "");
    }

    /// The same, of a response that was opened again.
    Shown of(RecordedResponse recorded) {
        return new Shown(filled, responses, recorded.version());
    }

    /// Of what was filled in only these fields, where they came from the same resources.
    ///
    /// @param sources the resource of each by field
    Shown only(Map<String, String> sources) {
        Map<String, Filled> left = new LinkedHashMap<>(filled);
        left.entrySet()
                .removeIf(one -> !one.getValue().reference().equals(sources.get(one.getKey())));
        return new Shown(left, responses, version);
    }

    /// As it stands in a form.
    public String text() {
        ObjectNode json = FhirEdit.object();
        ObjectNode fields = json.putObject("filled");
        filled.forEach((field, one) -> fields.putArray(field).add(one.text()).add(one.reference()));
        responses.forEach(json.putArray("responses")::add);
        json.put("version", version);
        return FhirEdit.write(json);
    }

    /// What a form sent; empty where it is none.
    public static Optional<Shown> parse(String text) {
        if (text.isBlank()) {
            return Optional.empty();
        }
        try {
            JsonNode json = FhirEdit.tree(text);
            Map<String, Filled> filled = new LinkedHashMap<>();
            json.path("filled")
                    .properties()
                    .forEach(one ->
                            filled.put(
                                    one.getKey(),
                                    new Filled(
                                            one.getValue().path(0).asText(""),
                                            one.getValue().path(1).asText(""))));
            return Optional.of(
                    new Shown(
                            filled,
                            json.path("responses").valueStream().map(JsonNode::asText).toList(),
                            json.path("version").asText("")));
        } catch (JsonProcessingException _) {
            return Optional.empty();
        }
    }

    /// What is otherwise now, in words.
    List<String> differences(Shown now, Form form) {
        List<String> differences = new ArrayList<>();
        filled.forEach((field, before) -> {
            Filled after = now.filled.get(field);
            String what = form.item(field).map(FormItem::text).orElse(field);
            if (after == null) {
                differences.add(what + ": the chart does not say " + before.text() + " any more.");
            } else if (!after.text().equals(before.text())) {
                differences.add(
                        what + " is now " + after.text() + ", you saw " + before.text() + ".");
            }
        });
        now.filled.forEach((field, after) -> {
            if (!filled.containsKey(field)) {
                differences.add(
                        form.item(field).map(FormItem::text).orElse(field)
                                + " is now on the chart: "
                                + after.text()
                                + ".");
            }
        });
        return differences;
    }
}
