package org.osteon.records.notices;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// What a subscriber is sent: a Bundle as the R5 backport for R4 has it, its state first.
public final class NoticeBundle {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String PROFILES =
            "http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition/";

    private NoticeBundle() {}

    /// What a Bundle is sent for.
    public enum Type {
        HANDSHAKE("handshake"),
        HEARTBEAT("heartbeat"),
        EVENT("event-notification"),
        STATUS("query-status"),
        EVENTS("query-event");

        private final String code;

        Type(String code) {
            this.code = code;
        }
    }

    /// The state alone, as an answer to who asks for it.
    static ObjectNode status(Subscriber of) {
        ObjectNode bundle = JSON.createObjectNode();
        bundle.put("resourceType", "Bundle").put("type", "searchset").put("total", 1);
        ObjectNode entry = bundle.putArray("entry").addObject();
        ObjectNode state = state(of, Type.STATUS, of.told(), List.of());
        entry.put("fullUrl", "urn:uuid:" + state.path("id").asText());
        entry.set("resource", state);
        entry.putObject("search").put("mode", "match");
        return bundle;
    }

    /// A notification.
    ///
    /// @param told how many things there were, with these
    /// @param notices numbered
    static ObjectNode of(Subscriber to, Type type, long told, List<Notice> notices, Instant at) {
        ObjectNode bundle = JSON.createObjectNode();
        bundle.put("resourceType", "Bundle").put("id", UUID.randomUUID().toString());
        bundle.putObject("meta")
                .putArray("profile")
                .add(PROFILES + "backport-subscription-notification-r4");
        bundle.put("type", "history").put("timestamp", at.toString());
        ArrayNode entries = bundle.putArray("entry");
        ObjectNode first = entries.addObject();
        ObjectNode state = state(to, type, told, notices);
        first.put("fullUrl", "urn:uuid:" + state.path("id").asText());
        first.set("resource", state);
        request(first, to.base() + "/Subscription/" + to.id() + "/$status");
        if (to.ids()) {
            notices.stream()
                    .map(Notice::focus)
                    .distinct()
                    .forEach(focus -> {
                        ObjectNode entry = entries.addObject();
                        entry.put("fullUrl", to.base() + "/" + focus);
                        request(entry, focus);
                    });
        }
        return bundle;
    }

    private static void request(ObjectNode entry, String url) {
        entry.putObject("request").put("method", "GET").put("url", url);
        entry.putObject("response").put("status", "200");
    }

    private static ObjectNode state(Subscriber of, Type type, long told, List<Notice> notices) {
        ObjectNode state = JSON.createObjectNode();
        state.put("resourceType", "Parameters").put("id", UUID.randomUUID().toString());
        state.putObject("meta")
                .putArray("profile")
                .add(PROFILES + "backport-subscription-status-r4");
        ArrayNode parameters = state.putArray("parameter");
        parameters
                .addObject()
                .put("name", "subscription")
                .putObject("valueReference")
                .put("reference", of.base() + "/Subscription/" + of.id());
        parameters.addObject().put("name", "topic").put("valueCanonical", of.topic().canonical());
        parameters.addObject().put("name", "status").put("valueCode", of.status().code());
        parameters.addObject().put("name", "type").put("valueCode", type.code);
        parameters
                .addObject()
                .put("name", "events-since-subscription-start")
                .put("valueString", Long.toString(told));
        for (Notice one : notices) {
            ArrayNode parts =
                    parameters.addObject().put("name", "notification-event").putArray("part");
            parts.addObject()
                    .put("name", "event-number")
                    .put("valueString", Long.toString(one.number()));
            parts.addObject().put("name", "timestamp").put("valueInstant", one.at().toString());
            if (of.ids()) {
                reference(parts, "focus", of.base() + "/" + one.focus());
                if (!one.focus().startsWith("Patient/")) {
                    reference(parts, "additional-context", of.base() + "/Patient/" + one.chart());
                }
            }
        }
        if (!of.error().isEmpty()) {
            parameters
                    .addObject()
                    .put("name", "error")
                    .putObject("valueCodeableConcept")
                    .put("text", of.error());
        }
        return state;
    }

    private static void reference(ArrayNode parts, String name, String to) {
        parts.addObject().put("name", name).putObject("valueReference").put("reference", to);
    }
}
