package org.osteon.bench.app;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.osteon.app.feeds.MllpListener;
import org.osteon.app.feeds.MllpSettings;
import org.osteon.app.http.server.Server;
import org.osteon.chart.ChartReader;
import org.osteon.chart.Resource;
import org.osteon.pathway.KnowledgeBase;
import org.osteon.records.charts.FeedRecords;
import org.osteon.records.demo.DemoCohort;
import org.osteon.records.feeds.Feeds;
import org.osteon.records.feeds.ProfileFolder;
import org.osteon.records.people.Tokens;
import org.osteon.store.Attribution;
import org.osteon.store.Change;
import org.osteon.store.ChartStore;
import org.osteon.store.intake.Intake;
import org.osteon.store.intake.IntakeReport;

/// How long from the first byte of a result over MLLP until the worklist, asked over HTTP, shows
/// another decision; and until the acknowledgement. A creatinine goes up and down again, so that
/// each is a correction that changes what is decided of a planned dose. Arguments: folder (for the
/// store), charts beside that patient (default 500), results (default 40). Run from the project's
/// root.
public final class FeedDecisionBench {
    private static final Path KNOWLEDGE = Path.of("knowledge");
    private static final Path CHART =
            Path.of("app/src/test/resources/org/osteon/app/feeds/planned-dose.ndjson");
    private static final Instant NOW = Instant.parse("2025-06-02T10:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final String PROFILE =
            """
            {"title": "Central laboratory",
             "senders": [{"application": "LABSYS", "facility": "GENHOSP"}],
             "timeZone": "Europe/Berlin",
             "identifiers": {"GENHOSP^MR": "urn:example:mrn"}}
            """;
    private static final long LONGEST_NANOS = 60_000_000_000L;
    private static final int WARMING = 5;

    private final HttpClient client = HttpClient.newHttpClient();
    private final String url;
    private final String token;

    private FeedDecisionBench(String url, String token) {
        this.url = url;
        this.token = token;
    }

    /// Prints a line in Markdown.
    public static void main(String[] args) throws Exception {
        Path folder = Files.createDirectories(Path.of(args[0]));
        int charts = args.length > 1 ? Integer.parseInt(args[1]) : 500;
        int results = args.length > 2 ? Integer.parseInt(args[2]) : 40;
        Path profiles = Files.createDirectories(folder.resolve("profiles"));
        Files.writeString(profiles.resolve("laboratory.json"), PROFILE);
        KnowledgeBase knowledge = KnowledgeBase.load(KNOWLEDGE);
        ChartStore store = ChartStore.open(folder.resolve("charts.db"));
        fill(store, charts);
        store.append("p1", new Attribution("bench", NOW, "import"), planned());
        Feeds feeds =
                new Feeds(new FeedRecords(store, CLOCK), new ProfileFolder(profiles), knowledge);
        Server server =
                Server.start(
                        new Server.Contents(
                                        store, knowledge, CLOCK, new Server.Demonstration(false))
                                .with(new Server.SiteFeeds(Optional.of(feeds))),
                        "127.0.0.1",
                        0);
        MllpListener listener = MllpListener.start(feeds, MllpSettings.on("127.0.0.1", 0));
        new FeedDecisionBench(
                        server.url(),
                        new Tokens(store, CLOCK).make("bench", "Bench", "physician", true))
                .run(listener.port(), store.chartCount(), results);
        System.exit(0);
    }

    private static void fill(ChartStore store, int charts) throws IOException {
        for (int round = 0; store.chartCount() < charts; round++) {
            Intake intake = new Intake(store, "bench", CLOCK, new IntakeReport(_ -> {}), _ -> {});
            for (String chart :
                    new DemoCohort(KNOWLEDGE, LocalDate.of(2025, 6, 2), round).charts()) {
                if (store.chartCount() >= charts) {
                    break;
                }
                intake.bundle("made up", ManyCharts.renamed(chart, round));
            }
            intake.finish();
        }
    }

    private static List<Change> planned() throws IOException {
        List<Change> changes = new ArrayList<>();
        for (String line : Files.readAllLines(CHART)) {
            Resource resource = ChartReader.resource(line);
            changes.add(Change.put(resource.type(), resource.id().orElseThrow(), line));
        }
        return changes;
    }

    private void run(int port, long charts, int results) throws Exception {
        List<Long> answered = new ArrayList<>();
        List<Long> shown = new ArrayList<>();
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setTcpNoDelay(true);
            String before = row();
            while (page().contains(" to go")) {
                Thread.sleep(500);
            }
            for (int i = 0; i < results + WARMING; i++) {
                boolean high = i % 2 == 1;
                long begun = System.nanoTime();
                send(socket, message(i, high ? "3.8" : "0.8"));
                long taken = System.nanoTime() - begun;
                String now = row();
                while (now.equals(before)) {
                    if (System.nanoTime() - begun > LONGEST_NANOS) {
                        throw new IllegalStateException("the worklist still shows: " + now);
                    }
                    now = row();
                }
                if (i >= WARMING) {
                    answered.add(taken);
                    shown.add(System.nanoTime() - begun);
                }
                before = now;
            }
        }
        System.out.println(
                "| charts | results | acknowledged, p50 / max | on the worklist, p50 / p95 / max"
                        + " |");
        System.out.println("|---|---|---|---|");
        System.out.printf(
                Locale.ROOT,
                "| %,d | %d | %.0f / %.0f ms | %.0f / %.0f / %.0f ms |%n",
                charts,
                results,
                at(answered, 0.5),
                at(answered, 1),
                at(shown, 0.5),
                at(shown, 0.95),
                at(shown, 1));
    }

