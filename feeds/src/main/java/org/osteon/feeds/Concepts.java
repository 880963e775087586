package org.osteon.feeds;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/// Coded fields (CE, CWE) as FHIR concepts: each coding as it was sent. What a local code means is
/// read later, by the site's maps.
final class Concepts {
    private final SourceProfile profile;

    Concepts(SourceProfile profile) {
        this.profile = profile;
    }

    /// The concept of a field; empty where nothing stands there.
    Optional<ObjectNode> of(Segment segment, int field, int repetition) {
        ObjectNode concept = Json.object();
        ArrayNode codings = Json.object().putArray("coding");
        coding(segment, field, repetition, 1, codings);
        coding(segment, field, repetition, 4, codings);
        coding(segment, field, repetition, 10, codings);
        if (!codings.isEmpty()) {
            concept.set("coding", codings);
        }
        String text = segment.text(field, repetition, 9);
        if (text.isEmpty()) {
            text = segment.text(field, repetition, 2);
        }
        if (text.isEmpty() && codings.isEmpty()) {
            text = segment.text(field, repetition, 5);
        }
        if (!text.isEmpty()) {
            concept.put("text", text);
        }
        return concept.isEmpty() ? Optional.empty() : Optional.of(concept);
    }

    private void coding(Segment segment, int field, int repetition, int from, ArrayNode codings) {
        String code = segment.text(field, repetition, from);
        if (code.isEmpty() || code.equals(Segment.NULL)) {
            return;
        }
        ObjectNode coding = codings.addObject();
        coding.put("system", profile.system(segment.text(field, repetition, from + 2)));
        coding.put("code", code.replaceAll("\\s+", " "));
        String display = segment.text(field, repetition, from + 1);
        if (!display.isEmpty()) {
            coding.put("display", display);
        }
    }

    /// What names it among the concepts of this sender: the first code, else the words.
    static String key(Segment segment, int field) {
        String code = segment.text(field);
        return code.isEmpty() ? segment.text(field, 0, 2) : code + "^" + segment.text(field, 0, 3);
    }
}
