package org.osteon.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is said without loading a command is what the command says.
class QuickAnswersTest {
    private static String said(List<String> args) {
        StringWriter out = new StringWriter();
        int code =
                Osteon.run(
                        new PrintWriter(out),
                        new PrintWriter(new StringWriter()),
                        args.toArray(String[]::new));
        assertThat(code).as(args.toString()).isZero();
        return out.toString();
    }

    @Test
    void each_command_is_written_down_as_it_explains_itself(@TempDir Path folder)
            throws IOException {
        Path help = folder.resolve("help");
        HelpTexts.main(new String[] {help.toString()});

        List<Path> files;
        try (Stream<Path> written = Files.list(help)) {
            files = written.filter(file -> file.toString().endsWith(".plain.txt")).toList();
        }
        assertThat(files).hasSizeGreaterThan(60);
        for (Path file : files) {
            String name = file.getFileName().toString().replace(".plain.txt", "");
            List<String> args =
                    new ArrayList<>(name.equals("osteon") ? List.of() : List.of(name.split("[.]")));
            args.add("--help");
            assertThat(answer(args, folder)).as(name).hasValue(said(args));
            args.removeLast();
            args.addFirst("help");
            assertThat(answer(args, folder)).as("help " + name).hasValue(said(args));
        }
        assertThat(answer(List.of("assess", "-h"), folder)).hasValue(said(List.of("assess", "-h")));
        assertThat(QuickAnswers.to(new String[] {"--help"}, true, folder.toString()))
                .hasValueSatisfying(text -> assertThat(text).contains("\u001B[").contains("serve"));
        leavesToTheCommand(folder);
    }

    private static Optional<String> answer(List<String> args, Path folder) {
        return QuickAnswers.to(args.toArray(String[]::new), false, folder.toString());
    }

    private static void leavesToTheCommand(Path folder) {
        for (List<String> args :
                List.of(
                        List.<String>of(),
                        List.of("assess", "chart.json"),
                        List.of("assess", "--help", "chart.json"),
                        List.of("assess", "../assess", "--help"),
                        List.of("../help/assess", "--help"),
                        List.of("nosuch", "--help"),
                        List.of("help", "nosuch"),
                        List.of("assess", "--version"))) {
            assertThat(answer(args, folder)).as(args.toString()).isEmpty();
        }
    }

    @Test
    void where_nothing_was_written_down_the_command_answers() {
        assertThat(QuickAnswers.to(new String[] {"--help"}, false, null)).isEmpty();
        assertThat(QuickAnswers.to(new String[] {"--help"}, false, "/no/such/folder")).isEmpty();
        assertThat(QuickAnswers.to(new String[] {"-V"}, true, null))
                .hasValueSatisfying(text -> assertThat(text).startsWith("osteon "));
    }
}
