package org.osteon.app.http.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.osteon.app.http.server.ExportingProcess.ALL;
import static org.osteon.app.http.server.ExportingProcess.asked;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osteon.app.KilledProcess;
import org.osteon.records.bulk.BulkExports;
import org.osteon.records.bulk.BulkJob;
import org.osteon.records.people.Accounts;
import org.osteon.store.Attribution;
import org.osteon.store.Change;
import org.osteon.store.ChartStore;

/// An export whose server is killed, again and again, gives in the end the bytes that it would have
/// given undisturbed.
class BulkKillTest {
    private static final int KILLS =
            Integer.getInteger("osteon.kills", Boolean.getBoolean("osteon.long") ? 20 : 3);
    private static final int CHARTS = 60 * KILLS;
    private static final int LONGEST_MILLIS = 60;

    @TempDir private Path folder;

    @Test
    void an_export_that_is_killed_goes_on_and_gives_the_same_bytes() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        String id = begun();
        int kills = 0;
        boolean done = false;
        while (!done) {
            Process process = KilledProcess.start(ExportingProcess.class, folder, id);
            try (BufferedReader output =
                    new BufferedReader(
                            new InputStreamReader(
                                    process.getInputStream(), StandardCharsets.UTF_8))) {
                String first = output.readLine();
                assertThat(first)
                        .as("seed " + seed + "\n" + KilledProcess.said(folder))
                        .isNotNull();
                String line = first;
                while (line.equals(first) && !line.startsWith("done")) {
                    line = output.readLine();
                }
                while (kills >= KILLS && !line.startsWith("done")) {
                    line = output.readLine();
                }
                done = line.startsWith("done");
                if (!done) {
                    Thread.sleep(random.nextInt(LONGEST_MILLIS));
                    kills++;
                } else {
                    assertThat(line).isEqualTo("done ");
                }
                process.toHandle().destroyForcibly();
                process.waitFor();
            }
        }
        assertThat(kills).as("seed " + seed).isEqualTo(KILLS);
        assertThat(files(id)).as("seed " + seed).isEqualTo(files(undisturbed()));
    }

    /// A store with an export that was asked for and not begun.
    private String begun() {
        try (ChartStore store = ChartStore.open(folder.resolve("charts.db"))) {
            new Accounts(store, new HashedPasswords(), ExportingProcess.clock())
                    .made("doc", "D. Example", List.of("physician"));
            for (int i = 0; i < CHARTS; i++) {
                String id = "p%05d".formatted(i);
                String subject = ",\"subject\":{\"reference\":\"Patient/" + id + "\"}";
                keep(
                        store,
                        id,
                        put("Patient", id, ""),
                        put(
                                "Condition",
                                "c",
                                subject + ",\"asserter\":{\"reference\":\"Practitioner/doc\"}"),
                        put("Practitioner", "doc", ""),
                        put("Location", "ward", ",\"name\":\"" + i % 3 + "\""));
            }
            BulkExports exports = ExportingProcess.exports(store, folder, ExportingProcess.SLOW);
            String id = asked(store, _ -> exports.ask(ALL)).id();
            exports.close();
            return id;
        }
    }

    private String undisturbed() throws InterruptedException {
        try (ChartStore store = ChartStore.open(folder.resolve("charts.db"));
                BulkExports exports =
                        ExportingProcess.exports(store, folder, BulkExports.Pace.USUAL)) {
            String id = asked(store, _ -> exports.ask(ALL)).id();
            for (int i = 0; i < 1_200; i++) {
                BulkJob job = asked(store, _ -> exports.job(id)).orElseThrow();
                if (job.ended() != null) {
                    assertThat(job.problem()).isEmpty();
                    assertThat(job.looked()).isEqualTo(CHARTS);
                    return id;
                }
                Thread.sleep(50);
            }
        }
        throw new AssertionError("it was not done in time");
    }

    private static Change put(String type, String id, String more) {
        return Change.put(
                type, id, "{\"resourceType\":\"%s\",\"id\":\"%s\"%s}".formatted(type, id, more));
    }

    private static void keep(ChartStore store, String chart, Change... changes) {
        store.append(chart, new Attribution("test", TestServer.NOW, "import"), List.of(changes));
    }

    private Map<String, String> files(String id) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (var all = Files.list(folder.resolve("exports").resolve(id))) {
            for (Path one : all.toList()) {
                files.put(one.getFileName().toString(), Files.readString(one));
            }
        }
        return files;
    }
}
