package org.osteon.app.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osteon.store.Attribution;
import org.osteon.store.Change;
import org.osteon.store.ChartStore;

/// Whether a server says that it is ready: with a store that can be read and takes nothing in, as
/// after a change to a standby, nothing is answered, and so it is not. A full disk and a failing
/// one are `DiskFaultTest`'s.
class ReadinessTest {
    @Test
    void a_store_that_takes_nothing_in_is_not_ready_and_is_again_when_it_does(@TempDir Path folder)
            throws Exception {
        try (EmbeddedPostgres database =
                EmbeddedPostgres.builder().setServerConfig("fsync", "off").start()) {
            String location = database.getJdbcUrl("postgres", "postgres");
            try (TestServer server =
                    new TestServer(
                            ChartStore.open(location, folder.resolve("audit.key")),
                            TestServer.KNOWLEDGE,
                            Limits.usual(),
                            Clock.fixed(TestServer.NOW, ZoneOffset.UTC),
                            new Server.SiteRules(false))) {
                assertThat(ready(server, 200).body()).contains("\"up\"");
                server.store()
                        .append(
                                "p",
                                new Attribution("test", TestServer.NOW, "import"),
                                List.of(
                                        Change.put(
                                                "Patient",
                                                "p",
                                                "{\"resourceType\":\"Patient\",\"id\":\"p\"}")));
                assertThat(server.get("/fhir/Patient/p").statusCode()).isEqualTo(200);

                takesIn(location, false);
                assertThat(ready(server, 503).body())
                        .isEqualTo(
                                "{\"status\":\"down\",\"why\":\"the database does not answer, or"
                                        + " takes nothing in\"}");
                assertThat(server.get("/health").statusCode()).isEqualTo(503);
                assertThat(server.get("/health/live").statusCode()).isEqualTo(200);
                assertThat(server.get("/fhir/Patient/p").statusCode())
                        .as("nothing is answered that cannot be written down")
                        .isEqualTo(503);

                HttpResponse<String> page = server.get("/patients/p");
                assertThat(page.statusCode()).isEqualTo(503);
                assertThat(page.body()).as("nothing of the patient").doesNotContain("/patients/p/");

                assertThat(page.headers().allValues("Content-Security-Policy")).hasSize(1);

                takesIn(location, true);
                assertThat(ready(server, 200).body()).contains("\"up\"");
            }
        }
    }

    /// Each door fails before it knows who asks.
    @Test
    void a_store_that_is_gone_is_told_at_every_door_in_our_own_words(@TempDir Path folder)
            throws Exception {
        try (TestServer server = new TestServer(folder, TestServer.KNOWLEDGE)) {
            server.store().close();

            for (String path : List.of("/", "/patients/p", "/sign-in", "/reports")) {
                HttpResponse<String> page =
                        server.send(
                                HttpRequest.newBuilder(URI.create(server.url() + path))
                                        .header("Accept", "text/html")
                                        .build());
                assertThat(page.statusCode()).as(path).isEqualTo(503);
                assertThat(page.headers().firstValue("Content-Type").orElse(""))
                        .as(path)
                        .startsWith("text/html");
                assertThat(page.body())
                        .as(path)
                        .contains("<html lang=\"en\"")
                        .contains("Osteon")
                        .contains("nothing was half-written")
                        .doesNotContain("HTTP Status")
                        .doesNotContain("Exception");
            }
            HttpResponse<String> resource = server.get("/fhir/Patient/p");
            assertThat(resource.statusCode()).isEqualTo(503);
            assertThat(resource.body()).contains("OperationOutcome").contains("transient");
            HttpRequest live =
                    HttpRequest.newBuilder(URI.create(server.url() + "/health/live")).build();
            assertThat(server.sendAsItIs(live).statusCode()).isEqualTo(200);
        }
    }

    private static void takesIn(String location, boolean so) throws Exception {
        try (Connection connection = DriverManager.getConnection(location);
                var statement = connection.createStatement()) {
            statement.execute("SET default_transaction_read_only = off");
            statement.execute(
                    "ALTER SYSTEM SET default_transaction_read_only = " + (so ? "off" : "on"));
            statement.execute("SELECT pg_reload_conf()");
        }
    }

    /// What it says as soon as it says so: it tries every two seconds at most.
    private static HttpResponse<String> ready(TestServer server, int expected) throws Exception {
        long until = System.nanoTime() + Duration.ofSeconds(40).toNanos();
        HttpResponse<String> said = server.get("/health/ready");
        while (said.statusCode() != expected && System.nanoTime() < until) {
            Thread.sleep(200);
            said = server.get("/health/ready");
        }
        assertThat(said.statusCode()).as(said.body()).isEqualTo(expected);
        return said;
    }
}
