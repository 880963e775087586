package org.osteon.bench.app;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.osteon.app.http.server.Server;
import org.osteon.bench.store.StrictIntake;
import org.osteon.bench.store.SyntheticCharts;
import org.osteon.pathway.KnowledgeBase;
import org.osteon.records.people.Tokens;
import org.osteon.store.Change;
import org.osteon.store.ChartStore;
import org.osteon.store.intake.Intake;

/// A resource read, and written anew, by its id over HTTP, in stores of more and more charts;
/// server and client in one process. Arguments: folder, resources per chart (10), numbers of charts
/// (1000 10000 100000). A store that is there is used again.
public final class PutBench {
    private static final int ASKED = 300;

    private final HttpClient client = HttpClient.newHttpClient();
    private final String url;
    private final String token;

    private PutBench(String url, String token) {
        this.url = url;
        this.token = token;
    }

    /// Prints a table in Markdown.
    public static void main(String[] args) throws IOException, InterruptedException {
        Path folder = Files.createDirectories(Path.of(args[0]));
        int resources = args.length > 1 ? Integer.parseInt(args[1]) : 10;
        List<Integer> sizes =
                args.length > 2
                        ? Arrays.stream(args).skip(2).map(Integer::valueOf).toList()
                        : List.of(1_000, 10_000, 100_000);
        KnowledgeBase knowledge =
                KnowledgeBase.load(Path.of("knowledge"), Path.of("pathway", "target", "elm"));
        System.out.println("| charts | GET, ms p50 | p95 | PUT, ms p50 | p95 | load |");
        System.out.println("|---|---|---|---|---|---|");
        for (int charts : sizes) {
            Path file = folder.resolve("charts-" + charts + ".db");
            boolean made = Files.exists(file);
            try (ChartStore store = ChartStore.open(file)) {
                if (!made) {
                    fill(store, charts, resources);
                }
                String token =
                        new Tokens(store, Clock.systemUTC())
                                .make("bench", "bench", "physician", false);
                try (Server server =
                        Server.start(
                                new Server.Contents(
                                        store,
                                        knowledge,
                                        Clock.systemUTC(),
                                        new Server.Demonstration(false)),
                                "127.0.0.1",
                                0)) {
                    new PutBench(server.url(), token).row(charts, resources);
                }
            }
        }
    }

    private static void fill(ChartStore store, int charts, int resources) {
        Intake intake = StrictIntake.into(store);
        for (int chart = 0; chart < charts; chart++) {
            intake.bundle("chart " + chart, SyntheticCharts.bundle(chart, resources));
        }
        intake.finish();
    }

    private void row(int charts, int resources) throws IOException, InterruptedException {
        Random random = new Random(5);
        double[] read = new double[ASKED];
        double[] written = new double[ASKED];
        // The first round warms up.
        for (int i = -ASKED; i < ASKED; i++) {
            List<Change> changes = SyntheticCharts.changes(random.nextInt(charts), resources);
            Change.Put one = (Change.Put) changes.get(random.nextInt(resources));
            URI at = URI.create(url + "/fhir/Observation/" + one.resource().id());
            double get = timed(HttpRequest.newBuilder(at).GET());
            String again = one.json().replaceFirst("\\{", "{\"language\":\"de\",");
            double put =
                    timed(
                            HttpRequest.newBuilder(at)
                                    .header("Content-Type", "application/fhir+json")
                                    .PUT(HttpRequest.BodyPublishers.ofString(again)));
            if (i >= 0) {
                read[i] = get;
                written[i] = put;
            }
        }
        Arrays.sort(read);
        Arrays.sort(written);
        System.out.printf(
                Locale.ROOT,
                "| %,d | %.1f | %.1f | %.1f | %.1f | %s |%n",
                charts,
                read[ASKED / 2],
                read[ASKED * 95 / 100],
                written[ASKED / 2],
                written[ASKED * 95 / 100],
                Files.readString(Path.of("/proc/loadavg")).split(" ", 2)[0]);
    }

    private double timed(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpRequest whole = request.header("Authorization", "Bearer " + token).build();
        long begun = System.nanoTime();
        HttpResponse<String> answer = client.send(whole, HttpResponse.BodyHandlers.ofString());
        double milliseconds = (System.nanoTime() - begun) / 1e6;
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(
                    whole.method()
                            + " "
                            + whole.uri()
                            + ": "
                            + answer.statusCode()
                            + " "
                            + answer.body());
        }
        return milliseconds;
    }
}
