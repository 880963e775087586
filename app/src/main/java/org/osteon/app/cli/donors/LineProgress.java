package org.osteon.app.cli.donors;

import java.io.PrintWriter;
import java.util.Locale;

/// A count on the terminal while a longer work runs; silent in the first two seconds and where
/// nobody looks.
final class LineProgress {
    private static final long QUIET_NANOS = 2_000_000_000L;
    private static final long BETWEEN_NANOS = 500_000_000L;
    private static final int EVERY = 1024;

    private final PrintWriter err;
    private final String what;
    private final int every;
    private final boolean shown = Boolean.getBoolean("osteon.terminal.errors");
    private final long started = System.nanoTime();
    private long next = started + QUIET_NANOS;
    private boolean written;

    LineProgress(PrintWriter err, String what) {
        this(err, what, EVERY);
    }

    /// For what takes longer than a donor.
    ///
    /// @param every the clock is asked once in so many
    LineProgress(PrintWriter err, String what, int every) {
        this.err = err;
        this.what = what;
        this.every = every;
    }

    synchronized void done(long count) {
        if (!shown || count % every != 0) {
            return;
        }
        long now = System.nanoTime();
        if (now >= next) {
            next = now + BETWEEN_NANOS;
            written = true;
            err.print(
                    String.format(
                            Locale.ROOT,
                            "\r%s %,d (%,.0f/s)\u001b[K",
                            what,
                            count,
                            count / ((now - started) / 1e9)));
            err.flush();
        }
    }

    void clear() {
        if (written) {
            err.print("\r\u001b[K");
            err.flush();
        }
    }
}
