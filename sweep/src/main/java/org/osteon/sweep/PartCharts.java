package org.osteon.sweep;

import java.io.IOException;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.Path;
import org.osteon.chart.Gzip;

/// The charts of a part, one after the other.
final class PartCharts {
    private PartCharts() {}

    /// Hands each on.
    ///
    /// @throws IOException where a file cannot be read: the task fails, and is done again
    static void forEach(
            Part part, String column, Configuration configuration, Consumer<ChartText> each)
            throws IOException {
        for (Slice slice : part.slices()) {
            switch (slice.kind()) {
                case LINES, PACKED_LINES -> lines(slice, configuration, each);
                case ONE_CHART -> each.accept(one(slice, configuration));
                case PARQUET -> rows(slice, column, configuration, each);
            }
        }
    }

    private static void lines(Slice slice, Configuration configuration, Consumer<ChartText> each)
            throws IOException {
        try (SliceLines lines = SliceLines.open(slice, configuration)) {
            while (lines.advance()) {
                each.accept(ChartText.whole(slice.name(), lines.number(), lines.bytes()));
            }
        }
    }

    private static ChartText one(Slice slice, Configuration configuration) throws IOException {
        Path path = new Path(slice.path());
        try (FSDataInputStream stream = path.getFileSystem(configuration).open(path)) {
            return ChartText.whole(slice.name(), 0, Gzip.unpacked(stream).readAllBytes());
        }
    }

    private static void rows(
            Slice slice, String column, Configuration configuration, Consumer<ChartText> each)
            throws IOException {
        try (ParquetCharts rows = ParquetCharts.open(slice, column, configuration)) {
            while (rows.advance()) {
                byte[] json = rows.bytes();
                each.accept(
                        json == null
                                ? ChartText.unreadable(
                                        slice.name(), rows.number(), "the row has no " + column)
                                : ChartText.whole(slice.name(), rows.number(), json));
            }
        }
    }
}
