package org.osteon.app.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.DefaultProfileValidationSupport;
import ca.uhn.fhir.validation.FhirValidator;
import ca.uhn.fhir.validation.ResultSeverityEnum;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.hl7.fhir.common.hapi.validation.support.CommonCodeSystemsTerminologyService;
import org.hl7.fhir.common.hapi.validation.support.InMemoryTerminologyServerValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.ValidationSupportChain;
import org.hl7.fhir.common.hapi.validation.validator.FhirInstanceValidator;
import org.hl7.fhir.r4.model.AuditEvent;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.CapabilityStatement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osteon.store.Attribution;
import org.osteon.store.Change;
import org.osteon.store.Look;

/// Looks and deeds as FHIR AuditEvents, for those who may see them.
class AuditEventsTest {
    private static final FhirContext R4 = FhirContext.forR4();
    private static TestServer server;
    private static String auditor;
    private static String nurse;
    private static String administrator;

    @BeforeAll
    static void start(@TempDir Path folder) {
        server = new TestServer(folder, TestServer.KNOWLEDGE);
        auditor = server.people().cookie("A. Audit", "auditor");
        nurse = server.people().cookie("N. Nurse", "nurse");
        administrator = server.people().cookie("A. Admin", "administrator");
        for (String id : List.of("p1", "p2")) {
            server.store()
                    .append(
                            id,
                            new Attribution("import file", TestServer.NOW, "import"),
                            List.of(
                                    Change.put(
                                            "Patient",
                                            id,
                                            "{\"resourceType\":\"Patient\",\"id\":\"" + id + "\"}"),
                                    Change.put(
                                            "ResearchSubject",
                                            id + "-s",
                                            """
                                            {"resourceType":"ResearchSubject","id":"%s-s",\
                                            "status":"on-study",\
                                            "study":{"reference":"ResearchStudy/%s"},\
                                            "individual":{"reference":"Patient/%s"}}\
                                            """
                                                    .formatted(
                                                            id,
                                                            id.equals("p1") ? "trial" : "other",
                                                            id))));
        }
        get("/fhir/Patient/p1", nurse);
        get("/fhir/Patient?_count=10", nurse);
        get("/fhir/Patient/p1", administrator);
        server.store()
                .look(
                        List.of(
                                new Look(
                                        Instant.parse("2024-12-31T10:00:00Z"),
                                        "ghost",
                                        "=Ghost",
                                        "nurse",
                                        "TREAT",
                                        "10.0.0.1",
                                        "r",
                                        "read",
                                        "refused: they do not look after this patient",
                                        List.of("p2"),
                                        "app:growth-chart GET /fhir/Patient/p2")));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static HttpResponse<String> get(String path, String cookie) {
        return server.send(
                HttpRequest.newBuilder(URI.create(server.url() + path))
                        .header("Cookie", cookie)
                        .build());
    }

    private static List<AuditEvent> found(String query, String cookie) {
        HttpResponse<String> answer = get("/fhir/AuditEvent?_count=500&" + query, cookie);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        Bundle bundle = R4.newJsonParser().parseResource(Bundle.class, answer.body());
        assertThat(bundle.getTotal()).isGreaterThanOrEqualTo(bundle.getEntry().size());
        return bundle.getEntry().stream().map(one -> (AuditEvent) one.getResource()).toList();
    }

    private static AuditEvent only(Stream<AuditEvent> events) {
        List<AuditEvent> all = events.toList();
        assertThat(all).hasSize(1);
        return all.getFirst();
    }

    @Test
    void a_read_follows_the_pattern_PatientRead() {
        AuditEvent read =
                only(
                        found("agent-name=n.%20nur&subtype=read", auditor).stream()
                                .filter(one -> one.getOutcome().toCode().equals("0")));

        assertThat(read.getMeta().getProfile())
                .extracting(one -> one.getValue())
                .containsExactly(
                        "https://profiles.ihe.net/ITI/BALP/StructureDefinition/IHE.BasicAudit.PatientRead");
        assertThat(read.getAction().toCode()).isEqualTo("R");
        assertThat(read.getType().getCode()).isEqualTo("rest");
        assertThat(read.getAgent())
                .extracting(one -> one.getType().getCodingFirstRep().getCode())
                .containsExactly("110152", "110153", "IRCP");
        assertThat(read.getAgent().get(0).getNetwork().getAddress()).isEqualTo("127.0.0.1");
        assertThat(read.getAgent().get(2).getRequestor()).isTrue();
        assertThat(read.getAgent().get(2).getPurposeOfUseFirstRep().getCodingFirstRep().getCode())
                .isEqualTo("TREAT");
        assertThat(read.getEntity())
                .extracting(one -> one.getType().getCode())
                .containsExactly("1", "2", "XrequestId");
        assertThat(read.getEntity().get(0).getWhat().getReference()).isEqualTo("Patient/p1");
        assertThat(read.getEntity().get(2).getWhat().getIdentifier().getValue()).isNotBlank();
    }

    @Test
    void a_search_follows_the_pattern_Query_with_all_patients_who_turned_up() {
        AuditEvent query = only(found("agent-name=N.%20Nurse&subtype=search", auditor).stream());

        assertThat(query.getMeta().getProfile().getFirst().getValue())
                .endsWith("IHE.BasicAudit.Query");
        assertThat(query.getAction().toCode()).isEqualTo("E");
        assertThat(query.getAgent())
                .extracting(one -> one.getType().getCodingFirstRep().getCode())
                .containsExactly("110153", "110152", "IRCP");
        assertThat(query.getEntity().stream().filter(one -> one.getType().getCode().equals("1")))
                .extracting(one -> one.getWhat().getReference())
                .containsExactly("Patient/p1", "Patient/p2");
        assertThat(
                        new String(
                                query.getEntity().stream()
                                        .filter(one -> one.getRole().getCode() != null)
                                        .filter(one -> one.getRole().getCode().equals("24"))
                                        .findFirst()
                                        .orElseThrow()
                                        .getQuery(),
                                java.nio.charset.StandardCharsets.UTF_8))
                .isEqualTo("GET /fhir/Patient?_count=10");
    }

    @Test
    void a_refusal_claims_no_pattern_and_names_the_program() {
        AuditEvent refused = only(found("outcome=8&agent=ghost", auditor).stream());
        assertThat(refused.getMeta().getProfile()).isEmpty();
        assertThat(refused.getOutcomeDesc())
                .isEqualTo("refused: they do not look after this patient");
        assertThat(refused.getAgentFirstRep().getWho().getIdentifier().getValue())
                .isEqualTo("growth-chart");
    }

    @Test
    void searches_narrow_by_date_patient_entity_type_and_action() {
        assertThat(found("date=2024-12", auditor)).hasSize(1);
        assertThat(found("date=lt2024-12-31", auditor)).isEmpty();
        assertThat(found("patient=p2&subtype=read", auditor)).hasSize(1);
        assertThat(found("entity=Patient/p2&subtype=read", auditor)).hasSize(1);
        assertThat(found("patient=p1&entity=Patient/p2", auditor)).isEmpty();
        assertThat(found("type=110107", auditor)).hasSize(2);
        assertThat(found("action=C", auditor))
                .allMatch(one -> one.getSubtypeFirstRep().getCode().matches("110107|110137"));
        assertThat(get("/fhir/AuditEvent?entity=Observation/x", auditor).statusCode())
                .isEqualTo(400);
        assertThat(get("/fhir/AuditEvent?patient.name=x", auditor).statusCode()).isEqualTo(400);
    }

    @Test
    void each_is_valid_and_read_by_its_id() {
        FhirValidator validator = R4.newValidator();
        validator.registerValidatorModule(
                new FhirInstanceValidator(
                        new ValidationSupportChain(
                                new DefaultProfileValidationSupport(R4),
                                new InMemoryTerminologyServerValidationSupport(R4),
                                new CommonCodeSystemsTerminologyService(R4))));
        List<AuditEvent> all = found("", auditor);
        assertThat(all).hasSizeGreaterThan(4);
        for (AuditEvent one : all) {
            AuditEvent plain = one.copy();
            plain.getMeta().getProfile().clear();
            assertThat(validator.validateWithResult(plain).getMessages())
                    .as(R4.newJsonParser().encodeResourceToString(one))
                    .noneMatch(said -> said.getSeverity().compareTo(ResultSeverityEnum.ERROR) >= 0);
            String id = one.getIdElement().getIdPart();
            assertThat(get("/fhir/AuditEvent/" + id, auditor).body()).contains("\"" + id + "\"");
        }
        assertThat(get("/fhir/AuditEvent/look-99999", auditor).statusCode()).isEqualTo(404);
    }

    @Test
    void who_does_not_audit_sees_those_of_charts_that_they_may_read_and_of_no_other_patient() {
        assertThat(get("/fhir/AuditEvent", nurse).statusCode()).isEqualTo(403);
        assertThat(get("/fhir/AuditEvent", administrator).statusCode()).isEqualTo(403);
        assertThat(found("patient=p1", administrator)).isEmpty();
        List<AuditEvent> own = found("patient=p1", nurse);
        assertThat(own).isNotEmpty();
        assertThat(own)
                .allSatisfy(one ->
                        assertThat(
                                        one.getEntity().stream()
                                                .filter(e -> e.getType().getCode().equals("1"))
                                                .map(e -> e.getWhat().getReference()))
                                .containsExactly("Patient/p1"));
        String signIn = "audit-1";
        assertThat(get("/fhir/AuditEvent/" + signIn, administrator).statusCode()).isEqualTo(404);
    }

    @Test
    void nobody_writes_one_and_the_capability_statement_says_so() {
        String event = "{\"resourceType\":\"AuditEvent\",\"id\":\"look-1\"}";
        assertThat(server.post("/fhir/AuditEvent", event).statusCode()).isGreaterThanOrEqualTo(400);
        assertThat(
                        server.post(
                                        "/fhir",
                                        """
                                        {"resourceType":"Bundle","type":"transaction","entry":[{"resource":\
                                        {"resourceType":"AuditEvent","id":"x"},\
                                        "request":{"method":"PUT","url":"AuditEvent/x"}}]}\
                                        """)
                                .statusCode())
                .isEqualTo(422);
        CapabilityStatement said =
                R4.newJsonParser()
                        .parseResource(
                                CapabilityStatement.class, get("/fhir/metadata", auditor).body());
        var resource =
                said.getRestFirstRep().getResource().stream()
                        .filter(one -> one.getType().equals("AuditEvent"))
                        .findFirst()
                        .orElseThrow();
        assertThat(resource.getInteraction())
                .extracting(one -> one.getCode().toCode())
                .containsExactlyInAnyOrder("read", "search-type");
        assertThat(resource.getSearchParam())
                .extracting(one -> one.getName())
                .contains("date", "patient", "agent", "entity", "type", "action", "outcome");
    }

    @Test
    void a_month_or_a_study_is_taken_away_by_auditors_only() {
        HttpResponse<String> month = get("/looks/export?month=2024-12&form=csv", auditor);
        assertThat(month.statusCode()).isEqualTo(200);
        assertThat(month.body().lines()).hasSize(2);
        assertThat(month.body()).contains(",'=Ghost,").contains("app:growth-chart");
        HttpResponse<String> study = get("/looks/export?study=trial&form=ndjson", auditor);
        assertThat(study.body().lines())
                .isNotEmpty()
                .allSatisfy(line -> {
                    AuditEvent one = R4.newJsonParser().parseResource(AuditEvent.class, line);
                    assertThat(line).contains("Patient/p1").doesNotContain("Patient/p2\"");
                    assertThat(one.hasRecorded()).isTrue();
                });
        assertThat(get("/looks/export?study=nothing&form=csv", auditor).body().lines()).hasSize(1);
        assertThat(get("/looks/export?form=csv", auditor).statusCode()).isEqualTo(400);
        assertThat(get("/looks/export?month=x&form=csv", auditor).statusCode()).isEqualTo(400);
        assertThat(get("/looks/export?month=2024-12&form=csv", nurse).statusCode()).isEqualTo(403);
        assertThat(server.store().looks(null, Long.MAX_VALUE, 500))
                .anyMatch(one -> one.look().action().equals("export"));
    }
}
