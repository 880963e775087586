package org.osteon.app.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.osteon.chart.Gzip;
import org.osteon.records.words.Problem;

/// Cases from a file or standard input, one JSON object per line; the file may be packed (gzip).
/// Empty lines are passed over, and counted.
final class CaseLines implements AutoCloseable {
    private static final int BUFFER = 1 << 16;

    private final InputStream stream;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream(BUFFER);
    private long number;
    private boolean ended;
    private Optional<Line> next = Optional.empty();
    private Optional<Problem> failure = Optional.empty();

    /// From a stream, which is closed with this.
    CaseLines(InputStream stream) throws IOException {
        this.stream = Gzip.unpacked(stream);
    }

    /// From a file.
    ///
    /// @throws Problem where it cannot be read
    static CaseLines of(Path file) {
        try {
            return new CaseLines(Files.newInputStream(file));
        } catch (AccessDeniedException _) {
            throw Problem.unusable("no permission to read " + file);
        } catch (IOException e) {
            throw Problem.unusable(file + " cannot be read: " + e.getMessage());
        }
    }

    /// A line.
    ///
    /// @param number from 1
    record Line(long number, byte[] json) {}

    /// Whether there is another line, or something that cannot be read.
    boolean hasNext() {
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
                                Problem.unusable(
                                        "line " + number + " cannot be read: " + e.getMessage()));
            }
        }
        return next.isPresent() || failure.isPresent();
    }

    /// The next line that is not empty.
    ///
    /// @throws Problem where it cannot be read
    Line next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        Optional<Line> line = next;
        next = Optional.empty();
        if (line.isEmpty()) {
            Optional<Problem> why = failure;
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
