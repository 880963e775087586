package org.osteon.sweep;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import org.osteon.chart.incoming.BundleEntries;
import org.osteon.chart.incoming.Incoming;

/// The lines of a slice of a Bulk Data export as rows: whose each resource is, which shared ones
/// the charts refer to, what cannot be read.
final class BulkLines implements Iterator<Row> {
    static final String KIND = "kind";
    static final String PATIENT = "patient";
    static final String REFERENCE = "reference";
    static final String PLACE = "place";
    static final String ENTRY = "entry";
    static final String OF_BUNDLE = "ofBundle";
    static final String TEXT = "text";
    static final String SOURCE = "source";
    static final String LINE = "line";

    /// What a row is.
    enum Kind {
        /// A resource of a patient.
        OWN,
        /// A resource of no patient.
        SHARED,
        /// That a patient's chart refers to a shared resource.
        WANTED,
        /// Why a line cannot be read.
        UNREADABLE
    }

    static final StructType SCHEMA =
            new StructType()
                    .add(KIND, DataTypes.StringType)
                    .add(PATIENT, DataTypes.StringType)
                    .add(REFERENCE, DataTypes.StringType)
                    .add(PLACE, DataTypes.LongType)
                    .add(ENTRY, DataTypes.IntegerType)
                    .add(OF_BUNDLE, DataTypes.BooleanType)
                    .add(TEXT, DataTypes.StringType)
                    .add(SOURCE, DataTypes.StringType)
                    .add(LINE, DataTypes.LongType);

    private static final int LINES_OF_A_FILE = 40;

    private final Slice slice;
    private final SliceLines lines;
    private final Deque<Row> rows = new ArrayDeque<>();
    private boolean ended;

    BulkLines(Slice slice, Configuration configuration) throws IOException {
        this.slice = slice;
        this.lines = SliceLines.open(slice, configuration);
    }

    @Override
    public boolean hasNext() {
        try {
            while (rows.isEmpty() && !ended) {
                if (lines.advance()) {
                    read(lines.bytes());
                } else {
                    ended = true;
                    lines.close();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(slice.name() + " cannot be read", e);
        }
        return !rows.isEmpty();
    }

    @Override
    public Row next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return rows.remove();
    }

    private void read(byte[] line) {
        try {
            if (ChartCase.kind(line) == ChartCase.Kind.BUNDLE) {
                bundle(line);
            } else {
                resource(Incoming.of(new String(line, StandardCharsets.UTF_8)), 0);
            }
        } catch (IllegalArgumentException e) {
            unreadable(0, String.valueOf(e.getMessage()));
        }
    }

    private void bundle(byte[] line) {
        List<BundleEntries.Read> entries = BundleEntries.of(line);
        if (entries.isEmpty()) {
            unreadable(
                    0,
                    "a Bundle without resources; deletions are not applied here, bring them into a"
                            + " store with osteon import");
            return;
        }
        Optional<String> patient = BundleEntries.onlyPatient(entries);
        for (BundleEntries.Read entry : entries) {
            switch (entry) {
                case BundleEntries.Usable(int number, Incoming incoming) -> {
                    if (patient.isPresent()) {
                        row(Kind.OWN, patient.get(), incoming, number, true);
                    } else {
                        resource(incoming, number);
                    }
                }
                case BundleEntries.Unusable(int number, String reason) ->
                        unreadable(number, "entry " + number + ": " + reason);
            }
        }
    }

    private void resource(Incoming incoming, int entry) {
        Optional<String> patient = incoming.patient();
        if (patient.isEmpty()) {
            row(Kind.SHARED, null, incoming, entry, false);
            return;
        }
        row(Kind.OWN, patient.get(), incoming, entry, false);
        for (String reference : incoming.references()) {
            if (Incoming.isShared(reference)) {
                rows.add(
                        RowFactory.create(
                                Kind.WANTED.name(),
                                patient.get(),
                                reference,
                                0L,
                                0,
                                false,
                                null,
                                null,
                                0L));
            }
        }
    }

    private void row(
            Kind kind, @Nullable String patient, Incoming incoming, int entry, boolean ofBundle) {
        rows.add(
                RowFactory.create(
                        kind.name(),
                        patient,
                        incoming.reference(),
                        place(),
                        entry,
                        ofBundle,
                        incoming.json(),
                        slice.name(),
                        lines.number()));
    }

    private void unreadable(int entry, String reason) {
        rows.add(
                RowFactory.create(
                        Kind.UNREADABLE.name(),
                        null,
                        "",
                        place(),
                        entry,
                        false,
                        reason,
                        slice.name(),
                        lines.number()));
    }

    /// In the order of files and lines: what comes later under a name says more.
    private long place() {
        return ((long) slice.number() << LINES_OF_A_FILE) + lines.number();
    }
}
