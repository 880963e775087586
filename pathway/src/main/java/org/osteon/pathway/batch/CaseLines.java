package org.osteon.pathway.batch;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osteon.chart.Gzip;

/// Cases from a file or standard input, one JSON object per line; the file may be packed (gzip).
/// Empty lines are passed over, and counted.
public final class CaseLines implements AutoCloseable {
    private static final int BUFFER = 1 << 16;

    private final InputStream stream;
    private final byte[] buffer = new byte[BUFFER];
    private int from;
    private int to;
    private long number;
    private boolean ended;
    private Optional<Line> next = Optional.empty();
    private Optional<UnusableChartException> failure = Optional.empty();

    /// From a stream, which is closed with this.
    public CaseLines(InputStream stream) throws IOException {
        this.stream = Gzip.unbuffered(stream);
    }

    /// A line.
    ///
    /// @param number from 1
    public record Line(long number, byte[] json) {}

    /// Whether there is another line, or something that cannot be read.
    public boolean hasNext() {
        while (next.isEmpty() && failure.isEmpty() && !ended) {
            try {
                byte[] read = read();
                if (!isBlank(read)) {
                    next = Optional.of(new Line(number, read));
                }
            } catch (IOException e) {
                ended = true;
                failure =
                        Optional.of(
                                new UnusableChartException(
                                        "line " + number + " cannot be read: " + e.getMessage()));
            }
        }
        return next.isPresent() || failure.isPresent();
    }

    /// The next line that is not empty.
    ///
    /// @throws UnusableChartException where it cannot be read
    public Line next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        Optional<Line> line = next;
        next = Optional.empty();
        if (line.isEmpty()) {
            Optional<UnusableChartException> why = failure;
            failure = Optional.empty();
            throw why.orElseThrow();
        }
        return line.get();
    }

    /// Up to the end of the line, or of the stream.
    private byte[] read() throws IOException {
        number++;
        ByteArrayOutputStream begun = null;
        while (true) {
            int end = from;
            while (end < to && buffer[end] != '\n') {
                end++;
            }
            if (end < to) {
                byte[] line = upTo(begun, end);
                from = end + 1;
                return line;
            }
            if (begun == null) {
                begun = new ByteArrayOutputStream(BUFFER);
            }
            begun.write(buffer, from, to - from);
            from = 0;
            to = Math.max(0, stream.read(buffer));
            if (to == 0) {
                ended = true;
                return begun.toByteArray();
            }
        }
    }

    private byte[] upTo(@Nullable ByteArrayOutputStream begun, int end) {
        if (begun == null) {
            return Arrays.copyOfRange(buffer, from, end);
        }
        begun.write(buffer, from, end - from);
        return begun.toByteArray();
    }

    private static boolean isBlank(byte[] text) {
        for (byte one : text) {
            if (one != ' ' && one != '\t' && one != '\r') {
                return false;
            }
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }
}
