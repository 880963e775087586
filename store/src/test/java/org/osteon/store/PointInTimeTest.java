package org.osteon.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A store on PostgreSQL comes back as it was at a moment, by the server's own means, as
/// `docs/operating.md` says: `pg_basebackup`, an archive of its log, `recovery_target_time`.
/// Skipped without the programs of a PostgreSQL server.
class PointInTimeTest {
    @TempDir Path folder;
    private Path programs;
    private Path running;
    private int port;

    private static Path found() throws IOException {
        List<Path> folders = new ArrayList<>();
        Path installed = Path.of("/usr/lib/postgresql");
        if (Files.isDirectory(installed)) {
            try (Stream<Path> versions = Files.list(installed)) {
                versions.sorted().forEach(one -> folders.add(one.resolve("bin")));
            }
        }
        for (String one : System.getenv().getOrDefault("PATH", "").split(":", -1)) {
            folders.add(Path.of(one));
        }
        return folders.stream()
                .filter(one ->
                        Stream.of("initdb", "pg_ctl", "pg_basebackup")
                                .allMatch(name -> Files.isExecutable(one.resolve(name))))
                .findFirst()
                .orElse(null);
    }

    /// A server of PostgreSQL does not run as root: there it runs as nobody.
    private void run(String program, Object... arguments) throws Exception {
        List<String> command = new ArrayList<>();
        if ("root".equals(System.getProperty("user.name"))) {
            command.addAll(List.of("unshare", "-U"));
        }
        command.add(programs.resolve(program).toString());
        for (Object one : arguments) {
            command.add(one.toString());
        }
        Path said = folder.resolve(program + ".out");
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(said.toFile())
                        .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).as(program).isTrue();
        assertThat(process.exitValue()).as(program + ": " + Files.readString(said)).isZero();
    }

    private void start(Path data) throws Exception {
        running = data;
        run("pg_ctl", "start", "-w", "-D", data, "-l", folder.resolve("server.log"));
    }

    @AfterEach
    void stop() throws Exception {
        if (running != null) {
            run("pg_ctl", "stop", "-m", "fast", "-D", running);
            running = null;
        }
    }

    private String location() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=postgres";
    }

    private String asks(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(location());
                ResultSet rows = connection.createStatement().executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static void eventually(String what, Callable<Boolean> holds) throws Exception {
        long until = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!holds.call()) {
            assertThat(System.nanoTime()).as(what).isLessThan(until);
            Thread.sleep(50);
        }
    }

    private void append(String chart, String value) {
        try (ChartStore store = ChartStore.open(location(), folder.resolve("audit.key"))) {
            assertThat(
                            store.append(
                                    chart,
                                    StoreTest.at(StoreTest.MONDAY),
                                    List.of(StoreTest.creatinine(value))))
                    .isInstanceOf(Appended.Recorded.class);
        }
    }

    @Test
    void a_store_comes_back_as_it_was_at_a_moment_between_two_changes() throws Exception {
        assumeTrue(
                Boolean.getBoolean("osteon.long"),
                "a backup of PostgreSQL: ./osteon verify --long");
        programs = found();
        assumeTrue(programs != null, "skipped: no programs of a PostgreSQL server here");
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        Path data = folder.resolve("data");
        Path archive = Files.createDirectory(folder.resolve("archive"));
        run("initdb", "-D", data, "-U", "postgres", "-A", "trust", "--no-sync");
        Files.writeString(
                data.resolve("postgresql.conf"),
                """
                listen_addresses = '127.0.0.1'
                port = %d
                unix_socket_directories = ''
                archive_mode = on
                archive_command = 'cp %%p %s/%%f'
                """
                        .formatted(port, archive),
                StandardOpenOption.APPEND);
        start(data);
        append("p1", "1.1");

        Path base = folder.resolve("base");
        run(
                "pg_basebackup",
                "-D",
                base,
                "-h",
                "127.0.0.1",
                "-p",
                port,
                "-U",
                "postgres",
                "--checkpoint=fast");
        append("p2", "1.2");
        String moment = asks("SELECT clock_timestamp()::text");
        Thread.sleep(20);
        append("p1", "9.9");
        append("p3", "1.3");
        String last = asks("SELECT pg_walfile_name(pg_switch_wal())");
        eventually("the log is archived", () -> Files.exists(archive.resolve(last)));
        stop();

        Files.writeString(
                base.resolve("postgresql.auto.conf"),
                """
                restore_command = 'cp %s/%%f %%p'
                recovery_target_time = '%s'
                recovery_target_action = 'promote'
                """
                        .formatted(archive, moment),
                StandardOpenOption.APPEND);
        Files.createFile(base.resolve("recovery.signal"));
        Files.setPosixFilePermissions(base, PosixFilePermissions.fromString("rwx------"));
        start(base);
        eventually("it is out of recovery", () -> asks("SELECT pg_is_in_recovery()").equals("f"));

        try (ChartStore back = ChartStore.open(location(), folder.resolve("audit.key"))) {
            assertThat(back.charts(0, 10)).extracting(ChartListing::id).containsExactly("p1", "p2");
            assertThat(back.history("p1", StoreTest.creatinine())).hasSize(1);
            assertThat(back.verify())
                    .isInstanceOfSatisfying(
                            Verification.Intact.class,
                            intact -> assertThat(intact.sealed()).isEqualTo(2));
        }
        append("p4", "1.4");
    }
}
