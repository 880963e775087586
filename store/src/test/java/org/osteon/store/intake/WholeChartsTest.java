package org.osteon.store.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osteon.store.ChartListing;
import org.osteon.store.ChartStore;
import org.osteon.store.Verification;

/// Law: a chart of an import is there whole or not at all, to whoever reads beside it and after any
/// end of the process; whether its resources come in one Bundle, in a Bundle of several patients,
/// or as lines of several files (attack: half charts beside a healthy import).
class WholeChartsTest {
    private static final int KILLS = Boolean.getBoolean("osteon.long") ? 30 : 3;
    private static final int PATIENTS = 400;
    private static final int OBSERVATIONS = 40;
    private static final int LONGEST_RUN_MILLIS = 2_500;

    @TempDir private Path folder;
    private Path files;
    private String location;

    @BeforeEach
    void write_an_export() throws IOException {
        location = folder.resolve("charts.db").toString();
        files = Files.createDirectories(folder.resolve("export"));
        for (int patient = 0; patient < PATIENTS; patient++) {
            Files.writeString(
                    files.resolve("bundle-%03d.json".formatted(patient)),
                    bundle("b" + patient, ""));
        }
        // As a bulk export is: by type, so that each patient is in both files.
        try (Writer observations = Files.newBufferedWriter(files.resolve("l-observation.ndjson"));
                Writer patients = Files.newBufferedWriter(files.resolve("l-patient.ndjson"))) {
            for (int i = 0; i < OBSERVATIONS; i++) {
                for (int patient = 0; patient < PATIENTS; patient++) {
                    observations.write(observation("l" + patient, i) + "\n");
                }
            }
            for (int patient = 0; patient < PATIENTS; patient++) {
                patients.write(patient("l" + patient) + "\n");
            }
        }
        Files.writeString(files.resolve("m-two.json"), bundle("m1", "," + entries("m2")));
    }

    private static String patient(String id) {
        return "{\"resourceType\":\"Patient\",\"id\":\"" + id + "\"}";
    }

    private static String observation(String patient, int number) {
        return "{\"resourceType\":\"Observation\",\"id\":\"%s-%d\",\"subject\":{\"reference\":\"Patient/%s\"}}"
                .formatted(patient, number, patient);
    }

    private static String entries(String patient) {
        StringBuilder entries = new StringBuilder("{\"resource\":" + patient(patient) + "}");
        for (int i = 0; i < OBSERVATIONS; i++) {
            entries.append(",{\"resource\":").append(observation(patient, i)).append("}");
        }
        return entries.toString();
    }

    private static String bundle(String patient, String more) {
        return "{\"resourceType\":\"Bundle\",\"entry\":[" + entries(patient) + more + "]}";
    }

    /// Charts that are not whole, by their number of resources.
    private static Map<String, Integer> halves(ChartStore store) {
        Map<String, Integer> halves = new TreeMap<>();
        for (ChartListing chart : store.charts(0, Integer.MAX_VALUE)) {
            int resources = store.chart(chart.id()).orElseThrow().resources().size();
            if (resources != OBSERVATIONS + 1) {
                halves.put(chart.id(), resources);
            }
        }
        return halves;
    }

    @Test
    void a_reader_beside_a_running_import_sees_whole_charts_only() throws Exception {
        try (ChartStore store = ChartStore.open(location);
                ChartStore reader = ChartStore.open(location)) {
            Thread importing =
                    Thread.ofPlatform()
                            .start(() -> {
                                try {
                                    Intake intake =
                                            new Intake(
                                                    store,
                                                    "test",
                                                    InstantSource.system(),
                                                    new IntakeReport(_ -> {}),
                                                    _ -> {});
                                    for (Path file : Intake.files(files)) {
                                        intake.file(file);
                                    }
                                    intake.finish();
                                } catch (IOException e) {
                                    throw new AssertionError(e);
                                }
                            });
            while (importing.isAlive()) {
                assertThat(halves(reader)).isEmpty();
            }
            importing.join();
            assertThat(halves(reader)).isEmpty();
            assertThat(reader.chartCount()).isEqualTo(2 * PATIENTS + 2);
        }
    }

    @Test
    void killing_the_import_leaves_whole_charts_and_the_next_one_completes_them() throws Exception {
        Random random = new Random();
        for (int kill = 0; kill < KILLS; kill++) {
            Process importing = start();
            try (BufferedReader output = output(importing)) {
                assertThat(output.readLine()).isEqualTo("READY");
                Thread.sleep(random.nextInt(LONGEST_RUN_MILLIS));
                importing.toHandle().destroyForcibly();
                importing.waitFor();
            }
            try (ChartStore store = ChartStore.open(location)) {
                assertThat(halves(store)).as("kill " + kill).isEmpty();
                assertThat(store.verify()).isInstanceOf(Verification.Intact.class);
            }
        }
        Process last = start();
        try (BufferedReader output = output(last)) {
            assertThat(output.lines()).contains("DONE");
        }
        assertThat(last.waitFor(60, TimeUnit.SECONDS)).isTrue();
        try (ChartStore store = ChartStore.open(location)) {
            assertThat(store.chartCount()).isEqualTo(2 * PATIENTS + 2);
            assertThat(halves(store)).isEmpty();
        }
    }

    private Process start() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-Xshare:auto",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        IntakeProcess.class.getName(),
                        location,
                        files.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static BufferedReader output(Process process) {
        return new BufferedReader(
                new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }
}
