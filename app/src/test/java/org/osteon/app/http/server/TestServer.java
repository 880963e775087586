package org.osteon.app.http.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.osteon.app.LoadedKnowledge;
import org.osteon.search.ServedDonors;
import org.osteon.store.ChartStore;

/// A real server on a free port with a store of its own, for tests over real HTTP. It is 2 March
/// 2025, noon UTC.
public final class TestServer implements AutoCloseable {
    /// The made-up pathway `cooling`.
    public static final Path KNOWLEDGE = Path.of("src/test/resources/knowledge");

    /// The only moment that the server knows.
    public static final Instant NOW = Instant.parse("2025-03-02T12:00:00Z");

    private final ChartStore store;
    private final Server server;
    private final SignedIn people;
    private final String cookie;
    private final HttpClient client = HttpClient.newHttpClient();

    /// Starts one with this knowledge and an empty store in this folder.
    public TestServer(Path folder, Path knowledge) {
        this(folder, knowledge, Limits.usual());
    }

    /// Starts one on another day.
    public TestServer(Path folder, Path knowledge, Clock clock) {
        this(folder, knowledge, Limits.usual(), clock, new Server.SiteRules(false));
    }

    TestServer(Path folder, Path knowledge, Limits limits) {
        this(
                folder,
                knowledge,
                limits,
                Clock.fixed(NOW, ZoneOffset.UTC),
                new Server.SiteRules(false));
    }

    TestServer(Path folder, Server.SiteRules rules) {
        this(folder, KNOWLEDGE, Limits.usual(), Clock.fixed(NOW, ZoneOffset.UTC), rules);
    }

    /// Rules by which the server may open connections.
    ///
    /// @param told below which addresses it tells what happens
    /// @param asked below which it asks for further pages
    static Server.SiteRules connecting(List<URI> told, List<URI> asked) {
        return new Server.SiteRules(
                false, Optional.empty(), Optional.empty(), told, asked, Optional.empty());
    }

    TestServer(Path folder, Path knowledge, Limits limits, Clock clock, Server.SiteRules rules) {
        this(ChartStore.open(folder.resolve("charts.db")), knowledge, limits, clock, rules);
    }

    /// On a store that is open, and closed with it.
    TestServer(
            ChartStore opened, Path knowledge, Limits limits, Clock clock, Server.SiteRules rules) {
        store = opened;
        people = new SignedIn(store, clock);
        cookie = people.cookie();
        server =
                Server.start(
                        new Server.Contents(
                                store,
                                LoadedKnowledge.of(knowledge),
                                clock,
                                new Server.Demonstration(false),
                                ServedDonors.none(),
                                rules),
                        ServerBinding.on("127.0.0.1", 0),
                        limits);
    }

    /// Its store.
    public ChartStore store() {
        return store;
    }

    /// Its address.
    public String url() {
        return server.url();
    }

    /// Its port.
    public int port() {
        return server.port();
    }

    /// Gets a page.
    public HttpResponse<String> get(String path) {
        return send(HttpRequest.newBuilder(URI.create(url() + path)).build());
    }

    /// Posts JSON.
    public HttpResponse<String> post(String path, String json) {
        return send(
                HttpRequest.newBuilder(URI.create(url() + path))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(json))
                        .build());
    }

    /// Who is signed in here.
    public SignedIn people() {
        return people;
    }

    /// Sends any request, as somebody of all roles where it does not say who sends it.
    public HttpResponse<String> send(HttpRequest request) {
        HttpRequest known =
                request.headers().firstValue("Cookie").isPresent()
                                || request.headers().firstValue("Authorization").isPresent()
                        ? request
                        : HttpRequest.newBuilder(request, (_, _) -> true)
                                .header("Cookie", cookie)
                                .build();
        return sendAsItIs(known);
    }

    /// Sends a request as it is, nobody's where it says nothing.
    public HttpResponse<String> sendAsItIs(HttpRequest request) {
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        client.close();
        server.close();
    }
}
