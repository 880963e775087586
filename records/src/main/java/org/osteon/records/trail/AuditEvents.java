package org.osteon.records.trail;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.osteon.store.TrailEntry;

/// Entries of the trail as FHIR R4 AuditEvent, by the patterns of IHE BALP 1.1.4. A pattern is
/// claimed (`meta.profile`) where all that it asks for is known: the address of the client, and of
/// a deed the one resource that it changed. A search that showed several patients is one event,
/// with an entity for each.
public final class AuditEvents {
    private static final String BALP =
            "https://profiles.ihe.net/ITI/BALP/StructureDefinition/IHE.BasicAudit.";
    private static final String DICOM = "http://dicom.nema.org/resources/ontology/DCM";
    private static final String SOURCE = "110153";
    private static final String DESTINATION = "110152";
    private static final String APPLICATION = "110150";
    private static final String CUSTODIANS =
            "http://terminology.hl7.org/CodeSystem/provenance-participant-type";
    private static final String ROLES = "http://terminology.hl7.org/CodeSystem/object-role";
    private static final String TYPES = "http://terminology.hl7.org/CodeSystem/audit-entity-type";

    /// What a program of an app puts before what it asks.
    private static final Pattern BY_APP = Pattern.compile("app:([A-Za-z0-9._~-]+) (.*)");

    private static final Pattern READ =
            Pattern.compile("[A-Z]+ (?:/[^?]*)?/fhir/([A-Za-z]+/[A-Za-z0-9.-]{1,64})(?:[/?].*)?");
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final String server;

    /// @param server the name of the machine that answered
    public AuditEvents(String server) {
        this.server = server;
    }

    /// As a resource.
    public ObjectNode event(TrailEntry entry) {
        EventKinds.Kind kind = EventKinds.of(entry);
        ObjectNode event = JSON.objectNode();
        event.put("resourceType", "AuditEvent").put("id", entry.id());
        boolean done = entry.outcome().equals("done");
        boolean deletes = kind.pattern() == EventKinds.Pattern.DELETE;
        if (done && follows(entry, kind)) {
            event.putObject("meta").putArray("profile").add(BALP + pattern(entry, kind));
        }
        event.set("type", coding(kind.type().system(), kind.type().code()));
        ArrayNode subtypes = event.putArray("subtype");
        subtypes.add(coding(kind.subtype().system(), kind.subtype().code()));
        if (!deletes) {
            // Of a delete the pattern wants one subtype, which says the same.
            subtypes.add(coding("urn:osteon:action", entry.action()));
        }
        event.put("action", kind.action());
        event.put("recorded", entry.at().toString());
        event.put("outcome", done ? "0" : entry.outcome().startsWith("refused") ? "8" : "4");
        if (!done) {
            event.put("outcomeDesc", entry.outcome());
        }
        agents(event.putArray("agent"), entry, kind);
        ObjectNode source = event.putObject("source");
        source.putObject("observer").put("display", "Osteon").set("identifier", identifier(server));
        source.putArray("type")
                .add(coding("http://terminology.hl7.org/CodeSystem/security-source-type", "4"));
        entities(event.putArray("entity"), entry, kind);
        if (event.path("entity").isEmpty()) {
            event.remove("entity");
        }
        return event;
    }

    private static boolean follows(TrailEntry entry, EventKinds.Kind kind) {
        return !entry.address().isEmpty()
                && switch (kind.pattern()) {
                    case NONE -> false;
                    case READ, QUERY -> true;
                    case CREATE, UPDATE, DELETE ->
                            entry.changes() == 1 && entry.changed().size() == 1;
                };
    }

    private static String pattern(TrailEntry entry, EventKinds.Kind kind) {
        String name =
                switch (kind.pattern()) {
                    case READ -> "Read";
                    case CREATE -> "Create";
                    case UPDATE -> "Update";
                    case DELETE -> "Delete";
                    case QUERY, NONE -> "Query";
                };
        return entry.charts().size() == 1 ? "Patient" + name : name;
    }

    /// Whether all of a kind go from the server to who asked: of a query the question is meant.
    private static boolean flowsOut(EventKinds.Kind kind) {
        return kind.action().equals("R");
    }

    private void agents(ArrayNode agents, TrailEntry entry, EventKinds.Kind kind) {
        boolean someone = !entry.person().isEmpty() || !entry.name().isEmpty();
        boolean deletes = kind.pattern() == EventKinds.Pattern.DELETE;
        Matcher app = BY_APP.matcher(entry.detail());
        ObjectNode client = agents.addObject();
        client.set(
                "type",
                concept(DICOM, deletes ? APPLICATION : flowsOut(kind) ? DESTINATION : SOURCE));
        ObjectNode program = client.putObject("who");
        program.set(
                "identifier",
                identifier(
                        app.matches()
                                ? app.group(1)
                                : entry.address().isEmpty() ? "unknown" : entry.address()));
        client.put("requestor", !someone);
        if (!entry.address().isEmpty()) {
            client.putObject("network").put("address", entry.address()).put("type", "2");
        }
        ObjectNode ours = agents.addObject();
        ours.set(
                "type",
                deletes
                        ? concept(CUSTODIANS, "custodian")
                        : concept(DICOM, flowsOut(kind) ? SOURCE : DESTINATION));
        ours.putObject("who").put("display", "Osteon").set("identifier", identifier(server));
        ours.put("requestor", false);
        ours.putObject("network").put("address", server).put("type", "1");
        if (someone) {
            user(agents.addObject(), entry, kind);
        }
    }

