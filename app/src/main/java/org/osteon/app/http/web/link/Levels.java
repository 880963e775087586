package org.osteon.app.http.web.link;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.osteon.records.knowledge.KnowledgeText;
import org.springframework.stereotype.Component;

/// How much an answer can weigh, from the most, as the knowledge says it.
@Component
final class Levels {
    private final List<Level> levels;

    Levels(KnowledgeText knowledge) {
        this.levels =
                StreamSupport.stream(
                                knowledge.words("patient-levels").path("levels").spliterator(),
                                false)
                        .map(Level::of)
                        .toList();
    }

    /// @param title for the staff
    /// @param says when a patient reads it, for who approves the words
    /// @param atOnce whether it does not wait until the form is sent
    /// @param calls whose numbers are shown, the first first: emergency, clinic, second
    /// @param asks whether it is asked if they have called
    /// @param placeholder words to begin with: not to be shown to anybody as they are
    record Level(
            String code,
            String title,
            String says,
            boolean atOnce,
            List<String> calls,
            boolean asks,
            String placeholder) {
        private static Level of(JsonNode json) {
            return new Level(
                    json.path("code").asText(),
                    json.path("title").asText(),
                    json.path("says").asText(),
                    json.path("atOnce").asBoolean(),
                    json.path("calls").valueStream().map(JsonNode::asText).toList(),
                    json.path("asksWhetherCalled").asBoolean(),
                    json.path("placeholder").asText());
        }
    }

    List<Level> all() {
        return levels;
    }

    Optional<Level> of(String code) {
        return levels.stream().filter(one -> one.code().equals(code)).findFirst();
    }
}
