package org.osteon.sweep;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.xxhash64;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.FlatMapGroupsFunction;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;
import org.apache.spark.util.SerializableConfiguration;
import org.jspecify.annotations.Nullable;

/// A Bulk Data export joined by patient: each chart gets its resources from all files, and of the
/// shared ones (medications, practitioners, organisations) those that it refers to. As an import
/// into a store does it, with the shuffle in the place of the held file.
final class BulkCharts implements AutoCloseable {
    private static final String BUCKET = "bucket";

    private final Dataset<Row> lines;
    private final Dataset<Row> resources;

    private BulkCharts(Dataset<Row> lines, Dataset<Row> resources) {
        this.lines = lines;
        this.resources = resources;
    }

    /// @param buckets into how many parts the patients fall
    static BulkCharts of(
            SparkSession spark,
            List<Slice> slices,
            int buckets,
            Broadcast<SerializableConfiguration> configuration) {
        JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
        Dataset<Row> lines =
                spark.createDataFrame(
                                context.parallelize(slices, slices.size())
                                        .flatMap(slice ->
                                                new BulkLines(
                                                        slice, configuration.value().value())),
                                BulkLines.SCHEMA)
                        .persist(StorageLevel.DISK_ONLY());
        Dataset<Row> wanted =
                of(lines, BulkLines.Kind.WANTED)
                        .select(BulkLines.PATIENT, BulkLines.REFERENCE)
                        .distinct();
        Dataset<Row> shared =
                of(lines, BulkLines.Kind.SHARED).drop(BulkLines.PATIENT, BulkLines.KIND);
        Dataset<Row> found = wanted.join(shared, BulkLines.REFERENCE);
        Column[] columns =
                List.of(
                                BulkLines.PATIENT,
                                BulkLines.REFERENCE,
                                BulkLines.PLACE,
                                BulkLines.ENTRY,
                                BulkLines.OF_BUNDLE,
                                BulkLines.TEXT,
                                BulkLines.SOURCE,
                                BulkLines.LINE)
                        .stream()
                        .map(org.apache.spark.sql.functions::col)
                        .toArray(Column[]::new);
        Column name =
                coalesce(
                        col(BulkLines.PATIENT),
                        concat(col(BulkLines.SOURCE), lit(":"), col(BulkLines.LINE)));
        Dataset<Row> resources =
                of(lines, BulkLines.Kind.OWN)
                        .select(columns)
                        .unionAll(found.select(columns))
                        .unionAll(of(lines, BulkLines.Kind.UNREADABLE).select(columns))
                        .withColumn(BUCKET, pmod(xxhash64(name), lit(buckets)).cast("int"));
        return new BulkCharts(lines, resources);
    }

    private static Dataset<Row> of(Dataset<Row> lines, BulkLines.Kind kind) {
        return lines.where(col(BulkLines.KIND).equalTo(kind.name()));
    }

    /// How many charts there are, and lines that cannot be read: each is a row at least.
    long count() {
        return of(lines, BulkLines.Kind.OWN).select(BulkLines.PATIENT).distinct().count()
                + of(lines, BulkLines.Kind.UNREADABLE).count();
    }

    /// Does parts.
    ///
    /// @param wanted their numbers
    /// @return those to which somebody fell
    List<Integer> run(List<Integer> wanted, PartWork work) {
        Dataset<Row> remaining = resources.where(col(BUCKET).isin(wanted.toArray()));
        MapFunction<Row, Integer> bucket = row -> row.getInt(row.fieldIndex(BUCKET));
        FlatMapGroupsFunction<Integer, Row, Integer> done =
                (number, rows) ->
                        List.of(work.run(number, each -> joined(rows, each)).part()).iterator();
        return remaining
                .groupByKey(bucket, Encoders.INT())
                .flatMapSortedGroups(
                        new Column[] {
                            col(BulkLines.PATIENT), col(BulkLines.PLACE), col(BulkLines.ENTRY)
                        },
                        done,
                        Encoders.INT())
                .collectAsList();
    }

    /// The charts of rows that come in the order of patients; before them, with no patient, what
    /// cannot be read.
    static void joined(Iterator<Row> rows, Consumer<ChartText> each) throws IOException {
        try {
            String patient = null;
            Map<String, Held> held = new LinkedHashMap<>();
            while (rows.hasNext()) {
                Row row = rows.next();
                String of = row.getAs(BulkLines.PATIENT);
                if (of == null) {
                    each.accept(unreadable(row));
                    continue;
                }
                if (!Objects.equals(of, patient)) {
                    hand(patient, held, each);
                    patient = of;
                }
                String reference = row.getAs(BulkLines.REFERENCE);
                Held earlier = held.get(reference);
                Held read = new Held(row.getAs(BulkLines.TEXT), row.getAs(BulkLines.OF_BUNDLE));
                // What a Bundle says is this chart's is so, whatever came under that name.
                if (earlier == null || read.ofBundle() || !earlier.ofBundle()) {
                    held.put(reference, read);
                }
            }
            hand(patient, held, each);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /// A resource that waits for the rest of its chart.
    private record Held(String text, boolean ofBundle) {}

    private static ChartText unreadable(Row row) {
        return ChartText.unreadable(
                row.getAs(BulkLines.SOURCE),
                row.<Long>getAs(BulkLines.LINE),
                row.getAs(BulkLines.TEXT));
    }

    private static void hand(
            @Nullable String patient, Map<String, Held> held, Consumer<ChartText> each) {
        if (patient != null) {
            each.accept(
                    ChartText.joined(
                            patient,
                            held.values().stream()
                                    .map(Held::text)
                                    .collect(Collectors.joining("\n"))));
            held.clear();
        }
    }

    @Override
    public void close() {
        lines.unpersist();
    }
}
