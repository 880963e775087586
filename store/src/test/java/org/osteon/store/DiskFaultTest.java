package org.osteon.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A disk that is full, and one that cannot bring onto itself what was written: what was not kept
/// is said to be so, what was kept before is there and can be read, and it goes on when the disk
/// does. Skipped without a C compiler (`cc`), which makes the disk that fails, and without Linux.
class DiskFaultTest {
    private static final Path SHIM = Path.of("src", "test", "c", "disk-faults.c");

    @TempDir Path folder;
    private Path faults;
    private Path file;
    private Process program;
    private Writer asked;
    private BufferedReader answers;

    @BeforeEach
    void start() throws Exception {
        faults = folder.resolve("faults");
        file = folder.resolve("charts.db");
        Path shim = folder.resolve("disk-faults.so");
        assumeTrue(made(shim), "skipped: nothing here compiles " + SHIM + " (cc)");
        ProcessBuilder builder =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        AskedProcess.class.getName(),
                        file.toString());
        builder.environment().put("LD_PRELOAD", shim.toString());
        builder.environment().put("OSTEON_FAULTS", faults.toString());
        program = builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
        asked = program.outputWriter(StandardCharsets.UTF_8);
        answers =
                new BufferedReader(
                        new InputStreamReader(program.getInputStream(), StandardCharsets.UTF_8));
        assertThat(answers.readLine()).isEqualTo("READY");
    }

    private static boolean made(Path shim) throws InterruptedException {
        try {
            return new ProcessBuilder(
                                    "cc",
                                    "-shared",
                                    "-fPIC",
                                    "-o",
                                    shim.toString(),
                                    SHIM.toString(),
                                    "-ldl")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException _) {
            return false;
        }
    }

    @AfterEach
    void end() {
        if (program != null) {
            program.toHandle().destroyForcibly();
            program.onExit().join();
        }
    }

    private void disk(String fault) throws IOException {
        Files.writeString(faults, fault);
    }

    private String asks(String line) throws IOException {
        asked.write(line + "\n");
        asked.flush();
        return answers.readLine();
    }

    @Test
    void a_full_disk_keeps_nothing_by_halves_and_what_was_kept_is_read() throws Exception {
        assertThat(asks("keep before")).isEqualTo("done");

        disk("full");
        assertThat(asks("keep meanwhile")).isEqualTo("Full");
        assertThat(asks("keep meanwhile")).isEqualTo("Full");
        assertThat(asks("read before")).isEqualTo("done");
        assertThat(asks("read meanwhile")).isEqualTo("missing");

        disk("");
        assertThat(asks("keep after")).isEqualTo("done");
        assertThat(asks("keep meanwhile")).isEqualTo("done");
        end();
        isIntact(List.of("before", "after", "meanwhile"));
    }

    @Test
    void what_cannot_be_brought_onto_the_disk_is_not_acknowledged() throws Exception {
        assertThat(asks("keep before")).isEqualTo("done");

        disk("sync");
        assertThat(asks("keep meanwhile")).isEqualTo("Unreadable");
        assertThat(asks("read before")).isEqualTo("done");

        disk("");
        assertThat(asks("keep after")).isEqualTo("done");
        end();
        isIntact(List.of("before", "after"));
    }

    @Test
    void a_server_that_is_killed_while_the_disk_fails_loses_nothing_acknowledged()
            throws Exception {
        assertThat(asks("keep before")).isEqualTo("done");
        disk("sync");
        assertThat(asks("keep meanwhile")).isEqualTo("Unreadable");
        end();
        isIntact(List.of("before"));
    }

    /// What has room for a small note may have none for a chart: what could not be kept counts for
    /// a while, too.
    @Test
    void a_store_that_cannot_write_says_so_and_why_until_it_can() throws Exception {
        assertThat(asks("able now")).isEqualTo("done");

        disk("full");
        assertThat(able("Full")).isEqualTo("Full");
        disk("sync");
        assertThat(able("Unreadable")).isEqualTo("Unreadable");
        disk("");
        assertThat(able("done")).isEqualTo("done");

        disk("full");
        assertThat(asks("keep meanwhile")).isEqualTo("Full");
        disk("");
        Thread.sleep(2_500);
        assertThat(asks("able now"))
                .as("somebody could not keep something just now")
                .isEqualTo("Full");
        assertThat(asks("keep meanwhile")).isEqualTo("done");
        assertThat(able("done")).isEqualTo("done");
    }

    /// It is tried every two seconds at most.
    private String able(String expected) throws Exception {
        String said = asks("able now");
        for (int i = 0; i < 30 && !said.equals(expected); i++) {
            Thread.sleep(200);
            said = asks("able now");
        }
        return said;
    }

    /// Those are there, and each chart that is there is there whole.
    private void isIntact(List<String> kept) {
        try (ChartStore store = ChartStore.open(file)) {
            assertThat(store.verify()).isInstanceOf(Verification.Intact.class);
            assertThat(store.charts(0, 10)).extracting(ChartListing::id).containsAll(kept);
            assertThat(store.charts(0, 10))
                    .allSatisfy(one ->
                            assertThat(store.chart(one.id()).orElseThrow().resources())
                                    .hasSize(AskedProcess.RESOURCES));
        }
    }
}
