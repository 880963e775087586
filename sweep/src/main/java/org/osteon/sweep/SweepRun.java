package org.osteon.sweep;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;

/// A sweep from its input to its counts: planned once, gone on with where it was ended, and at the
/// end held against what went in.
final class SweepRun {
    private static final long LEAST_PART = 1 << 20;
    private static final long MOST_PART = 32 << 20;
    private static final int TASKS_PER_CORE = 4;

    private final SparkSession spark;
    private final JavaSparkContext context;
    private final OutputFolder output;
    private final FileSystem files;
    private final Broadcast<SerializableConfiguration> configuration;
    private final Consumer<String> tell;

    /// @param tell told in words what is being done
    SweepRun(SparkSession spark, OutputFolder output, Consumer<String> tell) throws IOException {
        this.spark = spark;
        this.context = JavaSparkContext.fromSparkContext(spark.sparkContext());
        this.output = output;
        this.files = output.files(context.hadoopConfiguration());
        this.configuration =
                context.broadcast(new SerializableConfiguration(context.hadoopConfiguration()));
        this.tell = tell;
    }

    /// What it is done on.
    ///
    /// @param input a file or folder
    /// @param layout how the charts lie; empty: seen by looking
    /// @param partBytes about so large is what a task reads; 0: by the input and the processors
    /// @param anew whether what an earlier run made is thrown away
    record Input(String input, Optional<Layout> layout, long partBytes, boolean anew) {}

    /// Does it.
    SweepResult run(Input input, Question asked, KnowledgeParcel knowledge) throws IOException {
        List<Plan.InputFile> found = InputFiles.of(input.input(), hadoop());
        Layout layout =
                input.layout().isPresent()
                        ? input.layout().get()
                        : InputFiles.layout(found, hadoop());
        if (layout == Layout.BULK) {
            InputFiles.requireLines(found);
        }
        Question question = withColumn(asked, found);
        if (input.anew()) {
            output.clear(files);
        }
        Plan plan = plan(input, question, layout, found, knowledge);
        List<PartRecord> kept = kept();
        output.tidy(files, kept);
        Set<Integer> done = kept.stream().map(PartRecord::part).collect(Collectors.toSet());
        List<Part> remaining =
                plan.parts().stream().filter(part -> !done.contains(part.number())).toList();
        if (!kept.isEmpty()) {
            tell.accept(
                    "%,d of %,d parts were done by an earlier run and are as it left them"
                            .formatted(kept.size(), plan.parts().size()));
        }
        PartWork work = new PartWork(question, output, context.broadcast(knowledge), configuration);
        long expected =
                layout == Layout.BULK ? joined(plan, remaining, work) : each(plan, remaining, work);
        return counted(plan, expected, knowledge, question);
    }

    private Configuration hadoop() {
        return context.hadoopConfiguration();
    }

    private Question withColumn(Question asked, List<Plan.InputFile> found) throws IOException {
        for (Plan.InputFile file : found) {
            if (Slice.Kind.of(file.name()) == Slice.Kind.PARQUET) {
                return new Question(
                        asked.subject(),
                        asked.day(),
                        asked.pathways(),
                        asked.onlyApplicable(),
                        asked.form(),
                        asked.endpoint(),
                        ParquetCharts.column(new Path(file.path()), asked.column(), hadoop()));
            }
        }
        return asked;
    }

    private Plan plan(
            Input input,
            Question question,
            Layout layout,
            List<Plan.InputFile> found,
            KnowledgeParcel knowledge)
            throws IOException {
        Plan asked = new Plan(question, layout, found, knowledge.sha256(), List.of());
        Optional<Plan> earlier = output.planned(files);
        if (earlier.isPresent()) {
            String difference = asked.differenceFrom(earlier.get());
            if (!difference.isEmpty()) {
                throw new UnusableSweepException(
                        output.root()
                                + " holds another sweep: "
                                + difference
                                + ". Name another folder, or throw that one away with --anew");
            }
            return earlier.get();
        }
        long most = partBytes(input, found);
        List<Part> parts =
                layout == Layout.BULK
                        ? IntStream.range(0, buckets(found, most))
                                .mapToObj(number -> new Part(number, List.of(), -1))
                                .toList()
                        : parts(numbered(found, most), most);
        Plan made = new Plan(question, layout, found, knowledge.sha256(), parts);
        output.plan(files, made);
        return made;
    }

    private static List<Part> parts(Numbered numbered, long most) {
        return Plan.parts(numbered.slices(), numbered.charts(), most);
    }

    private static long bytes(List<Plan.InputFile> found) {
        return found.stream().mapToLong(Plan.InputFile::bytes).sum();
    }

    private long partBytes(Input input, List<Plan.InputFile> found) {
        long share = bytes(found) / ((long) TASKS_PER_CORE * context.defaultParallelism());
        return input.partBytes() > 0 ? input.partBytes() : Math.clamp(share, LEAST_PART, MOST_PART);
    }

    private static int buckets(List<Plan.InputFile> found, long most) {
        return Math.toIntExact(Math.clamp(bytes(found) / most, 1, 1_000_000));
    }

    /// What is known of a slice before it is read in earnest.
    private record Counted(long ends, long charts) implements java.io.Serializable {
        private static final long serialVersionUID = 1;
    }

