package org.osteon.pathway.batch;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.osteon.chart.Gzip;

/// Cases from a file or standard input, one JSON object per line; the file may be packed (gzip).
/// Empty lines are passed over, and counted.
public final class CaseLines implements AutoCloseable {
    private static final int BUFFER = 1 << 16;

    private final InputStream stream;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream(BUFFER);
    private long number;
    private boolean ended;
    private Optional<Line> next = Optional.empty();
    private Optional<UnusableChartException> failure = Optional.empty();

    /// From a stream, which is closed with this.
    public CaseLines(InputStream stream) throws IOException {
        this.stream = Gzip.unpacked(stream);
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

    private byte[] read() throws IOException {
        line.reset();
        number++;
        int read = stream.read();
        while (read >= 0 && read != '\n') {
            line.write(read);
            read = stream.read();
        }
        ended = read < 0;
        return line.toByteArray();
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
