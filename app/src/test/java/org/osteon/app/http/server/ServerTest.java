package org.osteon.app.http.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osteon.app.LoadedKnowledge;
import org.osteon.records.words.Problem;
import org.osteon.store.ChartStore;

class ServerTest {
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

    @Test
    void it_says_that_it_is_up() {
        assertThat(server.get("/health").statusCode()).isEqualTo(200);
        assertThat(server.get("/health").body()).isEqualTo("{\"status\":\"up\",\"charts\":0}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "192.0.2.1", "::", "10.1.2.3"})
    void it_refuses_every_address_but_this_machine_without_tls_and_says_why(String address)
            throws IOException {
        try (ChartStore store = ChartStore.open(folder.resolve("other.db"))) {
            assertThatThrownBy(() -> Server.start(contents(store), address, 0))
                    .isInstanceOf(Problem.class)
                    .hasMessageContaining("without TLS");
        }
    }

    @Test
    void a_taken_port_is_named_with_another_to_try() throws IOException {
        try (ChartStore store = ChartStore.open(folder.resolve("other.db"))) {
            Server.Contents contents = contents(store);
            assertThatThrownBy(() -> Server.start(contents, "127.0.0.1", server.port()))
                    .isInstanceOf(Problem.class)
                    .hasMessageContaining("port " + server.port() + " is taken")
                    .hasMessageContaining("--port " + (server.port() + 1));
        }
    }

    @Test
    void a_foreign_name_that_points_to_this_machine_is_refused() throws IOException {
        assertThat(statusLine("attacker.example:" + server.port())).contains("403");
        assertThat(statusLine("localhost:" + server.port())).contains("200");
        assertThat(statusLine("127.0.0.1")).contains("200");
    }

    @Test
    void a_form_on_another_web_site_cannot_post_here() {
        assertThat(statusOfPostFrom("https://attacker.example")).isEqualTo(403);
        assertThat(statusOfPostFrom("null")).isEqualTo(403);
        assertThat(statusOfPostFrom(server.url())).isNotEqualTo(403);
    }

    @Test
    void stopping_closes_the_store() {
        TestServer other = new TestServer(folder.resolve("stopping"), TestServer.KNOWLEDGE);
        other.close();
        assertThatThrownBy(() -> other.store().chartCount()).isInstanceOf(RuntimeException.class);
    }

    private static Server.Contents contents(ChartStore store) throws IOException {
        return new Server.Contents(
                store,
                LoadedKnowledge.of(TestServer.KNOWLEDGE),
                Clock.fixed(TestServer.NOW, ZoneOffset.UTC),
                new Server.Demonstration(false));
    }

    private static int statusOfPostFrom(String origin) {
        return server.send(
                        HttpRequest.newBuilder(URI.create(server.url() + "/health"))
                                .header("Origin", origin)
                                .POST(HttpRequest.BodyPublishers.ofString("a=b"))
                                .build())
                .statusCode();
    }

    private static String statusLine(String host) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.getOutputStream()
                    .write(
                            ("GET /health HTTP/1.1\r\nHost: "
                                            + host
                                            + "\r\nConnection: close\r\n\r\n")
                                    .getBytes(StandardCharsets.US_ASCII));
            String answer =
                    new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return answer.lines().findFirst().orElse("");
        }
    }
}
