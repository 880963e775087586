package org.osteon.bench.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.osteon.access.Grant;
import org.osteon.access.Person;
import org.osteon.access.Role;
import org.osteon.bench.store.SyntheticCharts;
import org.osteon.records.charts.ChartOpening;
import org.osteon.records.charts.Records;
import org.osteon.records.charts.StoredCharts;
import org.osteon.records.charts.Visit;
import org.osteon.records.charts.Visits;
import org.osteon.store.Attribution;
import org.osteon.store.Change;
import org.osteon.store.ChartStore;

/// What it costs that access is decided and a look is on disk before a chart is handed out: the
/// same charts, kept in memory, past both and through both, by one reader and by sixteen at once.
///
/// Arguments: folder (for the store), reads of each reader (500).
public final class AccessBench {
    private static final int CHARTS = 200;
    private static final int RESOURCES = 200;

    private AccessBench() {}

    /// Prints a table in Markdown.
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path folder = Files.createDirectories(Path.of(arguments[0]));
        int reads = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 500;
        Clock clock = Clock.systemUTC();
        try (ChartStore store = ChartStore.open(folder.resolve("access.db"))) {
            if (store.chartCount() < CHARTS) {
                fill(store, clock);
            }
            StoredCharts charts = new StoredCharts(store);
            Records records = new Records(store, charts, clock);
            Consumer<String> past = charts::open;
            Consumer<String> through = id -> Visits.during(visit(), () -> opened(records, id));
            time(reads, 1, past);
            time(reads, 1, through);
            System.out.println("| readers | | p50 ms | p95 ms | p99 ms |");
            System.out.println("|---|---|---|---|---|");
            for (int readers : new int[] {1, 16}) {
                print(readers, "past access and looks", time(reads, readers, past));
                print(readers, "through both", time(reads, readers, through));
            }
        }
    }

    private static void fill(ChartStore store, Clock clock) {
        for (int chart = 0; chart < CHARTS; chart++) {
            List<Change> changes = new ArrayList<>(SyntheticCharts.changes(chart, RESOURCES));
            String id = SyntheticCharts.id(chart);
            changes.add(
                    Change.put(
                            "Patient", id, "{\"resourceType\":\"Patient\",\"id\":\"" + id + "\"}"));
            store.append(id, new Attribution("bench", clock.instant(), "import"), changes);
        }
    }

    private static Visit visit() {
        return new Visit(
                Person.of("bench", "Bench", new Role("physician")),
                new Role("physician"),
                List.of(Grant.SiteTeam.ofAll("bench")),
                "127.0.0.1",
                "bench",
                "GET /patients",
                false);
    }

    private static void opened(Records records, String id) {
        if (!(records.open(id) instanceof ChartOpening.Opened)) {
            throw new IllegalStateException(id + " is not opened");
        }
    }

    private static double[] time(int reads, int readers, Consumer<String> read)
            throws InterruptedException {
        double[] millis = new double[reads * readers];
        List<Thread> threads = new ArrayList<>();
        for (int reader = 0; reader < readers; reader++) {
            int first = reader * reads;
            threads.add(
                    Thread.ofVirtual()
                            .start(() -> {
                                Random random = new Random(first);
                                for (int i = 0; i < reads; i++) {
                                    String id = SyntheticCharts.id(random.nextInt(CHARTS));
                                    long begun = System.nanoTime();
                                    read.accept(id);
                                    millis[first + i] = (System.nanoTime() - begun) / 1e6;
                                }
                            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        Arrays.sort(millis);
        return millis;
    }

    private static void print(int readers, String what, double[] sorted) {
        System.out.printf(
                "| %d | %s | %.3f | %.3f | %.3f |%n",
                readers,
                what,
                sorted[sorted.length / 2],
                sorted[(int) (sorted.length * 0.95)],
                sorted[(int) (sorted.length * 0.99)]);
    }
}
