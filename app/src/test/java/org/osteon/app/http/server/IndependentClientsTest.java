package org.osteon.app.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.osteon.app.LoadedKnowledge;
import org.osteon.records.apps.App;
import org.osteon.records.apps.Apps;
import org.osteon.records.apps.Launches;
import org.osteon.records.apps.SignedStatements;
import org.osteon.store.Attribution;
import org.osteon.store.Change;
import org.osteon.store.ChartStore;

/// Clients that others wrote let themselves in here: `fhirclient` (SMART) and `openid-client`
/// (OAuth), from npm. They need Node.js and, once, `npm install` in `app/src/test/smart`; without
/// them this is skipped and says so. It is today here: they look at the time.
@EnabledIf(
        value = "isInstalled",
        disabledReason = "nothing is installed in app/src/test/smart: npm install there")
class IndependentClientsTest {
    private static final Path SMART = Path.of("src", "test", "smart");
    private static Clock clock;
    private static ChartStore store;
    private static Server server;
    private static String cookie;
    private static int port;
    private static Apps apps;

    static boolean isInstalled() {
        return Files.isDirectory(SMART.resolve("node_modules"));
    }

    @BeforeAll
    static void start(@TempDir Path folder) throws IOException {
        clock = Clock.fixed(Instant.now().truncatedTo(ChronoUnit.SECONDS), ZoneOffset.UTC);
        store = ChartStore.open(folder.resolve("charts.db"));
        for (String id : List.of("p1", "p2")) {
            store.append(
                    id,
                    new Attribution("test", clock.instant(), "import"),
                    List.of(
                            Change.put(
                                    "Patient",
                                    id,
                                    "{\"resourceType\":\"Patient\",\"id\":\"" + id + "\"}"),
                            Change.put(
                                    "Observation",
                                    id + "-o",
                                    """
                                    {"resourceType":"Observation","id":"%s-o","status":"final",\
                                    "code":{"text":"x"},"subject":{"reference":"Patient/%s"}}\
                                    """
                                            .formatted(id, id))));
        }
        cookie = new SignedIn(store, clock).cookie("P. Doctor", "physician");
        server =
                Server.start(
                        new Server.Contents(
                                store,
                                LoadedKnowledge.of(TestServer.KNOWLEDGE),
                                clock,
                                new Server.Demonstration(false)),
                        "127.0.0.1",
                        0);
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        apps = new Apps(store, clock);
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    private static Apps.Registered register(
            String id, App.Kind kind, String path, String scopes, String keys, String role) {
        return apps.register(
                "test",
                new App(
                        id,
                        id,
                        kind,
                        path.isEmpty() ? List.of() : List.of("http://127.0.0.1:" + port + path),
                        "",
                        scopes,
                        "",
                        keys,
                        role,
                        "",
                        false,
                        false,
                        clock.instant()));
    }

    private static String run(String script, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("node", script));
        command.addAll(List.of(arguments));
        Path said = Files.createTempFile("smart", ".out");
        Process node =
                new ProcessBuilder(command)
                        .directory(SMART.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(said.toFile())
                        .start();
        assertThat(node.waitFor(2, TimeUnit.MINUTES)).isTrue();
        String text = Files.readString(said);
        assertThat(node.exitValue()).as(text).isZero();
        return text;
    }

    @Test
    void fhirclient_reads_the_chart_that_was_chosen_or_that_it_was_opened_on() throws Exception {
        App app =
                register(
                                "fhirclient",
                                App.Kind.PUBLIC,
                                "/callback",
                                "launch launch/patient patient/*.rs offline_access",
                                "",
                                "")
                        .app();
        String own = Integer.toString(port);
        assertThat(run("fhirclient.mjs", server.url(), cookie, "p1", own))
                .contains("\"patient\":\"p1\"")
                .contains("\"read\":\"p1\"")
                .contains("\"found\":[\"p1-o\"]")
                .contains("\"others\":[\"p1\"]")
                .contains("\"refreshed\":true")
                .contains("\"again\":\"p1\"");

        String doctor = new SignedIn(store, clock).account("P. Doctor", "physician").id();
        String launch = new Launches(store, clock).open(app, doctor, "p2");
        assertThat(run("fhirclient.mjs", server.url(), cookie, "p1", own, launch))
                .contains("\"patient\":\"p2\"")
                .contains("\"found\":[\"p2-o\"]");
    }

    @Test
    void openid_client_exchanges_refreshes_asks_gives_back_and_signs()
            throws IOException, InterruptedException, JOSEException {
        String secret =
                register(
                                "portal",
                                App.Kind.SECRET,
                                "/back",
                                "launch/patient patient/*.rs offline_access",
                                "",
                                "")
                        .secret()
                        .orElseThrow();
        ECKey key = new ECKeyGenerator(Curve.P_384).keyID("k").generate();
        register(
                "nightly",
                App.Kind.KEY,
                "",
                "system/*.rs",
                SignedStatements.keys(new JWKSet(key.toPublicJWK()).toString()),
                "physician");
        assertThat(
                        run(
                                "openid-client.mjs",
                                server.url(),
                                cookie,
                                "p1",
                                Integer.toString(port),
                                secret,
                                key.toJSONString()))
                .contains("\"patient\":\"p1\"")
                .contains("\"scope\":\"patient/Patient.rs launch/patient offline_access\"")
                .contains("\"rotated\":true")
                .contains("\"active\":true")
                .contains("\"read\":200")
                .contains("\"revoked\":false")
                .contains("\"alone\":200");
    }
}
