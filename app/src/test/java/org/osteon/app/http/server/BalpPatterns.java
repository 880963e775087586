package org.osteon.app.http.server;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.hl7.fhir.r4.model.AuditEvent;
import org.hl7.fhir.r4.model.AuditEvent.AuditEventAgentComponent;
import org.hl7.fhir.r4.model.AuditEvent.AuditEventEntityComponent;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;

/// What the patterns of IHE BALP 1.1.4 ask of an AuditEvent, written down from its profiles `Read`,
/// `Query`, `Create`, `Update`, `Delete` and the five of the same names about a patient. How the
/// resource is made is FHIR's own, and looked at by its validator.
final class BalpPatterns {
    private static final String PROFILE =
            "https://profiles.ihe.net/ITI/BALP/StructureDefinition/IHE.BasicAudit.";
    private static final String DICOM = "http://dicom.nema.org/resources/ontology/DCM#";
    private static final String EVENT = "http://terminology.hl7.org/CodeSystem/audit-event-type#";
    private static final String REST = "http://hl7.org/fhir/restful-interaction#";
    private static final String PERSON =
            "http://terminology.hl7.org/CodeSystem/v3-ParticipationType#";
    private static final String THING = "http://terminology.hl7.org/CodeSystem/audit-entity-type#";
    private static final String ROLE = "http://terminology.hl7.org/CodeSystem/object-role#";
    private static final String CUSTODIAN =
            "http://terminology.hl7.org/CodeSystem/provenance-participant-type#custodian";
    private static final String REQUEST =
            "https://profiles.ihe.net/ITI/BALP/CodeSystem/BasicAuditEntityType#XrequestId";
    private static final Set<String> DATA_ROLES = Set.of(ROLE + "4", ROLE + "3", ROLE + "20");

    /// @param users as what somebody may take part
    private record Pattern(
            String action, Set<String> subtypes, String client, String server, Set<String> users) {}

    private static final Set<String> SOURCES =
            Set.of(PERSON + "AUT", PERSON + "INF", PERSON + "CST");
    private static final Map<String, Pattern> PATTERNS =
            Map.of(
                    "Read",
                    new Pattern(
                            "R",
                            Set.of(REST + "read", REST + "vread"),
                            DICOM + "110152",
                            DICOM + "110153",
                            Set.of(PERSON + "IRCP")),
                    "Query",
                    new Pattern(
                            "E",
                            Set.of(REST + "search", REST + "search-type", REST + "search-system"),
                            DICOM + "110153",
                            DICOM + "110152",
                            Set.of(PERSON + "IRCP")),
                    "Create",
                    new Pattern(
                            "C",
                            Set.of(REST + "create"),
                            DICOM + "110153",
                            DICOM + "110152",
                            SOURCES),
                    "Update",
                    new Pattern(
                            "U",
                            Set.of(REST + "update", REST + "patch"),
                            DICOM + "110153",
                            DICOM + "110152",
                            SOURCES),
                    "Delete",
                    new Pattern(
                            "D", Set.of(REST + "delete"), DICOM + "110150", CUSTODIAN, SOURCES));

    private final AuditEvent event;
    private final String name;
    private final Pattern pattern;
    private final List<String> wrong = new ArrayList<>();

    private BalpPatterns(AuditEvent event, String name, Pattern pattern) {
        this.event = event;
        this.name = name;
        this.pattern = pattern;
    }

    /// What of the pattern that an event claims it does not keep.
    static List<String> violations(AuditEvent event) {
        if (event.getMeta().getProfile().size() != 1) {
            return List.of("it claims " + event.getMeta().getProfile().size() + " patterns");
        }
        String claimed = event.getMeta().getProfile().getFirst().getValue();
        String name = claimed.replace(PROFILE, "");
        Pattern pattern = PATTERNS.get(name.replace("Patient", ""));
        if (pattern == null) {
            return List.of("there is no pattern " + claimed);
        }
        BalpPatterns check = new BalpPatterns(event, name, pattern);
        check.event();
        check.agents();
        check.entities();
        return check.wrong;
    }

    private void need(boolean holds, String what) {
        if (!holds) {
            wrong.add(name + ": " + what);
        }
    }

    private boolean deletes() {
        return name.endsWith("Delete");
    }

