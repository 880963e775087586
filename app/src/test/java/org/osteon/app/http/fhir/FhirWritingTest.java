package org.osteon.app.http.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.osteon.app.http.server.TestServer;
import org.osteon.store.Attribution;
import org.osteon.store.Change;

/// Writing by a search, writing a part, and what is kept however it was written.
class FhirWritingTest {
    private static final String PATCH = "application/json-patch+json";

    @TempDir static Path folder;
    private static TestServer server;
    private static FhirWire fhir;

    @BeforeAll
    static void start() {
        server = new TestServer(folder, TestServer.KNOWLEDGE);
        fhir = new FhirWire(server);
        fhir.patient("a");
        fhir.patient("b");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static String patient(String identifier) {
        return "{\"resourceType\":\"Patient\",\"identifier\":[{\"system\":\"urn:mrn\",\"value\":\""
                + identifier
                + "\"}]}";
    }

    // --- by a search ---

    @Test
    void a_create_with_a_condition_creates_once() {
        String condition = "identifier=urn:mrn|once";
        HttpResponse<String> first =
                fhir.post("Patient", patient("once"), "If-None-Exist", condition);
        HttpResponse<String> second =
                fhir.post("Patient", patient("once"), "If-None-Exist", condition);

        assertThat(first.statusCode()).isEqualTo(201);
        assertThat(second.statusCode()).isEqualTo(200);
        assertThat(FhirWire.read(second.body()).path("id"))
                .isEqualTo(FhirWire.read(first.body()).path("id"));
        assertThat(fhir.json("Patient?identifier=urn:mrn%7Conce").path("total").asInt())
                .isEqualTo(1);
    }

    @Test
    void two_that_come_at_once_do_not_both_create() throws Exception {
        List<Callable<Integer>> calls = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            calls.add(() ->
                    fhir.post(
                                    "Patient",
                                    patient("race"),
                                    "If-None-Exist",
                                    "Patient?identifier=urn:mrn|race")
                            .statusCode());
        }
        try (ExecutorService many = Executors.newFixedThreadPool(6)) {
            List<Integer> statuses = new ArrayList<>();
            for (var answer : many.invokeAll(calls)) {
                statuses.add(answer.get());
            }
            assertThat(statuses).containsOnly(200, 201).containsOnlyOnce(201);
        }
    }

    @Test
    void a_condition_that_finds_several_or_says_nothing_writes_nothing() {
        fhir.post("Patient", patient("twice"));
        fhir.post("Patient", patient("twice"));
        long before = server.store().auditHead().sequence();

        assertThat(
                        fhir.post(
                                        "Patient",
                                        patient("twice"),
                                        "If-None-Exist",
                                        "identifier=urn:mrn|twice")
                                .statusCode())
                .isEqualTo(412);
        for (String condition :
                List.of(
                        "",
                        "shoe-size=43",
                        "_sort=date",
                        "Observation?code=x",
                        "identifier=",
                        "identifier=%x")) {
            assertThat(fhir.post("Patient", patient("x"), "If-None-Exist", condition).statusCode())
                    .as(condition)
                    .isEqualTo(400);
        }
        assertThat(server.store().auditHead().sequence()).isEqualTo(before);
    }

    @Test
    void an_update_by_a_search_writes_what_it_finds_else_creates() {
        String search = "Patient?identifier=" + FhirWire.encoded("urn:mrn|up");
        assertThat(fhir.put(search, patient("up")).statusCode()).isEqualTo(201);
        String male = patient("up").replace("}]}", "}],\"gender\":\"male\"}");
        HttpResponse<String> again = fhir.put(search, male);

        assertThat(again.statusCode()).isEqualTo(200);
        JsonNode kept = FhirWire.read(again.body());
        assertThat(kept.path("meta").path("versionId").asText()).isEqualTo("2");
        assertThat(kept.path("gender").asText()).isEqualTo("male");
        String another =
                male.replace(
                        "{\"resourceType\":\"Patient\"",
                        "{\"resourceType\":\"Patient\",\"id\":\"another\"");
        assertThat(fhir.put(search, another).statusCode()).isEqualTo(400);
        assertThat(
                        fhir.put(
                                        "Patient?identifier=urn:mrn%7Cnobody",
                                        another.replace("up", "nobody"))
                                .statusCode())
                .isEqualTo(201);
        assertThat(fhir.get("Patient/another").statusCode()).isEqualTo(200);
    }

    // --- a part ---

    private static HttpResponse<String> patch(String reference, String steps, String... headers) {
        List<String> all = new ArrayList<>(List.of("Content-Type", PATCH));
        all.addAll(List.of(headers));
        return fhir.send(
                "PATCH",
                reference,
                steps.replace('\'', '"').getBytes(StandardCharsets.UTF_8),
                all.toArray(String[]::new));
    }

