package org.osteon.bench.app;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.osteon.app.http.server.Server;
import org.osteon.bench.store.StrictIntake;
import org.osteon.pathway.KnowledgeBase;
import org.osteon.records.people.Tokens;
import org.osteon.store.ChartStore;
import org.osteon.store.intake.Intake;

/// One very large chart (LargeCharts makes it) in a store: its pages over HTTP, server and client
/// in one process. Arguments: the Bundle, a folder, how often each page is asked for (7).
public final class LargeChartBench {
    private static final Pattern NEXT =
            Pattern.compile("\"relation\":\\s*\"next\",\\s*\"url\":\\s*\"([^\"]*)\"");

    private final HttpClient client = HttpClient.newHttpClient();
    private final String token;

    private LargeChartBench(String token) {
        this.token = token;
    }

    /// Prints a table in Markdown.
    public static void main(String[] args) throws IOException, InterruptedException {
        Path folder = Files.createDirectories(Path.of(args[1]));
        int times = args.length > 2 ? Integer.parseInt(args[2]) : 7;
        KnowledgeBase knowledge =
                KnowledgeBase.load(Path.of("knowledge"), Path.of("pathway", "target", "elm"));
        System.out.println("load before: " + load());
        try (ChartStore store = ChartStore.open(folder.resolve("large.db"))) {
            long begun = System.nanoTime();
            Intake intake = StrictIntake.into(store);
            intake.bundle("the chart", Files.readAllBytes(Path.of(args[0])));
            intake.finish();
            System.out.printf("import: %.1f s%n%n", (System.nanoTime() - begun) / 1e9);
            String patient = store.charts(0, 1).getFirst().id();
            LargeChartBench bench =
                    new LargeChartBench(
                            new Tokens(store, Clock.systemUTC())
                                    .make("bench", "bench", "physician", true));
            try (Server server =
                    Server.start(
                            new Server.Contents(
                                    store,
                                    knowledge,
                                    Clock.systemUTC(),
                                    new Server.Demonstration(false)),
                            "127.0.0.1",
                            0)) {
                System.out.println("| what | first, ms | median of the others, ms | KB |");
                System.out.println("|---|---|---|---|");
                String url = server.url();
                bench.row("worklist", url + "/", times);
                bench.row("patient page", url + "/patients/" + patient, times);
                String everything = url + "/fhir/Patient/" + patient + "/$everything?_count=50";
                String next = bench.row("$everything, 50 a page", everything, times);
                bench.row("$everything, the next page", next, times);
                bench.row(
                        "Observation?patient=, 50 a page",
                        url + "/fhir/Observation?patient=" + patient + "&_count=50",
                        times);
            }
        }
        System.out.println("load after: " + load());
    }

    /// @return where the next page is, of what has pages
    private String row(String what, String url, int times)
            throws IOException, InterruptedException {
        List<Double> all = new ArrayList<>();
        String body = "";
        for (int i = 0; i <= times; i++) {
            long begun = System.nanoTime();
            body = answer(url);
            all.add((System.nanoTime() - begun) / 1e6);
            if (i == 0 && comesAgain(body)) {
                while (comesAgain(body)) {
                    Thread.sleep(1_000);
                    body = answer(url);
                }
                System.out.printf(
                        Locale.ROOT,
                        "| %s, until it is whole | %,.0f | | |%n",
                        what,
                        (System.nanoTime() - begun) / 1e6);
            }
        }
        String kept = System.getProperty("keep");
        if (kept != null) {
            Files.writeString(Path.of(kept, what.replaceAll("\\W+", "-")), body);
        }
        double first = all.removeFirst();
        all.sort(null);
        System.out.printf(
                Locale.ROOT,
                "| %s | %,.0f | %,.0f | %,.0f |%n",
                what,
                first,
                all.get(all.size() / 2),
                body.length() / 1024.0);
        Matcher next = NEXT.matcher(body);
        return next.find() ? next.group(1) : url;
    }

    private String answer(String url) throws IOException, InterruptedException {
        HttpResponse<String> answer =
                client.send(
                        HttpRequest.newBuilder(URI.create(url))
                                .header("Authorization", "Bearer " + token)
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(url + " answered " + answer.statusCode());
        }
        return answer.body();
    }

    /// Whether it is the page that is shown while the one asked for is being made.
    private static boolean comesAgain(String body) {
        return body.contains("This page comes again by itself");
    }

    private static String load() throws IOException {
        Path file = Path.of("/proc/loadavg");
        return Files.exists(file) ? Files.readString(file).strip() : "unknown";
    }
}
