package org.osteon.app.http.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/// Somebody who is told things, and answers as a test wants it.
final class Receiver implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();

    private final HttpServer server;
    private final List<JsonNode> taken = new CopyOnWriteArrayList<>();
    private final List<JsonNode> refused = new CopyOnWriteArrayList<>();
    private final List<String> headers = new CopyOnWriteArrayList<>();
    private final Queue<Integer> answers = new ConcurrentLinkedQueue<>();
    private volatile boolean hangs;

    Receiver() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::take);
        server.start();
    }

    private void take(HttpExchange exchange) throws IOException {
        JsonNode bundle = JSON.readTree(exchange.getRequestBody());
        headers.add(String.valueOf(exchange.getRequestHeaders().getFirst("X-Secret")));
        while (hangs) {
            try {
                Thread.sleep(50);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return;
            }
        }
        Integer answer = answers.poll();
        int status = answer == null ? 200 : answer;
        (status == 200 ? taken : refused).add(bundle);
        if (status == 302) {
            exchange.getResponseHeaders().add("Location", url("/elsewhere"));
        }
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    /// The next answers, before it says yes again.
    void answers(Integer... next) {
        answers.addAll(List.of(next));
    }

    void hang(boolean now) {
        hangs = now;
    }

    List<String> headers() {
        return headers;
    }

    /// What was taken of a type, as `event-notification`.
    List<JsonNode> taken(String type) {
        return of(taken, type);
    }

    List<JsonNode> refused(String type) {
        return of(refused, type);
    }

    private static List<JsonNode> of(List<JsonNode> all, String type) {
        List<JsonNode> found = new ArrayList<>();
        for (JsonNode one : all) {
            if (parameter(one, "type").path("valueCode").asText().equals(type)) {
                found.add(one);
            }
        }
        return found;
    }

    /// A part of the state of a notification.
    static JsonNode parameter(JsonNode bundle, String name) {
        for (JsonNode one : bundle.path("entry").path(0).path("resource").path("parameter")) {
            if (one.path("name").asText().equals(name)) {
                return one;
            }
        }
        return JSON.missingNode();
    }

    /// A part of the first thing that is told.
    static JsonNode event(JsonNode bundle, String name) {
        for (JsonNode one : parameter(bundle, "notification-event").path("part")) {
            if (one.path("name").asText().equals(name)) {
                return one;
            }
        }
        return JSON.missingNode();
    }

    @Override
    public void close() {
        hangs = false;
        server.stop(0);
    }
}
