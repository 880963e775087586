package org.osteon.feeds;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/// How new a statement is: messages overtake each other on their way, and an older one never writes
/// over a newer.
///
/// @param changed when the sender says that it changed (OBR-22)
/// @param sent when the message was made (MSH-7)
record Stamp(Optional<Instant> changed, Optional<Instant> sent) {
    private static final String CHANGED = "urn:osteon:feed:changed";
    private static final String SENT = "urn:osteon:feed:sent";

    static Stamp of(ObjectNode resource) {
        return new Stamp(read(resource, CHANGED), read(resource, SENT));
    }

    private static Optional<Instant> read(ObjectNode resource, String url) {
        for (JsonNode one : resource.path("extension")) {
            if (one.path("url").asText().equals(url)) {
                try {
                    return Optional.of(Instant.parse(one.path("valueInstant").asText()));
                } catch (DateTimeParseException _) {
                    return Optional.empty();
                }
            }
        }
        return Optional.empty();
    }

    void put(ObjectNode resource) {
        if (resource.get("extension") instanceof ArrayNode all) {
            for (int i = all.size() - 1; i >= 0; i--) {
                String url = all.get(i).path("url").asText();
                if (url.equals(CHANGED) || url.equals(SENT)) {
                    all.remove(i);
                }
            }
        }
        changed.ifPresent(at -> add(resource, CHANGED, at));
        sent.ifPresent(at -> add(resource, SENT, at));
        if (resource.path("extension").isEmpty()) {
            resource.remove("extension");
        }
    }

    private static void add(ObjectNode resource, String url, Instant at) {
        resource.withArray("extension")
                .addObject()
                .put("url", url)
                .put("valueInstant", at.toString());
    }

    /// Whether this is certainly older than another.
    boolean isBefore(Stamp other) {
        if (changed.isPresent() && other.changed.isPresent() && !changed.equals(other.changed)) {
            return changed.get().isBefore(other.changed.get());
        }
        return sent.isPresent() && other.sent.isPresent() && sent.get().isBefore(other.sent.get());
    }
}
