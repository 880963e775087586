package org.osteon.sweep;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.osteon.outcome.UnusableInputException;
import org.osteon.outcome.competing.CumulativeIncidence;
import org.osteon.outcome.data.CsvText;
import org.osteon.outcome.data.Groups;
import org.osteon.outcome.survival.EventTimes;
import org.osteon.pathway.EndpointTable;

/// The table of an endpoint and what is estimated from it, made on the driver of the rows of all
/// charts.
///
/// @param table the endpoint
/// @param at days of the incidence
/// @param by what people are compared by; empty: nothing
@SuppressWarnings("ArrayRecordComponent")
record EndpointFiles(EndpointTable table, double[] at, String by) {
    private static final double CONFIDENCE = 0.95;

    void write(SweepRun run, OutputFolder output, Consumer<String> tell) throws IOException {
        Dataset<Row> rows = run.rows();
        Dataset<Row> twice =
                rows.where(col(EndpointRows.ID).isNotNull())
                        .groupBy(EndpointRows.ID)
                        .agg(count(lit(1)).as("charts"))
                        .where(col("charts").gt(1))
                        .select(EndpointRows.ID);
        Dataset<Row> once =
                rows.where(col(EndpointRows.PLACE).equalTo(EndpointRows.Place.IN.word()))
                        .join(twice, asSeq(EndpointRows.ID), "left_anti");
        People people = csv(once, run, output);
        tell(rows, twice, people, tell);
        output.write(run.files(), "incidence.csv", incidence(people));
    }

    private static scala.collection.immutable.Seq<String> asSeq(String name) {
        return scala.jdk.javaapi.CollectionConverters.asScala(List.of(name)).toSeq();
    }

    /// Those in the table: days, events, groups.
    private static final class People {
        private double[] days = new double[1024];
        private int[] events = new int[1024];
        private final List<String> groups = new ArrayList<>();
        private int count;

        void add(double day, int event, String group) {
            if (count == days.length) {
                days = Arrays.copyOf(days, 2 * count);
                events = Arrays.copyOf(events, 2 * count);
            }
            days[count] = day;
            events[count++] = event;
            groups.add(group);
        }
    }

    /// By the ids of the patients, as a store has its charts.
    private People csv(Dataset<Row> once, SweepRun run, OutputFolder output) throws IOException {
        List<String> columns = table.columns();
        int factor = by.isEmpty() ? -1 : columns.indexOf(by);
        People people = new People();
        try (Writer csv =
                new BufferedWriter(
                        new OutputStreamWriter(
                                output.create(run.files(), table.endpoint() + ".csv"),
                                StandardCharsets.UTF_8))) {
            csv.write(String.join(",", columns) + "\n");
            Iterator<Row> sorted = once.orderBy(EndpointRows.ID).toLocalIterator();
            while (sorted.hasNext()) {
                Row row = sorted.next();
                List<String> cells = new ArrayList<>();
                for (String column : columns) {
                    cells.add(row.getAs(EndpointRows.OF_TABLE + column));
                }
                csv.write(CsvText.line(cells));
                people.add(
                        Double.parseDouble(cells.get(columns.indexOf("days"))),
                        Integer.parseInt(cells.get(columns.indexOf("event"))),
                        factor < 0 ? "all" : cells.get(factor));
            }
        }
        return people;
    }

    private void tell(Dataset<Row> rows, Dataset<Row> twice, People people, Consumer<String> tell) {
        long repeated = twice.count();
        if (repeated > 0) {
            tell.accept(
                    "%,d patients have more than one chart here and are left out, %s first; bring their charts together"
                            .formatted(
                                    repeated,
                                    twice.orderBy(EndpointRows.ID).first().<String>getAs(0)));
        }
        for (Row row :
                rows.where(col(EndpointRows.PLACE).notEqual(EndpointRows.Place.IN.word()))
                        .groupBy(EndpointRows.PLACE, EndpointRows.REASON)
                        .agg(count(lit(1)).as("charts"))
                        .orderBy(col("charts").desc(), col(EndpointRows.REASON))
                        .limit(20)
                        .collectAsList()) {
            String reason = row.getAs(EndpointRows.REASON);
            tell.accept(
                    "%,d %s%s"
                            .formatted(
                                    row.<Long>getAs("charts"),
                                    row.<String>getAs(EndpointRows.PLACE),
                                    reason == null ? "" : ": " + reason));
        }
        tell.accept("%,d rows".formatted(people.count));
    }

    /// Cumulative incidence of each kind of event, by group; a header alone where nothing happened.
    private String incidence(People people) {
        StringBuilder csv = new StringBuilder("group,n,event,day,incidence,lower,upper\n");
        if (people.count == 0) {
            return csv.toString();
        }
        try {
            CumulativeIncidence.Summary summary =
                    CumulativeIncidence.summarise(
                            EventTimes.of(
                                    Arrays.copyOf(people.days, people.count),
                                    Arrays.copyOf(people.events, people.count)),
                            Groups.of(people.groups),
                            Groups.single(people.count),
                            at,
                            0,
                            CONFIDENCE);
            summary.groups()
                    .forEach((group, of) ->
                            of.causes()
                                    .forEach((cause, values) -> {
                                        for (int i = 0; i < summary.times().length; i++) {
                                            csv.append(
                                                    line(
                                                            group,
                                                            of.n(),
                                                            cause,
                                                            values,
                                                            i,
                                                            summary.times()[i]));
                                        }
                                    }));
        } catch (UnusableInputException e) {
            // Every row is censored: there is no incidence, and the table says so.
            return csv.toString();
        }
        return csv.toString();
    }

    private static String line(
            String group,
            int n,
            String cause,
            CumulativeIncidence.Cause values,
            int i,
            double day) {
        return CsvText.line(
                List.of(
                        group,
                        String.valueOf(n),
                        cause,
                        number(day),
                        number(values.cif()[i]),
                        number(values.ciCloglog().lower()[i]),
                        number(values.ciCloglog().upper()[i])));
    }

    private static String number(double value) {
        return Double.isNaN(value)
                ? ""
                : value == Math.rint(value) && Math.abs(value) < 1e15
                        ? String.format(Locale.ROOT, "%.0f", value)
                        : Double.toString(value);
    }
}
