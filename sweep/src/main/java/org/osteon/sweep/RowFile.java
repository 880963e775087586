package org.osteon.sweep;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroupFactory;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.hadoop.util.HadoopOutputFile;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;
import org.jspecify.annotations.Nullable;

/// The rows of a part as a file. The same rows are the same bytes.
interface RowFile extends AutoCloseable {
    /// Adds a row, values in the order of the columns: text, list of text, number, day or null.
    void add(List<@Nullable Object> row) throws IOException;

    @Override
    void close() throws IOException;

    /// Begins a file.
    static RowFile begin(
            Question.Form form, List<RowColumn> columns, Path path, Configuration configuration)
            throws IOException {
        return switch (form) {
            case PARQUET -> new ParquetRows(columns, path, configuration);
            case NDJSON ->
                    new Lines(
                            new BufferedOutputStream(
                                    path.getFileSystem(configuration).create(path, true)));
        };
    }

    /// How its name ends.
    static String ending(Question.Form form) {
        return form == Question.Form.PARQUET ? ".parquet" : ".ndjson";
    }

    /// The first value of each row on a line of its own.
    final class Lines implements RowFile {
        private final OutputStream out;

        Lines(OutputStream out) {
            this.out = out;
        }

        @Override
        public void add(List<@Nullable Object> row) throws IOException {
            out.write(String.valueOf(row.get(0)).getBytes(StandardCharsets.UTF_8));
            out.write('\n');
        }

        @Override
        public void close() throws IOException {
            out.close();
        }
    }

    /// Parquet, packed with zstd.
    final class ParquetRows implements RowFile {
        private final List<RowColumn> columns;
        private final SimpleGroupFactory groups;
        private final ParquetWriter<Group> writer;

        ParquetRows(List<RowColumn> columns, Path path, Configuration configuration)
                throws IOException {
            this.columns = columns;
            MessageType schema =
                    new MessageType("sweep", columns.stream().map(ParquetRows::type).toList());
            this.groups = new SimpleGroupFactory(schema);
            this.writer =
                    ExampleParquetWriter.builder(HadoopOutputFile.fromPath(path, configuration))
                            .withConf(configuration)
                            .withType(schema)
                            .withCompressionCodec(CompressionCodecName.ZSTD)
                            .withWriteMode(ParquetFileWriter.Mode.OVERWRITE)
                            .build();
        }

        private static Type type(RowColumn column) {
            return switch (column.kind()) {
                case TEXT ->
                        Types.optional(PrimitiveTypeName.BINARY)
                                .as(LogicalTypeAnnotation.stringType())
                                .named(column.name());
                case TEXTS ->
                        Types.optionalList()
                                .optionalElement(PrimitiveTypeName.BINARY)
                                .as(LogicalTypeAnnotation.stringType())
                                .named(column.name());
                case WHOLE_NUMBER -> Types.optional(PrimitiveTypeName.INT64).named(column.name());
                case DAY ->
                        Types.optional(PrimitiveTypeName.INT32)
                                .as(LogicalTypeAnnotation.dateType())
                                .named(column.name());
            };
        }

        @Override
        public void add(List<@Nullable Object> row) throws IOException {
            Group group = groups.newGroup();
            for (int i = 0; i < columns.size(); i++) {
                Object value = row.get(i);
                if (value != null) {
                    add(group, i, value);
                }
            }
            writer.write(group);
        }

        private void add(Group group, int index, Object value) {
            switch (columns.get(index).kind()) {
                case TEXT -> group.add(index, value.toString());
                case TEXTS -> {
                    Group list = group.addGroup(index);
                    for (Object one : (List<?>) value) {
                        list.addGroup(0).add(0, one.toString());
                    }
                }
                case WHOLE_NUMBER -> group.add(index, ((Number) value).longValue());
                case DAY -> group.add(index, (int) ((LocalDate) value).toEpochDay());
            }
        }

        @Override
        public void close() throws IOException {
            writer.close();
        }
    }
}
