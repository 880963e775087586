package org.osteon.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/// A cluster of two executors, each a process of its own, as `local-cluster` starts them. One is
/// killed half-way.
@EnabledIfSystemProperty(
        named = "osteon.long",
        matches = "true",
        disabledReason = "killed executors: ./osteon verify --long")
class KilledExecutorTest {
    private static final int PARTS = 8;
    private static final int LONGEST_SECONDS = 600;

    /// What Spark takes for its home: its jars are those of this test.
    private static final Path SPARK = Path.of("target/spark-of-test").toAbsolutePath();

    @TempDir Path folder;

    @Test
    void with_an_executor_killed_half_way_every_line_is_there_once()
            throws IOException, InterruptedException {
        Path input = Files.createDirectory(folder.resolve("in"));
        List<String> cases = SweepRunner.someCases(10);
        List<String> plain = new ArrayList<>();
        for (int i = 0; i < PARTS; i++) {
            Path file = input.resolve("%02d.ndjson".formatted(i));
            Files.write(
                    file, cases.subList(i * cases.size() / PARTS, (i + 1) * cases.size() / PARTS));
            Files.writeString(file, SweepRunner.PADDING, StandardOpenOption.APPEND);
            plain.addAll(SweepRunner.batch(file));
        }
        Path output = folder.resolve("out");
        Process driver = start(input, output);
        try {
            Path notes = output.resolve("_sweep/parts");
            ProcessHandle victim = executorOnceDone(driver, notes);
            assertThat(victim.destroyForcibly()).isTrue();
            assertThat(count(notes)).isLessThan(PARTS);
            assertThat(driver.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)).isTrue();

            assertThat(driver.exitValue())
                    .as(Files.readString(folder.resolve("driver.log")))
                    .isZero();
            assertThat(Files.readString(folder.resolve("driver.log"))).contains("Lost executor");
            assertThat(SweepRunner.lines(output)).isEqualTo(plain);
            assertThat(SweepRunner.parts(output)).hasSize(PARTS);
        } finally {
            driver.descendants().forEach(ProcessHandle::destroyForcibly);
            driver.destroyForcibly();
        }
    }

    /// One that runs, when some parts are done and more are not.
    private ProcessHandle executorOnceDone(Process driver, Path notes)
            throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST_SECONDS);
        while (System.nanoTime() < end && driver.isAlive()) {
            List<ProcessHandle> executors =
                    driver.descendants()
                            .filter(process ->
                                    process.info()
                                            .commandLine()
                                            .orElse("")
                                            .contains("CoarseGrainedExecutorBackend"))
                            .toList();
            if (executors.size() == 2 && count(notes) > 1) {
                return executors.getFirst();
            }
            Thread.sleep(20);
        }
        throw new AssertionError(
                "no two executors that had done something were seen: "
                        + Files.readString(folder.resolve("driver.log")));
    }

    private static long count(Path notes) throws IOException {
        if (!Files.isDirectory(notes)) {
            return 0;
        }
        try (Stream<Path> files = Files.list(notes)) {
            return files.count();
        }
    }

    private static List<Path> classPath() {
        try {
            List<Path> entries = new ArrayList<>();
            if (Thread.currentThread().getContextClassLoader() instanceof URLClassLoader loader) {
                for (URL url : loader.getURLs()) {
                    entries.add(Path.of(url.toURI()));
                }
            } else {
                for (String entry :
                        System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
                    entries.add(Path.of(entry).toAbsolutePath());
                }
            }
            return entries;
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private Process start(Path input, Path output) throws IOException {
        List<String> ours = new ArrayList<>();
        Path jars = Files.createDirectories(SPARK.resolve("jars"));
        for (Path one : classPath()) {
            if (one.toString().endsWith(".jar")
                    && !one.getFileName().toString().startsWith("osteon-")
                    && !one.getFileName().toString().startsWith("junit-platform-console")) {
                Path link = jars.resolve(one.getFileName());
                if (!Files.exists(link)) {
                    Files.createSymbolicLink(link, one);
                }
            } else if (Files.exists(one)) {
                ours.add(one.toString());
            }
        }
        String classes = String.join(File.pathSeparator, ours);
        ProcessBuilder process =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin/java").toString(),
                        "-Xmx700m",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-Dosteon.sweep.exit=true",
                        "-Dspark.master=local-cluster[2,1,1024]",
                        "-Dspark.executor.memory=1024m",
                        "-Dspark.executor.extraClassPath=" + classes,
                        "-Dspark.driver.host=127.0.0.1",
                        "-Dspark.driver.bindAddress=127.0.0.1",
                        "-Dspark.ui.enabled=false",
                        "-Dspark.master.ui.port=0",
                        "-Dspark.worker.ui.port=0",
                        "-cp",
                        jars + "/*" + File.pathSeparator + classes,
                        Sweep.class.getName(),
                        "assess",
                        "--input=" + input,
                        "--output=" + output,
                        "--format=ndjson",
                        "--part-mb=1");
        process.environment().put("SPARK_HOME", jars.getParent().toString());
        process.environment().put("SPARK_SCALA_VERSION", "2.13");
        process.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
        process.environment().put("SPARK_LOCAL_HOSTNAME", "127.0.0.1");
        return process.directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("driver.log").toFile())
                .start();
    }
}
