package org.osteon.workflow;

import java.util.LinkedHashMap;
import java.util.Map;

/// What somebody filled in, by the name of the field; blank where nothing was.
///
/// @param byField the answers as they were typed
public record Answers(Map<String, String> byField) {
    public Answers {
        byField = Map.copyOf(byField);
    }

    /// The answer to a field without white space around it; empty where there is none.
    public String of(String field) {
        return byField.getOrDefault(field, "").strip();
    }

    /// Whether something was said.
    public boolean has(String field) {
        return !of(field).isEmpty();
    }

    /// The same with another answer.
    public Answers with(String field, String answer) {
        Map<String, String> more = new LinkedHashMap<>(byField);
        more.put(field, answer);
        return new Answers(more);
    }
}
