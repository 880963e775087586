package org.osteon.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A sweep says of each chart what `osteon assess --batch` says.
class WorkedCasesSweepTest {
    @TempDir static Path folder;

    /// One case in so many where not all are asked for.
    private static final int STEP = 9;

    private static Path input;
    private static List<String> plain;

    /// Some of the worked cases, and what is none.
    @BeforeAll
    static void write() throws IOException, InterruptedException {
        input = withWhatIsNone("some", SweepRunner.someCases(STEP));
        plain = SweepRunner.batch(input);
    }

    /// With blank lines, half an object, a chart of nobody.
    private static Path withWhatIsNone(String name, List<String> cases) throws IOException {
        List<String> lines = new ArrayList<>(cases);
        lines.add(7, "{\"asOf\": \"2025-01-01\", \"pathway\": ");
        lines.add(11, "  ");
        lines.add(13, "{\"asOf\": \"2025-01-01\", \"pathway\": \"none\", \"chart\": {}}");
        lines.add(17, "\r");
        return Files.write(Files.createDirectory(folder.resolve(name)).resolve("a.ndjson"), lines);
    }

    /// One in nine; all of them with `-Dosteon.long=true`.
    @Test
    void worked_cases_give_the_lines_of_a_batch() throws IOException, InterruptedException {
        boolean all = Boolean.getBoolean("osteon.long");
        Path cases = all ? withWhatIsNone("all", SweepRunner.workedCases()) : input;
        List<String> batch = all ? SweepRunner.batch(cases) : plain;
        Path output = folder.resolve("lines");
        SweepRunner run = sweep(cases, output, "--format=ndjson", "--part-mb=1");

        assertThat(run.errors()).contains("of 2 charts a row says why");
        assertThat(run.exitCode()).isZero();
        assertThat(batch).hasSizeGreaterThan(all ? 1000 : 100);
        assertThat(SweepRunner.parts(output)).hasSizeGreaterThan(all ? 3 : 0);
        assertThat(SweepRunner.lines(output)).isEqualTo(batch);
    }

    @Test
    void packed_lines_give_the_same() throws IOException {
        Path packed = folder.resolve("a.ndjson.gz");
        try (GZIPOutputStream gzip = new GZIPOutputStream(Files.newOutputStream(packed))) {
            Files.copy(input, gzip);
        }
        Path output = folder.resolve("packed");
        assertThat(sweep(packed, output, "--format=ndjson").exitCode()).isZero();
        assertThat(SweepRunner.lines(output)).isEqualTo(plain);
    }

    @Test
    void as_parquet_each_chart_has_its_rows_and_one_that_cannot_be_used_says_why() {
        Path output = folder.resolve("parquet");
        SweepRunner run = sweep(input, output);

        assertThat(run.exitCode()).isZero();
        List<Row> rows =
                SweepRunner.rows(
                        output,
                        "row",
                        "line",
                        "id",
                        "pathway",
                        "decision",
                        "results",
                        "knowledge_hash",
                        "error",
                        "verdict_kidney",
                        "verdict_calcium",
                        "verdict_indication");
        assertThat(rows.stream().filter(row -> row.<Long>getAs("row") == 0).count())
                .isEqualTo(plain.size());
        for (int i = 0; i < 6; i++) {
            Row row = rows.get(i);
            String line = plain.get(i);
            assertThat(line)
                    .contains("\"patient\":\"" + row.<String>getAs("id") + "\"")
                    .contains("\"pathway\":\"" + row.<String>getAs("pathway") + "\"")
                    .contains("\"knowledgeHash\":\"" + row.<String>getAs("knowledge_hash") + "\"")
                    .contains("\"results\":" + row.<String>getAs("results"));
            String decision = row.getAs("decision");
            assertThat(line)
                    .contains(
                            "\"decision\":" + (decision == null ? "null" : "\"" + decision + "\""));
            for (String criterion : List.of("kidney", "calcium", "indication")) {
                String verdict = row.getAs("verdict_" + criterion);
                if (verdict != null) {
                    assertThat(line)
                            .containsPattern(
                                    "\"id\":\"%s\",\"label\":\"[^\"]*\",\"verdict\":\"%s\""
                                            .formatted(criterion, verdict));
                }
            }
        }
        assertThat(rows.stream().filter(row -> row.getAs("error") != null).toList())
                .hasSize(2)
                .allSatisfy(row -> assertThat(row.<Long>getAs("line")).isIn(8L, 14L))
                .anySatisfy(row ->
                        assertThat(row.<String>getAs("error")).startsWith("not a FHIR R4 Bundle"));
    }

    @Test
    void charts_in_a_column_give_what_charts_in_lines_give() throws IOException {
        Path column = folder.resolve("column/charts.parquet");
        SweepRunner.spark()
                .read()
                .option("lineSep", "\n")
                .text(input.toString())
                .where("trim(value) != '' and trim(value) != '\r'")
                .withColumnRenamed("value", "chart")
                .coalesce(1)
                .write()
                .option("parquet.block.size", 1 << 20)
                .parquet(column.toString());
        Path output = folder.resolve("of-column");
        SweepRunner run = sweep(column, output, "--format=ndjson", "--part-mb=1");

        assertThat(run.errors()).contains("of 2 charts");
        assertThat(SweepRunner.lines(output).stream().map(WorkedCasesSweepTest::withoutLine))
                .containsExactlyElementsOf(
                        plain.stream().map(WorkedCasesSweepTest::withoutLine).toList());
    }

    private static String withoutLine(String line) {
        return line.replaceFirst("\"file\":\\d+", "");
    }

    static SweepRunner sweep(Path input, Path output, String... more) {
        List<String> args =
                new ArrayList<>(List.of("assess", "--input=" + input, "--output=" + output));
        args.addAll(List.of(more));
        return SweepRunner.of(args.toArray(String[]::new));
    }
}
