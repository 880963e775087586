package org.osteon.app.http.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Optional;
import java.util.OptionalInt;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osteon.app.LoadedKnowledge;
import org.osteon.pathway.KnowledgeBase;
import org.osteon.records.words.Problem;
import org.osteon.store.ChartStore;

/// How a server is reached: TLS by files, a proxy by its address, figures on a port of their own.
class NetworkTest {
    private static final String SECRET = "changeit";

    @TempDir private Path folder;

    private String cookie = "";

    private Server start(ServerBinding listening) {
        ChartStore store = ChartStore.open(folder.resolve("charts.db"));
        Clock clock = Clock.fixed(TestServer.NOW, ZoneOffset.UTC);
        cookie = "Cookie: " + new SignedIn(store, clock).cookie() + "\r\n";
        return Server.start(
                new Server.Contents(store, knowledge(), clock, new Server.Demonstration(false)),
                listening);
    }

    private static KnowledgeBase knowledge() {
        return LoadedKnowledge.of(TestServer.KNOWLEDGE);
    }

    private static ServerBinding behind(String proxy, OptionalInt metrics) {
        return new ServerBinding(
                "127.0.0.1", 0, Optional.empty(), Optional.ofNullable(proxy), metrics);
    }

    private static String headers(String... lines) {
        return String.join("\r\n", lines) + "\r\n";
    }

    /// The answer to a request as it is written, by its status line and its text.
    private static String ask(Server server, String method, String headers) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.getOutputStream()
                    .write(
                            (method
                                            + " HTTP/1.1\r\n"
                                            + headers
                                            + "Connection: close\r\nContent-Length: 0\r\n\r\n")
                                    .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void behind_a_named_proxy_the_name_and_the_scheme_are_the_proxys() throws Exception {
        try (Server server = start(behind("127.0.0.1", OptionalInt.empty()))) {
            String forwarded =
                    headers(
                            "Host: internal:1",
                            "X-Forwarded-Host: charts.hospital.example",
                            "X-Forwarded-Proto: https",
                            "X-Forwarded-For: 192.0.2.7, 192.0.2.8");

            assertThat(ask(server, "GET /health", forwarded)).startsWith("HTTP/1.1 200");
            assertThat(
                            ask(
                                    server,
                                    "POST /cds-services/none",
                                    forwarded + "Origin: https://charts.hospital.example\r\n"))
                    .doesNotStartWith("HTTP/1.1 403");
            assertThat(
                            ask(
                                    server,
                                    "POST /cds-services/none",
                                    forwarded + "Origin: http://charts.hospital.example\r\n"))
                    .startsWith("HTTP/1.1 403");
            assertThat(ask(server, "GET /fhir/Patient", forwarded + cookie))
                    .contains("https://charts.hospital.example/fhir");
        }
    }

    @Test
    void from_anybody_but_the_named_proxy_forwarding_is_not_seen() throws Exception {
        for (String proxy : new String[] {null, "192.0.2.1"}) {
            try (Server server = start(behind(proxy, OptionalInt.empty()))) {
                String answer =
                        ask(
                                server,
                                "GET /fhir/Patient",
                                headers(
                                        "Host: localhost",
                                        "X-Forwarded-Host: attacker.example",
                                        "X-Forwarded-Proto: https"));

                assertThat(answer).doesNotContain("attacker.example").doesNotContain("https://loc");
            }
        }
    }

    @Test
    void with_a_certificate_and_its_key_it_answers_by_tls() throws Exception {
        KeyStore made = certificate();
        Path certificate = folder.resolve("cert.pem");
        Path key = folder.resolve("key.pem");
        Files.writeString(
                certificate, pem("CERTIFICATE", made.getCertificate("server").getEncoded()));
        Files.writeString(
                key, pem("PRIVATE KEY", made.getKey("server", SECRET.toCharArray()).getEncoded()));
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("server", made.getCertificate("server"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(trusted);
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(null, trust.getTrustManagers(), null);

        try (Server server =
                        start(
                                new ServerBinding(
                                        "127.0.0.1",
                                        0,
                                        Optional.of(new ServerBinding.Tls(certificate, key)),
                                        Optional.empty(),
                                        OptionalInt.empty()));
                HttpClient client = HttpClient.newBuilder().sslContext(tls).build()) {
            assertThat(server.url()).startsWith("https://");
            HttpResponse<String> answer =
                    client.send(
                            HttpRequest.newBuilder(
                                            URI.create(
                                                    "https://localhost:"
                                                            + server.port()
                                                            + "/health"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(200);
        }
    }

    private KeyStore certificate() throws Exception {
        Path store = folder.resolve("made.p12");
        Process keytool =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString(),
                                "-genkeypair",
                                "-alias",
                                "server",
                                "-keyalg",
                                "EC",
                                "-dname",
                                "CN=localhost",
                                "-ext",
                                "SAN=dns:localhost,ip:127.0.0.1",
                                "-validity",
                                "2",
                                "-storepass",
                                SECRET,
                                "-keystore",
                                store.toString())
                        .redirectErrorStream(true)
                        .start();
        keytool.getInputStream().readAllBytes();
        assertThat(keytool.waitFor()).isZero();
        KeyStore made = KeyStore.getInstance("PKCS12");
        try (var in = Files.newInputStream(store)) {
            made.load(in, SECRET.toCharArray());
        }
        return made;
    }

    private static String pem(String what, byte[] bytes) {
        return "-----BEGIN "
                + what
                + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes)
                + "\n-----END "
                + what
                + "-----\n";
    }

    @Test
    void a_certificate_that_is_none_is_told_by_its_file() throws IOException {
        Path none = Files.writeString(folder.resolve("none.pem"), "no certificate");
        ServerBinding unreadable =
                new ServerBinding(
                        "127.0.0.1",
                        0,
                        Optional.of(new ServerBinding.Tls(folder.resolve("missing.pem"), none)),
                        Optional.empty(),
                        OptionalInt.empty());

        assertThatThrownBy(() -> start(unreadable))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("missing.pem");
    }

    @Test
    void figures_tell_requests_by_door_on_a_port_of_their_own() throws Exception {
        try (Server server = start(behind(null, OptionalInt.of(0)));
                HttpClient client = HttpClient.newHttpClient()) {
            for (String path : new String[] {"/fhir/Patient", "/", "/health/live", "/nothing"}) {
                client.send(
                        HttpRequest.newBuilder(URI.create(server.url() + path)).build(),
                        HttpResponse.BodyHandlers.discarding());
            }
            String figures =
                    client.send(
                                    HttpRequest.newBuilder(
                                                    URI.create(
                                                            "http://127.0.0.1:"
                                                                    + server.metricsPort()
                                                                            .orElseThrow()
                                                                    + "/metrics"))
                                            .build(),
                                    HttpResponse.BodyHandlers.ofString())
                            .body();

            assertThat(figures)
                    .contains("osteon_requests_seconds_count{door=\"fhir\",method=\"GET\"")
                    .contains(
                            "door=\"pages\"",
                            "status=\"4xx\"",
                            "osteon_store_charts",
                            "jvm_memory");
            assertThat(ask(server, "GET /metrics", "Host: localhost\r\n" + cookie))
                    .startsWith("HTTP/1.1 404");
        }
    }
}
