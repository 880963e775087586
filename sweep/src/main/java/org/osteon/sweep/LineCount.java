package org.osteon.sweep;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;

/// How many lines there are in a slice, found by line ends only: what the reading of the lines is
/// held against.
///
/// @param ends line ends in it
/// @param texts lines that begin in it and are not blank
record LineCount(long ends, long texts) implements Serializable {
    private static final int BUFFER = 1 << 18;

    /// Counts.
    ///
    /// @param stream from one byte before the slice on; from its first byte where that is the
    ///   beginning of the file
    static LineCount of(InputStream stream, long from, long to) throws IOException {
        InputStream bytes = new BufferedInputStream(stream, BUFFER);
        byte[] buffer = new byte[BUFFER];
        boolean begins = from == 0 || bytes.read() == '\n';
        boolean counted = false;
        long ends = 0;
        long texts = 0;
        long position = from;
        for (int read = bytes.read(buffer); read >= 0; read = bytes.read(buffer)) {
            for (int i = 0; i < read; i++, position++) {
                boolean within = position < to;
                byte one = buffer[i];
                if (!within && (!begins || counted || one == '\n')) {
                    return new LineCount(ends, texts);
                }
                if (one == '\n') {
                    ends++;
                    begins = position + 1 < to;
                    counted = false;
                } else if (begins && !counted && one != ' ' && one != '\t' && one != '\r') {
                    texts++;
                    counted = true;
                }
            }
        }
        return new LineCount(ends, texts);
    }
}
