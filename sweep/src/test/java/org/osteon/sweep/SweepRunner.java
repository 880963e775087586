package org.osteon.sweep;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.osteon.pathway.KnowledgeBase;
import org.osteon.pathway.Pathway;
import org.osteon.pathway.WorkedCase;
import org.osteon.pathway.batch.BatchAssessment;
import org.osteon.pathway.batch.CaseLines;

/// Runs sweeps as the command line does, in one Spark of two threads that all tests share.
///
/// @param exitCode the exit code
/// @param output standard output
/// @param errors standard error
record SweepRunner(int exitCode, String output, String errors) {
    static final Path KNOWLEDGE = Path.of("../knowledge");

    /// A line of white space that makes a small file a part of its own.
    static final String PADDING = " ".repeat(1 << 20);

    private static final KnowledgeParcel DELIVERED = delivered();

    private static KnowledgeParcel delivered() {
        try {
            return KnowledgeSource.parcel(null, null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The knowledge that is delivered with the jar.
    static KnowledgeBase knowledge() {
        return DELIVERED.unpacked();
    }

    static SparkSession spark() {
        return SparkStart.session(2);
    }

    static SweepRunner of(String... args) {
        spark();
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Sweep.run(new PrintWriter(out), new PrintWriter(err), args);
        return new SweepRunner(code, out.toString(), err.toString());
    }

    /// All worked cases, a case a line.
    static List<String> workedCases() throws IOException {
        List<String> lines = new ArrayList<>();
        for (Pathway pathway : knowledge().pathways()) {
            for (WorkedCase one : WorkedCase.of(KNOWLEDGE, pathway)) {
                lines.add(oneLine(one.json()));
            }
        }
        return lines;
    }

    static String oneLine(String json) {
        return json.replaceAll("\\s*\\R\\s*", " ");
    }

    /// What `osteon assess --batch` writes of a file of lines.
    static List<String> batch(Path file) throws IOException, InterruptedException {
        List<String> lines = new ArrayList<>();
        try (CaseLines cases = new CaseLines(Files.newInputStream(file))) {
            new BatchAssessment(knowledge(), 2).run(cases, line -> lines.add(line.line()));
        }
        return lines;
    }

    /// The lines that a sweep wrote, in the order of its parts.
    static List<String> lines(Path output) throws IOException {
        List<String> lines = new ArrayList<>();
        for (Path part : parts(output)) {
            lines.addAll(Files.readAllLines(part));
        }
        return lines;
    }

    /// The files of rows that a sweep wrote.
    static List<Path> parts(Path output) throws IOException {
        try (Stream<Path> files = Files.list(output.resolve("rows"))) {
            return files.sorted().toList();
        }
    }

    /// The rows that a sweep wrote, in the order of their charts.
    static List<Row> rows(Path output, String... columns) {
        return spark().read()
                .parquet(output.resolve("rows").toString())
                .orderBy("source", "line", "row")
                .selectExpr(columns)
                .collectAsList();
    }

    /// Some of the worked cases.
    static List<String> someCases(int step) throws IOException {
        List<String> all = workedCases();
        return IntStream.range(0, all.size())
                .filter(i -> i % step == 0)
                .mapToObj(all::get)
                .toList();
    }
}
