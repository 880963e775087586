package org.osteon.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `osteon donors likelihood` (H3) on donors of one made-up population, asked about two.
class LikelihoodCommandTest {
    @TempDir static Path folder;
    private static Path registry;
    private static Path ours;
    private static Path both;

    @BeforeAll
    static void makeARegistry() throws IOException {
        String haplotypes =
                """
                A*01:01~B*08:01~C*07:01~DRB1*03:01~DQB1*02:01,%1$s0.6
                A*02:01~B*44:02~C*05:01~DRB1*04:01~DQB1*03:02,%1$s0.4
                """;
        ours = write("ours.csv", "haplotype,frequency\n" + haplotypes.formatted(""));
        both =
                write(
                        "both.csv",
                        "population,haplotype,frequency\n"
                                + haplotypes.formatted("").replaceAll("(?m)^A", "ours,A")
                                + "others,A*80:01~B*82:01~C*18:01~DRB1*10:01~DQB1*05:01,1\n");
        registry = folder.resolve("donors");
        CommandRun made =
                CommandRun.of(
                        "donors",
                        "simulate",
                        "--registry",
                        registry.toString(),
                        "--count",
                        "300",
                        "--frequencies",
                        ours.toString());
        assertThat(made.exitCode()).as(made.errors()).isZero();
    }

    private static Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private static CommandRun likelihood(Path frequencies, String... more) {
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                "donors",
                                "likelihood",
                                "--registry",
                                registry.toString(),
                                "--frequencies",
                                frequencies.toString()));
        arguments.addAll(List.of(more));
        if (!arguments.contains("--patients")) {
            arguments.addAll(List.of("--patients", "20"));
        }
        return CommandRun.of(arguments.toArray(String[]::new));
    }

    @Test
    void whose_haplotypes_the_donors_have_finds_one_and_whose_they_have_not_finds_none()
            throws IOException {
        CommandRun run = likelihood(both, "--sizes", "200", "--format", "json");
        assertThat(run.exitCode()).as(run.errors()).isZero();

        JsonNode rows = new ObjectMapper().readTree(run.output());
        assertThat(rows).hasSize(6);
        for (JsonNode row : rows) {
            boolean own = row.path("population").asText().equals("ours");
            assertThat(row.path("share").asDouble())
                    .as(row.toString())
                    .isBetween(own ? 0.999 : 0, own ? 1 : 0.001);
            assertThat(row.path("low").asDouble())
                    .isLessThanOrEqualTo(row.path("share").asDouble());
            assertThat(row.path("high").asDouble())
                    .isGreaterThanOrEqualTo(row.path("share").asDouble());
            assertThat(row.path("donors").asInt()).isEqualTo(200);
            assertThat(row.path("patients").asInt()).isEqualTo(20);
        }
        assertThat(rows.findValuesAsText("match"))
                .containsExactly("10/10", "9/10", "8/10", "10/10", "9/10", "8/10");
    }

    @Test
    void the_same_seed_says_the_same_in_every_format() {
        String csv = likelihood(ours, "--format", "csv").output();

        assertThat(csv).startsWith("population,patients,donors,match,share,low,high\nours.csv,20,");
        assertThat(likelihood(ours, "--format", "csv").output()).isEqualTo(csv);
        assertThat(likelihood(ours, "--format", "ndjson").output().lines())
                .hasSize((int) csv.lines().count() - 1);
        assertThat(likelihood(ours, "--format", "text").output())
                .startsWith("ours.csv: 20 patients drawn\n")
                .contains("10/10 or better");
        assertThat(likelihood(both, "--population", "others", "--format", "csv").output())
                .contains("others,20,")
                .doesNotContain("ours");
    }

    @ParameterizedTest
    @CsvSource({
        "--sizes, 5000, 'parts of the registry, from 1 to its'",
        "--sizes, 0, 'not 0'",
        "--sizes, many, 'many'",
        "--patients, 0, 'from 1 to 1000000, not 0'",
        "--population, nobody, 'no population nobody but [ours, others]'",
        "--loci, DPB1, 'have no [DPB1]'",
        "--type, horse, 'horse'",
        "--frequencies, /none, 'no such file: /none'",
    })
    void what_cannot_be_asked_is_told_in_one_line(String option, String value, String reason) {
        CommandRun run = likelihood(both, option, value);

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.output()).isEmpty();
        assertThat(run.errors()).contains(reason);
    }
}
