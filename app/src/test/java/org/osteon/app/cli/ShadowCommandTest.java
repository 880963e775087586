package org.osteon.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Before new knowledge is used, it is told whom it would answer otherwise, and why.
class ShadowCommandTest {
    @TempDir private Path folder;

    private String db;

    @BeforeEach
    void three_patients() throws IOException {
        db = folder.resolve("charts.db").toString();
        Path in = Files.createDirectories(folder.resolve("in"));
        for (String degrees : List.of("35.0", "36.5", "38.0")) {
            String id = "at-" + degrees.replace('.', '-');
            Files.writeString(
                    in.resolve(id + ".json"),
                    CoolingCases.bundle(
                                    CoolingCases.PATIENT,
                                    CoolingCases.ORDER,
                                    CoolingCases.temperature(degrees))
                            .replace("\"id\":\"p1\"", "\"id\":\"" + id + "\""));
        }
        assertThat(CommandRun.of("import", in.toString(), "--db", db).exitCode()).isZero();
    }

    /// The knowledge of the tests with another number in it.
    private String changed(String was, String is) throws IOException {
        Path copy = folder.resolve("changed");
        Path from = Path.of(CommandRun.TEST_KNOWLEDGE);
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path to = copy.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(to);
                } else {
                    Files.writeString(
                            to,
                            was.isEmpty()
                                    ? Files.readString(file)
                                    : Files.readString(file).replace(was, is));
                }
            }
        }
        return copy.toString();
    }

    private CommandRun shadow(String knowledge, String... more) {
        return CommandRun.of(
                Stream.concat(
                                Stream.of(
                                        "shadow",
                                        "--from",
                                        CommandRun.TEST_KNOWLEDGE,
                                        "--knowledge",
                                        knowledge,
                                        "--db",
                                        db,
                                        "--as-of",
                                        "2025-03-02"),
                                Stream.of(more))
                        .toArray(String[]::new));
    }

    @Test
    void whom_a_moved_threshold_answers_otherwise_is_told_with_the_reason() throws IOException {
        CommandRun run = shadow(changed("\"Degrees\" < 36.0", "\"Degrees\" < 37.0"));

        assertThat(run.exitCode()).as(run.errors()).isZero();
        assertThat(run.output())
                .containsSubsequence(
                        "cooling: 1 answered otherwise",
                        "  at-36-5: GO -> STOP",
                        "      now: COLD",
                        "warm-enough met -> not-met")
                .contains("iron-infusion: the same in both")
                .doesNotContain("at-35-0", "at-38-0");
        assertThat(run.errors())
                .contains("3 charts, 1 answered otherwise, 1 with another decision");
    }

    @Test
    void as_csv_it_is_a_line_for_each() throws IOException {
        CommandRun run =
                shadow(changed("\"Degrees\" < 36.0", "\"Degrees\" < 37.0"), "--format=csv");

        assertThat(run.output().lines())
                .hasSize(2)
                .first()
                .isEqualTo("chart,pathway,before,after,raised,gone,criteria,results,plan");
        assertThat(run.output())
                .contains("at-36-5,cooling,GO,STOP,COLD,,warm-enough met -> not-met");
    }

    @Test
    void as_json_it_says_the_same_with_the_rules_that_changed() throws IOException {
        CommandRun run =
                shadow(changed("\"Degrees\" < 36.0", "\"Degrees\" < 37.0"), "--format=json");

        JsonNode told = new ObjectMapper().readTree(run.output());
        assertThat(told.path("asOf").asText()).isEqualTo("2025-03-02");
        assertThat(told.path("charts").asInt()).isEqualTo(3);
        assertThat(told.path("answers")).hasSize(1);
        JsonNode answer = told.at("/answers/0");
        assertThat(answer.path("chart").asText()).isEqualTo("at-36-5");
        assertThat(answer.path("before").asText()).isEqualTo("GO");
        assertThat(answer.path("after").asText()).isEqualTo("STOP");
        assertThat(answer.at("/raised/0").asText()).isEqualTo("COLD");
        assertThat(answer.at("/criteria/0").toString())
                .contains("warm-enough", "\"met\"", "\"not-met\"");
        assertThat(told.path("pathways").valueStream())
                .filteredOn(one -> !one.path("same").asBoolean())
                .singleElement()
                .satisfies(one ->
                        assertThat(one.path("changed").toString()).contains("COLD", "36", "37"));
        assertThat(told.path("unreadable")).isEmpty();
    }

    @Test
    void other_words_are_no_other_answer() throws IOException {
        CommandRun run = shadow(changed("degrees is below 36", "degrees is too little"));

        assertThat(run.output()).contains("cooling: 0 answered otherwise").doesNotContain("at-");
        assertThat(run.errors()).contains("3 charts, 0 answered otherwise");
    }

    @Test
    void whoever_is_answered_by_one_state_only_is_told() throws IOException {
        Path fewer = Path.of(changed("", ""));
        try (Stream<Path> files = Files.walk(fewer.resolve("cooling"))) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }

        CommandRun run = shadow(fewer.toString());

        assertThat(run.output())
                .containsSubsequence(
                        "cooling: gone, 3 answered otherwise",
                        "at-35-0: STOP -> no such pathway",
                        "no longer: COLD",
                        "warm-enough not-met -> none");
        assertThat(run.errors())
                .contains("3 charts, 3 answered otherwise, 3 with another decision");
    }

    @Test
    void a_state_that_was_never_kept_is_named_with_the_remedy() {
        CommandRun run = CommandRun.of("shadow", "--from", "0123456789abcdef", "--db", db);

        assertThat(run.exitCode()).isNotZero();
        assertThat(run.output()).isEmpty();
        assertThat(run.errors()).contains("0123456789abcdef");
    }
}
