package org.osteon.records.cards;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.List;

/// A card that was given out.
///
/// @param id its uuid
/// @param day when
/// @param patient whose chart it was about
/// @param pathway whose rules spoke; empty where none did
/// @param rules the alerts on it
/// @param user for whom the record system asked, as it names them; may be empty
/// @param summary its headline
public record IssuedCard(
        String id,
        LocalDate day,
        String patient,
        String pathway,
        List<String> rules,
        String user,
        String summary) {
    static final JsonMapper JSON = new JsonMapper();

    public IssuedCard {
        rules = List.copyOf(rules);
    }

    String json() {
        ObjectNode json = JSON.createObjectNode();
        json.put("day", day.toString())
                .put("patient", patient)
                .put("pathway", pathway)
                .put("user", user)
                .put("summary", summary);
        rules.forEach(json.withArray("rules")::add);
        return json.toString();
    }

    static IssuedCard of(String id, String text) {
        JsonNode json = read(text);
        return new IssuedCard(
                id,
                LocalDate.parse(json.path("day").asText()),
                json.path("patient").asText(),
                json.path("pathway").asText(),
                json.path("rules").valueStream().map(JsonNode::asText).toList(),
                json.path("user").asText(),
                json.path("summary").asText());
    }

    static JsonNode read(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a kept card cannot be read", e);
        }
    }
}
