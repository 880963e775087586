package org.osteon.app.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A call of CDS Hooks with a first page only: the cards rest on the pages that follow where the
/// site allows their server, and say that they do not where it does not.
class FetchedPagesTest {
    private static final String PAGE =
            """
            {"resourceType":"Bundle","type":"searchset","total":2,%s"entry":[{"resource":
             {"resourceType":"Observation","id":"%s","status":"final","subject":{"reference":"Patient/p"},
              "effectiveDateTime":"%s","code":{"coding":[{"system":"urn:example","code":"temperature"}]},
              "valueQuantity":{"value":%s,"unit":"degrees"}}}]}
            """;

    @TempDir Path folder;
    private final List<String> tokens = new CopyOnWriteArrayList<>();
    private HttpServer ehr;
    private String base;

    @BeforeEach
    void start() throws IOException {
        ehr = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        base = "http://127.0.0.1:" + ehr.getAddress().getPort() + "/fhir";
        ehr.createContext(
                "/fhir",
                exchange -> {
                    tokens.add(exchange.getRequestHeaders().getFirst("Authorization"));
                    byte[] page =
                            PAGE.formatted("", "second", "2025-03-02", "41")
                                    .getBytes(StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(200, page.length);
                    exchange.getResponseBody().write(page);
                    exchange.close();
                });
        ehr.start();
    }

    @AfterEach
    void stop() {
        ehr.stop(0);
    }

    private String cards(List<URI> asked) {
        String next = "\"link\":[{\"relation\":\"next\",\"url\":\"" + base + "?page=2\"}],";
        try (TestServer server = new TestServer(folder, TestServer.connecting(List.of(), asked))) {
            return server.post(
                            "/cds-services/osteon-patient-view",
                            """
                            {"hook":"patient-view","hookInstance":"1","fhirServer":"%s",
                             "fhirAuthorization":{"access_token":"t-1","token_type":"Bearer"},
                             "context":{"userId":"Practitioner/x","patientId":"p"},
                             "prefetch":{"patient":{"resourceType":"Patient","id":"p"},"observations":%s}}
                            """
                                    .formatted(
                                            base,
                                            PAGE.formatted(next, "first", "2025-03-01", "37")))
                    .body();
        }
    }

    @Test
    void pages_of_a_server_that_the_site_allows_are_in_what_the_cards_rest_on() {
        String cards = cards(List.of(URI.create(base)));
        assertThat(cards).contains("\"cards\"").doesNotContain("Incomplete");
        assertThat(tokens).containsExactly("Bearer t-1");
    }

    @Test
    void without_the_sites_word_nobody_is_asked_and_the_card_says_so() {
        String cards = cards(List.of());
        assertThat(cards).contains("ncomplete").contains("1 of 2 were sent");
        assertThat(tokens).isEmpty();
    }
}