    private static void user(ObjectNode user, TrailEntry entry, EventKinds.Kind kind) {
        boolean writes = !entry.look() && !kind.action().equals("R");
        user.set(
                "type",
                concept(
                        "http://terminology.hl7.org/CodeSystem/v3-ParticipationType",
                        writes ? "AUT" : "IRCP"));
        if (!entry.role().isEmpty()) {
            user.putArray("role").add(concept("urn:osteon:role", entry.role()));
        }
        ObjectNode who = user.putObject("who");
        if (!entry.person().isEmpty()) {
            who.set("identifier", identifier(entry.person()));
        }
        if (!entry.name().isEmpty()) {
            who.put("display", entry.name());
            user.put("name", entry.name());
        }
        user.put("requestor", true);
        if (!entry.purpose().isEmpty()) {
            user.putArray("purposeOfUse")
                    .add(
                            concept(
                                    "http://terminology.hl7.org/CodeSystem/v3-ActReason",
                                    entry.purpose()));
        }
    }

    private static void entities(ArrayNode entities, TrailEntry entry, EventKinds.Kind kind) {
        for (String chart : entry.charts()) {
            entity(entities, TYPES, "1", "1")
                    .putObject("what")
                    .put("reference", "Patient/" + chart);
        }
        switch (kind.pattern()) {
            case READ -> {
                Matcher read = READ.matcher(withoutApp(entry.detail()));
                String what =
                        read.matches()
                                ? read.group(1)
                                : entry.charts().isEmpty()
                                        ? ""
                                        : "Patient/" + entry.charts().getFirst();
                ObjectNode data = entity(entities, TYPES, "2", "4");
                if (what.isEmpty()) {
                    data.putObject("what").put("display", entry.action());
                } else {
                    data.putObject("what").put("reference", what);
                }
                detail(data, entry, kind);
            }
            case QUERY ->
                    entity(entities, TYPES, "2", "24")
                            .put("description", withoutApp(entry.detail()))
                            .put(
                                    "query",
                                    Base64.getEncoder()
                                            .encodeToString(
                                                    withoutApp(entry.detail())
                                                            .getBytes(StandardCharsets.UTF_8)));
            case CREATE, UPDATE, DELETE, NONE -> {
                for (String changed : entry.changed()) {
                    entity(entities, TYPES, "2", "4").putObject("what").put("reference", changed);
                }
                if (entry.changed().isEmpty()
                        && !(entry.detail().isEmpty() && entry.reason().isEmpty())) {
                    entity(entities, TYPES, "2", "4")
                            .putObject("what")
                            .put("display", entry.action());
                }
                if (entities.size() > entry.charts().size()
                        && kind.pattern() != EventKinds.Pattern.DELETE) {
                    detail((ObjectNode) entities.get(entities.size() - 1), entry, kind);
                }
            }
        }
        if (!entry.request().isEmpty()) {
            ObjectNode transaction = entities.addObject();
            transaction.putObject("what").set("identifier", identifier(entry.request()));
            transaction.set(
                    "type",
                    coding(
                            "https://profiles.ihe.net/ITI/BALP/CodeSystem/BasicAuditEntityType",
                            "XrequestId"));
        }
    }

    private static void detail(ObjectNode data, TrailEntry entry, EventKinds.Kind kind) {
        ArrayNode details = JSON.arrayNode();
        if (!entry.detail().isEmpty()) {
            details.addObject()
                    .put("type", kind.pattern() == EventKinds.Pattern.READ ? "request" : "detail")
                    .put("valueString", withoutApp(entry.detail()));
        }
        if (!entry.reason().isEmpty()) {
            details.addObject().put("type", "reason").put("valueString", entry.reason());
        }
        if (!details.isEmpty()) {
            data.set("detail", details);
        }
    }

    private static String withoutApp(String detail) {
        Matcher app = BY_APP.matcher(detail);
        return app.matches() ? app.group(2) : detail;
    }

    private static ObjectNode entity(ArrayNode entities, String types, String type, String role) {
        ObjectNode entity = entities.addObject();
        entity.set("type", coding(types, type));
        entity.set("role", coding(ROLES, role));
        return entity;
    }

    private static ObjectNode identifier(String value) {
        return JSON.objectNode().put("value", value);
    }

    private static ObjectNode coding(String system, String code) {
        return JSON.objectNode().put("system", system).put("code", code);
    }

    private static ObjectNode concept(String system, String code) {
        ObjectNode concept = JSON.objectNode();
        concept.putArray("coding").add(coding(system, code));
        return concept;
    }
}
