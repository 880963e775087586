package org.osteon.app.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osteon.store.ChartListing;
import org.osteon.store.Verification;

/// Whatever comes over HTTP, there is an answer in words, and the pages of everybody else go on.
/// `-Dosteon.hostile=SECONDS` goes on for so long, from another beginning each time, with the five
/// therapies.
class HostileRequestsTest {
    private static final Integer ASKED_FOR = Integer.getInteger("osteon.hostile");
    private static final Duration TIME =
            Duration.ofSeconds(
                    ASKED_FOR != null ? ASKED_FOR : Boolean.getBoolean("osteon.long") ? 6 : 2);
    private static final int BETWEEN_LOOKS = 60;

    /// What no answer tells.
    private static final Pattern INSIDE =
            Pattern.compile(
                    "org\\.osteon|java\\.(lang|util)\\.|NullPointer|\\tat [a-z]+\\.|SQLITE_|PSQL"
                            + "|StackOverflow");

    private static final List<String> NAMES =
            List.of(
                    "patient",
                    "_id",
                    "_count",
                    "code",
                    "date",
                    "_lastUpdated",
                    "_sort",
                    "_include",
                    "subject",
                    "identifier",
                    "name",
                    "birthdate",
                    "category",
                    "_elements",
                    "q",
                    "pathway",
                    "day",
                    "page",
                    "month",
                    "form",
                    "study",
                    "user",
                    "password",
                    "code",
                    "back",
                    "held",
                    "chart",
                    "reason",
                    "role",
                    "title",
                    "response",
                    "do",
                    "shown",
                    "pain-now",
                    "remark",
                    "typing",
                    "A",
                    "B",
                    "DRB1",
                    "grant_type",
                    "scope",
                    "client_id",
                    "redirect_uri",
                    "state",
                    "code_challenge",
                    "credential",
                    "key",
                    "formToken",
                    "_getpages",
                    "_format",
                    "_summary",
                    "place",
                    "person");
    private static final List<String> PAGES =
            List.of(
                    "/",
                    "/find",
                    "/patients/p1",
                    "/patients/p1/forms/practice",
                    "/reading",
                    "/outcomes",
                    "/donors/results",
                    "/looks",
                    "/looks/export",
                    "/rules",
                    "/rules/changes",
                    "/boards",
                    "/sign-in",
                    "/sign-in/welcome",
                    "/confirm",
                    "/me",
                    "/authorize",
                    "/reports",
                    "/help",
                    "/patients/p1/looks",
                    "/forms",
                    "/feeds",
                    "/fhir/Patient",
                    "/fhir/Observation",
                    "/fhir/AuditEvent",
                    "/fhir/Patient/p1",
                    "/fhir/Patient/p1/$everything",
                    "/fhir/metadata",
                    "/fhir/$export",
                    "/p/x");
    private static final List<String> FORMS =
            List.of(
                    "/sign-in",
                    "/sign-in/welcome",
                    "/sign-in/held",
                    "/sign-in/passkey",
                    "/confirm",
                    "/confirm/held/patients/p1/forms/practice",
                    "/patients/p1/forms/practice",
                    "/me/role",
                    "/me/passkeys",
                    "/emergency",
                    "/accounts",
                    "/apps",
                    "/oauth/token",
                    "/oauth/introspect",
                    "/oauth/revoke",
                    "/authorize",
                    "/looked",
                    "/import/keep",
                    "/views",
                    "/links/texts",
                    "/patients/p1/tasks/note",
                    "/p/x");
    private static final List<String> BODIES =
            List.of(
                    "/fhir",
                    "/fhir/Patient",
                    "/fhir/Patient/p1",
                    "/fhir/Observation",
                    "/fhir/Observation/o1",
                    "/fhir/Patient/$validate",
                    "/fhir/QuestionnaireResponse",
                    "/fhir/Patient/_search",
                    "/cds-services/osteon-patient-view",
                    "/cds-services/osteon-order-sign",
                    "/cds-services/osteon-patient-view/feedback",
                    "/fhir/Subscription",
                    "/integrate/try");

    private static TestServer server;
    private static String cookie;
    private static List<String> right;

