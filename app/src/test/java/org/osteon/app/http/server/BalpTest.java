package org.osteon.app.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.hl7.fhir.r4.model.AuditEvent;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.StringType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// AuditEvents keep the pattern of IHE BALP that they claim, and claim one wherever they can.
class BalpTest {
    private static final FhirContext R4 = FhirContext.forR4();
    private static final String OBSERVATION =
            """
            {"resourceType":"Observation","id":"o1","status":"final","subject":{"reference":"Patient/p1"},\
            "code":{"text":"Weight"},"valueQuantity":{"value":%s,"code":"kg",\
            "system":"http://unitsofmeasure.org"}}\
            """;

    private static TestServer server;
    private static String physician;
    private static List<AuditEvent> events;

    @BeforeAll
    static void start(@TempDir Path folder) {
        server = new TestServer(folder, TestServer.KNOWLEDGE);
        physician = server.people().cookie("P. Physician", "physician");
        send("PUT", "/fhir/Patient/p1", "{\"resourceType\":\"Patient\",\"id\":\"p1\"}", 201);
        send("POST", "/fhir/Observation", OBSERVATION.formatted("60"), 201);
        send("PUT", "/fhir/Observation/o1", OBSERVATION.formatted("61"), 201);
        send("PUT", "/fhir/Observation/o1", OBSERVATION.formatted("62"), 200);
        send("GET", "/fhir/Observation/o1", "", 200);
        send("GET", "/fhir/Observation?patient=p1", "", 200);
        send("GET", "/fhir/Patient?_count=5", "", 200);
        send("DELETE", "/fhir/Observation/o1", "", 200);
        HttpResponse<String> answer =
                server.send(
                        HttpRequest.newBuilder(
                                        URI.create(server.url() + "/fhir/AuditEvent?_count=500"))
                                .header("Cookie", server.people().cookie("A. Audit", "auditor"))
                                .build());
        events =
                R4.newJsonParser().parseResource(Bundle.class, answer.body()).getEntry().stream()
                        .map(one -> (AuditEvent) one.getResource())
                        .toList();
    }

    private static void send(String method, String path, String body, int status) {
        HttpResponse<String> answer =
                server.send(
                        HttpRequest.newBuilder(URI.create(server.url() + path))
                                .header("Cookie", physician)
                                .header("Content-Type", "application/fhir+json")
                                .method(
                                        method,
                                        body.isEmpty()
                                                ? HttpRequest.BodyPublishers.noBody()
                                                : HttpRequest.BodyPublishers.ofString(body))
                                .build());
        assertThat(answer.statusCode())
                .as(method + " " + path + ": " + answer.body())
                .isIn(status, 200, 201, 204);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static List<AuditEvent> claiming() {
        return events.stream().filter(one -> one.getMeta().hasProfile()).toList();
    }

    private static AuditEvent one(String pattern) {
        return claiming().stream()
                .filter(one ->
                        one.getMeta().getProfile().getFirst().getValue().endsWith("." + pattern))
                .findFirst()
                .orElseThrow(() -> new AssertionError("none claims " + pattern));
    }

    @Test
    void each_keeps_the_pattern_that_it_claims() {
        assertThat(claiming()).hasSizeGreaterThanOrEqualTo(7);
        for (AuditEvent one : claiming()) {
            assertThat(BalpPatterns.violations(one))
                    .as(R4.newJsonParser().encodeResourceToString(one))
                    .isEmpty();
        }
        Set<String> claimed = new TreeSet<>();
        claiming()
                .forEach(one ->
                        claimed.add(
                                one.getMeta()
                                        .getProfile()
                                        .getFirst()
                                        .getValue()
                                        .replaceAll(".*\\.", "")));
        assertThat(claimed)
                .contains(
                        "PatientRead",
                        "PatientQuery",
                        "PatientCreate",
                        "PatientUpdate",
                        "PatientDelete");
    }

    @Test
    void a_deed_names_the_client_and_the_resource() {
        AuditEvent deleted = one("PatientDelete");
        assertThat(deleted.getAgentFirstRep().getNetwork().getAddress()).isEqualTo("127.0.0.1");
        assertThat(deleted.getEntity())
                .extracting(one -> one.getWhat().getReference())
                .contains("Patient/p1", "Observation/o1");
        assertThat(one("PatientUpdate").getEntity().getLast().getWhat().getIdentifier().getValue())
                .matches("[0-9a-f]{16}");
    }

    /// So that the check itself can fail: each of these breaks the pattern.
    @Test
    void what_breaks_a_pattern_is_found() {
        Map<String, Consumer<AuditEvent>> breaks = new LinkedHashMap<>();
        breaks.put("outcome", one -> one.setOutcome(AuditEvent.AuditEventOutcome._8));
        breaks.put("action", one -> one.setAction(AuditEvent.AuditEventAction.E));
        breaks.put("client", one -> one.getAgent().removeFirst());
        breaks.put("network", one -> one.getAgentFirstRep().setNetwork(null));
        breaks.put("who", one -> one.getAgentFirstRep().setWho(null));
        breaks.put("requestor", one -> one.getAgent().getLast().setRequestor(false));
        breaks.put("media", one -> one.getAgentFirstRep().getMedia().setCode("x"));
        breaks.put("patient", one -> one.getEntity().removeFirst());
        breaks.put("role", one -> one.getEntity().get(1).getRole().setCode("7"));
        breaks.put("data", one -> one.getEntity().remove(1));
        breaks.put("request", one -> one.getEntity().getLast().getWhat().setIdentifier(null));
        breaks.put("type", one -> one.getType().setCode("x"));
        breaks.put("subtype", one -> one.getSubtype().removeFirst());
        breaks.forEach((what, change) -> {
            for (String pattern : List.of("PatientRead", "PatientUpdate")) {
                AuditEvent broken = one(pattern).copy();
                change.accept(broken);
                assertThat(BalpPatterns.violations(broken)).as(pattern + " " + what).isNotEmpty();
            }
        });
        AuditEvent two = one("PatientDelete").copy();
        two.getEntityFirstRep().addDetail().setType("x").setValue(new StringType("y"));
        assertThat(BalpPatterns.violations(two)).isNotEmpty();
        AuditEvent asked = one("PatientQuery").copy();
        asked.getEntity().get(1).getWhat().setDisplay("x");
        assertThat(BalpPatterns.violations(asked)).isNotEmpty();
    }
}
