package org.osteon.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The password of a database is on no command line, and in no message (attack 13).
class StoreOptionTest {
    @TempDir private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"audit verify", "export --all out", "import .", "backup x.db"})
    void a_password_on_the_command_line_is_refused_with_the_remedy(String command) {
        String[] words =
                (command + " --db jdbc:postgresql://localhost:1/osteon?user=a&password=s3cret")
                        .split(" ");

        CommandRun run = CommandRun.of(words);

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.errors())
                .contains("--db-password-file", ".pgpass", "OSTEON_DB")
                .doesNotContain("s3cret");
    }

    @Test
    void a_password_file_is_read_and_never_told() throws Exception {
        Path file = Files.writeString(folder.resolve("password"), "s3cret&?\n");

        CommandRun run =
                CommandRun.of(
                        "audit",
                        "verify",
                        "--db",
                        "jdbc:postgresql://localhost:1/osteon?user=a",
                        "--db-password-file",
                        file.toString());

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.errors()).contains("localhost:1").doesNotContain("s3cret");
    }

    @Test
    void a_password_file_that_is_not_there_is_named() {
        CommandRun run =
                CommandRun.of(
                        "audit",
                        "verify",
                        "--db",
                        "jdbc:postgresql://localhost:1/osteon?user=a",
                        "--db-password-file",
                        folder.resolve("none").toString());

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.errors()).contains("none");
    }
}
