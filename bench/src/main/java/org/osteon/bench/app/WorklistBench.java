package org.osteon.bench.app;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.osteon.app.http.server.Server;
import org.osteon.pathway.KnowledgeBase;
import org.osteon.records.people.Tokens;
import org.osteon.store.Attribution;
import org.osteon.store.Change;
import org.osteon.store.ChartStore;
import org.threeten.extra.MutableClock;

/// The worklist of a large store, over HTTP: how long a page takes while others ask too, how long
/// until a change is seen, how long until the list is right after a start and after midnight.
/// Arguments: folder (for the store, kept for the next run), charts (default 10,000), readers
/// (default 16), seconds of reading (default 10). Run from the project's root.
///
/// The patients are those of [ManyCharts]. Server and readers share the process and its processors.
public final class WorklistBench {
    private static final Path KNOWLEDGE = Path.of("knowledge");
    private static final Path COMPILED = Path.of("pathway/target/elm");
    private static final LocalDate FIRST = LocalDate.of(2026, 3, 2);
    private static final Pattern PENDING = Pattern.compile("Assessing charts: (\\d+) to go");

    private final HttpClient client = HttpClient.newHttpClient();
    private final KnowledgeBase knowledge;
    private final MutableClock clock =
            MutableClock.of(FIRST.atTime(LocalTime.NOON).toInstant(ZoneOffset.UTC), ZoneOffset.UTC);
    private final Path database;
    private String token = "";

    private WorklistBench(Path database) throws IOException {
        this.database = database;
        this.knowledge = KnowledgeBase.load(KNOWLEDGE, COMPILED);
    }

    /// Runs it and prints a table in Markdown.
    public static void main(String[] args) throws IOException, InterruptedException {
        Path folder = Files.createDirectories(Path.of(args[0]));
        int charts = args.length > 1 ? Integer.parseInt(args[1]) : 10_000;
        int readers = args.length > 2 ? Integer.parseInt(args[2]) : 16;
        int seconds = args.length > 3 ? Integer.parseInt(args[3]) : 10;
        WorklistBench bench = new WorklistBench(folder.resolve("charts.db"));
        ManyCharts.fill(bench.database, bench.clock, FIRST, charts);
        System.out.println("| what | |");
        System.out.println("|---|---|");
        bench.run(readers, seconds);
        System.exit(0);
    }

    private void run(int readers, int seconds) throws IOException, InterruptedException {
        Started first = start();
        row("first page after a start, knowledge loaded", ms(first.page()));
        row("until all are right (never assessed, or another day)", s(right(first.url())));
        first.server().close();
        Started again = start();
        row("first page after a start, nothing old", ms(again.page()));
        String url = again.url();
        for (int i = 0; i < 50; i++) {
            get(url + "/");
        }
        pages("page, 1 reader", url, 1, seconds);
        pages("page, " + readers + " readers at once", url, readers, seconds);
        row("a change, until its page shows it", ms(change(url)));
        clock.add(Period.ofDays(1));
        long midnight = System.nanoTime();
        long all = pending(get(url + "/"));
        long tenth = 0;
        long pending = all;
        while (pending > 0) {
            Thread.sleep(100);
            pending = pending(get(url + "/"));
            if (tenth == 0 && pending <= all * 9 / 10) {
                tenth = System.nanoTime() - midnight;
            }
        }
        row("after midnight, charts to be assessed", String.valueOf(all));
        row("… until the most urgent tenth is right", s(tenth));
        row("… until all are right", s(System.nanoTime() - midnight));
        again.server().close();
    }

    private record Started(Server server, String url, long page) {}

    private Started start() throws IOException, InterruptedException {
        long begun = System.nanoTime();
        ChartStore store = ChartStore.open(database);
        token = new Tokens(store, clock).make("bench", "Bench", "physician", true);
        Server server =
                Server.start(
                        new Server.Contents(
                                store, knowledge, clock, new Server.Demonstration(true)),
                        "127.0.0.1",
                        0);
        get(server.url() + "/");
        return new Started(server, server.url(), System.nanoTime() - begun);
    }

    private long right(String url) throws IOException, InterruptedException {
        long begun = System.nanoTime();
        while (pending(get(url + "/")) > 0) {
            Thread.sleep(200);
        }
        return System.nanoTime() - begun;
    }

    private static long pending(String page) {
        Matcher said = PENDING.matcher(page);
        return said.find() ? Long.parseLong(said.group(1)) : 0;
    }

    private void pages(String what, String url, int readers, int seconds)
            throws InterruptedException {
        List<Long> times = new ArrayList<>();
        AtomicBoolean over = new AtomicBoolean();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < readers; i++) {
            threads.add(
                    Thread.ofPlatform()
                            .start(() -> {
                                while (!over.get()) {
                                    long begun = System.nanoTime();
                                    try {
                                        get(url + "/");
                                    } catch (IOException | InterruptedException e) {
                                        throw new IllegalStateException(e);
                                    }
                                    synchronized (times) {
                                        times.add(System.nanoTime() - begun);
                                    }
                                }
                            }));
        }
        Thread.sleep(seconds * 1_000L);
        over.set(true);
        for (Thread thread : threads) {
            thread.join();
        }
        times.sort(null);
        row(
                what,
                String.format(
                        Locale.ROOT,
                        "p50 %.1f, p95 %.1f, p99 %.1f ms (n %d)",
                        times.get(times.size() / 2) / 1e6,
                        times.get(times.size() * 95 / 100) / 1e6,
                        times.get(times.size() * 99 / 100) / 1e6,
                        times.size()));
    }

    /// A new name, until the list finds it.
    private long change(String url) throws IOException, InterruptedException {
        try (ChartStore other = ChartStore.open(database)) {
            String chart = other.charts(0, 1).getFirst().id();
            long begun = System.nanoTime();
            other.append(
                    chart,
                    new Attribution("bench", clock.instant(), "import"),
                    List.of(
                            Change.put(
                                    "Patient",
                                    chart,
                                    "{\"resourceType\":\"Patient\",\"id\":\"%s\",\"name\":[{\"family\":\"Changed-%d\"}]}"
                                            .formatted(chart, begun))));
            while (!get(url + "/?q=changed-" + begun).contains("Changed-" + begun)) {
                Thread.sleep(5);
            }
            return System.nanoTime() - begun;
        }
    }

    private String get(String address) throws IOException, InterruptedException {
        HttpResponse<String> answer =
                client.send(
                        HttpRequest.newBuilder(URI.create(address))
                                .header("Authorization", "Bearer " + token)
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException(address + ": " + answer.statusCode());
        }
        return answer.body();
    }

    private static void row(String what, String value) {
        System.out.println("| " + what + " | " + value + " |");
    }

    private static String ms(long nanos) {
        return String.format(Locale.ROOT, "%.0f ms", nanos / 1e6);
    }

    private static String s(long nanos) {
        return String.format(Locale.ROOT, "%.1f s", nanos / 1e9);
    }
}
