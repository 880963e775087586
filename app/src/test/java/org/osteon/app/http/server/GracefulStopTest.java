package org.osteon.app.http.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osteon.store.ChartStore;
import org.osteon.store.Verification;

/// A server that is stopped ends what it has begun: who was being answered gets the answer, what
/// was acknowledged is in the store, and nobody else is let in.
class GracefulStopTest {
    private static final String PATIENT = "{\"resourceType\":\"Patient\",\"id\":\"late\"}";

    @TempDir Path folder;

    private static Socket begun(TestServer server, String cookie) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        socket.setSoTimeout(20_000);
        send(
                socket,
                "PUT /fhir/Patient/late HTTP/1.1\r\nHost: localhost\r\nCookie: "
                        + cookie
                        + "\r\nContent-Type: application/fhir+json\r\nContent-Length: "
                        + PATIENT.length()
                        + "\r\n\r\n"
                        + PATIENT.substring(0, 10));
        return socket;
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
    }

    @Test
    void a_request_that_has_begun_is_answered_and_kept() throws Exception {
        TestServer server = new TestServer(folder, TestServer.KNOWLEDGE);
        int port = server.port();
        String cookie = server.people().cookie();
        assertThat(server.get("/fhir/Patient").statusCode()).isEqualTo(200);
        try (Socket socket = begun(server, cookie)) {
            Thread.sleep(300);
            Thread stopping = Thread.ofPlatform().start(server::close);
            Thread.sleep(700);
            assertThat(stopping.isAlive()).as("it waits for what has begun").isTrue();
            assertThatThrownBy(() -> asked(port)).isInstanceOf(IOException.class);

            send(socket, PATIENT.substring(10));

            byte[] answer = new byte[4_000];
            int read = socket.getInputStream().read(answer);
            assertThat(new String(answer, 0, Math.max(0, read), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 201");
            stopping.join(Duration.ofSeconds(20));
            assertThat(stopping.isAlive()).isFalse();
        }
        try (ChartStore store = ChartStore.open(folder.resolve("charts.db"))) {
            assertThat(store.chart("late")).isPresent();
            assertThat(store.auditOf("late", Long.MAX_VALUE, 5).getFirst().origin().address())
                    .isEqualTo("127.0.0.1");
            assertThat(store.verify()).isInstanceOf(Verification.Intact.class);
        }
    }

    /// An answer to somebody who comes now; there is none.
    private static int asked(int port) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(2_000);
            send(socket, "GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n");
            int first = socket.getInputStream().read();
            if (first < 0) {
                throw new IOException("closed");
            }
            return first;
        }
    }

    @Test
    void connections_that_say_nothing_do_not_hold_it_up() throws Exception {
        TestServer server = new TestServer(folder, TestServer.KNOWLEDGE);
        try (Socket idle = new Socket(InetAddress.getLoopbackAddress(), server.port());
                Socket half = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            send(half, "GET /health HTTP/1.1\r\nHost: lo");
            send(idle, "GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n");
            assertThat(idle.getInputStream().read()).isEqualTo('H');
            long begun = System.nanoTime();
            server.close();
            assertThat(Duration.ofNanos(System.nanoTime() - begun))
                    .isLessThan(Duration.ofSeconds(15));
        }
    }
}
