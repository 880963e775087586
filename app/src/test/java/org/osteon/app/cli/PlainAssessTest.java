package org.osteon.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/// What is read without picocli means what it means to picocli.
class PlainAssessTest {
    private static final List<String> WORDS =
            List.of(
                    "chart.json",
                    "another.json",
                    "",
                    "-",
                    "--",
                    "@chart.json",
                    "--as-of",
                    "--as-of=2025-09-15",
                    "2025-09-15",
                    "--as-of=",
                    "--pathway",
                    "--pathway=bone-modifying-agents",
                    "marrow-transplant",
                    "--pathway=--format",
                    "--format",
                    "--format=JSON",
                    "ndjson",
                    "--format=xml",
                    "--form=json",
                    "--batch=cases",
                    "--maps=maps",
                    "--knowledge-version=3f2a91c07b5d",
                    "--help");

    private static CommandLine picocli(AssessCommand command) {
        return new CommandLine(command)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExpandAtFiles(false);
    }

    private static Optional<List<Object>> plain(String... args) {
        return PlainAssess.of(args)
                .map(asked -> AssessCommand.of(asked, new PrintWriter(new StringWriter())).told());
    }

    @Test
    void whatever_is_written_is_read_alike_or_left_to_picocli() {
        Random random = new Random(7);
        int plain = 0;
        for (int i = 0; i < 20_000; i++) {
            List<String> args = new ArrayList<>();
            for (int words = random.nextInt(6); words > 0; words--) {
                args.add(WORDS.get(random.nextInt(WORDS.size())));
            }
            List<String> all = new ArrayList<>(args);
            all.addFirst("assess");
            Optional<List<Object>> told = plain(all.toArray(String[]::new));
            if (told.isPresent()) {
                plain++;
                AssessCommand command = new AssessCommand();
                picocli(command).parseArgs(args.toArray(String[]::new));
                assertThat(told.get()).as(args.toString()).isEqualTo(command.told());
            }
        }
        assertThat(plain).isGreaterThan(500);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "assess chart.json",
                "assess chart.json --as-of 2025-09-15",
                "assess --as-of=2025-09-15 --pathway bone-modifying-agents chart.json --format json",
                "assess chart.json --pathway bone-modifying-agents --pathway=marrow-transplant"
            })
    void what_the_help_shows_is_plain(String line) {
        assertThat(plain(line.split(" "))).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "assess",
                "assess chart.json another.json",
                "assess --batch cases",
                "assess chart.json --as-of 2025-09-15 --as-of 2025-09-16",
                "assess chart.json --format xml",
                "assess chart.json --help",
                "cases chart.json"
            })
    void anything_else_is_left_to_picocli(String line) {
        assertThat(plain(line.split(" "))).isEmpty();
    }

    @Test
    void a_chart_by_its_own_name_is_read_however_it_is_called() {
        assertThat(plain("assess", "a chart with blanks.json").map(told -> told.getFirst()))
                .contains(Path.of("a chart with blanks.json"));
    }
}
