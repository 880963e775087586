package org.osteon.app.http.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osteon.app.http.server.TestServer;

/// What is sensitive by what it is bears its label wherever it is told to another system (K14),
/// whoever wrote it; what came in stays as it came.
class SensitivityOutTest {
    private static final String FINDING =
            "{'resourceType':'Observation','id':'gene','status':'final','code':{'coding':[{'system':'http://loinc.org',"
                    + "'code':'69548-6'}]},'subject':{'reference':'Patient/a'},'valueString':'IL1RN'}";

    @TempDir static Path folder;
    private static TestServer server;
    private static FhirWire fhir;

    @BeforeAll
    static void start() {
        server = new TestServer(folder, TestServer.KNOWLEDGE);
        fhir = new FhirWire(server);
        fhir.patient("a");
        fhir.kept("Observation/gene", FINDING);
        fhir.kept(
                "Observation/labelled",
                FINDING.replace("'id':'gene'", "'id':'labelled'")
                        .replace(
                                "'status'",
                                "'meta':{'security':[{'system':'http://terminology.hl7.org/CodeSystem/v3-ActCode','code':'GDIS'},{'system':'urn:x','code':'R'}]},'status'"));
        fhir.observation("plain", "a", "");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static List<String> labels(JsonNode resource) {
        return resource.path("meta")
                .path("security")
                .valueStream()
                .map(one -> one.path("system").asText() + "|" + one.path("code").asText())
                .toList();
    }

    private static Stream<JsonNode> resources(JsonNode answer) {
        return answer.path("resourceType").asText().equals("Bundle")
                ? answer.path("entry").valueStream().map(one -> one.path("resource"))
                : Stream.of(answer);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Observation/gene",
                "Observation/gene/_history",
                "Observation/gene/_history/1",
                "Observation?patient=a",
                "Observation?patient=a&_summary=true",
                "Observation?patient=a&_summary=data",
                "Observation?patient=a&_summary=text",
                "Observation?patient=a&_elements=status",
                "Observation/gene?_summary=true",
                "Observation/gene?_elements=status",
                "Patient?_id=a&_revinclude=Observation:patient",
                "Patient/a/$everything",
                "Patient/a/$everything?_elements=Observation.status"
            })
    void it_bears_the_label_however_it_is_asked_for(String address) {
        assertThat(
                        resources(fhir.json(address))
                                .filter(one -> one.path("id").asText().equals("gene")))
                .isNotEmpty()
                .allSatisfy(one ->
                        assertThat(labels(one))
                                .containsExactly(
                                        "http://terminology.hl7.org/CodeSystem/v3-ActCode|GDIS"));
    }

    @Test
    void labels_that_are_there_stay_and_what_is_not_sensitive_gets_none() {
        assertThat(labels(fhir.json("Observation/labelled")))
                .containsExactly(
                        "http://terminology.hl7.org/CodeSystem/v3-ActCode|GDIS", "urn:x|R");
        assertThat(labels(fhir.json("Observation/plain"))).isEmpty();
    }

    @Test
    void a_word_of_another_system_is_no_label() {
        fhir.kept(
                "Observation/other",
                FINDING.replace("'id':'gene'", "'id':'other'")
                        .replace(
                                "'status'",
                                "'meta':{'security':[{'system':'urn:x','code':'GDIS'}]},'status'"));
        assertThat(labels(fhir.json("Observation/other")))
                .containsExactly(
                        "urn:x|GDIS", "http://terminology.hl7.org/CodeSystem/v3-ActCode|GDIS");
    }

    @Test
    void what_is_kept_is_what_came_in() {
        assertThat(
                        server.store().chart("a").orElseThrow().resources().stream()
                                .filter(one -> one.resource().id().equals("gene"))
                                .findFirst()
                                .orElseThrow()
                                .json())
                .doesNotContain("GDIS");
        assertThat(fhir.json("Observation/gene").path("meta").path("versionId").asText())
                .isEqualTo("1");
    }
}
