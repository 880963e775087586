package org.osteon.records.cards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osteon.chart.incoming.Incoming;
import org.osteon.records.outside.Addresses;
import org.osteon.records.words.Problem;

/// What follows a first page is fetched from the record system that the operator named, and from
/// nobody else; what is not fetched is told.
class FurtherPagesTest {
    private static final String TOKEN = "a.token-of_the~call";

    private final Map<String, String> pages = new ConcurrentHashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final List<String> tokens = new CopyOnWriteArrayList<>();
    private ExecutorService threads;
    private HttpServer server;
    private String base;
    private FurtherPages further;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        threads = Executors.newVirtualThreadPerTaskExecutor();
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
        base = "http://127.0.0.1:" + server.getAddress().getPort() + "/fhir";
        further = allowing(base);
    }

    @AfterEach
    void stop() {
        further.close();
        server.stop(0);
        threads.shutdownNow();
    }

    private static FurtherPages allowing(String... addresses) {
        return new FurtherPages(
                new Addresses(Stream.of(addresses).map(URI::create).toList()),
                Duration.ofSeconds(2));
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().toString();
        asked.add(path);
        tokens.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
        String page = pages.getOrDefault(path, "404");
        if (page.startsWith("to ")) {
            exchange.getResponseHeaders().set("Location", page.substring(3));
            exchange.sendResponseHeaders(302, -1);
        } else if (page.matches("[45]\\d\\d")) {
            exchange.sendResponseHeaders(Integer.parseInt(page), -1);
        } else if (page.equals("drips")) {
            exchange.sendResponseHeaders(200, 0);
            try {
                for (int i = 0; i < 100; i++) {
                    exchange.getResponseBody().write(' ');
                    exchange.getResponseBody().flush();
                    Thread.sleep(100);
                }
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        } else {
            byte[] bytes = page.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
        exchange.close();
    }

    private static String observation(String id, String patient) {
        return "{\"resourceType\":\"Observation\",\"id\":\"%s\",\"status\":\"final\",\"code\":{\"text\":\"x\"},\"subject\":{\"reference\":\"Patient/%s\"}}"
                .formatted(id, patient);
    }

    /// A page with one result.
    private static String page(String id, String patient, int total, String next) {
        String link =
                next.isEmpty()
                        ? ""
                        : "\"link\":[{\"relation\":\"self\",\"url\":\"x\"},{\"relation\":\"next\",\"url\":\"%s\"}],"
                                .formatted(next);
        return "{\"resourceType\":\"Bundle\",\"type\":\"searchset\",%s\"total\":%d,\"entry\":[{\"resource\":%s}]}"
                .formatted(link, total, observation(id, patient));
    }

    private HookRequest call(String next) {
        return call(base, TOKEN, page("o1", "p", 3, next));
    }

    private static HookRequest call(String server, String token, String observations) {
        String body =
                """
                {"hook":"patient-view","hookInstance":"1","fhirServer":"%s",
                 "fhirAuthorization":{"access_token":"%s","token_type":"Bearer","expires_in":300,
                   "scope":"patient/*.rs","subject":"osteon"},
                 "context":{"patientId":"p","userId":"Practitioner/x"},
                 "prefetch":{"patient":{"resourceType":"Patient","id":"p"},"observations":%s}}
                """
                        .formatted(server, token, observations);
        return HookRequest.of(body.getBytes(StandardCharsets.UTF_8));
    }

    private static String ids(HookRequest request) {
        return request.prefetched().stream().map(Incoming::id).collect(Collectors.joining(" "));
    }

    private static String gap(HookRequest request) {
        return request.sent().stream()
                .flatMap(one -> one.gap().stream())
                .collect(Collectors.joining(" and "));
    }

    @Test
    void pages_that_follow_are_fetched_to_the_last_by_the_token_of_the_call() {
        pages.put("/fhir?page=2", page("o2", "p", 3, base + "/Observation?page=3"));
        pages.put("/fhir/Observation?page=3", page("o3", "p", 3, ""));

        HookRequest known = further.completed(call(base + "?page=2"));

        assertThat(ids(known)).isEqualTo("p o1 o2 o3");
        assertThat(gap(known)).isEmpty();
        assertThat(tokens).containsOnly("Bearer " + TOKEN);
    }

    @Test
    void a_link_that_begins_with_no_server_is_one_of_the_same() {
        pages.put("/fhir/Observation?page=2", page("o2", "p", 2, ""));
        HookRequest known =
                further.completed(call(base, TOKEN, page("o1", "p", 2, "Observation?page=2")));
        assertThat(ids(known)).isEqualTo("p o1 o2");
        assertThat(gap(known)).isEmpty();
    }

    @Test
    void without_a_server_that_the_operator_named_nothing_is_opened_and_it_is_told() {
        pages.put("/fhir?page=2", page("o2", "p", 3, ""));
        HookRequest call = call(base + "?page=2");
        for (FurtherPages nobody :
                List.of(
                        allowing(),
                        allowing("https://ehr.example/fhir"),
                        allowing(base.replace("/fhir", "/other")),
                        allowing(base.replaceFirst(":\\d+", ":1")))) {
            try (nobody) {
                HookRequest known = nobody.completed(call);
                assertThat(ids(known)).isEqualTo("p o1");
                assertThat(gap(known)).isEqualTo("1 of 3 were sent");
            }
        }
        assertThat(asked).isEmpty();
    }

    @Test
    void without_a_token_nothing_is_opened() {
        for (String token : List.of("", " ", "two words", "a\\r\\nHost: other")) {
            HookRequest known =
                    further.completed(call(base, token, page("o1", "p", 2, base + "?page=2")));
            assertThat(gap(known)).isNotEmpty();
        }
        assertThat(asked).isEmpty();
    }

    /// Whoever may call could else have this server open what stands in its network.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:1/secret",
                "http://169.254.169.254/latest/meta-data/",
                "HOST/admin",
                "HOST/fhirevil?page=2",
                "HOST/fhir/../admin",
                "HOST/fhir/%2e%2e/admin",
                "HOST/fhir/..%2fadmin",
                "http://HOSTNAME@evil.example/fhir",
                "http://name:word@HOSTNAME/fhir?page=2",
                "https://HOSTNAME/fhir?page=2",
                "//evil.example/fhir?page=2",
                "file:///etc/passwd",
                "jar:file:/x!/y",
                "HOST/fhir?page=2#x",
                "/admin",
                "../admin",
                " ",
                "not an address"
            })
    void a_link_that_leads_elsewhere_is_not_opened(String link) {
        String host = base.replace("/fhir", "");
        HookRequest known =
                further.completed(
                        call(
                                link.replace("HOSTNAME", host.replace("http://", ""))
                                        .replace("HOST", host)));
        assertThat(asked).isEmpty();
        assertThat(ids(known)).isEqualTo("p o1");
        assertThat(gap(known)).contains("1 of 3 were sent").contains("not below " + base);
    }

    @Test
    void who_sends_it_elsewhere_is_not_followed() {
        pages.put("/fhir?page=2", "to " + base.replace("/fhir", "/admin"));
        HookRequest known = further.completed(call(base + "?page=2"));
        assertThat(asked).containsExactly("/fhir?page=2");
        assertThat(gap(known)).contains("answered 302");
    }

    @Test
    void somebody_elses_result_on_a_later_page_stops_the_call_as_on_the_first() {
        pages.put("/fhir?page=2", page("o2", "somebody-else", 2, ""));
        assertThatThrownBy(() -> further.completed(call(base + "?page=2")))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("prefetch.observations, page 2")
                .hasMessageContaining("Patient/somebody-else");
    }

    @Test
    void pages_in_a_circle_end_and_are_told() {
        pages.put("/fhir?page=2", page("o2", "p", 9, base + "?page=3"));
        pages.put("/fhir?page=3", page("o3", "p", 9, base + "?page=2"));
        HookRequest known = further.completed(call(base + "?page=2"));
        assertThat(asked).hasSize(2);
        assertThat(ids(known)).isEqualTo("p o1 o2 o3");
        assertThat(gap(known)).contains("first 3 pages").contains("circle");
    }

    @Test
    void a_server_that_always_has_one_more_page_is_asked_no_more_than_some() {
        for (int i = 2; i < 200; i++) {
            pages.put("/fhir?page=" + i, page("o" + i, "p", 1_000, base + "?page=" + (i + 1)));
        }
        HookRequest known = further.completed(call(base + "?page=2"));
        assertThat(asked).hasSize(40);
        assertThat(gap(known)).contains("no more than 40");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "401",
                "404",
                "500",
                "",
                "{",
                "[]",
                "{\"resourceType\":\"Patient\",\"id\":\"p\"}",
                "{\"resourceType\":\"OperationOutcome\",\"issue\":[{\"severity\":\"error\",\"code\":\"expired\"}]}"
            })
    void what_cannot_be_had_is_told_and_the_rest_is_kept(String answer) {
        pages.put("/fhir?page=2", answer);
        HookRequest known = further.completed(call(base + "?page=2"));
        assertThat(ids(known)).isEqualTo("p o1");
        assertThat(gap(known)).contains("1 of 3 were sent").contains("could not be had");
    }

    @Test
    void a_server_that_drips_is_given_up_in_time() {
        pages.put("/fhir?page=2", "drips");
        long begun = System.nanoTime();
        HookRequest known = further.completed(call(base + "?page=2"));
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(8));
        assertThat(gap(known)).contains("the time was over");
    }

    @Test
    void what_came_whole_asks_nobody() {
        HookRequest known = further.completed(call(base, TOKEN, page("o1", "p", 1, "")));
        assertThat(asked).isEmpty();
        assertThat(gap(known)).isEmpty();
    }

    @Test
    void the_token_is_in_no_text_of_the_call() {
        assertThat(call(base + "?page=2").toString()).doesNotContain(TOKEN);
    }
}
