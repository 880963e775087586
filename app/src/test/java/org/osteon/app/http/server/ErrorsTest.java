package org.osteon.app.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever is asked wrongly, at whatever door: the answer is words, names the request, and tells
/// nothing of what we are made of (attack 14).
class ErrorsTest {
    /// Names of classes, of libraries, of places in a source; a status that is none.
    private static final Pattern INSIDE =
            Pattern.compile(
                    "\\w+Exception\\b|\\bat"
                            + " (java|org|ca)\\.|\\.java:\\d|\\b(java|org|ca|com)\\.[a-z]+\\.[a-zA-Z.]+|HAPI-\\d|\"status\":999|method"
                            + " parameter|hapi|tomcat|spring",
                    Pattern.CASE_INSENSITIVE);

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

    record Fault(String method, String path, String type, String body) {
        @Override
        public String toString() {
            return method + " " + path + " " + body.substring(0, Math.min(40, body.length()));
        }
    }

    static Stream<Fault> faults() {
        List<Fault> faults = new ArrayList<>();
        for (String path :
                List.of(
                        "/error",
                        "/nothing",
                        "/patients/nobody",
                        "/patients/nobody?asOf=x&days=y",
                        "/boards/nothing",
                        "/rules/nothing",
                        "/donors?count=x&limit=-1",
                        "/outcomes/nothing",
                        "/outcomes/tables/none",
                        "/charts/nobody/text",
                        "/forms/none",
                        "/audit?before=x",
                        "/health/nothing",
                        "/cds-services/none",
                        "/fhir/",
                        "/fhir/Nothing",
                        "/fhir/Patient/nobody",
                        "/fhir/Patient/no body%00",
                        "/fhir/Patient?birthdate=x",
                        "/fhir/Patient?nothing=1",
                        "/fhir/Observation?date=zz2020",
                        "/fhir/Patient?_count=x",
                        "/fhir/Patient?_getpages=1",
                        "/fhir/Patient/nobody/$everything",
                        "/fhir/Patient/nobody/$assess?asOf=x",
                        "/fhir/Patient/nobody/$nothing",
                        "/fhir/Patient/nobody/_history/x",
                        "/fhir/Patient?_format=xml&_id=x,y&_sort=nothing",
                        "/fhir/$nothing",
                        "/%2e%2e/etc",
                        "/static/nothing.css")) {
            faults.add(new Fault("GET", path.replace(" ", "%20"), "", ""));
            faults.add(new Fault("DELETE", path.replace(" ", "%20"), "", ""));
        }
        for (String body :
                List.of(
                        "",
                        "{",
                        "[]",
                        "7",
                        "null",
                        "{}",
                        "<a/>",
                        "{\"resourceType\":7}",
                        "{\"resourceType\":\"Nothing\"}",
                        "{\"resourceType\":\"Patient\",\"birthDate\":[]}",
                        "{\"resourceType\":\"Patient\",\"birthDate\":\"yesterday\"}",
                        "{\"resourceType\":\"Observation\",\"subject\":{\"reference\":\"Patient/x\"}}",
                        "{\"resourceType\":\"Bundle\",\"type\":\"transaction\",\"entry\":[{}]}",
                        "{\"resourceType\":\"Bundle\",\"type\":\"batch\",\"entry\":[{\"request\":{\"method\":\"GET\",\"url\":\"x\"}}]}",
                        "{\"resourceType\":\"QuestionnaireResponse\",\"status\":\"completed\",\"questionnaire\":\"urn:x\"}",
                        "{\"hook\":\"patient-view\",\"hookInstance\":\"1\",\"context\":{\"patientId\":7}}",
                        "{\"hook\":\"patient-view\",\"hookInstance\":\"1\",\"context\":{\"patientId\":\"x\"},\"prefetch\":7}",
                        "[".repeat(5_000),
                        "\u0000\u0001")) {
            for (String path :
                    List.of(
                            "/fhir",
                            "/fhir/Patient",
                            "/fhir/Observation",
                            "/fhir/QuestionnaireResponse",
                            "/fhir/Patient/$validate",
                            "/fhir/Questionnaire/$populate",
                            "/cds-services/osteon-patient-view",
                            "/cds-services/osteon-order-sign",
                            "/cds-services/osteon-patient-view/feedback",
                            "/",
                            "/who",
                            "/import")) {
                faults.add(new Fault("POST", path, "application/json", body));
                faults.add(new Fault("PUT", path, "application/fhir+json", body));
            }
            faults.add(new Fault("POST", "/fhir/Patient", "application/fhir+xml", body));
            faults.add(new Fault("POST", "/fhir/Patient", "text/plain", body));
            faults.add(new Fault("POST", "/import", "multipart/form-data; boundary=x", body));
            faults.add(new Fault("POST", "/import", "multipart/form-data", body));
            faults.add(new Fault("POST", "/who", "application/x-www-form-urlencoded", body));
            faults.add(new Fault("PATCH", "/fhir/Patient/x", "application/json-patch+json", body));
        }
        return faults.stream();
    }

