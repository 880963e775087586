package org.osteon.bench.store;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.osteon.store.ChartStore;
import org.osteon.store.ResourceQuery;
import org.osteon.store.Verification;

/// Measures the store on both databases beside a bare table and a packed one. The subjects take
/// turns chart by chart, so that a busy minute of the machine falls on all of them.
///
/// Arguments: charts (1000), resources per chart (200), folder (a temporary one).
public final class StoreBench {
    private static final int SINGLES = 300;

    private final int charts;
    private final int resources;
    private final Random random = new Random(1);

    private StoreBench(int charts, int resources) {
        this.charts = charts;
        this.resources = resources;
    }

    /// Prints a line per figure.
    public static void main(String[] arguments) throws Exception {
        int charts = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1000;
        int resources = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 200;
        Path folder =
                arguments.length > 2
                        ? Files.createDirectories(Path.of(arguments[2]))
                        : Files.createTempDirectory("osteon-bench");
        try (EmbeddedPostgres server =
                        EmbeddedPostgres.builder()
                                .setServerConfig("fsync", "on")
                                .setServerConfig("synchronous_commit", "on")
                                .start();
                ChartStore sqlite = ChartStore.open(folder.resolve("charts.db"));
                ChartStore postgresql = ChartStore.open(server.getJdbcUrl("postgres", "postgres"));
                BareTable bare = new BareTable(folder.resolve("bare.db"));
                PackedTable packed = new PackedTable(folder.resolve("packed.db"))) {
            new StoreBench(charts, resources)
                    .run(
                            List.of(bare, packed),
                            List.of(
                                    new StoreSubject("SQLite", sqlite),
                                    new StoreSubject("PostgreSQL", postgresql)));
        }
        for (String file : List.of("bare.db", "packed.db", "charts.db")) {
            long bytes = Files.size(folder.resolve(file));
            say(file, "on disk per chart", bytes / 1024.0 / charts, "KiB");
        }
    }

    private void run(List<Subject> peers, List<StoreSubject> stores) throws Exception {
        Map<Subject, Long> appending = new LinkedHashMap<>();
        Map<Subject, Long> reading = new LinkedHashMap<>();
        List<Subject> all = new java.util.ArrayList<>(peers);
        all.addAll(stores);
        int warm = Math.min(charts / 4, 100);
        for (int chart = 0; chart < charts; chart++) {
            var changes = SyntheticCharts.changes(chart, resources);
            String id = SyntheticCharts.id(chart);
            for (Subject subject : all) {
                long nanos = time(() -> subject.append(id, changes));
                appending.merge(subject, chart < warm ? 0 : nanos, Long::sum);
            }
        }
        figures(
                "import, a commit per chart",
                appending,
                (charts - warm) * (long) resources,
                "resources/s");
        for (int read = -warm; read < charts; read++) {
            String id = SyntheticCharts.id(random.nextInt(charts));
            for (Subject subject : all) {
                long nanos = time(() -> subject.read(id));
                reading.merge(subject, read < 0 ? 0 : nanos, Long::sum);
            }
        }
        figures("chart read, warm", reading, charts, "charts/s");
        each(stores, "chart read, two threads", charts, "charts/s", this::readFromTwoThreads);
        each(stores, "chart read as of", charts, "charts/s", this::asOf);
        each(stores, "search by patient and code", charts, "pages/s", this::search);
        each(
                stores,
                "import of the same again",
                charts / 4 * (long) resources,
                "resources/s",
                this::again);
        each(stores, "one resource, one commit", SINGLES, "commits/s", this::singles);
        each(stores, "verify", charts * (long) resources, "versions/s", this::verify);
    }

    private interface Step {
        void run() throws Exception;
    }

    private interface StoreStep {
        void run(StoreSubject subject) throws Exception;
    }

    private static long time(Step step) throws Exception {
        long start = System.nanoTime();
        step.run();
        return System.nanoTime() - start;
    }

    private static void each(
            List<StoreSubject> stores, String what, long count, String unit, StoreStep step)
            throws Exception {
        Map<Subject, Long> nanos = new LinkedHashMap<>();
        for (StoreSubject subject : stores) {
            nanos.put(subject, time(() -> step.run(subject)));
        }
        figures(what, nanos, count, unit);
    }

    private void readFromTwoThreads(StoreSubject subject) throws Exception {
        Callable<Void> half =
                () -> {
                    Random mine = new Random(2);
                    for (int i = 0; i < charts / 2; i++) {
                        subject.read(SyntheticCharts.id(mine.nextInt(charts)));
                    }
                    return null;
                };
        try (var threads = Executors.newFixedThreadPool(2)) {
            for (var done : threads.invokeAll(List.of(half, half))) {
                done.get();
            }
        }
    }

    private void asOf(StoreSubject subject) {
        for (int i = 0; i < charts; i++) {
            String id = SyntheticCharts.id(random.nextInt(charts));
            subject.store().chart(id, StoreSubject.NOW).orElseThrow().utf8();
        }
    }

    private void search(StoreSubject subject) {
        for (int i = 0; i < charts; i++) {
            subject.store()
                    .search(
                            ResourceQuery.of("Observation")
                                    .inChart(SyntheticCharts.id(random.nextInt(charts)))
                                    .with("code", "http://loinc.org|2160-0")
                                    .order(ResourceQuery.Order.NEWEST_FIRST)
                                    .limit(20));
        }
    }

    private void again(StoreSubject subject) {
        for (int chart = 0; chart < charts / 4; chart++) {
            subject.append(SyntheticCharts.id(chart), SyntheticCharts.changes(chart, resources));
        }
    }

    private void singles(StoreSubject subject) {
        for (int i = 0; i < SINGLES; i++) {
            int chart = random.nextInt(charts);
            subject.append(
                    SyntheticCharts.id(chart), List.of(SyntheticCharts.observation(chart, random)));
        }
    }

    private void verify(StoreSubject subject) {
        Verification verification = subject.store().verify();
        if (!(verification instanceof Verification.Intact)) {
            throw new IllegalStateException(verification.toString());
        }
    }

    private static void figures(String what, Map<Subject, Long> nanos, long count, String unit) {
        nanos.forEach((subject, sum) -> say(subject.name(), what, count * 1e9 / sum, unit));
    }

    private static void say(String subject, String what, double value, String unit) {
        System.out.printf(Locale.ROOT, "%-12s  %-28s %,10.0f %s%n", subject, what, value, unit);
    }
}
