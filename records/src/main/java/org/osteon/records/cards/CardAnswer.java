package org.osteon.records.cards;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;

/// What became of a card.
///
/// @param card the card's id
/// @param at when it was told
/// @param pathway whose rules spoke on it; empty where the card is not known here
/// @param rules the alerts on it
/// @param user whom it was shown to; empty where nobody said
/// @param accepted whether a suggestion was taken; else it was overridden
/// @param reason the code of the reason, or what another system calls it; empty where none was
///   given
/// @param comment in the user's words; may be empty
public record CardAnswer(
        String card,
        Instant at,
        String pathway,
        List<String> rules,
        String user,
        boolean accepted,
        String reason,
        String comment) {

    public CardAnswer {
        rules = List.copyOf(rules);
    }

    /// The reason in words.
    public String reasonInWords() {
        return OverrideReason.of(reason)
                .map(OverrideReason::display)
                .orElse(reason.isEmpty() ? "no reason given" : reason);
    }

    String json() {
        ObjectNode json = IssuedCard.JSON.createObjectNode();
        json.put("at", at.toString())
                .put("pathway", pathway)
                .put("user", user)
                .put("accepted", accepted)
                .put("reason", reason)
                .put("comment", comment);
        rules.forEach(json.withArray("rules")::add);
        return json.toString();
    }

    static CardAnswer of(String card, String text) {
        JsonNode json = IssuedCard.read(text);
        return new CardAnswer(
                card,
                Instant.parse(json.path("at").asText()),
                json.path("pathway").asText(),
                json.path("rules").valueStream().map(JsonNode::asText).toList(),
                json.path("user").asText(),
                json.path("accepted").asBoolean(),
                json.path("reason").asText(),
                json.path("comment").asText());
    }
}