    private static HttpResponse<String> send(Fault fault, String accept) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(server.url() + fault.path()))
                        .header("Accept", accept)
                        .method(
                                fault.method(),
                                fault.method().equals("GET")
                                        ? HttpRequest.BodyPublishers.noBody()
                                        : HttpRequest.BodyPublishers.ofString(fault.body()));
        if (!fault.type().isEmpty()) {
            request.header("Content-Type", fault.type());
        }
        return server.send(request.build());
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "text/html", "*/*"})
    void no_answer_to_a_fault_tells_of_the_inside(String accept) {
        List<String> telling = new ArrayList<>();
        faults().forEach(fault -> {
            HttpResponse<String> answer = send(fault, accept);
            String said = answer.body();
            var found = INSIDE.matcher(said);
            if (found.find()) {
                telling.add(
                        fault
                                + " "
                                + answer.statusCode()
                                + ": "
                                + said.substring(
                                        Math.max(0, found.start() - 80),
                                        Math.min(said.length(), found.end() + 80)));
            }
            if (answer.statusCode() >= 500) {
                telling.add(fault + " is our own fault: " + answer.statusCode() + " " + said);
            }
            if (answer.statusCode() >= 400
                    && !answer.body().isEmpty()
                    && answer.headers().firstValue("Content-Type").orElse("").contains("json")
                    && !answer.body()
                            .contains(answer.headers().firstValue("X-Request-Id").orElse("?"))) {
                telling.add(fault + " does not name the request: " + said);
            }
            if (!answer.headers().firstValue("X-Content-Type-Options").orElse("").equals("nosniff")
                    || answer.headers().firstValue("X-Request-Id").isEmpty()
                    || answer.headers().firstValue("X-Powered-By").isPresent()) {
                telling.add(fault + " has headers " + answer.headers().map().keySet());
            }
        });

        assertThat(
                        telling.stream()
                                .map(one -> one.substring(0, Math.min(one.length(), 300)))
                                .limit(8))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("doors")
    void nothing_that_a_door_gives_out_is_kept_by_a_cache_or_guessed_at(String path) {
        HttpResponse<String> answer = server.get(path);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().allValues("Cache-Control")).containsExactly("no-store");
        assertThat(answer.headers().allValues("X-Content-Type-Options")).containsExactly("nosniff");
        assertThat(answer.headers().allValues("Content-Security-Policy")).hasSize(1);
        assertThat(answer.headers().firstValue("X-Powered-By")).isEmpty();
    }

    static List<String> doors() {
        return List.of("/", "/fhir/metadata", "/fhir/Patient", "/cds-services", "/health");
    }

    @Test
    void a_request_that_is_broken_off_is_no_more_than_a_line_of_the_log() throws Exception {
        List<LogRecord> lines = new CopyOnWriteArrayList<>();
        Handler handler =
                new Handler() {
                    @Override
                    public void publish(LogRecord line) {
                        lines.add(line);
                    }

                    @Override
                    public void flush() {}

                    @Override
                    public void close() {}
                };
        Logger root = Logger.getLogger("");
        root.addHandler(handler);
        try {
            for (String path : List.of("/fhir/Patient", "/cds-services/osteon-patient-view")) {
                for (int i = 0; i < 10; i++) {
                    try (Socket socket =
                            new Socket(InetAddress.getLoopbackAddress(), server.port())) {
                        OutputStream out = socket.getOutputStream();
                        out.write(
                                ("POST "
                                                + path
                                                + " HTTP/1.1\r\n"
                                                + "Host: localhost\r\n"
                                                + "Content-Type: application/json\r\n"
                                                + "Content-Length: 900\r\n\r\n"
                                                + "{")
                                        .getBytes(StandardCharsets.US_ASCII));
                        out.flush();
                        Thread.sleep(20);
                        socket.setSoLinger(i % 2 == 0, 0);
                    }
                }
            }
            Thread.sleep(500);
        } finally {
            root.removeHandler(handler);
        }
        assertThat(lines).hasSizeLessThanOrEqualTo(20);
        assertThat(lines).allSatisfy(line -> assertThat(line.getThrown()).isNull());
    }
}
