package org.osteon.app.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What one client can take of the server is bounded, and each refusal says so in words (attacks:
/// packed bodies of gigabytes, hundreds of half bodies).
class LimitsTest {
    @TempDir static Path folder;
    private static TestServer server;

    @BeforeAll
    static void start() {
        Limits usual = Limits.usual();
        server =
                new TestServer(
                        folder,
                        TestServer.KNOWLEDGE,
                        new Limits(
                                usual.mostBytes(),
                                Duration.ofSeconds(2),
                                usual.wholeHeader(),
                                20,
                                40,
                                Duration.ofMillis(200),
                                usual.bytesOfOne(),
                                usual.bytesOfAll(),
                                usual.atWork(),
                                usual.waiting(),
                                usual.turn(),
                                usual.connectionsOfOne()));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static final byte[] BOMB = packed(100_000_000);

    private static byte[] packed(long bytes) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write("{\"resourceType\":\"".getBytes(StandardCharsets.UTF_8));
            byte[] block = "a".repeat(1 << 16).getBytes(StandardCharsets.UTF_8);
            for (long written = 0; written < bytes; written += block.length) {
                out.write(block);
            }
            out.write("\"}".getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    private static HttpResponse<String> post(String path, byte[] body, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(server.url() + path))
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return server.send(request.build());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/fhir",
                "/fhir/Patient",
                "/cds-services/osteon-patient-view",
                "/cds-services/osteon-patient-view/feedback",
                "/",
                "/no-such-door"
            })
    void a_packed_body_is_refused_by_what_it_is_unpacked(String path) {
        HttpResponse<String> answer =
                post(path, BOMB, "Content-Encoding", "gzip", "Content-Type", "application/json");

        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(answer.body()).contains("larger than 64 MB");
        assertThat(server.get("/health").statusCode()).isEqualTo(200);
    }

    @Test
    void a_packed_body_of_ordinary_size_is_read_at_every_door() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(
                    "{\"resourceType\":\"Patient\",\"gender\":\"female\"}"
                            .getBytes(StandardCharsets.UTF_8));
        }

        assertThat(
                        post(
                                        "/fhir/Patient",
                                        packed.toByteArray(),
                                        "Content-Encoding",
                                        "gzip",
                                        "Content-Type",
                                        "application/fhir+json")
                                .statusCode())
                .isEqualTo(201);
    }

    @ParameterizedTest
    @CsvSource({"br, 415", "deflate, 415", "gzip, 400"})
    void what_cannot_be_unpacked_is_refused_in_words(String encoding, int status) {
        HttpResponse<String> answer =
                post(
                        "/fhir/Patient",
                        "{}".getBytes(StandardCharsets.UTF_8),
                        "Content-Encoding",
                        encoding,
                        "Content-Type",
                        "application/fhir+json");

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).contains("OperationOutcome").containsPattern("gzip|" + encoding);
    }

    private static Socket slow(String path, String type) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        socket.getOutputStream()
                .write(
                        ("POST "
                                        + path
                                        + " HTTP/1.1\r\nHost: localhost\r\nCookie: "
                                        + server.people().cookie()
                                        + "\r\nContent-Type: "
                                        + type
                                        + "\r\nContent-Length: 100000\r\n\r\na")
                                .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    /// Sends a byte every now and then until the server has had enough.
    private static String dripped(Socket socket) throws Exception {
        OutputStream out = socket.getOutputStream();
        long until = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (System.nanoTime() < until && socket.getInputStream().available() == 0) {
            try {
                out.write('a');
            } catch (IOException _) {
                break;
            }
            Thread.sleep(100);
        }
        byte[] answer = new byte[4096];
        int read = socket.getInputStream().read(answer);
        return new String(answer, 0, Math.max(read, 0), StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource({
        "/fhir/Patient, application/fhir+json",
        "/cds-services/osteon-patient-view, application/json",
        "/looked, application/x-www-form-urlencoded",
        "/import, multipart/form-data; boundary=x"
    })
    void a_body_that_drips_in_is_given_up_at_every_door(String path, String type) throws Exception {
        try (Socket socket = slow(path, type)) {
            assertThat(dripped(socket)).startsWith("HTTP/1.1 408").contains("in one go");
        }
    }

    @Test
    void the_slowest_bodies_of_an_address_make_room_for_others() throws Exception {
        List<Socket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < 20; i++) {
                sockets.add(slow("/fhir/Patient", "application/fhir+json"));
            }
            Thread.sleep(400);
            HttpResponse<String> quick =
                    post(
                            "/fhir/Patient",
                            "{\"resourceType\":\"Patient\"}".getBytes(StandardCharsets.UTF_8),
                            "Content-Type",
                            "application/fhir+json");
            assertThat(quick.statusCode()).isEqualTo(201);
        } finally {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }

    @Test
    void more_bodies_at_once_than_an_address_may_send_are_asked_to_wait() throws Exception {
        List<Socket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < 30; i++) {
                sockets.add(slow("/fhir/Patient", "application/fhir+json"));
            }
            List<String> refusals = new ArrayList<>();
            long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
            while (refusals.isEmpty() && System.nanoTime() < until) {
                Thread.sleep(50);
                for (Socket socket : sockets) {
                    if (socket.getInputStream().available() > 0) {
                        byte[] answer = new byte[4096];
                        int read = socket.getInputStream().read(answer);
                        refusals.add(new String(answer, 0, read, StandardCharsets.UTF_8));
                    }
                }
            }
            assertThat(refusals)
                    .isNotEmpty()
                    .allSatisfy(refusal ->
                            assertThat(refusal)
                                    .startsWith("HTTP/1.1 429")
                                    .contains("Retry-After:"));
        } finally {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }
}
