package org.osteon.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osteon.app.http.server.TestServer;
import org.osteon.store.Attribution;
import org.osteon.store.Change;

/// What one server exports, another store takes in by the manifest: and gives out again in the same
/// bytes, and says the same of it.
class BulkManifestTest {
    @TempDir private Path folder;

    private static Change put(String type, String id, String more) {
        return Change.put(
                type, id, "{\"resourceType\":\"%s\",\"id\":\"%s\"%s}".formatted(type, id, more));
    }

    private static void fill(TestServer server) {
        for (String id : List.of("p1", "p2")) {
            String subject = ",\"subject\":{\"reference\":\"Patient/" + id + "\"}";
            server.store()
                    .append(
                            id,
                            new Attribution("test", TestServer.NOW, "import"),
                            List.of(
                                    put("Patient", id, ",\"birthDate\":\"1960-02-03\""),
                                    put(
                                            "Observation",
                                            "t",
                                            subject
                                                    + ",\"status\":\"final\",\"effectiveDateTime\":\"2025-03-01\","
                                                    + "\"performer\":[{\"reference\":\"Practitioner/doc\"}],"
                                                    + "\"code\":{\"coding\":[{\"system\":\"urn:example\",\"code\":\"temperature\"}]},"
                                                    + "\"valueQuantity\":{\"value\":35.5,\"unit\":\"degrees\"}"),
                                    put(
                                            "Practitioner",
                                            "doc",
                                            ",\"gender\":\""
                                                    + (id.equals("p1") ? "male" : "female")
                                                    + "\""),
                                    put(
                                            "Provenance",
                                            "v-" + id,
                                            ",\"target\":[{\"reference\":\"Observation/t\"}]")));
        }
    }

    private static HttpResponse<String> get(String address, String token) {
        try (var client = java.net.http.HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(URI.create(address))
                            .header("Authorization", token)
                            .header("Prefer", "respond-async")
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private Map<String, String> exported(Path db, String name) throws IOException {
        Path into = folder.resolve(name);
        assertThat(
                        CommandRun.of("export", "--all", into.toString(), "--db", db.toString())
                                .exitCode())
                .isZero();
        Map<String, String> files = new TreeMap<>();
        try (var all = Files.list(into)) {
            for (Path one : all.toList()) {
                files.put(one.getFileName().toString(), Files.readString(one));
            }
        }
        return files;
    }

    private String assessed(Path db, String patient) throws IOException {
        Path chart = folder.resolve(patient + ".json");
        Files.writeString(
                chart,
                CommandRun.of("export", "--patient", patient, "--db", db.toString()).output());
        CommandRun run =
                CommandRun.of(
                        "assess",
                        chart.toString(),
                        "--as-of",
                        "2025-03-02",
                        "--format",
                        "json",
                        "--knowledge",
                        CommandRun.TEST_KNOWLEDGE);
        assertThat(run.errors() + run.output()).contains("cooling");
        return run.output();
    }

    @Test
    void an_export_is_taken_in_by_its_manifest_and_goes_out_in_the_same_bytes() throws Exception {
        Path here = Files.createDirectories(folder.resolve("here"));
        Path there = folder.resolve("there.db");
        try (TestServer server = new TestServer(here, TestServer.KNOWLEDGE)) {
            fill(server);
            String token = server.people().bearer("physician", true);
            Path tokenFile =
                    Files.writeString(
                            folder.resolve("token"), token.replaceFirst("Bearer ", "") + "\n");
            String status =
                    get(server.url() + "/fhir/$export", token)
                            .headers()
                            .firstValue("Content-Location")
                            .orElseThrow();
            HttpResponse<String> manifest = get(status, token);
            for (int i = 0; i < 600 && manifest.statusCode() == 202; i++) {
                Thread.sleep(50);
                manifest = get(status, token);
            }
            assertThat(manifest.statusCode()).as(manifest.body()).isEqualTo(200);

            CommandRun refused =
                    CommandRun.of("import", "--manifest", status, "--db", there.toString());
            assertThat(refused.exitCode()).isEqualTo(2);
            assertThat(refused.errors()).contains("401", "--token-file");

            CommandRun imported =
                    CommandRun.of(
                            "import",
                            "--manifest",
                            status,
                            "--token-file",
                            tokenFile.toString(),
                            "--db",
                            there.toString());
            assertThat(imported.errors() + imported.output())
                    .contains("2 charts: 8 resources new", "0 not kept");

            // The same from files: the manifest, and beside it what it lists.
            Path local = Files.createDirectories(folder.resolve("local"));
            Files.writeString(local.resolve("manifest.json"), manifest.body());
            for (String url : manifest.body().split("\"", -1)) {
                if (url.endsWith(".ndjson")) {
                    Files.writeString(
                            local.resolve(url.substring(url.lastIndexOf('/') + 1)),
                            get(url, token).body());
                }
            }
            CommandRun again =
                    CommandRun.of(
                            "import",
                            "--manifest",
                            local.resolve("manifest.json").toString(),
                            "--db",
                            there.toString());
            assertThat(again.output()).contains("0 resources new, 0 changed");
        }
        assertThat(exported(there, "out-there"))
                .isEqualTo(exported(here.resolve("charts.db"), "out-here"));
        for (String patient : List.of("p1", "p2")) {
            assertThat(assessed(there, patient))
                    .isEqualTo(assessed(here.resolve("charts.db"), patient));
        }
    }

    @Test
    void what_is_no_manifest_is_refused_and_nothing_is_written() throws IOException {
        Path db = folder.resolve("none.db");
        for (String text : List.of("{}", "no", "{\"output\":[{\"type\":\"Patient\"}]}")) {
            Path file = Files.writeString(folder.resolve("m.json"), text);
            CommandRun run =
                    CommandRun.of("import", "--manifest", file.toString(), "--db", db.toString());
            assertThat(run.exitCode()).as(text).isEqualTo(2);
            assertThat(run.errors()).doesNotContain("Exception");
        }
        assertThat(CommandRun.of("import", "--db", db.toString()).exitCode()).isEqualTo(2);
        assertThat(db).doesNotExist();
    }
}
