package org.osteon.app.http.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.osteon.app.http.server.TestServer;

/// Searches: each parameter is understood or refused, none is passed over.
class FhirSearchTest {
    @TempDir static Path folder;
    private static TestServer server;
    private static FhirWire fhir;

    @BeforeAll
    static void start() {
        server = new TestServer(folder, TestServer.KNOWLEDGE);
        fhir = new FhirWire(server);
        fhir.patient(
                "a",
                ",'gender':'female','birthDate':'1960-05-04','identifier':[{'system':'urn:mrn','value':'A 1'}]"
                        .replace('\'', '"'));
        fhir.patient("b", ",'gender':'male'".replace('\'', '"'));
        fhir.observation("march", "a", ",'effectiveDateTime':'2025-03'");
        fhir.observation("first", "a", ",'effectiveDateTime':'2025-03-01'");
        fhir.observation("noon", "a", ",'effectiveDateTime':'2025-03-01T12:00:00Z'");
        fhir.observation(
                "stay", "a", ",'effectivePeriod':{'start':'2025-02-20','end':'2025-03-10'}");
        fhir.observation("open", "a", ",'effectivePeriod':{'start':'2025-03-05'}");
        fhir.observation("undated", "a", "");
        fhir.kept(
                "Encounter/e",
                "{'resourceType':'Encounter','id':'e','status':'finished','class':{'code':'AMB'},'subject':{'reference':'Patient/a'}}");
        fhir.kept(
                "Condition/c",
                "{'resourceType':'Condition','id':'c','code':{'text':'x'},'subject':{'reference':'Patient/a'},'encounter':{'reference':'Encounter/e'}}");
        fhir.kept(
                "Provenance/p",
                "{'resourceType':'Provenance','id':'p','target':[{'reference':'Condition/c'},{'reference':'Patient/a'}],'recorded':'2025-03-01T00:00:00Z','agent':[{'who':{'display':'x'}}]}");
        fhir.observation("of-b", "b", ",'effectiveDateTime':'2025-03-02'");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Patient?_tag=http://example.org/none",
                "Patient?_security=zzz",
                "Patient?_profile=zzz",
                "Patient?_source=zzz",
                "Patient?_list=42",
                "Patient?_filter=gender%20eq%20female",
                "Patient?_has:Observation:patient:code=2160-0",
                "Patient?_text=x",
                "Patient?_content=x",
                "Patient?_query=x",
                "Patient?_type=Patient",
                "Patient?_contained=both",
                "Patient?name=x",
                "Patient?shoe-size=43",
                "Patient?gender:not=male",
                "Patient?gender:missing=true",
                "Patient?gender=",
                "Patient?_id=",
                "Patient?_summary=yes",
                "Patient?_total=many",
                "Patient?_count=-1",
                "Patient?_count=x",
                "Patient?_format=turtle",
                "Patient?_elements=",
                "Patient?_elements=id,",
                "Patient?_count=1&_count=2",
                "Patient?_summary=true&_summary=false",
                "Patient?_elements=id&_elements=gender",
                "Patient?_sort=birthdate&_sort=_lastUpdated",
                "Patient?identifier=a%00b",
                "Observation?patient=http://elsewhere.example/fhir/Patient/a",
                "Patient/a/$everything?_type=Nothing",
                "Patient?_sort=name",
                "Patient?_sort=_lastUpdated,birthdate",
                "Patient?birthdate=yesterday",
                "Patient?birthdate=1960-13-01",
                "Patient?birthdate=xx1960",
                "Patient?_include=Observation:subject",
                "Patient?_include=*",
                "Patient?_revinclude=Observation",
                "Patient?_revinclude=Nothing:subject",
                "Observation?subject.gender.x=female",
                "Observation?encounter.status=finished",
                "Observation?patient.shoe-size=43",
                "Observation?patient:Group.gender=female",
                "Observation?date=2025-03-01T12:00:00+01:00",
                "AuditEvent?patient=a&_tag=x",
                "Questionnaire?_profile=x",
                "CodeSystem?_tag=x",
                "Patient/a/$everything?_tag=x",
                "Patient/a/$assess?day=2025-03-02",
                "Patient/a?_tag=x",
                "Patient/a/_history?_since=2025",
                "metadata?_tag=x"
            })
    void what_cannot_be_asked_is_refused_and_never_answered_as_if_it_had_not_been(String search) {
        for (String handling : List.of("handling=strict", "return=minimal")) {
            HttpResponse<String> answer = fhir.get(search, "Prefer", handling);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
            assertThat(FhirWire.read(answer.body()).path("resourceType").asText())
                    .isEqualTo("OperationOutcome");
        }
    }

    @Test
    void who_prefers_lenient_is_answered_without_it_and_told_so() {
        JsonNode answer =
                fhir.json("Patient?gender=male&_tag=x&shoe-size=43", "Prefer", "handling=lenient");

        assertThat(answer.path("total").asInt()).isEqualTo(1);
        assertThat(answer.path("link").path(0).path("url").asText())
                .contains("gender=male")
                .doesNotContain("_tag")
                .doesNotContain("shoe-size");
        JsonNode told = answer.path("entry").path(1);
        assertThat(told.path("search").path("mode").asText()).isEqualTo("outcome");
        assertThat(told.toString()).contains("_tag").contains("shoe-size");
        assertThat(fhir.get("Patient?birthdate=x", "Prefer", "handling=lenient").statusCode())
                .isEqualTo(400);
    }

    /// FHIR R4, 3.1.1.4.7: what each prefix means where both dates are spans of time.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2025-03-30           | ",
                "2025-03              | march first noon",
                "2025-03-01           | first noon",
                "eq2025-03-01T12:00   | noon",
                "2025-03-01T12:00:00Z | noon",
                "2025-03-01T13:00:00%2B01:00 | noon",
                "2025                 | march first noon stay",
                "ne2025-03            | stay open",
                "ne2025-03-01         | march stay open",
                "gt2025-03-01         | march stay open",
                "gt2025-03-31         | open",
                "lt2025-03-01         | stay",
                "lt2025-03-02         | march first noon stay",
                "ge2025-03-01         | march first noon stay open",
                "ge2025-04            | open",
                "le2025-02-20         | ",
                "le2025-02-21         | stay",
                "le2025-03-01         | first noon stay",
                "sa2025-03-01         | open",
                "sa2025-02-19         | march first noon stay open",
                "eb2025-03-01         | ",
                "eb2025-03-02         | first noon",
                "eb2025-03-11         | first noon stay",
                "eb2026               | march first noon stay",
                "ap2025-02-25         | stay",
                "ap2025-03-03         | march stay",
                "2025-03-01,2025-03-30 | first noon",
                "ge2025-03-01&date=lt2025-03-02 | march first noon stay",
                "1066                 | "
            })
    void dates_are_compared_as_spans(String search, String found) {
        assertThat(fhir.ids("Observation?patient=a&date=" + search))
                .containsExactlyInAnyOrder(found == null ? new String[0] : found.split(" "));
    }

    @Test
    void a_birth_date_and_the_time_of_recording_are_compared_alike() {
        assertThat(fhir.ids("Patient?birthdate=1960")).containsExactly("a");
        assertThat(fhir.ids("Patient?birthdate=1960-05-04")).containsExactly("a");
        assertThat(fhir.ids("Patient?birthdate=gt1960-05-04")).isEmpty();
        assertThat(fhir.ids("Patient?_lastUpdated=2025-03-02")).containsExactly("a", "b");
        assertThat(fhir.ids("Patient?_lastUpdated=ne2025-03-02")).isEmpty();
        assertThat(fhir.ids("Patient?_lastUpdated=sa2025-03-02")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"|", "%7C", "%7c"})
    void a_bar_is_read_however_it_is_written(String bar) {
        assertThat(fhir.raw("/fhir/Observation?code=http://loinc.org" + bar + "2160-0&patient=b"))
                .startsWith("HTTP/1.1 200")
                .contains("of-b");
        assertThat(fhir.raw("/fhir/Patient?identifier=urn:mrn" + bar + "A%201"))
                .contains("\"total\":1");
        assertThat(
                        fhir.raw(
                                "/fhir/Patient?gender=http://hl7.org/fhir/administrative-gender"
                                        + bar
                                        + "male"))
                .contains("\"total\":1");
        assertThat(fhir.raw("/fhir/Patient?gender=urn:other" + bar + "male"))
                .contains("\"total\":0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"<", ">", "\"", "{", "}", "[", "]", "^", "`", "\\"})
    void other_characters_that_an_address_should_not_have_are_values_like_any(String sign) {
        assertThat(fhir.raw("/fhir/Patient?identifier=x" + sign))
                .startsWith("HTTP/1.1 200")
                .contains("\"total\":0");
    }

    @Test
    void includes_bring_what_is_referred_to_and_what_refers_within_the_chart() {
        JsonNode found =
                fhir.json(
                        "Condition?patient=a&_include=Condition:encounter&_include=Condition:subject&_revinclude=Provenance:target");

        assertThat(found.path("total").asInt()).isEqualTo(1);
        assertThat(found.path("entry").valueStream().map(FhirSearchTest::named).toList())
                .containsExactlyInAnyOrder(
                        "match Condition/c",
                        "include Encounter/e",
                        "include Patient/a",
                        "include Provenance/p");
        assertThat(fhir.ids("Condition?patient=a&_include=Condition:subject:Group"))
                .containsExactly("c");
        assertThat(fhir.ids("Patient?_id=a&_revinclude=Provenance:target:Patient"))
                .containsExactly("a", "p");
    }

    private static String named(JsonNode entry) {
        return entry.path("search").path("mode").asText()
                + " "
                + entry.path("resource").path("resourceType").asText()
                + "/"
                + entry.path("resource").path("id").asText();
    }

    @Test
    void a_chain_goes_by_what_patients_can_be_found_by() {
        assertThat(fhir.ids("Observation?patient.gender=male")).containsExactly("of-b");
        assertThat(fhir.ids("Observation?subject:Patient.identifier=urn:mrn%7CA%201")).hasSize(6);
        assertThat(fhir.ids("Observation?patient.gender=male&patient=a")).isEmpty();
        assertThat(fhir.ids("Observation?patient.birthdate=lt1900")).isEmpty();
    }

    @Test
    void results_come_in_the_order_that_is_asked_for() {
        assertThat(fhir.ids("Observation?patient=a&_sort=date"))
                .containsExactly("stay", "march", "first", "noon", "open", "undated");
        assertThat(fhir.ids("Observation?patient=a&_sort=-date"))
                .containsExactly("open", "noon", "march", "first", "stay", "undated");
        assertThat(fhir.ids("Patient?_sort=birthdate")).containsExactly("a", "b");
        assertThat(fhir.ids("Patient?_sort=-_lastUpdated")).hasSize(2);
        JsonNode page = fhir.json("Observation?patient=a&_sort=date&_count=4");
        assertThat(FhirWire.ids(fhir.linked(page, "next"))).containsExactly("open", "undated");
    }

    @Test
    void summaries_hold_less_and_say_so() {
        JsonNode count = fhir.json("Observation?patient=a&_summary=count");
        assertThat(count.path("total").asInt()).isEqualTo(6);
        assertThat(count.path("entry").isEmpty()).isTrue();
        JsonNode some = fhir.json("Observation?patient=a&_elements=status&_count=1");
        JsonNode resource = some.path("entry").path(0).path("resource");
        assertThat(resource.path("status").asText()).isEqualTo("final");
        assertThat(resource.has("subject")).isFalse();
        assertThat(resource.path("meta").path("tag").toString()).contains("SUBSETTED");
        assertThat(fhir.json("Observation?patient=a&_count=0").path("total").asInt()).isEqualTo(6);
    }
}
