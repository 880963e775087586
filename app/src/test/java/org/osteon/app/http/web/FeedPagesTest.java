package org.osteon.app.http.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osteon.app.LoadedKnowledge;
import org.osteon.app.http.server.Server;
import org.osteon.app.http.server.SignedIn;
import org.osteon.pathway.KnowledgeBase;
import org.osteon.records.charts.FeedRecords;
import org.osteon.records.feeds.Feeds;
import org.osteon.records.feeds.ProfileFolder;
import org.osteon.store.ChartStore;

/// X11: messages that were not understood, their profiles and merges, for those who mend them.
class FeedPagesTest {
    private static final Instant NOW = Instant.parse("2025-06-02T10:00:00Z");
    private static final String PROFILE =
            """
            {"title": "Central laboratory",
             "senders": [{"application": "LABSYS", "facility": "GENHOSP"}],
             "timeZone": "Europe/Berlin",
             "identifiers": {"GENHOSP^MR": "urn:example:mrn"}}
            """;

    @TempDir Path folder;

    private final HttpClient client = HttpClient.newHttpClient();
    private ChartStore store;
    private Feeds feeds;
    private Server server;
    private SignedIn people;

    @BeforeEach
    void start() throws Exception {
        Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
        KnowledgeBase knowledge = LoadedKnowledge.of(Path.of("src/test/resources/knowledge"));
        Path profiles = Files.createDirectories(folder.resolve("profiles"));
        Files.writeString(profiles.resolve("laboratory.json"), PROFILE);
        store = ChartStore.open(folder.resolve("charts.db"));
        feeds = new Feeds(new FeedRecords(store, clock), new ProfileFolder(profiles), knowledge);
        people = new SignedIn(store, clock);
        server =
                Server.start(
                        new Server.Contents(
                                        store, knowledge, clock, new Server.Demonstration(false))
                                .with(new Server.SiteFeeds(Optional.of(feeds))),
                        "127.0.0.1",
                        0);
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    private static String head(String event, String control) {
        return "MSH|^~\\&|LABSYS|GENHOSP|OSTEON|CLINIC|20250602100000||%s|%s|P|2.5.1\r"
                .formatted(event, control);
    }

    private void take(String message) {
        var _ = feeds.take(message.getBytes(UTF_8), "127.0.0.1");
    }

    private void admit(String number, String name) {
        take(
                head("ADT^A01", "A" + number)
                        + "EVN|A01\rPID|1||"
                        + number
                        + "^^^GENHOSP^MR||"
                        + name
                        + "^Anna||19610412|F\r");
    }

    private static String result(String control, String authority, String value, String status) {
        return head("ORU^R01", control)
                + "PID|1||4711^^^"
                + authority
                + "\r"
                + "OBR|1||F-1|CHEM^Chemistry^L|||20250602073000|||||||||||||||||CH|F\r"
                + "OBX|1|NM|2160-0^Creatinine^LN||"
                + value
                + "|mg/dL|||||"
                + status
                + "\r";
    }

    private HttpResponse<String> get(String path, String role) throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create(server.url() + path))
                        .header("Cookie", people.cookie("N. " + role, role))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path, String from, String... fields) throws Exception {
        HttpResponse<String> page = get(from, "integrator");
        Matcher token =
                Pattern.compile("name=\"formToken\" value=\"([^\"]+)\"").matcher(page.body());
        assertThat(token.find()).isTrue();
        String cookies =
                page.headers().allValues("Set-Cookie").stream()
                        .map(one -> one.replaceFirst(";.*", ""))
                        .collect(Collectors.joining("; "));
        StringBuilder body = new StringBuilder("formToken=" + token.group(1));
        for (int i = 0; i < fields.length; i += 2) {
            body.append('&')
                    .append(fields[i])
                    .append('=')
                    .append(URLEncoder.encode(fields[i + 1], UTF_8));
        }
        return client.send(
                HttpRequest.newBuilder(URI.create(server.url() + path))
                        .header(
                                "Cookie",
                                people.cookie("N. integrator", "integrator") + "; " + cookies)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .header("Origin", server.url())
                        .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private String firstLetter() {
        return store.kept("feed-letter").getFirst().id();
    }

    @Test
    void a_message_is_read_its_profile_mended_and_sent_again() throws Exception {
        admit("4711", "Meier");
        take(result("1", "OTHERHOSP^MR", "1.1", "F"));
        String letter = "/feeds/letters/" + firstLetter();

        assertThat(get("/feeds", "integrator").body()).contains("ORU^R01 1").contains("OTHERHOSP");
        assertThat(get(letter, "integrator").body())
                .contains("OBX|1|NM|2160-0")
                .contains("GENHOSP^MR");
        HttpResponse<String> bad =
                post(
                        letter + "/profile",
                        letter,
                        "profile",
                        "laboratory",
                        "text",
                        PROFILE.replace("Europe/Berlin", "Mars"));
        assertThat(bad.statusCode()).isEqualTo(422);
        assertThat(bad.body()).contains("Mars").contains("is no time zone");
        String mended =
                PROFILE.replace(
                        "\"identifiers\": {",
                        "\"identifiers\": {\"OTHERHOSP^MR\": \"urn:example:mrn\", ");
        assertThat(
                        post(letter + "/profile", letter, "profile", "laboratory", "text", mended)
                                .statusCode())
                .isEqualTo(303);
        assertThat(post(letter + "/again", letter).headers().firstValue("Location"))
                .hasValue("/feeds");

        assertThat(store.kept("feed-letter")).isEmpty();
        assertThat(store.find(new org.osteon.store.ResourceId("Patient", "x"))).isEmpty();
        assertThat(store.auditSince(0, 100))
                .anyMatch(one ->
                        one.action().equals("feed-profile") && one.actor().equals("N. integrator"));
        assertThat(store.looks(null, Long.MAX_VALUE, 100))
                .anyMatch(one -> one.look().action().equals("feeds"));
    }

    @Test
    void a_profile_for_a_sender_that_nobody_knows_begins_with_its_name() throws Exception {
        take(result("1", "GENHOSP^MR", "1.1", "F").replace("LABSYS", "NEW\"LAB"));

        assertThat(get("/feeds/letters/" + firstLetter(), "integrator").body())
                .contains("new-sender")
                .contains("NEW\\\"LAB");
    }

    @Test
    void a_message_is_put_aside_with_a_reason() throws Exception {
        take(result("1", "GENHOSP^MR", "1.1", "F"));
        String letter = "/feeds/letters/" + firstLetter();

        assertThat(post(letter + "/aside", letter, "reason", " ").statusCode()).isEqualTo(422);
        post(letter + "/aside", letter, "reason", "a test of the laboratory");
        assertThat(store.kept("feed-letter")).isEmpty();
        assertThat(store.auditSince(0, 100).getLast().reason())
                .isEqualTo("a test of the laboratory");
    }

    @Test
    void more_messages_than_a_page_shows_stand_on_the_next() throws Exception {
        for (int i = 1; i <= 52; i++) {
            take(result("L" + i, "GENHOSP^MR", "1.1", "F").replace("4711^", "47" + i + "^"));
        }

        String first = get("/feeds", "integrator").body();
        assertThat(first).contains("52 messages wait");
        Matcher next = Pattern.compile("rel=\"next\" href=\"([^\"]+)#letters\"").matcher(first);
        assertThat(next.find()).isTrue();
        String second = get(next.group(1).replace("&amp;", "&"), "integrator").body();
        assertThat(rows(first)).isEqualTo(50);
        assertThat(rows(second)).isEqualTo(2);
        assertThat(second).contains("52 messages wait", "href=\"/feeds#letters\"");
        assertThat(get("/feeds?letters=%00&merges=~&corrections=x", "integrator").statusCode())
                .isEqualTo(200);
    }

    private static long rows(String page) {
        return Pattern.compile("href=\"/feeds/letters/").matcher(page).results().count();
    }

    @Test
    void a_merge_is_undone() throws Exception {
        admit("4711", "Meier");
        admit("4712", "Meier");
        take(result("1", "GENHOSP^MR", "1.1", "F"));
        take(head("ADT^A40", "M1") + "PID|1||4712^^^GENHOSP^MR\rMRG|4711^^^GENHOSP^MR\r");
        String merge = store.kept("feed-merge").getFirst().id();
        assertThat(get("/feeds", "integrator").body()).contains("Undo the merge");

        assertThat(
                        post(
                                        "/feeds/merges/undo",
                                        "/feeds",
                                        "merge",
                                        merge,
                                        "reason",
                                        "two sisters")
                                .statusCode())
                .isEqualTo(303);
        assertThat(get("/feeds", "integrator").body())
                .contains("Undone: N. integrator")
                .contains("two sisters");
        assertThat(store.search(org.osteon.store.ResourceQuery.of("Observation")).resources())
                .hasSize(1)
                .allMatch(one -> one.json().contains("4711"));
        assertThat(
                        post("/feeds/merges/undo", "/feeds", "merge", merge, "reason", "again")
                                .statusCode())
                .isEqualTo(404);
    }

    @Test
    void only_those_who_mend_see_messages() throws Exception {
        take(result("1", "GENHOSP^MR", "1.1", "F"));

        for (String role :
                List.of("nurse", "physician", "administrator", "auditor", "research", "patient")) {
            assertThat(get("/feeds", role).statusCode()).as(role).isEqualTo(403);
            assertThat(get("/feeds/letters/" + firstLetter(), role).body())
                    .as(role)
                    .doesNotContain("OBX");
        }
        assertThat(get("/patients/p1", "integrator").statusCode()).isEqualTo(404);
    }

    @Test
    void the_pages_are_for_everyone() throws Exception {
        Chromium.assume();
        admit("4711", "Meier");
        admit("4712", "Meier");
        take(result("1", "GENHOSP^MR", "1.1", "F"));
        take(result("2", "GENHOSP^MR", "2.1", "C"));
        take(result("3", "OTHERHOSP^MR", "2.1", "C"));
        take(head("ADT^A40", "M1") + "PID|1||4712^^^GENHOSP^MR\rMRG|4711^^^GENHOSP^MR\r");
        try (Chromium browser = new Chromium()) {
            browser.signIn(server.url(), people.session("N. Example", ""));
            for (String path :
                    List.of(
                            "/feeds",
                            "/feeds/letters/" + firstLetter(),
                            "/patients/" + survivor() + "/corrections")) {
                ForEveryone.check(browser, server.url() + path, path);
            }
        }
    }

    private String survivor() {
        String id = store.kept("feed-merge").getFirst().id();
        return id.substring(0, id.indexOf('>'));
    }
}
