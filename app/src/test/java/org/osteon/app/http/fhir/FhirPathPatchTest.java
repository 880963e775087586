package org.osteon.app.http.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.osteon.app.http.server.TestServer;

/// FHIRPath Patch, as FHIR R4 describes its operations.
class FhirPathPatchTest {
    @TempDir static Path folder;
    private static TestServer server;
    private static FhirWire fhir;

    @BeforeAll
    static void start() {
        server = new TestServer(folder, TestServer.KNOWLEDGE);
        fhir = new FhirWire(server);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static final String WHO =
            ",'name':[{'family':'Doe','given':['A','B']},{'family':'Roe'}],'birthDate':'1960-05-04','gender':'female'";

    private static void patient(String id) {
        fhir.patient(id, WHO.replace('\'', '"'));
    }

    /// A step, its parts written as `name=valueX:value`.
    private static String step(String... parts) {
        StringBuilder text = new StringBuilder("{'name':'operation','part':[");
        for (String part : parts) {
            int mark = part.indexOf('=');
            int colon = part.indexOf(':', mark);
            String value = part.substring(colon + 1);
            boolean plain = value.startsWith("{") || value.startsWith("[") || value.matches("\\d+");
            text.append(text.charAt(text.length() - 1) == '[' ? "" : ",")
                    .append("{'name':'")
                    .append(part, 0, mark)
                    .append("','")
                    .append(part, mark + 1, colon)
                    .append("':")
                    .append(plain ? value : "'" + value + "'")
                    .append("}");
        }
        return text + "]}";
    }

    private static String patch(String... steps) {
        return ("{'resourceType':'Parameters','parameter':[" + String.join(",", steps) + "]}")
                .replace('\'', '"');
    }

    private static HttpResponse<String> send(String reference, String patch, String... headers) {
        return fhir.send("PATCH", reference, patch.getBytes(StandardCharsets.UTF_8), headers);
    }

    @Test
    void each_operation_does_what_fhir_says_of_it() {
        patient("p");
        HttpResponse<String> answer =
                send(
                        "Patient/p",
                        patch(
                                        step(
                                                "type=valueCode:replace",
                                                "path=valueString:Patient.birthDate",
                                                "value=valueDate:1961-05-04"),
                                        step(
                                                        "type=valueCode:add",
                                                        "path=valueString:Patient",
                                                        "name=valueString:active",
                                                        "value=valueBoolean:true")
                                                .replace("'true'", "true"),
                                        step(
                                                "type=valueCode:add",
                                                "path=valueString:Patient",
                                                "name=valueString:name",
                                                "value=valueHumanName:{'family':'Third'}"),
                                        step(
                                                "type=valueCode:insert",
                                                "path=valueString:Patient.name.where(family = \\\"Doe\\\").given"
                                                        .replace("\\\"", "%"),
                                                "index=valueInteger:1",
                                                "value=valueString:Middle"),
                                        step(
                                                "type=valueCode:move",
                                                "path=valueString:Patient.name",
                                                "source=valueInteger:2",
                                                "destination=valueInteger:0"),
                                        step(
                                                "type=valueCode:delete",
                                                "path=valueString:Patient.gender"),
                                        step(
                                                "type=valueCode:delete",
                                                "path=valueString:Patient.photo"),
                                        step(
                                                "type=valueCode:add",
                                                "path=valueString:Patient",
                                                "name=valueString:contact",
                                                "value=part:[{'name':'name','valueHumanName':{'text':'next"
                                                        + " of kin'}},{'name':'gender','valueCode':'male'}]"),
                                        step(
                                                "type=valueCode:replace",
                                                "path=valueString:Patient.contact[0].gender",
                                                "value=valueCode:female"))
                                .replace("%Doe%", "'Doe'"));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        JsonNode now = fhir.json("Patient/p");
        assertThat(now.path("birthDate").asText()).isEqualTo("1961-05-04");
        assertThat(now.path("active").asBoolean()).isTrue();
        assertThat(now.path("name").valueStream().map(one -> one.path("family").asText()))
                .containsExactly("Third", "Doe", "Roe");
        assertThat(now.path("name").path(1).path("given").valueStream().map(JsonNode::asText))
                .containsExactly("A", "Middle", "B");
        assertThat(now.has("gender")).isFalse();
        assertThat(now.path("contact").path(0).path("gender").asText()).isEqualTo("female");
        assertThat(now.path("contact").path(0).path("name").path("text").asText())
                .isEqualTo("next of kin");
        assertThat(now.path("meta").path("versionId").asText()).isEqualTo("2");
    }

    @Test
    void a_value_of_another_type_takes_the_place_of_the_one_before_and_numbers_stay() {
        patient("q");
        fhir.observation("v", "q", ",'valueQuantity':{'value':38.50,'unit':'degrees'}");
        assertThat(
                        send(
                                        "Observation/v",
                                        patch(
                                                step(
                                                        "type=valueCode:replace",
                                                        "path=valueString:Observation.status",
                                                        "value=valueCode:amended")))
                                .statusCode())
                .isEqualTo(200);
        assertThat(fhir.get("Observation/v").body()).contains("38.50");
        HttpResponse<String> answer =
                send(
                        "Observation/v",
                        patch(
                                step(
                                        "type=valueCode:replace",
                                        "path=valueString:Observation.value",
                                        "value=valueString:hemolysed")));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        JsonNode now = fhir.json("Observation/v");
        assertThat(now.path("valueString").asText()).isEqualTo("hemolysed");
        assertThat(now.has("valueQuantity")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "replace;Patient.name;valueString:x | 422",
                "replace;Patient.photo;valueString:x | 422",
                "replace;Patient.gender;valueCode:no-gender | 422",
                "replace;Patient.id;valueId:other | 422",
                "replace;Patient.birthDate;valueQuantity:{'value':1} | 422",
                "replace;Patient.name.count();valueInteger:1 | 422",
                "replace;Patient.(;valueString:x | 400",
                "replace;Patient.name[0].resolve();valueString:x | 422",
                "delete;Patient.name; | 422",
                "leap;Patient.name; | 400",
                "add;Patient;valueString:x | 400"
            })
    void a_patch_that_cannot_be_done_does_nothing(String written, int status) {
        patient("r");
        String before = fhir.get("Patient/r").body();
        List<String> parts = List.of(written.split(";", -1));
        String step =
                parts.get(2).isEmpty()
                        ? step("type=valueCode:" + parts.get(0), "path=valueString:" + parts.get(1))
                        : step(
                                "type=valueCode:" + parts.get(0),
                                "path=valueString:" + parts.get(1),
                                "value=" + parts.get(2));
        String first =
                step(
                        "type=valueCode:replace",
                        "path=valueString:Patient.birthDate",
                        "value=valueDate:1999-01-01");

        HttpResponse<String> answer = send("Patient/r", patch(first, step));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.body()).contains("OperationOutcome");
        assertThat(fhir.get("Patient/r").body()).isEqualTo(before);
    }

    @Test
    void what_is_no_patch_is_refused() {
        patient("s");
        assertThat(send("Patient/s", "{\"resourceType\":\"Parameters\"}").statusCode())
                .isEqualTo(400);
        assertThat(send("Patient/s", "{\"resourceType\":\"Patient\",\"id\":\"s\"}").statusCode())
                .isEqualTo(400);
        assertThat(send("Patient/s", "nonsense").statusCode()).isEqualTo(400);
        String step = step("type=valueCode:delete", "path=valueString:Patient.gender");
        assertThat(send("Patient/s", patch(step), "If-Match", "W/\"7\"").statusCode())
                .isEqualTo(412);
        assertThat(send("Patient/never", patch(step)).statusCode()).isEqualTo(404);
    }
}
