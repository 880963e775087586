package org.osteon.bench.app;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.osteon.app.Osteon;
import org.osteon.app.http.server.Server;
import org.osteon.pathway.KnowledgeBase;
import org.osteon.records.people.Tokens;
import org.osteon.store.ChartStore;
import org.threeten.extra.MutableClock;

/// Two days in a large store, over HTTP: a start, a morning in which some read the list and others
/// write, midnight while they go on, the same with writers who think, and a start with other
/// knowledge. What each waits for, and the fewest lines that anybody saw on the list. Arguments:
/// folder (for the store, kept for the next run), charts (10,000), readers (16), writers (5),
/// seconds of a morning (20). Run from the project's root.
///
/// Server, readers and writers share the process and its processors. A reader thinks for 200 ms. A
/// writer without pause searches the list for what was written until it is there, and begins again;
/// one who thinks takes 5 s before each click.
public final class DayBench {
    private static final Path KNOWLEDGE = Path.of("knowledge");
    private static final Path COMPILED = Path.of("pathway/target/elm");
    private static final LocalDate FIRST = LocalDate.of(2026, 3, 2);
    private static final Pattern PENDING = Pattern.compile("Assessing charts: (\\d+) to go");
    private static final Pattern LINES = Pattern.compile("<span>All</span><b>(\\d+)</b>");
    private static final int THOUGHT_MILLIS = 200;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client = HttpClient.newHttpClient();
    private final Path database;
    private final int readers;
    private final int writers;
    private final MutableClock clock =
            MutableClock.of(FIRST.atTime(LocalTime.NOON).toInstant(ZoneOffset.UTC), ZoneOffset.UTC);
    private final AtomicInteger fewest = new AtomicInteger(Integer.MAX_VALUE);
    private List<String> patients = List.of();
    private volatile String url = "";
    private String token = "";

    private DayBench(Path database, int readers, int writers) {
        this.database = database;
        this.readers = readers;
        this.writers = writers;
    }

    /// Runs it and prints a table in Markdown.
    public static void main(String[] args) throws IOException, InterruptedException {
        Osteon.carryMoreThreads();
        Path folder = Files.createDirectories(Path.of(args[0]));
        int charts = number(args, 1, 10_000);
        DayBench bench =
                new DayBench(folder.resolve("charts.db"), number(args, 2, 16), number(args, 3, 5));
        ManyCharts.fill(bench.database, bench.clock, FIRST, charts);
        System.out.println("load before: " + load());
        System.out.println("| what | |");
        System.out.println("|---|---|");
        bench.day(number(args, 4, 20), folder.resolve("knowledge"));
        System.out.println("load after: " + load());
        System.exit(0);
    }

    private static int number(String[] args, int at, int otherwise) {
        return args.length > at ? Integer.parseInt(args[at]) : otherwise;
    }

    private static String load() throws IOException {
        return Files.readString(Path.of("/proc/loadavg")).trim();
    }

    private void day(int seconds, Path other) throws IOException, InterruptedException {
        KnowledgeBase knowledge = KnowledgeBase.load(KNOWLEDGE, COMPILED);
        try (ChartStore store = ChartStore.open(database)) {
            patients = store.charts(0, 200).stream().map(one -> one.id()).toList();
        }
        long begun = System.nanoTime();
        Server server = started(knowledge);
        get("/");
        row("start: a page", seconds(begun));
        String page = list();
        row("start: the list", seconds(begun));
        row("start: lines on it", String.valueOf(lines(page)));
        untilRight("start", begun, pending(page));
        int whole = lines(get("/"));
        fewest.set(whole);
        people(new Writers("writers without pause", 0, 20), seconds);
        people(new Writers("writers who take 5 s before each click", 5_000, 5_000), seconds);
        row("lines on the list before, fewest seen", whole + ", " + fewest.get());
        server.close();
        KnowledgeBase changed = KnowledgeBase.load(otherKnowledge(other), COMPILED);
        begun = System.nanoTime();
        server = started(changed);
        get("/");
        row("other knowledge: a page", seconds(begun));
        page = list();
        row("other knowledge: the list", seconds(begun));
        row("other knowledge: lines on it", String.valueOf(lines(page)));
        untilRight("other knowledge", begun, pending(page));
        server.close();
    }

    /// How those who write go about it.
    ///
    /// @param thought milliseconds before something is written
    /// @param pause milliseconds before they look again for what they wrote
    private record Writers(String words, int thought, int pause) {}

    /// A morning, and the midnight after it.
    private void people(Writers who, int seconds) throws IOException, InterruptedException {
        Morning morning = new Morning(who);
        Thread.sleep(seconds * 1_000L);
        morning.tell("morning, " + who.words());
        clock.add(Period.ofDays(1));
        String midnight = "midnight, " + who.words();
        untilRight(midnight, System.nanoTime(), pending(get("/")));
        morning.tell(midnight);
        morning.end();
    }

    /// With a store of its own, which it closes.
    private Server started(KnowledgeBase knowledge) {
        ChartStore store = ChartStore.open(database);
        token = new Tokens(store, clock).make("bench", "Bench", "physician", false);
        Server server =
                Server.start(
                        new Server.Contents(
                                store, knowledge, clock, new Server.Demonstration(true)),
                        "127.0.0.1",
                        0);
        url = server.url();
        return server;
    }