    private static double at(List<Long> times, double part) {
        List<Long> sorted = times.stream().sorted().toList();
        return sorted.get((int) Math.min(sorted.size() - 1L, (long) (part * sorted.size()))) / 1e6;
    }

    private static String message(int number, String value) {
        String status = number == 0 ? "F" : "C";
        return "MSH|^~\\&|LABSYS|GENHOSP|OSTEON|CLINIC|2025060210%02d%02d||ORU^R01|%d|P|2.5.1\r"
                        .formatted(number / 60, number % 60, number)
                + "PID|1||4711^^^GENHOSP^MR\r"
                + "OBR|1||F-1|CHEM^Chemistry^L|||20250602073000|||||||||||||||||CH|"
                + status
                + "\rOBX|1|NM|2160-0^Creatinine^LN||"
                + value
                + "|mg/dL|||||"
                + status
                + "\r";
    }

    private static void send(Socket socket, String message) throws IOException {
        socket.getOutputStream()
                .write(("\u000b" + message + "\u001c\r").getBytes(StandardCharsets.UTF_8));
        StringBuilder answer = new StringBuilder();
        for (int one = socket.getInputStream().read();
                one != 0x1c;
                one = socket.getInputStream().read()) {
            if (one < 0) {
                throw new IOException("hung up");
            }
            answer.append((char) one);
        }
        if (socket.getInputStream().read() != '\r' || !answer.toString().contains("MSA|AA|")) {
            throw new IOException("not taken: " + answer);
        }
    }

    private String page() throws IOException, InterruptedException {
        HttpResponse<String> answer =
                client.send(
                        HttpRequest.newBuilder(URI.create(url + "/?q=ferrari"))
                                .header("Authorization", "Bearer " + token)
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException("the worklist answered " + answer.statusCode());
        }
        return answer.body();
    }

    /// What the list says of the patient, without marks and times.
    private String row() throws IOException, InterruptedException {
        String page = page();
        int begin = page.indexOf("Ferrari");
        return begin < 0
                ? ""
                : page.substring(begin, Math.min(page.length(), begin + 3_000))
                        .replaceAll("(?s)</tr>.*|</li>.*", "")
                        .replaceAll("<[^>]*>", " ")
                        .replaceAll("\\s+", " ");
    }
}