    /// Slices with the number of their first line, and how many charts there are in each.
    private record Numbered(List<Slice> slices, List<Long> charts) {}

    private Numbered numbered(List<Plan.InputFile> found, long most) {
        List<Slice> slices = Plan.slices(found, most);
        tell.accept("counting in %,d files".formatted(found.size()));
        Broadcast<SerializableConfiguration> sent = configuration;
        List<Counted> counts =
                context.parallelize(slices, slices.size())
                        .map(slice -> counted(slice, sent.value().value()))
                        .collect();
        List<Slice> numbered = new ArrayList<>();
        long ends = 0;
        for (int i = 0; i < slices.size(); i++) {
            Slice slice = slices.get(i);
            ends = slice.from() == 0 ? 0 : ends;
            numbered.add(slice.after(ends));
            ends += counts.get(i).ends();
        }
        return new Numbered(numbered, counts.stream().map(Counted::charts).toList());
    }

    private static Counted counted(Slice slice, Configuration configuration) throws IOException {
        return switch (slice.kind()) {
            case ONE_CHART -> new Counted(0, 1);
            case PARQUET -> new Counted(0, ParquetCharts.rows(slice, configuration));
            case LINES, PACKED_LINES -> {
                long to = slice.kind() == Slice.Kind.LINES ? slice.to() : Long.MAX_VALUE;
                try (InputStream stream = SliceLines.stream(slice, configuration)) {
                    LineCount lines = LineCount.of(stream, slice.from(), to);
                    yield new Counted(lines.ends(), lines.texts());
                }
            }
        };
    }

    /// What an earlier run noted and what is still as it was noted.
    private List<PartRecord> kept() throws IOException {
        List<PartRecord> noted = output.noted(files);
        if (noted.isEmpty()) {
            return noted;
        }
        OutputFolder folder = output;
        Broadcast<SerializableConfiguration> sent = configuration;
        return context.parallelize(noted, noted.size())
                .filter(one -> folder.holds(folder.files(sent.value().value()), one))
                .collect();
    }

    private long each(Plan plan, List<Part> remaining, PartWork work) {
        if (!remaining.isEmpty()) {
            tell.accept("doing %,d parts".formatted(remaining.size()));
            long made = context.parallelize(remaining, remaining.size()).map(work::run).count();
            if (made != remaining.size()) {
                throw new CountMismatchException(
                        made + " parts were done where " + remaining.size() + " were asked for");
            }
        }
        return plan.parts().stream().mapToLong(Part::charts).sum();
    }

    private long joined(Plan plan, List<Part> remaining, PartWork work) throws IOException {
        List<Slice> slices = numbered(plan.files(), MOST_PART).slices();
        tell.accept("bringing %,d files together by patient".formatted(plan.files().size()));
        try (BulkCharts charts = BulkCharts.of(spark, slices, plan.parts().size(), configuration)) {
            long expected = charts.count();
            if (!remaining.isEmpty()) {
                tell.accept("doing %,d parts".formatted(remaining.size()));
                List<Integer> wanted = remaining.stream().map(Part::number).toList();
                Set<Integer> made = Set.copyOf(charts.run(wanted, work));
                for (int number : wanted) {
                    if (!made.contains(number)) {
                        output.note(files, PartRecord.empty(number), 0);
                    }
                }
            }
            return expected;
        }
    }

    /// Holds what went in against what was noted, and that against what is there to be read.
    private SweepResult counted(
            Plan plan, long expected, KnowledgeParcel knowledge, Question question)
            throws IOException {
        List<PartRecord> noted = output.noted(files);
        output.tidy(files, noted);
        long charts = noted.stream().mapToLong(PartRecord::charts).sum();
        long errors = noted.stream().mapToLong(PartRecord::errors).sum();
        long rows = noted.stream().mapToLong(PartRecord::rows).sum();
        if (noted.size() != plan.parts().size() || charts != expected) {
            throw new CountMismatchException(
                    "%,d charts went in and %,d came out, in %,d of %,d parts"
                            .formatted(expected, charts, noted.size(), plan.parts().size()));
        }
        if (charts == 0) {
            throw new UnusableSweepException("there is no chart in the input");
        }
        Read read = read(question);
        if (read.rows() != rows || read.charts() != charts) {
            throw new CountMismatchException(
                    "%,d rows of %,d charts were written and %,d of %,d are there"
                            .formatted(rows, charts, read.rows(), read.charts()));
        }
        return new SweepResult(
                charts,
                charts - errors,
                errors,
                rows,
                (int) noted.stream().filter(one -> !one.file().isEmpty()).count(),
                noted.stream().mapToLong(PartRecord::bytes).sum(),
                knowledge.pathways());
    }

    /// What somebody finds who reads the rows.
    private record Read(long rows, long charts) {}

    private Read read(Question question) {
        if (question.form() == Question.Form.NDJSON) {
            long lines =
                    spark.read().option("lineSep", "\n").text(output.rows().toString()).count();
            return new Read(lines, lines);
        }
        Row counts =
                rows().agg(count(lit(1)), sum(when(col(Answers.ROW).equalTo(0), 1).otherwise(0)))
                        .first();
        return new Read(counts.getLong(0), counts.getLong(1));
    }

    /// The rows of all parts.
    Dataset<Row> rows() {
        return spark.read().parquet(output.rows().toString());
    }

    FileSystem files() {
        return files;
    }
}
