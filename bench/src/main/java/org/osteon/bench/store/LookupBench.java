package org.osteon.bench.store;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.osteon.store.Attribution;
import org.osteon.store.Change;
import org.osteon.store.ChartStore;
import org.osteon.store.ResourceId;
import org.osteon.store.StoredResource;
import org.osteon.store.intake.Intake;

/// A resource by its id alone, read and written, in stores of more and more charts; and what an
/// import of these charts, a Bundle each, writes to the disk. Processor time of the thread, median
/// of 200. Arguments: folder, resources per chart (50), numbers of charts (1000 10000).
public final class LookupBench {
    private static final int ASKED = 200;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private LookupBench() {}

    /// Prints a table in Markdown.
    public static void main(String[] args) throws IOException {
        Path folder = Files.createDirectories(Path.of(args[0]));
        int resources = args.length > 1 ? Integer.parseInt(args[1]) : 50;
        int[] sizes =
                args.length > 2
                        ? Arrays.stream(args).skip(2).mapToInt(Integer::parseInt).toArray()
                        : new int[] {1_000, 10_000};
        System.out.println("load before: " + line("/proc/loadavg"));
        System.out.println(
                "| charts | read by id, ms | id that is nowhere, ms | write by id, ms"
                        + " | import, resources a processor second | written for a byte of JSON |");
        System.out.println("|---|---|---|---|---|---|");
        for (int charts : sizes) {
            row(folder.resolve("charts-" + charts + ".db"), charts, resources);
        }
        System.out.println("load after: " + line("/proc/loadavg"));
    }

    private static void row(Path file, int charts, int resources) throws IOException {
        long json = 0;
        long written = written();
        long cpu = THREADS.getCurrentThreadCpuTime();
        long making = 0;
        try (ChartStore store = ChartStore.open(file)) {
            Intake intake = StrictIntake.into(store);
            for (int chart = 0; chart < charts; chart++) {
                long begun = THREADS.getCurrentThreadCpuTime();
                byte[] bundle = SyntheticCharts.bundle(chart, resources);
                making += THREADS.getCurrentThreadCpuTime() - begun;
                json += bundle.length;
                intake.bundle("chart " + chart, bundle);
            }
            intake.finish();
            double seconds = (THREADS.getCurrentThreadCpuTime() - cpu - making) / 1e9;
            written = written() - written;
            List<ResourceId> asked = asked(charts, resources);
            double read = median(asked, id -> require(store.find(id)));
            double nowhere =
                    median(asked, id -> store.find(new ResourceId(id.type(), id.id() + "-x")));
            double put = median(asked, id -> put(store, id));
            System.out.printf(
                    Locale.ROOT,
                    "| %,d | %.3f | %.3f | %.3f | %,.0f | %.1f |%n",
                    charts,
                    read,
                    nowhere,
                    put,
                    (double) charts * resources / seconds,
                    (double) written / json);
        }
    }

    private static List<ResourceId> asked(int charts, int resources) {
        Random random = new Random(3);
        List<ResourceId> asked = new ArrayList<>();
        for (int i = 0; i < 2 * ASKED; i++) {
            List<Change> changes = SyntheticCharts.changes(random.nextInt(charts), resources);
            asked.add(changes.get(random.nextInt(changes.size())).resource());
        }
        return asked;
    }

    private static void require(List<StoredResource> found) {
        if (found.size() != 1) {
            throw new IllegalStateException("found " + found);
        }
    }

    /// As a PUT without the patient does it.
    private static void put(ChartStore store, ResourceId id) {
        StoredResource there = store.find(id).getFirst();
        String json = there.json().replaceFirst("\\{", "{\"language\":\"en\",");
        store.append(
                there.chart(),
                new Attribution("bench", Clock.systemUTC().instant(), "change"),
                List.of(Change.put(id.type(), id.id(), json)));
    }

    private interface Asking {
        void of(ResourceId id);
    }

    /// Milliseconds of processor time; the first half warms up.
    private static double median(List<ResourceId> asked, Asking asking) {
        double[] times = new double[asked.size()];
        for (int i = 0; i < times.length; i++) {
            long start = THREADS.getCurrentThreadCpuTime();
            asking.of(asked.get(i));
            times[i] = (THREADS.getCurrentThreadCpuTime() - start) / 1e6;
        }
        double[] counted = Arrays.copyOfRange(times, times.length / 2, times.length);
        Arrays.sort(counted);
        return counted[counted.length / 2];
    }

    private static long written() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/io")).stream()
                .filter(one -> one.startsWith("wchar"))
                .mapToLong(one -> Long.parseLong(one.replaceAll("\\D", "")))
                .sum();
    }

    private static String line(String file) throws IOException {
        return Files.exists(Path.of(file)) ? Files.readString(Path.of(file)).strip() : "unknown";
    }
}
