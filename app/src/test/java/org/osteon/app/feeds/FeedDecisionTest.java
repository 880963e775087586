package org.osteon.app.feeds;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osteon.app.LoadedKnowledge;
import org.osteon.app.http.server.Server;
import org.osteon.app.http.server.SignedIn;
import org.osteon.chart.ChartReader;
import org.osteon.chart.Resource;
import org.osteon.pathway.KnowledgeBase;
import org.osteon.records.charts.FeedRecords;
import org.osteon.records.feeds.Correction;
import org.osteon.records.feeds.Feeds;
import org.osteon.records.feeds.ProfileFolder;
import org.osteon.store.Attribution;
import org.osteon.store.Change;
import org.osteon.store.ChartStore;

/// X11: a result that comes by HL7 v2 changes the decision on the worklist, and a correction says
/// which decisions, doses and dates it changes, also for a dose that was given.
class FeedDecisionTest {
    private static final KnowledgeBase KNOWLEDGE = LoadedKnowledge.of(Path.of("..", "knowledge"));

    @TempDir Path folder;

    private final Clock clock = Clock.fixed(Listening.NOW, ZoneOffset.UTC);
    private final HttpClient client = HttpClient.newHttpClient();
    private Server server;
    private MllpListener listener;
    private Sender sender;
    private SignedIn people;

    @BeforeEach
    void start() throws Exception {
        Path profiles = Files.createDirectories(folder.resolve("profiles"));
        Files.writeString(profiles.resolve("laboratory.json"), Listening.PROFILE);
        ChartStore store = ChartStore.open(folder.resolve("charts.db"));
        store.append(
                "p1",
                new Attribution("test", Listening.NOW.minusSeconds(86_400), "import"),
                chart());
        Feeds feeds =
                new Feeds(new FeedRecords(store, clock), new ProfileFolder(profiles), KNOWLEDGE);
        people = new SignedIn(store, clock);
        server =
                Server.start(
                        new Server.Contents(
                                        store, KNOWLEDGE, clock, new Server.Demonstration(false))
                                .with(new Server.SiteFeeds(Optional.of(feeds))),
                        "127.0.0.1",
                        0);
        listener = MllpListener.start(feeds, MllpSettings.on("127.0.0.1", 0));
        server.beforeClosing(listener::close);
        sender = new Sender(listener.port());
    }

    private static List<Change> chart() throws Exception {
        List<Change> changes = new ArrayList<>();
        try (InputStream file = FeedDecisionTest.class.getResourceAsStream("planned-dose.ndjson")) {
            for (String line : new String(file.readAllBytes(), UTF_8).lines().toList()) {
                Resource resource = ChartReader.resource(line);
                changes.add(Change.put(resource.type(), resource.id().orElseThrow(), line));
            }
        }
        return changes;
    }

    @AfterEach
    void stop() throws Exception {
        sender.close();
        server.close();
        client.close();
    }

    private String page(String path, String role) throws Exception {
        HttpResponse<String> answer =
                client.send(
                        HttpRequest.newBuilder(URI.create(server.url() + path))
                                .header("Cookie", people.cookie("N. " + role, role))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }

    private String worklistUntil(String text) throws Exception {
        String page = page("/", "nurse");
        for (int i = 0; i < 200 && !page.contains(text); i++) {
            Thread.sleep(50);
            page = page("/", "nurse");
        }
        return page;
    }

    @Test
    void a_result_changes_the_decision_on_the_worklist() throws Exception {
        assertThat(worklistUntil("Ferrari")).contains("Ferrari").doesNotContain("Proceed");
        assertThat(sender.send(Listening.result("1", "4711", "F-1", "0.8", "F")))
                .contains("MSA|AA|1");

        assertThat(worklistUntil("Proceed")).contains("Ferrari").contains("Proceed");
    }

    @Test
    void a_number_that_is_no_number_never_leaves_the_one_before_standing_as_the_latest()
            throws Exception {
        sender.send(Listening.result("1", "4711", "F-1", "0.8", "F"));
        assertThat(worklistUntil("Proceed")).contains("Proceed");
        String unread =
                Listening.result("2", "4711", "F-2", "4,0", "F")
                        .replace("20250602073000", "20250602093000");
        assertThat(sender.send(unread))
                .contains("MSA|AA|2")
                .contains("|W|")
                .contains("decimalComma");

        for (int i = 0; i < 100 && page("/", "nurse").contains("Proceed"); i++) {
            Thread.sleep(50);
        }
        assertThat(page("/", "nurse")).doesNotContain("Proceed");
    }

    @Test
    void a_correction_after_a_dose_says_what_the_dose_was_given_on() throws Exception {
        sender.send(Listening.result("1", "4711", "F-1", "0.8", "F"));
        sender.send(
                Listening.head("RAS^O17", "2")
                        + "PID|1||4711^^^GENHOSP^MR\rORC|RE|RX-1\r"
                        + "RXA|0|1|20250602110000|20250602111500|M05BA08^zoledronic acid^ATC|4|mg|||||||||||||CP\r");
        assertThat(sender.send(Listening.result("3", "4711", "F-1", "3.8", "C")))
                .contains("MSA|AA|3");

        String page = page("/patients/p1/corrections", "nurse");
        assertThat(page).contains("0.8 mg/dL").contains("A dose was given on what no longer holds");
        assertThat(page)
                .contains("as of the dose of 2025-06-02")
                .contains("Proceed → <b>Do not give");
        assertThat(page("/patients/p1", "nurse"))
                .contains("A dose was given on a result that was corrected since");
        assertThat(page("/feeds", "integrator")).contains("0.8 mg/dL");
    }

    @Test
    void a_correction_names_decision_dose_and_dates_that_it_changes() throws Exception {
        sender.send(Listening.result("1", "4711", "F-1", "0.8", "F"));
        sender.send(Listening.result("2", "4711", "F-1", "1.6", "C"));

        Correction correction = feedsCorrections();
        assertThat(correction.superseded().getFirst()).contains("0.8 mg/dL");
        assertThat(correction.changes()).hasSize(1);
        assertThat(correction.changes().getFirst().lines().toString()).contains("4.0 → 3.0");
    }

    private Correction feedsCorrections() throws Exception {
        try (ChartStore store = ChartStore.open(folder.resolve("charts.db"))) {
            return new com.fasterxml.jackson.databind.json.JsonMapper()
                    .registerModule(new com.fasterxml.jackson.datatype.jsr310.JavaTimeModule())
                    .readValue(store.kept("feed-correction").getFirst().json(), Correction.class);
        }
    }
}
