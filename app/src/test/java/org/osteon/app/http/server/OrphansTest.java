package org.osteon.app.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.osteon.store.intake.Intake;
import org.osteon.store.intake.IntakeReport;

/// What is about a patient who neither comes nor is here is refused at every door, in words that
/// name the patient, and nothing is written.
class OrphansTest {
    private static final String ORPHAN =
            "{\"resourceType\":\"Observation\",\"id\":\"lost\",\"status\":\"final\",\"code\":{\"text\":\"x\"},"
                    + "\"subject\":{\"reference\":\"Patient/nobody\"}}";

    @TempDir static Path folder;
    private static TestServer server;

    @BeforeAll
    static void start() {
        server = new TestServer(folder, TestServer.KNOWLEDGE);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    record Answer(boolean refused, String words) {}

    record Entrance(String name, Supplier<Answer> send) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Entrance> entrances() {
        return Stream.of(
                new Entrance("import of a resource", () -> imported("lost.json", ORPHAN)),
                new Entrance(
                        "import of a Bundle",
                        () ->
                                imported(
                                        "lost.json",
                                        "{\"resourceType\":\"Bundle\",\"entry\":[{\"resource\":"
                                                + ORPHAN
                                                + "}]}")),
                new Entrance(
                        "FHIR create", () -> answered(server.post("/fhir/Observation", ORPHAN))),
                new Entrance("FHIR update", () -> answered(put("/fhir/Observation/lost", ORPHAN))),
                new Entrance(
                        "FHIR transaction",
                        () -> answered(server.post("/fhir", bundle("transaction")))),
                new Entrance(
                        "CDS Hooks",
                        () ->
                                answered(
                                        server.post(
                                                "/cds-services/osteon-patient-view",
                                                "{\"hook\":\"patient-view\",\"hookInstance\":\"1\",\"context\":"
                                                        + "{\"userId\":\"Practitioner/1\",\"patientId\":\"nobody\"},"
                                                        + "\"prefetch\":{\"observations\":"
                                                        + ORPHAN
                                                        + "}}"))));
    }

    @ParameterizedTest
    @MethodSource("entrances")
    void an_orphan_is_refused_by_its_name_and_leaves_nothing(Entrance entrance) {
        Answer answer = entrance.send().get();

        assertThat(answer.words()).contains("Patient/nobody");
        assertThat(answer.refused()).as(answer.words()).isTrue();
        assertThat(server.store().chart("nobody")).isEmpty();
        assertThat(server.store().auditHead().sequence()).isZero();
    }

    @Test
    void a_hook_about_one_patient_is_not_answered_with_another() {
        HttpResponse<String> answer =
                server.post(
                        "/cds-services/osteon-patient-view",
                        "{\"hook\":\"patient-view\",\"hookInstance\":\"1\",\"context\":"
                                + "{\"userId\":\"Practitioner/1\",\"patientId\":\"p\"},"
                                + "\"prefetch\":{\"patient\":{\"resourceType\":\"Patient\",\"id\":\"q\"}}}");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("Patient/q").contains("Patient/p");
    }

    private static String bundle(String type) {
        return "{\"resourceType\":\"Bundle\",\"type\":\""
                + type
                + "\",\"entry\":[{\"resource\":"
                + ORPHAN
                + ",\"request\":{\"method\":\"PUT\",\"url\":\"Observation/lost\"}}]}";
    }

    private static HttpResponse<String> put(String path, String json) {
        return server.send(
                HttpRequest.newBuilder(URI.create(server.url() + path))
                        .header("Content-Type", "application/fhir+json")
                        .PUT(HttpRequest.BodyPublishers.ofString(json))
                        .build());
    }

    private static Answer answered(HttpResponse<String> answer) {
        return new Answer(answer.statusCode() >= 400 && answer.statusCode() < 500, answer.body());
    }

    private static Answer imported(String name, String json) {
        List<String> rejected = new ArrayList<>();
        IntakeReport report = new IntakeReport(rejection -> rejected.add(rejection.toString()));
        Intake intake = new Intake(server.store(), "test", Clock.systemUTC(), report, _ -> {});
        intake.bundle(name, json.getBytes(StandardCharsets.UTF_8));
        intake.finish();
        return new Answer(report.rejected() == 1 && report.created() == 0, rejected.toString());
    }
}
