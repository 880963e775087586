package org.osteon.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/// Of the commands only the one that is meant is looked at: it is there all the same, by the name
/// that the help tells.
class CommandsTest {
    private static List<String> listed() {
        return CommandRun.of("--help")
                .output()
                .lines()
                .dropWhile(line -> !line.equals("Commands:"))
                .skip(1)
                .takeWhile(line -> !line.isBlank())
                .filter(line -> line.matches("  [a-z]\\S* .*"))
                .map(line -> line.strip().replaceFirst(" .*", ""))
                .toList();
    }

    @Test
    void each_command_of_the_help_explains_itself() {
        List<String> names = listed();
        assertThat(names)
                .hasSize(20)
                .startsWith("assess", "serve", "import")
                .doesNotContain("warm-up");
        for (String name : names) {
            CommandRun help = CommandRun.of(name, "--help");
            assertThat(help.exitCode()).as(name).isZero();
            assertThat(help.output()).as(name).contains("Usage: osteon " + name);
        }
    }

    @Test
    void the_version_is_told_by_the_whole_and_by_each_command() {
        assertThat(CommandRun.of("--version").output()).startsWith("osteon ");
        assertThat(CommandRun.of("assess", "--version").output()).startsWith("osteon ");
    }

    @Test
    void a_command_that_there_is_not_is_answered_with_those_that_there_are() {
        CommandRun run = CommandRun.of("asses", "chart.json");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.errors()).contains("there is no command 'asses'");
        listed().forEach(name -> assertThat(run.errors()).contains(name));
    }
}
