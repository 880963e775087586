package org.osteon.sweep;

import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.HadoopReadOptions;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.api.ReadSupport;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.Type;
import org.jspecify.annotations.Nullable;

/// The charts of a slice of a Parquet file: those of its row groups, of one column.
final class ParquetCharts implements AutoCloseable {
    private static final String USUAL_COLUMN = "chart";

    private final ParquetReader<Group> reader;
    private @Nullable Group row;

    private ParquetCharts(ParquetReader<Group> reader) {
        this.reader = reader;
    }

    /// @param column the column that holds the charts
    static ParquetCharts open(Slice slice, String column, Configuration configuration)
            throws IOException {
        Path path = new Path(slice.path());
        MessageType all = schema(path, configuration);
        Configuration own = new Configuration(configuration);
        own.set(
                ReadSupport.PARQUET_READ_SCHEMA,
                new MessageType(all.getName(), all.getType(column)).toString());
        return new ParquetCharts(
                ParquetReader.builder(new GroupReadSupport(), path)
                        .withConf(own)
                        .withFileRange(slice.from(), slice.to())
                        .build());
    }

    private static MessageType schema(Path path, Configuration configuration) throws IOException {
        try (ParquetFileReader file =
                ParquetFileReader.open(HadoopInputFile.fromPath(path, configuration))) {
            return file.getFileMetaData().getSchema();
        }
    }

    /// How many rows there are in a slice, by what the file says of itself.
    static long rows(Slice slice, Configuration configuration) throws IOException {
        Path path = new Path(slice.path());
        try (ParquetFileReader file =
                ParquetFileReader.open(
                        HadoopInputFile.fromPath(path, configuration),
                        HadoopReadOptions.builder(configuration, path)
                                .withRange(slice.from(), slice.to())
                                .build())) {
            return file.getRecordCount();
        }
    }

    /// The column that holds the charts.
    ///
    /// @param wanted its name; empty: the one that can be meant
    /// @throws UnusableSweepException where there is none, or several could be meant
    static String column(Path path, String wanted, Configuration configuration) throws IOException {
        List<String> columns =
                schema(path, configuration).getFields().stream()
                        .filter(ParquetCharts::isText)
                        .map(Type::getName)
                        .toList();
        String sought = wanted.isEmpty() && columns.size() == 1 ? columns.get(0) : wanted;
        sought = sought.isEmpty() ? USUAL_COLUMN : sought;
        if (!columns.contains(sought)) {
            throw new UnusableSweepException(
                    path
                            + " has no column '"
                            + sought
                            + "' of text; name the one that holds the charts with --column, of "
                            + columns.stream().collect(Collectors.joining(", ")));
        }
        return sought;
    }

    private static boolean isText(Type type) {
        return type.isPrimitive()
                && type.asPrimitiveType().getPrimitiveTypeName()
                        == PrimitiveType.PrimitiveTypeName.BINARY
                && !type.isRepetition(Type.Repetition.REPEATED);
    }

    /// Moves to the next row.
    boolean advance() throws IOException {
        row = reader.read();
        return row != null;
    }

    /// The number of the row in its file, from 1.
    long number() {
        return reader.getCurrentRowIndex() + 1;
    }

    /// The chart; null where the row has none.
    byte @Nullable [] bytes() {
        Group at = row;
        return at == null || at.getFieldRepetitionCount(0) == 0
                ? null
                : at.getBinary(0, 0).getBytes();
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