    private void event() {
        need(text(event.getType()).equals(EVENT + "rest"), "type");
        need(
                event.getSubtype().stream()
                        .map(BalpPatterns::text)
                        .anyMatch(pattern.subtypes()::contains),
                "subtype");
        need(!deletes() || event.getSubtype().size() == 1, "one subtype");
        need(event.hasAction() && event.getAction().toCode().equals(pattern.action()), "action");
        need(event.hasRecorded(), "recorded");
        need(event.hasOutcome() && event.getOutcome().toCode().equals("0"), "outcome");
        need(event.hasSource(), "source");
    }

    private void agents() {
        List<AuditEventAgentComponent> clients = agents(pattern.client()::equals);
        List<AuditEventAgentComponent> servers = agents(pattern.server()::equals);
        need(clients.size() == 1, "one client");
        need(servers.size() == 1, "one server");
        for (AuditEventAgentComponent one : clients) {
            machine(one, "client");
        }
        for (AuditEventAgentComponent one : servers) {
            machine(one, "server");
        }
        List<AuditEventAgentComponent> users = agents(pattern.users()::contains);
        need(users.size() <= 1, "one user at most");
        for (AuditEventAgentComponent one : users) {
            need(one.hasWho(), "user.who");
            need(one.getRequestor(), "user.requestor");
            need(!one.hasMedia() && !one.hasNetwork(), "user without media and network");
            need(
                    !deletes() || !(one.hasAltId() || one.hasLocation() || one.hasPolicy()),
                    "user without altId, location, policy");
        }
    }

    private void machine(AuditEventAgentComponent agent, String what) {
        need(agent.hasWho(), what + ".who");
        need(agent.hasNetwork(), what + ".network");
        need(!agent.hasMedia(), what + " without media");
        need(
                !deletes()
                        || !(agent.hasRole()
                                || agent.hasAltId()
                                || agent.hasName()
                                || agent.hasLocation()
                                || agent.hasPolicy()
                                || agent.hasPurposeOfUse()),
                what + " with nothing of a person");
    }

    private List<AuditEventAgentComponent> agents(Predicate<String> so) {
        return event.getAgent().stream().filter(one -> so.test(text(one.getType()))).toList();
    }

    private void entities() {
        List<AuditEventEntityComponent> data = entities(THING + "2");
        List<AuditEventEntityComponent> requests = entities(REQUEST);
        List<AuditEventEntityComponent> patients = entities(THING + "1");
        need(data.size() == 1, "one of what was asked");
        for (AuditEventEntityComponent one : data) {
            if (name.endsWith("Query")) {
                need(text(one.getRole()).equals(ROLE + "24"), "query.role");
                need(one.hasQuery(), "query.query");
                need(
                        !one.hasWhat() && !one.hasLifecycle() && !one.hasDetail(),
                        "query without what, lifecycle, detail");
            } else {
                need(DATA_ROLES.contains(text(one.getRole())), "data.role");
                need(one.hasWhat(), "data.what");
                need(!deletes() || isBare(one), "data with nothing besides");
            }
        }
        need(requests.size() <= 1, "one name of a request at most");
        for (AuditEventEntityComponent one : requests) {
            need(one.getWhat().getIdentifier().hasValue(), "transaction.what");
            need(!deletes() || isBare(one), "transaction with nothing besides");
        }
        if (name.startsWith("Patient")) {
            need(patients.size() == 1, "one patient");
            for (AuditEventEntityComponent one : patients) {
                need(text(one.getRole()).equals(ROLE + "1"), "patient.role");
                need(
                        one.getWhat().getReference() != null
                                && one.getWhat().getReference().startsWith("Patient/"),
                        "patient.what");
                need(!deletes() || isBare(one), "patient with nothing besides");
            }
        }
    }

    private static boolean isBare(AuditEventEntityComponent one) {
        return !(one.hasLifecycle() || one.hasName() || one.hasQuery() || one.hasDetail());
    }

    private List<AuditEventEntityComponent> entities(String type) {
        return event.getEntity().stream().filter(one -> text(one.getType()).equals(type)).toList();
    }

    private static String text(CodeableConcept concept) {
        return concept.getCoding().size() == 1 ? text(concept.getCodingFirstRep()) : "";
    }

    private static String text(Coding coding) {
        return coding.getSystem() + "#" + coding.getCode();
    }
}
