package org.osteon.chart;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
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
        return new BufferedInputStream(unbuffered(stream), BUFFER);
    }

    /// The same for who reads by large pieces: what can be read before a place that cannot is given
    /// in a piece of its own.
    public static InputStream unbuffered(InputStream stream) throws IOException {
        PushbackInputStream whole = new PushbackInputStream(stream, 2);
        byte[] start = whole.readNBytes(2);
        whole.unread(start);
        return isPacked(start) ? new GZIPInputStream(whole, BUFFER) : whole;
    }
}
