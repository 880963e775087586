package org.osteon.sweep;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

/// The lines of a stream as bytes, and where each begins.
final class LineBytes {
    private static final int BUFFER = 1 << 18;

    private final InputStream stream;
    private final byte[] buffer = new byte[BUFFER];
    private final ByteArrayOutputStream line = new ByteArrayOutputStream(1 << 16);
    private int next;
    private int filled;
    private long position;
    private long start;
    private boolean ended;

    /// @param position of the first byte
    LineBytes(InputStream stream, long position) {
        this.stream = stream;
        this.position = position;
    }

    /// Moves to the next line.
    ///
    /// @return false where there is none
    boolean advance() throws IOException {
        if (ended) {
            return false;
        }
        line.reset();
        start = position;
        while (true) {
            if (next == filled) {
                filled = stream.read(buffer, 0, buffer.length);
                next = 0;
                if (filled < 0) {
                    filled = 0;
                    ended = true;
                    return true;
                }
            }
            int from = next;
            while (next < filled && buffer[next] != '\n') {
                next++;
            }
            line.write(buffer, from, next - from);
            position += next - from;
            if (next < filled) {
                next++;
                position++;
                return true;
            }
        }
    }

    /// Where the line begins.
    long start() {
        return start;
    }

    /// Whether nothing is in a line but white space.
    static boolean isBlank(byte[] line) {
        for (byte one : line) {
            if (one != ' ' && one != '\t' && one != '\r') {
                return false;
            }
        }
        return true;
    }

    /// The line, without its end.
    byte[] bytes() {
        return line.toByteArray();
    }
}
