package org.osteon.app.cli;

import java.io.PrintWriter;
import java.util.Locale;

/// A line on the terminal that says how far a longer work is; nothing where no terminal is there to
/// show it, nor in the first two seconds.
public final class Progress {
    private static final long QUIET_NANOS = 2_000_000_000L;
    private static final long BETWEEN_NANOS = 200_000_000L;

    private final PrintWriter err;
    private final String what;
    private final boolean shown;
    private final long started = System.nanoTime();
    private long last = started + QUIET_NANOS - BETWEEN_NANOS;
    private int width;

    /// A line that counts.
    ///
    /// @param what what is counted, for example `charts`
    public Progress(PrintWriter err, String what) {
        this.err = err;
        this.what = what;
        this.shown = Terminal.showsErrors();
    }

    /// So many are done, of an unknown number.
    void done(long count) {
        done(count, 0);
    }

    /// So many of all are done.
    public void done(long count, long all) {
        long now = System.nanoTime();
        if (!shown || now - last < BETWEEN_NANOS) {
            return;
        }
        last = now;
        double seconds = (now - started) / 1e9;
        String line =
                all > 0
                        ? String.format(
                                Locale.ROOT,
                                "%,d of %,d %s (%.0f/s, about %.0f s to go)",
                                count,
                                all,
                                what,
                                count / seconds,
                                (all - count) * seconds / Math.max(count, 1))
                        : String.format(
                                Locale.ROOT, "%,d %s (%.0f/s)", count, what, count / seconds);
        err.print("\r" + line + " ".repeat(Math.max(0, width - line.length())));
        err.flush();
        width = line.length();
    }

    /// Takes the line away.
    public void clear() {
        if (width > 0) {
            err.print("\r" + " ".repeat(width) + "\r");
            err.flush();
            width = 0;
        }
    }
}