    /// The same rules, one pathway with another title, so that all has to be assessed again.
    private static Path otherKnowledge(Path to) throws IOException {
        try (Stream<Path> files = Files.walk(KNOWLEDGE)) {
            for (Path from : (Iterable<Path>) files::iterator) {
                Path copy = to.resolve(KNOWLEDGE.relativize(from).toString());
                if (Files.isDirectory(from)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(from, copy, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
        try (Stream<Path> folders = Files.list(to)) {
            for (Path folder : (Iterable<Path>) folders::iterator) {
                Path file = folder.resolve("pathway.json");
                if (Files.exists(file)) {
                    ObjectNode pathway = (ObjectNode) JSON.readTree(file.toFile());
                    pathway.put("title", pathway.path("title").asText() + ", again");
                    JSON.writeValue(file.toFile(), pathway);
                }
            }
        }
        return to;
    }

    /// The page of the list; while that is read after a start, it says how far.
    private String list() throws IOException, InterruptedException {
        String page = get("/");
        while (!LINES.matcher(page).find()) {
            Thread.sleep(100);
            page = get("/");
        }
        return page;
    }

    private void untilRight(String what, long begun, int all)
            throws IOException, InterruptedException {
        boolean tenth = false;
        for (int pending = all; pending > 0; pending = pending(get("/"))) {
            if (!tenth && pending <= all * 9 / 10) {
                row(what + ": the most urgent tenth of " + all + " right", seconds(begun));
                tenth = true;
            }
            Thread.sleep(100);
        }
        row(what + ": all right", seconds(begun));
    }

    /// Those who read and write, until it ends.
    private final class Morning {
        private final AtomicBoolean over = new AtomicBoolean();
        private final List<Thread> people = new ArrayList<>();
        private final List<Long> read = Collections.synchronizedList(new ArrayList<>());
        private final List<Long> written = Collections.synchronizedList(new ArrayList<>());
        private final List<Long> seen = Collections.synchronizedList(new ArrayList<>());
        private final AtomicInteger failed = new AtomicInteger();

        private final Writers who;

        private Morning(Writers who) {
            this.who = who;
            for (int i = 0; i < readers; i++) {
                people.add(Thread.ofVirtual().start(() -> again(this::read)));
            }
            for (int i = 0; i < writers; i++) {
                String patient = patients.get(i * patients.size() / writers);
                people.add(Thread.ofVirtual().start(() -> again(() -> write(patient))));
            }
        }

        private interface Doing {
            void once() throws IOException, InterruptedException;
        }

        private void again(Doing doing) {
            while (!over.get()) {
                try {
                    doing.once();
                } catch (IOException | InterruptedException e) {
                    failed.incrementAndGet();
                    System.err.println(e);
                }
            }
        }

        private void read() throws IOException, InterruptedException {
            long begun = System.nanoTime();
            int lines = lines(get("/"));
            read.add(System.nanoTime() - begun);
            fewest.accumulateAndGet(lines, Math::min);
            Thread.sleep(THOUGHT_MILLIS);
        }

        /// A patient gets another name.
        private void write(String patient) throws IOException, InterruptedException {
            Thread.sleep(who.thought());
            long begun = System.nanoTime();
            String name = "Changed-" + begun;
            HttpRequest put =
                    to("/fhir/Patient/" + patient)
                            .header("Content-Type", "application/fhir+json")
                            .PUT(
                                    HttpRequest.BodyPublishers.ofString(
                                            "{\"resourceType\":\"Patient\",\"id\":\"%s\",\"name\":[{\"family\":\"%s\"}]}"
                                                    .formatted(patient, name)))
                            .build();
            body(put);
            written.add(System.nanoTime() - begun);
            long stored = System.nanoTime();
            while (!over.get()
                    && !get("/?q=" + name.toLowerCase(Locale.ROOT)).contains(name + "<")) {
                Thread.sleep(who.pause());
            }
            seen.add(System.nanoTime() - stored);
        }

        private void tell(String when) {
            row(when + ": a page", times(read));
            row(when + ": a change is stored", times(written));
            row(when + ": a change, once stored, is on the list", times(seen));
            row(when + ": requests that failed", String.valueOf(failed.get()));
        }

        private void end() throws InterruptedException {
            over.set(true);
            for (Thread one : people) {
                one.join();
            }
        }
    }

    /// Of what was measured since it was last told.
    private static String times(List<Long> nanos) {
        List<Long> sorted;
        synchronized (nanos) {
            sorted = new ArrayList<>(nanos);
            nanos.clear();
        }
        if (sorted.isEmpty()) {
            return "none";
        }
        Collections.sort(sorted);
        return String.format(
                Locale.ROOT,
                "p50 %.0f, p95 %.0f, last %.0f ms (%d)",
                sorted.get(sorted.size() / 2) / 1e6,
                sorted.get(sorted.size() * 95 / 100) / 1e6,
                sorted.getLast() / 1e6,
                sorted.size());
    }

    private static int pending(String page) {
        Matcher said = PENDING.matcher(page);
        return said.find() ? Integer.parseInt(said.group(1)) : 0;
    }

    private static int lines(String page) {
        Matcher said = LINES.matcher(page);
        if (!said.find()) {
            throw new IllegalStateException("no list on " + page);
        }
        return Integer.parseInt(said.group(1));
    }

    private HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create(url + path))
                .header("Authorization", "Bearer " + token);
    }

    private String get(String path) throws IOException, InterruptedException {
        return body(to(path).build());
    }

    private String body(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException(
                    request.method()
                            + " "
                            + request.uri()
                            + ": "
                            + answer.statusCode()
                            + " "
                            + answer.body());
        }
        return answer.body();
    }

    private static void row(String what, String value) {
        System.out.println("| " + what + " | " + value + " |");
    }

    private static String seconds(long since) {
        return String.format(Locale.ROOT, "%.1f s", (System.nanoTime() - since) / 1e9);
    }
}
