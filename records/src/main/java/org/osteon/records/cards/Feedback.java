package org.osteon.records.cards;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osteon.records.words.Problem;

/// What became of a card.
///
/// @param card the card's id
/// @param outcome `accepted` or `overridden`
/// @param reason the code of the reason that was chosen, else what it is called; empty where none
///   was
/// @param display what the reason is called; may be empty
/// @param comment in the user's words; may be empty
public record Feedback(String card, String outcome, String reason, String display, String comment) {
    private static final Set<String> OUTCOMES = Set.of("accepted", "overridden");
    private static final int LONGEST = 2_000;
    private static final ObjectMapper JSON = new ObjectMapper();

    /// Reads the body of a feedback call.
    ///
    /// @throws Problem where it is none, with the reason
    public static List<Feedback> of(byte[] body) {
        JsonNode root;
        try {
            root = JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw Problem.unusable("not JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new UncheckedIOException("bytes can be read", e);
        }
        JsonNode list = root.path("feedback");
        if (!list.isArray() || list.isEmpty()) {
            throw Problem.unusable("feedback is missing: a list of what became of cards");
        }
        List<Feedback> all = new ArrayList<>();
        for (JsonNode one : list) {
            all.add(of(one));
        }
        return all;
    }

    private static Feedback of(JsonNode one) {
        String card = text(one.path("card"));
        String outcome = text(one.path("outcome"));
        if (card.isBlank()) {
            throw Problem.unusable("feedback.card is missing: the uuid of the card");
        }
        if (!OUTCOMES.contains(outcome)) {
            throw Problem.unusable(
                    "feedback.outcome is accepted or overridden, not '" + outcome + "'");
        }
        JsonNode override = one.path("overrideReason");
        String code = text(override.path("reason").path("code"));
        String display = text(override.path("reason").path("display"));
        return new Feedback(
                card,
                outcome,
                code.isBlank() ? display : code,
                display,
                text(override.path("userComment")));
    }

    /// Whether what the card proposed was done.
    public boolean isAccepted() {
        return outcome.equals("accepted");
    }

    /// The reason chosen and the comment, in one line.
    public String words() {
        return Stream.of(display, reason.equals(display) ? "" : reason, comment)
                .filter(part -> !part.isBlank())
                .collect(Collectors.joining("; "));
    }

    private static String text(JsonNode node) {
        String text = node.isTextual() ? node.textValue() : "";
        String clean = text.replaceAll("\\p{Cntrl}", " ");
        return clean.substring(0, Math.min(clean.length(), LONGEST));
    }
}
