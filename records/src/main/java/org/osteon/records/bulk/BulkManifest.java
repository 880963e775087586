package org.osteon.records.bulk;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osteon.records.words.Problem;

/// The manifest of a bulk export, with its files on this machine: those that lie beside it, the
/// others fetched into a folder of their own, which goes when this is closed. Nothing is fetched
/// but what whoever gives the command names.
public final class BulkManifest implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final int OK = 200;

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(20)).build();
    private final Optional<String> token;
    private final List<Path> files = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private String origin = "";
    private @Nullable Path fetched;

    private BulkManifest(Optional<String> token) {
        this.token = token;
    }

    /// Reads one.
    ///
    /// @param place a file, or an address
    /// @throws Problem where it is none, or a file of it cannot be had
    public static BulkManifest of(String place, @Nullable Path tokenFile)
            throws IOException, InterruptedException {
        BulkManifest manifest = new BulkManifest(token(tokenFile));
        try {
            manifest.read(place);
            return manifest;
        } catch (IOException | InterruptedException | RuntimeException e) {
            manifest.close();
            throw e;
        }
    }

    private static Optional<String> token(@Nullable Path file) throws IOException {
        if (file == null) {
            return Optional.empty();
        }
        try (BufferedReader reader = Files.newBufferedReader(file)) {
            return Optional.ofNullable(reader.readLine()).map(String::strip);
        }
    }

    private void read(String place) throws IOException, InterruptedException {
        boolean remote = isAddress(place);
        origin = remote ? authority(place) : "";
        Path own = Path.of(remote ? "." : place).toAbsolutePath();
        if (!remote && !Files.isRegularFile(own)) {
            throw Problem.unusable("no such manifest: " + place);
        }
        byte[] text =
                remote ? Files.readAllBytes(fetch(place, "manifest")) : Files.readAllBytes(own);
        JsonNode manifest;
        try {
            manifest = JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw Problem.unusable(place + " is no manifest: " + e.getOriginalMessage());
        }
        if (!manifest.path("output").isArray()) {
            throw Problem.unusable(place + " is no manifest of a bulk export: it has no output");
        }
        for (String part : List.of("output", "deleted")) {
            int number = 0;
            for (JsonNode one : manifest.path(part)) {
                number++;
                add(one.path("url").asText(""), own, remote, part + "-" + number, one);
            }
        }
        for (JsonNode one : manifest.path("error")) {
            warnings.add("The export tells of what it could not give: " + one.path("url").asText());
        }
    }

    private void add(String url, Path manifest, boolean remote, String name, JsonNode item)
            throws IOException, InterruptedException {
        if (url.isEmpty()) {
            throw Problem.unusable("an entry of the manifest has no url: " + item);
        }
        Path parent = manifest.getParent();
        String last = url.substring(url.lastIndexOf('/') + 1).replaceFirst("[?#].*", "");
        Path beside = parent == null ? Path.of(last) : parent.resolve(last);
        Path file = !remote && Files.isRegularFile(beside) ? beside : null;
        if (file == null) {
            if (!isAddress(url)) {
                throw Problem.unusable(
                        last + " does not lie beside the manifest, and " + url + " is no address");
            }
            file = fetch(url, name + ".ndjson");
        }
        files.add(file);
    }

    private static boolean isAddress(String text) {
        return text.startsWith("https://") || text.startsWith("http://");
    }

    private static String authority(String url) {
        return url.replaceFirst("^(https?://[^/?#]*).*$", "$1");
    }

    private Path fetch(String url, String name) throws IOException, InterruptedException {
        Path into = fetched;
        if (into == null) {
            into = Files.createTempDirectory("osteon-import");
            fetched = into;
        }
        HttpRequest.Builder request;
        try {
            request = HttpRequest.newBuilder(URI.create(url)).timeout(PATIENCE);
        } catch (IllegalArgumentException e) {
            throw Problem.unusable(url + " is no address: " + e.getMessage());
        }
        // A manifest that was fetched may name other servers: the token is not theirs.
        if (origin.isEmpty() || origin.equals(authority(url))) {
            token.ifPresent(one -> request.header("Authorization", "Bearer " + one));
        }
        Path file = into.resolve(name);
        int status;
        try {
            status =
                    client.send(request.build(), HttpResponse.BodyHandlers.ofFile(file))
                            .statusCode();
        } catch (IOException e) {
            throw Problem.unusable(url + " cannot be fetched: " + e);
        }
        if (status != OK) {
            throw Problem.unusable(
                    url
                            + " cannot be fetched: the server says "
                            + status
                            + (status == 202 ? ", it is not done yet" : "")
                            + (status == 401 ? "; give a token of it by --token-file" : ""));
        }
        return file;
    }

    /// Its files, the deletions last.
    public List<Path> files() {
        return List.copyOf(files);
    }

    /// What the manifest says of what is not in it.
    public List<String> warnings() {
        return List.copyOf(warnings);
    }

    @Override
    public void close() throws IOException {
        client.close();
        Path folder = fetched;
        if (folder != null) {
            try (var all = Files.list(folder)) {
                for (Path one : all.toList()) {
                    Files.delete(one);
                }
            }
            Files.delete(folder);
        }
    }
}
