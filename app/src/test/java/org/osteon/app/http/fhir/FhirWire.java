package org.osteon.app.http.fhir;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.osteon.app.http.server.TestServer;

/// FHIR as it goes over the wire: addresses and bodies as a client writes them.
final class FhirWire {
    private static final JsonMapper JSON = new JsonMapper();

    private final TestServer server;

    FhirWire(TestServer server) {
        this.server = server;
    }

    /// Gets an address within the interface.
    HttpResponse<String> get(String path, String... headers) {
        return send("GET", path, new byte[0], headers);
    }

    /// Gets what a link of an answer leads to.
    JsonNode linked(JsonNode answer, String relation) {
        String url =
                answer.path("link")
                        .valueStream()
                        .filter(one -> one.path("relation").asText().equals(relation))
                        .map(one -> one.path("url").asText())
                        .findFirst()
                        .orElseThrow();
        HttpResponse<String> page = server.get(url.substring(server.url().length()));
        if (page.statusCode() != 200) {
            throw new AssertionError(url + ": " + page.statusCode() + " " + page.body());
        }
        return read(page.body());
    }

    JsonNode json(String path, String... headers) {
        HttpResponse<String> answer = get(path, headers);
        if (answer.statusCode() != 200) {
            throw new AssertionError(path + ": " + answer.statusCode() + " " + answer.body());
        }
        return read(answer.body());
    }

    static JsonNode read(String body) {
        try {
            return JSON.readTree(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    HttpResponse<String> put(String reference, String json, String... headers) {
        return send("PUT", reference, json.getBytes(StandardCharsets.UTF_8), headers);
    }

    HttpResponse<String> post(String path, String json, String... headers) {
        return send("POST", path, json.getBytes(StandardCharsets.UTF_8), headers);
    }

    HttpResponse<String> send(String method, String path, byte[] body, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(server.url() + "/fhir/" + path))
                        .method(
                                method,
                                body.length == 0
                                        ? HttpRequest.BodyPublishers.noBody()
                                        : HttpRequest.BodyPublishers.ofByteArray(body));
        boolean typed = List.of(headers).contains("Content-Type");
        if (!typed && body.length > 0) {
            request.header("Content-Type", "application/fhir+json");
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        return server.send(request.build());
    }

    /// Sends a request whose address no client library would let pass.
    String raw(String target) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream()
                    .write(
                            ("GET "
                                            + target
                                            + " HTTP/1.1\r\nHost: 127.0.0.1:"
                                            + server.port()
                                            + "\r\nCookie: "
                                            + server.people().cookie()
                                            + "\r\nConnection: close\r\n\r\n")
                                    .getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /// A patient of this id.
    void patient(String id, String... more) {
        kept(
                "Patient/" + id,
                "{\"resourceType\":\"Patient\",\"id\":\""
                        + id
                        + "\""
                        + String.join("", more)
                        + "}");
    }

    /// Keeps a resource, written with ' in the place of ".
    void kept(String reference, String json) {
        HttpResponse<String> answer = put(reference, json.replace('\'', '"'));
        if (answer.statusCode() / 100 != 2) {
            throw new AssertionError(reference + ": " + answer.statusCode() + answer.body());
        }
    }

    /// An observation of a day.
    void observation(String id, String patient, String more) {
        kept(
                "Observation/" + id,
                "{'resourceType':'Observation','id':'%s','status':'final','code':{'coding':[{'system':'http://loinc.org','code':'2160-0'}]},'subject':{'reference':'Patient/%s'}%s}"
                        .formatted(id, patient, more));
    }

    /// The ids of what a search found, in its order.
    List<String> ids(String path, String... headers) {
        return ids(json(path, headers));
    }

    static List<String> ids(JsonNode answer) {
        return answer.path("entry")
                .valueStream()
                .filter(entry -> !entry.path("search").path("mode").asText().equals("outcome"))
                .map(entry -> entry.path("resource").path("id").asText())
                .toList();
    }
}
