package org.osteon.app.http.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.osteon.app.http.server.TestServer;

/// What can stand in a Bundle of changes beside plain writing: searches, searches in place of ids,
/// patches. Each does what it does by itself.
class BundleEntriesTest {
    @TempDir static Path folder;
    private static TestServer server;
    private static FhirWire fhir;

    @BeforeAll
    static void start() {
        server = new TestServer(folder, TestServer.KNOWLEDGE);
        fhir = new FhirWire(server);
        fhir.patient("a");
        fhir.patient("b", ",'identifier':[{'system':'urn:mrn','value':'b'}]".replace('\'', '"'));
        for (int i = 0; i < 60; i++) {
            fhir.observation(
                    "o" + i, "a", ",'effectiveDateTime':'2025-03-%02d'".formatted(i / 3 + 1));
        }
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    /// Sends entries, written with ' in the place of ".
    private static HttpResponse<String> send(String type, String... entries) {
        return fhir.post(
                "",
                ("{'resourceType':'Bundle','type':'"
                                + type
                                + "','entry':["
                                + String.join(",", entries)
                                + "]}")
                        .replace('\'', '"'));
    }

    private static JsonNode done(String type, String... entries) {
        HttpResponse<String> answer = send(type, entries);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return FhirWire.read(answer.body()).path("entry");
    }

    private static String get(String url) {
        return "{'request':{'method':'GET','url':'" + url + "'}}";
    }

    private static String write(String request, String resource) {
        return "{'resource':" + resource + ",'request':{" + request + "}}";
    }

    private static String status(JsonNode entry) {
        return entry.path("response").path("status").asText();
    }

    private static String patient(String identifier) {
        return "{'resourceType':'Patient','identifier':[{'system':'urn:mrn','value':'%s'}]}"
                .formatted(identifier);
    }

    private static String result(String subject) {
        return "{'resourceType':'Observation','status':'final','code':{'text':'x'},'subject':{'reference':'%s'}}"
                .formatted(subject);
    }

    private static int patients(String identifier) {
        return fhir.json("Patient?identifier=urn:mrn%7C" + identifier).path("total").asInt();
    }

    // --- searches ---

    @ParameterizedTest
    @CsvSource({"batch", "transaction"})
    void a_search_finds_what_it_finds_by_itself(String type) {
        String search = "Observation?patient=a&date=ge2025-03-19&_sort=-date";
        JsonNode entries = done(type, get(search), get("Patient/a"));

        JsonNode found = entries.path(0).path("resource");
        assertThat(found.path("type").asText()).isEqualTo("searchset");
        assertThat(FhirWire.ids(found)).isEqualTo(fhir.ids(search)).hasSize(6);
        assertThat(found.path("total").asInt()).isEqualTo(6);
        assertThat(found.path("entry").path(0).path("fullUrl").asText())
                .startsWith(server.url() + "/fhir/Observation/");
        assertThat(entries.path(1).path("resource").path("id").asText()).isEqualTo("a");
        assertThat(
                        FhirWire.ids(
                                done(
                                                type,
                                                get(
                                                        "Patient?_id=a&_revinclude=Observation:subject&_count=1"))
                                        .path(0)
                                        .path("resource")))
                .hasSize(61)
                .contains("a", "o0");
    }

    @Test
    void a_search_with_more_than_a_page_says_so() {
        JsonNode found = done("batch", get("Observation?patient=a")).path(0).path("resource");
        assertThat(found.path("total").asInt()).isEqualTo(60);
        assertThat(FhirWire.ids(found)).hasSize(50);
        assertThat(found.toString()).contains("the first 50 of 60");
        JsonNode counted =
                done("batch", get("Observation?patient=a&_summary=count")).path(0).path("resource");
        assertThat(counted.path("total").asInt()).isEqualTo(60);
        assertThat(FhirWire.ids(counted)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "Observation?_tag=x",
        "Observation?patient=a&_elements=id",
        "Observation?patient=a&_count=many",
        "NoSuchType?x=y",
        "Questionnaire",
        "metadata"
    })
    void what_cannot_be_searched_is_refused_and_never_answered_with_everything(String url) {
        JsonNode entries = done("batch", get(url), get("Patient/a"));
        assertThat(status(entries.path(0))).isEqualTo("400");
        assertThat(entries.path(0).path("resource").isMissingNode()).isTrue();
        assertThat(status(entries.path(1))).isEqualTo("200 OK");
        assertThat(send("transaction", get(url)).statusCode()).isEqualTo(400);
    }

    @Test
    void a_version_is_read_as_that_version() {
        fhir.observation("v", "b", "");
        fhir.observation("v", "b", ",'note':[{'text':'later'}]");
        JsonNode entries = done("batch", get("Observation/v/_history/1"), get("Observation/v"));
        assertThat(entries.path(0).path("resource").has("note")).isFalse();
        assertThat(entries.path(1).path("resource").has("note")).isTrue();
    }

    // --- searches in place of ids ---

    @Test
    void a_transaction_can_be_sent_twice_and_brings_its_patient_once() {
        String[] entries = {
            "{'fullUrl':'urn:uuid:p','resource':"
                    + patient("twice")
                    + ",'request':{'method':'POST','url':'Patient','ifNoneExist':'identifier=urn:mrn|twice'}}",
            write("'method':'POST','url':'Observation'", result("urn:uuid:p"))
        };
        JsonNode first = done("transaction", entries);
        JsonNode second = done("transaction", entries);

        assertThat(List.of(status(first.path(0)), status(first.path(1))))
                .containsExactly("201 Created", "201 Created");
        assertThat(List.of(status(second.path(0)), status(second.path(1))))
                .containsExactly("200 OK", "201 Created");
        assertThat(second.path(0).path("response").path("location"))
                .isEqualTo(first.path(0).path("response").path("location"));
        assertThat(patients("twice")).isEqualTo(1);
        assertThat(
                        fhir.json("Observation?patient.identifier=urn:mrn%7Ctwice")
                                .path("total")
                                .asInt())
                .isEqualTo(2);
    }

    @Test
    void an_update_by_a_search_writes_what_it_finds_else_creates() {
        String request = "'method':'PUT','url':'Patient?identifier=urn:mrn|up'";
        assertThat(status(done("transaction", write(request, patient("up"))).path(0)))
                .isEqualTo("201 Created");
        String male = patient("up").replace("}]}", "}],'gender':'male'}");
        JsonNode again = done("batch", write(request, male));
        assertThat(status(again.path(0))).isEqualTo("200 OK");
        assertThat(again.path(0).path("response").path("etag").asText()).isEqualTo("W/\"2\"");
        assertThat(patients("up")).isEqualTo(1);
    }

    @Test
    void a_reference_can_say_whom_it_means_by_a_search() {
        done(
                "transaction",
                write(
                        "'method':'PUT','url':'Observation/by-search'",
                        result("Patient?identifier=urn:mrn|b")));
        assertThat(fhir.json("Observation/by-search").path("subject").path("reference").asText())
                .isEqualTo("Patient/b");
        assertThat(
                        send(
                                        "transaction",
                                        write(
                                                "'method':'POST','url':'Observation'",
                                                result("Patient?identifier=urn:mrn|nobody")))
                                .statusCode())
                .isEqualTo(412);
    }

    @Test
    void what_is_not_clear_writes_nothing() {
        done("batch", write("'method':'POST','url':'Patient'", patient("two")));
        done("batch", write("'method':'POST','url':'Patient'", patient("two")));
        long before = server.store().auditHead().sequence();
        String created = "'method':'POST','url':'Patient','ifNoneExist':'identifier=urn:mrn|%s'";
        assertThat(
                        send("transaction", write(created.formatted("two"), patient("two")))
                                .statusCode())
                .isEqualTo(412);
        assertThat(
                        send(
                                        "transaction",
                                        write(created.formatted("new"), patient("new")),
                                        write(created.formatted("new"), patient("new")))
                                .statusCode())
                .isEqualTo(400);
        for (String wrong :
                List.of(
                        write(created.replace("identifier", "shoe-size"), patient("x")),
                        write("'method':'PUT','url':'Patient?_sort=date'", patient("x")),
                        write("'method':'PUT','url':'Observation/p9'", patient("x")),
                        write("'method':'POST','url':'Observation'", patient("x")),
                        write(
                                "'method':'DELETE','url':'Patient?identifier=urn:mrn|a'",
                                patient("x")),
                        write("'method':'PUT'", patient("x")),
                        write("'method':'PATCH','url':'Observation/o1'", patient("x")))) {
            assertThat(send("transaction", wrong).statusCode()).as(wrong).isEqualTo(400);
        }
        assertThat(
                        send(
                                        "transaction",
                                        write(
                                                "'method':'PUT','url':'Observation/o1'",
                                                result("Patient/a")),
                                        write(
                                                "'method':'PUT','url':'Observation/o1'",
                                                result("Patient/a")))
                                .statusCode())
                .isEqualTo(400);
        assertThat(server.store().auditHead().sequence()).isEqualTo(before);
    }

    // --- patches ---

    @Test
    void a_patch_of_either_kind_can_be_an_entry() {
        fhir.observation("patched", "b", "");
        String steps =
                Base64.getEncoder()
                        .encodeToString(
                                "[{\"op\":\"add\",\"path\":\"/note\",\"value\":[{\"text\":\"n\"}]}]"
                                        .getBytes(StandardCharsets.UTF_8));
        JsonNode entries =
                done(
                        "batch",
                        write(
                                "'method':'PATCH','url':'Observation/patched'",
                                "{'resourceType':'Parameters','parameter':[{'name':'operation','part':[{'name':'type','valueCode':'replace'},{'name':'path','valueString':'Observation.status'},{'name':'value','valueCode':'amended'}]}]}"),
                        write(
                                "'method':'PATCH','url':'Observation/patched','ifMatch':'W/\\'2\\''"
                                        .replace("\\'", "\\\""),
                                "{'resourceType':'Binary','contentType':'application/json-patch+json','data':'"
                                        + steps
                                        + "'}"));

        assertThat(status(entries.path(0))).isEqualTo("200 OK");
        assertThat(status(entries.path(1))).isEqualTo("200 OK");
        JsonNode now = fhir.json("Observation/patched");
        assertThat(now.path("status").asText()).isEqualTo("amended");
        assertThat(now.path("note").path(0).path("text").asText()).isEqualTo("n");
    }
}
