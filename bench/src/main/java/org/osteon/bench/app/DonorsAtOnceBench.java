package org.osteon.bench.app;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.osteon.app.http.server.Server;
import org.osteon.pathway.KnowledgeBase;
import org.osteon.records.people.Tokens;
import org.osteon.search.ServedDonors;
import org.osteon.store.ChartStore;

/// Donor searches at once, over HTTP: how long each waits, how many are told that there are too
/// many, and how long a page of something else takes meanwhile. Arguments: folder, donors (default
/// 100,000, made up), people (default 8), searches at once (default 16 32 48). Server and clients
/// share the process.
public final class DonorsAtOnceBench {
    private static final String TYPING =
            "A*01:01+A*02:01^B*08:01+B*44:02^C*07:01+C*05:01^DRB1*03:01+DRB1*04:01"
                    + "^DQB1*02:01+DQB1*03:02";

    private final HttpClient client =
            HttpClient.newBuilder().executor(Executors.newVirtualThreadPerTaskExecutor()).build();
    private final String url;
    private final List<String> tokens;

    private DonorsAtOnceBench(String url, List<String> tokens) {
        this.url = url;
        this.tokens = tokens;
    }

    /// Prints a table in Markdown.
    public static void main(String[] args) throws Exception {
        Path folder = Files.createDirectories(Path.of(args[0]));
        int donors = args.length > 1 ? Integer.parseInt(args[1]) : 100_000;
        int people = args.length > 2 ? Integer.parseInt(args[2]) : 8;
        List<Integer> atOnce = new ArrayList<>();
        for (int i = 3; i < args.length; i++) {
            atOnce.add(Integer.parseInt(args[i]));
        }
        KnowledgeBase knowledge =
                KnowledgeBase.load(Path.of("knowledge"), Path.of("pathway", "target", "elm"));
        try (ChartStore store = ChartStore.open(folder.resolve("charts.db"));
                ServedDonors served = ServedDonors.madeUp(folder.resolve("donors"), donors)) {
            served.await();
            List<String> tokens = new ArrayList<>();
            for (int i = 0; i < people; i++) {
                tokens.add(
                        new Tokens(store, Clock.systemUTC())
                                .make("bench" + i, "bench" + i, "physician", true));
            }
            try (Server server =
                    Server.start(
                            new Server.Contents(
                                    store,
                                    knowledge,
                                    Clock.systemUTC(),
                                    new Server.Demonstration(false),
                                    served),
                            "127.0.0.1",
                            0)) {
                DonorsAtOnceBench bench = new DonorsAtOnceBench(server.url(), tokens);
                for (int i = 0; i < 60; i++) {
                    bench.search(i);
                }
                System.out.println("load before: " + load());
                System.out.println(
                        "| at once | answered | told to wait | p50, p95, last, ms | another page"
                                + " meanwhile, ms |");
                System.out.println("|---|---|---|---|---|");
                for (int many : atOnce.isEmpty() ? List.of(1, 16, 32, 48) : atOnce) {
                    bench.row(many);
                }
                System.out.println("load after: " + load());
            }
        }
        System.exit(0);
    }

    private void row(int many) throws Exception {
        List<Double> answered = Collections.synchronizedList(new ArrayList<>());
        AtomicInteger told = new AtomicInteger();
        CyclicBarrier together = new CyclicBarrier(many + 1);
        List<Future<?>> all = new ArrayList<>();
        double other;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < many; i++) {
                int number = i;
                all.add(
                        threads.submit(() -> {
                            together.await();
                            long begun = System.nanoTime();
                            if (search(number) == 200) {
                                answered.add((System.nanoTime() - begun) / 1e6);
                            } else {
                                told.incrementAndGet();
                            }
                            return null;
                        }));
            }
            together.await();
            long begun = System.nanoTime();
            get("/", 0);
            other = (System.nanoTime() - begun) / 1e6;
            for (Future<?> one : all) {
                one.get();
            }
        }
        answered.sort(null);
        System.out.printf(
                Locale.ROOT,
                "| %d | %d | %d | %,.0f, %,.0f, %,.0f | %,.0f |%n",
                many,
                answered.size(),
                told.get(),
                answered.get(answered.size() / 2),
                answered.get((int) (answered.size() * 0.95)),
                answered.getLast(),
                other);
    }

    private int search(int number) throws IOException, InterruptedException {
        return get(
                "/donors/results?mismatches="
                        + number % 3
                        + "&gl="
                        + URLEncoder.encode(TYPING, StandardCharsets.UTF_8),
                number);
    }

    private int get(String path, int number) throws IOException, InterruptedException {
        HttpResponse<String> answer =
                client.send(
                        HttpRequest.newBuilder(URI.create(url + path))
                                .header(
                                        "Authorization",
                                        "Bearer " + tokens.get(number % tokens.size()))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200 && answer.statusCode() != 429) {
            throw new IllegalStateException(path + " answered " + answer.statusCode());
        }
        return answer.statusCode();
    }

    private static String load() throws IOException {
        Path file = Path.of("/proc/loadavg");
        return Files.exists(file) ? Files.readString(file).strip() : "unknown";
    }
}
