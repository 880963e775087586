package org.osteon.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Store: killing the process during an import loses nothing that was acknowledged and leaves
/// nothing half-written. `-Dosteon.kills=500` for as many on each database (bench/README.md).
class CrashTest {
    private static final int KILLS =
            Integer.getInteger("osteon.kills", Boolean.getBoolean("osteon.long") ? 12 : 3);
    private static final int LONGEST_RUN_MILLIS = 700;

    @TempDir Path folder;

    /// What a killed process had acknowledged.
    private record Acknowledged(String chart, long sequence) {}

    private final List<Acknowledged> acknowledged = new ArrayList<>();

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void killing_the_importing_process_loses_nothing_acknowledged(TestDatabase database)
            throws Exception {
        String location = database.newLocation(folder);
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int kill = 0; kill < KILLS; kill++) {
            Process importing = startImport(location, "run" + kill);
            try (BufferedReader receipts = output(importing)) {
                assertThat(receipts.readLine()).isEqualTo("READY");
                if (kill == 0) {
                    // However slow the machine: something is acknowledged before the first kill.
                    note(receipts.readLine());
                }
                killWithin(importing, random.nextInt(LONGEST_RUN_MILLIS));
                collect(receipts);
            }
            check(location, "seed " + seed + ", kill " + kill);
        }
        assertThat(acknowledged).as("batches acknowledged, seed " + seed).isNotEmpty();
    }

    @Test
    void two_importing_processes_killed_at_different_moments_leave_one_chain() throws Exception {
        String location = TestDatabase.SQLITE.newLocation(folder);
        ChartStore.open(location).close();
        Process one = startImport(location, "one");
        Process two = startImport(location, "two");
        try (BufferedReader first = output(one);
                BufferedReader second = output(two)) {
            assertThat(first.readLine()).isEqualTo("READY");
            assertThat(second.readLine()).isEqualTo("READY");
            killWithin(one, 300);
            killWithin(two, 200);
            collect(first);
            collect(second);
        }
        check(location, "two processes");
    }

    @Test
    void killing_the_postgresql_server_loses_nothing_acknowledged() throws Exception {
        Path data = Files.createDirectories(folder.resolve("server"));
        for (int kill = 0; kill < 2; kill++) {
            try (EmbeddedPostgres server = TestDatabase.startServer(data)) {
                String location = server.getJdbcUrl("postgres", "postgres");
                if (kill > 0) {
                    check(location, "server killed");
                }
                Process importing = startImport(location, "run" + kill);
                try (BufferedReader receipts = output(importing)) {
                    assertThat(receipts.readLine()).isEqualTo("READY");
                    note(receipts.readLine());
                    Thread.sleep(400);
                    killServer(data);
                    collect(receipts);
                    assertThat(importing.waitFor(30, TimeUnit.SECONDS)).isTrue();
                }
            }
        }
        try (EmbeddedPostgres server = TestDatabase.startServer(data)) {
            check(server.getJdbcUrl("postgres", "postgres"), "server killed twice");
        }
        assertThat(acknowledged).isNotEmpty();
    }

    /// SIGKILL to the postmaster and all that it started, as a power cut would.
    private static void killServer(Path data) throws IOException {
        long postmaster =
                Long.parseLong(
                        Files.readAllLines(data.resolve("postmaster.pid")).getFirst().strip());
        ProcessHandle server = ProcessHandle.of(postmaster).orElseThrow();
        List<ProcessHandle> workers = server.descendants().toList();
        server.destroyForcibly();
        workers.forEach(ProcessHandle::destroyForcibly);
        server.onExit().join();
        workers.forEach(worker -> worker.onExit().join());
    }

    private static Process startImport(String location, String run) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-Xshare:auto",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ImportingProcess.class.getName(),
                        location,
                        run)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static BufferedReader output(Process process) {
        return new BufferedReader(
                new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    private static void killWithin(Process process, int millis) throws InterruptedException {
        Thread.sleep(millis);
        // Through the handle: what the process had printed before can then still be read.
        process.toHandle().destroyForcibly();
        process.waitFor();
    }

    private void collect(BufferedReader receipts) throws IOException {
        for (String line = receipts.readLine(); line != null; line = receipts.readLine()) {
            note(line);
        }
    }

    private void note(@Nullable String line) {
        int space = line == null ? -1 : line.indexOf(' ');
        if (line != null && space > 0) {
            acknowledged.add(
                    new Acknowledged(
                            line.substring(0, space), Long.parseLong(line.substring(space + 1))));
        }
    }

    private void check(String location, String occasion) {
        try (ChartStore store = ChartStore.open(location)) {
            assertThat(store.verify()).as(occasion).isInstanceOf(Verification.Intact.class);
            Map<Long, AuditEntry> entries = new HashMap<>();
            for (AuditEntry entry : store.auditSince(0, Integer.MAX_VALUE)) {
                entries.put(entry.sequence(), entry);
                assertThat(entry.changes()).as(occasion).isEqualTo(ImportingProcess.RESOURCES);
            }
            for (Acknowledged receipt : acknowledged) {
                assertThat(entries).as(occasion).containsKey(receipt.sequence());
                assertThat(entries.get(receipt.sequence()).chart()).contains(receipt.chart());
            }
            for (ChartListing chart : store.charts(0, Integer.MAX_VALUE)) {
                assertWhole(store.chart(chart.id()).orElseThrow(), occasion);
            }
        }
    }

    /// All resources there, and all of the same batch.
    private static void assertWhole(StoredChart chart, String occasion) {
        assertThat(chart.resources()).as(occasion).hasSize(ImportingProcess.RESOURCES);
        assertThat(chart.resources().stream().map(StoredResource::version).distinct())
                .as(occasion)
                .hasSize(1);
    }
}
