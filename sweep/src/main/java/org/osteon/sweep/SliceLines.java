package org.osteon.sweep;

import java.io.IOException;
import java.io.InputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.Path;
import org.osteon.chart.Gzip;

/// The lines that begin in a slice, with their numbers in the file.
final class SliceLines implements AutoCloseable {
    private final Slice slice;
    private final InputStream stream;
    private final LineBytes lines;
    private final boolean toTheEnd;
    private long number;
    private byte[] line = {};

    private SliceLines(Slice slice, InputStream stream, LineBytes lines, boolean toTheEnd) {
        this.slice = slice;
        this.stream = stream;
        this.lines = lines;
        this.toTheEnd = toTheEnd;
        this.number = slice.linesBefore();
    }

    static SliceLines open(Slice slice, Configuration configuration) throws IOException {
        InputStream stream = stream(slice, configuration);
        boolean packed = slice.kind() == Slice.Kind.PACKED_LINES;
        if (slice.from() == 0) {
            return new SliceLines(slice, stream, new LineBytes(stream, 0), packed);
        }
        SliceLines lines =
                new SliceLines(slice, stream, new LineBytes(stream, slice.from() - 1), false);
        // The rest of the line that began before: of one byte, its end, where a line begins here.
        if (lines.lines.advance() && lines.lines.bytes().length > 0) {
            lines.number++;
        }
        return lines;
    }

    /// From the beginning of the file, unpacked; or from the byte before the slice.
    static InputStream stream(Slice slice, Configuration configuration) throws IOException {
        Path path = new Path(slice.path());
        FSDataInputStream stream = path.getFileSystem(configuration).open(path);
        if (slice.kind() == Slice.Kind.PACKED_LINES) {
            return Gzip.unpacked(stream);
        }
        stream.seek(Math.max(0, slice.from() - 1));
        return stream;
    }

    /// Moves to the next line that is not blank.
    boolean advance() throws IOException {
        while (lines.advance()) {
            if (!toTheEnd && lines.start() >= slice.to()) {
                return false;
            }
            number++;
            line = lines.bytes();
            if (!LineBytes.isBlank(line)) {
                return true;
            }
        }
        return false;
    }

    /// The number of the line in its file, from 1.
    long number() {
        return number;
    }

    /// The line.
    byte[] bytes() {
        return line;
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }
}