    @BeforeAll
    static void start(@TempDir Path folder) throws IOException {
        server =
                new TestServer(
                        folder,
                        ASKED_FOR == null ? TestServer.KNOWLEDGE : Path.of("..", "knowledge"));
        cookie = server.people().cookie("H. Hostile", "");
        Path hooks = Path.of("src", "test", "resources", "hooks");
        right =
                List.of(
                        "{\"resourceType\":\"Patient\",\"id\":\"p1\",\"birthDate\":\"1950-01-02\","
                                + "\"name\":[{\"family\":\"Example\",\"given\":[\"A\"]}],"
                                + "\"gender\":\"female\"}",
                        """
                        {"resourceType":"Observation","id":"o1","status":"final",\
                        "subject":{"reference":"Patient/p1"},"effectiveDateTime":"2025-03-01T10:00:00Z",\
                        "code":{"coding":[{"system":"http://loinc.org","code":"2160-0"}]},\
                        "valueQuantity":{"value":1.1,"code":"mg/dL","unit":"mg/dL",\
                        "system":"http://unitsofmeasure.org"}}\
                        """,
                        """
                        {"resourceType":"Bundle","type":"transaction","entry":[{"fullUrl":"urn:uuid:1",\
                        "resource":{"resourceType":"Condition","id":"c1","subject":{"reference":"Patient/p1"},\
                        "code":{"text":"x"}},"request":{"method":"PUT","url":"Condition/c1"}},\
                        {"request":{"method":"GET","url":"Patient?_count=2"}}]}\
                        """,
                        """
                        [{"op":"replace","path":"/gender","value":"male"},{"op":"test","path":"/id","value":"p1"}]\
                        """,
                        Files.readString(hooks.resolve("patient-view.json")),
                        Files.readString(hooks.resolve("order-sign.json")),
                        Files.readString(hooks.resolve("feedback.json")));
        send(
                request("/fhir/Patient/p1")
                        .header("Content-Type", "application/fhir+json")
                        .PUT(BodyPublishers.ofString(right.getFirst())));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(server.url() + path))
                .timeout(Duration.ofSeconds(60))
                .header("Cookie", cookie + "; osteon-form=0123456789abcdef0123456789abcdef");
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) {
        return server.sendAsItIs(request.build());
    }

    @Test
    void whatever_comes_is_answered_in_words_and_costs_nobody_else_their_page() {
        long first = ASKED_FOR == null ? 20_250_302 : System.nanoTime();
        long until = System.nanoTime() + TIME.toNanos();
        int number = 0;
        for (; System.nanoTime() < until || number <= BETWEEN_LOOKS; number++) {
            Random random = new Random(first + number);
            HttpRequest.Builder request = hostile(random, new HostileBodies(random));
            HttpResponse<String> answer = send(request);
            String which = "beginning " + first + ", request " + number + ": " + said(request);
            assertThat(answer.statusCode()).as(which + ": " + answer.body()).isLessThan(500);
            assertThat(answer.headers().firstValue("X-Request-Id")).as(which).isPresent();
            if (answer.statusCode() >= 400) {
                assertThat(INSIDE.matcher(answer.body()).find())
                        .as(which + ": " + answer.body())
                        .isFalse();
            }
            if (number % BETWEEN_LOOKS == 0) {
                othersGoOn(which);
            }
        }
        othersGoOn("after " + number);
        assertThat(server.store().verify()).isInstanceOf(Verification.Intact.class);
    }

    private static String said(HttpRequest.Builder request) {
        HttpRequest sent = request.build();
        return sent.method() + " " + sent.uri() + " " + sent.headers().map().get("Content-Type");
    }

    private static void othersGoOn(String which) {
        for (String page : List.of("/", "/health", "/fhir/Patient?_count=5")) {
            HttpResponse<String> answer = send(request(page));
            assertThat(answer.statusCode()).as(page + " after " + which).isEqualTo(200);
        }
        for (ChartListing chart : server.store().charts(0, 20)) {
            String page = "/patients/" + HostileBodies.encoded(chart.id()).replace("+", "%20");
            assertThat(send(request(page)).statusCode())
                    .as(page + " after " + which)
                    .isLessThan(500);
        }
    }

    private static HttpRequest.Builder hostile(Random random, HostileBodies bodies) {
        return switch (random.nextInt(5)) {
            // A sign that is none cannot be said by this client in an address.
            case 0 ->
                    request(
                            one(random, PAGES)
                                    + "?"
                                    + bodies.fields(NAMES).replace("%zz", "%25zz"));
            case 1 -> request("/" + HostileBodies.encoded(bodies.word()) + "/x");
            case 2 ->
                    request(one(random, FORMS))
                            .header("Content-Type", "application/x-www-form-urlencoded")
                            .POST(
                                    BodyPublishers.ofString(
                                            "formToken=0123456789abcdef0123456789abcdef&"
                                                    + bodies.fields(NAMES)));
            default -> body(random, bodies);
        };
    }

    private static HttpRequest.Builder body(Random random, HostileBodies bodies) {
        HttpRequest.Builder request =
                request(one(random, BODIES))
                        .header(
                                "Content-Type",
                                one(
                                        random,
                                        List.of(
                                                "application/fhir+json",
                                                "application/fhir+json",
                                                "application/json",
                                                "application/json-patch+json",
                                                "application/fhir+xml",
                                                "text/plain",
                                                "multipart/form-data; boundary=x",
                                                "application/json;charset=utf-16")));
        if (random.nextInt(12) == 0) {
            request.header("Content-Encoding", one(random, List.of("gzip", "br", "x")));
        }
        if (random.nextInt(6) == 0) {
            request.header("Prefer", one(random, List.of("handling=lenient", "x=y", ";;")));
        }
        return request.method(
                one(random, List.of("POST", "POST", "PUT", "PATCH", "DELETE")),
                BodyPublishers.ofByteArray(bodies.body(one(random, right))));
    }

    private static <T> T one(Random random, List<T> of) {
        return of.get(random.nextInt(of.size()));
    }
}
