package org.osteon.app.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Who sends a header slowly, or opens connections and says nothing, is given up, and others are
/// answered meanwhile. A thousand at once: `SlowClientsBench`.
class SlowClientsTest {
    private static final Duration HEADER = Duration.ofSeconds(2);
    private static final int CONNECTIONS = 120;
    private static final int SLOW = 100;

    /// Another address than that of those who are quick.
    private static final String THEIRS = "127.0.0.2";

    private static TestServer server;

    @BeforeAll
    static void start(@TempDir Path folder) {
        server =
                new TestServer(
                        folder,
                        TestServer.KNOWLEDGE,
                        Limits.usual().withConnections(HEADER, CONNECTIONS));
        assertThat(server.get("/me").statusCode()).isEqualTo(200);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static Socket connection() throws IOException {
        Socket socket = new Socket();
        socket.bind(new InetSocketAddress(InetAddress.getByName(THEIRS), 0));
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
        socket.setSoTimeout(1);
        return socket;
    }

    private static boolean isOpen(Socket socket) {
        try {
            return socket.getInputStream().read() >= 0;
        } catch (java.net.SocketTimeoutException _) {
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    private static long millisOfAnAnswer() {
        long begun = System.nanoTime();
        assertThat(server.get("/me").statusCode()).isEqualTo(200);
        return Duration.ofNanos(System.nanoTime() - begun).toMillis();
    }

    /// Until so many are open at most, asking as others do meanwhile.
    private static void untilOpen(int most, List<Socket> sockets, boolean dripping)
            throws InterruptedException {
        long until = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        List<Socket> open = new ArrayList<>(sockets);
        while (open.size() > most) {
            assertThat(System.nanoTime()).as(open.size() + " are still open").isLessThan(until);
            assertThat(millisOfAnAnswer()).as("milliseconds of another").isLessThan(3_000);
            if (dripping) {
                open.removeIf(one -> !drips(one));
            }
            open.removeIf(one -> !isOpen(one));
            Thread.sleep(100);
        }
    }

    private static boolean drips(Socket socket) {
        try {
            socket.getOutputStream().write('a');
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    private static void close(List<Socket> sockets) throws IOException {
        for (Socket one : sockets) {
            one.close();
        }
    }

    @Test
    void a_header_that_drips_in_is_given_up_and_others_are_answered() throws Exception {
        List<Socket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < SLOW; i++) {
                Socket socket = connection();
                sockets.add(socket);
                socket.getOutputStream()
                        .write(
                                "GET /me HTTP/1.1\r\nHost: localhost\r\nX-Slow: "
                                        .getBytes(StandardCharsets.US_ASCII));
            }
            untilOpen(0, sockets, true);
        } finally {
            close(sockets);
        }
    }

    @Test
    void an_address_has_only_so_many_connections() throws Exception {
        List<Socket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < CONNECTIONS + 30; i++) {
                sockets.add(connection());
            }
            untilOpen(CONNECTIONS, sockets, false);
        } finally {
            close(sockets);
        }
    }
}
