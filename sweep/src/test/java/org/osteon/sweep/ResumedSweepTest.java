package org.osteon.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What an earlier run made is kept, looked at and not made again.
@EnabledIfSystemProperty(
        named = "osteon.long",
        matches = "true",
        disabledReason = "sweeps gone on with: ./osteon verify --long")
class ResumedSweepTest {
    @TempDir static Path folder;

    private static Path input;

    @BeforeAll
    static void write() throws IOException {
        input = Files.createDirectory(folder.resolve("in"));
        List<String> cases = SweepRunner.someCases(12);
        for (int i = 0; i < 4; i++) {
            List<String> some =
                    new ArrayList<>(
                            cases.subList(i * cases.size() / 4, (i + 1) * cases.size() / 4));
            some.add(SweepRunner.PADDING);
            Files.write(input.resolve(i + ".ndjson"), some);
        }
    }

    @Test
    void a_run_that_was_ended_is_gone_on_with_and_gives_the_same() throws IOException {
        Path output = folder.resolve("out");
        assertThat(run(output).exitCode()).isZero();
        List<String> whole = SweepRunner.lines(output);
        List<Path> parts = SweepRunner.parts(output);
        assertThat(parts).hasSizeGreaterThan(1);

        // As a kill leaves it: one part not noted, of another half a file, of a third none.
        Path notes = output.resolve("_sweep/parts");
        Files.delete(notes.resolve("part-00000.json"));
        Files.writeString(parts.get(1), Files.readString(parts.get(1)).substring(0, 100));
        Files.createDirectories(output.resolve("_sweep/writing"));
        Files.writeString(output.resolve("_sweep/writing/part-00000-7"), "{\"file\":");
        Files.writeString(output.resolve("rows/part-00099.ndjson"), "{}\n");
        FileTime before = FileTime.fromMillis(1_000_000_000_000L);
        for (int i = 2; i < parts.size(); i++) {
            Files.setLastModifiedTime(parts.get(i), before);
        }

        SweepRunner again = run(output);

        assertThat(again.exitCode()).isZero();
        assertThat(again.errors())
                .contains((parts.size() - 2) + " of " + parts.size() + " parts were done")
                .contains("doing 2 parts");
        assertThat(SweepRunner.lines(output)).isEqualTo(whole);
        for (int i = 2; i < parts.size(); i++) {
            assertThat(Files.getLastModifiedTime(parts.get(i))).isEqualTo(before);
        }
        try (Stream<Path> left = Files.list(output.resolve("_sweep"))) {
            assertThat(left.map(path -> path.getFileName().toString()))
                    .containsExactlyInAnyOrder("plan.json", "parts");
        }

        SweepRunner other =
                WorkedCasesSweepTest.sweep(input, output, "--format=ndjson", "--as-of=2020-01-01");
        assertThat(other.exitCode()).isEqualTo(2);
        assertThat(other.errors()).contains("holds another sweep: it asked something else");
        assertThat(SweepRunner.lines(output)).isEqualTo(whole);
    }

    /// Charts or rows that got lost, whoever lost them.
    @ParameterizedTest
    @CsvSource({"charts, charts went in and", "rows, were written and"})
    void what_does_not_add_up_fails_the_sweep(String count, String told) throws IOException {
        Path output = folder.resolve("counts-" + count);
        assertThat(run(output).exitCode()).isZero();
        Path note = output.resolve("_sweep/parts/part-00000.json");
        ObjectMapper json = new ObjectMapper();
        ObjectNode noted = (ObjectNode) json.readTree(note.toFile());
        noted.put(count, noted.path(count).asLong() - 1);
        json.writeValue(note.toFile(), noted);

        SweepRunner again = run(output);

        assertThat(again.exitCode()).isEqualTo(1);
        assertThat(again.errors()).contains(told);
    }

    private static SweepRunner run(Path output) {
        return WorkedCasesSweepTest.sweep(
                input, output, "--format=ndjson", "--part-mb=1", "--as-of=2025-06-02");
    }

    @Test
    void a_folder_with_something_else_in_it_is_left_alone() throws IOException {
        Path other = Files.createDirectory(folder.resolve("other"));
        Files.writeString(other.resolve("mine.txt"), "mine");
        SweepRunner run = run(other);
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.errors()).contains("holds something that is no sweep (mine.txt)");
    }

    @Test
    void an_input_that_is_not_there_is_named() {
        SweepRunner run =
                WorkedCasesSweepTest.sweep(folder.resolve("none"), folder.resolve("none-out"));
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.errors()).contains("no such file or folder").contains("none");
        assertThat(Files.exists(folder.resolve("none-out"))).isFalse();
    }
}
