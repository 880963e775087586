package org.osteon.chart;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;

/// Files and streams of charts that come packed, known by how they begin and not by their name.
public final class Gzip {
    private static final int BUFFER = 1 << 16;
    private static final int FIRST = 0x1f;
    private static final int SECOND = 0x8b;

    private Gzip() {}

    /// Whether something that begins like this is packed.
    public static boolean isPacked(byte[] start) {
        return start.length >= 2 && (start[0] & 0xff) == FIRST && (start[1] & 0xff) == SECOND;
    }

    /// What a stream holds, unpacked where it is packed; buffered, and closed with it.
    public static InputStream unpacked(InputStream stream) throws IOException {
        BufferedInputStream buffered = new BufferedInputStream(stream, BUFFER);
        buffered.mark(2);
        byte[] start = buffered.readNBytes(2);
        buffered.reset();
        return isPacked(start)
                ? new BufferedInputStream(new GZIPInputStream(buffered, BUFFER), BUFFER)
                : buffered;
    }
}