    @Test
    void a_patch_changes_a_part_and_leaves_every_number_as_it_was_written() {
        fhir.observation("p1", "a", ",'valueQuantity':{'value':38.50,'unit':'degrees'}");
        HttpResponse<String> answer =
                patch(
                        "Observation/p1",
                        "[{'op':'test','path':'/status','value':'final'},{'op':'replace','path':'/status','value':'amended'},{'op':'add','path':'/note','value':[{'text':'a'}]},{'op':'add','path':'/note/-','value':{'text':'b'}},{'op':'add','path':'/note/0','value':{'text':'first'}},{'op':'copy','from':'/note/0','path':'/note/1'},{'op':'move','from':'/note/3','path':'/note/0'},{'op':'remove','path':'/note/1'}]");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        JsonNode now = fhir.json("Observation/p1");
        assertThat(now.path("status").asText()).isEqualTo("amended");
        assertThat(now.path("note").valueStream().map(one -> one.path("text").asText()))
                .containsExactly("b", "first", "a");
        assertThat(fhir.get("Observation/p1").body()).contains("38.50");
        assertThat(now.path("meta").path("versionId").asText()).isEqualTo("2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[{'op':'test','path':'/status','value':'x'},{'op':'replace','path':'/status','value':'amended'}]"
                        + " | 422",
                "[{'op':'replace','path':'/status','value':'amended'},{'op':'remove','path':'/nothing'}]"
                        + " | 422",
                "[{'op':'replace','path':'/note/0','value':{'text':'x'}}] | 422",
                "[{'op':'add','path':'/note/01','value':{'text':'x'}}] | 422",
                "[{'op':'add','path':'/status/x','value':1}] | 422",
                "[{'op':'replace','path':'/id','value':'other'}] | 422",
                "[{'op':'replace','path':'/resourceType','value':'Patient'}] | 400",
                "[{'op':'replace','path':'','value':{'resourceType':'Patient','id':'p2'}}] | 422",
                "[{'op':'replace','path':'/subject/reference','value':'Patient/b'}] | 422",
                "[{'op':'replace','path':'/status','value':'no-status'}] | 400",
                "[{'op':'add','path':'/shoeSize','value':43}] | 400",
                "[{'op':'move','from':'/code','path':'/code/text'}] | 422",
                "[{'op':'leap','path':'/status'}] | 400",
                "[{'op':'add','path':'status','value':'x'}] | 400",
                "[{'op':'add','path':'/status'}] | 400",
                "[7] | 400",
                "{'op':'remove','path':'/status'} | 400",
                "nonsense | 400"
            })
    void a_patch_that_cannot_be_done_does_nothing(String steps, int status) {
        fhir.observation("p2", "a", "");
        String before = fhir.get("Observation/p2").body();

        HttpResponse<String> answer = patch("Observation/p2", steps);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.body()).contains("OperationOutcome");
        assertThat(fhir.get("Observation/p2").body()).isEqualTo(before);
    }

    @Test
    void a_patch_is_on_top_of_a_version_and_of_something_that_is_there() {
        fhir.observation("p3", "a", "");
        String step = "[{'op':'replace','path':'/status','value':'amended'}]";
        assertThat(patch("Observation/p3", step, "If-Match", "W/\"7\"").statusCode())
                .isEqualTo(412);
        assertThat(patch("Observation/p3", step, "If-Match", "W/\"1\"").statusCode())
                .isEqualTo(200);
        assertThat(patch("Observation/never", step).statusCode()).isEqualTo(404);
        fhir.send("DELETE", "Observation/p3", new byte[0]);
        assertThat(patch("Observation/p3", step).statusCode()).isEqualTo(410);
        byte[] xml = "<diff/>".getBytes(StandardCharsets.UTF_8);
        assertThat(
                        fhir.send(
                                        "PATCH",
                                        "Observation/p1",
                                        xml,
                                        "Content-Type",
                                        "application/xml-patch+xml")
                                .statusCode())
                .isEqualTo(415);
    }

    // --- as it was sent ---

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"})
    void a_byte_order_mark_is_read_past(String charset) {
        String text =
                "\uFEFF{\"resourceType\":\"Patient\",\"id\":\"bom\",\"name\":[{\"family\":\"Gr\u00FCn\"}]}";
        byte[] marked = text.getBytes(Charset.forName(charset));

        HttpResponse<String> answer = fhir.send("PUT", "Patient/bom", marked);

        assertThat(answer.statusCode()).as(answer.body()).isIn(200, 201);
        assertThat(fhir.json("Patient/bom").path("name").path(0).path("family").asText())
                .isEqualTo("Gr\u00FCn");
    }

    // --- the same id in two charts ---

    @Test
    void the_same_id_in_two_charts_is_found_read_written_and_deleted_by_whose_it_is() {
        for (String patient : List.of("a", "b")) {
            server.store()
                    .append(
                            patient,
                            new Attribution("test", TestServer.NOW, "import"),
                            List.of(
                                    Change.put(
                                            "Observation",
                                            "same",
                                            "{\"resourceType\":\"Observation\",\"id\":\"same\",\"status\":\"final\",\"code\":{\"text\":\"of"
                                                    + " "
                                                    + patient
                                                    + "\"},\"subject\":{\"reference\":\"Patient/"
                                                    + patient
                                                    + "\"}}")));
        }

        JsonNode found = fhir.json("Observation?_id=same");
        assertThat(found.path("total").asInt()).isEqualTo(2);
        assertThat(
                        found.path("entry")
                                .valueStream()
                                .map(one -> one.path("fullUrl").asText())
                                .distinct())
                .hasSize(2);
        assertThat(fhir.json("Observation/same?patient=b").path("code").path("text").asText())
                .isEqualTo("of b");
        HttpResponse<String> unclear = fhir.get("Observation/same");
        assertThat(unclear.statusCode()).isEqualTo(412);
        assertThat(unclear.body())
                .contains("Observation/same?patient=a, Observation/same?patient=b");

        String amended =
                "{\"resourceType\":\"Observation\",\"id\":\"same\",\"status\":\"amended\",\"code\":{\"text\":\"of"
                        + " a\"},\"subject\":{\"reference\":\"Patient/a\"}}";
        assertThat(fhir.put("Observation/same", amended).statusCode()).isEqualTo(200);
        assertThat(
                        patch(
                                        "Observation/same?patient=b",
                                        "[{'op':'replace','path':'/status','value':'corrected'}]")
                                .statusCode())
                .isEqualTo(200);
        assertThat(fhir.json("Observation/same?patient=a").path("status").asText())
                .isEqualTo("amended");
        assertThat(fhir.json("Observation/same?patient=b").path("status").asText())
                .isEqualTo("corrected");
        assertThat(fhir.json("Observation/same/_history?patient=b").path("total").asInt())
                .isEqualTo(2);
        assertThat(fhir.json("Observation/same/_history/1?patient=b").path("status").asText())
                .isEqualTo("final");
        assertThat(fhir.send("DELETE", "Observation/same?patient=a", new byte[0]).statusCode())
                .isIn(200, 204);
        assertThat(fhir.json("Observation/same").path("code").path("text").asText())
                .isEqualTo("of b");
    }

    // --- what is invalid ---

    /// A chart that came by import holds what its source made of it.
    @Test
    void one_resource_that_is_no_valid_fhir_never_costs_the_others_of_an_answer() {
        List<String> bad =
                List.of(
                        "'status':7",
                        "'status':['final']",
                        "'code':'creatinine'",
                        "'effectiveDateTime':'2025-02-30'",
                        "'effectiveDateTime':{'start':'2025'}",
                        "'valueQuantity':{'value':'12,5'}",
                        "'valueQuantity':[{'value':1}]",
                        "'component':{'code':{}}",
                        "'extension':[{'valueString':'x'}]",
                        "'extension':[{'url':'u','valueString':'x','valueCode':'y'}]",
                        "'contained':[{'id':'x'}]",
                        "'contained':[{'resourceType':'Nothing','id':'x'}]",
                        "'shoeSize':{'a':[1,{'b':null}]}",
                        "'note':null",
                        "'meta':'x'",
                        "'text':{'status':'generated','div':'<p>no'}");
        fhir.patient("mixed");
        fhir.observation("good", "mixed", "");
        for (int i = 0; i < bad.size(); i++) {
            String json =
                    "{'resourceType':'Observation','id':'bad-%d','subject':{'reference':'Patient/mixed'},%s}"
                            .formatted(i, bad.get(i))
                            .replace('\'', '"');
            server.store()
                    .append(
                            "mixed",
                            new Attribution("test", TestServer.NOW, "import"),
                            List.of(Change.put("Observation", "bad-" + i, json)));
        }

        for (String search :
                List.of(
                        "Observation?patient=mixed&_count=100",
                        "Patient/mixed/$everything?_count=100",
                        "Observation?patient=mixed&_include=Observation:subject&_count=100")) {
            JsonNode answer = fhir.json(search);
            assertThat(answer.path("entry").toString()).as(search).contains("\"good\"");
            long shown =
                    answer.path("entry")
                            .valueStream()
                            .filter(one ->
                                    !one.path("search").path("mode").asText().equals("include"))
                            .filter(one ->
                                    !one.path("resource")
                                            .path("resourceType")
                                            .asText()
                                            .equals("Patient"))
                            .count();
            assertThat(shown).as(search).isEqualTo(bad.size() + 1L);
        }
        for (int i = 0; i < bad.size(); i++) {
            assertThat(fhir.get("Observation/bad-" + i).statusCode()).as(bad.get(i)).isIn(200, 422);
        }
    }
}
